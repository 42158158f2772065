"""What the check may ask of a kind of chart. The kinds themselves: `render.charts.kinds`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, Protocol

from macros.library.models.base import Fault
from macros.library.models.observations import Observation


class ChartDescription(Protocol):
    """What a rule looks at in the description of a chart."""

    @property
    def soort(self) -> str:
        """The word of its kind."""

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
    """The rules of one kind of chart; of its own accord it asks nothing."""

    word: ClassVar[str]

    def of_description(self, chart: ChartDescription) -> Iterator[Fault]:
        """What a chart of this kind cannot draw of what is described; the check adds which other kinds can."""
        return iter(())

    def of_numbers(self, chart: ChartDescription, drawn: Sequence[Observation]) -> Iterator[Fault]:
        """What is wrong between a chart and the numbers that it draws."""
        return iter(())


CHART_RULES: dict[str, ChartRules] = {}
"""Word of the closed list -> what is asked of a chart of that kind. The modules of `render.charts.kinds` put theirs
here, as soon as anything of this package is imported.
"""


def other_kinds(chart: ChartDescription) -> str:
    """The other kinds that can draw what is described: "kies 'balken' of 'punten' bij 'soort'"; nothing when there are
    none.
    """
    fitting = [
        f"'{word}'"
        for word, rules in CHART_RULES.items()
        if word != chart.soort and next(rules.of_description(chart), None) is None
    ]
    return f"kies {' of '.join(fitting)} bij 'soort'" if fitting else ""
