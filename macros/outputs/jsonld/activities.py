"""What is planned and told: an action of the plan, a day of the network, a message."""

from __future__ import annotations

from macros.library.models.entries import Action, NetworkDay, NewsItem
from macros.library.models.figures import Figure
from macros.library.models.parts import Target
from macros.outputs.jsonld.nodes import LANGUAGE, Here, Node, moment, node

DAY = len("JJJJ-MM-DD")
ACTION_STATUS = {
    "voorgesteld": "PotentialActionStatus",
    "gepland": "PotentialActionStatus",
    "lopend": "ActiveActionStatus",
    "gedaan": "CompletedActionStatus",
    "gestopt": "FailedActionStatus",
}
"""How far an action or a step of one is; of one of which no source says that, neither do we."""


def action(here: Here, entry: Action) -> Node:
    """An action, with who leads and who helps, when, in which steps and towards what, as far as it is known.

    What is planned is the `object` of a plan: each step is an action of its own, since only an action has a state and
    an end. News is what was written about it (`subjectOf`), of the day that it tells about. `instrument` is not used:
    an indicator shows what changes, it does not help to do it; nor is `target`, which is a place to click.
    """
    goal = here.library.objectives[entry.doelstelling] if entry.doelstelling else None
    helpers = dict.fromkeys(id for id in entry.partners if id != entry.trekker)
    return here.entry(
        entry,
        identifier=entry.nummer,
        actionStatus=_status(entry.status),
        agent=here.party("partners", entry.trekker) if entry.trekker else None,
        participant=[*here.refs("partners", helpers), *entry.andere_partners],
        startTime=entry.begin,
        endTime=entry.einde,
        object=[
            node("Action", name=step.naam, actionStatus=_status(step.staat), endTime=step.gedaan_op or step.tegen)
            for step in entry.stappen
        ],
        result=[
            *([node("Thing", name=goal.naam)] if goal else []),
            *(_target(here, target) for target in entry.indicatoren),
        ],
        error=node("Thing", description=entry.status_reden)
        if entry.status == "gestopt" and entry.status_reden
        else None,
        subjectOf=[node("CreativeWork", temporalCoverage=update.datum, text=update.tekst) for update in entry.updates],
    )


def around(here: Here, entry: Action) -> Node:
    """What the page of an action is about and leads to beside the action itself, which is no creative work and so has
    no subject.
    """
    figures = dict.fromkeys((*entry.cijfers, *(target.cijfer for target in entry.indicatoren)))
    instead = [entry.vervangen_door] if entry.vervangen_door else []
    return {
        "keywords": here.labels("actiesoorten", [entry.soort]),
        "about": [*here.pillars(entry), *here.refs("risicofactoren", entry.risicofactoren)],
        "mentions": [
            *here.refs("interventies", entry.interventies),
            *here.refs("praktijken", entry.praktijken),
            *here.refs("cijfers", figures),
            *here.refs("acties", instead),
        ],
    }


def _status(state: str) -> str | None:
    return f"https://schema.org/{ACTION_STATUS[state]}" if state in ACTION_STATUS else None


def _target(here: Here, target: Target) -> Node:
    """What a figure should come to: the indicator by the id that it has in its dataset, the value, and in words where,
    which way and by when.
    """
    figure = here.library["cijfers"][target.cijfer]
    assert isinstance(figure, Figure)
    way, area = (
        here.library.label(target.richting, "richtingen"),
        here.library.label(target.gebied, "gebieden", "gemeenten"),
    )
    return node(
        "PropertyValue",
        propertyID=target.indicator,
        name=figure.indicatoren[target.indicator].naam,
        description=f"{way} in {area}{f', tegen {target.tegen}' if target.tegen else ''}",
        value=float(target.doelwaarde) if target.doelwaarde is not None else None,
        unitText=target.eenheid,
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
            node(
                "Event",
                name=item.wat,
                startDate=moment(f"{day} {item.begin}"),
                endDate=moment(f"{day} {item.einde}") if item.einde else None,
            )
            for item in entry.programma
            if one_day
        ],
        workFeatured=[
            node("PresentationDigitalDocument", name=item.titel, url=item.url) for item in entry.presentaties
        ],
        keywords=here.labels("dagsoorten", [entry.soort]),
        about=here.refs("praktijken", entry.praktijken),
        recordedIn=node("CreativeWork", text=entry.verslag) if entry.verslag else None,
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
