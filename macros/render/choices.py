"""What readers can choose, above a list and in the finder, and what each entry answers; declared by the kinds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from macros.library import Library
from macros.library.models.base import several
from macros.library.models.describe import describe
from macros.library.models.entries import KINDS, Entry, Partner
from macros.library.models.facets import TOWN, Facet
from macros.render.dutch import lower_first

ANY = "*"
"""What an entry answers when it fits every choice; above a list also when nothing is known: that hides nobody."""


class Choice(NamedTuple):
    """One choice as it stands on a page."""

    facet: Facet
    name: str
    options: tuple[tuple[str, str], ...]
    """Word and what a reader sees for it."""


def choices(library: Library, kind: str, entries: Iterable[Entry]) -> tuple[Choice, ...]:
    """The choices above the list of a kind; options in the order of their list, those that no entry has left out."""
    narrowing = []
    for facet in KINDS[kind].facets:
        used = {word for entry in entries for word in facet_words(library, entry, facet)}
        options = tuple((word, label) for word, label in _options(library, kind, facet) if word in used)
        narrowing.append(Choice(facet, facet.name, options))
    return tuple(narrowing)


def finder_choices(library: Library, partners: Iterable[Partner]) -> tuple[Choice, ...]:
    """The choices of the finder. Every word of a closed list is there, so that a reader sees what can be asked; of a
    kind only the entries that a partner names.
    """
    asked = []
    for facet in Partner.finder:
        options = [] if facet.is_age else _options(library, Partner.folder, facet)
        if facet.source in KINDS:
            named = {word for partner in partners for word in facet_words(library, partner, facet)}
            options = [(word, label) for word, label in options if word in named]
        if facet.is_explained:
            meanings = library.lists[facet.source]
            options = [(word, _explained(label, meanings[word].uitleg)) for word, label in options]
        asked.append(Choice(facet, facet.question or facet.name, tuple(options)))
    return tuple(asked)


def answers(library: Library, entry: Entry) -> dict[str, str]:
    """Key of a choice above a list -> the words a card answers to, with spaces between them."""
    return {facet.key: " ".join(facet_words(library, entry, facet) or (ANY,)) for facet in type(entry).facets}


def facet_words(library: Library, entry: Entry, facet: Facet) -> tuple[str, ...]:
    """The words with which an entry answers to a choice; `ANY` for what counts everywhere, none when nothing is
    known.
    """
    value = getattr(entry, facet.field)
    answered = several(value or None)
    if facet.anyone in answered or (facet == TOWN and _cover_the_region(library, answered)):
        return (ANY,)
    return answered


def is_everywhere(library: Library, partner: Partner) -> bool:
    """Whether a partner works in all of the region."""
    return _cover_the_region(library, partner.werkgebied)


def _cover_the_region(library: Library, places: Iterable[str]) -> bool:
    return not set(library.network.regio.werkgebieden).isdisjoint(places)


def _options(library: Library, kind: str, facet: Facet) -> list[tuple[str, str]]:
    field = describe(KINDS[kind]).get(facet.field)
    sources = [facet.source] if facet.source or not field else [*(to.kind for to in field.refers_to), *field.lists]
    if sources[0] in KINDS:
        return [(id, entry.naam) for id, entry in library[sources[0]].items()]
    every = [(word, shown.label) for name in sources for word, shown in library.lists[name].items()]
    return [(word, label) for word, label in every if word != facet.anyone]


def _explained(label: str, meaning: str | None) -> str:
    return f"{label}: {lower_first(meaning or '').rstrip('.')}"
