"""The kinds of entries. A new kind is one class here, one template and one folder in `data/`; nothing else.

The keys are Dutch because editors type them; what is computed has an English name. The docstring under a field is the
help an editor gets.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, Field, PrivateAttr

from macros.library.models.base import Fault, Model
from macros.library.models.dates import in_order, is_past, known_to_the_day, months_after
from macros.library.models.facets import LEVEL, PILLAR, SIGNAL, TOWN, Facet
from macros.library.models.fields import (
    AtMost,
    Count,
    Email,
    Id,
    In,
    Known,
    Many,
    Moment,
    PartialDate,
    PastDay,
    Phone,
    Prose,
    Sentence,
    Text,
    To,
    WebAddress,
)
from macros.library.models.known_words import KNOWN_WORDS
from macros.library.models.parts import (
    Address,
    Audience,
    Certainty,
    Cost,
    Effect,
    Evidence,
    Harm,
    InterventionId,
    Level,
    Offer,
    PartnerId,
    Pillar,
    Presentation,
    ProgrammeItem,
    Protection,
    RiskFactorId,
    Sign,
    Step,
    Target,
    Update,
)
from macros.library.models.sources import SourceRef, unknown_keys

KINDS: dict[str, type[Entry]] = {}
"""Folder -> class, in the order of this file."""


class Entry(Model):
    """Wat elke fiche heeft. De naam van het bestand is het id en het adres."""

    folder: ClassVar[str]
    """Folder in `data/`, template, address and export of this kind."""
    words: ClassVar[tuple[str, str]]
    """What one and what many are called in Dutch, lower case."""
    list_folder: ClassVar[str] = ""
    """Where its list page is, when that is not the folder of the kind."""
    list_title: ClassVar[str] = ""
    """What its list page is called, when that is not the plural word."""
    facets: ClassVar[tuple[Facet, ...]] = ()
    """By what readers narrow the list of this kind."""
    has_pages: ClassVar[bool] = True
    """Whether each entry has a page of its own."""
    has_rows: ClassVar[bool] = False
    """Whether a CSV file with numbers belongs to each entry."""
    months_good: ClassVar[int] = 24
    """How many months after it was checked an entry of this kind must be looked at again. Two years, unless it changes
    faster: research and descriptions of what was done stay true for long.
    """

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

    def __hash__(self) -> int:
        return hash((self.folder, self.id))

    @cached_property
    def id(self) -> str:
        """File name without `.yml`; unique within the kind."""
        return self._id

    @classmethod
    def key_order(cls) -> tuple[str, ...]:
        """The keys of a file in the order that editors are used to: what the entry says first, where it comes from
        last.
        """
        first, last = ("naam", "kort"), ("bronnen", "nagekeken_op", "nagekeken_door", "oude_ids")
        return (*first, *(name for name in cls.model_fields if name not in (*first, *last)), *last)

    @property
    def source(self) -> str:
        """The YAML file, from the project folder."""
        return f"data/{self.folder}/{self.id}.yml"

    @property
    def address(self) -> str:
        """Address of its page, from the root of the site."""
        return f"{self.folder}/{self.id}/"

    @property
    def listed_at(self) -> str:
        """Address of the page that lists its kind."""
        return f"{self.list_folder or self.folder}/"

    @property
    def pillars(self) -> tuple[str, ...]:
        """The pillars it belongs to, each once; none for a kind without pillars."""
        return ()

    @property
    def marks(self) -> tuple[tuple[str, str], ...]:
        """What a card shows beside the pillars: (closed list, word) pairs, most telling first."""
        return ()

    @property
    def rank(self) -> int:
        """Place in a group of its list: the lowest comes first, and equals stand by name."""
        return 0

    @property
    def highlight(self) -> str:
        """What stands out on its card, when there is something a reader looks for first."""
        return ""

    @property
    def language(self) -> str:
        """Language of its name."""
        return "nl"

    @property
    def is_over(self) -> bool:
        """Whether it is past, so that it changes no more and nobody has to look at it again."""
        return False

    @property
    def good_until(self) -> date | None:
        """The last day on which its check is still recent enough; None for what is over."""
        return None if self.is_over else months_after(self.nagekeken_op, self.months_good)

    def rules(self, known: Known) -> Iterator[Fault]:
        """`zegt` names keys of this kind."""
        yield from unknown_keys(self.bronnen, type(self), f"een {self.words[0]}")


POLICY = ("overheid-beleid", "politie-justitie")
"""Kinds of partners that make policy or keep order; who helps a pupil comes before them."""


class Partner(Entry):
    """Een organisatie of programma waar een school, ouder of jongere bij terechtkan."""

    folder = "partners"
    words = ("partner", "partners")
    facets = (
        TOWN,
        LEVEL,
        Facet("doelgroep", "Voor wie", "doelgroepen"),
        Facet("gemeenschap", "Taal", "gemeenschap"),
        PILLAR,
    )
    finder: ClassVar[tuple[Facet, ...]] = (
        Facet("signaal", "Wat zie je?", "signals", source="risicofactoren", is_apart=True),
        Facet("leeftijd", "Leeftijd", "leeftijd_van", is_age=True),
        LEVEL,
        TOWN,
        Facet("taal", "Taal", "languages", source="talen"),
        Facet("wie", "Wie vraagt het?", "wie_meldt_aan", anyone="iedereen"),
        PILLAR,
    )
    """What the finder asks, in its order."""
    months_good = 12  # numbers, people and offer change with the school year

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
    volgende_stap: Annotated[Text, AfterValidator(AtMost(160))] | None = None
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
    def signals(self) -> tuple[str, ...]:
        """Signals of all offers together, each once."""
        return tuple(dict.fromkeys(id for offer in self.aanbod for id in offer.risicofactoren))

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which it helps: those of its community and those it names."""
        of_community = ("nl", "fr") if self.gemeenschap == "bi" else (self.gemeenschap,)
        return tuple(dict.fromkeys(of_community + self.talen))

    @property
    def marks(self) -> tuple[tuple[str, str], ...]:
        """Whether it works no longer, for whom it does not work in Dutch, and where, when that is one place: shown when
        it is a municipality.
        """
        marks = []
        if self.status != "actief":
            marks.append(("statussen", self.status))
        if self.gemeenschap != "nl":
            marks.append(("gemeenschappen", self.gemeenschap))
        if len(self.werkgebied) == 1:
            marks.append(("gemeenten", self.werkgebied[0]))
        return tuple(marks)

    @property
    def rank(self) -> int:
        """Who still works, who helps a pupil before who makes policy, who works in Dutch before who works in French,
        who can be called before who cannot.
        """
        return 8 * self.is_over + 4 * (self.soort in POLICY) + 2 * (self.gemeenschap == "fr") + (self.telefoon is None)

    @property
    def highlight(self) -> str:
        """The number to call, while somebody answers it."""
        return "" if self.is_over else self.telefoon or ""

    @property
    def language(self) -> str:
        """French for a partner of the French Community."""
        return "fr" if self.gemeenschap == "fr" else "nl"

    @property
    def is_over(self) -> bool:
        """Whether it stopped for good."""
        return self.status == "gestopt"


class Practice(Entry):
    """Een goede praktijk: wat een school of organisatie deed, zo dat een ander ermee kan beginnen."""

    folder = "praktijken"
    words = ("praktijk", "praktijken")
    facets = (PILLAR, LEVEL, SIGNAL, Facet("bereik", "Waar", "bereik"), Facet("soort_bewijs", "Bewijs", "soort_bewijs"))

    wat: Prose
    """Wat ze doen en waarom, in enkele zinnen."""
    waar: Text
    """School of organisatie, en plaats."""
    voor_wie: Text | None = None
    """Voor welke leerlingen, ouders of teams."""
    bereik: Annotated[str, In("bereiken")]
    """Waar de praktijk loopt: in de eigen regio of verder."""
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
    def rank(self) -> int:
        """What was measured before what was only told."""
        return KNOWN_WORDS["bewijssoorten"].words.index(self.soort_bewijs)

    @property
    def marks(self) -> tuple[tuple[str, str], ...]:
        """Where it runs, and what its result leans on."""
        return (("bereiken", self.bereik), ("bewijssoorten", self.soort_bewijs))


class RiskFactor(Entry):
    """Iets wat samengaat met wegblijven of stoppen met school. Het zegt iets over groepen, niet over één leerling."""

    folder = "risicofactoren"
    words = ("signaal", "signalen")

    niveau: Annotated[str, In("risiconiveaus")]
    """Waar de factor zit: leerling, gezin, school, leeftijdsgenoten of samenleving."""
    in_het_kort: Annotated[Text, AfterValidator(AtMost(320))] | None = None
    """Drie zinnen voor ouders en leerlingen: wat het is, wat we weten, wat je kunt doen."""
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


class Intervention(Entry):
    """Een aanpak waarvan onderzocht is of hij werkt. De bron geeft het effect; oordeel en sterkte geeft de redactie."""

    folder = "interventies"
    words = ("aanpak", "aanpakken")
    facets = (PILLAR, SIGNAL, Facet("sterkte", "Sterkte van het bewijs", "sterkte"))

    wat: Prose
    """Wat de aanpak inhoudt."""
    oordeel: Annotated[str, In("oordelen")]
    """Of hij werkt, volgens de regels op de site."""
    sterkte: Annotated[str, In("sterktes")]
    """Hoe sterk het bewijs is: 0 geen, 1 zwak, 2 matig, 3 sterk."""
    waarom: Text | None = None
    """Waarom de redactie dit oordeel en deze sterkte gaf."""
    effect: tuple[Effect, ...] = ()
    """Wat bronnen vonden, stuk voor stuk."""
    schade: Harm | None = None
    """Welk nadeel de aanpak heeft; verplicht bij 'oordeel: schaadt'."""
    pijler: Pillar
    """Pijler waar de aanpak vooral in past."""
    voor_wie: Text | None = None
    """Bij welke leerlingen en waar het onderzocht is."""
    lukt_als: Prose | None = None
    """Wat je nodig hebt om het te doen slagen."""
    kost: Cost | None = None
    """Wat het kost."""
    risicofactoren: Annotated[Many[RiskFactorId], Field(min_length=1)]
    """Signalen waarop de aanpak een antwoord is (redactionele koppeling)."""

    def rules(self, known: Known) -> Iterator[Fault]:
        """Strength needs an effect; harm needs words, and only harm has them."""
        yield from super().rules(known)
        if self.sterkte != "0" and not self.effect:
            yield "sterkte", f"sterkte {self.sterkte} zonder 'effect'; geef het effect met zijn bron, of sterkte 0"
        if self.oordeel == "schaadt" and self.schade is None:
            yield "oordeel", "bij 'schaadt' hoort 'schade': zeg welk nadeel, met de bron"

    @property
    def pillars(self) -> tuple[str, ...]:
        """Its one pillar."""
        return (self.pijler,)

    @property
    def rank(self) -> int:
        """What works first, what harms before what is not known, and within a verdict the strongest evidence first."""
        return 4 * KNOWN_WORDS["oordelen"].words.index(self.oordeel) - int(self.sterkte)

    @property
    def marks(self) -> tuple[tuple[str, str], ...]:
        """The verdict."""
        return (("oordelen", self.oordeel), ("sterktes", self.sterkte))


class Action(Entry):
    """Een actie, opdracht, bouwsteen of beleid tegen schooluitval."""

    folder = "acties"
    words = ("actie", "acties")
    facets = (PILLAR, Facet("status", "Stand", "status"))
    list_folder = "actieplan"
    list_title = "actieplan"
    months_good = 6  # a plan that is followed moves within half a year

    soort: Annotated[str, In("actiesoorten")]
    """Opdracht van het netwerk, bouwsteen in de regio, Vlaams beleid, of een actie van het plan."""
    nummer: Text | None = None
    """Nummer in het plan waar het uit komt."""
    pijler: Pillar
    """Pijler."""
    doelstelling: Annotated[str | None, To("doelstellingen")] = None
    """Doelstelling (id); verplicht voor een actie."""
    trekker: Annotated[str | None, To("partners", or_text=True)] = None
    """Wie trekt: een partner (id) of gewone tekst; verplicht voor een actie."""
    partners: Many[PartnerId] = ()
    """Partners met een fiche die meedoen."""
    andere_partners: Many[Text] = ()
    """Wie nog meedoet."""
    begin: PartialDate | None = None
    """Begin."""
    einde: PartialDate | None = None
    """Einde."""
    status: Annotated[str, In("actiestatussen")]
    """Hoe ver het staat."""
    status_reden: Text | None = None
    """Waarom, of wat de bron er precies van zegt."""
    stappen: tuple[Step, ...] = ()
    """Stappen, met hun staat."""
    updates: tuple[Update, ...] = ()
    """Nieuws over de actie."""
    indicatoren: tuple[Target, ...] = ()
    """Cijfers die tonen of er iets verandert."""
    kost: Text | None = None
    """Wat het kost, of welk bedrag er is."""
    interventies: Many[InterventionId] = ()
    """Aanpak uit onderzoek die hier het meest op lijkt."""
    risicofactoren: Many[RiskFactorId] = ()
    """Signalen waarover dit gaat."""
    praktijken: Many[Annotated[str, To("praktijken")]] = ()
    """Praktijken die hierbij horen."""
    cijfers: Many[Annotated[str, To("cijfers")]] = ()
    """Cijfers waarover dit gaat."""
    vervangen_door: Annotated[str | None, To("acties")] = None
    """Actie (id) die in de plaats kwam."""

    def rules(self, known: Known) -> Iterator[Fault]:
        """What an action of the plan must name, dates in order, no open step in what is done."""
        yield from super().rules(known)
        if self.soort == "actie":
            for key in ("trekker", "doelstelling"):
                if getattr(self, key) is None:
                    yield key, "ontbreekt; een actie heeft een trekker en een doelstelling"
        yield from in_order(self.begin, self.einde)
        if self.status == "gedaan":
            for place, step in enumerate(self.stappen):
                if step.staat != "gedaan":
                    yield ("stappen", place, "staat"), "de actie is gedaan, maar deze stap niet"
        for place, update in enumerate(self.updates):
            if (
                self.soort == "actie"
                and self.begin
                and update.datum[: len(self.begin)] < self.begin[: len(update.datum)]
            ):
                yield ("updates", place, "datum"), f"{update.datum} is voor het begin ({self.begin})"

    @property
    def pillars(self) -> tuple[str, ...]:
        """Its one pillar."""
        return (self.pijler,)

    @property
    def is_over(self) -> bool:
        """Whether nobody has to do anything for it any more."""
        return self.status in ("gedaan", "gestopt")

    @property
    def deadlines(self) -> tuple[tuple[str, Step | None], ...]:
        """The days by which a step, or all of it (no step), must be done; what has no day, or is done, is left out."""
        if self.is_over:
            return ()
        work = [*((step.tegen, step) for step in self.stappen if step.staat != "gedaan"), (self.einde, None)]
        return tuple((day, step) for day, step in work if day and known_to_the_day(day))

    @property
    def marks(self) -> tuple[tuple[str, str], ...]:
        """What it is, and how far."""
        return (("actiesoorten", self.soort), ("actiestatussen", self.status))


class NetworkDay(Entry):
    """Een dag van dit netwerk: startdag, netwerkdag of uitwisselingsmoment."""

    folder = "netwerkdagen"
    words = ("netwerkdag", "netwerkdagen")
    months_good = 6  # place, hour and programme become known while the day comes near

    soort: Annotated[str, In("dagsoorten")]
    """Soort dag."""
    begin: Moment
    """Wanneer: JJJJ-MM-DD, of met het uur JJJJ-MM-DD UU:MM."""
    einde: Moment | None = None
    """Tot wanneer."""
    plaats: Text | None = None
    """Waar."""
    organisator: Text
    """Wie de dag inricht."""
    voor_wie: Text | None = None
    """Wie welkom is."""
    programma: tuple[ProgrammeItem, ...] = ()
    """Programma, uur per uur."""
    praktijken: Many[Annotated[str, To("praktijken")]] = ()
    """Praktijken die die dag getoond worden."""
    status: Annotated[str, In("dagstatussen")] = "gepland"
    """Hoe zeker de dag is."""
    verslag: Prose | None = None
    """Wat er gebeurde."""
    presentaties: tuple[Presentation, ...] = ()
    """Presentaties."""

    def rules(self, known: Known) -> Iterator[Fault]:
        """It ends after it begins, and each part of the programme begins when the one before is over."""
        yield from super().rules(known)
        yield from in_order(self.begin, self.einde)
        for place, (before, item) in enumerate(pairwise(self.programma), 1):
            if item.begin < (before.einde or before.begin):
                yield (
                    ("programma", place, "begin"),
                    f"{item.begin} overlapt met wat ervoor komt "
                    f"({before.begin}{f'–{before.einde}' if before.einde else ''})",
                )

    @property
    def is_over(self) -> bool:
        """Whether it took place or was called off."""
        return self.status in ("voorbij", "afgelast")

    def is_to_come(self, day: date) -> bool:
        """Whether it goes on as far as is known, and is not over on `day`."""
        last, _, _ = (self.einde or self.begin).partition(" ")
        return self.status in ("gepland", "bevestigd") and not is_past(last, day)

    @property
    def marks(self) -> tuple[tuple[str, str], ...]:
        """What it is."""
        return (("dagsoorten", self.soort), ("dagstatussen", self.status))


class Milestone(Entry):
    """Een gebeurtenis in de geschiedenis van het netwerk en het beleid."""

    folder = "mijlpalen"
    words = ("mijlpaal", "mijlpalen")
    has_pages = False

    datum: PartialDate
    """Wanneer."""
    wat: Prose | None = None
    """Meer uitleg, als één zin niet volstaat."""

    @property
    def is_over(self) -> bool:
        """It happened."""
        return True

    @property
    def address(self) -> str:
        """Its place on the time line."""
        return f"over/#{self.id}"


class NewsItem(Entry):
    """Een nieuwsbericht."""

    folder = "nieuws"
    words = ("bericht", "berichten")
    list_title = "nieuws"

    datum: PartialDate
    """Wanneer het bericht verscheen."""
    tekst: Prose
    """Het bericht."""

    @property
    def is_over(self) -> bool:
        """A message stays as it was on its day."""
        return True
