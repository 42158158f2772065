"""Reads the table that a statistics service sends, saved from Excel as CSV, and says where it must be mended.

It takes what Excel writes in Belgium: semicolons (or commas, or tabs), a decimal comma, marks between thousands, UTF-8,
UTF-16 or Windows-1252, columns in any order, empty columns and rows at the end. What is left is checked as a file of
our own.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass

from macros.library.models.fields import Known
from macros.library.models.observations import COLUMNS, MAX_BYTES, Row, column_faults, observations
from macros.library.text.problems import MOST, Problem, printable

COUNTS = ("teller", "noemer")
NUMBERS = ("waarde", *COUNTS)

NO_TABLE = (
    (b"PK\x03\x04", "dit is een Excel-bestand; kies in Excel 'Opslaan als' en dan 'CSV UTF-8'"),
    (b"\xd0\xcf\x11\xe0", "dit is een oud Excel-bestand; kies in Excel 'Opslaan als' en dan 'CSV UTF-8'"),
    (b"%PDF", "dit is een pdf; vraag de tabel als CSV of Excel"),
)

SPACES = re.compile("[ \u00a0\u2009\u202f]")
GROUPED = r"[1-9][0-9]{0,2}(?:%s[0-9]{3})+"
ENDING = r"(?:%s([0-9]+))?"


@dataclass(frozen=True)
class Screening:
    """A file that was sent: its rows as our CSV wants them, and what is wrong with it."""

    rows: tuple[Row, ...]
    """Rows under our columns, numbers with a point; none when the file or its columns are wrong."""
    faults: tuple[Problem, ...]
    """By row, as Excel numbers them, and column."""

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    def lines(self) -> list[str]:
        """The report in Dutch: one line for each fault, with its row and column."""
        if self.passed:
            return [f"In orde: {len(self.rows)} {'rij' if len(self.rows) == 1 else 'rijen'}."]
        lines = [_line(fault) for fault in self.faults[:MOST]]
        if len(self.faults) > MOST:
            lines.append(f"en nog {len(self.faults) - MOST}")
        if not self.rows and self.faults[0].line:
            lines.append("De rijen zijn nog niet nagekeken; verbeter eerst dit.")
        return lines


def screen(raw: bytes, indicators: frozenset[str], known: Known) -> Screening:
    """Read and check a file that was sent; `indicators` are those the figure defines, `known` what the library knows.

    Nothing is raised for a bad file: every fault stands in the report.
    """
    try:
        records = _records(_text(raw))
    except ValueError as error:
        return Screening((), (Problem("", 0, "", str(error)),))
    (above, header), *filled = [(number, cells) for number, cells in enumerate(records, 1) if any(cells)]
    names = [_column(name) for name in header]
    if wrong := column_faults([name for name in names if name]):
        return Screening((), tuple(Problem("", above, "", message) for message in wrong))
    read = [_row(number, names, cells) for number, cells in filled]
    rows = [row for row, _ in read]
    by_time = sorted(rows, key=lambda row: row.cells["periode"])  # a sender may have them in any order
    _, checked = observations(by_time, indicators, "", known)
    faults = [fault for _, of_row in read for fault in of_row]
    # a number that could not be read has its fault: that it is missing now would only confuse
    unread = {(fault.line, fault.field) for fault in faults if fault.field}
    faults += [fault for fault in checked if (fault.line, fault.field) not in unread]
    return Screening(tuple(rows), tuple(sorted(faults)))


def _line(fault: Problem) -> str:
    """A fault as its sender finds it in Excel."""
    place = [f"rij {fault.line}"] if fault.line else []
    place += [f"kolom {fault.field}"] if fault.field else []
    return printable(": ".join(part for part in (", ".join(place), fault.message) if part))


class Ambiguous(ValueError):
    """A number that may be two."""


def plain_number(text: str, whole: bool = False, percentage: bool = False) -> str:
    """A number as Excel shows it, as our CSV wants it: `1 234,5` -> `1234.5`.

    `1.234` and `1,234` may be 1234 or 1.234: raises `Ambiguous` with a question, unless the number must be `whole`, or
    is a `percentage`, which 1234 cannot be. Raises `ValueError` with a Dutch reason when it is no number.
    """
    number = text.strip().replace("\u2212", "-")
    if percentage:
        number = number.removesuffix("%").rstrip()
    sign = number[:1] if number[:1] in ("-", "+") else ""
    number = number[len(sign) :]
    for space in set(SPACES.findall(number)):
        if not re.fullmatch(GROUPED % re.escape(space) + ENDING % "[.,]", number):
            raise ValueError(f"'{text}' is geen getal; de spaties staan niet tussen duizendtallen")
        number = number.replace(space, "")
    if re.fullmatch(r"[1-9][0-9]{0,2}[.,][0-9]{3}", number):
        thousands, decimal = re.sub("[.,]", "", number), number.replace(",", ".")
        if not whole and not percentage:
            comma = decimal.replace(".", ",")
            raise Ambiguous(
                f"'{text}' kan {thousands} zijn of {comma}; schrijf {thousands}, of {comma}0 als er een komma "
                "bedoeld is"
            )
        number = thousands if whole else decimal
    elif found := re.fullmatch(f"({GROUPED % '[.]'}){ENDING % ','}|({GROUPED % ','}){ENDING % '[.]'}", number):
        start, end = (found[1], found[2]) if found[1] else (found[3], found[4])
        number = re.sub("[.,]", "", start) + (f".{end}" if end else "")
    elif re.fullmatch(r"[0-9]+[.,][0-9]+", number):
        number = number.replace(",", ".")
    if not re.fullmatch(r"[0-9]{1,15}(\.[0-9]{1,15})?", number):
        flag = "" if whole else ", en zet dan de vlag 'ontbreekt'"
        raise ValueError(f"'{text}' is geen getal; laat de cel leeg als je het niet weet{flag}")
    if whole and "." in number:
        raise ValueError(f"'{text}' is geen heel getal")
    return sign.replace("+", "") + number


def _text(raw: bytes) -> str:
    """The file as text; raises `ValueError` with a Dutch reason."""
    if not raw.strip():
        raise ValueError("het bestand is leeg")
    if len(raw) > MAX_BYTES:
        raise ValueError(f"groter dan {MAX_BYTES // 1024 // 1024} MB; een cijferbestand is nooit zo groot")
    for start, message in NO_TABLE:
        if raw.startswith(start):
            raise ValueError(message)
    encodings = ("utf-16",) if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise ValueError("er staat een onzichtbaar stuurteken (NUL) in")
        return text
    raise ValueError("de letters zijn niet te lezen; kies in Excel 'Opslaan als' en dan 'CSV UTF-8'")


def _records(text: str) -> list[list[str]]:
    """The cells per row, for the separator that gives the most of our columns; raises `ValueError` with a
    Dutch reason.
    """
    skipped = bool(re.match(r"sep=.\r?\n", text))  # a line for Excel itself
    start = text.index("\n") + 1 if skipped else 0
    try:
        headers = {mark: next(csv.reader(io.StringIO(text[start:], newline=""), delimiter=mark), []) for mark in ";,\t"}
        mark = max(
            headers,
            key=lambda mark: (len({_column(name) for name in headers[mark]} & set(COLUMNS)), len(headers[mark])),
        )
        reader = csv.reader(io.StringIO(text[start:], newline=""), delimiter=mark, strict=True)
        records = [*([[]] if skipped else []), *([cell.strip() for cell in cells] for cells in reader)]
    except csv.Error:
        raise ValueError("het bestand is niet te lezen als CSV; kijk naar de aanhalingstekens") from None
    if sum(any(cells) for cells in records) < 2:
        raise ValueError("er staan geen rijen met cijfers in")
    return records


def _column(name: str) -> str:
    """Our name of a column that a sender names a little otherwise, or the name as it was sent."""
    column = "_".join(re.split(r"[\s_-]+", name.strip().casefold()))
    return column if column in COLUMNS else name.strip()


def _row(number: int, names: list[str], cells: list[str]) -> tuple[Row, list[Problem]]:
    """The cells under our columns, numbers with a point, and what cannot be placed or read."""
    faults: list[Problem] = []
    named = [*names, *[""] * (len(cells) - len(names))]
    for place, (name, cell) in enumerate(zip(named, cells, strict=False), 1):
        if cell and not name:
            message = f"'{cell}' staat in kolom {place}, en die heeft geen naam; staat er een scheidingsteken te veel?"
            faults.append(Problem("", number, "", message))
    row = dict.fromkeys(COLUMNS, "") | {name: cell for name, cell in zip(names, cells, strict=False) if name}
    row["vlag"] = " ".join(re.split(r"[\s,;]+", row["vlag"])).strip()
    for column in NUMBERS:
        percentage = column == "waarde" and row["eenheid"] == "%"
        try:
            row[column] = row[column] and plain_number(row[column], column in COUNTS, percentage)
        except ValueError as error:
            faults.append(Problem("", number, column, str(error)))
            row[column] = ""
    return Row(number, row), faults
