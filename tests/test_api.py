"""What a program can count on: every answer holds what the files in `data/` hold, has the form of its schema, and
answers at its address.
"""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from conftest import HOST, SUB_PATH, real_library
from frictionless import validate
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from macros.library import DataError, Library, read_library
from macros.library.models.entries import KINDS
from macros.outputs.api import api
from macros.outputs.csv_files import from_excel
from macros.outputs.downloads import downloads
from macros.outputs.spreadsheets import BETWEEN, ITEM

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 24)
SINGLE = {
    "begrippen": ("begrippen.yml", "begrippen"),
    "bronnen": ("bronnen.yml", "references"),
    "doelstellingen": ("doelstellingen.yml", "doelstellingen"),
    "hulplijnen": ("hulplijnen.yml", "hulplijnen"),
    "rollen": ("rollen.yml", "rollen"),
    "verwijzing": ("verwijzing.yml", "wegen"),
    "zelftest": ("zelftest.yml", "stellingen"),
}


@pytest.fixture(scope="module")
def library() -> Library:
    return real_library()


@pytest.fixture(scope="module")
def files(library: Library) -> dict[str, bytes]:
    return {path: body for path, _, body in api(library)}


@pytest.fixture(scope="module")
def answers(files: dict[str, bytes]) -> dict[str, Any]:
    """Path within the API -> answer."""
    return {
        path.removeprefix("api/v1/").removesuffix(".json"): json.loads(body)
        for path, body in files.items()
        if path.endswith(".json")
    }


def typed(path: Path) -> Any:
    """A file of an editor, every value as it was typed."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def is_told(given: Any, told: Any) -> bool:
    """Whether an answer holds all that was typed: keys, lists in order, text with its white space taken together,
    numbers by value.
    """
    if isinstance(given, dict):
        return isinstance(told, dict) and all(
            is_told(value, told.get(key)) for key, value in given.items() if value not in ("", None)
        )
    if isinstance(given, list):
        return isinstance(told, list) and len(given) == len(told) and all(map(is_told, given, told))
    if isinstance(told, list):  # one word stands for a list of one
        return len(told) == 1 and is_told(given, told[0])
    if isinstance(told, int | float):
        return float(given) == told
    return " ".join(str(given).split()) == " ".join(str(told).split()) or str(given).replace(" ", "") == str(
        told
    ).replace(" ", "")


@pytest.mark.parametrize("kind", KINDS)
def test_entries_are_told_with_every_field_that_was_typed(kind: str, answers: dict[str, Any]) -> None:
    """By themselves and in the list of their kind, and no fewer or more than there are files."""
    paths = sorted((ROOT / "data" / kind).glob("*.yml"))
    in_list = {entry["id"]: entry for entry in answers[kind]["fiches"]}
    assert sorted(in_list) == sorted(path.stem for path in paths)
    assert answers[kind]["aantal"] == len(paths)
    for path in paths:
        assert answers[f"{kind}/{path.stem}"] == in_list[path.stem]
        for key, value in typed(path).items():
            assert is_told(value, in_list[path.stem][key]), (
                f"{path.name}: {key}: {value!r} -> {in_list[path.stem][key]!r}"
            )


@pytest.mark.parametrize(("name", "file", "key"), [(name, *where) for name, where in SINGLE.items()])
def test_data_of_one_file_are_told(name: str, file: str, key: str, answers: dict[str, Any]) -> None:
    """The glossary, sources, goals, help lines, roles, referral paths and self-check."""
    given = typed(ROOT / "data" / file)[key]
    assert answers[name]["aantal"] == len(given)
    told = answers[name]["fiches"]
    by_id = {item["id"]: item for item in told if "id" in item} or {
        item.get("term") or item.get("nummer"): item for item in told
    }
    for item in given:
        assert is_told(item, by_id[item.get("id") or item.get("term") or item.get("nummer")]), item


def test_neighbours_are_told_both_ways(answers: dict[str, Any]) -> None:
    """Who is named also names."""
    for kind in KINDS:
        for entry in answers[kind]["fiches"]:
            for other, ids in entry["buren"].items():
                assert all(entry["id"] in answers[f"{other}/{id}"]["buren"][kind] for id in ids)


def test_every_answer_has_the_form_of_its_schema(answers: dict[str, Any]) -> None:
    """And the schema is one: what is not in it is refused by none, but a missing key is."""
    for name, answer in answers.items():
        if name.startswith("schema/"):
            Draft202012Validator.check_schema(answer)
            continue
        kind, _, id = name.partition("/")
        if name != "datapackage":
            Draft202012Validator(answers[f"schema/{kind}-fiche" if id else f"schema/{kind}"]).validate(answer)
            assert not Draft202012Validator(answers[f"schema/{kind}-fiche" if id else f"schema/{kind}"]).is_valid({})


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"soort": "speeltuin"}, "a word that is in no list"),
        ({"aanbod": "veel"}, "text for a list"),
        ({"leeftijd_van": "twaalf"}, "a word for a number"),
    ],
    ids=["woord", "lijst", "getal"],
)
def test_schema_refuses_what_is_not_so(change: dict[str, Any], why: str, answers: dict[str, Any]) -> None:
    """A schema that lets everything through helps nobody."""
    assert not Draft202012Validator(answers["schema/partners-fiche"]).is_valid(
        {**next(answers[name] for name in answers if name.startswith("partners/")), **change}
    ), why


def test_schema_tells_what_each_field_means(answers: dict[str, Any]) -> None:
    """In the words that editors get."""
    fields = answers["schema/partners"]["$defs"]["Partner"]["properties"]
    assert [name for name, field in fields.items() if not field.get("description")] == []
    assert "preventie" in answers["schema/partners"]["$defs"]["Offer"]["properties"]["pijlers"]["items"]["enum"]


def addresses(answer: Any) -> set[str]:
    """Every address in an answer of the API's own."""
    if isinstance(answer, dict):
        return set().union(*map(addresses, answer.values()))
    if isinstance(answer, list):
        return set().union(*map(addresses, answer))
    return {answer} if isinstance(answer, str) and answer.startswith(HOST) else set()


def test_every_address_in_the_index_answers_in_the_built_site(site: Path) -> None:
    """Also those in the answers: pages, and files of figures."""
    index = json.loads((site / "api/v1/index.json").read_text(encoding="utf-8"))
    found = addresses(index)
    assert len(found) > 300
    for kind in index["soorten"]:
        answer = json.loads((site / urlsplit(kind["adres"]).path.removeprefix(SUB_PATH)).read_text(encoding="utf-8"))
        assert answer["aantal"] == kind["aantal"]
        found |= addresses(answer)
    missing = [address for address in found if not (site / urlsplit(address).path.removeprefix(SUB_PATH)).exists()]
    assert missing == []


def rows(body: bytes, *, excel: bool) -> list[dict[str, str]]:
    text = body.decode("utf-8-sig" if excel else "utf-8")
    found = [*csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if excel else ",", strict=True)]
    return [{key: from_excel(cell) for key, cell in row.items()} for row in found] if excel else found


def cell_is(cell: str, value: Any, *, excel: bool) -> bool:
    """Whether a cell shows the value of an answer."""
    if value is None or value == []:
        return cell == ""
    if isinstance(value, list):
        return [float(part) if isinstance(value[0], int | float) else part for part in cell.split(BETWEEN)] == value
    if isinstance(value, int | float):
        return float(cell.replace(",", ".") if excel else cell) == value
    return bool(cell == value)


@pytest.mark.parametrize("excel", [False, True], ids=["csv", "excel"])
@pytest.mark.parametrize("kind", KINDS)
def test_tables_hold_what_the_answers_hold(
    kind: str, excel: bool, files: dict[str, bytes], answers: dict[str, Any]
) -> None:
    """Every entry a row with its fields, and every offer, address, source, step or effect a row in its own table."""
    end = "-excel.csv" if excel else ".csv"
    entries = answers[kind]["fiches"]
    first = rows(files[f"api/v1/{kind}{end}"], excel=excel)
    assert [row["id"] for row in first] == [entry["id"] for entry in entries]
    for row, entry in zip(first, entries, strict=True):
        for column, cell in row.items():
            value: Any = entry
            for key in column.split("."):
                value = (value or {}).get(key)
            assert cell_is(cell, value, excel=excel), f"{entry['id']}: {column}: {cell!r} -> {value!r}"
    listed = next(told for told in answers["index"]["soorten"] if told["soort"] == kind)["csv"]
    names = [address.removeprefix(f"api/v1/{kind}").removesuffix(".csv").removeprefix("-") for address in listed]
    for field in [name for name in names if name and "-" not in name]:
        found = rows(files[f"api/v1/{kind}-{field}{end}"], excel=excel)
        given = [
            (entry["id"], part)
            for entry in entries
            for part in (entry[field].values() if isinstance(entry[field], dict) else entry[field])
        ]
        assert [row[ITEM] for row in found] == [id for id, _ in given]
        for row, (_, part) in zip(found, given, strict=True):
            assert all(
                cell_is(cell, part[column], excel=excel)
                for column, cell in row.items()
                if column in part and not isinstance(part[column], dict)
            )


def test_packages_are_accepted_by_frictionless(library: Library, files: dict[str, bytes], tmp_path: Path) -> None:
    """That of all tables, and that of every figure: types, keys and references hold."""
    packages = [tmp_path / "api/v1/datapackage.json"]
    for path, body in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(body)
    for figure in library["cijfers"].values():
        (tmp_path / figure.id).mkdir()
        packages.append(tmp_path / figure.id / "datapackage.json")
        for name, body in downloads(library, figure).items():  # type: ignore[arg-type]
            (tmp_path / figure.id / name).write_bytes(body)
    for package in packages:
        report = validate(str(package))
        assert report.valid, report.flatten(["type", "note"])


@given(
    text=st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=60)
    | st.sampled_from(["=1+1", "'07", "a;b", 'zei "ja"', "</script>"])
)
def test_text_of_an_editor_reads_back(text: str, small_site: Path) -> None:
    """Whatever it is, in JSON and in both tables."""
    path = small_site / "data" / "partners" / "hulp.yml"
    partner = {**typed(path), "volgende_stap": text}
    path.write_text(yaml.safe_dump(partner, allow_unicode=True), encoding="utf-8")
    try:
        told = {path: body for path, _, body in api(read_library(small_site, today=TODAY))}
    except DataError:
        return
    shown = " ".join(text.split())
    assert " ".join((json.loads(told["api/v1/partners/hulp.json"])["volgende_stap"] or "").split()) == shown
    for excel in (False, True):
        by_id = {row["id"]: row for row in rows(told[f"api/v1/partners{'-excel' if excel else ''}.csv"], excel=excel)}
        assert " ".join(by_id["hulp"]["volgende_stap"].split()) == shown
