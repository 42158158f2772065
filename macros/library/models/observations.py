"""The numbers of a figure: one row of its CSV file is one observation, with source, area, period and flags."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import ValidationError

from macros.library.models.base import Fault, Model
from macros.library.models.fields import Cell, Count, Id, In, Known, Number, Text, To
from macros.library.text.problems import MOST, Problem, hint

SCHOOL_YEAR = re.compile(r"([0-9]{4})-([0-9]{4})")
PERIOD = re.compile(r"[0-9]{4}|[0-9]{4}-[0-9]{4}|[0-9]{4}-(0[1-9]|1[0-2])|[0-9]{4}/[0-9]{4}")
MAX_BYTES = 1024 * 1024
LONGEST_CELL = 131_072
"""Characters; what Python's reader lets through, unless another library in the process told it otherwise."""


class Observation(Model):
    """Eén getal."""

    indicator: Id
    """Indicator (id) uit het YAML-bestand."""
    periode: str = ""
    """Jaar 2015, schooljaar 2015-2016, maand 2019-07, gemiddelde over jaren 2009/2018, of leeg met een opmerking."""
    gebied: Annotated[str, In("gebieden", "gemeenten")]
    """Gebied."""
    gebied_basis: Annotated[str, In("gebied_basis")]
    """Of het om school, woonplaats of inwoners gaat."""
    bevolking: Text
    """Over wie het gaat."""
    uitsplitsing: Text
    """Waarop uitgesplitst is, of 'totaal'."""
    categorie: Text
    """Categorie van de uitsplitsing."""
    waarde: Number | None = None
    """Het getal, met een punt."""
    eenheid: Text
    """Eenheid."""
    teller: Count | None = None
    """Teller, waar bekend."""
    noemer: Count | None = None
    """Noemer, waar bekend."""
    bron: Annotated[str, To("bronnen")]
    """Bron (id)."""
    vindplaats: Cell = ""
    """Waar het in de bron staat."""
    vlag: tuple[Annotated[str, In("vlaggen")], ...]
    """Woorden uit de lijst, met een spatie ertussen."""
    opmerking: Cell = ""
    """Wat een lezer bij dit getal moet weten."""

    def rules(self, known: Known) -> Iterator[Fault]:
        """A known form of period, not in the future but for an estimate, a percentage between 0 and 100, and numerator
        ÷ denominator = value.
        """
        school_year = SCHOOL_YEAR.fullmatch(self.periode)
        if self.periode and not PERIOD.fullmatch(self.periode):
            yield "periode", f"'{self.periode}' is geen periode; schrijf 2015, 2015-2016, 2019-07 of 2009/2018"
        elif school_year and int(school_year[2]) != int(school_year[1]) + 1:
            yield "periode", f"'{self.periode}' is geen schooljaar; een schooljaar loopt van een jaar naar het volgende"
        elif self.periode[:4] > str(known.today.year) and "raming" not in self.vlag:
            yield "periode", f"{self.periode} moet nog komen; kijk het jaar na, of zet de vlag 'raming'"
        elif not self.periode and not self.opmerking:
            yield "periode", "leeg; zeg in 'opmerking' waarom"
        if self.waarde is None and "ontbreekt" not in self.vlag:
            yield "waarde", "leeg; zet de vlag 'ontbreekt' als het getal niet bekend is"
        if self.waarde is None:
            return
        if self.eenheid == "%" and not 0 <= self.waarde <= 100:
            yield "waarde", f"{self.waarde} % kan niet; een percentage ligt tussen 0 en 100"
        if self.eenheid == "%" and self.teller is not None and self.noemer:
            computed = Decimal(self.teller) * 100 / Decimal(self.noemer)
            step = Decimal(1).scaleb(int(self.waarde.as_tuple().exponent))
            if abs(computed - self.waarde) > step / 2 + Decimal("0.0001"):
                yield (
                    "waarde",
                    f"{self.waarde} klopt niet met teller ÷ noemer: {self.teller} ÷ {self.noemer} = {computed:.2f} %",
                )

    @property
    def key(self) -> tuple[str, ...]:
        """What the number is about, its source left out."""
        return tuple(getattr(self, column) for column in ABOUT)


COLUMNS = tuple(Observation.model_fields)
ABOUT = ("indicator", "periode", "gebied", "gebied_basis", "bevolking", "uitsplitsing", "categorie", "eenheid")
"""Columns that say what a number is about."""
KEY = (*ABOUT, "bron")
"""The same, and who says it; two rows of a file differ in one of them."""


class Row(NamedTuple):
    """A row as typed, with its line in the file."""

    line: int
    cells: Mapping[str, str]


def read_rows(path: Path, shown: str) -> tuple[list[Row], list[Problem]]:
    """The rows of a CSV file as text, and what is wrong with its form."""
    if path.stat().st_size > MAX_BYTES:
        return [], [
            Problem(shown, 0, "", f"groter dan {MAX_BYTES // 1024 // 1024} MB; een cijferbestand is nooit zo groot")
        ]
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return [], [
            Problem(
                shown, raw[: error.start].count(b"\n") + 1, "", "geen UTF-8; bewaar het bestand opnieuw als CSV UTF-8"
            )
        ]
    if "\0" in text:
        return [], [
            Problem(shown, text[: text.index("\0")].count("\n") + 1, "", "er staat een onzichtbaar stuurteken (NUL) in")
        ]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    problems: list[Problem] = []
    start = 1
    try:
        header = next(reader, [])
        if tuple(header) != COLUMNS:
            return [], [Problem(shown, 1, "", _wrong_header(header))]
        start = reader.line_num + 1
        for cells in reader:
            if max(map(len, cells), default=0) > LONGEST_CELL:
                raise csv.Error
            if len(cells) != len(COLUMNS):
                problems.append(Problem(shown, start, "", _wrong_width(cells)))
            else:
                rows.append(Row(start, dict(zip(COLUMNS, (cell.strip() for cell in cells), strict=True))))
            if len(problems) > MOST:
                break
            start = reader.line_num + 1
    except csv.Error:
        problems.append(Problem(shown, start, "", "deze rij is niet te lezen; kijk naar de aanhalingstekens"))
    return rows, problems


def column_faults(header: list[str]) -> list[str]:
    """What is wrong with the names above the columns, whatever their order: one Dutch line each."""
    if not set(header) & set(COLUMNS):
        return [f"geen enkele kolom is bekend; zet boven de cijfers alleen deze namen: {', '.join(COLUMNS)}"]
    missing = [f"kolom '{column}' ontbreekt" for column in COLUMNS if column not in header]
    double = [f"kolom '{column}' staat er twee keer" for column in COLUMNS if header.count(column) > 1]
    unknown = [f"kolom '{name}' hoort er niet{hint(name, COLUMNS)}" for name in header if name not in COLUMNS]
    return [*missing, *double, *unknown]


def _wrong_header(header: list[str]) -> str:
    if len(header) == 1 and ";" in header[0]:
        return (
            "de kolommen zijn gescheiden met puntkomma's, zoals Excel dat doet; zet er komma's, of wijzig het "
            "bestand in je browser"
        )
    in_order = ",".join(COLUMNS)
    return "; ".join(column_faults(header)) or f"de kolommen staan in een andere volgorde; zo hoort het: {in_order}"


def _wrong_width(cells: list[str]) -> str:
    """What is wrong with a row of another width than the columns, and the likely reason."""
    count = f"{len(cells)} {'kolom' if len(cells) == 1 else 'kolommen'}; er horen er {len(COLUMNS)}"
    if not any(cells):
        return "lege regel; haal ze weg"
    if sum(cell.count(";") for cell in cells) >= len(COLUMNS) // 2:
        return f"{count}; zet komma's tussen de kolommen, geen puntkomma's"
    if len(cells) < len(COLUMNS):
        return f"{count}; zet ook voor elk leeg vak een komma"
    place = COLUMNS.index("waarde")
    if len(cells) == len(COLUMNS) + 1 and all(cell.isdecimal() for cell in cells[place : place + 2]):
        return f"{count}; schrijf het getal met een punt: {'.'.join(cells[place : place + 2])}"
    return f'{count}; zet een tekst waar een komma in staat tussen ", en schrijf getallen met een punt'


def observations(
    rows: list[Row], indicators: frozenset[str], shown: str, known: Known
) -> tuple[list[Observation], list[Problem]]:
    """Typed observations, and what is wrong with them; `indicators` are those the figure defines. Reading ends at a row
    with more faults than are told.
    """
    numbers: list[Observation] = []
    problems: list[Problem] = []
    lines: list[int] = []
    for line, cells in rows:
        if len(problems) > MOST:
            break
        try:
            numbers.append(Observation.model_validate({**cells, "vlag": tuple(cells["vlag"].split())}, context=known))
            lines.append(line)
        except ValidationError as error:
            problems += [Problem(shown, line, column, message) for column, message in _said(error)]
        if cells["indicator"] not in indicators and cells["indicator"]:
            problems.append(
                Problem(
                    shown,
                    line,
                    "indicator",
                    f"'{cells['indicator']}' staat niet bij 'indicatoren' in het "
                    f"YAML-bestand{hint(cells['indicator'], indicators)}",
                )
            )
    return numbers, [
        *problems,
        *_doubles(numbers, lines, shown),
        *_almost_the_same(numbers, lines, shown),
        *_out_of_order(numbers, lines, shown),
    ]


def _said(error: ValidationError) -> Iterator[tuple[str, str]]:
    for details in error.errors(include_url=False):
        context = details.get("ctx", {})
        if details["type"] == "rules":
            for column, message in context["faults"]:
                yield str(column), message
        else:
            message = context.get(
                "message",
                "leeg; dit veld is verplicht" if details["type"] == "missing" else "deze waarde past hier niet",
            )
            yield str(details["loc"][0]), message + context.get("near", str)()


def _doubles(numbers: list[Observation], lines: list[int], shown: str) -> Iterator[Problem]:
    """The same key twice is an error; the same but for the source asks for a flag when the values differ."""
    first: dict[tuple[str, ...], tuple[Observation, int]] = {}
    seen: dict[tuple[str, ...], int] = {}
    for row, line in zip(numbers, lines, strict=True):
        exact = (*row.key, row.bron)
        if exact in seen:
            same = f"staat al op regel {seen[exact]}: zelfde indicator, periode, gebied, groep en bron"
            yield Problem(shown, line, "", f"{same}; pas de periode aan, of haal een van beide rijen weg")
            continue
        seen[exact] = line
        other, where = first.setdefault(row.key, (row, line))
        if other.waarde != row.waarde and not ("tegenspraak" in row.vlag and "tegenspraak" in other.vlag):
            yield Problem(
                shown,
                line,
                "vlag",
                f"een andere waarde dan regel {where} ({other.waarde}) voor hetzelfde; zet bij beide de vlag "
                "'tegenspraak'",
            )


def _almost_the_same(numbers: list[Observation], lines: list[int], shown: str) -> Iterator[Problem]:
    """A word that differs from one above it in capitals or spaces only would start a series of its own."""
    columns = ("bevolking", "uitsplitsing", "categorie", "eenheid")
    written: dict[tuple[str, str], int] = {}
    for row, line in zip(numbers, lines, strict=True):
        for column in columns:
            written.setdefault((column, getattr(row, column)), line)
    first: dict[tuple[str, str], tuple[str, int]] = {}
    for (column, word), line in written.items():
        before, where = first.setdefault((column, "".join(word.split()).casefold()), (word, line))
        if word != before:
            yield Problem(
                shown, line, column, f"'{word}' lijkt op '{before}' (regel {where}); schrijf het overal hetzelfde"
            )


def _out_of_order(numbers: list[Observation], lines: list[int], shown: str) -> Iterator[Problem]:
    """The numbers of one series run from early to late, so that a reader of the file sees what is missing."""
    newest: dict[tuple[str, ...], tuple[str, int]] = {}
    for row, line in zip(numbers, lines, strict=True):
        series = (row.indicator, *row.key[2:])
        before, where = newest.get(series, ("", line))
        if row.periode and row.periode < before:
            yield Problem(
                shown,
                line,
                "periode",
                f"{row.periode} staat na {before} (regel {where}); zet een reeks op volgorde van tijd",
            )
        newest[series] = max((before, where), (row.periode, line))
