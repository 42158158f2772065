"""The kinds of charts: what each asks of its description and numbers, and how it is told, drawn and made interactive,
together in one object per kind. Nothing heavy is imported here, since a check needs the rules.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from macros.library.models.base import Fault
from macros.library.models.chart_rules import CHART_RULES, ChartDescription, ChartRules, other_kinds
from macros.library.models.observations import Observation
from macros.render.charts.drawing import Drawing
from macros.render.charts.finding import Finding, tell_bars, tell_dots, tell_lines, with_target
from macros.render.charts.interactive import Traces, as_json, trace_bars, trace_dots, trace_lines
from macros.render.charts.line_drawing import draw_lines
from macros.render.charts.row_drawing import draw_bars, draw_dots

if TYPE_CHECKING:
    from macros.render.charts.plot import Plot

WIDE, NARROW = 700, 320
"""Widths of the two drawings of a chart."""
CHART_KINDS: dict[str, ChartKind] = {}
"""Word of the closed list -> the kind of chart."""


class ChartKind(ChartRules, ABC):
    """One kind of chart."""

    @abstractmethod
    def tell(self, plot: Plot) -> Finding:
        """What one sees, as a title and sentences."""

    @abstractmethod
    def draw(self, plot: Plot, drawing: Drawing) -> None:
        """Put the shapes in an empty drawing, and give it its height."""

    @abstractmethod
    def trace(self, plot: Plot) -> Traces:
        """What Plotly draws."""


def kind(cls: type[ChartKind]) -> type[ChartKind]:
    """Register a kind of chart. One that lacks a part cannot be made, and a word is that of one kind."""
    if cls.word in CHART_KINDS:
        raise ValueError(f"two kinds of charts are called {cls.word}")
    CHART_RULES[cls.word] = CHART_KINDS[cls.word] = cls()
    return cls


@kind
class Lines(ChartKind):
    """Lines over periods of one sort, with two points at least."""

    word = "lijn"

    def of_description(self, chart: ChartDescription) -> Iterator[Fault]:
        """Time is on the axis."""
        if chart.op != "periode":
            yield "op", "een lijn loopt over periodes"

    def of_numbers(self, chart: ChartDescription, drawn: Sequence[Observation]) -> Iterator[Fault]:
        """Years or school years, not both; no line through one point."""
        if len({len(row.periode) for row in drawn}) > 1 or not all(row.periode for row in drawn):
            yield (
                "kies",
                "jaren, schooljaren, maanden en getallen zonder jaar staan door elkaar; kies periodes van één soort",
            )
        points: dict[tuple[str, ...], set[str]] = {}
        for row in drawn:
            series = tuple(chart.word(row, name) for name in chart.axes[1:])
            points.setdefault(series, set()).add(row.periode)
        for words, periods in points.items():
            if len(periods) == 1:
                name = " / ".join(words) or chart.indicator
                ways_out = ", of ".join(filter(None, (other_kinds(chart), "laat het weg bij 'kies'")))
                yield "soort", f"'{name}' heeft maar één punt en geeft geen lijn; {ways_out}"

    def tell(self, plot: Plot) -> Finding:
        """The course of a line, or the hero beside the others."""
        return tell_lines(plot)

    def draw(self, plot: Plot, drawing: Drawing) -> None:
        """A panel beside or under the other."""
        draw_lines(plot, drawing)

    def trace(self, plot: Plot) -> Traces:
        """A panel under the other, all with the same axes."""
        return trace_lines(plot)


@kind
class Bars(ChartKind):
    """A bar per row."""

    word = "balken"

    def of_description(self, chart: ChartDescription) -> Iterator[Fault]:
        """No series beside each other."""
        if chart.reeksen:
            yield "reeksen", "balken hebben geen reeksen"

    def tell(self, plot: Plot) -> Finding:
        """Where the hero stands among the rows, or how far they lie apart."""
        return tell_bars(plot)

    def draw(self, plot: Plot, drawing: Drawing) -> None:
        """A row under the other."""
        draw_bars(plot, drawing)

    def trace(self, plot: Plot) -> Traces:
        """The same, lying."""
        return trace_bars(plot)


@kind
class Dots(ChartKind):
    """A dot per series on each row."""

    word = "punten"

    def tell(self, plot: Plot) -> Finding:
        """The row with the largest difference, and how the others compare."""
        return tell_dots(plot)

    def draw(self, plot: Plot, drawing: Drawing) -> None:
        """A row under the other."""
        draw_dots(plot, drawing)

    def trace(self, plot: Plot) -> Traces:
        """The same, each series a trace."""
        return trace_dots(plot)


def finding(plot: Plot) -> Finding:
    """Title and sentences of a chart; other numbers give other words."""
    return with_target(plot, CHART_KINDS[plot.chart.soort].tell(plot))


def drawings(plot: Plot) -> tuple[Drawing, Drawing]:
    """The wide and the narrow drawing."""
    wide, narrow = Drawing(WIDE), Drawing(NARROW)
    for drawing in (wide, narrow):
        CHART_KINDS[plot.chart.soort].draw(plot, drawing)
    return wide, narrow


def interactive(plot: Plot) -> str:
    """The figure as JSON for plotly.js. Each trace says in `meta` what it is (hero, other, target): the page gives the
    colour.
    """
    return as_json(CHART_KINDS[plot.chart.soort].trace(plot))
