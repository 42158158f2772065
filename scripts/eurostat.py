"""Fetches the tables of Eurostat that feed our figures, shows what they would change, and writes it with `--write`.

    python scripts/eurostat.py [TABLE ...] [--write] [--root DIR]

Nothing is written unless every table that was asked for answered well and every new file passes the check of the
library. The API:
https://ec.europa.eu/eurostat/web/user-guides/data-browser/api-data-access/api-detailed-guidelines/sdmx2-1/data-query
"""

from __future__ import annotations

import http.client
import re
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # the project is not installed

from macros.console import Parser, show_everything
from macros.editing.numbers.changes import Cells, Changes, check_with, compare_rows, key, read_sheet, save
from macros.editing.numbers.sdmx_csv import FLAGS, AnswerError, Dataset, SdmxRow, read_dataset
from macros.library import DataError, Library, Problem, read_library
from macros.library.models.figures import Figure
from macros.library.text.problems import hint

API = "https://ec.europa.eu/eurostat/api/dissemination/sdmx/2.1/data"
AGENT = "samen-tegen-schooluitval/1.0 (cijfers vernieuwen)"
TIMEOUT = 60
MAX_BYTES = 20 * 1024 * 1024

AREAS = {
    "BE": "belgie",
    "BE10": "brussels-hoofdstedelijk-gewest",
    "BE2": "vlaams-gewest",
    "BE3": "waals-gewest",
    "EU27_2020": "eu27-2020",
}
SEXES = {"T": "totaal", "M": "mannen", "F": "vrouwen"}


@dataclass(frozen=True)
class Table:
    """A table of Eurostat: what is asked of it, and what that is on the site."""

    figure: str
    source: str
    """Id in `data/bronnen.yml`."""
    asked: Mapping[str, tuple[str, ...]]
    """Dimension -> codes, in the order of the table: the address and `vindplaats` name them in it."""
    indicators: Mapping[str, tuple[str, str]]
    """Code of the age -> indicator of the figure, and its population."""
    split: str = "geslacht"
    """`uitsplitsing` of the rows."""
    controls: str = ""
    """Source whose rows this table only controls; nothing is written then."""


TABLES = {
    "edat_lfse_16": Table(
        figure="esl-18-24-lfs",
        source="eurostat-edat-lfse-16",
        asked={"freq": ("A",), "unit": ("PC",), "sex": tuple(SEXES), "age": ("Y18-24",), "geo": tuple(AREAS)},
        indicators={"Y18-24": ("esl-18-24-lfs", "18-24 jaar")},
    ),
    "edat_lfse_14": Table(
        figure="esl-18-24-lfs",
        source="eurostat-edat-lfse-14",
        asked={
            "freq": ("A",),
            "sex": tuple(SEXES),
            "wstatus": ("POP",),
            "unit": ("PC",),
            "age": ("Y18-24",),
            "geo": ("BE", "EU27_2020"),
        },
        indicators={"Y18-24": ("esl-18-24-lfs", "18-24 jaar")},
        controls="eurostat-edat-lfse-16",
    ),
    "edat_lfse_22": Table(
        figure="neet",
        source="eurostat-edat-lfse-22",
        asked={
            "freq": ("A",),
            "sex": ("T",),
            "age": ("Y15-24", "Y15-29", "Y18-24"),
            "training": ("NO_FE_NO_NFE",),
            "wstatus": ("NEMP",),
            "unit": ("PC",),
            "geo": tuple(AREAS),
        },
        indicators={
            "Y15-24": ("neet-15-24", "15-24 jaar"),
            "Y15-29": ("neet-15-29", "15-29 jaar"),
            "Y18-24": ("neet-18-24", "18-24 jaar"),
        },
        split="totaal",
    ),
    "lfst_r_lfu3rt": Table(
        figure="jeugdwerkloosheid-15-24",
        source="eurostat-lfst-r-lfu3rt",
        asked={
            "freq": ("A",),
            "isced11": ("TOTAL",),
            "sex": ("T",),
            "age": ("Y15-24",),
            "unit": ("PC",),
            "geo": tuple(AREAS),
        },
        indicators={"Y15-24": ("jeugdwerkloosheid-15-24", "beroepsbevolking 15-24 jaar")},
    ),
}


@dataclass(frozen=True)
class Update:
    """The CSV file of a figure with the changes that a table brings."""

    path: Path
    text: str
    changes: Changes
    problems: tuple[Problem, ...]
    """Why the new text may not be written."""


def address(name: str) -> str:
    """Where the API answers with the asked part of a table; codes have no letters that an address must escape."""
    asked = ".".join("+".join(codes) for codes in TABLES[name].asked.values())
    return f"{API}/{name}/{asked}?format=SDMX-CSV&compressed=false"


def fetch(url: str) -> bytes:
    """What the API answers, an error of its own too; raises `AnswerError` when nothing readable comes back."""
    request = urllib.request.Request(url, headers={"User-Agent": AGENT})
    try:
        status, raw = read_answer(request)
    except (OSError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", error)
        raise AnswerError(
            f"Eurostat antwoordt niet ({reason or type(error).__name__}); kijk je verbinding na of probeer het "
            "later opnieuw"
        ) from None
    if status >= 400 and b"<faultstring>" not in raw:
        raise AnswerError(f"Eurostat antwoordt met fout {status}; probeer het later opnieuw")
    if len(raw) > MAX_BYTES:
        raise AnswerError(f"het antwoord is groter dan {MAX_BYTES // 1024 // 1024} MB")
    return raw


def read_answer(request: urllib.request.Request) -> tuple[int, bytes]:
    """Status and text of an answer; an error of the API has a text too. Raises `AnswerError` when the end is missing:
    half a table looks like a smaller one.
    """
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
            raw = answer.read(MAX_BYTES + 1)
            if answer.length and len(raw) <= MAX_BYTES:
                raise AnswerError("het antwoord is halverwege afgebroken; probeer het later opnieuw")
            return answer.status, raw
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(MAX_BYTES + 1)


def refuse_other(name: str, dataset: Dataset) -> None:
    """Raise `AnswerError` when the answer is not just what was asked of the table."""
    if not any(cell.value is not None for cell in dataset.cells):
        raise AnswerError("het antwoord bevat geen enkel getal")
    if dataset.id != name:
        raise AnswerError(f"het antwoord is tabel {dataset.id}")
    if faults := list(differences(TABLES[name].asked, dataset)):
        raise AnswerError(*faults)


def differences(asked: Mapping[str, tuple[str, ...]], dataset: Dataset) -> Iterator[str]:
    """What the answer has that was not asked, and the other way round: one Dutch line each."""
    for dimension, codes in asked.items():
        answered = dataset.dimensions.get(dimension)
        if answered is None:
            yield f"dimensie '{dimension}' ontbreekt in het antwoord; er staat: {', '.join(dataset.dimensions)}"
        elif set(answered) != set(codes):
            yield (f"dimensie '{dimension}': gevraagd is {', '.join(codes)}, het antwoord heeft {', '.join(answered)}")
    for dimension, codes in dataset.dimensions.items():
        if dimension not in asked and len(codes) > 1:
            yield f"dimensie '{dimension}' is nieuw en heeft {len(codes)} codes; zeg in TABLES welke je wilt"
    periods = dict.fromkeys(cell.period for cell in dataset.cells)
    if strange := [period for period in periods if not re.fullmatch("[0-9]{4}", period)]:
        yield f"kolom 'TIME_PERIOD' bevat iets anders dan jaren: {', '.join(strange[:3])}"


def rows_of(name: str, dataset: Dataset) -> list[tuple[Cells, SdmxRow]]:
    """The rows that a table gives, each with the cell it comes from, in series and by year."""
    table = TABLES[name]
    order = {dimension: {code: place for place, code in enumerate(codes)} for dimension, codes in table.asked.items()}
    cells = sorted(
        dataset.cells,
        key=lambda cell: (*(order[dimension][cell.codes[dimension]] for dimension in order), cell.period),
    )
    return [(row_of(table, cell), cell) for cell in cells]


def row_of(table: Table, cell: SdmxRow) -> Cells:
    """One row of the CSV file."""
    indicator, population = table.indicators[cell.codes["age"]]
    return {
        "indicator": indicator,
        "periode": cell.period,
        "gebied": AREAS[cell.codes["geo"]],
        "gebied_basis": "inwoners",
        "bevolking": population,
        "uitsplitsing": table.split,
        "categorie": SEXES[cell.codes["sex"]],
        "waarde": "" if cell.value is None else one_decimal(cell.value),
        "eenheid": "%",
        "teller": "",
        "noemer": "",
        "bron": table.controls or table.source,
        "vindplaats": f"rij {','.join(cell.codes[dimension] for dimension in table.asked)}",
        "vlag": " ".join(cell.flags),
        "opmerking": "",
    }


def one_decimal(value: Decimal) -> str:
    """A value as these tables print it: `19` as `19.0`, more digits kept."""
    return f"{value:.1f}" if int(value.as_tuple().exponent) > -1 else f"{value:f}"


def with_own_words(new: Cells, old: Cells | None) -> Cells:
    """A row of Eurostat with what we said ourselves of the same number: the remark, and flags that Eurostat does not
    give.
    """
    if old is None:
        return new
    own = [flag for flag in old["vlag"].split() if flag not in {*FLAGS.values(), "ontbreekt"}]
    return {**new, "opmerking": old["opmerking"], "vlag": " ".join([*new["vlag"].split(), *own])}


def lacking(name: str, library: Library) -> list[str]:
    """What must be described in `data/` before a table can feed its figure; nobody but an editor can write a
    definition.
    """
    table = TABLES[name]
    figure = library.of(Figure).get(table.figure)
    if figure is None:
        return [f"beschrijf eerst het cijfer '{table.figure}' in data/cijfers/{table.figure}.yml"]
    missing = [indicator for indicator, _ in table.indicators.values() if indicator not in figure.indicatoren]
    lines = [f"beschrijf eerst de indicator '{indicator}' in data/cijfers/{table.figure}.yml" for indicator in missing]
    source = table.controls or table.source
    return lines if source in library.sources else [*lines, f"beschrijf eerst de bron '{source}' in data/bronnen.yml"]


def update(root: Path, table: Table, rows: list[Cells]) -> Update:
    """The file of the figure with these rows, and what is wrong with it."""
    shown = f"data/cijfers/{table.figure}.csv"
    sheet = read_sheet(root / shown, shown)
    before = {key(cells): cells for cells in sheet.cells}
    indicators = {indicator for indicator, _ in table.indicators.values()}
    changes = compare_rows(
        sheet.cells,
        [with_own_words(cells, before.get(key(cells))) for cells in rows],
        lambda cells: cells["bron"] == table.source and cells["indicator"] in indicators,
    )
    text = sheet.with_changes(changes)
    return Update(root / shown, text, changes, check_with(root, shown, text))


def control(root: Path, table: Table, rows: list[Cells]) -> Iterator[str]:
    """What a table says of rows that come from another one."""
    shown = f"data/cijfers/{table.figure}.csv"
    ours = {key(cells): cells["waarde"] for cells in read_sheet(root / shown, shown).cells}
    both = [(cells, ours[key(cells)]) for cells in rows if ours.get(key(cells)) and cells["waarde"]]
    different = [(cells, value) for cells, value in both if Decimal(cells["waarde"]) != Decimal(value)]
    yield (
        f"alleen controle van {table.controls}: {len(both) - len(different)} gelijk, {len(different)} "
        f"verschillend, {len(rows) - len(both)} alleen hier"
    )
    for cells, value in different:
        yield (
            f"! {cells['periode']}, {cells['gebied']}, {cells['categorie']}: {value} in ons bestand, "
            f"{cells['waarde']} hier"
        )


def refresh(name: str, root: Path) -> Update | None:
    """Fetch one table and print what it says; gives the new file, or None when the table only controls. Raises
    `AnswerError`.
    """
    dataset = read_dataset(fetch(address(name)))
    refuse_other(name, dataset)
    fresh = rows_of(name, dataset)
    rows = [cells for cells, _ in fresh]
    table = TABLES[name]
    if table.controls:
        say(name, *control(root, table, rows))
        return None
    changed = update(root, table, rows)
    say(f"{name} -> data/cijfers/{table.figure}.csv", *changed.changes.lines())
    for cells, cell in fresh:
        if cell.unknown:
            say(
                f"  let op: {cells['periode']}, {cells['gebied']}, {cells['categorie']} heeft '{cell.unknown}' "
                "bij Eurostat; daar is geen vlag voor"
            )
    return changed


def say(head: str, *lines: str) -> None:
    """Print a line and what belongs under it."""
    print(head)
    for line in lines:
        print(f"  {line}")


def run(names: list[str], root: Path, write: bool) -> int:
    """Refresh these tables, or all that can be when there are none; 1 and one Dutch line per fault on stderr when
    something is wrong.
    """
    try:
        library = read_library(root)
    except DataError as error:
        print(error, "Los dit eerst op.", sep="\n", file=sys.stderr)
        return 1
    faults = [
        f"{name}: die tabel kennen we niet{hint(name, TABLES) or '; kies uit: ' + ', '.join(TABLES)}"
        for name in names
        if name not in TABLES
    ]
    updates: list[Update] = []
    for name in [] if faults else names or TABLES:
        if todo := lacking(name, library):
            if names:
                faults += [f"{name}: {line}" for line in todo]
            else:
                say(f"{name}: overgeslagen", *todo)
            continue
        try:
            changed = refresh(name, root)
        except AnswerError as error:
            faults += [f"{name}: {line}" for line in error.lines]
            continue
        if changed:
            updates.append(changed)
            faults += [str(problem) for problem in changed.problems]
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        print("Niets geschreven.", file=sys.stderr)
        return 1
    wanted = [changed for changed in updates if changed.changes.any]
    for changed in wanted if write else []:
        save(changed.path, changed.text)
    if wanted:
        print(
            "Geschreven. Lees het verschil na, en zet 'nagekeken_op' en de breuken in het YAML-bestand juist."
            if write
            else "Met --write schrijf je dit weg."
        )
    return 0


class Command(Parser):
    """The command of this script."""

    how = "python scripts/eurostat.py [TABEL ...] [--write] [--root MAP]"


def main(arguments: list[str] | None = None) -> int:
    """Run the command; the exit code tells whether all was well."""
    show_everything()
    parser = Command(
        prog="python scripts/eurostat.py",
        description="Haal de cijfers van Eurostat opnieuw op en toon wat er verandert.",
    )
    parser.add_argument("tables", nargs="*", metavar="tabel", help=", ".join(TABLES))
    parser.add_argument("--write", action="store_true", help="schrijf de wijzigingen weg")
    parser.add_argument("--root", type=Path, default=Path(), help="map van het project")
    given = parser.parse_args(arguments)
    return run(given.tables, given.root, given.write)


if __name__ == "__main__":
    sys.exit(main())
