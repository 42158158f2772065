"""A partner can check its entry from one mail: everything on its page, what we do not know, and how to answer. Nothing
is sent.
"""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Annotated, cast

import pytest
from conftest import real_library, script
from test_pages import GOLDEN, agreed

from macros.library import Library, read_library
from macros.library.models.base import Model
from macros.library.models.describe import describe
from macros.library.models.entries import Partner
from macros.library.models.fields import In, To
from macros.render.mails import LEFT_OUT, TOGETHER, TOLD_APART, field_in_words, field_names, mail

ROOT = Path(__file__).parent.parent


klopt_dit_nog = script("klopt_dit_nog")
WHOLE = GOLDEN / "klopt_dit_nog.txt"
"""The mail to the partner of the small site."""


def partner(library: Library, id: str = "hulp") -> Partner:
    return library.of(Partner)[id]


def replaced(site: Path, old: str, new: str, id: str = "hulp") -> None:
    path = site / "data" / "partners" / "hulp.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    text = text.replace(old, new)
    if id != "hulp":
        text = text.replace("oude_ids: [hulp-vroeger]\n", "")
    path.with_name(f"{id}.yml").write_text(text, encoding="utf-8")


def test_the_whole_mail_reads_as_agreed(small_site: Path) -> None:
    library = read_library(small_site)
    agreed(
        WHOLE, mail(library, partner(library), "https://voorbeeld.example/pad/", "https://code.example/netwerk/site")
    )


def test_without_addresses_it_asks_for_an_answer_by_mail(small_site: Path) -> None:
    library = read_library(small_site)
    text = mail(library, partner(library))
    assert "De pagina:" not in text
    assert "formulier" not in text
    assert "- Moet er iets anders? Antwoord op deze mail, of schrijf naar proef@example.org." in text


def test_every_field_of_a_partner_is_told_or_left_out_on_purpose() -> None:
    """A field that is added to the partners is in the mail too; only blocks have to be told how."""
    fields = describe(Partner)
    assert set(fields) == {*field_names(fields), *TOGETHER, *LEFT_OUT}
    assert {name for name, field in fields.items() if field.models} <= TOLD_APART.keys()


def test_a_field_without_a_name_of_its_own_goes_by_its_key_before_the_sources() -> None:
    *_, new, last = field_names(["wie_helpt"]).items()
    assert (new, last[0]) == (("wie_helpt", "Wie helpt"), "bronnen")


class Anything(Model):
    """Fields of each sort that a partner may get."""

    tekst: str | None = None
    getal: int | None = None
    woorden: tuple[Annotated[str, In("wie_meldt_aan")], ...] = ()
    fiches: tuple[Annotated[str, To("praktijken")], ...] = ()


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("tekst", None, ""),
        ("tekst", "Elke dag.", "Elke dag."),
        ("getal", 0, "0"),
        ("woorden", (), ""),
        ("woorden", ("leerling", "ouder"), "De leerling of jongere zelf, een ouder"),
        ("fiches", ("gesprek",), "Gesprek aan huis"),
    ],
)
def test_a_field_is_told_by_what_it_holds(name: str, typed: object, words: str, small_site: Path) -> None:
    somebody = cast(Partner, SimpleNamespace(**{name: typed}))
    assert field_in_words(read_library(small_site), somebody, describe(Anything)[name]) == words


def test_who_checked_it_before_is_told(small_site: Path) -> None:
    replaced(small_site, "nagekeken_door: redactie", "nagekeken_door: Hulp vzw")
    library = read_library(small_site)
    assert "Hulp vzw zag ze na op 1 maart 2017. Willen jullie kijken of alles nog klopt?" in mail(
        library, partner(library)
    )


def test_what_we_do_not_know_is_asked(small_site: Path) -> None:
    replaced(small_site, "telefoon: 02 512 30 05\n", "")
    library = read_library(small_site)
    text = mail(library, partner(library))
    assert "Telefoon:" not in text
    assert "- Telefoon\n" in text


def test_a_mail_for_every_real_active_partner_has_no_hole_in_it() -> None:
    library = real_library()
    for found in library.of(Partner).values():
        text = mail(library, found)
        assert "None" not in text
        assert found.kort in text
        assert all(line == line.rstrip() for line in text.splitlines()), found.id


def run(site: Path, *arguments: str) -> int:
    answer = klopt_dit_nog.main([*arguments, "--root", str(site)])
    assert isinstance(answer, int)
    return answer


def test_one_file_per_active_partner_with_an_address(
    small_site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replaced(small_site, "email: hulp@example.org\n", "", id="stil")
    replaced(small_site, "zekerheid: hoog\n", "zekerheid: hoog\nstatus: gestopt\n", id="weg")
    out = tmp_path / "mails"
    assert run(small_site, "--out", str(out)) == 0
    assert [path.name for path in sorted(out.iterdir())] == ["hulp.txt"]
    assert "1 partner heeft geen mailadres" in capsys.readouterr().out
    assert run(small_site, "--out", str(out), "--all") == 0
    assert [path.name for path in sorted(out.iterdir())] == ["hulp.txt", "stil.txt"]
    assert (out / "stil.txt").read_text(encoding="utf-8").startswith("Aan: (we kennen geen mailadres)\n")


def test_one_partner_is_shown(
    small_site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SITE_URL", "https://voorbeeld.example/pad/")
    monkeypatch.setenv("REPO_URL", "https://code.example/netwerk/site")
    assert run(small_site, "hulp") == 0
    agreed(WHOLE, capsys.readouterr().out)


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["hulpp"], "'hulpp' staat niet in data/partners/; bedoelde je 'hulp'?"),
        (["weg"], "data/partners/weg.yml: status: deze partner is gestopt; alleen een actieve partner krijgt een mail"),
        (
            ["--out", "{site}/mkdocs.yml"],
            "{site}/mkdocs.yml: hier kan niets geschreven worden (File exists); kies een andere map",
        ),
    ],
)
def test_a_mistake_is_one_dutch_line(
    arguments: list[str], line: str, small_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replaced(small_site, "zekerheid: hoog\n", "zekerheid: hoog\nstatus: gestopt\n", id="weg")
    assert run(small_site, *(argument.format(site=small_site) for argument in arguments)) == 1
    assert capsys.readouterr().err.strip() == line.format(site=small_site)


@pytest.mark.parametrize("arguments", [[], ["hulp", "--out", "x"], ["--bestaat-niet"]])
def test_a_wrong_command_says_how_it_is_used(
    arguments: list[str], small_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(small_site, *arguments)
    assert stopped.value.code == 2
    assert capsys.readouterr().err.startswith("Zo gebruik je dit: python scripts/klopt_dit_nog.py PARTNER")


def test_nothing_is_written_from_data_with_a_fault(
    small_site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replaced(small_site, "zekerheid: hoog", "zekerheid: hog")
    assert run(small_site, "--out", str(tmp_path / "mails")) == 1
    assert "data/partners/hulp.yml" in capsys.readouterr().err
    assert not (tmp_path / "mails").exists()
