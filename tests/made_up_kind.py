"""A kind of chart that the house does not have, as one would write it: from the shared pieces alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from macros.library.models.base import Fault
from macros.library.models.chart_rules import ChartDescription
from macros.render.charts.chart_kind import ChartKind
from macros.render.charts.drawing import (
    FONT,
    LINE,
    Drawing,
    mark_texts,
    role_of,
    short_amount,
    short_period,
    ticks,
    width_of,
)
from macros.render.charts.finding import Finding, tell_bars
from macros.render.charts.interactive import BOTTOM, TOP, Traces, hover_words, number_axis, place_name

if TYPE_CHECKING:
    from macros.render.charts.plot import Plot


class Columns(ChartKind):
    """A column per period, side by side."""

    word = "proefkolommen"

    def of_description(self, chart: ChartDescription) -> Iterator[Fault]:
        """Time runs from left to right, in one panel and one series."""
        if chart.op != "periode":
            yield "op", "kolommen staan naast elkaar in de tijd"
        if len(chart.axes) > 1:
            yield "soort", "kolommen hebben geen reeksen en geen vakken"

    def tell(self, plot: Plot) -> Finding:
        """The course, as bars tell it."""
        return tell_bars(plot)

    def draw(self, plot: Plot, drawing: Drawing) -> None:
        """Numbers up the side, periods below, a column on each."""
        drawing.height = 300 if drawing.width > 400 else 240
        bottom, top = drawing.height - LINE - 4, 2.0 * FONT
        scale = ticks(max(mark.high for mark in plot.marks))
        left = max(width_of(short_amount(value, plot.unit)) for value in scale) + 6
        texts = mark_texts(plot)
        step = (drawing.width - left) / len(plot.marks)

        def up(value: float) -> float:
            return value / scale[-1] * (bottom - top)

        for value in scale:
            at = bottom - up(value)
            drawing.path("grid", (left, at), (drawing.width, at))
            drawing.word("tick", left - 6, at + 5, short_amount(value, plot.unit), "end")
        for place, mark in enumerate(plot.marks):
            middle = left + (place + 0.5) * step
            drawing.bar(role_of(plot, mark), middle, bottom, up(mark.low), upright=True)
            if mark.low != mark.high:
                drawing.path("spread", (middle, bottom - up(mark.low)), (middle, bottom - up(mark.high)))
            drawing.word("tick", middle, bottom + LINE, short_period(mark.place), "middle")
            if width_of(texts[mark]) < step:
                role = "hero" if plot.stands_out(mark) else "value"
                drawing.word(role, middle, bottom - up(mark.high) - 6, texts[mark], "middle")

    def trace(self, plot: Plot) -> Traces:
        """The same, standing."""
        names = [place_name(plot, mark) for mark in plot.marks]
        columns = {
            "type": "bar",
            "x": names,
            "y": [mark.value for mark in plot.marks],
            "customdata": [hover_words(plot, mark) for mark in plot.marks],
            "hovertemplate": "%{customdata}<extra></extra>",
            "meta": ["hero" if plot.stands_out(mark) else "other" for mark in plot.marks],
        }
        return [columns], {
            "height": 360 + TOP + BOTTOM,
            "margin": {"l": 60, "r": 20, "t": TOP, "b": BOTTOM},
            "xaxis": {"type": "category"},
            "yaxis": number_axis(plot),
        }
