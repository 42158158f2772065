"""The blocks that stand inside an entry, and the words and ids that several kinds share: an address, a finding, a step
of an action.

The docstring under a field is the help an editor gets.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from macros.library.models.base import Fault, Model
from macros.library.models.dates import in_order
from macros.library.models.fields import (
    Count,
    Hour,
    Id,
    In,
    Known,
    Many,
    Number,
    PartialDate,
    Period,
    Postcode,
    Prose,
    Text,
    To,
    WebAddress,
)
from macros.library.models.sources import SourceId

Pillar = Annotated[str, In("pijlers")]
Level = Annotated[str, In("niveaus")]
Audience = Annotated[str, In("doelgroepen")]
Certainty = Annotated[str, In("zekerheden")]
RiskFactorId = Annotated[str, To("risicofactoren")]
InterventionId = Annotated[str, To("interventies")]
PartnerId = Annotated[str, To("partners")]


class Address(Model):
    """Een adres; elk deel mag ontbreken, maar niet alles."""

    straat: Text | None = None
    """Straat en nummer."""
    postcode: Postcode | None = None
    """Vier cijfers."""
    gemeente: Text | None = None
    """Gemeente in het Nederlands."""

    def rules(self, known: Known) -> Iterator[Fault]:
        """At least one part is known."""
        if not (self.straat or self.postcode or self.gemeente):
            yield "", "een adres zonder straat, postcode of gemeente zegt niets"


class Offer(Model):
    """Iets wat een partner aanbiedt."""

    naam: Text
    """Naam van het aanbod."""
    wat: Text
    """Wat de partner doet, in een of twee zinnen."""
    pijlers: Annotated[Many[Pillar], Field(min_length=1)]
    """Bij welke pijler dit hoort."""
    risicofactoren: Many[RiskFactorId] = ()
    """Signalen waarop dit aanbod een antwoord is (redactionele koppeling)."""
    interventies: Many[InterventionId] = ()
    """Aanpak uit onderzoek die hier het meest op lijkt (redactionele koppeling)."""


class Sign(Model):
    """Iets wat je kunt zien bij een leerling."""

    tekst: Text
    """Wat je ziet."""
    bron: SourceId
    """Bron die dit teken noemt."""


class Protection(Model):
    """Iets wat beschermt."""

    tekst: Text
    """Wat beschermt."""
    bron: SourceId
    """Onderzoek dat dit vond."""
    vindplaats: Text | None = None
    """Waar het in die bron staat."""


class Evidence(Model):
    """Wat één bron over de risicofactor vond."""

    bron: SourceId
    """Onderzoek of overheidsbron."""
    bevinding: Text | None = None
    """Wat de bron zegt, in gewone woorden."""
    uitkomst: Annotated[str | None, In("uitkomsten")] = None
    """Waarmee het verband gemeten is: afwezigheid of uitval."""
    maat: Text | None = None
    """Wat de waarde is: gemiddelde samenhang (r), odds ratio ..."""
    waarde: Number | None = None
    """Het getal, met een punt: 0.503."""
    interval: Annotated[tuple[Number, ...], Field(min_length=2, max_length=2)] | None = None
    """Onder- en bovengrens van het interval (95 %): [0.110, 0.996]."""
    schaal: Annotated[str | None, In("schalen")] = None
    """Schaal van het interval; die kan anders zijn dan die van de waarde."""
    studies: Count | None = None
    """Aantal studies."""
    effecten: Count | None = None
    """Aantal gemeten effecten in die studies."""
    jaar: Period | None = None
    """Jaar of jaren van de bevinding: 2017, of 2014-2015."""
    waar: Text | None = None
    """Land of streek."""
    vindplaats: Text | None = None
    """Waar het in de bron staat."""
    naam_in_studie: Text | None = None
    """Hoe de studie de factor noemt, in haar eigen taal."""
    opmerking: Text | None = None
    """Wat een lezer bij dit getal moet weten."""

    def rules(self, known: Known) -> Iterator[Fault]:
        """A finding or a number; a number with its measure, an interval with its scale."""
        if self.bevinding is None and self.waarde is None:
            yield "", "een bewijs heeft een 'bevinding' of een 'waarde' nodig"
        if self.waarde is not None and self.maat is None:
            yield "waarde", "een waarde zonder 'maat' zegt niets"
        if self.interval is not None:
            if self.waarde is None:
                yield "interval", "een interval zonder 'waarde' zegt niets"
            if self.schaal is None:
                yield "interval", "een interval heeft een 'schaal' nodig: r, z of andere"
            if self.interval[0] > self.interval[1]:
                yield "interval", "de ondergrens is hoger dan de bovengrens"
        elif self.schaal is not None:
            yield "schaal", "een schaal hoort bij een 'interval'"


class Effect(Model):
    """Wat één bron over het effect van een aanpak vond."""

    maat: Text
    """Wat er gemeten is: odds ratio, maanden leerwinst, procentpunt ..."""
    waarde: Number | None = None
    """Het getal, met een punt."""
    interval: Annotated[tuple[Number, ...], Field(min_length=2, max_length=2)] | None = None
    """Onder- en bovengrens van het interval (95 %)."""
    studies: Count | None = None
    """Aantal studies."""
    bron: SourceId
    """Bron van dit effect."""
    vindplaats: Text
    """Waar het in die bron staat: samenvatting, tabel 2, p. 12 ..."""
    in_gewone_woorden: Text | None = None
    """Wat het getal betekent voor een school."""
    opmerking: Text | None = None
    """Wat een lezer bij dit effect moet weten."""

    def rules(self, known: Known) -> Iterator[Fault]:
        """An interval belongs to a value and is in order."""
        if self.interval is not None:
            if self.waarde is None:
                yield "interval", "een interval zonder 'waarde' zegt niets"
            if self.interval[0] > self.interval[1]:
                yield "interval", "de ondergrens is hoger dan de bovengrens"


class Harm(Model):
    """Wat een aanpak aanricht."""

    tekst: Text
    """Welk nadeel onderzoek vond, met de maat ervan."""
    bronnen: Annotated[Many[SourceId], Field(min_length=1)]
    """Bronnen die het nadeel vonden."""


class Cost(Model):
    """Wat een aanpak kost."""

    tekst: Text
    """De kost in woorden."""
    bron: SourceId | None = None
    """Bron van de kost."""


class Step(Model):
    """Een stap van een actie."""

    naam: Text
    """Wat er gebeurt."""
    tegen: PartialDate | None = None
    """Tegen wanneer."""
    staat: Annotated[str, In("staten")]
    """Hoe ver de stap staat."""
    gedaan_op: PartialDate | None = None
    """Wanneer ze gedaan was."""

    def rules(self, known: Known) -> Iterator[Fault]:
        """A day on which it was done if and only if it is done."""
        if self.gedaan_op and self.staat != "gedaan":
            yield "gedaan_op", f"kan alleen bij 'staat: gedaan', niet bij '{self.staat}'"
        if self.staat == "gedaan" and not self.gedaan_op:
            yield "gedaan_op", "ontbreekt; zeg wanneer deze stap gedaan was (een jaar mag)"


class Update(Model):
    """Nieuws over een actie."""

    datum: PartialDate
    """Wanneer."""
    tekst: Prose
    """Wat er veranderde."""


class Target(Model):
    """Een cijfer dat toont of er iets verandert, en waar het naartoe moet."""

    cijfer: Annotated[str, To("cijfers")]
    """Cijfer (id)."""
    indicator: Id
    """Indicator in dat cijfer."""
    gebied: Annotated[str, In("gebieden", "gemeenten")]
    """Gebied waarvoor."""
    richting: Annotated[str, In("richtingen")]
    """Of het cijfer omhoog of omlaag moet."""
    doelwaarde: Number | None = None
    """Waarde die bereikt moet worden."""
    eenheid: Text | None = None
    """Eenheid van die waarde, zoals in het cijfer."""
    tegen: PartialDate | None = None
    """Tegen wanneer."""

    def rules(self, known: Known) -> Iterator[Fault]:
        """A target value, its unit and its date: all of them or none."""
        missing = {
            "doelwaarde": "zeg welke waarde tegen dan bereikt moet zijn",
            "eenheid": "zeg in welke eenheid, zoals in het cijfer",
            "tegen": "een doelwaarde heeft een datum nodig",
        }
        if any(getattr(self, key) is not None for key in missing):
            for key, message in missing.items():
                if getattr(self, key) is None:
                    yield key, f"ontbreekt; {message}"


class ProgrammeItem(Model):
    """Een onderdeel van het programma."""

    begin: Hour
    """Beginuur, UU:MM."""
    einde: Hour | None = None
    """Einduur."""
    wat: Text
    """Wat er gebeurt."""

    def rules(self, known: Known) -> Iterator[Fault]:
        """It ends after it begins."""
        yield from in_order(self.begin, self.einde)


class Presentation(Model):
    """Een presentatie van de dag."""

    titel: Text
    """Titel."""
    url: WebAddress
    """Waar ze staat."""
