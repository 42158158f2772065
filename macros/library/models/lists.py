"""Closed lists: the words an editor may choose from, with what a reader sees for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator

from macros.library.models.base import Fault, Model
from macros.library.models.fields import Id, Known, Many, Postcode, Text, fault, written_as

TILE = re.compile("[1-9]-[1-9]")


def tile(text: str) -> str:
    """A place on the tile map: column and row, each from 1 to 9."""
    if not TILE.fullmatch(text):
        raise fault(f"'{text}' is geen plaats op de tegelkaart; schrijf kolom en rij, bijvoorbeeld 3-2")
    return text


def sign(text: str) -> str:
    """What stands for a word where there is no room for it: a letter or a few."""
    if not re.fullmatch(r"\S{1,5}", text) or not text.isprintable():
        raise fault(f"'{text}' is geen teken; schrijf er een van één tot vijf letters, zonder spatie")
    return text


Tile = Annotated[
    str,
    AfterValidator(tile),
    written_as(TILE.pattern, "Schrijf kolom en rij, bijvoorbeeld 3-2.", types=["string"]),
]


class Word(Model):
    """Een woord uit een gesloten lijst."""

    label: Text
    """Wat de lezer ziet."""
    kort: Text | None = None
    """Korte naam, voor in een grafiek (alleen gebieden)."""
    lidwoord: Text | None = None
    """Lidwoord voor de korte naam in een zin (alleen gebieden)."""
    uitleg: Text | None = None
    """Wat het betekent, in één zin."""
    teken: Annotated[str, AfterValidator(sign)] | None = None
    """Teken dat ervoor staat in een tabel, een grafiek of op het landschapsblad (oordelen, vlaggen, zekerheden en
    gemeenschappen).
    """
    nis: Text | None = None
    """NIS-code (alleen gemeenten)."""
    postcodes: Many[Postcode] = ()
    """Postcodes (alleen gemeenten)."""
    frans: Text | None = None
    """Franse naam (alleen gemeenten)."""
    tegel: Tile | None = None
    """Plaats op de tegelkaart: kolom en rij, `3-2` (alleen gemeenten)."""

    @property
    def place(self) -> tuple[str, ...]:
        """Column and row on the tile map, from 1; nothing for a word without a tile."""
        return tuple(self.tegel.split("-")) if self.tegel else ()


class WordList(Model):
    """Het bestand `data/lijsten/<naam>.yml`: de woorden onder 'woorden', in de volgorde waarin ze getoond worden."""

    naam: Text
    """Waarover de lijst gaat."""
    woorden: dict[Id, Word]
    """Woord -> wat de lezer ziet."""

    def rules(self, known: Known) -> Iterator[Fault]:
        """Two words do not lie on one tile."""
        owners: dict[str, str] = {}
        for id, word in self.woorden.items():
            if word.tegel and owners.setdefault(word.tegel, id) != id:
                yield ("woorden", id, "tegel"), f"op {word.tegel} ligt al '{owners[word.tegel]}'"
