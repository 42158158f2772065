"""Lines over time: what they ask, and how they are told, drawn (axes, breaks, notes, goal, lines and their names) and
made interactive.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

from macros.library.models.base import Fault
from macros.library.models.chart_rules import ChartDescription, other_kinds
from macros.library.models.observations import Observation
from macros.render.charts.chart_kind import ChartKind, kind
from macros.render.charts.drawing import (
    FONT,
    LETTER,
    LINE,
    Drawing,
    apart,
    role_of,
    runs,
    short_amount,
    short_period,
    ticks,
    when,
    width_of,
)
from macros.render.charts.finding import Finding, tell_lines
from macros.render.charts.interactive import BOTTOM, TOP, Traces, hover_words, number_axis, shown_text
from macros.render.dutch import sentence

if TYPE_CHECKING:
    from macros.render.charts.plot import Mark, Plot

_PANEL = 360
"""Height of one panel of an interactive figure, in pixels."""
_GAP = 0.1
"""Between two of them, as part of the height."""


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
        _draw_lines(plot, drawing)

    def trace(self, plot: Plot) -> Traces:
        """A panel under the other, all with the same axes."""
        return _trace_lines(plot)


# ---- drawing ----


def _draw_lines(plot: Plot, drawing: Drawing) -> None:
    """Lines over time, a panel beside or under the other."""
    wide = drawing.width > 400
    across = min(len(plot.panels), 2) if wide else 1
    gap = 24
    width = (drawing.width - gap * (across - 1)) / across
    alone = 300 if wide else 240
    height = alone if len(plot.panels) == 1 else 200
    head = LINE if any(map(plot.label, plot.panels)) else 0
    for place, panel in enumerate(plot.panels):
        left, top = place % across * (width + gap), place // across * (height + head + gap)
        if head:
            drawing.word("panel", left, top + FONT, sentence(plot.label(panel)))
        _line_panel(
            plot, drawing, [mark for mark in plot.marks if mark.panel == panel], (left, top + head, width, height)
        )
    drawing.height = ceil(len(plot.panels) / across) * (height + head + gap) - gap


@dataclass(frozen=True)
class LinePanel:
    """One panel of lines: its series, and where a time and a value stand in it."""

    plot: Plot
    drawing: Drawing
    marks: list[Mark]
    by_series: dict[str, list[Mark]]
    """Series -> its marks, from early to late; the hero first."""
    scale: list[float]
    """Round values up the axis."""
    times: range
    """Every year or month of the chart."""
    x0: float
    x1: float
    y0: float
    """The bottom: y grows downwards."""
    y1: float

    def x(self, time: float) -> float:
        """Where a time stands."""
        return self.x0 + (time - self.times[0]) / max(len(self.times) - 1, 1) * (self.x1 - self.x0)

    def y(self, value: float) -> float:
        """Where a value stands."""
        return self.y0 - value / self.scale[-1] * (self.y0 - self.y1)

    def at(self, mark: Mark) -> tuple[float, float]:
        """Where a mark stands."""
        return self.x(when(mark.place)), self.y(mark.value)

    @property
    def single(self) -> bool:
        """Whether there is one line only: its numbers then stand at its dots."""
        return len(self.by_series) == 1

    @property
    def dotted(self) -> bool:
        """Whether every number gets a dot: one line, or a few periods."""
        return self.single or len({mark.place for mark in self.marks}) <= 4

    def upright(self, role: str, time: float, sign: str) -> None:
        """A line from bottom to top at a time, with a sign above it."""
        self.drawing.path(role, (self.x(time), self.y0), (self.x(time), self.y1))
        self.drawing.word("sign", self.x(time), self.y1 - 4, sign, "middle")


def _line_panel(plot: Plot, drawing: Drawing, marks: list[Mark], box: tuple[float, float, float, float]) -> None:
    by_series = _by_series(plot, marks)
    labels = _line_labels(plot, drawing, by_series)
    panel = _place_lines(plot, drawing, marks, by_series, labels, box)
    _line_grid(panel)
    _time_axis(panel)
    _line_signs(panel)
    others = [word for word in by_series if not plot.is_hero(word)]
    heroes = [word for word in by_series if plot.is_hero(word)]
    for word in (*others, *heroes):  # the hero comes last, and so lies on top
        for run in runs(plot, by_series[word]):
            _run(panel, word, run)
    if panel.single:
        _values_on_line(panel)
    else:
        _names_at_lines(panel, labels)


def _by_series(plot: Plot, marks: list[Mark]) -> dict[str, list[Mark]]:
    by_series: dict[str, list[Mark]] = {word: [] for word in plot.series}
    for mark in marks:
        by_series[mark.series].append(mark)
    return {word: series for word, series in by_series.items() if series}


def _line_labels(plot: Plot, drawing: Drawing, by_series: dict[str, list[Mark]]) -> dict[str, str]:
    """What stands at the end of each line: its name, and its newest number where there is room."""
    labels = {}
    for word, series in by_series.items():
        room = drawing.width > 400 or plot.is_hero(word)
        name = sentence(plot.label(word))
        labels[word] = f"{name} {series[-1].text}" if room and len(plot.panels) == 1 else name
    return labels


def _place_lines(
    plot: Plot,
    drawing: Drawing,
    marks: list[Mark],
    by_series: dict[str, list[Mark]],
    labels: dict[str, str],
    box: tuple[float, float, float, float],
) -> LinePanel:
    """Lay the axes in a box: left of them the numbers, right of them the names, below them the periods."""
    left, top, width, height = box
    scale = ticks(max([float(plot.target_value or 0), *(mark.high for mark in plot.marks)]))
    periods = [when(mark.place) for mark in plot.marks]
    numbers = max(width_of(short_amount(value, plot.unit)) for value in scale)
    beside = 28.0
    if len(by_series) > 1:
        beside = max(width_of(text, plot.is_hero(word)) for word, text in labels.items()) + 24
    return LinePanel(
        plot,
        drawing,
        marks,
        by_series,
        scale,
        times=range(min(periods), max(periods) + 1),
        x0=left + numbers + 6,
        x1=left + width - beside,
        y0=top + height - LINE - 4,
        y1=top + FONT + 6,
    )


def _line_grid(panel: LinePanel) -> None:
    for value in panel.scale:
        at = panel.y(value)
        panel.drawing.path("grid", (panel.x0, at), (panel.x1, at))
        panel.drawing.word("tick", panel.x0 - 6, at + 5, short_amount(value, panel.plot.unit), "end")


def _line_signs(panel: LinePanel) -> None:
    """Breaks, notes and the value to reach."""
    plot = panel.plot
    for time in _breaks(panel):
        panel.upright("break", time - 0.5, plot.sign("breuk"))
    for number, note in enumerate(plot.chart.notities, 1):
        panel.upright("note", when(note.bij), f"({number})")
    goal = float(plot.target_value or 0)
    if goal and plot.target:
        at = panel.y(goal)
        panel.drawing.path("target", (panel.x0, at), (panel.x1, at))
        panel.drawing.word("goal", panel.x0 + 4, at + FONT + 3, f"Doel {short_amount(goal, plot.unit)}")


def _breaks(panel: LinePanel) -> list[int]:
    """When the way of measuring changed: for the hero, or for any line where there is none."""
    heroes = [series for word, series in panel.by_series.items() if panel.plot.is_hero(word)]
    later = [mark for series in heroes or panel.by_series.values() for mark in series[1:]]
    return sorted({when(mark.place) for mark in later if "breuk" in mark.flags})


def _run(panel: LinePanel, word: str, run: list[Mark]) -> None:
    """A piece of a line without a gap, with its spreads and dots."""
    hero = panel.plot.is_hero(word)
    if len(run) > 1:
        panel.drawing.path("hero" if hero else "other", *map(panel.at, run))
    for mark in run:
        x, y = panel.at(mark)
        if mark.low != mark.high:
            panel.drawing.path("spread", (x, panel.y(mark.low)), (x, panel.y(mark.high)))
        if panel.dotted or len(run) == 1 or "onbetrouwbaar" in mark.flags:
            lone = "" if panel.dotted or hero else " lone"
            panel.drawing.dot(role_of(panel.plot, mark) + lone, x, y)


def _names_at_lines(panel: LinePanel, labels: dict[str, str]) -> None:
    """The name of each line beside its end, one above the other."""
    ends = {word: panel.y(series[-1].value) + 5 for word, series in panel.by_series.items()}
    for word, at in apart(ends, panel.y1, panel.y0 + 5).items():
        x, y = panel.at(panel.by_series[word][-1])
        panel.drawing.path("lead", (x + 3, y), (panel.x1 + 18, at - 5))
        role = "hero" if panel.plot.is_hero(word) else "other"
        panel.drawing.word(role, panel.x1 + 21, at, labels[word])


def _values_on_line(panel: LinePanel) -> None:
    """The numbers at the dots of a single series; from the last one back, those that fit."""
    plot, drawing = panel.plot, panel.drawing
    free = drawing.width + 100.0
    for mark in reversed(panel.marks):
        text = f"{mark.text} {plot.sign('tegenspraak')}" if mark.low != mark.high else mark.text
        half = width_of(text) / 2
        x = panel.x(when(mark.place))
        if x + half < free:
            middle = max(half, min(x, drawing.width - half))
            role = "hero" if plot.stands_out(mark) else "value"
            drawing.word(role, middle, panel.y(mark.high) - 9, text, "middle")
            free = middle - half - 4


def _time_axis(panel: LinePanel) -> None:
    """The periods that fit below the lines: the last one, or round years, and the first where it has room."""
    names = {when(mark.place): short_period(mark.place) for mark in panel.plot.marks}
    school = any("-" in name for name in names.values())
    times = panel.times
    room = (panel.x(times[-1]) - panel.x(times[0])) / max(len(times) - 1, 1)
    wanted = (7 if school else 4) * LETTER + 8
    steps = (1, 2, 5, 10, 20, 50) if len(times) < 14 else (5, 10, 20, 50)
    every = next((step for step in steps if step * room >= wanted), steps[-1])
    base = times[-1] if school or every < 5 else 0
    shown = [time for time in times if (time - base) % every == 0]
    if (shown[0] - times[0]) * room >= wanted:
        shown.insert(0, times[0])
    for time in shown:
        unmeasured = f"{time}-{(time + 1) % 100:02}" if school else str(time)
        panel.drawing.word("tick", panel.x(time), panel.y0 + LINE, names.get(time, unmeasured), "middle")


# ---- interactive ----


def _trace_lines(plot: Plot) -> Traces:
    """Lines, a panel under the other, all with the same axes."""
    many = len(plot.panels)
    share = (1 - _GAP * (many - 1)) / many
    height = _PANEL * many * share
    traces: list[dict[str, Any]] = []
    labels: list[dict[str, Any]] = []
    layout: dict[str, Any] = {
        "height": _PANEL * many + TOP + BOTTOM,
        "margin": {"l": 56, "r": 100 if len(plot.series) > 1 else 30, "t": TOP, "b": BOTTOM},
    }
    for place, panel in enumerate(plot.panels):
        number = "" if place == 0 else str(place + 1)
        bottom = (many - 1 - place) * (share + _GAP)
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
            **(numbers := number_axis(plot)),
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
            labels.append({"text": shown_text(plot.label(panel)), **above})
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
                {"text": shown_text(plot.label(word)), "name": "hero" if plot.is_hero(word) else "other", **beside}
            )
    return traces, {**layout, "annotations": labels}


def _line(plot: Plot, word: str, marks: list[Mark]) -> dict[str, Any]:
    points: list[tuple[str | None, float | None, str | None]] = []
    for run in runs(plot, marks):
        points += [(mark.place, mark.value, hover_words(plot, mark)) for mark in run]
        points.append((None, None, None))  # where the line is cut
    places, values, words = zip(*points[:-1], strict=True)
    return {
        "type": "scatter",
        "x": places,
        "y": values,
        "customdata": words,
        "mode": "lines+markers",
        "meta": "hero" if plot.is_hero(word) else "other",
        "name": shown_text(plot.label(word) or plot.chart.naam),
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _goal(who: str, value: float, marks: list[Mark]) -> dict[str, Any]:
    ends = [min(mark.place for mark in marks), max(mark.place for mark in marks)]
    shown = {"name": shown_text(f"doel van de {who}"), "hoverinfo": "name", "line": {"dash": "dash"}}
    return {"type": "scatter", "x": ends, "y": [value, value], "mode": "lines", "meta": "target", **shown}


def _all_periods(places: tuple[str, ...]) -> list[str]:
    """Every year or school year from the first to the last, so that a missing one leaves a gap."""
    if len(places[0]) == len("JJJJ-MM"):
        return list(places)
    school = len(places[0]) > len("JJJJ")
    return [
        f"{year}-{year + 1}" if school else str(year) for year in range(int(places[0][:4]), int(places[-1][:4]) + 1)
    ]
