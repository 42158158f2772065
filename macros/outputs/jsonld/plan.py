"""What is planned and told: an action of the plan, a day of the network, a message."""

from __future__ import annotations

from macros.library.entries import Action, NetworkDay, NewsItem
from macros.outputs.jsonld.nodes import LANGUAGE, Here, Node, moment, node

DAY = len("JJJJ-MM-DD")
ACTION_STATUS = {
    "voorgesteld": "PotentialActionStatus",
    "gepland": "PotentialActionStatus",
    "lopend": "ActiveActionStatus",
    "gedaan": "CompletedActionStatus",
    "gestopt": "FailedActionStatus",
}
"""How far an action is; of one of which no source says that, neither do we."""


def action(here: Here, entry: Action) -> Node:
    """An action, with who leads and who helps, and when, as far as it is known."""
    goal = here.library.objectives[entry.doelstelling] if entry.doelstelling else None
    status = ACTION_STATUS.get(entry.status)
    helpers = dict.fromkeys(id for id in entry.partners if id != entry.trekker)
    return here.entry(
        entry,
        identifier=entry.nummer,
        actionStatus=f"https://schema.org/{status}" if status else None,
        agent=here.party("partners", entry.trekker) if entry.trekker else None,
        participant=[*here.refs("partners", helpers), *entry.andere_partners],
        startTime=entry.begin,
        endTime=entry.einde,
        result=node("Thing", name=goal.naam) if goal else None,
    )


def network_day(here: Here, entry: NetworkDay) -> Node | None:
    """The event; nothing when the day itself is not known, since an event has a day and nobody decided on one."""
    if len(entry.begin) < DAY:
        return None
    end = entry.einde if entry.einde and len(entry.einde) >= DAY else None
    day = entry.begin[:DAY]
    one_day = end is None or end[:DAY] == day
    return here.entry(
        entry,
        startDate=moment(entry.begin),
        endDate=moment(end) if end else None,
        eventStatus=f"https://schema.org/{'EventCancelled' if entry.status == 'afgelast' else 'EventScheduled'}",
        location=node("Place", name=entry.plaats) if entry.plaats else None,
        organizer=node("Organization", name=entry.organisator),
        audience=node("Audience", audienceType=entry.voor_wie) if entry.voor_wie else None,
        subEvent=[
            node("Event", name=item.wat, startDate=moment(f"{day} {item.begin}"), endDate=moment(f"{day} {item.einde}") if item.einde else None)
            for item in entry.programma
            if one_day
        ],
        workFeatured=[node("PresentationDigitalDocument", name=item.titel, url=item.url) for item in entry.presentaties],
        about=here.refs("praktijken", entry.praktijken),
    )


def news_item(here: Here, entry: NewsItem) -> Node:
    """The message."""
    return here.entry(
        entry,
        headline=entry.naam,
        articleBody=entry.tekst,
        datePublished=entry.datum,
        inLanguage=LANGUAGE,
        publisher={"@id": here.network},
    )
