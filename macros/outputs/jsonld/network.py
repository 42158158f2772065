"""The network itself: what it is, who answers, where, and when; and the words that it explains."""

from __future__ import annotations

from macros.library.network import DAYS
from macros.library.new import identifier_of
from macros.outputs.jsonld.nodes import Here, Node, node
from macros.outputs.jsonld.partners import postal_address

DAY_NAMES = dict(zip(DAYS, ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"), strict=True))


def network(here: Here) -> Node:
    """The network with its coordinator, and the CLB where it sits; each with the year or day of what is told."""
    told = here.library.network
    office, coordinator = told.clb, told.coordinator
    of = f"Gegevens van {told.newest_year}." if told.newest_year else ""
    return node(
        "Organization",
        here.network,
        name=told.naam,
        description=told.kort,
        foundingDate=told.start,
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
                description=" ".join(filter(None, (office.openingsuren, "In schoolvakanties gelden andere uren." if office.vakanties else "", of))),
                hoursAvailable=_hours(here),
            ),
        ],
    )


def _hours(here: Here) -> list[Node]:
    """The hours of the week, days with the same hours together; none when nobody typed them per day."""
    week = here.library.network.clb.uren
    days: dict[tuple[str, str], list[str]] = {}
    for name, spans in zip(DAYS, week.spans if week else [], strict=bool(week)):
        for opens, closes in spans:
            days.setdefault((opens, closes), []).append(f"https://schema.org/{DAY_NAMES[name]}")
    return [node("OpeningHoursSpecification", dayOfWeek=names, opens=opens, closes=closes) for (opens, closes), names in days.items()]


def glossary(here: Here) -> Node:
    """The terms that are explained. Only their names: the explanations once more would make that page too heavy for a phone."""
    terms = [node("DefinedTerm", here.at(f"begrippen/#{identifier_of(term.term)}"), name=term.term) for term in here.library.glossary]
    return node("DefinedTermSet", here.self_of("begrippen/"), name="Begrippen", hasDefinedTerm=terms)
