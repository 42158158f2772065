"""What is new, from the dates in the entries themselves: news, updates of actions, and the day on which entries were
last checked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from macros.library.library import Library
from macros.library.models.entries import Action, Entry, NewsItem


def happened(library: Library) -> list[tuple[str, Entry]]:
    """Partial date and entry of each news item and of the newest update of each action, newest first; of the same day
    by name.
    """
    items = sorted(_dated(library), key=lambda item: item[1].naam)
    return sorted(items, key=lambda item: item[0], reverse=True)


def _dated(library: Library) -> Iterator[tuple[str, Entry]]:
    for entry in library:
        if isinstance(entry, NewsItem):
            yield entry.datum, entry
        elif isinstance(entry, Action) and entry.updates:
            yield max(update.datum for update in entry.updates), entry


def checked(library: Library) -> tuple[date, dict[str, int]]:
    """The newest day on which entries with a page were checked, and how many of each kind; needs at least one such
    entry.
    """
    days = [(entry.nagekeken_op, entry.folder) for entry in library if entry.has_pages]
    newest = max(day for day, _ in days)
    return newest, dict(Counter(kind for day, kind in days if day == newest))
