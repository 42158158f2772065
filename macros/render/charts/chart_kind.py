"""What a kind of chart must be, the kinds that there are, and the door to them: a chart is told, drawn and made
interactive by its kind.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from macros.library.models.chart_rules import CHART_RULES, ChartRules
from macros.render.charts.drawing import Drawing
from macros.render.charts.finding import Finding, with_target
from macros.render.charts.interactive import Traces, as_json

if TYPE_CHECKING:
    from macros.render.charts.plot import Plot

WIDE, NARROW = 700, 320
"""Widths of the two drawings of a chart."""
CHART_KINDS: dict[str, ChartKind] = {}
"""Word of the closed list -> the kind of chart. Every module in `kinds` puts its own here."""


class ChartKind(ChartRules, ABC):
    """One kind of chart."""

    @abstractmethod
    def tell(self, plot: Plot) -> Finding:
        """What one sees, as a title and sentences."""

    @abstractmethod
    def draw(self, plot: Plot, drawing: Drawing) -> None:
        """Put the shapes in an empty drawing, and give it its height.

        A description may ask for series, panels, notes and a goal; a number may be flagged, unreliable or contradicted.
        What a kind does not draw, its rules refuse.
        """

    @abstractmethod
    def trace(self, plot: Plot) -> Traces:
        """What Plotly draws."""


def kind(cls: type[ChartKind]) -> type[ChartKind]:
    """Register a kind of chart. One that lacks a part cannot be made, and a word is that of one kind."""
    if cls.word in CHART_KINDS:
        raise ValueError(f"two kinds of charts are called {cls.word}")
    CHART_RULES[cls.word] = CHART_KINDS[cls.word] = cls()
    return cls


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
