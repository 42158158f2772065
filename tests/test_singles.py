"""Data of which there is one file is one class: once it registers itself, all the rest follows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from macros.editing import schemas
from macros.editing.language import passages
from macros.editing.proposals.comparison import compare_libraries
from macros.library import DataError, read_library
from macros.library.collections import collections
from macros.library.models.base import SINGLES, Model, Single
from macros.library.models.fields import Id, Text


class Question(Model):
    """Een vraag die vaak komt."""

    id: Id
    """Naam van de vraag."""
    vraag: Text
    """De vraag."""


@pytest.fixture
def questions(small_site: Path) -> Iterator[Path]:
    """The small site with a file of a sort that nobody had yet."""

    class Questions(Single):
        """Het bestand `data/vragen.yml`."""

        file = "vragen"
        known_as = "de vragen"
        listed_as = "vragen"
        items_in = "vragen"

        vragen: tuple[Question, ...]
        """De vragen."""

    path = small_site / "data" / "vragen.yml"
    path.write_text("vragen:\n  - id: hoe\n    vraag: Hoe begin ik?\n", encoding="utf-8")
    yield path
    del SINGLES["vragen"]


def test_a_new_file_is_read_and_given_to_programs(questions: Path) -> None:
    library = read_library(questions.parents[1])
    assert list(library.items_of(SINGLES["vragen"])) == ["hoe"]
    (found,) = [group for group in collections(library) if group.name == "vragen"]
    assert [id for id, _ in found.items] == ["hoe"]


def test_its_mistakes_are_told(questions: Path) -> None:
    questions.write_text("vragen:\n  - id: hoe\n    vrag: Hoe begin ik?\n", encoding="utf-8")
    with pytest.raises(DataError) as raised:
        read_library(questions.parents[1])
    assert [str(problem) for problem in raised.value.problems] == [
        "data/vragen.yml:2: vragen.vraag: ontbreekt; dit veld is verplicht",
        "data/vragen.yml:3: vragen.vrag: dit veld bestaat niet; bedoelde je 'vraag'?",
    ]


def test_its_words_are_spelled(questions: Path) -> None:
    assert "Hoe begin ik?" in [passage.text for passage in passages(questions.parents[1])]


def test_its_changes_are_told(questions: Path) -> None:
    old = read_library(questions.parents[1])
    questions.write_text("vragen:\n  - id: hoe\n    vraag: Hoe begin je?\n", encoding="utf-8")
    (section,) = compare_libraries(old, read_library(questions.parents[1])).sections
    assert section.title == "de vragen"


@pytest.mark.parametrize("name", SINGLES)
def test_every_file_has_a_schema(name: str) -> None:
    assert name in schemas.MODELS
