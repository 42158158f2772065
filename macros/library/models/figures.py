"""A figure: what its numbers measure (`Indicator`), and which of them are drawn, and how (`Chart`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, PrivateAttr

from macros.library.models.base import Fault, Model
from macros.library.models.chart_rules import CHART_RULES, other_kinds
from macros.library.models.entries import Entry
from macros.library.models.fields import Id, In, Known, Many, Prose, Text, To, fault, one_of
from macros.library.models.observations import Observation
from macros.library.models.parts import InterventionId, RiskFactorId
from macros.library.text.problems import hint

AXES = ("periode", "gebied", "gebied_basis", "bevolking", "uitsplitsing", "categorie")
"""Columns that can stand on an axis of a chart; whatever does not stand there must have one value, and so must the
unit.
"""


def column(text: str) -> str:
    """The name of a column that a chart can use."""
    if text not in (*AXES, "eenheid"):
        raise fault(f"'{text}' is geen kolom voor een grafiek{hint(text, AXES) or '; kies uit: ' + ', '.join(AXES)}")
    return text


WITHOUT_YEAR = "zonder jaar"
"""What stands for an empty period."""


def word_of(row: Observation, name: str) -> str:
    """The word of a row in a column, as a chart names it."""
    return str(getattr(row, name)) or WITHOUT_YEAR


def one_or_more(given: Any) -> Any:
    """A single word stands for a list of one."""
    return (given,) if isinstance(given, str) else given


_Column = Annotated[str, AfterValidator(column), one_of((*AXES, "eenheid"))]
_Choice = Annotated[Many[Text], BeforeValidator(one_or_more), Field(min_length=1)]


class Indicator(Model):
    """Wat een reeks getallen meet."""

    naam: Text
    """Naam voor de lezer."""
    definitie: Text
    """Wat er precies geteld wordt."""
    teller: Text | None = None
    """Wat boven de streep staat."""
    noemer: Text | None = None
    """Wat onder de streep staat."""
    bevolking: Text | None = None
    """Over wie het gaat."""
    eenheid: Text
    """Eenheid van de waarde."""
    methode: Text | None = None
    """Hoe het gemeten is."""
    breuken: tuple[Text, ...] = ()
    """Wanneer de meting veranderde, en hoe."""
    voorbehoud: tuple[Text, ...] = ()
    """Waarom je voorzichtig moet zijn."""
    geen_grafiek: Text | None = None
    """Waarom er van deze getallen geen eerlijke grafiek kan; verplicht als er geen is."""


class Note(Model):
    """Uitleg bij een periode in een grafiek."""

    bij: Text
    """De periode."""
    tekst: Text
    """Wat er toen gebeurde."""


class Chart(Model):
    """Een grafiek: welke getallen erin staan, waarop ze staan en wat eruit springt."""

    id: Id
    """Naam in het adres, uniek binnen dit cijfer."""
    naam: Text
    """Wat de grafiek toont; staat onder de titel en boven de tabel. De titel zelf komt uit de getallen."""
    soort: Annotated[str, In("grafieksoorten")]
    """Hoe het getekend wordt."""
    indicator: Id
    """Indicator (id) die getekend wordt; nooit meer dan één."""
    op: _Column = "periode"
    """Kolom die op de as staat: de jaren, of wat elke rij is."""
    reeksen: _Column | None = None
    """Kolom waarvan elke waarde een eigen lijn of punt krijgt."""
    vakken: _Column | None = None
    """Kolom waarvan elke waarde een eigen vak krijgt."""
    kies: dict[_Column, _Choice] = Field(default_factory=dict)
    """Per kolom de woorden die meedoen, in de volgorde waarin ze staan."""
    held: Text | None = None
    """Wat eruit springt als de regio van het netwerk er niet in staat."""
    doel: Annotated[str, To("doelstellingen")] | None = None
    """Doel waarvan de streefwaarde als lijn verschijnt."""
    notities: tuple[Note, ...] = ()
    """Uitleg bij periodes, van vroeg naar laat."""
    zonder_vlag: Many[Annotated[str, In("vlaggen")]] = ()
    """Vlaggen van getallen die niet getekend worden; een benadering wordt nooit getekend."""
    namen: dict[Text, Text] = Field(default_factory=dict)
    """Woord uit het CSV-bestand -> korter of duidelijker, zoals midden in een zin. Woorden met dezelfde naam staan op
    dezelfde plaats.
    """

    def rules(self, known: Known) -> Iterator[Fault]:
        """What its kind asks; no column in two places; time runs from early to late."""
        if self.soort in CHART_RULES:
            for blamed, message in CHART_RULES[self.soort].of_description(self):
                yield blamed, "; ".join(filter(None, (message, other_kinds(self))))
        axes = [self.op, self.reeksen, self.vakken]
        for name, given in zip(("reeksen", "vakken"), axes[1:], strict=True):
            if given and axes.count(given) > 1:
                yield name, f"'{given}' staat al op een andere plaats in deze grafiek"
        for steps, times in (
            (("kies", "periode"), self.kies.get("periode", ())),
            (("notities",), tuple(note.bij for note in self.notities)),
        ):
            for before, after in pairwise(times):
                if after < before:
                    yield steps, f"{after} staat na {before}; zet de periodes van vroeg naar laat"

    @property
    def axes(self) -> tuple[str, ...]:
        """The columns that stand on an axis."""
        return tuple(filter(None, (self.op, self.reeksen, self.vakken)))

    def same(self, word: str) -> str:
        """The first word with the same name in `namen`; words that share a name are one."""
        name = self.namen.get(word)
        return next((other for other, given in self.namen.items() if given == name), word) if name else word

    def word(self, row: Observation, name: str) -> str:
        """The word of a row in a column, words that share a name taken as one."""
        return self.same(word_of(row, name))

    def drawn(self, rows: Sequence[Observation]) -> list[Observation]:
        """The numbers in this chart. Where no period stands on an axis or is chosen, each panel shows its newest."""
        left_out = {"benadering", *self.zonder_vlag}
        numbers = [row for row in self.chosen(rows) if row.waarde is not None and not left_out & set(row.vlag)]
        if "periode" in self.axes or "periode" in self.kies:
            return numbers
        newest: dict[str, str] = {}
        for row in numbers:
            panel = getattr(row, self.vakken) if self.vakken else ""
            newest[panel] = max(newest.get(panel, ""), row.periode)
        return [row for row in numbers if row.periode == newest[getattr(row, self.vakken) if self.vakken else ""]]

    def chosen(self, rows: Sequence[Observation]) -> list[Observation]:
        """The numbers of its indicator that fit `kies`, whether they can be drawn or not."""
        return [
            row
            for row in rows
            if row.indicator == self.indicator and all(word_of(row, name) in words for name, words in self.kies.items())
        ]

    def faults(self, rows: Sequence[Observation]) -> Iterator[Fault]:
        """What is wrong between this chart and the numbers of its figure."""
        own = [row for row in rows if row.indicator == self.indicator]
        unknown = False
        for name, words in self.kies.items():
            there = list(dict.fromkeys(word_of(row, name) for row in own))
            for word in words:
                if word not in there:
                    unknown = True
                    yield (
                        ("kies", name),
                        f"'{word}' komt bij '{self.indicator}' niet voor in het CSV-bestand{hint(word, there)}",
                    )
        if unknown:
            return
        drawn = self.drawn(rows)
        if not drawn:
            yield "kies", "geen enkel getal past hierbij, of alles wat past is een benadering of ontbreekt"
            return
        for name in (*AXES, "eenheid"):
            words_there = list(dict.fromkeys(self.word(row, name) for row in drawn))
            fixed = (name in ("periode", "bevolking", "categorie") and self._one_each(drawn, self.vakken, name)) or (
                name == "gebied_basis" and "gebied" in self.axes and self._one_each(drawn, "gebied", name)
            )
            if name not in self.axes and len(words_there) > 1 and not fixed:
                or_else = f", of zet '{name}' op een as" if name in AXES else ""
                yield (
                    "kies",
                    f"er doet meer dan één {name} mee: "
                    f"{', '.join(words_there[:8])}{' …' if len(words_there) > 8 else ''}; kies er een{or_else}",
                )
        yield from self._faults_of_words(drawn)
        if self.soort in CHART_RULES:  # else the check tells of the word itself
            yield from CHART_RULES[self.soort].of_numbers(self, drawn)

    def _one_each(self, drawn: list[Observation], axis: str | None, name: str) -> bool:
        """Whether every word on an axis has one word in another column: each panel its period, each area its basis."""
        if axis is None:
            return False
        pairs = {(self.word(row, axis), self.word(row, name)) for row in drawn}
        return len(pairs) == len({word for word, _ in pairs})

    def _faults_of_words(self, drawn: list[Observation]) -> Iterator[Fault]:
        there = {word_of(row, name) for row in drawn for name in AXES}
        for word in self.namen:
            if word not in there:
                yield ("namen", word), f"'{word}' staat niet in deze grafiek{hint(word, there)}"
        if self.held and self.held not in there:
            yield "held", f"'{self.held}' staat niet in deze grafiek{hint(self.held, there)}"
        periods = sorted({row.periode for row in drawn})
        for place, note in enumerate(self.notities):
            if note.bij not in periods:
                yield ("notities", place, "bij"), f"'{note.bij}' staat niet in deze grafiek{hint(note.bij, periods)}"


class Figure(Entry):
    """Wat een lezer als één cijfer ziet: dit bestand, met de getallen in het CSV-bestand ernaast."""

    folder = "cijfers"
    words = ("cijfer", "cijfers")
    has_rows = True
    months_good = 12  # most sources have new numbers every year

    wat: Prose | None = None
    """Hoe je dit cijfer leest: wat het wel en niet zegt."""
    indicatoren: Annotated[dict[Id, Indicator], Field(min_length=1)]
    """Indicator (id) -> wat hij meet."""
    grafieken: tuple[Chart, ...] = ()
    """De grafieken, in de volgorde van de pagina."""
    tegenspraak: tuple[Text, ...] = ()
    """Waar bronnen elkaar tegenspreken, en waarom."""
    ontbreekt: tuple[Text, ...] = ()
    """Wat we niet vonden, en waar het te halen is."""
    volgende_update: Text | None = None
    """Wanneer er nieuwe getallen komen."""
    risicofactoren: Many[RiskFactorId] = ()
    """Signalen waarover dit cijfer gaat."""
    interventies: Many[InterventionId] = ()
    """Aanpakken die hierop inwerken."""
    praktijken: Many[Annotated[str, To("praktijken")]] = ()
    """Praktijken die hierbij horen."""
    acties: Many[Annotated[str, To("acties")]] = ()
    """Acties die hierbij horen."""

    _rows: tuple[Observation, ...] = PrivateAttr(())

    @property
    def rows(self) -> tuple[Observation, ...]:
        """The numbers, in the order of the CSV file."""
        return self._rows

    def rules(self, known: Known) -> Iterator[Fault]:
        """Each chart has its own id and draws an indicator of this figure; an indicator without chart says why."""
        yield from super().rules(known)
        seen: set[str] = set()
        for place, chart in enumerate(self.grafieken):
            if chart.id in seen:
                yield ("grafieken", place, "id"), f"'{chart.id}' staat er twee keer"
            seen.add(chart.id)
            if chart.indicator not in self.indicatoren:
                message = f"'{chart.indicator}' staat niet bij 'indicatoren'{hint(chart.indicator, self.indicatoren)}"
                yield ("grafieken", place, "indicator"), message
        charted = {chart.indicator for chart in self.grafieken}
        for id, indicator in self.indicatoren.items():
            if id not in charted and indicator.geen_grafiek is None:
                yield (
                    ("indicatoren", id, "geen_grafiek"),
                    "ontbreekt; beschrijf een grafiek bij 'grafieken', of zeg hier waarom er geen eerlijke grafiek kan",
                )
            if id in charted and indicator.geen_grafiek is not None:
                yield (
                    ("indicatoren", id, "geen_grafiek"),
                    "er is wel een grafiek van deze indicator; laat deze regel weg",
                )

    def faults(self) -> Iterator[Fault]:
        """What is wrong between this file and the numbers beside it."""
        counted = {row.indicator for row in self.rows}
        for id in self.indicatoren:
            if id not in counted:
                yield ("indicatoren", id), "heeft geen enkel getal in het CSV-bestand, en dus ook geen bron"
        for place, chart in enumerate(self.grafieken):
            for blamed, message in chart.faults(self.rows):
                yield ("grafieken", place, *(blamed if isinstance(blamed, tuple) else (blamed,))), message
