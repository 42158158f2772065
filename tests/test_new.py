"""The command that writes the file of a new entry."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from macros.__main__ import main
from macros.editing.new import new_entry
from macros.library import DataError, Problem, read_library
from macros.library.models.describe import describe
from macros.library.models.entries import KINDS
from macros.library.names import identifier_of
from macros.library.text.yaml_file import read_yaml

TODAY = date(2026, 11, 24)


def problems_of(site: Path) -> tuple[Problem, ...]:
    with pytest.raises(DataError) as caught:
        read_library(site, today=TODAY)
    return caught.value.problems


@pytest.mark.parametrize("kind", KINDS)
def test_new_file_lacks_only_the_required_fields(kind: str, small_site: Path) -> None:
    """A new file is right YAML, and the reader names each required field that is still open, once and with its line."""
    path = new_entry(small_site, kind, "Iets nieuws", today=TODAY)
    assert path == small_site / "data" / kind / "iets-nieuws.yml"
    tree, problems = read_yaml(path, "x")
    assert tree is not None
    assert not problems
    open_fields = {name for name, info in KINDS[kind].model_fields.items() if info.is_required()} - {
        "naam",
        "nagekeken_op",
    }
    found = problems_of(small_site)
    fields = [problem.field for problem in found]
    assert {field.split(".")[0] for field in fields} == open_fields
    assert len(fields) == len(set(fields))
    assert {problem.path for problem in found} == {f"data/{kind}/iets-nieuws.yml"}
    assert all(problem.line > 1 for problem in found)


@pytest.mark.parametrize("kind", KINDS)
def test_every_commented_field_exists(kind: str, small_site: Path) -> None:
    """With the # before each optional field taken away the file is still right YAML with known fields only."""
    path = new_entry(small_site, kind, "Iets nieuws", today=TODAY)
    path.write_text(
        re.sub(r"^( {4}|)# (?=( {2}- | {4})?[a-z_]+:)", r"\1", path.read_text(encoding="utf-8"), flags=re.MULTILINE),
        encoding="utf-8",
    )
    tree, problems = read_yaml(path, "x")
    assert tree is not None
    assert not problems
    assert isinstance(tree.value, dict)
    assert tree.value.keys() == KINDS[kind].model_fields.keys()
    assert not [problem for problem in problems_of(small_site) if "bestaat niet" in problem.message]


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("CLB's in Évere", "clbs-in-evere"),
        ("CLB’s in Évere", "clbs-in-evere"),
        ("  Hulp & co. (Brussel) ", "hulp-co-brussel"),
        ("100% Straße", "100-strasse"),
        ("../../etc/passwd", "etc-passwd"),
    ],
)
def test_id_of_a_name(name: str, id: str) -> None:
    """A name gives an id without capitals, accents or signs."""
    assert identifier_of(name) == id


@pytest.mark.parametrize(
    "name",
    [
        "Steun",
        "Steun: aan huis",
        "'Steun' en \"raad\"",
        'Steun "',
        "Steun \\ raad \\n",
        "Steun # raad",
        "{{ steun }}",
        "{% raw %} steun",
        "- steun",
        "*steun* & [raad]",
        "!!python/object/apply:os.system [steun]",
        "Steun\nzekerheid: hoog",
        "Steun\r\n\traad",
        "Steun\u2028raad",
        "Steun\x85raad",
        "<script>steun</script>",
        "Steun 😀",
        "0489",
        "null steun",
    ],
)
def test_hostile_name_reads_back_as_the_same_name(name: str, small_site: Path) -> None:
    """Whatever is in a name, it reads back as that name on one line, and as nothing else."""
    tree, problems = read_yaml(new_entry(small_site, "partners", name, today=TODAY), "x")
    normal, _ = read_yaml(new_entry(small_site, "partners", "Gewoon", today=TODAY), "x")
    assert not problems
    assert tree is not None
    assert normal is not None
    found = tree.plain()
    assert " ".join(found.pop("naam").split()) == " ".join(name.split())
    assert found == {key: value for key, value in normal.plain().items() if key != "naam"}
    assert "naam" not in {problem.field for problem in problems_of(small_site)}


@pytest.mark.parametrize("name", ["Steun \x7f", "Steun \x1b[31m", "Steun \u202e", "Steun \udcff", "steun" * 100])
def test_name_that_no_file_can_hold_is_refused(name: str, small_site: Path) -> None:
    """A name with characters that nobody sees, or too long for a file, is refused in words, and leaves no file."""
    before = sorted((small_site / "data" / "partners").iterdir())
    with pytest.raises(DataError):
        new_entry(small_site, "partners", name, today=TODAY)
    assert sorted((small_site / "data" / "partners").iterdir()) == before


@pytest.mark.parametrize(
    ("kind", "name", "line"),
    [
        ("partner", "Hulp", "partner: deze soort bestaat niet; bedoelde je 'partners'?"),
        ("xyz", "Hulp", f"xyz: deze soort bestaat niet; kies uit: {', '.join(KINDS)}"),
        ("partners", "Hulp", "data/partners/hulp.yml: bestaat al"),
        ("partners", "HULP!", "data/partners/hulp.yml: bestaat al"),
        ("partners", "?!", "?!: van deze naam kan geen id gemaakt worden; gebruik letters of cijfers"),
        ("partners", "", "van deze naam kan geen id gemaakt worden; gebruik letters of cijfers"),
    ],
)
def test_command_refuses_in_words(
    kind: str, name: str, line: str, small_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An unknown kind, an id in use or a name without letters gives one Dutch line and exit code 1, and changes
    nothing.
    """
    before = (small_site / "data/partners/hulp.yml").read_bytes()
    assert main(["new", "--root", str(small_site), kind, name]) == 1
    assert capsys.readouterr().out == f"{line}\n"
    assert (small_site / "data/partners/hulp.yml").read_bytes() == before


@pytest.mark.parametrize(
    ("naam", "afkorting", "oude_ids", "name"),
    [
        ("Abrusco vzw", "", "", "Abrusco Brussel"),
        ("Abrusco vzw", "", "", "Abrusko"),
        ("Abrusco vzw", "", "", "De ABRÛSCO's"),
        ("Onderwijscentrum Brussel", "OCB", "", "OCB"),
        ("Onderwijscentrum Brussel", "OCB", "", "Onderwijs Centrum Brussel (OCB)"),
        ("VCLB Pieter Breughel", "", "", "Pieter Breughel VCLB"),
        ("Odisee", "", "[bondgenoten-netwerk]", "Bondgenotennetwerk"),
        ("", "", "", "Ander id"),
    ],
)
def test_near_double_is_refused(
    naam: str, afkorting: str, oude_ids: str, name: str, small_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A name that an entry nearly has, as name, abbreviation or id, now or before, is refused with its file; `--toch`
    makes the file anyway.
    """
    other = small_site / "data/partners/ander-id-vzw.yml"
    other.write_text(f"naam: {naam}\nafkorting: {afkorting}\noude_ids: {oude_ids}\n", encoding="utf-8")
    path = small_site / "data/partners" / f"{identifier_of(name)}.yml"
    assert main(["new", "--root", str(small_site), "partners", name]) == 1
    assert capsys.readouterr().out == (
        f"{name}: lijkt op '{naam or 'ander-id-vzw'}' (data/partners/ander-id-vzw.yml); vul dat bestand aan, of "
        "geef een andere naam. "
        "Is het echt iets anders, voeg dan --toch toe\n"
    )
    assert not path.exists()
    assert main(["new", "--root", str(small_site), "partners", name, "--toch"]) == 0
    assert path.is_file()


@pytest.mark.parametrize(
    ("naam", "name"),
    [
        ("Spijbelplan 2006", "Spijbelplan 2012"),
        ("CVO Brussel", "CLW Brussel"),
        ("TADA", "ADA"),
        ("Foyer", "Foyer des Jeunes"),
        ("Brede School Laken", "Brede School Molenbeek"),
        ("Brussel", "Iets voor Brussel"),
        ("{geen: naam}", "Iets anders"),
    ],
)
def test_other_name_is_no_double(naam: str, name: str, small_site: Path) -> None:
    """Another year, another short name or another place is another entry, and a faulty file is nothing to fear."""
    (small_site / "data/partners/x.yml").write_text(f"naam: {naam}\n", encoding="utf-8")
    assert new_entry(small_site, "partners", name, today=TODAY).is_file()


def test_double_is_refused_only_within_its_kind(small_site: Path) -> None:
    """A practice may be called after the partner that does it."""
    assert new_entry(small_site, "praktijken", "Hulp", today=TODAY).is_file()


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("partners", "# Kies uit hoog, middel, laag."),
        ("partners", "# Kies uit nl (Nederlandstalig), bi (Nederlandstalig en Franstalig), fr (Franstalig)."),
        ("acties", "# Bij staat kies je uit gepland, lopend, gedaan."),
        ("interventies", "# Kies uit 0 (Geen bewijs), 1 (Zwak bewijs), 2 (Matig bewijs), 3 (Sterk bewijs)."),
    ],
)
def test_short_list_stands_in_the_file(kind: str, line: str, small_site: Path) -> None:
    """A new file names the words of a short list with their labels."""
    assert line in new_entry(small_site, kind, "Iets nieuws", today=TODAY).read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("kind", "block"),
    [
        ("partners", "bronnen:\n  # Uit data/bronnen.yml.\n  - bron:\n    # vindplaats:\n    # url:\n"),
        ("cijfers", "indicatoren:\n  naam-zonder-spaties:\n    naam:\n    definitie:\n    # teller:\n"),
        ("partners", "# adressen:\n#   - straat:\n#     postcode:\n"),
    ],
)
def test_what_may_be_left_out_has_a_sign_in_front(kind: str, block: str, small_site: Path) -> None:
    """In a block that is required too, what may be left out is commented out."""
    assert block in new_entry(small_site, kind, "Iets nieuws", today=TODAY).read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_keys_stand_as_in_every_file_and_nothing_behind_them(kind: str, small_site: Path) -> None:
    """What the entry says comes first and where it comes from last; who types at the end of a line types no comment."""
    text = new_entry(small_site, kind, "Iets nieuws", today=TODAY).read_text(encoding="utf-8")
    keys = re.findall("^(?:# )?([a-z_]+):", text, flags=re.MULTILINE)
    assert keys[:2] == ["naam", "kort"]
    assert keys[-4:] == ["bronnen", "nagekeken_op", "nagekeken_door", "oude_ids"]
    assert not re.findall("^[# -]*[a-z_]+:.* #", text, flags=re.MULTILINE)


def test_long_or_faulty_list_is_only_pointed_at(small_site: Path) -> None:
    """The 19 municipalities are not written out, and a list that cannot be read does not stop anyone."""
    (small_site / "data/lijsten/zekerheden.yml").write_text("- fout\n", encoding="utf-8")
    text = new_entry(small_site, "partners", "Iets nieuws", today=TODAY).read_text(encoding="utf-8")
    assert "anderlecht" not in text
    assert "\n# Hoe zeker de gegevens zijn.\n# Uit data/lijsten/zekerheden.yml.\nzekerheid:\n" in text


def test_command_prints_the_path(small_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command tells where the new file is."""
    assert main(["new", "--root", str(small_site), "praktijken", "Koffie aan de poort"]) == 0
    path = Path(capsys.readouterr().out.strip())
    assert path == small_site / "data/praktijken/koffie-aan-de-poort.yml"
    assert path.is_file()


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_has_its_help(kind: str) -> None:
    """The docstring under a field is what an editor reads in a new file."""
    assert [field.name for field in describe(KINDS[kind]).values() if not field.help] == []
