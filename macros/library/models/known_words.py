"""Which words of the closed lists the program leans on: what a list must have, and whether editors may add to it.
A list that no code leans on is not here.

Rank, shape, colour and meaning of a word hang on these declarations. Signs stand in the lists themselves (`teken`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from macros.library.models.base import Fault
from macros.library.models.chart_rules import CHART_RULES
from macros.library.models.lists import Word
from macros.library.text.problems import hint


@dataclass(frozen=True)
class KnownWords:
    """What the program knows of one list."""

    named: Collection[str] = ()
    """Words that must be there, in the order that ranks them where they have a rank."""
    fixed: bool = False
    """Whether there may be no others: the program would not know what to do with one."""
    signed: bool = False
    """Whether every word has a sign."""

    @property
    def words(self) -> tuple[str, ...]:
        """The words that must be there, as they are now: kinds of charts come after this module is read."""
        return tuple(self.named)

    def faults(self, words: Mapping[str, Word]) -> Iterator[Fault]:
        """What is wrong with the words of a list."""
        for word in self.words:
            if word not in words:
                yield "woorden", f"het woord '{word}' ontbreekt; de site rekent erop"
        for word, shown in words.items():
            if self.fixed and word not in self.words:
                near = hint(word, self.words) or f"; kies uit: {', '.join(self.words)}"
                yield ("woorden", word), f"dit woord kent de site niet{near}. Een nieuw woord vraagt werk aan de code"
            elif self.signed and not shown.teken:
                yield ("woorden", word), "'teken' ontbreekt: het teken dat er in een tabel of op het blad voor staat"


def fixed(*words: str, signed: bool = False) -> KnownWords:
    """A list of these words alone."""
    return KnownWords(words, fixed=True, signed=signed)


def extendable(*words: str, signed: bool = False) -> KnownWords:
    """A list of at least these words."""
    return KnownWords(words, signed=signed)


KNOWN_WORDS: dict[str, KnownWords] = {
    "actiesoorten": extendable("actie"),
    "actiestatussen": extendable("lopend", "voorgesteld", "gepland", "gedaan", "gestopt", "onbekend"),
    "bewijssoorten": fixed("onderzoek", "meting", "ervaring", "geen"),
    "dagstatussen": extendable("gepland", "bevestigd", "afgelast", "voorbij"),
    "gebied_basis": extendable("inwoners", "onbekend"),
    "gemeenschappen": extendable("nl", "bi", "fr"),
    "grafieksoorten": KnownWords(CHART_RULES.keys(), fixed=True),
    "oordelen": fixed("werkt", "veelbelovend", "gemengd", "werkt-niet", "schaadt", "te-weinig-onderzoek", signed=True),
    "pijlers": fixed("coordinatie", "preventie", "interventie", "compensatie"),
    "richtingen": fixed("omlaag", "omhoog"),
    "schalen": fixed("r", "z", "andere"),
    "staten": fixed("gepland", "lopend", "gedaan"),
    "statussen": extendable("actief", "tijdelijk-gesloten", "gestopt"),
    "sterktes": fixed("0", "1", "2", "3"),
    "uitkomsten": fixed("afwezigheid", "uitval"),
    "vlaggen": extendable(
        "breuk",
        "onbetrouwbaar",
        "raming",
        "benadering",
        "berekend",
        "tegenspraak",
        "klein",
        "ontbreekt",
        signed=True,
    ),
    "wie_meldt_aan": extendable("iedereen"),
    "zekerheden": extendable("laag", signed=True),
}
"""List -> what the program knows of it. Of any other list it knows nothing: editors may do with it as they like."""
