"""Reads the table that a statistics service sends, saved from Excel as CSV, and says check by check whether it can be
used.

It takes what Excel writes in Belgium: semicolons (or commas, or tabs), a decimal comma, marks between thousands, UTF-8,
UTF-16 or Windows-1252, empty columns and rows at the end. The report is a table of named checks, passed or not, each
with the row and the column to mend, after the data screener of Explore education statistics
(https://github.com/dfe-analytical-services/eesyscreener).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from macros.library.models.fields import Known
from macros.library.models.observations import COLUMNS, MAX_BYTES, Row, observations
from macros.library.text.problems import MOST, Problem, hint, printable

COUNTS = ("teller", "noemer")
NUMBERS = ("waarde", *COUNTS)

CHECKS = {
    "bestand": "Het bestand is een CSV-bestand met rijen",
    "kolommen": "De kolommen zijn die van een cijfer",
    "vorm": "Elke rij heeft alleen cellen onder een kolom",
    "getal": "Elk getal is te lezen",
    "dubbelzinnig": "Elk getal kan maar één ding betekenen",
    "waarde": "Elke waarde kan (percentage van 0 tot 100, teller gedeeld door noemer)",
    "sleutel": "Elk getal staat er één keer",
    "woord": "Gebieden en vlaggen staan in de lijsten",
    "verwijzing": "Indicatoren en bronnen zijn beschreven",
    "rest": "De andere cellen kloppen",
}
"""Check -> what it says to the sender when it passes, in the order of the report."""

CHECK_OF = {
    "": "sleutel",
    "gebied": "woord",
    "gebied_basis": "woord",
    "vlag": "woord",
    "indicator": "verwijzing",
    "bron": "verwijzing",
}
"""Column -> check, for what the library says of a row."""
CHECK_OF |= dict.fromkeys(NUMBERS, "waarde")

NO_TABLE = (
    (b"PK\x03\x04", "dit is een Excel-bestand; kies in Excel 'Opslaan als' en dan 'CSV UTF-8'"),
    (b"\xd0\xcf\x11\xe0", "dit is een oud Excel-bestand; kies in Excel 'Opslaan als' en dan 'CSV UTF-8'"),
    (b"%PDF", "dit is een pdf; vraag de tabel als CSV of Excel"),
)

SPACES = re.compile("[ \u00a0\u2009\u202f]")
GROUPED = r"[1-9][0-9]{0,2}(?:%s[0-9]{3})+"
ENDING = r"(?:%s([0-9]+))?"


@dataclass(frozen=True)
class Check:
    """One line of the report."""

    name: str
    """What the file has when the check passes."""
    faults: tuple[Problem, ...] = ()
    """Where it fails; `line` is the row as Excel numbers it, the header being row 1."""
    skipped: bool = False
    """Whether an earlier fault kept the check from being made."""

    @property
    def passed(self) -> bool:
        """Whether the check was made and found nothing."""
        return not self.faults and not self.skipped


@dataclass(frozen=True)
class Screening:
    """A file that was sent: its rows as our CSV wants them, and what the checks say."""

    rows: tuple[Row, ...]
    """Rows under our columns, numbers with a point; only to be used when everything passed."""
    checks: tuple[Check, ...]

    @property
    def passed(self) -> bool:
        """Whether every check passed."""
        return all(check.passed for check in self.checks)

    def lines(self) -> list[str]:
        """The report in Dutch: every check, and under a failed one each row and column."""
        lines: list[str] = []
        for check in self.checks:
            lines.append(f"{'niet bekeken' if check.skipped else 'in orde' if check.passed else 'FOUT':13}{check.name}")
            for fault in check.faults[:MOST]:
                place = ", ".join(
                    [*([f"rij {fault.line}"] if fault.line else []), *([f"kolom {fault.field}"] if fault.field else [])]
                )
                lines.append(f"    {printable(': '.join(part for part in (place, fault.message) if part))}")
            if len(check.faults) > MOST:
                lines.append(f"    en nog {len(check.faults) - MOST}")
        return lines


def screen(raw: bytes, indicators: frozenset[str], known: Known) -> Screening:
    """Read and check a file that was sent; `indicators` are those the figure defines, `known` what the library knows.

    Nothing is raised for a bad file: every fault stands in the report.
    """
    return _Reading(indicators, known).screening(raw)


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
    return "_".join(re.split(r"[\s_-]+", name.strip().casefold()))


@dataclass
class _Reading:
    """One pass over a file: collects faults per check."""

    indicators: frozenset[str]
    known: Known
    faults: dict[str, list[Problem]] = field(default_factory=lambda: {check: [] for check in CHECKS})
    blamed: set[tuple[int, str]] = field(default_factory=set)
    """Cells that have their fault already; what the library says of their absence would only confuse."""

    def screening(self, raw: bytes) -> Screening:
        try:
            records = _records(_text(raw))
        except ValueError as error:
            self.say("bestand", 0, "", str(error))
            return self.report((), made=1)
        head = next(place for place, cells in enumerate(records) if any(cells))
        names = self.columns(head + 1, records[head])
        if self.faults["kolommen"]:
            return self.report((), made=2)
        filled = [(number, cells) for number, cells in enumerate(records[head + 1 :], head + 2) if any(cells)]
        rows = [Row(number, self.row(number, names, cells)) for number, cells in filled]
        by_time = sorted(rows, key=lambda row: row.cells["periode"])  # a sender may have them in any order
        for problem in observations(by_time, self.indicators, "", self.known)[1]:
            if (problem.line, problem.field) not in self.blamed:
                self.faults[CHECK_OF.get(problem.field, "rest")].append(problem)
        return self.report(tuple(rows))

    def say(self, check: str, row: int, column: str, message: str) -> None:
        self.faults[check].append(Problem("", row, column, message))

    def report(self, rows: tuple[Row, ...], made: int = len(CHECKS)) -> Screening:
        """What was found; the checks after the first `made` were not made."""
        checks = [
            Check(name, tuple(sorted(self.faults[check])), skipped=place >= made)
            for place, (check, name) in enumerate(CHECKS.items())
        ]
        return Screening(rows, tuple(checks))

    def columns(self, number: int, header: list[str]) -> list[str]:
        """Our name of each column, empty for one without a name."""
        names = [_column(name) for name in header]
        if not set(names) & set(COLUMNS):
            self.say(
                "kolommen",
                number,
                "",
                f"geen enkele kolom is bekend; zet boven de cijfers alleen deze namen: {', '.join(COLUMNS)}",
            )
            return names
        for column in COLUMNS:
            if names.count(column) != 1:
                self.say("kolommen", number, column, "staat er twee keer" if column in names else "ontbreekt")
        for name, shown in zip(names, header, strict=True):
            if name and name not in COLUMNS:
                self.say("kolommen", number, shown, f"hoort er niet{hint(name, COLUMNS)}")
        return names

    def row(self, number: int, names: list[str], cells: list[str]) -> Mapping[str, str]:
        """The cells under our columns, numbers with a point."""
        for place, cell in enumerate(cells):
            if cell and not (place < len(names) and names[place]):
                self.say(
                    "vorm",
                    number,
                    "",
                    f"'{cell}' staat in kolom {place + 1}, en die heeft geen naam; staat er een scheidingsteken "
                    "te veel?",
                )
        found = dict.fromkeys(COLUMNS, "") | {name: cell for name, cell in zip(names, cells, strict=False) if name}
        found["vlag"] = " ".join(re.split(r"[\s,;]+", found["vlag"])).strip()
        return found | dict(self.numbers(number, found))

    def numbers(self, row: int, cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        for column in NUMBERS:
            if not cells[column]:
                continue
            try:
                yield (
                    column,
                    plain_number(
                        cells[column], whole=column in COUNTS, percentage=column == "waarde" and cells["eenheid"] == "%"
                    ),
                )
            except ValueError as error:
                self.say("dubbelzinnig" if isinstance(error, Ambiguous) else "getal", row, column, str(error))
                self.blamed.add((row, column))
                yield column, ""
