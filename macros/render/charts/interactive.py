"""The interactive figure of a chart: what Plotly draws when a reader asks for it, made from the same table of marks."""

from __future__ import annotations

import textwrap
from html import escape
from typing import TYPE_CHECKING, Any

from macros.render.charts.drawing import ticks
from macros.render.dutch import sentence

if TYPE_CHECKING:
    from macros.render.charts.plot import Mark, Plot

TOP, BOTTOM = 40, 50
"""Room above and below, in pixels."""
Traces = tuple[list[dict[str, Any]], dict[str, Any]]
"""What is drawn, from back to front, and how it is laid out."""
SHARED = {
    "template": "none",
    "separators": ",.",
    "showlegend": False,
    "hovermode": "closest",
    "hoverlabel": {"align": "left"},
}
"""Layout of every figure."""


def as_json(traces: Traces) -> str:
    """A figure as JSON for plotly.js."""
    import plotly.graph_objects as go  # heavy, and wanted only where a figure is made

    shapes, layout = traces
    # Given as a whole, a figure is validated once; piece by piece it takes twice the time.
    text: str = go.Figure(shapes, {**SHARED, **layout}).to_json()
    return text


def number_axis(plot: Plot) -> dict[str, Any]:
    """The axis with the numbers, from 0 to a round end."""
    goal = float(plot.target_value or 0)
    end = ticks(max([goal, *(mark.high for mark in plot.marks)]))[-1]
    return {
        "range": [0, end * 1.02],
        "ticksuffix": " %" if plot.unit == "%" else "",
        "tickformat": ",",
        "nticks": 6,
        "tickangle": 0,
    }


def place_name(plot: Plot, mark: Mark) -> str:
    """The name of a row, in short lines; its panel stands before it where rows of two panels have the same name."""
    twice = len({other.panel for other in plot.marks if other.place == mark.place}) > 1
    return _in_lines(": ".join([plot.label(mark.panel)] * twice + [plot.label(mark.place)]), 20)


def hover_words(plot: Plot, mark: Mark) -> str:
    """All that belongs to one number: who, when, how much, and what is the matter with it."""
    words = [plot.label(word) for word in (mark.panel, mark.series, mark.place) if word]
    flags = [plot.library.label(flag, "vlaggen") for flag in plot.flags if flag in mark.flags]
    return "<br>".join(
        [
            _in_lines(", ".join(filter(None, [*words, plot.period_of(mark.panel)])), 34),
            *(escape(text, quote=False) for text in (mark.text, *flags)),
        ]
    )


def _in_lines(text: str, width: int) -> str:
    return "<br>".join(escape(line, quote=False) for line in textwrap.wrap(sentence(text), width))


def shown_text(text: str) -> str:
    """A sentence as text: the chart library reads a little HTML in what it shows."""
    return escape(sentence(text), quote=False)
