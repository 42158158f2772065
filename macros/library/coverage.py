"""How everything is linked: per risk factor what answers to it, and the entries that nothing is linked to."""

from __future__ import annotations

from collections.abc import Iterator

from macros.library.library import Library
from macros.library.models.entries import KINDS, Entry, Partner, RiskFactor

COUNTED = ("aanbod", "partners", "praktijken", "interventies", "cijfers", "acties")


def coverage(library: Library) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Per risk factor, by id, the counts of `COLUMNS`: offers that name it, and neighbours of each kind."""
    for id, factor in sorted(library.of(RiskFactor).items()):
        near = library.neighbours(factor)
        partners = library.near(factor, Partner)
        offers = sum(id in offer.risicofactoren for partner in partners for offer in partner.aanbod)
        yield id, (offers, *(len(near[kind]) for kind in COUNTED[1:]))


def orphans(library: Library) -> Iterator[Entry]:
    """Entries with a page that no other entry with a page is linked to, either way."""
    for entry in library:
        if entry.has_pages and not any(
            library.neighbours(entry)[kind] for kind, model in KINDS.items() if model.has_pages
        ):
            yield entry


def unused_sources(library: Library) -> tuple[str, ...]:
    """Ids of sources in the reference list that nothing leans on."""
    return tuple(sorted(set(library.sources) - library.used_sources))
