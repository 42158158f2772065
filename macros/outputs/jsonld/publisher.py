"""The network itself: what it is, who answers, where, and when; and the words that it explains."""

from __future__ import annotations

from datetime import date

from macros.library.models.dates import months_after
from macros.library.models.network import CALL_FIRST, CLOSED, DAYS, Office
from macros.library.names import identifier_of
from macros.outputs.jsonld.nodes import Here, JsonLd, node
from macros.outputs.jsonld.organisations import postal_address

MONTHS_AHEAD = 12
MIDNIGHT = "00:00"
DAY_NAMES = dict(zip(DAYS, ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"), strict=True))


def network(here: Here) -> JsonLd:
    """The network with its coordinator, and the CLB where it sits; each with the year or day of what is told."""
    about = here.library.network
    office, coordinator = about.clb, about.coordinator
    of = f"Gegevens van {about.newest_year}." if about.newest_year else ""
    return node(
        "Organization",
        here.network,
        name=about.naam,
        description=about.kort,
        foundingDate=about.start,
        url=here.at(""),
        location=[node("Place", name=office.naam, address=postal_address(address)) for address in office.adressen],
        contactPoint=[
            node(
                "ContactPoint",
                contactType="coördinator",
                name=coordinator.naam,
                telephone=coordinator.telefoon,
                description=f"Bekendgemaakt: {coordinator.bekendgemaakt}.",
            ),
            node(
                "ContactPoint",
                contactType="onthaal",
                name=office.naam,
                telephone=office.telefoon,
                email=office.email,
                url=office.website,
                description=" ".join(
                    filter(
                        None,
                        (office.openingsuren, "In schoolvakanties gelden andere uren." if office.vakanties else "", of),
                    )
                ),
                hoursAvailable=[*_hours(office, here.library.day), *_exceptions(office, here.library.day)],
            ),
        ],
    )


def _hours(office: Office, day: date) -> list[JsonLd]:
    """The hours of the week, days with the same hours together; none when nobody confirmed them lately."""
    calendar = office.calendar(day)
    if not calendar:
        return []
    days: dict[tuple[str, str], list[str]] = {}
    for name, spans in zip(DAYS, calendar["week"], strict=True):
        for opens, closes in spans:
            days.setdefault((opens, closes), []).append(f"https://schema.org/{DAY_NAMES[name]}")
    return [
        node("OpeningHoursSpecification", dayOfWeek=names, opens=opens, closes=closes)
        for (opens, closes), names in days.items()
    ]


def _exceptions(office: Office, day: date) -> list[JsonLd]:
    """When these hours do not hold, in the year from `day` on: closed, which is from midnight to midnight, or in the
    words of who must be called first.

    A year, since a day of the year cannot be told without its year, and all years that we know would make a page too
    heavy.
    """
    calendar = office.calendar(day)
    if not calendar:
        return []
    first, last = day.isoformat(), months_after(day, MONTHS_AHEAD).isoformat()
    closed: list[tuple[str, str]] = []
    unsure: list[tuple[str, str, str]] = []
    for holiday in calendar["holidays"]:
        for begin, end in holiday["spans"]:
            if holiday["closed"]:
                closed.append((f"{begin[:4]}-{holiday['closed'][0]}", f"{begin[:4]}-{holiday['closed'][1]}"))
            if holiday["state"] == CLOSED:
                closed.append((begin, end))
            elif holiday["state"] == CALL_FIRST:
                unsure.append((begin, end, holiday["rule"]))
    for feast in calendar["public"]:
        if calendar["week"][date.fromisoformat(feast).isoweekday() % len(DAYS)] and not any(
            begin <= feast <= end for begin, end in closed
        ):
            closed.append((feast, feast))

    def exception(begin: str, end: str, **told: str) -> list[JsonLd]:
        return (
            [node("OpeningHoursSpecification", validFrom=begin, validThrough=end, **told)]
            if first <= end and begin <= last
            else []
        )

    return [
        *(told for begin, end in sorted(closed) for told in exception(begin, end, opens=MIDNIGHT, closes=MIDNIGHT)),
        *(told for begin, end, rule in unsure for told in exception(begin, end, description=rule)),
    ]


def term_set(here: Here) -> JsonLd:
    """The terms that are explained. Only their names: the explanations once more would make that page too heavy for a
    phone.
    """
    terms = [
        node("DefinedTerm", here.at(f"begrippen/#{identifier_of(term.term)}"), name=term.term)
        for term in here.library.glossary
    ]
    return node("DefinedTermSet", here.self_of("begrippen/"), name="Begrippen", hasDefinedTerm=terms)
