"""What authors of pages can ask for: lists, cards, links, sources. Each gives HTML for the page at address `here`."""

from __future__ import annotations

from collections.abc import Mapping

from macros.library import Library
from macros.library.entries import KINDS, Entry
from macros.library.fields import In
from macros.library.models import markers
from macros.library.problems import hint
from macros.render.engine import render


class AuthoringError(Exception):
    """An author of a page asked for something that is not there; the text is one Dutch sentence."""


def entry_of(library: Library, kind: str, id: str) -> Entry:
    """The entry an author names; raises `AuthoringError` with the nearest match."""
    by_id = entries_of(library, kind)
    if id not in by_id:
        raise AuthoringError(f"'{id}' staat niet in data/{kind}/{hint(id, by_id)}")
    return by_id[id]


def entries_of(library: Library, kind: str) -> Mapping[str, Entry]:
    """All entries of a kind an author names, by id, in the order of their names."""
    if kind not in library.entries:
        raise AuthoringError(f"de soort '{kind}' bestaat niet{hint(kind, KINDS) or '; kies uit: ' + ', '.join(KINDS)}")
    return library[kind]


def grouped(library: Library, kind: str, field: str) -> list[tuple[str, str, list[Entry]]]:
    """Word, label and entries per word of the closed list behind `field`, in the order of that list; empty groups are left out."""
    entries = entries_of(library, kind).values()
    lists = {name: closed[0].names[0] for name, info in KINDS[kind].model_fields.items() if (closed := markers(info, In))}
    if field not in lists:
        raise AuthoringError(f"'{field}' is geen veld met een gesloten lijst{hint(field, lists) or '; kies uit: ' + ', '.join(lists)}")
    found = []
    for word, shown in library.lists[lists[field]].items():
        members = [entry for entry in entries if word in _words(getattr(entry, field))]
        if members:
            found.append((word, shown.label, members))
    return found


def _words(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else (value,)


def entry_list(library: Library, here: str, kind: str, group: str) -> str:
    """All entries of a kind as cards, grouped by a closed list, with counts and a short index on top."""
    groups = grouped(library, kind, group)
    return render("list.html", library, here, groups=groups, total=len(library[kind]), words=KINDS[kind].words)


def card(library: Library, here: str, kind: str, id: str) -> str:
    """One entry as a card."""
    return render("card.html", library, here, entry=entry_of(library, kind, id))


def link(library: Library, here: str, kind: str, id: str, text: str = "") -> str:
    """A link to an entry, with its name or the author's own text."""
    return render("link.html", library, here, entry=entry_of(library, kind, id), text=text)


def source(library: Library, here: str, id: str, place: str = "") -> str:
    """A source of the reference list, in short: author, year, title; `place` says where in it."""
    if id not in library.sources:
        raise AuthoringError(f"'{id}' staat niet in data/bronnen.yml{hint(id, library.sources)}")
    return render("source.html", library, here, source=library.sources[id], place=place)


def total(library: Library, here: str, kind: str) -> str:
    """How many entries a kind has."""
    return str(len(entries_of(library, kind)))


def network_contact(library: Library, here: str) -> str:
    """Coordinator, CLB, opening hours and holidays, as the network published them."""
    return render("contact.html", library, here, network=library.network)


def home(library: Library, here: str) -> str:
    """The doors and the state of the site on the home page."""
    return render("home.html", library, here)


def problem_box(library: Library, here: str, message: str) -> str:
    """A mistake of an author, in the page where it was made."""
    return render("problem.html", library, here, message=message)
