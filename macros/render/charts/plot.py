"""What a chart shows: its numbers as a table of marks, made with pandas, in the order of the drawing and with a
reader's words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import NamedTuple

import pandas as pd

from macros.library import Library
from macros.library.models.figures import WITHOUT_YEAR, Chart, Figure, Indicator, word_of
from macros.library.models.observations import PERIOD, Observation
from macros.library.models.single import Objective
from macros.render.dutch import amount, period_in_words
from macros.render.tables import Table, table

_LISTS = ("gebieden", "gemeenten", "gebied_basis")
"""Closed lists whose words can stand in a chart."""


class Mark(NamedTuple):
    """One mark of a chart: a place on the axis, in a series, in a panel."""

    panel: str
    series: str
    place: str
    value: float
    """The value of the first source."""
    low: float
    """The lowest value, where sources contradict each other; else the value."""
    high: float
    rows: tuple[Observation, ...]
    """The observations behind it, one per source."""

    @property
    def flags(self) -> frozenset[str]:
        """All that is the matter with it."""
        return frozenset(flag for row in self.rows for flag in row.vlag)

    @property
    def text(self) -> str:
        """Its value with unit, as a reader sees it; two values when sources contradict each other: "15,2 of 18,8 %"."""
        values = sorted({row.waarde for row in self.rows if row.waarde is not None})
        return " of ".join(
            [*(amount(value, "") for value in values[:-1][:1]), amount(values[-1], self.rows[0].eenheid)]
        )


@dataclass(frozen=True, eq=False)
class Plot:
    """A chart ready to be drawn, told, tabled or exported."""

    library: Library
    figure: Figure
    chart: Chart
    frame: pd.DataFrame
    """One line per mark, with the fields of `Mark` as columns; panels, series and places in the order of the
    drawing.
    """
    places: tuple[str, ...]
    """Words on the axis, in the order of the drawing."""

    @cached_property
    def marks(self) -> list[Mark]:
        """The lines of `frame`."""
        return [Mark(*line) for line in self.frame.itertuples(index=False)]

    @property
    def indicator(self) -> Indicator:
        """What is measured."""
        return self.figure.indicatoren[self.chart.indicator]

    @property
    def unit(self) -> str:
        """The unit of all its numbers."""
        return self.marks[0].rows[0].eenheid

    @property
    def panels(self) -> tuple[str, ...]:
        """Words of the panels; one empty word when there are none."""
        return tuple(self.frame["panel"].unique())

    @property
    def series(self) -> tuple[str, ...]:
        """Words of the series, the hero first; one empty word when there are none."""
        words: Iterable[str] = self.frame["series"].unique()
        return tuple(sorted(words, key=lambda word: not self.is_hero(word)))

    @property
    def heroes(self) -> tuple[str, ...]:
        """What stands out where it occurs, first of all the region of the network."""
        return _heroes(self.library, self.chart)

    @property
    def hero(self) -> str | None:
        """The word that stands out: the region wherever it is, else what the description says."""
        for word in self.heroes:
            if any(word in words for words in (self.series, self.frame["place"].unique())):
                return word
        return None

    def is_hero(self, word: str) -> bool:
        """Whether a series or place stands out; a chart that is about the region alone stands out as a whole."""
        return word in self.heroes or (not word and self.fixed("gebied") == self.library.network.regio.area)

    def stands_out(self, mark: Mark) -> bool:
        """Whether a mark is the hero's."""
        return self.is_hero(mark.series) or self.is_hero(mark.place)

    def fixed(self, name: str) -> str | None:
        """The one word that all numbers have in a column, when there is one."""
        words = {word_of(row, name) for mark in self.marks for row in mark.rows}
        return words.pop() if len(words) == 1 else None

    def sign(self, flag: str) -> str:
        """The sign of a flag."""
        return self.library.sign(flag, "vlaggen")

    def label(self, word: str) -> str:
        """What a reader sees for a word: the description's name for it, the short name of a list, or the word."""
        if word in self.chart.namen:
            return self.chart.namen[word]
        if PERIOD.fullmatch(word):
            return period_in_words(word)
        for name in _LISTS:
            if shown := self.library.lists[name].get(word):
                return shown.kort or shown.label
        return word

    def in_sentence(self, word: str) -> str:
        """The label with its article: "het Vlaams onderwijs"."""
        shown = self.library.lists["gebieden"].get(word)
        article = f"{shown.lidwoord} " if shown and shown.lidwoord and word not in self.chart.namen else ""
        return article + self.label(word)

    def period_of(self, panel: str) -> str:
        """The one period of a panel, or nothing when it has more."""
        periods = {word_of(row, "periode") for mark in self.marks if mark.panel == panel for row in mark.rows}
        return period_in_words(periods.pop()) if len(periods) == 1 and "periode" not in self.chart.axes else ""

    @property
    def has_no_year(self) -> bool:
        """Whether its numbers are of one moment that no source tells."""
        return self.fixed("periode") == WITHOUT_YEAR

    @property
    def target(self) -> Objective | None:
        """The goal whose target value is drawn."""
        return self.library.objectives[self.chart.doel] if self.chart.doel else None

    @property
    def target_value(self) -> Decimal | None:
        """The value to reach, when there is a goal that has one."""
        return self.target.indicator.doelwaarde if self.target and self.target.indicator else None

    @cached_property
    def flags(self) -> tuple[str, ...]:
        """Flags of the drawn numbers, in the order of their list."""
        used = frozenset().union(*(mark.flags for mark in self.marks))
        return tuple(flag for flag in self.library.lists["vlaggen"] if flag in used)

    @property
    def left_out(self) -> list[tuple[str, int, tuple[str, ...]]]:
        """Per flag that keeps numbers out of the drawing: how many, and of which periods."""
        missing = []
        for flag in ("benadering", *self.chart.zonder_vlag, "ontbreekt"):
            rows = [row for row in self.chart.chosen(self.figure.rows) if flag in row.vlag]
            if rows:
                missing.append(
                    (flag, len(rows), tuple(map(period_in_words, sorted({row.periode for row in rows if row.periode}))))
                )
        return missing

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources behind it, each once."""
        return tuple(dict.fromkeys(row.bron for mark in self.marks for row in mark.rows))

    @property
    def periods(self) -> tuple[str, ...]:
        """The periods in it, from early to late."""
        return tuple(sorted({row.periode for mark in self.marks for row in mark.rows if row.periode}))

    @property
    def tables(self) -> list[Table]:
        """The drawn numbers as tables, one per panel: places down, series across."""
        op, across = self.chart.op, self.chart.reeksen
        head = "Periode" if op == "periode" else op
        tables = []
        for panel in self.panels:
            marks = [mark for mark in self.marks if mark.panel == panel]
            about = ", ".join(filter(None, (self.chart.naam, self.label(panel), self.period_of(panel))))
            in_order = sorted(marks, key=lambda mark: self.places.index(mark.place))
            cells = [
                (self.label(mark.place), self.label(mark.series) if across else self._only_column(), row)
                for mark in in_order
                for row in mark.rows
            ]
            columns = [self.label(word) for word in self.series] if across else []
            tables.append(table(self.indicator, f"{about} ({self.unit})", head, cells, columns))
        return tables

    def _only_column(self) -> str:
        area = self.fixed("gebied")
        if area and self.chart.op != "gebied":
            return self.label(area)
        return self.unit if self.unit != "%" else "Aandeel"

    def csv(self) -> str:
        """The drawn numbers, one line per mark: words of the axes, value, lowest and highest value, unit, flags,
        sources.
        """
        shown = self.frame[["panel", "series", "place", "value", "low", "high"]].copy()
        shown.columns = pd.Index(["vak", "reeks", self.chart.op, "waarde", "laagste", "hoogste"])
        shown["eenheid"] = self.unit
        shown["vlag"] = [" ".join(sorted(mark.flags)) for mark in self.marks]
        shown["bron"] = [" ".join(dict.fromkeys(row.bron for row in mark.rows)) for mark in self.marks]
        empty = [name for name, used in (("vak", self.chart.vakken), ("reeks", self.chart.reeksen)) if not used]
        text: str = shown.drop(columns=empty).to_csv(index=False, lineterminator="\n")
        return text


@lru_cache(maxsize=256)
def plot(library: Library, figure: Figure, chart_id: str) -> Plot:
    """The chart `chart_id` of `figure`: rows selected, equal values of two sources taken together, everything
    in order.
    """
    chart = next(chart for chart in figure.grafieken if chart.id == chart_id)
    drawn: dict[tuple[str, str, str], list[Observation]] = {}  # a groupby of pandas takes 10 ms for every chart
    for row in chart.drawn(figure.rows):
        panel, series = (chart.word(row, name) if name else "" for name in (chart.vakken, chart.reeksen))
        drawn.setdefault((panel, series, chart.word(row, chart.op)), []).append(row)
    frame = pd.DataFrame([_mark(*words, tuple(rows)) for words, rows in drawn.items()], columns=Mark._fields)
    order = {
        "panel": _given(chart, chart.vakken) or list(frame["panel"].unique()),
        "series": sorted(
            _given(chart, chart.reeksen) or frame["series"].unique(),
            key=lambda word: word not in _heroes(library, chart),
        ),
        "place": _places(chart, frame),
    }
    ranks = {name: {word: rank for rank, word in enumerate(words)} for name, words in order.items()}
    frame = frame.sort_values(
        ["panel", "series", "place"], kind="stable", key=lambda column: column.map(ranks[str(column.name)])
    )
    return Plot(library, figure, chart, frame.reset_index(drop=True), tuple(order["place"]))


def _heroes(library: Library, chart: Chart) -> tuple[str, ...]:
    return tuple(filter(None, (library.network.regio.area, chart.held)))


def _mark(panel: str, series: str, place: str, rows: tuple[Observation, ...]) -> Mark:
    values = [float(row.waarde or 0) for row in rows]
    return Mark(panel, series, place, values[0], min(values), max(values), rows)


def _given(chart: Chart, name: str | None) -> list[str]:
    return list(dict.fromkeys(map(chart.same, chart.kies.get(name, ())))) if name else []


def _places(chart: Chart, frame: pd.DataFrame) -> list[str]:
    """Periods from early to late; chosen words as chosen; other words by their highest value."""
    if chart.op == "periode":
        return sorted(frame["place"].unique())
    highest = frame.groupby("place", sort=False)["high"].max().sort_values(ascending=False, kind="stable")
    return _given(chart, chart.op) or list(highest.index)
