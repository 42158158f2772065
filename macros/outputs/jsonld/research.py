"""What is known and done: a practice, a signal, and an approach with what research found about it."""

from __future__ import annotations

from macros.library.models.entries import Intervention, Practice, RiskFactor
from macros.library.models.parts import Effect
from macros.outputs.jsonld.nodes import Here, JsonLd, node, optional


def practice(here: Here, entry: Practice) -> JsonLd:
    """Something to learn from, with its steps. The nearest research is only mentioned: the practice is not
    built on it.
    """
    return here.entry(
        entry,
        text=entry.wat,
        contentLocation=node("Place", name=entry.waar),
        temporalCoverage=entry.periode,
        audience=_audience(here, entry),
        educationalLevel=here.labels("niveaus", entry.niveaus),
        step=[node("HowToStep", position=place, text=text) for place, text in enumerate(entry.stappen, 1)],
        estimatedCost=entry.kost,
        contributor=[*here.refs("partners", entry.partners), *entry.andere_partners],
        about=[*here.pillars(entry), *here.refs("risicofactoren", entry.risicofactoren)],
        mentions=here.refs("interventies", entry.interventies),
        url=entry.website,
    )


def _audience(here: Here, entry: Practice) -> list[JsonLd]:
    """The groups that a practice is for, then the same in the words of who typed it."""
    roles = here.labels("doelgroepen", entry.doelgroepen)
    groups = optional("EducationalAudience", educationalRole=roles)
    words = optional("Audience", audienceType=entry.voor_wie)
    return [audience for audience in (groups, words) if audience]


def risk_factor(here: Here, entry: RiskFactor) -> JsonLd:
    """A term in the set of signals, and among those of the same level; it is not medical."""
    level = here.library.label(entry.niveau, "risiconiveaus")
    return here.entry(
        entry,
        description=entry.uitleg,
        termCode=entry.id,
        inDefinedTermSet=[
            node("DefinedTermSet", here.self_of(entry.listed_at), name="Signalen"),
            node("DefinedTermSet", name=f"Signalen: {level.lower()}"),
        ],
    )


def signals(here: Here) -> JsonLd:
    """The set of all signals."""
    return node(
        "DefinedTermSet",
        here.self_of(f"{RiskFactor.folder}/"),
        name="Signalen",
        hasDefinedTerm=here.refs(RiskFactor.folder, here.library[RiskFactor.folder]),
    )


def intervention(here: Here, entry: Intervention) -> JsonLd:
    """An article about an approach, with the verdict of the editors and what each source found as claims."""
    claims = [_verdict(here, entry), *(_finding(here, effect) for effect in entry.effect)]
    if entry.schade:
        appearance = [{"@id": here.source(id)} for id in entry.schade.bronnen]
        claims.append(node("Claim", name="Nadeel", text=entry.schade.tekst, appearance=appearance))
    return here.entry(
        entry,
        headline=entry.naam,
        text=entry.wat,
        audience=optional("Audience", audienceType=entry.voor_wie),
        about=[
            node("DefinedTerm", name=entry.naam, description=entry.kort),
            *here.pillars(entry),
            *here.refs("risicofactoren", entry.risicofactoren),
        ],
        hasPart=claims,
    )


def _verdict(here: Here, entry: Intervention) -> JsonLd:
    """What the editors make of it. Tags from two closed lists: a `Rating` would show strong evidence of harm as a high
    mark.
    """
    strength = here.library.label(entry.sterkte, "sterktes")
    return node(
        "Claim",
        name=f"{here.library.label(entry.oordeel, 'oordelen')} ({strength.lower()})",
        text=entry.waarom,
        keywords=[
            here.term("oordelen", entry.oordeel, "Oordeel"),
            here.term("sterktes", entry.sterkte, "Sterkte van het bewijs, van 0 tot 3"),
        ],
        claimInterpreter={"@id": here.network},
        appearance={"@id": here.at(entry.address)},
    )


def _finding(here: Here, effect: Effect) -> JsonLd:
    return node(
        "Claim",
        name=effect.maat,
        text=effect.in_gewone_woorden,
        about=_observation(effect),
        appearance={"@id": here.source(effect.bron)},
    )


def _observation(effect: Effect) -> JsonLd | None:
    """The size of an effect with its interval, when it has a number."""
    if effect.waarde is None:
        return None
    low, high = effect.interval or (None, None)
    margin = None
    if low is not None and high is not None:
        margin = node("QuantitativeValue", minValue=float(low), maxValue=float(high))
    return node("Observation", variableMeasured=effect.maat, value=float(effect.waarde), marginOfError=margin)
