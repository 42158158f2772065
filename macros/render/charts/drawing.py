"""What a drawing of a chart is made of: shapes with places, and what lines and rows measure alike. Markup is the
template's, colours are the page's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil, floor, log10
from typing import TYPE_CHECKING, Literal

from macros.render.dutch import amount

if TYPE_CHECKING:
    from macros.render.charts.plot import Mark, Plot


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

    kind: Literal["path", "bar", "dot", "word"]
    """What `templates/chart.svg` makes of it."""
    role: str
    x: float
    y: float
    points: tuple[tuple[float, float], ...] = ()
    width: float = 0
    text: str = ""
    anchor: str = "start"
    upright: bool = False
    """Whether a bar grows upwards from its point, and not to the right."""


@dataclass
class Drawing:
    """Shapes from back to front, in a box of `width` × `height`."""

    width: int
    height: int = 0
    shapes: list[Shape] = field(default_factory=list)

    def path(self, role: str, *points: tuple[float, float]) -> None:
        """A line through points."""
        self.shapes.append(Shape("path", role, 0, 0, points=tuple((round(x, 1), round(y, 1)) for x, y in points)))

    def bar(self, role: str, x: float, y: float, width: float, *, upright: bool = False) -> None:
        """A bar from `x`, its middle at `y`; one that is upright stands on `y`, its middle at `x`, `width` high."""
        length = round(max(width, 1), 1)
        self.shapes.append(Shape("bar", role, round(x, 1), round(y, 1), width=length, upright=upright))

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


def short_amount(value: float, unit: str) -> str:
    """A number for beside an axis, without more digits than it needs."""
    return amount(int(value) if value == int(value) else round(value, 2), unit)


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
    role = "hero" if plot.stands_out(mark) else "other"
    return f"{role} hollow" if "onbetrouwbaar" in mark.flags else role


def mark_texts(plot: Plot) -> dict[Mark, str]:
    """What stands at each mark: its number, the signs of what is the matter with it, and its note."""
    noted = {note.bij: f"({number})" for number, note in enumerate(plot.chart.notities, 1)}
    texts = {}
    for mark in plot.marks:
        signs = "".join(plot.sign(flag) for flag in plot.flags if flag in mark.flags)
        texts[mark] = " ".join(filter(None, (mark.text, signs, noted.get(mark.place))))
    return texts


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
