"""Models as tables for people with a spreadsheet: a row for each, and a table of its own for what one has more of, such
as the offers of a partner.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from macros.library.models.base import Model
from macros.library.models.describe import Description, describe
from macros.outputs.csv_files import CsvValue

BETWEEN = " | "
"""Stands between the values of a list in one cell."""
ITEM = "fiche"
"""The column in every further table that says to which row of the first one it belongs."""
_TYPES = {int: "integer", Decimal: "number", date: "date"}
"""What a value is for a Table Schema; the rest is text."""


@dataclass(frozen=True)
class Column:
    """A column of a table."""

    name: str
    type: str = "string"
    help: str = ""


@dataclass
class DataTable:
    """A table with its rows."""

    name: str
    about: str
    key: tuple[str, ...]
    """The columns that together tell one row from every other."""
    columns: list[Column]
    rows: list[list[CsvValue]] = field(default_factory=list)


_ID = Column("id", help="Vaste naam.")


def tables(name: str, model: type[Model], items: Iterable[tuple[str, Model]]) -> list[DataTable]:
    """The items (id and model) as tables: the first has a row per item, and `<name>-<field>` a row for each model in
    that field.

    In a further table the first columns lead back to the row it belongs to, and then comes its number there, from 1, or
    its key.
    """
    sheets: dict[str, DataTable] = {}
    _declare(sheets, name, model, (_ID,))
    for id, item in items:
        _fill(sheets, name, item, (id,))
    return list(sheets.values())


def _declare(sheets: dict[str, DataTable], name: str, model: type[Model], keys: tuple[Column, ...]) -> None:
    own = [column for column, _ in _own(model, keys)]
    sheets[name] = DataTable(
        name, " ".join((model.__doc__ or "").split()), tuple(key.name for key in keys), [*keys, *own]
    )
    back = (
        (Column(ITEM, help=f"De vaste naam (id) van de rij in de tabel '{name}'."), *keys[1:])
        if len(keys) == 1
        else keys
    )
    for key, inner in _further(model):
        _declare(
            sheets, f"{name}-{key}", inner, (*back, Column(key, help="Het hoeveelste, vanaf 1, of de vaste naam."))
        )


def _fill(sheets: dict[str, DataTable], name: str, item: Model, keys: tuple[str | int, ...]) -> None:
    sheets[name].rows.append([*keys, *(_cell(item, way) for _, way in _own(type(item), keys))])
    for key, _ in _further(type(item)):
        value = getattr(item, key)
        for place, part in value.items() if isinstance(value, dict) else enumerate(value, 1):
            _fill(sheets, f"{name}-{key}", part, (*keys, place))


def _own(model: type[Model], keys: Sequence[object]) -> Iterable[tuple[Column, tuple[str, ...]]]:
    """The columns behind the key; in the first table the key is the id."""
    return ((column, way) for column, way in _columns(model) if len(keys) > 1 or column.name != _ID.name)


@cache
def _columns(model: type[Model]) -> tuple[tuple[Column, tuple[str, ...]], ...]:
    """The columns of a model, and by which fields one comes to the value; a model in a field has its columns beside the
    others.
    """
    columns: list[tuple[Column, tuple[str, ...]]] = []
    for name, described in describe(model).items():
        key = described.key
        if not described.models:
            columns.append((Column(key, _type(described), described.help), (name,)))
        elif not described.is_many:
            inside = _columns(described.models[0])
            columns += [(replace(column, name=f"{key}.{column.name}"), (name, *way)) for column, way in inside]
    return tuple(columns)


@cache
def _further(model: type[Model]) -> tuple[tuple[str, type[Model]], ...]:
    """The fields that hold more than one model."""
    fields = [described for described in describe(model).values() if described.is_many]
    return tuple((described.name, inner) for described in fields for inner in described.models)


def _cell(item: Any, way: tuple[str, ...]) -> CsvValue:
    for name in way:
        item = getattr(item, name, None)
    if not isinstance(item, tuple | dict):
        return item  # type: ignore[no-any-return]
    if not item:
        return None
    if isinstance(item, dict) or any(isinstance(part, tuple) for part in item):
        return json.dumps(item, ensure_ascii=False)
    return BETWEEN.join(map(str, item))


def _type(described: Description) -> str:
    if described.is_many:
        return "string"
    return next((_TYPES[part] for part in described.types if part in _TYPES), "string")
