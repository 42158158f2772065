"""The interactive figure of a chart: what Plotly draws when a reader asks for it, made from the same table of marks."""

from __future__ import annotations

import textwrap
from typing import Any

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from macros.render.charts.drawing import apart, runs, ticks
from macros.render.charts.finding import finding
from macros.render.charts.plot import Mark, Plot
from macros.render.dutch import sentence

PANEL = 360
"""Height of one panel of lines, in pixels; a row of bars or dots takes `ROW`."""
ROW = 44
TOP, BOTTOM = 40, 50


def interactive(plot: Plot) -> str:
    """The figure as JSON for plotly.js. Each trace says in `meta` what it is (hero, other, target): the page gives the colour."""
    figure = _lines(plot) if plot.chart.soort == "lijn" else _rows(plot)
    figure.update_layout(
        template="none",
        separators=",.",
        showlegend=False,
        hovermode="closest",
        hoverlabel={"align": "left"},
        meta={"title": finding(plot).title},
    )
    text: str = figure.to_json()
    return text


def _numbers(plot: Plot) -> dict[str, Any]:
    """The axis with the numbers, from 0 to a round end."""
    goal = float(plot.target.doelwaarde) if plot.target and plot.target.doelwaarde is not None else 0
    end = ticks(max([goal, *(mark.high for mark in plot.marks)]))[-1]
    return {"range": [0, end * 1.02], "ticksuffix": " %" if plot.unit == "%" else "", "tickformat": ",", "nticks": 6, "tickangle": 0}


def _lines(plot: Plot) -> Any:
    many = len(plot.panels)
    figure = make_subplots(rows=many, cols=1, shared_xaxes=True, vertical_spacing=0.1, subplot_titles=[sentence(plot.label(panel)) for panel in plot.panels])
    goal = plot.target
    numbers = _numbers(plot)
    for row, panel in enumerate(plot.panels, 1):
        marks = [mark for mark in plot.marks if mark.panel == panel]
        for word in reversed(plot.series):  # the hero comes last, and so lies on top
            figure.add_trace(_line(plot, word, [mark for mark in marks if mark.series == word]), row=row, col=1)
        if goal and goal.doelwaarde is not None:
            ends = [min(mark.place for mark in marks), max(mark.place for mark in marks)]
            target = go.Scatter(x=ends, y=[float(goal.doelwaarde)] * 2, mode="lines", name=f"Doel van de {goal.wie}", meta="target", hoverinfo="name")
            figure.add_trace(target.update(line={"dash": "dash"}), row=row, col=1)
        last = {mark.series: mark for mark in marks}
        if len(last) > 1:
            height = PANEL * (0.9 if many > 1 else 1)
            wanted = {word: (1 - mark.value / numbers["range"][1]) * height for word, mark in last.items()}
            for word, at in apart(wanted, 0, height).items():
                place = {"x": 1, "xref": "x domain", "xanchor": "left", "y": last[word].value, "yshift": wanted[word] - at, "showarrow": False}
                figure.add_annotation(text=sentence(plot.label(word)), name="hero" if plot.is_hero(word) else "other", row=row, col=1, **place)
    figure.update_yaxes(**numbers)
    figure.update_xaxes(type="category", categoryorder="array", categoryarray=_all_periods(plot.periods), nticks=5, tickangle=0)
    return figure.update_layout(height=PANEL * many + TOP + BOTTOM, margin={"l": 56, "r": 100 if len(plot.series) > 1 else 30, "t": TOP, "b": BOTTOM})


def _rows(plot: Plot) -> Any:
    figure = go.Figure([_bars_or_dots(plot, word, [mark for mark in plot.marks if mark.series == word]) for word in reversed(plot.series)])
    figure.update_xaxes(**_numbers(plot))
    names = list(dict.fromkeys(_row_name(plot, mark) for mark in plot.marks))
    figure.update_yaxes(type="category", categoryorder="array", categoryarray=names[::-1], automargin=True)
    return figure.update_layout(height=ROW * len(names) + TOP + BOTTOM, margin={"l": 60, "r": 20, "t": TOP, "b": BOTTOM})


def _line(plot: Plot, word: str, marks: list[Mark]) -> Any:
    cut = [mark for run in runs(plot, marks) for mark in [*run, None]][:-1]
    return go.Scatter(
        x=[mark.place if mark else None for mark in cut],
        y=[mark.value if mark else None for mark in cut],
        customdata=[_hover(plot, mark) if mark else None for mark in cut],
        mode="lines+markers",
        meta="hero" if plot.is_hero(word) else "other",
        name=sentence(plot.label(word)) or plot.chart.naam,
        hovertemplate="%{customdata}<extra></extra>",
    )


def _bars_or_dots(plot: Plot, word: str, marks: list[Mark]) -> Any:
    shared: dict[str, Any] = {
        "x": [mark.value for mark in marks],
        "y": [_row_name(plot, mark) for mark in marks],
        "customdata": [_hover(plot, mark) for mark in marks],
        "orientation": "h",
        "name": sentence(plot.label(word)) or plot.chart.naam,
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    if any(mark.high != mark.low for mark in marks):
        shared["error_x"] = {
            "symmetric": False,
            "array": [mark.high - mark.value or None for mark in marks],
            "arrayminus": [mark.value - mark.low or None for mark in marks],
        }
    if plot.chart.soort == "punten" and len(plot.series) > 1:
        named = [shared["name"], *[""] * (len(marks) - 1)]
        role = "hero" if plot.is_hero(word) else "other"
        return go.Scatter(mode="markers+text", text=named, textposition="top center", cliponaxis=False, meta=role, marker={"size": 12}, **shared)
    return go.Bar(meta=["hero" if plot.stands_out(mark) else "other" for mark in marks], **shared)


def _row_name(plot: Plot, mark: Mark) -> str:
    """The name of a row, in short lines; its panel stands before it where rows of two panels have the same name."""
    twice = len({other.panel for other in plot.marks if other.place == mark.place}) > 1
    return "<br>".join(textwrap.wrap(sentence(": ".join([plot.label(mark.panel)] * twice + [plot.label(mark.place)])), 20))


def _hover(plot: Plot, mark: Mark) -> str:
    """All that belongs to one number: who, when, how much, and what is the matter with it."""
    words = [plot.label(word) for word in (mark.panel, mark.series, mark.place) if word]
    flags = [plot.library.label(flag, "vlaggen") for flag in plot.flags if flag in mark.flags]
    return "<br>".join([*textwrap.wrap(sentence(", ".join(filter(None, [*words, plot.period_of(mark.panel)]))), 34), mark.text, *flags])


def _all_periods(places: tuple[str, ...]) -> list[str]:
    """Every year or school year from the first to the last, so that a missing one leaves a gap."""
    if len(places[0]) == len("JJJJ-MM"):
        return list(places)
    school = len(places[0]) > len("JJJJ")
    return [f"{year}-{year + 1}" if school else str(year) for year in range(int(places[0][:4]), int(places[-1][:4]) + 1)]
