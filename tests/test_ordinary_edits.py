"""An ordinary edit can always be published: ten of them, on a copy of the real data, pass all that publishing asks."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from conftest import ROOT
from edits import EDITS
from test_site import unfinished

from macros.__main__ import main

COPIED = (".github", "content", "data", "macros", "scripts", "tests")
ASKED = "make publiceerbaar"
"""What publishing asks before a site goes online."""


def copied(target: Path, *folders: str) -> Path:
    for name in folders:
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("mkdocs.yml", "pyproject.toml"):
        shutil.copy(ROOT / name, target)
    return target


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_the_check_has_nothing_against_an_ordinary_edit(
    edit: Callable[[Path], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = copied(tmp_path, "content", "data")
    edit(root)
    assert main(["check", "--root", str(root)]) == 0, capsys.readouterr().out
    assert any(
        subprocess.run(["diff", "-rq", ROOT / name, root / name], capture_output=True).returncode
        for name in ("content", "data")
    )


@pytest.mark.build
def test_all_of_them_together_can_be_published(tmp_path: Path) -> None:
    """Check, language, the strict build, and what must hold over the data whatever is in them; no page has a hole."""
    root = copied(tmp_path, *COPIED)
    for edit in EDITS:
        edit(root)
    for command in (
        ["macros", "check"],
        ["macros", "tekst"],
        ["pytest", "-p", "no:cacheprovider", "--basetemp", str(tmp_path / "made"), "-m", "living"],
    ):
        ran = subprocess.run([sys.executable, "-m", *command], cwd=root, capture_output=True, text=True)
        assert ran.returncode == 0, (ran.stdout + ran.stderr)[-3000:]
    assert not list(unfinished(tmp_path / "made" / "site"))


def test_publishing_asks_this_and_no_more() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    head, recipe = makefile[makefile.index("\npubliceerbaar:") :].split("\n")[1:3]
    assert {"check", "tekst"} <= set(head.partition("##")[0].split())
    assert recipe.endswith("-m living")
    steps = yaml.safe_load((ROOT / ".github" / "workflows" / "publiceren.yml").read_text("utf-8"))["jobs"]["bouw"][
        "steps"
    ]
    commands = [step["run"] for step in steps if "run" in step]
    assert commands == [ASKED, "make build"]
