"""The drawing of a chart as shapes with places: every kind in a wide and a narrow form. Markup is the template's,
colours are the page's.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil, floor, log10

from macros.render.charts.plot import Mark, Plot
from macros.render.dutch import amount, sentence

FONT = 14
"""Size of all words, in units of the drawing; a narrow drawing is shown at nine tenths of its size or larger."""
LETTER = 7.5
"""Mean width of a letter at that size, a little wide on the safe side."""
BOLD = 1.2
"""How much wider the words of a hero are."""
LINE = 18
"""From one line of words to the next."""


@dataclass(frozen=True)
class Shape:
    """A path through points, a bar, a dot or a word; `role` says what it is for, and so how it looks."""

    kind: str
    role: str
    x: float
    y: float
    points: tuple[tuple[float, float], ...] = ()
    width: float = 0
    text: str = ""
    anchor: str = "start"


@dataclass
class Drawing:
    """Shapes from back to front, in a box of `width` × `height`."""

    width: int
    height: int = 0
    shapes: list[Shape] = field(default_factory=list)

    def path(self, role: str, *points: tuple[float, float]) -> None:
        """A line through points."""
        self.shapes.append(Shape("path", role, 0, 0, points=tuple((round(x, 1), round(y, 1)) for x, y in points)))

    def bar(self, role: str, x: float, y: float, width: float) -> None:
        """A bar from `x`, its middle at `y`."""
        self.shapes.append(Shape("bar", role, round(x, 1), round(y, 1), width=round(max(width, 1), 1)))

    def dot(self, role: str, x: float, y: float) -> None:
        """A dot."""
        self.shapes.append(Shape("dot", role, round(x, 1), round(y, 1)))

    def word(self, role: str, x: float, y: float, text: str, anchor: str = "start") -> None:
        """One line of words; `y` is where they stand on."""
        self.shapes.append(Shape("word", role, round(x, 1), round(y, 1), text=text, anchor=anchor))


def ticks(highest: float, most: int = 5) -> list[float]:
    """Round numbers from 0 to at least `highest`."""
    if highest <= 0:
        return [0, 1]
    rough = highest / most
    power = 10 ** floor(log10(rough))
    step = next(size * power for size in (1, 2, 2.5, 5, 10) if size * power >= rough)
    return [step * place for place in range(ceil(highest / step - 1e-9) + 1)]


def width_of(text: str, bold: bool = False) -> float:
    """About how wide a line of words is."""
    return len(text) * LETTER * (BOLD if bold else 1)


def when(period: str) -> int:
    """The place of a period in time: years count by one, months too."""
    return int(period[:4]) * 12 + int(period[5:7]) if len(period) == 7 else int(period[:4])


def short_period(period: str) -> str:
    """A period for under an axis: `2015-2016` -> "2015-16"."""
    return f"{period[:4]}-{period[7:]}" if len(period) == 9 else period


def runs(plot: Plot, marks: list[Mark]) -> list[list[Mark]]:
    """A series cut where a year is missing or the way of measuring changed."""
    found: list[list[Mark]] = []
    for mark in marks:
        if found and when(mark.place) == when(found[-1][-1].place) + 1 and "breuk" not in mark.flags:
            found[-1].append(mark)
        else:
            found.append([mark])
    return found


def role_of(plot: Plot, mark: Mark) -> str:
    """How a mark looks: hero or other, hollow when it is unreliable."""
    return f"{'hero' if plot.stands_out(mark) else 'other'}{' hollow' if 'onbetrouwbaar' in mark.flags else ''}"


def _format(value: float, unit: str) -> str:
    return amount(int(value) if value == int(value) else round(value, 2), unit)


# ---- lines over time ----


def draw_lines(plot: Plot, drawing: Drawing) -> None:
    """Lines over time, a panel beside or under the other."""
    wide = drawing.width > 400
    across = min(len(plot.panels), 2) if wide else 1
    gap = 24
    width = (drawing.width - gap * (across - 1)) / across
    height = (300 if wide else 240) if len(plot.panels) == 1 else 200
    head = LINE if any(map(plot.label, plot.panels)) else 0
    for place, panel in enumerate(plot.panels):
        left, top = place % across * (width + gap), place // across * (height + head + gap)
        if head:
            drawing.word("panel", left, top + FONT, sentence(plot.label(panel)))
        _line_panel(
            plot, drawing, [mark for mark in plot.marks if mark.panel == panel], (left, top + head, width, height)
        )
    drawing.height = ceil(len(plot.panels) / across) * (height + head + gap) - gap


def _line_panel(plot: Plot, drawing: Drawing, marks: list[Mark], box: tuple[float, float, float, float]) -> None:
    left, top, width, height = box
    by_series = {
        word: [mark for mark in marks if mark.series == word]
        for word in plot.series
        if any(mark.series == word for mark in marks)
    }
    single = len(by_series) == 1
    few = len({mark.place for mark in marks}) <= 4
    goal = float(plot.target_value or 0)
    scale = ticks(max([goal, *(mark.high for mark in plot.marks)]))
    times = range(min(when(mark.place) for mark in plot.marks), max(when(mark.place) for mark in plot.marks) + 1)
    labels = {
        word: sentence(plot.label(word))
        + (
            f" {by_series[word][-1].text}"
            if len(plot.panels) == 1 and (drawing.width > 400 or plot.is_hero(word))
            else ""
        )
        for word in by_series
    }
    x0 = left + max(width_of(_format(value, plot.unit)) for value in scale) + 6
    x1 = (
        left + width - (28 if single else max(width_of(text, plot.is_hero(word)) for word, text in labels.items()) + 24)
    )
    y0, y1 = top + height - LINE - 4, top + FONT + 6

    def x(time: float) -> float:
        return x0 + (time - times[0]) / max(len(times) - 1, 1) * (x1 - x0)

    def y(value: float) -> float:
        return y0 - value / scale[-1] * (y0 - y1)

    for value in scale:
        drawing.path("grid", (x0, y(value)), (x1, y(value)))
        drawing.word("tick", x0 - 6, y(value) + 5, _format(value, plot.unit), "end")
    _time_axis(drawing, plot, times, x, y0 + LINE)
    breaking = [
        mark
        for word, found in by_series.items()
        if plot.is_hero(word) or not any(map(plot.is_hero, by_series))
        for mark in found[1:]
        if "breuk" in mark.flags
    ]
    for time in sorted({when(mark.place) for mark in breaking}):
        drawing.path("break", (x(time - 0.5), y0), (x(time - 0.5), y1))
        drawing.word("sign", x(time - 0.5), y1 - 4, plot.sign("breuk"), "middle")
    for number, note in enumerate(plot.chart.notities, 1):
        drawing.path("note", (x(when(note.bij)), y0), (x(when(note.bij)), y1))
        drawing.word("sign", x(when(note.bij)), y1 - 4, f"({number})", "middle")
    if goal and plot.target:
        drawing.path("target", (x0, y(goal)), (x1, y(goal)))
        drawing.word("goal", x0 + 4, y(goal) + FONT + 3, f"Doel {_format(goal, plot.unit)}")
    for word in [
        *(word for word in by_series if not plot.is_hero(word)),
        *(word for word in by_series if plot.is_hero(word)),
    ]:
        for run in runs(plot, by_series[word]):
            if len(run) > 1:
                drawing.path(
                    "hero" if plot.is_hero(word) else "other", *((x(when(mark.place)), y(mark.value)) for mark in run)
                )
            for mark in run:
                if mark.low != mark.high:
                    drawing.path("spread", (x(when(mark.place)), y(mark.low)), (x(when(mark.place)), y(mark.high)))
                if len(run) == 1 or "onbetrouwbaar" in mark.flags or single or few:
                    drawing.dot(
                        role_of(plot, mark) + ("" if single or few or plot.is_hero(word) else " lone"),
                        x(when(mark.place)),
                        y(mark.value),
                    )
    if single:
        _values_on_line(drawing, plot, marks, x, y)
        return
    ends = {word: y(found[-1].value) + 5 for word, found in by_series.items()}
    for word, at in apart(ends, y1, y0 + 5).items():
        last = by_series[word][-1]
        drawing.path("lead", (x(when(last.place)) + 3, y(last.value)), (x1 + 18, at - 5))
        drawing.word("hero" if plot.is_hero(word) else "other", x1 + 21, at, labels[word])


def _values_on_line(
    drawing: Drawing, plot: Plot, marks: list[Mark], x: Callable[[float], float], y: Callable[[float], float]
) -> None:
    """The numbers at the dots of a single series; from the last one back, those that fit."""
    taken = drawing.width + 100.0
    for mark in reversed(marks):
        text = f"{mark.text} {plot.sign('tegenspraak')}" if mark.low != mark.high else mark.text
        half = width_of(text) / 2
        if x(when(mark.place)) + half < taken:
            middle = max(half, min(x(when(mark.place)), drawing.width - half))
            drawing.word("hero" if plot.stands_out(mark) else "value", middle, y(mark.high) - 9, text, "middle")
            taken = middle - half - 4


def _time_axis(drawing: Drawing, plot: Plot, times: range, x: Callable[[float], float], at: float) -> None:
    names = {when(mark.place): short_period(mark.place) for mark in plot.marks}
    school = any("-" in name for name in names.values())
    room = (x(times[-1]) - x(times[0])) / max(len(times) - 1, 1)
    every = next(
        step
        for step in ((1, 2) if len(times) < 14 else ()) + (5, 10, 20, 50)
        if step * room >= (7 if school else 4) * LETTER + 8 or step == 50
    )
    shown = [time for time in times if ((times[-1] - time) % every == 0 if school or every < 5 else time % every == 0)]
    if (shown[0] - times[0]) * room >= (7 if school else 4) * LETTER + 8:
        shown.insert(0, times[0])
    for time in shown:
        drawing.word(
            "tick", x(time), at, names.get(time, f"{time}-{(time + 1) % 100:02}" if school else str(time)), "middle"
        )


def apart(wanted: dict[str, float], top: float, bottom: float) -> dict[str, float]:
    """Places for labels at least one line apart, each as near as can be to where it is wanted (least squares, by
    pooling neighbours that are too near).
    """
    order = sorted(wanted, key=lambda word: wanted[word])
    pools: list[list[float]] = []
    for place, word in enumerate(order):
        pools.append([wanted[word] - place * LINE])
        while len(pools) > 1 and sum(pools[-2]) / len(pools[-2]) > sum(pools[-1]) / len(pools[-1]):
            last = pools.pop()
            pools[-1] += last
    means = [sum(pool) / len(pool) for pool in pools for _ in pool]
    lowest = bottom - (len(order) - 1) * LINE
    return {
        word: max(min(mean, lowest), top) + place * LINE
        for place, (word, mean) in enumerate(zip(order, means, strict=True))
    }


# ---- bars and dots on rows ----


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
        for number, line in enumerate(lines):
            drawing.word(
                role,
                self.left - 10 if self.beside else 0,
                top + FONT + number * LINE,
                line,
                "end" if self.beside else "start",
            )
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


def draw_bars(plot: Plot, drawing: Drawing) -> None:
    """A bar per row, a row under the other."""
    rows = _rows(plot, drawing)
    noted = {note.bij: f"({number})" for number, note in enumerate(plot.chart.notities, 1)}
    signs = {mark: "".join(plot.sign(flag) for flag in plot.flags if flag in mark.flags) for mark in plot.marks}
    texts = {mark: " ".join(filter(None, (mark.text, signs[mark], noted.get(mark.place)))) for mark in plot.marks}
    room = drawing.width - rows.left - max(map(width_of, texts.values())) - 10
    highest = max(mark.high for mark in plot.marks) or 1

    def draw(marks: list[Mark], top: float) -> float:
        for mark in marks:
            middle, top = rows.head(
                drawing, sentence(plot.label(mark.place)), top, "hero" if plot.is_hero(mark.place) else "row"
            )
            drawing.bar(role_of(plot, mark), rows.left, middle, mark.low / highest * room)
            if mark.low != mark.high:
                drawing.path(
                    "spread",
                    (rows.left + mark.low / highest * room, middle),
                    (rows.left + mark.high / highest * room, middle),
                )
            drawing.word(
                "hero" if plot.stands_out(mark) else "value",
                rows.left + mark.high / highest * room + 8,
                middle + 5,
                texts[mark],
            )
        return top

    _panels(plot, drawing, draw)


def draw_dots(plot: Plot, drawing: Drawing) -> None:
    """A dot per series on each row."""
    rows = _rows(plot, drawing)
    widest = max(width_of(mark.text) for mark in plot.marks) + 12
    left, room = rows.left + widest, drawing.width - rows.left - 2 * widest
    highest = max(mark.high for mark in plot.marks) or 1

    def x(value: float) -> float:
        return left + value / highest * room

    def draw(marks: list[Mark], top: float) -> float:
        named: set[str] = set()
        for place in (place for place in plot.places if any(mark.place == place for mark in marks)):
            row = sorted((mark for mark in marks if mark.place == place), key=lambda mark: mark.value)
            for mark in row if len(plot.series) > 1 else []:
                if mark.series not in named:  # a name above the first dot of each series
                    named.add(mark.series)
                    half = width_of(plot.label(mark.series)) / 2
                    at = min(max(x(mark.value), rows.left + half), drawing.width - half)
                    drawing.word(
                        "hero" if plot.is_hero(mark.series) else "other",
                        at,
                        top + FONT,
                        sentence(plot.label(mark.series)),
                        "middle",
                    )
                    top += LINE
            stands_out = any(plot.is_hero(mark.place) for mark in row)
            middle, top = rows.head(drawing, sentence(plot.label(place)), top, "hero" if stands_out else "row")
            drawing.path("range", (x(row[0].low), middle), (x(row[-1].high), middle))
            for mark in row:
                for value in sorted({mark.low, mark.high}):
                    drawing.dot(role_of(plot, mark), x(value), middle)
            if len(row) > 1:
                drawing.word(
                    "hero" if plot.stands_out(row[0]) else "value", x(row[0].low) - 10, middle + 5, row[0].text, "end"
                )
            drawing.word(
                "hero" if plot.stands_out(row[-1]) else "value", x(row[-1].high) + 10, middle + 5, row[-1].text
            )
        return top

    _panels(plot, drawing, draw)
