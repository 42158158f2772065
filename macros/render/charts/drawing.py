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
    pieces: list[list[Mark]] = []
    for mark in marks:
        if pieces and when(mark.place) == when(pieces[-1][-1].place) + 1 and "breuk" not in mark.flags:
            pieces[-1].append(mark)
        else:
            pieces.append([mark])
    return pieces


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
    numbers = max(width_of(_format(value, plot.unit)) for value in scale)
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
        panel.drawing.word("tick", panel.x0 - 6, at + 5, _format(value, panel.plot.unit), "end")


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
        panel.drawing.word("goal", panel.x0 + 4, at + FONT + 3, f"Doel {_format(goal, plot.unit)}")


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


def draw_bars(plot: Plot, drawing: Drawing) -> None:
    """A bar per row, a row under the other."""
    rows = _rows(plot, drawing)
    texts = _bar_texts(plot)
    room = drawing.width - rows.left - max(map(width_of, texts.values())) - 10
    scale = RowScale(rows.left, room, max(mark.high for mark in plot.marks) or 1)

    def draw(marks: list[Mark], top: float) -> float:
        for mark in marks:
            name = sentence(plot.label(mark.place))
            middle, top = rows.head(drawing, name, top, "hero" if plot.is_hero(mark.place) else "row")
            _bar(plot, drawing, scale, mark, middle, texts[mark])
        return top

    _panels(plot, drawing, draw)


def _bar_texts(plot: Plot) -> dict[Mark, str]:
    """What stands behind each bar: its number, the signs of what is the matter with it, and its note."""
    noted = {note.bij: f"({number})" for number, note in enumerate(plot.chart.notities, 1)}
    texts = {}
    for mark in plot.marks:
        signs = "".join(plot.sign(flag) for flag in plot.flags if flag in mark.flags)
        texts[mark] = " ".join(filter(None, (mark.text, signs, noted.get(mark.place))))
    return texts


def _bar(plot: Plot, drawing: Drawing, scale: RowScale, mark: Mark, middle: float, text: str) -> None:
    low, high = scale.x(mark.low), scale.x(mark.high)
    drawing.bar(role_of(plot, mark), scale.left, middle, mark.low / scale.highest * scale.room)
    if mark.low != mark.high:
        drawing.path("spread", (low, middle), (high, middle))
    drawing.word("hero" if plot.stands_out(mark) else "value", high + 8, middle + 5, text)


def draw_dots(plot: Plot, drawing: Drawing) -> None:
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
