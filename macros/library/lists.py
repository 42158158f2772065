"""Closed lists: the words an editor may choose from, with what a reader sees for them."""

from __future__ import annotations

from macros.library.fields import Id, Many, Postcode, Text
from macros.library.models import Model


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
    nis: Text | None = None
    """NIS-code (alleen gemeenten)."""
    postcodes: Many[Postcode] = ()
    """Postcodes (alleen gemeenten)."""
    frans: Text | None = None
    """Franse naam (alleen gemeenten)."""


class WordList(Model):
    """Het bestand `data/lijsten/<naam>.yml`: de woorden onder 'woorden', in de volgorde waarin ze getoond worden."""

    naam: Text
    """Waarover de lijst gaat."""
    woorden: dict[Id, Word]
    """Woord -> wat de lezer ziet."""
