"""What a reader can choose entries by: said once, for the filter above a list and for the finder."""

from __future__ import annotations

from typing import NamedTuple


class Facet(NamedTuple):
    """One choice of a reader."""

    key: str
    """Its name in the address of a page, and on what is chosen from."""
    name: str
    """What stands above it in a list."""
    field: str
    """The field or property of an entry with the words that it answers to."""
    source: str = ""
    """The closed list or the kind with its options, when that is not where the words of the field come from."""
    question: str = ""
    """What stands above it in the finder, when that is not its name."""
    anyone: str = ""
    """The word with which an entry answers to every choice."""
    is_explained: bool = False
    """Whether the finder says what each option means."""
    is_apart: bool = False
    """Whether an entry without a word stands outside the choice; else nobody knows what it would answer."""
    is_age: bool = False
    """Whether a reader types an age instead of choosing a word."""


PILLAR = Facet("pijler", "Pijler", "pillars", source="pijlers", question="Wat zoek je?", is_explained=True)
LEVEL = Facet("niveau", "Onderwijs", "niveaus")
SIGNAL = Facet("signaal", "Signaal", "risicofactoren")
TOWN = Facet("gemeente", "Gemeente", "werkgebied", source="gemeenten")
"""Who works in all of the region answers to every town."""
