"""Every file in `cases/` is a small site with what the reader must answer; a new case needs no Python."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from functools import cache, partial
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest
import yaml

from macros.__main__ import main
from macros.library import DataError, read_library
from macros.library.models.entries import KINDS

TESTS = Path(__file__).parent
TODAY = date(2026, 11, 24)

KEYS = {
    "files": dict,  # path -> text; null takes the file away
    "bytes": dict,  # path -> text in which every character is one byte, for what is not UTF-8
    "repeat": list,  # {path, text, times}, added to the end of the file
    "links": dict,  # path -> where the link leads, from the folder it stands in
    "today": date,
    "problems": list,  # the exact lines, in order; [] when the site is accepted
}
CASES = [
    pytest.param(path, id=path.relative_to(TESTS / "cases").with_suffix("").as_posix())
    for path in sorted((TESTS / "cases").rglob("*.yml"))
]


@cache
def load(path: Path) -> dict[str, Any]:
    case: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return case


def lay_out(case: dict[str, Any], site: Path) -> None:
    """Write what a case asks over the small site."""
    for name, text in case.get("files", {}).items():
        if text is None:
            (site / name).unlink()
        else:
            write(site / name, text.encode())
    for name, text in case.get("bytes", {}).items():
        write(site / name, text.encode("latin-1"))
    for part in case.get("repeat", []):
        path = site / part["path"]
        write(path, (path.read_bytes() if path.exists() else b"") + (part["text"] * part["times"]).encode())
    for name, target in case.get("links", {}).items():
        path = site / name
        if path.is_dir():
            shutil.rmtree(path)
        path.unlink(missing_ok=True)
        path.symlink_to(target)


def write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


@pytest.mark.parametrize("path", CASES)
def test_reader_gives_exactly_these_problems(path: Path, small_site: Path) -> None:
    """The reader names every problem of a case, in order, and nothing else."""
    case = load(path)
    lay_out(case, small_site)
    found: list[str] = []
    try:
        read_library(small_site, today=case.get("today", TODAY))
    except DataError as error:
        found = [str(problem) for problem in error.problems]
    assert found == case["problems"]
    assert all(len(line.splitlines()) == 1 for line in found)


def one_of_each() -> Iterator[Path]:
    """The first case for each thing that a case can ask, the first that is accepted, and the one with most problems."""
    paths = sorted((TESTS / "cases").rglob("*.yml"))
    for key in sorted(KEYS.keys() - {"problems"}):
        yield next(path for path in paths if load(path).get(key))
    yield next(path for path in paths if not load(path)["problems"])
    yield max(paths, key=lambda path: len(load(path)["problems"]))


@pytest.mark.parametrize("path", [*one_of_each()], ids=attrgetter("stem"))
def test_command_prints_exactly_these_problems(
    path: Path, small_site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command `check` prints the problems of a case line by line, or one line that all is well. Whatever the
    problems are, it prints them in one place; so a few cases say as much as all.
    """
    case = load(path)
    lay_out(case, small_site)
    monkeypatch.setattr("macros.__main__.read_library", partial(read_library, today=case.get("today", TODAY)))
    code = main(["check", "--root", str(small_site)])
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    assert code == (1 if case["problems"] else 0)
    if case["problems"]:
        assert out.splitlines() == case["problems"]
    else:
        assert re.fullmatch(r"In orde: .+ bronnen\.\n", out)
        assert not err


@pytest.mark.parametrize("path", CASES)
def test_case_is_well_formed(path: Path) -> None:
    """A case has a Dutch kebab-case name and only keys that the runner knows."""
    case = load(path)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", path.stem)
    assert path.parent.parent == TESTS / "cases"
    assert {"problems"} < case.keys() <= KEYS.keys()
    assert all(isinstance(value, KEYS[key]) for key, value in case.items())
    assert all(isinstance(line, str) for line in case["problems"])
    assert all(part.keys() == {"path", "text", "times"} for part in case.get("repeat", []))


def test_small_site_is_accepted(small_site: Path) -> None:
    """The small site by itself has no problems, and its entries know each other."""
    library = read_library(small_site, today=TODAY)
    near = library.neighbours(library["partners"]["hulp"])
    assert "gesprek" in [entry.id for entry in near["praktijken"]]
    assert "wegblijven" in [entry.id for entry in near["risicofactoren"]]
    assert {"gesprek", "wegblijven"} <= {entry.id for entry in library.cites("proefboek2015")}


def test_unknown_folder_gets_the_choice(small_site: Path) -> None:
    """A folder that resembles none is answered with the names of all, whatever kinds there are."""
    (small_site / "data" / "xyz").mkdir()
    with pytest.raises(DataError) as caught:
        read_library(small_site, today=TODAY)
    assert str(caught.value) == f"data/xyz: deze map hoort hier niet; kies uit: {', '.join([*KINDS, 'lijsten'])}"


def test_project_without_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command in a folder without data says so, and nothing more."""
    assert main(["check", "--root", str(tmp_path)]) == 1
    assert capsys.readouterr().out == "data: deze map ontbreekt\n"
