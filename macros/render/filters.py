"""The filter above a list: what a reader can choose, and what each card answers to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from macros.library import Library
from macros.library.models.describe import describe
from macros.library.models.entries import KINDS, Entry, Partner

ANY = "*"
"""What a card answers to when it fits every choice, or when nothing is known: a missing field hides nobody."""
NAMES = {
    "pillars": "Pijler",
    "werkgebied": "Gemeente",
    "niveaus": "Onderwijs",
    "doelgroepen": "Voor wie",
    "gemeenschap": "Taal",
    "risicofactoren": "Signaal",
    "bereik": "Waar",
    "soort_bewijs": "Bewijs",
    "sterkte": "Sterkte van het bewijs",
    "status": "Stand",
}
"""What a reader sees above each choice."""


@dataclass(frozen=True)
class Filter:
    """One choice: its key in the address, its name, and (word, label) options with at least one card behind them."""

    key: str
    name: str
    options: tuple[tuple[str, str], ...]


def filters(library: Library, kind: str, entries: Iterable[Entry]) -> tuple[Filter, ...]:
    """The filters of a kind; options in the order of their list, those that no entry has left out."""
    found = []
    for field in KINDS[kind].filters:
        used = {word for entry in entries for word in words(library, entry, field)}
        options = tuple((word, label) for word, label in _options(library, kind, field) if word in used)
        found.append(Filter(_key(field), NAMES[field], options))
    return tuple(found)


def answers(library: Library, entry: Entry) -> dict[str, str]:
    """Per filter the words a card answers to, with spaces between them."""
    return {_key(field): " ".join(words(library, entry, field)) for field in type(entry).filters}


def words(library: Library, entry: Entry, field: str) -> tuple[str, ...]:
    """The words of a field; `ANY` for what counts everywhere or is not known."""
    value = getattr(entry, field)
    found: tuple[str, ...] = value if isinstance(value, tuple) else (value,)
    if field == "werkgebied":
        return (ANY,) if not found or is_everywhere(library, entry) else found
    return found or (ANY,)


def is_everywhere(library: Library, entry: Entry) -> bool:
    """Whether a partner works in all of the region."""
    return isinstance(entry, Partner) and not set(library.network.regio.werkgebieden).isdisjoint(entry.werkgebied)


def _key(field: str) -> str:
    return {
        "pillars": "pijler",
        "werkgebied": "gemeente",
        "niveaus": "niveau",
        "doelgroepen": "doelgroep",
        "risicofactoren": "signaal",
    }.get(field, field)


def _options(library: Library, kind: str, field: str) -> list[tuple[str, str]]:
    if field == "pillars":
        return [(word, shown.label) for word, shown in library.lists["pijlers"].items()]
    if field == "werkgebied":
        return [(word, shown.label) for word, shown in library.lists["gemeenten"].items()]
    asked = describe(KINDS[kind])[field]
    for marker in asked.refers_to:
        return [(id, entry.naam) for id, entry in library[marker.kind].items()]
    return [(word, shown.label) for name in asked.lists for word, shown in library.lists[name].items()]
