"""The numbers of a figure as tables: one per indicator and group, periods down, areas across, Brussels first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from macros.library import Library
from macros.library.entries import Figure, Indicator
from macros.library.observations import Observation

SIGNS = {"breuk": "b", "onbetrouwbaar": "o", "raming": "r", "benadering": "~", "berekend": "=", "tegenspraak": "≠", "klein": "k", "ontbreekt": "–"}
"""Sign per flag, in a table and its legend."""


@dataclass(frozen=True)
class Table:
    """One table: `cells[row][column]` holds the observations of that period (or category) and area."""

    indicator: Indicator
    caption: str
    head: str
    """What the rows are."""
    columns: tuple[str, ...]
    has_brussels: bool
    """Whether Brussels, or a municipality of it, is one of the areas."""
    rows: tuple[tuple[str, tuple[tuple[Observation, ...], ...]], ...]

    @property
    def flags(self) -> tuple[str, ...]:
        """Flags that occur, in the order of `SIGNS`."""
        used = {flag for _, cells in self.rows for cell in cells for row in cell for flag in row.vlag}
        return tuple(flag for flag in SIGNS if flag in used)


def tables(library: Library, figure: Figure) -> Iterator[Table]:
    """The tables of a figure, in the order of its file. A group measured in one period only is shown by category instead."""
    groups: dict[tuple[str, str, str, str], list[Observation]] = {}
    for row in figure.rows:
        groups.setdefault((row.indicator, row.bevolking, row.uitsplitsing, row.eenheid), []).append(row)
    for (indicator, population, breakdown, unit), rows in groups.items():
        by_category: dict[str, list[Observation]] = {}
        for row in rows:
            by_category.setdefault(row.categorie, []).append(row)
        meaning = figure.indicatoren[indicator]
        base = f"{meaning.naam}, {population}"
        if len({row.periode for row in rows}) == 1 and len(by_category) > 1:
            period = rows[0].periode or "zonder jaar"
            yield _table(library, meaning, f"{base}, per {breakdown}, {period} ({unit})", breakdown, rows, lambda row: row.categorie)
            continue
        for category, members in by_category.items():
            group = "" if category == "totaal" else f", {category}"
            yield _table(library, meaning, f"{base}{group} ({unit})", "Periode", members, lambda row: row.periode or "zonder jaar")


def _table(library: Library, indicator: Indicator, caption: str, head: str, rows: list[Observation], row_name: Callable[[Observation], str]) -> Table:
    bases = {row.gebied_basis for row in rows} - {"inwoners", "onbekend"}

    def column(row: Observation) -> str:
        area = library.label(row.gebied, "gebieden", "gemeenten")
        return f"{area} ({library.label(row.gebied_basis, 'gebied_basis').lower()})" if bases and row.gebied_basis in bases else area

    brussels = frozenset({"brussels-hoofdstedelijk-gewest", "brussel-stad-en-elsene"} | set(library.lists["gemeenten"]))
    columns = tuple(dict.fromkeys(column(row) for row in sorted(rows, key=lambda row: row.gebied not in brussels)))
    cells: dict[str, dict[str, list[Observation]]] = {}
    for row in rows:
        cells.setdefault(row_name(row), {}).setdefault(column(row), []).append(row)
    shown = ((name, tuple(_different(found.get(title, [])) for title in columns)) for name, found in cells.items())
    ordered = sorted(shown, key=lambda line: line[0]) if head == "Periode" else shown
    return Table(indicator, caption, head, columns, any(row.gebied in brussels for row in rows), tuple(ordered))


def _different(rows: list[Observation]) -> tuple[Observation, ...]:
    """The observations with different values; what two sources agree on is shown once."""
    return tuple({row.waarde: row for row in reversed(rows)}.values())[::-1]
