"""Words that the program leans on are told to the check: a list that lacks one, or has one that nobody taught it, is a
Dutch line with file and line, and no trace in a build.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from conftest import ROOT

from macros.library import DataError, read_library
from macros.library.library import LISTS
from macros.library.models.known_words import KNOWN_WORDS

LEANED_ON = [(name, word) for name, known in KNOWN_WORDS.items() for word in known.words]
FIXED = [name for name, known in KNOWN_WORDS.items() if known.fixed]
SIGNED = [name for name, known in KNOWN_WORDS.items() if known.signed and not known.fixed]


def problems(site: Path, name: str) -> list[str]:
    """What the check says of a list."""
    try:
        read_library(site)
    except DataError as error:
        return [str(problem) for problem in error.problems if f"/{name}.yml" in problem.path]
    return []


def change(site: Path, name: str, without: str = "", more: str = "") -> None:
    """Take a word out of a list, or add one at its end."""
    path = site / "data" / "lijsten" / f"{name}.yml"
    read = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    read["woorden"].pop(without, None)
    text = yaml.safe_dump(read, allow_unicode=True, sort_keys=False)
    path.write_text(f"{text}{more}", encoding="utf-8")


def test_what_the_program_leans_on_is_said_of_lists_that_there_are() -> None:
    lists = {path.stem for path in (ROOT / "data" / "lijsten").glob("*.yml")}
    assert KNOWN_WORDS.keys() <= lists
    assert lists >= LISTS


def test_editors_do_as_they_like_with_a_list_that_no_code_leans_on(small_site: Path) -> None:
    path = small_site / "data" / "lijsten" / "kanalen.yml"
    path.write_text("naam: Kanalen\nwoorden:\n  chat: {label: Chat}\n", encoding="utf-8")
    assert read_library(small_site).label("chat", "kanalen") == "Chat"


def test_editors_read_which_lists_they_cannot_extend() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    chapter = guide[guide.index("## Lijsten met woorden") :].partition("\n## ")[0]
    _, _, named = chapter.partition("hangt aan elk woord code")
    assert set(re.findall(r"`(\w+)`", named)) == set(FIXED)


@pytest.mark.parametrize(("name", "word"), LEANED_ON)
def test_a_word_that_is_missing_is_told(name: str, word: str, small_site: Path) -> None:
    change(small_site, name, without=word)
    assert f"data/lijsten/{name}.yml:2: woorden: het woord '{word}' ontbreekt; de site rekent erop" in problems(
        small_site, name
    )


@pytest.mark.parametrize("name", FIXED)
def test_a_word_that_nobody_taught_the_site_is_told(name: str, small_site: Path) -> None:
    change(small_site, name, more="  zomaariets: {label: Zomaar iets, teken: z}\n")
    lines = len((small_site / "data" / "lijsten" / f"{name}.yml").read_text(encoding="utf-8").splitlines())
    assert problems(small_site, name) == [
        f"data/lijsten/{name}.yml:{lines}: woorden.zomaariets: dit woord kent de site niet; kies uit: "
        f"{', '.join(KNOWN_WORDS[name].words)}. Een nieuw woord vraagt werk aan de code"
    ]


@pytest.mark.parametrize("name", SIGNED)
def test_a_word_without_its_sign_is_told(name: str, small_site: Path) -> None:
    change(small_site, name, more="  voorlopig: {label: Voorlopig}\n")
    (line,) = problems(small_site, name)
    assert "woorden.voorlopig: 'teken' ontbreekt" in line


@pytest.mark.parametrize("sign", ["", "twee woorden", "veeltelang"])
def test_a_sign_is_a_letter_or_a_few(sign: str, small_site: Path) -> None:
    change(small_site, "vlaggen", more=f"  voorlopig: {{label: Voorlopig, teken: '{sign}'}}\n")
    assert any("teken" in line for line in problems(small_site, "vlaggen"))
