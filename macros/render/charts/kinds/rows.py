"""Bars and dots, a row under the other: what they ask, and how they are told, drawn and made interactive."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

from macros.library.models.base import Fault
from macros.library.models.chart_rules import ChartDescription
from macros.render.charts.chart_kind import ChartKind, kind
from macros.render.charts.drawing import FONT, LETTER, LINE, Drawing, mark_texts, role_of, width_of
from macros.render.charts.finding import Finding, tell_bars, tell_dots
from macros.render.charts.interactive import BOTTOM, TOP, Traces, hover_words, number_axis, place_name, shown_text
from macros.render.dutch import sentence

if TYPE_CHECKING:
    from macros.render.charts.plot import Mark, Plot

_ROW = 44
"""Height of a row of an interactive figure, in pixels."""


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
        _draw_bars(plot, drawing)

    def trace(self, plot: Plot) -> Traces:
        """The same, lying."""
        return _trace_bars(plot)


@kind
class Dots(ChartKind):
    """A dot per series on each row."""

    word = "punten"

    def tell(self, plot: Plot) -> Finding:
        """The row with the largest difference, and how the others compare."""
        return tell_dots(plot)

    def draw(self, plot: Plot, drawing: Drawing) -> None:
        """A row under the other."""
        _draw_dots(plot, drawing)

    def trace(self, plot: Plot) -> Traces:
        """The same, each series a trace."""
        return _trace_dots(plot)


# ---- drawing ----


@dataclass(frozen=True)
class Rows:
    """Where the rows of a chart stand: words beside them on a wide drawing, above them on a narrow one."""

    left: float
    beside: int
    """Letters that fit beside a row; 0 when its words stand above."""
    above: int
    """Letters that fit above a row."""

    def head(self, drawing: Drawing, words: str, top: float, role: str) -> tuple[float, float]:
        """Write the words of a row that begins at `top`; gives the middle of the row and where the next begins."""
        lines = textwrap.wrap(words, self.beside or self.above)
        x, anchor = (self.left - 10, "end") if self.beside else (0, "start")
        for number, line in enumerate(lines):
            drawing.word(role, x, top + FONT + number * LINE, line, anchor)
        if self.beside:
            height = max(len(lines), 1) * LINE
            return top + height / 2 + 1, top + height + 12
        return top + len(lines) * LINE + 11, top + len(lines) * LINE + 34


def _rows(plot: Plot, drawing: Drawing) -> Rows:
    if drawing.width < 400:
        return Rows(0, 0, int(drawing.width / LETTER))
    longest = max(len(plot.label(mark.place)) for mark in plot.marks)
    letters = min(longest, 30)
    return Rows(letters * LETTER + 14, letters, 0)


def _panels(plot: Plot, drawing: Drawing, draw: Callable[[list[Mark], float], float]) -> None:
    """Panels under each other, each with its heading; `draw` puts rows from a height on and gives where they end."""
    top = 0.0
    for panel in plot.panels:
        head = ", ".join(filter(None, (plot.label(panel), plot.period_of(panel) if len(plot.panels) > 1 else "")))
        lines = textwrap.wrap(sentence(head), int(drawing.width / LETTER))
        for number, line in enumerate(lines):
            drawing.word("panel", 0, top + FONT + number * LINE, line)
        top = (
            draw([mark for mark in plot.marks if mark.panel == panel], top + len(lines) * LINE + (6 if lines else 0))
            + 10
        )
    drawing.height = ceil(top - 10)


@dataclass(frozen=True)
class RowScale:
    """Where values stand beside the words of the rows."""

    left: float
    room: float
    """Width of the highest value."""
    highest: float

    def x(self, value: float) -> float:
        """Where a value stands."""
        return self.left + value / self.highest * self.room


def _draw_bars(plot: Plot, drawing: Drawing) -> None:
    """A bar per row, a row under the other."""
    rows = _rows(plot, drawing)
    texts = mark_texts(plot)
    room = drawing.width - rows.left - max(map(width_of, texts.values())) - 10
    scale = RowScale(rows.left, room, max(mark.high for mark in plot.marks) or 1)

    def draw(marks: list[Mark], top: float) -> float:
        for mark in marks:
            name = sentence(plot.label(mark.place))
            middle, top = rows.head(drawing, name, top, "hero" if plot.is_hero(mark.place) else "row")
            _bar(plot, drawing, scale, mark, middle, texts[mark])
        return top

    _panels(plot, drawing, draw)


def _bar(plot: Plot, drawing: Drawing, scale: RowScale, mark: Mark, middle: float, text: str) -> None:
    low, high = scale.x(mark.low), scale.x(mark.high)
    drawing.bar(role_of(plot, mark), scale.left, middle, mark.low / scale.highest * scale.room)
    if mark.low != mark.high:
        drawing.path("spread", (low, middle), (high, middle))
    drawing.word("hero" if plot.stands_out(mark) else "value", high + 8, middle + 5, text)


def _draw_dots(plot: Plot, drawing: Drawing) -> None:
    """A dot per series on each row."""
    rows = _rows(plot, drawing)
    widest = max(width_of(mark.text) for mark in plot.marks) + 12
    room = drawing.width - rows.left - 2 * widest
    scale = RowScale(rows.left + widest, room, max(mark.high for mark in plot.marks) or 1)

    def draw(marks: list[Mark], top: float) -> float:
        named: set[str] = set()
        for row in _by_place(plot, marks):
            if len(plot.series) > 1:
                first = [mark for mark in row if mark.series not in named]
                top = _series_names(plot, drawing, scale, rows.left, first, top)
                named.update(mark.series for mark in first)
            stands_out = any(plot.is_hero(mark.place) for mark in row)
            name = sentence(plot.label(row[0].place))
            middle, top = rows.head(drawing, name, top, "hero" if stands_out else "row")
            _row_of_dots(plot, drawing, scale, row, middle)
        return top

    _panels(plot, drawing, draw)


def _by_place(plot: Plot, marks: list[Mark]) -> list[list[Mark]]:
    """The marks of each row, from low to high."""
    by_place: dict[str, list[Mark]] = {place: [] for place in plot.places}
    for mark in sorted(marks, key=lambda mark: mark.value):
        by_place[mark.place].append(mark)
    return list(filter(None, by_place.values()))


def _series_names(plot: Plot, drawing: Drawing, scale: RowScale, left: float, marks: list[Mark], top: float) -> float:
    """A name above the first dot of each series; gives where the row itself begins."""
    for mark in marks:
        name = plot.label(mark.series)
        half = width_of(name) / 2
        middle = min(max(scale.x(mark.value), left + half), drawing.width - half)
        role = "hero" if plot.is_hero(mark.series) else "other"
        drawing.word(role, middle, top + FONT, sentence(name), "middle")
        top += LINE
    return top


def _row_of_dots(plot: Plot, drawing: Drawing, scale: RowScale, row: list[Mark], middle: float) -> None:
    """The dots of a row with a line between them, and the numbers of its two ends."""
    lowest, highest = row[0], row[-1]
    start, end = scale.x(lowest.low), scale.x(highest.high)
    drawing.path("range", (start, middle), (end, middle))
    for mark in row:
        for value in sorted({mark.low, mark.high}):
            drawing.dot(role_of(plot, mark), scale.x(value), middle)
    if len(row) > 1:
        drawing.word("hero" if plot.stands_out(lowest) else "value", start - 10, middle + 5, lowest.text, "end")
    drawing.word("hero" if plot.stands_out(highest) else "value", end + 10, middle + 5, highest.text)


# ---- interactive ----


def _trace_bars(plot: Plot) -> Traces:
    """Bars, a row under the other."""
    return _trace_rows(plot, as_bars=True)


def _trace_dots(plot: Plot) -> Traces:
    """Dots, a row under the other; a single series is easier to read as bars."""
    return _trace_rows(plot, as_bars=len(plot.series) < 2)


def _trace_rows(plot: Plot, *, as_bars: bool) -> Traces:
    names = list(dict.fromkeys(place_name(plot, mark) for mark in plot.marks))
    traces = [
        _bars_or_dots(plot, word, [mark for mark in plot.marks if mark.series == word], as_bars=as_bars)
        for word in reversed(plot.series)
    ]
    return traces, {
        "height": _ROW * len(names) + TOP + BOTTOM,
        "margin": {"l": 60, "r": 20, "t": TOP, "b": BOTTOM},
        "xaxis": number_axis(plot),
        "yaxis": {"type": "category", "categoryorder": "array", "categoryarray": names[::-1], "automargin": True},
    }


def _bars_or_dots(plot: Plot, word: str, marks: list[Mark], *, as_bars: bool) -> dict[str, Any]:
    values = [mark.value for mark in marks]
    names = [place_name(plot, mark) for mark in marks]
    words = [hover_words(plot, mark) for mark in marks]
    trace: dict[str, Any] = {
        "x": values,
        "y": names,
        "customdata": words,
        "orientation": "h",
        "name": shown_text(plot.label(word) or plot.chart.naam),
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
