"""Reads the CSV in which Eurostat sends a table (SDMX-CSV 1.0) into cells: one value with its codes and its status.

Format: https://github.com/sdmx-twg/sdmx-csv, and Eurostat's guide "SDMX2.1 API - data query",
https://ec.europa.eu/eurostat/web/user-guides/data-browser/api-data-access/api-detailed-guidelines/sdmx2-1/data-query
"""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from macros.library.models.fields import NUMBER
from macros.library.text.problems import MOST, printable

FLAGS = {"b": "breuk", "u": "onbetrouwbaar", "e": "raming", "f": "raming", "i": "raming", "p": "raming", "s": "raming"}
"""Letter of Eurostat -> word of our list. Capitals are other letters: `p` is provisional, `P` is secret.

The letters: "Flags" on https://ec.europa.eu/eurostat/web/main/data/database; `i` was `s`, `m` was `z` and `C` was `c`
before 27 January 2025.
"""

WITHHELD = "cCN"
"""Letters that say why there is no value: confidential, or not for publication."""

IMPOSSIBLE = "mz"
"""Letters that say that a value cannot exist, so that nothing is missing."""

_NEEDED = ("DATAFLOW", "TIME_PERIOD", "OBS_VALUE", "OBS_FLAG")
"""Columns of every table; the others are its dimensions."""
OPTIONAL = ("LAST UPDATE", "CONF_STATUS")

NO_VALUE = ("", ":")


class AnswerError(Exception):
    """An answer that is not the table that was asked for; `lines` says why, in Dutch, everything at once."""

    def __init__(self, *lines: str) -> None:
        first = [*lines[:MOST], *([f"en nog {len(lines) - MOST}"] if len(lines) > MOST else [])]
        self.lines = tuple(map(printable, first))
        super().__init__("\n".join(self.lines))


class SdmxRow(NamedTuple):
    """A row of the table that has a value, or a status that says why it has none."""

    codes: Mapping[str, str]
    """Dimension -> code, in the order of the answer."""
    period: str
    value: Decimal | None
    status: str
    """Letters as Eurostat gives them, those on confidentiality last: `bu` say; empty for an ordinary value."""

    @property
    def flags(self) -> tuple[str, ...]:
        """The status in words of our list, each once."""
        words = [FLAGS[letter] for letter in self.status if letter in FLAGS]
        return tuple(dict.fromkeys([*words, *(["ontbreekt"] if self.value is None else [])]))

    @property
    def unknown(self) -> str:
        """The letters for which our list has no word."""
        withheld = WITHHELD if self.value is None else ""
        return "".join(letter for letter in self.status if letter not in FLAGS and letter not in withheld)


@dataclass(frozen=True)
class Dataset:
    """A table as Eurostat answered it."""

    id: str
    """Name of the table in lower case, empty when it has no rows."""
    dimensions: Mapping[str, tuple[str, ...]]
    """Dimension -> its codes, all in the order of the answer."""
    cells: tuple[SdmxRow, ...]
    """Row by row; a row without a value and without a reason for it is left out."""


def read_dataset(raw: bytes) -> Dataset:
    """The table in an answer; raises `AnswerError` for an error of Eurostat, a web page or a wrong form."""
    try:
        text = raw.decode("utf-8-sig")
        refuse_errors(text)
        header, *records = csv.reader(io.StringIO(text, newline=""), strict=True)
    except (UnicodeDecodeError, csv.Error):
        raise AnswerError("het antwoord is geen CSV") from None
    except ValueError:
        raise AnswerError("het antwoord is leeg") from None
    missing = [column for column in _NEEDED if column not in header]
    if missing or len(set(header)) != len(header):
        raise AnswerError(
            f"het antwoord is geen SDMX-CSV van Eurostat; deze kolommen ontbreken: {', '.join(missing)}"
            if missing
            else "het antwoord is geen SDMX-CSV van Eurostat; er staat een kolom twee keer in"
        )
    names = [column for column in header if column not in (*_NEEDED, *OPTIONAL)]
    if faults := list(_faults(header, names, records)):
        raise AnswerError(*faults)
    rows = [dict(zip(header, cells, strict=True)) for cells in records]
    table = re.search(r"([^:()]+)(?:\(|$)", rows[0]["DATAFLOW"]) if rows else None
    codes = {name: tuple(dict.fromkeys(row[name] for row in rows)) for name in names}
    cells = tuple(cell for row in rows if (cell := _cell(row, names)))
    return Dataset(table[1].casefold() if table else "", codes, cells)


def refuse_errors(text: str) -> None:
    """Raise `AnswerError` for what comes as XML: a fault of Eurostat, a receipt for an answer that is made later, or a
    web page.
    """
    if not text.lstrip().startswith("<"):
        return
    code, message = (re.search(f"<{tag}>([^<]*)<", text) for tag in ("faultcode", "faultstring"))
    if message and not message[1].startswith("ASYNCHRONOUS"):
        raise AnswerError(f"Eurostat geeft fout{f' {code[1]}' if code else ''}: {html.unescape(message[1])[:200]}")
    if message or "<queued>" in text:
        raise AnswerError("Eurostat maakt dit antwoord later klaar; probeer het over enkele minuten opnieuw")
    raise AnswerError("het antwoord is een webpagina, geen cijfers")


def _faults(header: list[str], names: list[str], records: list[list[str]]) -> Iterator[str]:
    """What is wrong with the rows, one line per fault; the header is row 1."""
    first: dict[tuple[str, ...], int] = {}
    for number, cells in enumerate(records, 2):
        if len(cells) != len(header):
            yield f"rij {number} heeft {len(cells)} kolommen; het zijn er {len(header)}"
            continue
        row = dict(zip(header, cells, strict=True))
        value = row["OBS_VALUE"]
        if value not in NO_VALUE and not NUMBER.fullmatch(value):
            yield f"rij {number}: '{value[:50]}' is geen getal"
        key = (*(row[name] for name in names), row["TIME_PERIOD"])
        if first.setdefault(key, number) != number:
            yield f"rij {number} gaat over hetzelfde als rij {first[key]}"


def _cell(row: Mapping[str, str], names: list[str]) -> SdmxRow | None:
    """The cell of a row, or None when nothing is said there, or nothing can be."""
    value = None if row["OBS_VALUE"] in NO_VALUE else Decimal(row["OBS_VALUE"])
    status = "".join((row["OBS_FLAG"] + row.get("CONF_STATUS", "")).split())
    if value is None and (not status or set(status) & set(IMPOSSIBLE)):
        return None
    return SdmxRow({name: row[name] for name in names}, row["TIME_PERIOD"], value, status)
