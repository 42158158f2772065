"""What the finder knows of each partner: the words it answers to, in the form that the page's script reads."""

from __future__ import annotations

from collections.abc import Iterable

from macros.library import Library
from macros.library.models.entries import POLICY, Partner, Practice
from macros.library.models.facets import Facet
from macros.render.choices import facet_words
from macros.render.landscape import ages

UNKNOWN = "?"
"""What a partner answers when its sources do not say: it comes later, and says so."""
USUAL = "~"
"""Stands before ages that follow from the levels."""


def finder_answers(library: Library, partner: Partner) -> dict[str, str]:
    """Key of a choice -> words with spaces between them; `ANY` answers to all, `UNKNOWN` to nothing for sure, nothing
    at all stands outside the choice.
    """
    return {facet.key: _answer(library, partner, facet) for facet in Partner.finder}


def _answer(library: Library, partner: Partner, facet: Facet) -> str:
    if facet.is_age:
        return _ages(partner)
    return " ".join(facet_words(library, partner, facet)) or ("" if facet.is_apart else UNKNOWN)


def _ages(partner: Partner) -> str:
    known = ages(partner)
    if not known:
        return UNKNOWN
    usual = USUAL if partner.leeftijd_van is None and partner.leeftijd_tot is None else ""
    return f"{usual}{known[0]}-{known[1]}"


def reach(partner: Partner) -> int:
    """How a partner can be reached: 2 by phone, 1 by mail or on a website, 0 not that we know."""
    if partner.telefoon:
        return 2
    return 1 if partner.email or partner.website else 0


def practices(library: Library, partner: Partner) -> list[Practice]:
    """Practices in which a partner takes part; what was measured before what was only told."""
    return sorted(
        library.near(partner, Practice),
        key=lambda practice: practice.rank,
    )


def as_listed(library: Library, partners: Iterable[Partner]) -> list[Partner]:
    """The order of the full list, as the page promises it: who cannot be reached last, who helps a pupil in Dutch
    first, then by kind, then by phone.
    """
    kinds = list(library.lists["soorten"])

    def place(partner: Partner) -> tuple[bool, bool, bool, int, bool]:
        return (
            reach(partner) == 0,
            partner.gemeenschap == "fr",
            partner.soort in POLICY,
            kinds.index(partner.soort),
            reach(partner) < 2,
        )

    return sorted(partners, key=place)
