"""What the finder knows of each partner: the words it answers to, in the form that the page's script reads."""

from __future__ import annotations

from collections.abc import Iterable

from macros.library import Library
from macros.library.models.entries import POLICY, Partner, Practice
from macros.render.filters import ANY, is_everywhere
from macros.render.landscape import ages

UNKNOWN = "?"
"""What a partner answers when its sources do not say: it comes later, and says so."""
USUAL = "~"
"""Stands before ages that follow from the levels."""


def answers(library: Library, partner: Partner) -> dict[str, str]:
    """Choice -> words with spaces between them; `ANY` answers to all, `UNKNOWN` to nothing for sure, nothing at all
    stands outside the choice.
    """
    known = ages(partner)
    derived = USUAL if known and partner.leeftijd_van is None and partner.leeftijd_tot is None else ""
    who = [ANY] if "iedereen" in partner.wie_meldt_aan else list(partner.wie_meldt_aan)
    return {
        "signaal": " ".join(dict.fromkeys(id for offer in partner.aanbod for id in offer.risicofactoren)),
        "pijler": " ".join(partner.pillars) or UNKNOWN,
        "leeftijd": f"{derived}{known[0]}-{known[1]}" if known else UNKNOWN,
        "niveau": " ".join(partner.niveaus) or UNKNOWN,
        "gemeente": ANY if is_everywhere(library, partner) else " ".join(partner.werkgebied) or UNKNOWN,
        "taal": " ".join(languages(partner)),
        "wie": " ".join(who) or UNKNOWN,
    }


def languages(partner: Partner) -> tuple[str, ...]:
    """The languages in which a partner helps: those of its community and those it names."""
    return tuple(dict.fromkeys(({"bi": ("nl", "fr")}.get(partner.gemeenschap, (partner.gemeenschap,))) + partner.talen))


def reach(partner: Partner) -> int:
    """How a partner can be reached: 2 by phone, 1 by mail or on a website, 0 not that we know."""
    return 2 if partner.telefoon else 1 if partner.email or partner.website else 0


def practices(library: Library, partner: Partner) -> list[Practice]:
    """Practices in which a partner takes part; what was measured before what was only told."""
    return sorted(
        library.near(partner, Practice),
        key=lambda practice: practice.rank,
    )


def in_order(library: Library, partners: Iterable[Partner]) -> list[Partner]:
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
