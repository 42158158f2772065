"""Tables as CSV: one form for scripts, one that opens well in a Dutch Excel."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from macros.library.models.figures import Figure
from macros.library.models.observations import COLUMNS

_MARK = "'"
"""Stands before a text in the file for Excel that a spreadsheet would otherwise change; no part of the text."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
MONTH = "(jan|feb|mrt|maa|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)[a-z]*"
CHANGED = re.compile(
    r"[€$]? ?[\d.,:/\- ]*\d[\d.,:/\- ]*%?"  # dates, times, fractions, amounts
    r"|\d+([.,]\d+)?e[+-]?\d+"
    rf"|\d{{1,2}}[-/. ]*{MONTH}\.?([-/. ]+\d{{1,4}})?|{MONTH}\.?[-/. ]*\d{{1,4}}"
    r"|waar|onwaar|true|false",
    re.IGNORECASE,
)
"""Text of which a spreadsheet makes a date, a number or a truth value."""
KEPT = re.compile(r"[1-9]\d{0,14}|\d{4}[-/]\d{4}")
"""What `CHANGED` covers too, but what a spreadsheet shows as it is: a year, a school year, years from and to."""


CsvValue = str | int | Decimal | date | None
_Rows = Iterable[Sequence[CsvValue]]


def plain_csv(columns: Sequence[str], rows: _Rows) -> bytes:
    """RFC 4180 with line feeds, decimal point, UTF-8; nothing stands where nothing is known."""
    return _csv(columns, rows, str, ",", "\n").encode()


def for_excel(columns: Sequence[str], rows: _Rows) -> bytes:
    """As Excel with Dutch settings reads a table: semicolon, decimal comma, byte order mark, CRLF.

    A number stays a number and a day a day. `MARK` stands before a text that would become a formula, a date or a
    number, and before a text that begins with that mark itself; taking one mark away gives the text back
    (`from_excel`). CWE-1236 asks for the same mark.
    """
    return _csv(columns, rows, _excel_cell, ";", "\r\n").encode("utf-8-sig")


def from_excel(text: str) -> str:
    """The text as it was before `excel_csv` marked it."""
    return text.removeprefix(_MARK)


def observations_csv(figure: Figure) -> bytes:
    """The rows of a figure with the columns of its source file, values as typed."""
    return plain_csv(COLUMNS, _observations(figure))


def excel_csv(figure: Figure) -> bytes:
    """The same rows for Excel."""
    return for_excel(COLUMNS, _observations(figure))


def _observations(figure: Figure) -> Iterable[list[CsvValue]]:
    for row in figure.rows:
        values = (getattr(row, column) for column in COLUMNS)
        yield [" ".join(value) if isinstance(value, tuple) else value for value in values]


def _csv(columns: Sequence[str], rows: _Rows, shown: Callable[[Any], str], delimiter: str, end: str) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator=end)
    writer.writerow(columns)
    writer.writerows(["" if value is None else shown(value) for value in row] for row in rows)
    return text.getvalue()


def _excel_cell(value: str | int | Decimal | date) -> str:
    if not isinstance(value, str):
        return str(value).replace(".", ",")
    changed = CHANGED.fullmatch(value) and not KEPT.fullmatch(value)
    return f"{_MARK}{value}" if changed or value.startswith((*FORMULA, _MARK)) else value
