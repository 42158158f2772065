"""Data of which there is one file: glossary, goals, roles, referral path, help lines and self-check."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from macros.library.models.base import Fault, Model, Single
from macros.library.models.fields import Id, In, Known, Many, PartialDate, PastDay, Phone, Prose, Text, To
from macros.library.models.parts import InterventionId, PartnerId, Pillar, Target
from macros.library.models.sources import SourceRef, unknown_keys

_Sources = Annotated[tuple[SourceRef, ...], Field(min_length=1)]


class Term(Model):
    """Een begrip met zijn uitleg."""

    term: Text
    """Het woord, zoals het in een zin staat."""
    betekenis: Prose
    """Wat het betekent, in gewone woorden."""
    synoniemen: Many[Text] = ()
    """Andere woorden en vormen ervan; ze leiden naar hetzelfde begrip."""
    afkorting: Text | None = None
    """Afkorting."""
    bronnen: tuple[SourceRef, ...] = ()
    """Waar de omschrijving vandaan komt."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every word that leads to this term."""
        return (self.term, *self.synoniemen, *((self.afkorting,) if self.afkorting else ()))


class Glossary(Single):
    """Het bestand `data/begrippen.yml`."""

    file = "begrippen"
    known_as = "begrippen"
    listed_as = "begrippen"
    items_in = "begrippen"
    key = "term"
    by_name = True

    begrippen: tuple[Term, ...]
    """De begrippen."""

    def rules(self, known: Known) -> Iterator[Fault]:
        """No word leads to two terms."""
        owners: dict[str, str] = {}
        for place, term in enumerate(self.begrippen):
            for name in term.names:
                owner = owners.setdefault(name.casefold(), term.term)
                if owner != term.term or (
                    name == term.term and [other.term for other in self.begrippen].count(name) > 1 and place
                ):
                    yield ("begrippen", place, "term"), f"'{name}' staat er twee keer, ook bij '{owner}'"
                    break


def _twice(ids: list[str], field: str) -> Iterator[Fault]:
    """One fault for each id of the list `field` that stood in it before."""
    for place, id in enumerate(ids):
        if id in ids[:place]:
            yield (field, place, "id"), f"'{id}' staat er twee keer"


class Objective(Model):
    """Een doel, of een doelstelling binnen een pijler."""

    id: Id
    """Naam waarmee een actie ernaar wijst."""
    naam: Text
    """Het doel in één zin."""
    pijler: Pillar | None = None
    """Pijler van een doelstelling; weglaten bij een doel dat boven alle pijlers staat."""
    wie: Text
    """Wie dit doel stelde."""
    begin: PartialDate | None = None
    """Vanaf wanneer het geldt; de startwaarde is het cijfer van toen."""
    indicator: Target | None = None
    """Cijfer dat toont of het doel dichterbij komt; weglaten zolang er geen is."""
    uitleg: Prose | None = None
    """Wat een lezer erbij moet weten."""
    bronnen: _Sources
    """Waar het staat."""


class Objectives(Single):
    """Het bestand `data/doelstellingen.yml`."""

    file = "doelstellingen"
    known_as = "doelen"
    listed_as = "doelstellingen"
    items_in = "doelstellingen"
    gives_ids = True

    doelstellingen: tuple[Objective, ...]
    """De doelen."""

    def rules(self, known: Known) -> Iterator[Fault]:
        """Each id once."""
        yield from _twice([objective.id for objective in self.doelstellingen], "doelstellingen")


class Role(Model):
    """Een soort speler: wat hij doet en wat hij mag of moet."""

    id: Id
    """Naam van de rol."""
    naam: Text
    """Hoe deze speler heet, met de afkorting."""
    soort: Annotated[str, In("soorten")]
    """Bij welke soort partners hij hoort."""
    taak: Prose
    """Wat hij doet, in een of twee zinnen."""
    mandaat: Prose | None = None
    """Wat hij volgens de regels mag of moet; weglaten als geen bron het zegt."""
    niet: Prose | None = None
    """Wat hij niet doet, als mensen zich daarin vaak vergissen en een bron het zegt."""
    partners: Many[PartnerId] = ()
    """Partners die deze rol hebben."""
    bronnen: _Sources
    """Waar taak en mandaat staan."""

    def rules(self, known: Known) -> Iterator[Fault]:
        """`zegt` names keys of a role."""
        yield from unknown_keys(self.bronnen, type(self), "een rol")


class Roles(Single):
    """Het bestand `data/rollen.yml`: wie doet wat."""

    file = "rollen"
    known_as = "wie doet wat"
    listed_as = "rollen"
    items_in = "rollen"

    rollen: tuple[Role, ...]
    """De rollen, binnen een soort in de volgorde van de pagina."""

    def rules(self, known: Known) -> Iterator[Fault]:
        """Each id once."""
        yield from _twice([role.id for role in self.rollen], "rollen")


class ReferralStep(Model):
    """Een stap op de weg: wie wat doet, en wanneer."""

    id: Id
    """Naam van de stap."""
    wie: Text
    """Wie aan zet is."""
    wanneer: Text
    """Wanneer: vanaf hoeveel halve dagen, of bij wat."""
    wat: Prose
    """Wat er gebeurt."""
    daarna: Many[Id] = ()
    """Stappen (id) die hierop kunnen volgen; geen als de weg hier eindigt."""
    einde: Text | None = None
    """Waarom de weg hier mag eindigen; verplicht als er niets op volgt."""
    partners: Many[PartnerId] = ()
    """Partners die deze stap dienen."""
    opmerking: Prose | None = None
    """Wat een lezer erbij moet weten."""
    bronnen: _Sources
    """Regel en bron."""


class ReferralPath(Model):
    """Een weg: bij problematische afwezigheid, of bij een dreigende uitsluiting."""

    id: Id
    """Naam van de weg."""
    naam: Text
    """Titel voor de lezer."""
    stappen: Annotated[tuple[ReferralStep, ...], Field(min_length=1)]
    """De stappen, in de gewone volgorde."""

    def rules(self, known: Known) -> Iterator[Fault]:
        """Steps that follow exist; no dead end that is not explained."""
        ids = [step.id for step in self.stappen]
        yield from _twice(ids, "stappen")
        for place, step in enumerate(self.stappen):
            for after in step.daarna:
                if after not in ids:
                    yield ("stappen", place, "daarna"), f"'{after}' is geen stap van deze weg"
            if not step.daarna and not step.einde:
                yield (
                    ("stappen", place),
                    "deze stap loopt dood: zeg wat er daarna komt, of waarom de weg hier eindigt ('einde')",
                )


class Referral(Single):
    """Het bestand `data/verwijzing.yml`."""

    file = "verwijzing"
    known_as = "het verwijspad"
    listed_as = "verwijspaden"
    items_in = "wegen"

    wegen: tuple[ReferralPath, ...]
    """De wegen."""


class HelpLine(Model):
    """Een nummer voor hulp nu."""

    naam: Text
    """Naam van de hulplijn."""
    voor: Text
    """Voor wie en waarvoor."""
    nummer: Phone
    """Nummer."""
    wanneer: Text | None = None
    """Wanneer je kunt bellen; weglaten als de bron het niet zegt."""
    partner: PartnerId | None = None
    """Fiche van de partner."""
    dringend: Annotated[str, Field(pattern="^(ja|nee)$")] = "nee"
    """'ja' voor nummers die op de startpagina staan."""
    bronnen: _Sources
    """Waar het nummer staat, met het jaar."""


class HelpLines(Single):
    """Het bestand `data/hulplijnen.yml`."""

    file = "hulplijnen"
    known_as = "hulplijnen"
    listed_as = "hulplijnen"
    items_in = "hulplijnen"
    key = "nummer"
    called = "naam"

    hulplijnen: tuple[HelpLine, ...]
    """De nummers, de dringendste eerst."""


class Statement(Model):
    """Een stelling van de zelftest, en waarop ze steunt."""

    id: Id
    """Naam van de stelling."""
    thema: Annotated[str, In("zelftestthemas")]
    """Waarover het gaat."""
    stelling: Text
    """Wat een team van zichzelf zegt, in de wij-vorm."""
    waarom: Text
    """Waarom dit telt, in één zin."""
    nog_niet: Text
    """Wat je doet als het nog niet zo is, met een werkwoord vooraan."""
    interventies: Many[InterventionId] = ()
    """Aanpakken waarop de stelling steunt."""
    praktijken: Many[Annotated[str, To("praktijken")]] = ()
    """Praktijken om mee te beginnen."""
    partners: Many[PartnerId] = ()
    """Partners die erbij helpen."""
    bronnen: tuple[SourceRef, ...] = ()
    """Gids of onderzoek waarop de stelling steunt, als er geen aanpak voor is."""

    def rules(self, known: Known) -> Iterator[Fault]:
        """A statement has a ground."""
        if not self.interventies and not self.bronnen:
            yield (
                "interventies",
                "deze stelling steunt op niets; noem een aanpak (id), of een gids of onderzoek bij 'bronnen'",
            )


class SelfCheck(Single):
    """Het bestand `data/zelftest.yml`: stellingen voor een schoolteam."""

    file = "zelftest"
    known_as = "de zelftest"
    listed_as = "stellingen van de zelftest"
    items_in = "stellingen"

    stellingen: tuple[Statement, ...]
    """De stellingen, per thema bij elkaar."""

    def rules(self, known: Known) -> Iterator[Fault]:
        """Each id once."""
        yield from _twice([statement.id for statement in self.stellingen], "stellingen")


class Shortcoming(Model):
    """Iets wat nog niet toegankelijk is."""

    wat: Text
    """Wat er niet goed is."""
    waarom: Text
    """Waarom, en tegen wanneer het beter is."""
    alternatief: Text | None = None
    """Wat een lezer intussen kan doen."""


class Accessibility(Single):
    """Het bestand `data/toegankelijkheid.yml`: wat de laatste test vond."""

    file = "toegankelijkheid"
    known_as = "toegankelijkheid"

    getest_op: PastDay
    """Dag van de test."""
    getest_door: Text
    """Wie testte."""
    hoe: Text
    """Hoe er getest is."""
    tekorten: tuple[Shortcoming, ...] = ()
    """Wat nog niet goed is."""
