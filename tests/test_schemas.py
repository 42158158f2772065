"""Help while typing: the schemas are fresh, every file names its own, and a program underlines what is wrong and
nothing else.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import jsonschema
import pytest
import yaml
from conftest import real_library
from test_cases import lay_out, load

from macros.__main__ import main
from macros.editing.forms.github import forms
from macros.editing.new import new_entry
from macros.editing.schemas import MODELS, SCHEMA_FOLDER, first_line, schema, schemas
from macros.library import read_library
from macros.library.models.entries import KINDS

TESTS = Path(__file__).parent
ROOT = TESTS.parent
LISTS = real_library().lists
EMPTY = TESTS / "cases/aanvaard/leeg-veld.yml"
"""Empty keys: the check lets them pass, but an editor sees that they are better left out."""
ACCEPTED = [path for path in sorted((TESTS / "cases").rglob("*.yml")) if path != EMPTY and not load(path)["problems"]]


class Core(yaml.SafeLoader):
    """Reads YAML as programs for editors do: scalars by the core schema of YAML 1.2
    (https://yaml.org/spec/1.2.2/#103-core-schema).
    """

    yaml_implicit_resolvers = {}  # noqa: RUF012


READ: dict[str, tuple[str, Callable[[str], object]]] = {
    "null": (r"null|Null|NULL|~|", lambda text: None),
    "bool": (r"true|True|TRUE|false|False|FALSE", lambda text: text.lower() == "true"),
    "int": (r"[-+]?[0-9]+", int),
    "float": (r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", float),
}
"""Type -> what it looks like and how it is read; the forms that nobody types here (0x1F, .inf) are left out."""


def construct(loader: Core, node: yaml.ScalarNode) -> object:
    return READ[node.tag.rpartition(":")[2]][1](node.value)


for name, (pattern, _) in READ.items():
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{name}", re.compile(f"^({pattern})$"), None)
    Core.add_constructor(f"tag:yaml.org,2002:{name}", construct)


def as_program(text: str) -> Any:
    """What a program for editors makes of YAML; its keys are always text."""

    def with_text_keys(value: Any) -> Any:
        if isinstance(value, list):
            return [with_text_keys(item) for item in value]
        return {str(key): with_text_keys(item) for key, item in value.items()} if isinstance(value, dict) else value

    return with_text_keys(yaml.load(text, Core))


def schema_of(path: PurePosixPath) -> str:
    """The name of the schema of a file; its path is from the project folder."""
    return PurePosixPath(path.parts[1]).stem


@cache
def validator(name: str) -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(schema(name, LISTS))


def underlined(name: str, text: str) -> dict[str, str]:
    """Where a program finds fault with a file -> what it says."""
    return {
        ".".join(str(step) for step in error.absolute_path): error.schema.get("errorMessage", error.message)
        for error in validator(name).iter_errors(as_program(text))
    }


def data_files(site: Path) -> Iterator[tuple[PurePosixPath, str]]:
    for path in sorted((site / "data").rglob("*.yml")):
        yield PurePosixPath(path.relative_to(site).as_posix()), path.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2026-11-23", "2026-11-23"),
        ("2026", 2026),
        ("0489", 489),
        ("12:30", "12:30"),
        ("12.5", 12.5),
        ("NO", "NO"),
        ("ja", "ja"),
        ("true", True),
        ("'1070'", "1070"),
        ("", None),
        ("1e3", 1000.0),
    ],
)
def test_yaml_is_read_as_a_program_for_editors_reads_it(typed: str, read: object) -> None:
    """The reader of these tests is that of YAML 1.2, where a year is a number and NO is a word."""
    assert as_program(f"x: {typed}") == {"x": read}


def test_schemas_are_fresh() -> None:
    """Whoever changes a model or a closed list writes the schemas again."""
    committed = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in (ROOT / SCHEMA_FOLDER).iterdir()
    }
    fresh = schemas(LISTS)
    stale = sorted(name for name in committed.keys() | fresh.keys() if committed.get(name) != fresh.get(name))
    assert not stale, (
        f"Deze schema's zijn niet meer juist: {', '.join(stale)}. Doe 'python -m macros write' en neem de map "
        f"{SCHEMA_FOLDER}/ mee op in je wijziging."
    )


def test_new_entry_leaves_the_schemas_as_they_are(small_site: Path) -> None:
    """An editor who adds a partner or a source in the browser need not write any schema."""
    before = schemas(read_library(small_site).lists)
    text = (small_site / "data/partners/hulp.yml").read_text(encoding="utf-8")
    (small_site / "data/partners/nog-een.yml").write_text(
        text.replace("hulp-vroeger", "nog-een-vroeger"), encoding="utf-8"
    )
    assert schemas(read_library(small_site).lists) == before


def test_line_1_of_every_file_leads_to_the_schema_of_its_kind() -> None:
    """As a new file has it; one that somebody made without line 1 is as good, and VS Code knows its schema too."""
    for path, _ in data_files(ROOT):
        target = first_line(path).partition("$schema=")[2]
        assert (ROOT / path.parent / target).resolve() == ROOT / SCHEMA_FOLDER / f"{schema_of(path)}.json"


def test_vs_code_knows_the_schema_of_a_file_without_line_1() -> None:
    """The settings for VS Code give each file its one schema too, for a file that somebody made by hand."""
    settings = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    assert settings.keys() == {f"./{name}" for name in schemas(LISTS)}
    for path, _ in data_files(ROOT):
        found = [name for name, pattern in settings.items() if fnmatch(path.as_posix(), pattern)]
        assert found == [f"./{SCHEMA_FOLDER}/{schema_of(path)}.json"]


@pytest.mark.parametrize("name", MODELS)
def test_right_files_are_not_underlined(name: str) -> None:
    """No file in `data/` is underlined, however YAML 1.2 reads its years, postcodes and numbers."""
    jsonschema.Draft7Validator.check_schema(schema(name, LISTS))
    texts = {path: text for path, text in data_files(ROOT) if schema_of(path) == name}
    assert texts
    assert {path: found for path, text in texts.items() if (found := underlined(name, text))} == {}


@pytest.mark.parametrize("path", ACCEPTED, ids=lambda path: path.stem)
def test_what_the_check_accepts_is_not_underlined(path: Path, small_site: Path) -> None:
    """The strange but right files among the cases are not underlined either."""
    lay_out(load(path), small_site)
    assert {
        str(path): found for path, text in data_files(small_site) if (found := underlined(schema_of(path), text))
    } == {}


def test_empty_keys_are_underlined(small_site: Path) -> None:
    """A key without a value is underlined at once, though the check lets it pass."""
    lay_out(load(EMPTY), small_site)
    text = (small_site / "data/partners/fout.yml").read_text(encoding="utf-8")
    assert set(underlined("partners", text)) == {key for key, value in as_program(text).items() if not value}


PARTNER = """
naam: Proef
kort: Een zin.
bronnen: [{url: https://example.org}]
nagekeken_op: 2026-11-23
nagekeken_door: redactie
soort: onderwijs
gemeenschap: nl
zekerheid: laag
"""
TEXT = "Schrijf hier tekst, of laat de regel weg. Zet tekst met ': ' tussen aanhalingstekens."


@pytest.mark.parametrize(
    ("name", "typed", "where", "said"),
    [
        ("partners", "soort: onderwys", "soort", "Kies een woord uit data/lijsten/soorten.yml."),
        (
            "partners",
            "werkgebied: [anderlecht, parijs]",
            "werkgebied.1",
            "Kies een woord uit data/lijsten/werkgebieden.yml of data/lijsten/gemeenten.yml.",
        ),
        ("partners", "telefoon: bel ons", "telefoon", "Schrijf een Belgisch nummer, bijvoorbeeld 02 512 30 05."),
        ("partners", "telefoon: 02 512", "telefoon", "Schrijf een Belgisch nummer, bijvoorbeeld 02 512 30 05."),
        (
            "partners",
            "telefoon: 02/512.30.05.06",
            "telefoon",
            "Schrijf een Belgisch nummer, bijvoorbeeld 02 512 30 05.",
        ),
        (
            "partners",
            "nagekeken_op: 2026-11",
            "nagekeken_op",
            "Schrijf een dag als JJJJ-MM-DD, bijvoorbeeld 2026-11-23.",
        ),
        ("partners", "nagekeken_op: 2026", "nagekeken_op", "Schrijf een dag als JJJJ-MM-DD, bijvoorbeeld 2026-11-23."),
        ("partners", "website: www.school.be", "website", "Schrijf een webadres, met https:// vooraan."),
        ("partners", "email: info bij school.be", "email", "Schrijf een e-mailadres, bijvoorbeeld info@school.be."),
        (
            "partners",
            "opgegaan_in: De Andere",
            "opgegaan_in",
            "Schrijf de naam van een bestand in data/partners/, zonder .yml.",
        ),
        (
            "partners",
            "leeftijd_van: 12.5",
            "leeftijd_van",
            "Schrijf een heel getal, zonder punt of spatie, bijvoorbeeld 12.",
        ),
        (
            "partners",
            "adressen: [{postcode: B-1070}]",
            "adressen.0.postcode",
            "Schrijf vier cijfers, bijvoorbeeld 1080.",
        ),
        (
            "partners",
            "talen: nl",
            "talen",
            "Schrijf hier een lijst, elk punt op een regel met '- ' ervoor, of laat de regel weg.",
        ),
        (
            "partners",
            "talen: [nl, nl]",
            "talen",
            "Schrijf hier een lijst, elk punt op een regel met '- ' ervoor, of laat de regel weg.",
        ),
        ("partners", "naam: [Hulp]", "naam", TEXT),
        ("partners", "kost:", "kost", TEXT),
        ("partners", f"kort: {'lang ' * 50}", "kort", TEXT),
        ("partners", "telefon: 02 512 30 05", "", "Additional properties are not allowed ('telefon' was unexpected)"),
        ("partners", "aanbod: [{naam: Hulp, wat: Praten}]", "aanbod.0", "'pijlers' is a required property"),
        (
            "partners",
            "bronnen: []",
            "bronnen",
            "Schrijf hier een lijst, elk punt op een regel met '- ' ervoor, of laat de regel weg.",
        ),
        ("interventies", "sterkte: 4", "sterkte", "Kies een woord uit data/lijsten/sterktes.yml."),
        (
            "interventies",
            "effect: [{maat: r, waarde: '0,5', bron: x, vindplaats: p. 1}]",
            "effect.0.waarde",
            "Schrijf een getal met een punt, bijvoorbeeld 12.5.",
        ),
        (
            "netwerkdagen",
            "begin: 2026-11-23 9u",
            "begin",
            "Schrijf JJJJ-MM-DD, of met een uur erbij: 2026-11-23 13:30.",
        ),
        (
            "netwerkdagen",
            "programma: [{begin: 9u30, wat: Koffie}]",
            "programma.0.begin",
            "Schrijf UU:MM, bijvoorbeeld 09:30.",
        ),
        (
            "acties",
            "einde: eind 2026",
            "einde",
            "Schrijf JJJJ-MM-DD, bijvoorbeeld 2026-11-23. Alleen de maand of het jaar mag ook.",
        ),
        (
            "cijfers",
            "grafieken: [{kies: {gewest: x}}]",
            "grafieken.0.kies",
            "Kies uit: periode, gebied, gebied_basis, bevolking, uitsplitsing, categorie, eenheid.",
        ),
        (
            "netwerk",
            "clb: {uren: {ma: 8u tot 16u}}",
            "clb.uren.ma",
            "Schrijf de uren zo: 08:30-16:00. Met een pauze: 08:30-12:00 en 13:00-16:00.",
        ),
        (
            "netwerk",
            "clb: {vakanties: [{toestand: toe}]}",
            "clb.vakanties.0.toestand",
            "Kies uit: open, dicht, bel-eerst.",
        ),
        ("hulplijnen", "hulplijnen: [{dringend: soms}]", "hulplijnen.0.dringend", "'soms' does not match '^(ja|nee)$'"),
        (
            "bronnen",
            "references: [{issued: {date-parts: [[mei]]}}]",
            "references.0.issued.date-parts.0.0",
            "Schrijf een heel getal, zonder punt of spatie, bijvoorbeeld 12.",
        ),
        (
            "lijsten",
            "woorden: {Zomaar: {label: x}}",
            "woorden",
            "Schrijf kleine letters, cijfers en streepjes, zonder accenten of spaties: tweede-kans.",
        ),
    ],
)
def test_program_underlines_what_is_wrong(name: str, typed: str, where: str, said: str) -> None:
    """A slip is underlined where it stands, with how to write it."""
    key = typed.partition(":")[0]
    rest = re.sub(rf"^{key}: .*$", "", PARTNER, flags=re.MULTILINE) if name == "partners" else ""
    assert underlined(name, f"{rest}\n{typed}\n").get(where) == said


def test_words_are_shown_with_their_label() -> None:
    """Behind each word stands what a reader sees for it, and what it means."""
    field = schema("praktijken", LISTS)["properties"]["zekerheid"]
    told = dict(zip(field["enum"], field["enumDescriptions"], strict=True))
    assert told["laag"] == "Laag. Alleen een vermelding, of een heel oude bron."
    strength = schema("interventies", LISTS)["properties"]["sterkte"]
    assert [
        word
        for word, label in zip(strength["enum"], strength["enumDescriptions"], strict=True)
        if label.startswith("Matig bewijs.")
    ] == [2, "2"]


@pytest.mark.parametrize(
    ("name", "key", "title", "description"),
    [
        (
            "partners",
            "nagekeken_op",
            "Nagekeken op",
            "Dag waarop de fiche het laatst is nagekeken, JJJJ-MM-DD. Schrijf een dag als JJJJ-MM-DD, "
            "bijvoorbeeld 2026-11-23.",
        ),
        (
            "partners",
            "status",
            "Status",
            "Of de partner nog werkt. Kies een woord uit data/lijsten/statussen.yml. Zonder deze regel: actief.",
        ),
        (
            "praktijken",
            "partners",
            "Partners",
            "Partners met een fiche die meedoen. Schrijf de naam van een bestand in data/partners/, zonder .yml.",
        ),
        ("partners", "kost", "Kost", "Wat het kost, of 'gratis'."),
    ],
)
def test_field_is_explained(name: str, key: str, title: str, description: str) -> None:
    """A field has its Dutch name, the help of its model, and an example or the place where its words come from."""
    field = schema(name, LISTS)["properties"][key]
    assert (field["title"], field["description"]) == (title, description)


def fields_in(part: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(part, dict):
        if part.get("type") == "object":
            yield from part.get("properties", {}).items()
        for inner in part.values():
            yield from fields_in(inner)


@pytest.mark.parametrize("name", [name for name in MODELS if name != "bronnen"])
def test_every_field_has_help(name: str) -> None:
    """Nothing that an editor may type is without help; sources have the fields of CSL."""
    assert [key for key, field in fields_in(schema(name, LISTS)) if not field["description"]] == []


@pytest.mark.parametrize("kind", KINDS)
def test_new_file_is_underlined_only_where_something_must_come(kind: str, small_site: Path) -> None:
    """In a file from `new`, a program underlines what is required and still open, and nothing else."""
    path = new_entry(small_site, kind, "Iets nieuws")
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"{first_line(PurePosixPath(f'data/{kind}/iets-nieuws.yml'))}\n")
    required = {key for key, info in KINDS[kind].model_fields.items() if info.is_required()}
    assert {where.split(".")[0] for where in underlined(kind, text)} == required - {"naam", "nagekeken_op"}


def test_command_writes_all_that_follows_from_code_and_lists(
    small_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Schemas, forms and the page on fields; with faulty data it says what is wrong and writes nothing."""
    with (small_site / "data/lijsten/talen.yml").open("a", encoding="utf-8") as file:
        file.write("fout: x\n")
    assert main(["write", "--root", str(small_site)]) == 1
    assert "data/lijsten/talen.yml" in capsys.readouterr().out
    assert not (small_site / SCHEMA_FOLDER).exists()
    shutil.copy(ROOT / "data/lijsten/talen.yml", small_site / "data/lijsten/talen.yml")
    assert main(["write", "--root", str(small_site)]) == 0
    asked = forms(read_library(small_site))
    many = len(MODELS) + len(asked) + 1
    assert capsys.readouterr().out == f"{many} bestanden geschreven: schemas/, .github/ISSUE_TEMPLATE/ en VELDEN.md.\n"
    assert {name: (small_site / name).read_text(encoding="utf-8") for name in asked} == asked
    assert {
        path.relative_to(small_site).as_posix(): path.read_text(encoding="utf-8")
        for path in (small_site / SCHEMA_FOLDER).iterdir()
    } == schemas(LISTS)
    assert (small_site / "VELDEN.md").read_text(encoding="utf-8").startswith("# Alle velden en macro's\n")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, ""),
        ({"data/lijsten/talen.yml": ("label: Frans", "label: Het Frans")}, "schemas/partners.json is"),
        ({"data/lijsten/gemeenten.yml": ("label: ", "label: Groot ")}, "schemas/partners.json en 4 andere zijn"),
        ({"data/doelstellingen.yml": ("naam: ", "naam: Samen ")}, ".github/ISSUE_TEMPLATE/actie-nieuw.yml is"),
        ({"schemas/nieuws.json": ("{", "")}, "schemas/nieuws.json is"),
    ],
)
def test_check_warns_when_what_follows_from_the_lists_is_old(
    change: dict[str, tuple[str, str]], told: str, small_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """For the person who runs it: it stops nothing, since an editor in a browser cannot run a command."""
    assert main(["write", "--root", str(small_site)]) == 0
    for name, (old, new) in change.items():
        text = (small_site / name).read_text(encoding="utf-8")
        assert old in text
        (small_site / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    capsys.readouterr()
    assert main(["check", "--root", str(small_site)]) == 0
    warning = f"Let op: {told} niet meer juist na wat er veranderde; doe 'python -m macros write'.\n"
    assert capsys.readouterr().err == (warning if told else "")
    assert main(["write", "--root", str(small_site)]) == 0
    capsys.readouterr()
    assert main(["check", "--root", str(small_site)]) == 0
    assert capsys.readouterr().err == ""


def test_check_asks_nothing_of_a_network_that_wrote_no_schemas(
    small_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--root", str(small_site)]) == 0
    assert capsys.readouterr().err == ""
