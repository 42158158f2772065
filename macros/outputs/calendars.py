"""The days of the network and the dated work of the plan as files for a calendar.

The format is iCalendar, RFC 5545 (https://www.rfc-editor.org/rfc/rfc5545), with the name, description and pace of a
calendar from RFC 7986. Steps and ends of actions are events of a whole day rather than `VTODO`, which most calendars
that people subscribe with leave out.

Only what has a day is in a calendar. Of "maart 2027" neither the first of March nor a bar over the whole month is what
anybody decided, and a calendar can say nothing vaguer than a day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from operator import attrgetter, itemgetter
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vText

from macros.library import Library
from macros.library.models.dates import known_to_the_day
from macros.library.models.entries import Action, Entry, NetworkDay, Partner
from macros.library.models.parts import Step

NAMESPACE = UUID("5cf1bdd1-fc6f-41ac-9368-85142cd08a91")
"""Of all our UUIDs. Another one here would double every event for everybody who subscribed."""
CLOCK = "Europe/Brussels"
Work = tuple[date, str, Event]
"""Day, UID and event of something that must be done by then."""
DAY_STATUS = {"gepland": "TENTATIVE", "bevestigd": "CONFIRMED", "voorbij": "CONFIRMED", "afgelast": "CANCELLED"}


def uid(kind: str, id: str, *parts: str) -> str:
    """The UUIDv5 (RFC 9562) of an entry, or of a part of it such as a step: the same wherever the site stands and
    whatever the entry says.
    """
    return str(uuid5(NAMESPACE, "/".join((kind, id, *parts))))


def calendars(library: Library, site_url: str = "") -> Iterator[tuple[str, str, bytes]]:
    """Every calendar: its path from the root of the site, the file or folder in `data/` that it comes from, its
    content.

    One file per network day that has a day, one with all of them, one with the dated work of the plan, and one per
    partner that leads or helps such work. The two to subscribe to are there even when they are empty, so that their
    address always works. `site_url` is where the site stands; without it, events have no address of a page.
    """
    yield from _of_days(library, site_url)
    yield from _of_plan(library, site_url)


def _of_days(library: Library, site_url: str) -> Iterator[tuple[str, str, bytes]]:
    """The calendar of all network days, and one per day."""
    known = [day for day in library.of(NetworkDay).values() if _has_day(day.begin)]
    days = sorted(known, key=attrgetter("begin", "id"))
    events = {day.id: _day(library, day, site_url) for day in days}
    name = f"Netwerkdagen – {library.network.naam}"
    about = "Alle dagen van het netwerk. Een dag waarvan alleen de maand of het jaar bekend is, staat er nog niet in."
    all_days = f"{NetworkDay.folder}/{NetworkDay.folder}.ics"
    yield all_days, f"data/{NetworkDay.folder}", _calendar(library, events.values(), name, about)
    for day in days:
        path = f"{NetworkDay.folder}/{day.id}.ics"
        if path != all_days:
            yield path, day.source, _calendar(library, [events[day.id]])


def _of_plan(library: Library, site_url: str) -> Iterator[tuple[str, str, bytes]]:
    """The calendar of all dated work, and one per partner that leads or helps some of it."""
    plan: list[Work] = []
    of_partner: dict[str, list[Work]] = defaultdict(list)
    for action in library.of(Action).values():
        work = list(_work(library, action, site_url))
        plan += work
        for partner in dict.fromkeys((action.trekker or "", *action.partners)):
            of_partner[partner] += work
    about = (
        "Stappen die nog niet gedaan zijn, en het einde van acties. Is er alleen een maand of een jaar "
        "bekend, dan staat de stap of actie er niet in."
    )
    path = f"{Action.list_folder}/{Action.list_folder}.ics"
    source = f"data/{Action.folder}"
    yield path, source, _calendar(library, _in_order(plan), f"Actieplan – {library.network.naam}", about)
    for id, entry in library.of(Partner).items():
        if of_partner.get(id):
            events = _in_order(of_partner[id])
            path = f"{Partner.folder}/{id}/acties.ics"
            yield path, source, _calendar(library, events, f"Acties – {entry.naam}", about)


def _has_day(moment: str | None) -> bool:
    """Whether it is known to the day, in the years for which our rule of summer time holds."""
    return moment is not None and known_to_the_day(moment) and moment[:4] > "1996"


def _calendar(library: Library, events: Iterable[Event], name: str = "", about: str = "") -> bytes:
    """A file with these events; a name and a pace make it one to subscribe to."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{library.network.naam}//NL")
    calendar.add("version", "2.0")
    if name:
        for key, text in (("name", name), ("x-wr-calname", name), ("description", about), ("x-wr-caldesc", about)):
            calendar.add(key, vText(text))
        calendar.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "P1D")
    calendar.add_component(_clock())
    for event in events:
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _clock() -> Timezone:
    """Summer time in Belgium as the rule of the European Union says it since 1996, so that no release of a time zone
    database changes our files.
    """
    zone = Timezone()
    zone.add("tzid", CLOCK)
    for part, name, begin, month, before, after in (
        (TimezoneDaylight(), "CEST", datetime(1996, 3, 31, 2), 3, 1, 2),
        (TimezoneStandard(), "CET", datetime(1996, 10, 27, 3), 10, 2, 1),
    ):
        part.add("tzname", name)
        part.add("dtstart", begin)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        zone.add_component(part)
    return zone


def _event(
    entry: Entry,
    id: str,
    summary: str,
    begin: date,
    end: date | None,
    status: str,
    lines: Iterable[str | None],
    site_url: str,
) -> Event:
    """An event that says when its entry was last checked, never when the file was made."""
    checked = datetime.combine(entry.nagekeken_op, time(), UTC)
    page = f"{site_url.rstrip('/')}/{entry.address}" if site_url else None
    event = Event()
    event.add("uid", id)
    event.add("dtstamp", checked)
    event.add("last-modified", checked)
    event.add("sequence", 0)
    event.add("status", status)
    event.add("summary", summary)
    event.add("description", "\n".join(filter(None, (*lines, page and f"Meer: {page}"))))
    event.add("dtstart", begin)
    if end:
        event.add("dtend", end)
    if not isinstance(begin, datetime):  # a whole day does not make anybody busy
        event.add("transp", "TRANSPARENT")
    if page:
        event.add("url", page)
    return event


def _day(library: Library, day: NetworkDay, site_url: str) -> Event:
    begin, end, exact = _when(day.begin, day.einde)
    moments = "" if exact else _moments(day)
    audience = f"Voor wie: {day.voor_wie}" if day.voor_wie else ""
    status = f"Status: {library.label(day.status, 'dagstatussen')}"
    lines = [day.kort, moments, status, f"Organisatie: {day.organisator}", audience, *_programme(day)]
    # Many calendars do not show the status.
    name = f"Afgelast: {day.naam}" if day.status == "afgelast" else day.naam
    status = DAY_STATUS.get(day.status, "TENTATIVE")
    event = _event(day, uid(day.folder, day.id), name, begin, end, status, lines, site_url)
    event.add("categories", [library.label(day.soort, "dagsoorten")])
    if day.plaats:
        event.add("location", day.plaats)
    return event


def _moments(day: NetworkDay) -> str:
    end = _in_words(day.einde) if day.einde else "niet bekend"
    return f"Begin: {_in_words(day.begin)}. Einde: {end}."


def _programme(day: NetworkDay) -> Iterator[str]:
    if day.programma:
        yield "Programma:"
    for item in day.programma:
        until = f"–{item.einde}" if item.einde else ""
        yield f"{item.begin}{until} {item.wat}"


def _when(begin: str, einde: str | None) -> tuple[date, date | None, bool]:
    """Begin and end as a calendar says them, and whether that tells all that is known.

    With hours when the first hour is known and the end is known to the hour or on the same day; in whole days
    otherwise, and then the end is the day after the last one.
    """
    first, _, start = begin.partition(" ")
    known_end = einde if _has_day(einde) else None
    last, _, end = (known_end or first).partition(" ")
    if start and (end or last == first):
        opening, closing = _hour(first, start), _hour(last, end or start)
        later = closing.astimezone(UTC) > opening.astimezone(UTC)
        return opening, closing if later else None, later
    exact = not start and not end and einde == known_end
    return date.fromisoformat(first), date.fromisoformat(last) + timedelta(days=1), exact


def _hour(day: str, hour: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(hour), ZoneInfo(CLOCK))


def _in_words(moment: str) -> str:
    """`2027-03-01 09:00` -> "1/3/2027 om 09:00", `2027-03` -> "3/2027"."""
    day, _, hour = moment.partition(" ")
    date_in_words = "/".join(str(int(part)) for part in reversed(day.split("-")))
    return f"{date_in_words} om {hour}" if hour else date_in_words


def _work(library: Library, action: Action, site_url: str) -> Iterator[Work]:
    """Day, UID and event of each day by which something must be done."""
    partners = library.of(Partner)
    names = {id: partners[id].naam for id in (action.trekker or "", *action.partners) if id in partners}
    helpers = [*(names[id] for id in action.partners if id != action.trekker), *action.andere_partners]
    leader = f"Trekker: {names.get(action.trekker, action.trekker)}" if action.trekker else None
    others = f"Doen mee: {', '.join(helpers)}" if helpers else None
    lines = [action.kort, leader, others, f"Actie: {library.label(action.status, 'actiestatussen')}"]
    status = "CONFIRMED" if action.status == "lopend" else "TENTATIVE"
    for day, step in action.deadlines:
        if step is None:
            id = uid(action.folder, action.id)
            name = f"Einde: {action.naam}"
            text = ["Laatste dag van deze actie.", *lines]
        else:
            id = uid(action.folder, action.id, _distinct_name(action, step))
            name = f"{step.naam} ({action.naam})"
            text = ["Laatste dag voor deze stap.", *lines, f"Stap: {library.label(step.staat, 'staten')}"]
        begin = date.fromisoformat(day)
        yield begin, id, _event(action, id, name, begin, begin + timedelta(days=1), status, text, site_url)


def _distinct_name(action: Action, step: Step) -> str:
    """The name of a step, with its number on a new line where an earlier step has that name too: a name has no new
    line, so no two are alike.
    """
    twins = [other for other in action.stappen if other.naam == step.naam]
    place = next(place for place, other in enumerate(twins, 1) if other is step)
    return step.naam if place == 1 else f"{step.naam}\n{place}"


def _in_order(work: Iterable[Work]) -> list[Event]:
    return [event for _, _, event in sorted(work, key=itemgetter(0, 1))]
