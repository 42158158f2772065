"""The kinds of entries. A new kind is one class here, one template and one folder in `data/`; nothing else.

The keys are Dutch because editors type them; what is computed has an English name. The docstring under a field is the help an editor gets.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from pydantic import Field, PrivateAttr

from macros.library.fields import Count, Email, Id, In, Known, Many, Number, PastDay, Period, Phone, Postcode, Prose, Sentence, Text, To, WebAddress
from macros.library.models import Fault, Model
from macros.library.problems import hint
from macros.library.sources import SourceId, SourceRef

Pillar = Annotated[str, In("pijlers")]
Level = Annotated[str, In("niveaus")]
Audience = Annotated[str, In("doelgroepen")]
Certainty = Annotated[str, In("zekerheden")]
RiskFactorId = Annotated[str, To("risicofactoren")]
InterventionId = Annotated[str, To("interventies")]
PartnerId = Annotated[str, To("partners")]

KINDS: dict[str, type[Entry]] = {}
"""Folder -> class, in the order of this file."""


class Entry(Model):
    """Wat elke fiche heeft. De naam van het bestand is het id en het adres."""

    folder: ClassVar[str]
    """Folder in `data/`, template, address and export of this kind."""
    words: ClassVar[tuple[str, str]]
    """What one and what many are called in Dutch, lower case."""

    naam: Text
    """Naam, zoals de lezer ze op de pagina ziet."""
    kort: Sentence
    """Eén zin die zegt wat dit is."""
    bronnen: Annotated[tuple[SourceRef, ...], Field(min_length=1)]
    """Waar dit vandaan komt; minstens één bron."""
    nagekeken_op: PastDay
    """Dag waarop de fiche het laatst is nagekeken, JJJJ-MM-DD."""
    nagekeken_door: Text
    """Organisatie die het nakeek, of 'redactie' als het uit openbare bronnen komt en nog niet bevestigd is."""
    oude_ids: Many[Id] = ()
    """Vroegere ids van deze fiche; hun adres blijft werken."""

    _id: str = PrivateAttr("")

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        KINDS[cls.folder] = cls

    @property
    def id(self) -> str:
        """File name without `.yml`; unique within the kind."""
        return self._id

    @property
    def source(self) -> str:
        """The YAML file, from the project folder."""
        return f"data/{self.folder}/{self.id}.yml"

    @property
    def address(self) -> str:
        """Address of its page, from the root of the site."""
        return f"{self.folder}/{self.id}/"

    @property
    def pillars(self) -> tuple[str, ...]:
        """The pillars it belongs to, each once; none for a kind without pillars."""
        return ()

    @property
    def marks(self) -> tuple[tuple[str, str], ...]:
        """What a card shows beside the pillars: (closed list, word) pairs, most telling first."""
        return ()

    @property
    def language(self) -> str:
        """Language of its name."""
        return "nl"

    def rules(self, known: Known) -> Iterator[Fault]:
        """`zegt` names keys of this kind."""
        keys = type(self).model_fields
        for place, source in enumerate(self.bronnen):
            for key in source.zegt:
                if key not in keys:
                    yield ("bronnen", place, "zegt"), f"'{key}' is geen veld van een {self.words[0]}{hint(key, keys)}"


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


class Partner(Entry):
    """Een organisatie of programma waar een school, ouder of jongere bij terechtkan."""

    folder = "partners"
    words = ("partner", "partners")

    soort: Annotated[str, In("soorten")]
    """Soort partner."""
    gemeenschap: Annotated[str, In("gemeenschappen")]
    """Taalgemeenschap: Nederlandstalig, Franstalig of voor beide."""
    afkorting: Text | None = None
    """Korte naam of afkorting."""
    wat: Prose | None = None
    """Meer uitleg over wat de partner is en doet, als één zin niet volstaat."""
    aanbod: tuple[Offer, ...] = ()
    """Wat de partner aanbiedt, stuk voor stuk."""
    doelgroepen: Many[Audience] = ()
    """Voor wie."""
    niveaus: Many[Level] = ()
    """Onderwijsniveaus waarvoor de partner werkt."""
    leeftijd_van: Count | None = None
    """Jongste leeftijd."""
    leeftijd_tot: Count | None = None
    """Oudste leeftijd (tot en met)."""
    talen: Many[Annotated[str, In("talen")]] = ()
    """Talen waarin je geholpen wordt."""
    werkgebied: Many[Annotated[str, In("werkgebieden", "gemeenten")]] = ()
    """Waar de partner werkt: gemeenten of een groter gebied."""
    wie_meldt_aan: Many[Annotated[str, In("wie_meldt_aan")]] = ()
    """Wie een leerling mag aanmelden."""
    aanmelden: Prose | None = None
    """Hoe je aanmeldt of contact opneemt."""
    volgende_stap: Annotated[Text | None, Field(max_length=160)] = None
    """Wat de lezer nu doet, in één zin met een werkwoord."""
    kost: Text | None = None
    """Wat het kost, of 'gratis'."""
    adressen: tuple[Address, ...] = ()
    """Waar je de partner vindt."""
    telefoon: Phone | None = None
    """Nummer om te bellen, bijvoorbeeld 02 512 30 05."""
    email: Email | None = None
    """Adres om te mailen."""
    website: WebAddress | None = None
    """Eigen website of pagina."""
    openingsuren: Text | None = None
    """Wanneer je kunt bellen of langsgaan, in één zin."""
    status: Annotated[str, In("statussen")] = "actief"
    """Of de partner nog werkt."""
    opgegaan_in: PartnerId | None = None
    """Partner die het werk overnam."""
    zekerheid: Certainty
    """Hoe zeker de gegevens zijn."""
    opmerking: Prose | None = None
    """Wat een lezer moet weten over deze gegevens: twijfel, vroegere naam, tegenspraak."""

    def rules(self, known: Known) -> Iterator[Fault]:
        """Ages in order; a successor only for a partner that stopped."""
        yield from super().rules(known)
        for key in ("leeftijd_van", "leeftijd_tot"):
            if (getattr(self, key) or 0) > 99:
                yield key, "een leeftijd is hoogstens 99 jaar"
        if self.leeftijd_van is not None and self.leeftijd_tot is not None and self.leeftijd_van > self.leeftijd_tot:
            yield "leeftijd_van", f"{self.leeftijd_van} is hoger dan leeftijd_tot ({self.leeftijd_tot})"
        if self.opgegaan_in and self.status != "gestopt":
            yield "opgegaan_in", "kan alleen bij 'status: gestopt'"

    @property
    def pillars(self) -> tuple[str, ...]:
        """Pillars of all offers together, each once."""
        return tuple(dict.fromkeys(pillar for offer in self.aanbod for pillar in offer.pijlers))

    @property
    def marks(self) -> tuple[tuple[str, str], ...]:
        """Whether it works no longer, for whom it does not work in Dutch, and where, when that is one municipality."""
        place = self.werkgebied[0] if len(self.werkgebied) == 1 else ""
        found = (
            ("statussen", self.status) if self.status != "actief" else None,
            ("gemeenschappen", self.gemeenschap) if self.gemeenschap != "nl" else None,
            ("gemeenten", place) if place and place not in ("brussels-hoofdstedelijk-gewest", "vlaamse-gemeenschap", "vlaams-brabant") else None,
        )
        return tuple(mark for mark in found if mark)

    @property
    def language(self) -> str:
        """French for a partner of the French Community."""
        return "fr" if self.gemeenschap == "fr" else "nl"


class Practice(Entry):
    """Een goede praktijk: wat een school of organisatie deed, zo dat een ander ermee kan beginnen."""

    folder = "praktijken"
    words = ("praktijk", "praktijken")

    wat: Prose
    """Wat ze doen en waarom, in enkele zinnen."""
    waar: Text
    """School of organisatie, en plaats."""
    voor_wie: Text | None = None
    """Voor welke leerlingen, ouders of teams."""
    bereik: Annotated[str, In("bereiken")]
    """Waar de praktijk loopt: Brussel, Vlaanderen, België of het buitenland."""
    stappen: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Hoe ze het aanpakken, stap voor stap."""
    pijlers: Annotated[Many[Pillar], Field(min_length=1)]
    """Bij welke pijler dit hoort."""
    niveaus: Annotated[Many[Level], Field(min_length=1)]
    """Onderwijsniveaus."""
    doelgroepen: Many[Audience] = ()
    """Voor welke groepen."""
    risicofactoren: Many[RiskFactorId] = ()
    """Signalen waarop dit een antwoord is (redactionele koppeling)."""
    interventies: Many[InterventionId] = ()
    """Aanpak uit onderzoek die hier het meest op lijkt (redactionele koppeling)."""
    partners: Many[PartnerId] = ()
    """Partners met een fiche die meedoen."""
    andere_partners: Many[Text] = ()
    """Wie nog meedoet, zonder fiche op deze site."""
    resultaat: Prose | None = None
    """Wat de school of organisatie zag; bereik is geen resultaat."""
    soort_bewijs: Annotated[str, In("bewijssoorten")]
    """Waar het resultaat op steunt."""
    zekerheid: Certainty
    """Hoe goed de praktijk beschreven is; dit zegt niet dat ze werkt."""
    kost: Text | None = None
    """Wat het kost aan geld."""
    tijd: Text | None = None
    """Wat het kost aan tijd, of hoelang het duurt."""
    periode: Text | None = None
    """Wanneer de praktijk liep of loopt."""
    contact: Text | None = None
    """Bij welke organisatie je terechtkunt."""
    website: WebAddress | None = None
    """Pagina over deze praktijk."""

    @property
    def pillars(self) -> tuple[str, ...]:
        """Its pillars, under the name that every kind uses."""
        return self.pijlers

    @property
    def marks(self) -> tuple[tuple[str, str], ...]:
        """Where it runs, and what its result leans on."""
        return (("bereiken", self.bereik), ("bewijssoorten", self.soort_bewijs))


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


class RiskFactor(Entry):
    """Iets wat samengaat met wegblijven of stoppen met school. Het zegt iets over groepen, niet over één leerling."""

    folder = "risicofactoren"
    words = ("risicofactor", "risicofactoren")

    niveau: Annotated[str, In("risiconiveaus")]
    """Waar de factor zit: leerling, gezin, school, leeftijdsgenoten of samenleving."""
    uitleg: Prose
    """Wat het is, in gewone woorden."""
    signalen: tuple[Sign, ...] = ()
    """Wat je kunt zien; alleen tekens die een bron noemt."""
    beschermend: tuple[Protection, ...] = ()
    """Wat beschermt, volgens onderzoek."""
    bewijs: tuple[Evidence, ...] = ()
    """Wat onderzoek vond, bron per bron."""

    @property
    def marks(self) -> tuple[tuple[str, str], ...]:
        """Where the factor lies."""
        return (("risiconiveaus", self.niveau),)
