"""The numbers of a figure as tables: periods or categories down, areas or series across, with their sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from macros.library import Library
from macros.library.models.figures import WITHOUT_YEAR, Figure, Indicator
from macros.library.models.observations import Observation
from macros.render.dutch import period_in_words


class TableLine(NamedTuple):
    """One line of a table: its name, and per column the observations with different values."""

    name: str
    cells: tuple[tuple[Observation, ...], ...]
    sources: tuple[str, ...]
    """Ids of its sources, each once."""


@dataclass(frozen=True)
class Table:
    """One table of numbers."""

    indicator: Indicator
    caption: str
    head: str
    """What the lines are."""
    columns: tuple[str, ...]
    lines: tuple[TableLine, ...]
    is_ours: bool = True
    """Whether the region of the network, or a municipality of it, is one of the areas."""

    @property
    def flags(self) -> tuple[str, ...]:
        """Flags that occur, each once."""
        flags = (flag for line in self.lines for cell in line.cells for row in cell for flag in row.vlag)
        return tuple(dict.fromkeys(flags))

    @property
    def one_source(self) -> str | None:
        """The source of all lines, when they have the same."""
        sources = {source for line in self.lines for source in line.sources}
        return sources.pop() if len(sources) == 1 else None


def table(
    indicator: Indicator,
    caption: str,
    head: str,
    cells: Iterable[tuple[str, str, Observation]],
    columns: Sequence[str] = (),
) -> Table:
    """A table from (line, column, observation); lines in the order given, and so are columns that `columns` does not
    name.
    """
    by_line: dict[str, dict[str, list[Observation]]] = {}
    titles = dict.fromkeys(columns)
    for line, column, row in cells:
        by_line.setdefault(line, {}).setdefault(column, []).append(row)
        titles.setdefault(column)
    lines = []
    for name, by_column in by_line.items():
        across = tuple(_different(by_column.get(title, [])) for title in titles)
        sources = dict.fromkeys(row.bron for rows in by_column.values() for row in rows)
        lines.append(TableLine(name, across, tuple(sources)))
    return Table(indicator, caption, head, tuple(titles), tuple(lines))


def undrawn(library: Library, figure: Figure) -> Iterator[Table]:
    """The numbers of a figure that are in none of its charts, in the order of its file. A group measured in one period
    only is shown by category.
    """
    drawn = {id(row) for chart in figure.grafieken for row in chart.drawn(figure.rows)}
    groups: dict[tuple[str, str, str, str], list[Observation]] = {}
    for row in figure.rows:
        if id(row) not in drawn:
            groups.setdefault((row.indicator, row.bevolking, row.uitsplitsing, row.eenheid), []).append(row)
    for (indicator, population, breakdown, unit), rows in groups.items():
        by_category: dict[str, list[Observation]] = {}
        for row in rows:
            by_category.setdefault(row.categorie, []).append(row)
        meaning = figure.indicatoren[indicator]
        base = f"{meaning.naam}, {population}"
        if len({row.periode for row in rows}) == 1 and len(by_category) > 1:
            period = period_in_words(rows[0].periode)
            yield _areas(
                library,
                meaning,
                f"{base}, per {breakdown}, {period} ({unit})",
                breakdown,
                rows,
                lambda row: row.categorie,
            )
            continue
        for category, members in by_category.items():
            group = "" if category == "totaal" else f", {category}"
            ordered = sorted(members, key=lambda row: row.periode or WITHOUT_YEAR)
            yield _areas(
                library,
                meaning,
                f"{base}{group} ({unit})",
                "Periode",
                ordered,
                lambda row: period_in_words(row.periode),
            )


def _areas(
    library: Library,
    indicator: Indicator,
    caption: str,
    head: str,
    rows: list[Observation],
    line_name: Callable[[Observation], str],
) -> Table:
    """A table with areas across, our own first."""
    bases = {row.gebied_basis for row in rows} - {"inwoners", "onbekend"}
    ours = {*library.network.regio.gebieden, *library.lists["gemeenten"]}

    def column(row: Observation) -> str:
        area = library.label(row.gebied, "gebieden", "gemeenten")
        if row.gebied_basis not in bases:
            return area
        basis = library.label(row.gebied_basis, "gebied_basis").lower()
        return f"{area[:-1]}, {basis})" if area.endswith(")") else f"{area} ({basis})"

    columns = [column(row) for row in sorted(rows, key=lambda row: row.gebied not in ours)]
    whole = table(indicator, caption, head, ((line_name(row), column(row), row) for row in rows), columns)
    return Table(
        whole.indicator, whole.caption, whole.head, whole.columns, whole.lines, any(row.gebied in ours for row in rows)
    )


def contradictions(figure: Figure) -> list[tuple[Observation, ...]]:
    """Groups of observations that say something different about the same, in the order of the file."""
    groups: dict[tuple[str, ...], list[Observation]] = {}
    for row in figure.rows:
        if "tegenspraak" in row.vlag:
            groups.setdefault(row.key, []).append(row)
    return [tuple(rows) for rows in groups.values() if len({row.waarde for row in rows}) > 1]


def _different(rows: list[Observation]) -> tuple[Observation, ...]:
    """The observations with different values; what two sources agree on is shown once."""
    return tuple({row.waarde: row for row in reversed(rows)}.values())[::-1]
