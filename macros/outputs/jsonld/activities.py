"""What is planned and told: an action of the plan, a day of the network, a message."""

from __future__ import annotations

from macros.library.models.dates import known_to_the_day
from macros.library.models.entries import Action, NetworkDay, NewsItem
from macros.library.models.figures import Figure
from macros.library.models.parts import ProgrammeItem, Step, Target
from macros.outputs.jsonld.nodes import LANGUAGE, Here, JsonLd, moment, node, optional

_DAY = len("JJJJ-MM-DD")
ACTION_STATUS = {
    "voorgesteld": "PotentialActionStatus",
    "gepland": "PotentialActionStatus",
    "lopend": "ActiveActionStatus",
    "gedaan": "CompletedActionStatus",
    "gestopt": "FailedActionStatus",
}
"""How far an action or a step of one is; of one of which no source says that, neither do we."""


def action(here: Here, entry: Action) -> JsonLd:
    """An action, with who leads and who helps, when, in which steps and towards what, as far as it is known.

    What is planned is the `object` of a plan: each step is an action of its own, since only an action has a state and
    an end. News is what was written about it (`subjectOf`), of the day that it tells about. `instrument` is not used:
    an indicator shows what changes, it does not help to do it; nor is `target`, which is a place to click.
    """
    helpers = dict.fromkeys(id for id in entry.partners if id != entry.trekker)
    news = [node("CreativeWork", temporalCoverage=update.datum, text=update.tekst) for update in entry.updates]
    return here.entry(
        entry,
        identifier=entry.nummer,
        actionStatus=_status(entry.status),
        agent=here.party("partners", entry.trekker) if entry.trekker else None,
        participant=[*here.refs("partners", helpers), *entry.andere_partners],
        startTime=entry.begin,
        endTime=entry.einde,
        object=[_step(step) for step in entry.stappen],
        result=_results(here, entry),
        error=_failure(entry),
        subjectOf=news,
    )


def _step(step: Step) -> JsonLd:
    return node("Action", name=step.naam, actionStatus=_status(step.staat), endTime=step.gedaan_op or step.tegen)


def _results(here: Here, entry: Action) -> list[JsonLd]:
    """The goal that an action serves, then the numbers that it should change."""
    targets = [_target(here, target) for target in entry.indicatoren]
    if not entry.doelstelling:
        return targets
    return [node("Thing", name=here.library.objectives[entry.doelstelling].naam), *targets]


def _failure(entry: Action) -> JsonLd | None:
    """Why an action stopped, when that is known."""
    if entry.status != "gestopt" or not entry.status_reden:
        return None
    return node("Thing", description=entry.status_reden)


def around(here: Here, entry: Action) -> JsonLd:
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


def _target(here: Here, target: Target) -> JsonLd:
    """What a figure should come to: the indicator by the id that it has in its dataset, the value, and in words where,
    which way and by when.
    """
    figure = here.library.of(Figure)[target.cijfer]
    way = here.library.label(target.richting, "richtingen")
    area = here.library.label(target.gebied, "gebieden", "gemeenten")
    deadline = f", tegen {target.tegen}" if target.tegen else ""
    return node(
        "PropertyValue",
        propertyID=target.indicator,
        name=figure.indicatoren[target.indicator].naam,
        description=f"{way} in {area}{deadline}",
        value=float(target.doelwaarde) if target.doelwaarde is not None else None,
        unitText=target.eenheid,
    )


def network_day(here: Here, entry: NetworkDay) -> JsonLd | None:
    """The event; nothing when the day itself is not known, since an event has a day and nobody decided on one."""
    if not known_to_the_day(entry.begin):
        return None
    end = entry.einde if known_to_the_day(entry.einde) else None
    state = "EventCancelled" if entry.status == "afgelast" else "EventScheduled"
    slides = [node("PresentationDigitalDocument", name=item.titel, url=item.url) for item in entry.presentaties]
    return here.entry(
        entry,
        startDate=moment(entry.begin),
        endDate=moment(end) if end else None,
        eventStatus=f"https://schema.org/{state}",
        location=optional("Place", name=entry.plaats),
        organizer=node("Organization", name=entry.organisator),
        audience=optional("Audience", audienceType=entry.voor_wie),
        subEvent=_programme(entry, end),
        workFeatured=slides,
        keywords=here.labels("dagsoorten", [entry.soort]),
        about=here.refs("praktijken", entry.praktijken),
        recordedIn=optional("CreativeWork", text=entry.verslag),
    )


def _programme(entry: NetworkDay, end: str | None) -> list[JsonLd]:
    """The parts of a day. Of a meeting of more days nobody said on which of them a part is, so those are left out."""
    day = entry.begin[:_DAY]
    if end and end[:_DAY] != day:
        return []
    return [_part(day, item) for item in entry.programma]


def _part(day: str, item: ProgrammeItem) -> JsonLd:
    return node(
        "Event",
        name=item.wat,
        startDate=moment(f"{day} {item.begin}"),
        endDate=moment(f"{day} {item.einde}") if item.einde else None,
    )


def news_item(here: Here, entry: NewsItem) -> JsonLd:
    """The message."""
    return here.entry(
        entry,
        headline=entry.naam,
        articleBody=entry.tekst,
        datePublished=entry.datum,
        inLanguage=LANGUAGE,
        publisher={"@id": here.network},
    )
