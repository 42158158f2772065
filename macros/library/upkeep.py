"""What needs care: per kind of care the entries and sources, most urgent first, with the reason; held against the day
of the content.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from macros.library.coverage import orphans, unused_sources
from macros.library.library import Library
from macros.library.models.dates import last_day
from macros.library.models.entries import KINDS, Action, Entry, Partner, Practice
from macros.library.models.figures import Figure

REDACTION = "redactie"
"""What stands for `nagekeken_door` until the organisation itself has given its word."""
TOLD_BY_THEIR_OWNER = (Partner, Practice, Action)
"""Kinds of which an organisation can say whether they are right; research and numbers have their source for that."""


@dataclass(frozen=True)
class Item:
    """One thing that needs care."""

    reason: str
    """Why, in Dutch, as a part of a line."""
    entry: Entry | None = None
    source: str = ""
    """Id in the reference list, for what is no entry."""


@dataclass(frozen=True)
class Care:
    """One kind of care, with everything that needs it."""

    id: str
    title: str
    advice: str
    """What somebody who keeps the data does about it, in Dutch."""
    items: tuple[Item, ...]


def upkeep(library: Library) -> tuple[Care, ...]:
    """Every kind of care, the most urgent first; the items of each too. A kind without items is there as well: nothing
    to do is news.
    """
    return (
        Care("te-oud", "Te lang niet nagekeken", "Kijk elk veld na. Pas daarna de datum aan.", tuple(_old(library))),
        Care(
            "onbereikbaar",
            "Partners zonder telefoon, mail en website",
            "Zoek een nummer of adres. Zonder kan een lezer niet verder.",
            tuple(_unreachable(library)),
        ),
        Care(
            "zonder-telefoon",
            "Partners zonder telefoon",
            "Vraag een nummer: wie haast heeft, belt.",
            tuple(_without_phone(library)),
        ),
        Care(
            "nieuwe-getallen",
            "Cijfers die nieuwe getallen kunnen hebben",
            "Kijk bij de bron of er een nieuw jaar is. Zet bij 'volgende_update' wanneer het volgende komt, als "
            "JJJJ-MM of JJJJ: dan rekent de lijst mee.",
            tuple(_due(library)),
        ),
        Care(
            "tegenspraak",
            "Bronnen die elkaar tegenspreken",
            "Zoek welke bron het nieuwst of het dichtst bij de telling is.",
            tuple(_contradictions(library)),
        ),
        Care(
            "onzeker",
            "Gegevens met lage zekerheid",
            "Zoek een betere bron, of vraag het de organisatie zelf.",
            tuple(_uncertain(library)),
        ),
        Care(
            "niet-bevestigd",
            "Nog niet bevestigd door de organisatie zelf",
            "Stuur de mail 'klopt dit nog?'. Zet na het antwoord de naam van de organisatie bij 'nagekeken_door'.",
            tuple(_unconfirmed(library)),
        ),
        Care(
            "los",
            "Fiches die aan niets gekoppeld zijn",
            "Koppel ze, anders vindt niemand ze.",
            tuple(Item("geen enkele link", entry) for entry in orphans(library)),
        ),
        Care(
            "bronnen",
            "Bronnen die nergens gebruikt worden",
            "Gebruik ze, of haal ze uit data/bronnen.yml.",
            tuple(Item(library.sources[id].title, source=id) for id in unused_sources(library)),
        ),
    )


def limits(library: Library) -> dict[str, int]:
    """Per kind of which an entry can still grow old, how many months its check stays recent."""
    return {
        kind: KINDS[kind].months_good
        for kind, by_id in library.entries.items()
        if any(entry.good_until for entry in by_id.values())
    }


def _old(library: Library) -> Iterator[Item]:
    late = [(limit, entry) for entry in library if (limit := entry.good_until) and limit < library.day]
    for limit, entry in sorted(late, key=lambda pair: pair[0]):
        yield Item(f"nagekeken op {_day(entry.nagekeken_op)}, dat mocht tot {_day(limit)}", entry)


def _partners(library: Library) -> list[Partner]:
    """Partners that work."""
    return [partner for partner in library.of(Partner).values() if partner.status == "actief"]


def _unreachable(library: Library) -> Iterator[Item]:
    for partner in sorted(_partners(library), key=lambda partner: partner.rank):
        if not (partner.telefoon or partner.email or partner.website):
            yield Item("geen telefoon, mail of website", partner)


def _without_phone(library: Library) -> Iterator[Item]:
    """Who helps a pupil first; who can be mailed before who only has a website, since that is asked at once."""
    reachable = [
        partner for partner in _partners(library) if not partner.telefoon and (partner.email or partner.website)
    ]
    for partner in sorted(reachable, key=lambda partner: (partner.rank, not partner.email)):
        yield Item("wel mail" if partner.email else "alleen een website", partner)


def _due(library: Library) -> Iterator[Item]:
    """Figures whose next update is past, then those of which it is not known, the oldest numbers first.

    Only a date (`JJJJ`, `JJJJ-MM`, `JJJJ-MM-DD`) can be held against the day; other words are shown as they are.
    """
    past, unknown = [], []
    for figure in library.of(Figure).values():
        newest = max((row.periode for row in figure.rows), default="")
        newest_text = f"nieuwste getal: {newest}" if newest else "zonder jaar"
        update = figure.volgende_update
        if update and (last := last_day(update)):
            if last < library.day:
                past.append((last, Item(f"nieuwe getallen verwacht: {update}; {newest_text}", figure)))
        else:
            unknown.append((newest, Item(f"{newest_text}; volgende update: {update or 'niet bekend'}", figure)))
    for found in (past, unknown):
        yield from (item for _, item in sorted(found, key=lambda pair: pair[0]))


def _contradictions(library: Library) -> Iterator[Item]:
    for figure in library.of(Figure).values():
        for text in figure.tegenspraak:
            yield Item(text, figure)


def _uncertain(library: Library) -> Iterator[Item]:
    """Partners first: somebody may call them today."""
    for kind in (Partner, Practice):
        for entry in sorted(library[kind.folder].values(), key=lambda entry: entry.rank):
            if isinstance(entry, Partner | Practice) and entry.zekerheid == "laag" and not entry.is_over:
                years = [
                    year for ref in entry.bronnen if (year := library.sources[ref.bron].year if ref.bron else ref.jaar)
                ]
                many = len(entry.bronnen)
                sources = f"{many} {'bron' if many == 1 else 'bronnen'}"
                newest = f"de nieuwste uit {max(years)}" if years else "zonder jaar"
                yield Item(f"{sources}, {newest}", entry)


def _unconfirmed(library: Library) -> Iterator[Item]:
    """By kind; partners that can be mailed first, and what has waited longest."""
    for kind in TOLD_BY_THEIR_OWNER:
        entries = library[kind.folder].values()
        for entry in sorted(
            entries, key=lambda entry: (not getattr(entry, "email", None), entry.nagekeken_op, entry.rank)
        ):
            if entry.nagekeken_door == REDACTION and not entry.is_over:
                mail = f", mailen kan: {entry.email}" if isinstance(entry, Partner) and entry.email else ""
                yield Item(f"door de redactie nagekeken op {_day(entry.nagekeken_op)}{mail}", entry)


def _day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"
