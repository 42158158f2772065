"""The day of the content comes from the commit, so that two builds agree."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest

from macros.generator.day import content_day
from macros.generator.reading import Readings


def test_the_environment_says_it_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1480000000")
    assert content_day(tmp_path) == date(2016, 11, 24)


def test_then_the_last_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org"]
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2018-03-02T12:00:00Z")
    for command in (["init", "-q"], ["commit", "-q", "--allow-empty", "-m", "x"]):
        subprocess.run([*git, *command], cwd=tmp_path, check=True)
    assert content_day(tmp_path) == date(2018, 3, 2)


@pytest.mark.parametrize("path", ["", "/nowhere"])
def test_without_commit_or_git_it_is_the_newest_day_in_the_data(
    path: str, small_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if path:
        monkeypatch.setenv("PATH", path)
    assert content_day(small_site) is None
    library = Readings().read(small_site).library
    assert library is not None
    assert library.day == date(2017, 3, 1)
