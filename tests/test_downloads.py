"""What somebody who downloads figures can count on: the same numbers in every file, each column explained, each source
named.
"""

from __future__ import annotations

import csv
import io
import json
import re
import time
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from conftest import real_library

from macros.editing.language import passages_of_pages
from macros.library import Library, read_library
from macros.library.models.figures import Figure
from macros.outputs.archives import archive
from macros.outputs.csv_files import excel_csv, from_excel, observations_csv
from macros.outputs.downloads import downloads

ROOT = Path(__file__).parent.parent
FIGURES = sorted(path.stem for path in (ROOT / "data" / "cijfers").glob("*.yml"))
NUMBERS = ("waarde", "teller", "noemer")


@pytest.fixture(scope="module")
def library() -> Library:
    return real_library()


@pytest.fixture(params=FIGURES)
def figure(library: Library, request: pytest.FixtureRequest) -> Figure:
    return library.of(Figure)[request.param]


def plain_rows(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode(), newline="")))


def excel_rows(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";"))


def package(library: Library, figure: Figure) -> Any:
    return json.loads(downloads(library, figure)["datapackage.json"])


def readme(library: Library, figure: Figure) -> str:
    """The text on one line."""
    return " ".join(downloads(library, figure)["leesmij.txt"].decode("utf-8-sig").split())


def with_cells(library: Library, **cells: str) -> Figure:
    """A figure with these cells in its first row."""
    figure = library.of(Figure)[FIGURES[0]].model_copy()
    figure._rows = (figure.rows[0].model_copy(update=cells), *figure.rows[1:])
    return figure


def test_the_plain_file_holds_what_editors_typed(figure: Figure) -> None:
    typed = plain_rows((ROOT / figure.source).with_suffix(".csv").read_bytes())
    assert plain_rows(observations_csv(figure)) == [
        {column: cell.strip() for column, cell in row.items()} for row in typed
    ]


def test_the_file_for_excel_holds_the_same_values(figure: Figure) -> None:
    back = [
        {column: cell.replace(",", ".") if column in NUMBERS else from_excel(cell) for column, cell in row.items()}
        for row in excel_rows(excel_csv(figure))
    ]
    assert back == plain_rows(observations_csv(figure))


def test_the_file_for_excel_has_the_form_that_a_dutch_excel_expects(figure: Figure) -> None:
    body = excel_csv(figure)
    assert body.startswith(b"\xef\xbb\xbfindicator;periode;")
    assert body.endswith(b"\r\n")
    assert body.count(b"\n") == body.count(b"\r\n") == len(figure.rows) + 1
    for row in excel_rows(body):
        for column in NUMBERS:
            assert re.fullmatch(r"(-?[0-9]+(,[0-9]+)?)?", row[column]), row[column]


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+32 2 512", "-5 tot 10", "@school", "'s ochtends"),
        *(
            "2019-07",
            "1-5",
            "12/19",
            "3.4",
            "1.234",
            "0012",
            "18:30",
            "5 %",
            "€ 5",
            "1e5",
            "1 mei",
            "mei 2017",
            "12-mrt-17",
            "WAAR",
        ),
    ],
)
def test_a_text_that_excel_would_change_is_marked(library: Library, text: str) -> None:
    """As a formula it could even do harm; as a date it would be another text."""
    figure = with_cells(library, opmerking=text)
    shown = excel_rows(excel_csv(figure))[0]["opmerking"]
    assert shown == f"'{text}"
    assert from_excel(shown) == text
    assert plain_rows(observations_csv(figure))[0]["opmerking"] == text


@pytest.mark.parametrize(
    "text",
    ["2015", "tabel 3", "1-5 jaar", "in mei gemeten", "meisjes", "%", "Rond 2015; daarna niet", 'De bron zegt "ja"'],
)
def test_a_text_that_excel_leaves_alone_is_not_marked(library: Library, text: str) -> None:
    assert excel_rows(excel_csv(with_cells(library, opmerking=text)))[0]["opmerking"] == text


@pytest.mark.parametrize(
    ("period", "shown"),
    [("2015", "2015"), ("2014-2015", "2014-2015"), ("2009/2018", "2009/2018"), ("2019-07", "'2019-07")],
)
def test_only_a_month_is_marked_as_a_period(library: Library, period: str, shown: str) -> None:
    figure = with_cells(library, periode=period)
    assert excel_rows(excel_csv(figure))[0]["periode"] == shown


def test_the_package_knows_its_file_by_size_and_hash(library: Library, figure: Figure) -> None:
    (resource,) = package(library, figure)["resources"]
    body = downloads(library, figure)[resource["path"]]
    assert resource["bytes"] == len(body)
    assert resource["hash"] == f"sha256:{sha256(body).hexdigest()}"


def test_every_column_is_described(library: Library, figure: Figure) -> None:
    fields = package(library, figure)["resources"][0]["schema"]["fields"]
    assert [field["name"] for field in fields] == list(plain_rows(observations_csv(figure))[0])
    text = readme(library, figure)
    for field in fields:
        assert field["title"]
        assert field["description"].endswith(".")
        assert f"{field['name']} {field['description']}" in text


def test_the_numbers_keep_what_the_package_says_of_them(library: Library, figure: Figure) -> None:
    """Required, pattern, list, bounds and key, read from the package alone."""
    schema = package(library, figure)["resources"][0]["schema"]
    rows = plain_rows(observations_csv(figure))
    for field in schema["fields"]:
        rule = field.get("constraints", {})
        for row in rows:
            cell = row[field["name"]]
            if cell in field.get("missingValues", schema["missingValues"]):
                assert not rule.get("required"), field["name"]
                continue
            assert re.fullmatch(rule.get("pattern", ".*"), cell, re.DOTALL), cell
            assert cell in rule.get("enum", [cell])
            if field["type"] != "string":
                assert {"number": float, "integer": int}[field["type"]](cell) >= rule.get("minimum", float("-inf"))
                assert float(cell) <= rule.get("maximum", float("inf"))
        if "categories" in field:
            assert [category["value"] for category in field["categories"]] == rule["enum"]
            assert len({category["label"] for category in field["categories"]}) == len(rule["enum"])
    keys = [tuple(row[column] for column in schema["primaryKey"]) for row in rows]
    assert len(set(keys)) == len(keys) > 0


def test_two_indicators_with_one_name_get_no_labels(library: Library) -> None:
    """The standard wants the labels of a column to differ."""
    figure = with_cells(library)
    same = figure.model_copy(
        update={
            "indicatoren": {id: one.model_copy(update={"naam": "Uitval"}) for id, one in figure.indicatoren.items()}
        }
    )
    first, second = (package(library, one)["resources"][0]["schema"]["fields"][0] for one in (figure, same))
    assert first["constraints"] == second["constraints"]
    assert "categories" in first
    assert "categories" not in second


def test_the_package_says_of_whom_it_is_when_it_was_checked_and_what_is_allowed(
    library: Library, figure: Figure
) -> None:
    told = package(library, figure)
    assert told["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert (told["name"], told["title"]) == (figure.id, figure.naam)
    assert told["licenses"][0]["name"] == "CC-BY-4.0"
    assert told["contributors"][0]["title"] == library.network.naam
    assert told["nagekeken_op"] == figure.nagekeken_op.isoformat()
    assert [int(part) for part in told["version"].split(".")] == [
        figure.nagekeken_op.year,
        figure.nagekeken_op.month,
        figure.nagekeken_op.day,
    ]
    assert {indicator["id"]: indicator["definitie"] for indicator in told["indicatoren"]} == {
        id: one.definitie for id, one in figure.indicatoren.items()
    }


def test_every_source_of_a_number_is_named(library: Library, figure: Figure) -> None:
    named = {source["bron"]: source for source in package(library, figure)["sources"]}
    text = readme(library, figure)
    assert set(named) == {row.bron for row in figure.rows}
    for id, source in named.items():
        assert source["title"] == library.sources[id].title
        assert source.get("path", "") in source["verwijzing"]
        assert f"{id} {source['verwijzing']}" in text


def test_the_words_of_the_readme_are_read_for_spelling() -> None:
    """Also where they stand in a template: nobody else looks at them."""
    words = [passage.text for passage in passages_of_pages(ROOT) if passage.path.endswith("/leesmij.txt")]
    assert "Zet er het adres bij waar je het bestand vond." in words
    assert not any("{" in text for text in words)


def test_the_readme_says_what_a_number_means_and_what_it_does_not(library: Library, figure: Figure) -> None:
    text = readme(library, figure)
    flags = library.lists["vlaggen"]
    said = [
        figure.kort,
        *figure.tegenspraak,
        *figure.ontbreekt,
        library.network.naam,
        "CC-BY-4.0",
        f"{len(figure.rows)} getallen",
    ]
    for one in figure.indicatoren.values():
        said += [
            one.naam,
            one.definitie,
            *one.breuken,
            *one.voorbehoud,
            *filter(None, (one.teller, one.noemer, one.bevolking, one.methode)),
        ]
    for flag in {flag for row in figure.rows for flag in row.vlag}:
        said += [f"{flag} {flags[flag].label}. {library.meaning(flag, 'vlaggen')}"]
    day = figure.nagekeken_op
    said += [f"Nagekeken op {day.day}/{day.month}/{day.year}"]
    for line in said:
        assert " ".join(line.split()) in text


def test_two_runs_give_the_same_bytes_whatever_the_clock_says(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = everything(library)
    later = time.time() + 100_000_000
    monkeypatch.setattr(time, "time", lambda: later)
    assert everything(read_library(ROOT)) == first


def everything(library: Library) -> dict[str, bytes]:
    files = {
        f"{figure.id}/{name}": (figure.nagekeken_op, body)
        for figure in library.of(Figure).values()
        for name, body in downloads(library, figure).items()
    }
    return {"zip": archive(files), **{path: body for path, (_, body) in files.items()}}


def test_every_download_has_its_address_and_the_zip_file_holds_the_same_bytes(site: Path, library: Library) -> None:
    expected = set()
    for id in FIGURES:
        names = (f"{id}.csv", f"{id}-excel.csv", "datapackage.json", "leesmij.txt")
        expected |= {f"{id}/{name}" for name in names}
    with ZipFile(site / "cijfers" / "cijfers.zip") as packed:
        assert packed.namelist() == sorted(expected)
        assert packed.testzip() is None
        for member in packed.infolist():
            assert packed.read(member) == (site / "cijfers" / member.filename).read_bytes()
            checked = library["cijfers"][member.filename.split("/")[0]].nagekeken_op
            assert member.date_time == (checked.year, checked.month, checked.day, 0, 0, 0)
