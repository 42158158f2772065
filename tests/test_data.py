"""The real data: no problems, every reference both ways, and what an editor wrote can be read back."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import real_library

from macros.library import Library
from macros.library.models.describe import references
from macros.library.models.entries import KINDS

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.living


@pytest.fixture(scope="module")
def library() -> Library:
    return real_library()


def test_every_reference_works_both_ways(library: Library) -> None:
    """What an entry names is its neighbour, and the other way round."""
    for entry in library:
        for kind, id in references(entry):
            if kind in KINDS and id in library[kind] and (kind, id) != (entry.folder, entry.id):
                other = library[kind][id]
                assert other in library.neighbours(entry)[kind]
                assert entry in library.neighbours(other)[entry.folder]


def test_every_source_of_the_list_knows_who_leans_on_it(library: Library) -> None:
    """A source that an entry names says so in the reference list."""
    for entry in library:
        for kind, id in references(entry):
            if kind == "bronnen":
                assert entry in library.cites(id)


def test_nothing_in_a_library_can_change(library: Library) -> None:
    """The library is frozen, down to the lists inside an entry."""
    partner = next(iter(library["partners"].values()))
    with pytest.raises(Exception, match="frozen"):
        partner.naam = "Anders"  # type: ignore[misc]
    with pytest.raises(TypeError):
        library.entries["partners"] = {}  # type: ignore[index]
    assert isinstance(partner.bronnen, tuple)
