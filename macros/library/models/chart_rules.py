"""What the check asks of each kind of chart. How a kind is told, drawn and made interactive: `render.charts.kinds`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, Protocol

from macros.library.models.base import Fault
from macros.library.models.observations import Observation

CHART_RULES: dict[str, ChartRules] = {}
"""Word of the closed list -> what is asked of a chart of that kind."""


class Chart(Protocol):
    """What a rule looks at in the description of a chart."""

    @property
    def op(self) -> str:
        """The column on the axis."""

    @property
    def reeksen(self) -> str | None:
        """The column with a series per word."""

    @property
    def indicator(self) -> str:
        """What is drawn."""

    @property
    def axes(self) -> tuple[str, ...]:
        """The columns that stand on an axis."""

    def word(self, row: Observation, name: str) -> str:
        """The word of a row in a column."""


class ChartRules:
    """The rules of one kind of chart; a subclass with a word registers itself."""

    word: ClassVar[str]

    def __init_subclass__(cls) -> None:
        CHART_RULES[cls.word] = cls()

    def of_description(self, chart: Chart) -> Iterator[Fault]:
        """What is wrong with how a chart is described."""
        return iter(())

    def of_numbers(self, chart: Chart, drawn: Sequence[Observation]) -> Iterator[Fault]:
        """What is wrong between a chart and the numbers that it draws."""
        return iter(())


class LineRules(ChartRules):
    """A line runs over periods of one sort, with two points at least."""

    word = "lijn"

    def of_description(self, chart: Chart) -> Iterator[Fault]:
        """Time is on the axis."""
        if chart.op != "periode":
            yield "op", "een lijn loopt over periodes; kies 'balken' of 'punten' voor iets anders"

    def of_numbers(self, chart: Chart, drawn: Sequence[Observation]) -> Iterator[Fault]:
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
                yield (
                    "soort",
                    f"'{name}' heeft maar één punt en geeft geen lijn; kies 'balken' of 'punten', of laat het weg "
                    "bij 'kies'",
                )


class BarRules(ChartRules):
    """Bars stand one by one."""

    word = "balken"

    def of_description(self, chart: Chart) -> Iterator[Fault]:
        """No series beside each other."""
        if chart.reeksen:
            yield "reeksen", "balken hebben geen reeksen; kies 'punten' om reeksen naast elkaar te zetten"


class DotRules(ChartRules):
    """Dots stand anywhere."""

    word = "punten"
