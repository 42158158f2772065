"""Who does what, where and for whom, counted from the offers: the sheet, the map of municipalities and the gaps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from macros.library import Library
from macros.library.models.entries import Partner
from macros.library.models.parts import Offer
from macros.render.choices import is_everywhere

USUAL_AGES = {
    "kleuter": (2, 6),
    "lager": (6, 12),
    "secundair": (12, 18),
    "deeltijds-duaal": (15, 25),
    "buitengewoon": (2, 21),
    "okan": (12, 18),
    "hoger": (18, 99),
    "volwassenen": (16, 99),
}
"""From and to which age pupils usually are at a level; used where a partner names levels and no ages."""
BANDS = ((2, 5), (6, 11), (12, 14), (15, 17), (18, 25))
"""Bands of age in the table of gaps: before school is compulsory at six, primary, the first years of secondary, the
years of dropping out, after.
"""


def letters(library: Library) -> dict[str, str]:
    """Mark of each level on the sheet: its first letter."""
    return {word: shown.label[0] for word, shown in library.lists["niveaus"].items()}


@lru_cache(maxsize=2)
def partners(library: Library) -> tuple[Partner, ...]:
    """The active partners: all that did not stop (`is_over`), those who help a pupil first. Pages that count or
    offer help take these; `library.of(Partner)` has those that stopped too, since their address goes on to work.
    """
    active = [partner for partner in library.of(Partner).values() if not partner.is_over]
    return tuple(sorted(active, key=lambda partner: partner.rank))


def ages(partner: Partner) -> tuple[int, int] | None:
    """From and to which age a partner helps: as it says, else the usual ages of its levels, else nothing."""
    if partner.leeftijd_van is not None or partner.leeftijd_tot is not None:
        return partner.leeftijd_van or 0, 99 if partner.leeftijd_tot is None else partner.leeftijd_tot
    ranges = [USUAL_AGES[level] for level in partner.niveaus if level in USUAL_AGES]
    return (min(low for low, _ in ranges), max(high for _, high in ranges)) if ranges else None


@dataclass(frozen=True)
class SheetRow:
    """One kind of partner on the sheet."""

    kind: str
    cells: tuple[tuple[str, tuple[Partner, ...]], ...]
    """Pillar and the partners with an offer in it, by name."""
    total: int
    """How many different partners are of this kind."""


def sheet_rows(library: Library) -> list[SheetRow]:
    """Kinds down, pillars across; a partner stands in every pillar in which it has an offer."""
    rows = []
    for kind in library.lists["soorten"]:
        members = [partner for partner in partners(library) if partner.soort == kind]
        cells = tuple(
            (pillar, tuple(partner for partner in members if pillar in partner.pillars))
            for pillar in library.lists["pijlers"]
        )
        if members:
            rows.append(SheetRow(kind, cells, len(members)))
    return rows


def without_offer(library: Library) -> list[Partner]:
    """Partners whose sources describe no offer: they are in no pillar."""
    return [partner for partner in partners(library) if not partner.pillars]


def local(library: Library, municipality: str) -> list[Partner]:
    """The partners that work in a municipality, not in all of the region."""
    return [
        partner
        for partner in partners(library)
        if municipality in partner.werkgebied and not is_everywhere(library, partner)
    ]


def everywhere(library: Library) -> list[Partner]:
    """The partners that work in all of the region."""
    return [partner for partner in partners(library) if is_everywhere(library, partner)]


@dataclass(frozen=True)
class Matrix:
    """A table of numbers of offers: something down, pillars across."""

    id: str
    title: str
    head: str
    """What the lines are."""
    key: str
    """Choice of the finder that a line stands for."""
    lines: tuple[tuple[str, str, tuple[tuple[str, int], ...]], ...]
    """Word for the finder (empty when it has none), label, and per pillar the number of offers."""

    @property
    def gaps(self) -> list[tuple[str, tuple[str, ...]]]:
        """Per line that has them, the pillars without any offer; the last lines, without a word of their own, are not
        gaps.
        """
        rows = (
            (label, tuple(pillar for pillar, number in cells if not number))
            for word, label, cells in self.lines
            if word
        )
        return [(label, empty) for label, empty in rows if empty]


def matrices(library: Library) -> list[Matrix]:
    """Risk factor, municipality and age against pillar."""
    return [
        Matrix("signalen", "Per signaal", "Signaal", "signaal", tuple(_signals(library))),
        Matrix("gemeenten", "Per gemeente", "Gemeente", "gemeente", tuple(_municipalities(library))),
        Matrix("leeftijden", "Per leeftijd", "Leeftijd", "leeftijd", tuple(_ages(library))),
    ]


def offers(library: Library, signal: str, pillar: str) -> int:
    """How many offers of partners answer to a risk factor in a pillar."""
    return sum(
        signal in offer.risicofactoren and pillar in offer.pijlers
        for partner in partners(library)
        for offer in partner.aanbod
    )


MatrixLine = tuple[str, str, tuple[tuple[str, int], ...]]


def _count(library: Library, word: str, label: str, fits: Callable[[Partner, Offer], bool]) -> MatrixLine:
    offers = [offer for partner in partners(library) for offer in partner.aanbod if fits(partner, offer)]
    return (
        word,
        label,
        tuple((pillar, sum(pillar in offer.pijlers for offer in offers)) for pillar in library.lists["pijlers"]),
    )


def _signals(library: Library) -> Iterator[MatrixLine]:
    for id, factor in library["risicofactoren"].items():

        def answers(_: Partner, offer: Offer, id: str = id) -> bool:
            return id in offer.risicofactoren

        yield _count(library, id, factor.naam, answers)
    yield _count(library, "", "Zonder bepaald signaal", lambda _, offer: not offer.risicofactoren)


def _municipalities(library: Library) -> Iterator[MatrixLine]:
    for word, town in library.lists["gemeenten"].items():
        yield _count(library, word, town.label, _one_of(local(library, word)))
    yield _count(library, "", f"In heel {library.network.regio.naam}", _one_of(everywhere(library)))


def _one_of(partners: Iterable[Partner]) -> Callable[[Partner, Offer], bool]:
    """Whether an offer is of one of these partners."""
    these = set(partners)
    return lambda partner, _: partner in these


def _ages(library: Library) -> Iterator[MatrixLine]:
    for low, high in BANDS:

        def fits(partner: Partner, offer: Offer, low: int = low, high: int = high) -> bool:
            known = ages(partner)
            return known is not None and known[0] <= high and known[1] >= low

        yield _count(library, str((low + high) // 2), f"{low} tot en met {high} jaar", fits)
    yield _count(library, "", "Leeftijd niet bekend", lambda partner, _: ages(partner) is None)
