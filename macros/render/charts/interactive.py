"""The interactive figure of a chart: what Plotly draws when a reader asks for it, made from the same table of marks."""

from __future__ import annotations

import textwrap
from html import escape
from typing import TYPE_CHECKING, Any

from macros.render.charts.drawing import apart, runs, ticks
from macros.render.dutch import sentence

if TYPE_CHECKING:
    from macros.render.charts.plot import Mark, Plot

PANEL = 360
"""Height of one panel of lines, in pixels; a row of bars or dots takes `ROW`."""
ROW = 44
TOP, BOTTOM = 40, 50
GAP = 0.1
"""Between two panels, as part of the height."""


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


def _numbers(plot: Plot) -> dict[str, Any]:
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


def trace_lines(plot: Plot) -> Traces:
    """Lines, a panel under the other, all with the same axes."""
    many = len(plot.panels)
    share = (1 - GAP * (many - 1)) / many
    height = PANEL * many * share
    traces: list[dict[str, Any]] = []
    labels: list[dict[str, Any]] = []
    layout: dict[str, Any] = {
        "height": PANEL * many + TOP + BOTTOM,
        "margin": {"l": 56, "r": 100 if len(plot.series) > 1 else 30, "t": TOP, "b": BOTTOM},
    }
    for place, panel in enumerate(plot.panels):
        number = "" if place == 0 else str(place + 1)
        bottom = (many - 1 - place) * (share + GAP)
        x, y = f"x{number}", f"y{number}"
        marks = [mark for mark in plot.marks if mark.panel == panel]
        for word in reversed(plot.series):  # the hero comes last, and so lies on top
            traces.append(
                {**_line(plot, word, [mark for mark in marks if mark.series == word]), "xaxis": x, "yaxis": y}
            )
        if plot.target and plot.target_value is not None:
            traces.append({**_goal(plot.target.wie, float(plot.target_value), marks), "xaxis": x, "yaxis": y})
        periods = {
            "type": "category",
            "categoryorder": "array",
            "categoryarray": _all_periods(plot.periods),
            "nticks": 5,
            "tickangle": 0,
        }
        layout[f"xaxis{number}"] = {**periods, "anchor": y}
        layout[f"yaxis{number}"] = {
            **(numbers := _numbers(plot)),
            "domain": [bottom, min(bottom + share, 1)],
            "anchor": x,
        }
        if panel:
            above = {
                "x": 0.5,
                "xref": "paper",
                "y": bottom + share,
                "yref": "paper",
                "yanchor": "bottom",
                "showarrow": False,
            }
            labels.append({"text": _shown(plot.label(panel)), **above})
        last = {mark.series: mark for mark in marks} if len(plot.series) > 1 else {}
        wanted = {word: (1 - mark.value / numbers["range"][1]) * height for word, mark in last.items()}
        for word, at in apart(wanted, 0, height).items():
            beside = {
                "x": 1,
                "xref": "paper",
                "xanchor": "left",
                "y": last[word].value,
                "yref": y,
                "yshift": wanted[word] - at,
                "showarrow": False,
            }
            labels.append(
                {"text": _shown(plot.label(word)), "name": "hero" if plot.is_hero(word) else "other", **beside}
            )
    return traces, {**layout, "annotations": labels}


def trace_bars(plot: Plot) -> Traces:
    """Bars, a row under the other."""
    return _rows(plot, as_bars=True)


def trace_dots(plot: Plot) -> Traces:
    """Dots, a row under the other; a single series is easier to read as bars."""
    return _rows(plot, as_bars=len(plot.series) < 2)


def _rows(plot: Plot, *, as_bars: bool) -> Traces:
    names = list(dict.fromkeys(_row_name(plot, mark) for mark in plot.marks))
    traces = [
        _bars_or_dots(plot, word, [mark for mark in plot.marks if mark.series == word], as_bars=as_bars)
        for word in reversed(plot.series)
    ]
    return traces, {
        "height": ROW * len(names) + TOP + BOTTOM,
        "margin": {"l": 60, "r": 20, "t": TOP, "b": BOTTOM},
        "xaxis": _numbers(plot),
        "yaxis": {"type": "category", "categoryorder": "array", "categoryarray": names[::-1], "automargin": True},
    }


def _line(plot: Plot, word: str, marks: list[Mark]) -> dict[str, Any]:
    cut = [mark for run in runs(plot, marks) for mark in [*run, None]][:-1]
    return {
        "type": "scatter",
        "x": [mark.place if mark else None for mark in cut],
        "y": [mark.value if mark else None for mark in cut],
        "customdata": [_hover(plot, mark) if mark else None for mark in cut],
        "mode": "lines+markers",
        "meta": "hero" if plot.is_hero(word) else "other",
        "name": _shown(plot.label(word) or plot.chart.naam),
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _goal(who: str, value: float, marks: list[Mark]) -> dict[str, Any]:
    ends = [min(mark.place for mark in marks), max(mark.place for mark in marks)]
    shown = {"name": _shown(f"doel van de {who}"), "hoverinfo": "name", "line": {"dash": "dash"}}
    return {"type": "scatter", "x": ends, "y": [value, value], "mode": "lines", "meta": "target", **shown}


def _bars_or_dots(plot: Plot, word: str, marks: list[Mark], *, as_bars: bool) -> dict[str, Any]:
    trace: dict[str, Any] = {
        "x": [mark.value for mark in marks],
        "y": [_row_name(plot, mark) for mark in marks],
        "customdata": [_hover(plot, mark) for mark in marks],
        "orientation": "h",
        "name": _shown(plot.label(word) or plot.chart.naam),
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    if any(mark.high != mark.low for mark in marks):
        ends = {
            "array": [mark.high - mark.value or None for mark in marks],
            "arrayminus": [mark.value - mark.low or None for mark in marks],
        }
        trace["error_x"] = {"symmetric": False, **ends}
    if as_bars:
        return {"type": "bar", "meta": ["hero" if plot.stands_out(mark) else "other" for mark in marks], **trace}
    named = {
        "mode": "markers+text",
        "text": [trace["name"], *[""] * (len(marks) - 1)],
        "textposition": "top center",
        "cliponaxis": False,
    }
    return {
        "type": "scatter",
        "meta": "hero" if plot.is_hero(word) else "other",
        "marker": {"size": 12},
        **named,
        **trace,
    }


def _row_name(plot: Plot, mark: Mark) -> str:
    """The name of a row, in short lines; its panel stands before it where rows of two panels have the same name."""
    twice = len({other.panel for other in plot.marks if other.place == mark.place}) > 1
    return _in_lines(": ".join([plot.label(mark.panel)] * twice + [plot.label(mark.place)]), 20)


def _hover(plot: Plot, mark: Mark) -> str:
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


def _shown(text: str) -> str:
    """A sentence as text: the chart library reads a little HTML in what it shows."""
    return escape(sentence(text), quote=False)


def _all_periods(places: tuple[str, ...]) -> list[str]:
    """Every year or school year from the first to the last, so that a missing one leaves a gap."""
    if len(places[0]) == len("JJJJ-MM"):
        return list(places)
    school = len(places[0]) > len("JJJJ")
    return [
        f"{year}-{year + 1}" if school else str(year) for year in range(int(places[0][:4]), int(places[-1][:4]) + 1)
    ]
