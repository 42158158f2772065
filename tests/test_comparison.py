"""What a pull request hears: what changes for the reader, what is wrong, and nothing that GitHub acts on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import script
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from macros.__main__ import main
from macros.editing.proposals.annotations import annotation
from macros.editing.proposals.comment import (
    LONGEST,
    MARK,
    review_of_changes,
    review_of_problems,
    review_without_base,
)
from macros.editing.proposals.comparison import (
    Comparison,
    Deleted,
    FieldChange,
    Link,
    Lost,
    Section,
    Stale,
    Thing,
    ThingChange,
    compare_libraries,
)
from macros.library import Problem, read_library
from macros.library.models.entries import Partner
from macros.library.models.facets import PILLAR, Facet
from macros.texts.markdown import code

opmerking = script("opmerking")
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HULP = "data/partners/hulp.yml"
SCHOOL = """\
naam: School
kort: Een school die alleen in de tests bestaat.
soort: onderwijs
gemeenschap: nl
niveaus: [secundair]
werkgebied: [anderlecht]
zekerheid: hoog
bronnen: [{bron: proefstudie2016}]
nagekeken_op: 2017-03-01
nagekeken_door: redactie
"""


@pytest.fixture
def old(small_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as it is; a test changes `small_site`, what it becomes."""
    return Path(shutil.copytree(small_site, tmp_path_factory.mktemp("old"), dirs_exist_ok=True))


def change(site: Path, path: str, before: str, after: str) -> None:
    text = (site / path).read_text(encoding="utf-8")
    assert before in text
    (site / path).write_text(text.replace(before, after), encoding="utf-8")


def rename(site: Path, id: str, extra: str = "") -> None:
    """Give the partner `hulp` another id, there and in all that names it."""
    (site / HULP).rename(site / f"data/partners/{id}.yml")
    change(site, f"data/partners/{id}.yml", "oude_ids: [hulp-vroeger]", f"oude_ids: [hulp-vroeger{extra}]")
    for path in (
        "acties/aanspreekpunt",
        "verwijzing",
        "rollen",
        "netwerk",
        "zelftest",
        "praktijken/gesprek",
        "hulplijnen",
    ):
        text = (site / f"data/{path}.yml").read_text(encoding="utf-8")
        for key in ("trekker: hulp\n", "partners: [hulp]", "meldpunt: hulp\n", "partner: hulp\n", "- hulp\n"):
            text = text.replace(key, key.replace("hulp", id))
        (site / f"data/{path}.yml").write_text(text, encoding="utf-8")


def compared(old: Path, new: Path) -> Comparison:
    return compare_libraries(read_library(old), read_library(new))


def told(old: Path, new: Path, capsys: pytest.CaptureFixture[str], *options: str, code: int = 0) -> str:
    """The comment, which always is one that may be posted."""
    assert main(["compare", str(old), str(new), *options]) == code
    text = capsys.readouterr().out
    assert text.startswith(f"{MARK}\n")
    assert acted_on(text) == []
    return text


def acted_on(text: str) -> list[str]:
    """What GitHub would make more of than text: by the rule of who posts it, and by a reader of Markdown that knows
    nothing of that rule.
    """
    rest = text.removeprefix(MARK)
    tokens = [token for block in MARKDOWN.parse(rest) for token in block.children or [block]]
    live = [
        token
        for token in tokens
        if token.type in ("link_open", "image", "html_inline", "html_block")
        or (token.type == "text" and "@" in token.content)
    ]
    return [*filter(None, [opmerking.active(rest)]), *(token.content for token in live)]


def test_nothing_changes_for_the_reader(old: Path, small_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Another order of keys or a comment is no change, and the comment says that there is none."""
    change(
        small_site,
        HULP,
        "naam: Hulp\nkort: Een partner die alleen in de tests bestaat.\n",
        "# nieuw\nkort: Een partner die alleen in de tests bestaat.\nnaam: Hulp\n",
    )
    assert not compared(old, small_site).any
    assert "Aan de gegevens verandert niets." in told(old, small_site, capsys)


@pytest.mark.parametrize(
    ("path", "before", "after", "line"),
    [
        (HULP, "02 512 30 05", "02 512 30 06", "`telefoon`: `02 512 30 05` wordt `02 512 30 06`"),
        (
            HULP,
            "wat: |\n  Hulp helpt **leerlingen**.\n\n  - aan huis\n  - op school\n",
            "",
            "`wat`: weg `Hulp helpt **leerlingen**. - aan huis - op school`",
        ),
        (HULP, "email: hulp@example.org\n", "", "`email`: weg `hulp@example.org`"),
        (HULP, "zekerheid: hoog", "zekerheid: middel", "`zekerheid`: `Hoog` wordt `Middel`"),
        (HULP, "[leerlingen, ouders]", "[ouders, scholen]", "`doelgroepen`: erbij `Schoolteams`; weg `Leerlingen`"),
        (HULP, "[leerlingen, ouders]", "[ouders, leerlingen]", "`doelgroepen`: andere volgorde"),
        (
            HULP,
            "Een gesprek met",
            "Drie gesprekken met",
            "`aanbod` › `Gesprek` › `wat`: `Een gesprek met een leerling.` wordt `Drie gesprekken met een leerling.`",
        ),
        (
            HULP,
            "vindplaats: p. 12",
            "vindplaats: p. 13",
            "`bronnen` › `Proefstudie over wegblijven` › `vindplaats`: `p. 12` wordt `p. 13`",
        ),
        (
            "data/acties/aanspreekpunt.yml",
            "trekker: hulp",
            "trekker: De scholen",
            "`trekker`: `Hulp` wordt `De scholen`",
        ),
        (
            "data/acties/aanspreekpunt.yml",
            "doelwaarde: 5,",
            "doelwaarde: 4.5,",
            "`indicatoren` › `Afwezigheid` › `doelwaarde`: `5` wordt `4,5`",
        ),
        ("data/begrippen.yml", "afkorting: UIT", "afkorting: UITV", "`afkorting`: `UIT` wordt `UITV`"),
        ("data/netwerk.yml", "meldpunt: hulp\n", "", "`meldpunt`: weg `Hulp`"),
        (
            "data/lijsten/statussen.yml",
            "label: Gestopt",
            "label: Bestaat niet meer",
            "`label`: `Gestopt` wordt `Bestaat niet meer`",
        ),
    ],
)
def test_changed_field_in_a_readers_words(
    path: str, before: str, after: str, line: str, old: Path, small_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A field that says something else is shown with old and new: labels of lists, names of entries, commas in
    numbers.
    """
    change(small_site, path, before, after)
    assert f"\n  - {line}\n" in told(old, small_site, capsys)


def test_long_text_is_cut_to_where_it_differs(old: Path, small_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of two long texts a reader of the comment sees the place that differs, not both in full."""
    long = "Iemand belt. " * 30
    for site, word in ((old, "maandag"), (small_site, "dinsdag")):
        change(site, HULP, "Hulp helpt **leerlingen**.", f"{long} Elke {word} open. {long}")
    line = next(line for line in told(old, small_site, capsys).splitlines() if line.startswith("  - `wat`"))
    assert "Elke maandag open" in line
    assert "Elke dinsdag open" in line
    assert len(line) < 300


def test_new_partner_says_for_whom_and_where(old: Path, small_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A new entry comes with its sentence and with what readers filter on."""
    (small_site / "data/partners/school.yml").write_text(SCHOOL, encoding="utf-8")
    text = told(old, small_site, capsys)
    assert "### Partners\n\n- **Nieuw:** `School`\n  `Een school die alleen in de tests bestaat.`\n" in text
    assert "\n  - `werkgebied`: `Anderlecht`\n  - `niveaus`: `Secundair onderwijs`\n" in text


def test_what_readers_choose_by_is_told_though_nobody_typed_it(
    old: Path, small_site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words of a list and names of entries, whatever the class works out."""
    computed = (PILLAR, Facet("taal", "Taal", "languages", source="talen"))
    signals = Facet("signaal", "Signaal", "signals", source="risicofactoren")
    monkeypatch.setattr(Partner, "facets", (*computed, signals))
    offer = "aanbod: [{naam: Les, wat: Een les., pijlers: [preventie], risicofactoren: [wegblijven]}]\n"
    (small_site / "data/partners/school.yml").write_text(f"{SCHOOL}{offer}", encoding="utf-8")
    text = told(old, small_site, capsys)
    assert "\n  - `pijlers`: `Preventie`\n  - `talen`: `Nederlands`\n  - `risicofactoren`: `Wegblijven`\n" in text


def test_links_that_come_and_go(old: Path, small_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A link is told once, whichever of both entries names the other."""
    change(small_site, "data/praktijken/gesprek.yml", "partners: [hulp]", "interventies: [huisbezoek]")
    text = told(old, small_site, capsys)
    assert "- Erbij: `Gesprek aan huis` (praktijk) en `Huisbezoek` (aanpak)" in text
    assert "- Weg: `Hulp` (partner) en `Gesprek aan huis` (praktijk)" in text
    assert text.count("- Erbij:") == text.count("- Weg:") == 1


def test_number_new_changed_and_gone(
    worked_plan: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of a figure the numbers are told, each with period and area; one that stands in another place of the file is no
    change.
    """
    old = Path(shutil.copytree(worked_plan, tmp_path_factory.mktemp("old"), dirs_exist_ok=True))
    path = worked_plan / "data/cijfers/spijbeluren.csv"
    header, _, second, third = path.read_text(encoding="utf-8").splitlines()
    rows = [
        second.replace("totaal,8,", "totaal,8.5,"),
        third,
        third.replace("2017,", "2018,").replace("7.2", "7.0").replace("2016,,,", "2016,,raming,"),
    ]
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    (figure,) = compared(old, worked_plan).sections[0].changed
    found = [(change.old, change.new) for change in figure.numbers]
    assert found == [((), ("7,0 % (Raming)",)), (("8 %",), ("8,5 %",)), (("10 %",), ())]
    text = told(old, worked_plan, capsys)
    assert "erbij `7,0 % (Raming)` (ervoor `2017: 7,2 %`)\n" in text
    assert "2018, Brussels Hoofdstedelijk Gewest" in text
    assert "`8 %` wordt `8,5 %`" in text


def test_rename_that_keeps_the_address(old: Path, small_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With `oude_ids` an entry has another address, and nothing came, went or lost its links."""
    rename(small_site, "steun", ", hulp")
    found = compared(old, small_site)
    (section,) = found.sections
    assert [*found.lost, *found.new_links, *found.gone_links, *section.added, *section.removed] == []
    assert "nieuw adres: `data/partners/hulp.yml` heet nu `data/partners/steun.yml`" in told(old, small_site, capsys)


def test_rename_without_old_id(old: Path, small_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without it, the comment says which entry looks like the old one, and what to write where."""
    rename(small_site, "steun")
    change(small_site, "data/partners/steun.yml", "naam: Hulp\n", "naam: Steun\n")
    text = told(old, small_site, capsys)
    assert (
        "- het adres `hulp` van `Hulp` werkt niet meer. `data/partners/steun.yml` lijkt dezelfde fiche: zet "
        "daarin `oude_ids: [hulp]`\n" in text
    )


def test_same_name_under_another_id(old: Path, small_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An entry with the same name is taken for the old one, even when all the rest of it is new."""
    (old / "data/partners/school.yml").write_text(SCHOOL, encoding="utf-8")
    text = (
        "naam: SCHOOL\nkort: Jongeren spelen er samen muziek.\nsoort: welzijn-jeugdhulp\ngemeenschap: "
        "fr\nzekerheid: laag\n"
    )
    text += "bronnen: [{url: 'https://example.org/club'}]\nnagekeken_op: 2018-01-01\nnagekeken_door: De club\n"
    (small_site / "data/partners/club.yml").write_text(text, encoding="utf-8")
    assert "`data/partners/club.yml` lijkt dezelfde fiche: zet daarin `oude_ids: [school]`" in told(
        old, small_site, capsys
    )


def test_link_between_two_that_change_places(old: Path, small_site: Path) -> None:
    """Another name, and so another place in the alphabet, leaves a link as it was."""
    for site, name in ((old, "School"), (small_site, "Aula")):
        (site / "data/partners/school.yml").write_text(
            SCHOOL.replace("School", name) + "status: gestopt\nopgegaan_in: hulp\n", encoding="utf-8"
        )
    found = compared(old, small_site)
    assert [*found.new_links, *found.gone_links] == []


def test_entry_gone_for_good(
    small_site: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    """What nothing replaces is named, with what to do; another new entry is not taken for it."""
    (small_site / "data/partners/school.yml").write_text(SCHOOL, encoding="utf-8")
    old = Path(shutil.copytree(small_site, tmp_path_factory.mktemp("old"), dirs_exist_ok=True))
    (small_site / "data/partners/school.yml").rename(small_site / "data/partners/club.yml")
    (small_site / "data/partners/club.yml").write_text(
        "naam: Club\nkort: Jongeren spelen er samen muziek.\nsoort: welzijn-jeugdhulp\ngemeenschap: "
        "nl\nzekerheid: laag\n"
        "bronnen: [{url: 'https://example.org/club'}]\nnagekeken_op: 2018-01-01\nnagekeken_door: De club\n",
        encoding="utf-8",
    )
    text = told(old, small_site, capsys)
    assert "- **Weg:** `School`" in text
    assert (
        "- het adres `school` van `School` werkt niet meer\n  - kwam er een andere fiche in de plaats? Zet daar "
        "`oude_ids: [school]` bij\n" in text
    )
    assert (
        "  - bestaat ze niet meer? Laat het bestand staan en zet er `status: gestopt` in: dan blijft het adres werken\n"
        in text
    )


def test_entry_of_a_kind_that_cannot_stop(old: Path, small_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A news item has no status, so nobody is told to set one."""
    (small_site / "data/nieuws/proefbericht.yml").unlink()
    text = told(old, small_site, capsys)
    assert (
        "- het adres `proefbericht` van `Proefbericht` werkt niet meer\n  - kwam er een andere fiche in de plaats?"
        in text
    )
    assert "status: gestopt" not in text


def test_two_entries_become_one(old: Path, small_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What goes into an entry that stood already leads there."""
    (old / "data/partners/school.yml").write_text(f"{SCHOOL}status: gestopt\nopgegaan_in: hulp\n", encoding="utf-8")
    change(small_site, HULP, "[hulp-vroeger]", "[hulp-vroeger, school]")
    found = compared(old, small_site)
    assert [*found.lost, *found.gone_links] == []
    assert "- **Samengevoegd:** `School` leidt nu naar `Hulp`" in told(old, small_site, capsys)


def test_old_address_that_stops_working(old: Path, small_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Taking an id out of `oude_ids` breaks an address too."""
    change(small_site, HULP, "oude_ids: [hulp-vroeger]\n", "")
    text = told(old, small_site, capsys)
    assert "- het adres `hulp-vroeger` van `Hulp` werkt niet meer\n" in text
    assert "status: gestopt" not in text


def test_deleted_entry_that_others_name(old: Path, small_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every file that still names it is listed with its line, and with both ways to mend it; the command fails."""
    (small_site / HULP).unlink()
    text = told(old, small_site, capsys, code=1)
    assert "## Er klopt nog iets niet" in text
    assert "- `data/praktijken/gesprek.yml`, regel 12: `partners: 'hulp' staat niet in data/partners/`\n" in text
    assert "  - `data/partners/hulp.yml` haalde je weg. Zet het terug, of haal `hulp` hier weg\n" in text
    assert text.count("`status: gestopt`") == 1


def test_deleted_entry_never_brings_a_wrong_guess(
    old: Path, small_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who took away an entry is not asked whether another one with a name like it was meant."""
    for site in (old, small_site):
        (site / "data/partners/hulpje.yml").write_text(SCHOOL, encoding="utf-8")
    (small_site / HULP).unlink()
    assert "bedoelde je" not in told(old, small_site, capsys, code=1)


def test_how_to_go_on_in_the_browser(old: Path, small_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is wrong comes with where to click, in the same proposal."""
    change(small_site, HULP, "telefoon: 02 512 30 05", "telefoon: 12")
    text = told(old, small_site, capsys, code=1)
    assert "De controle vond 1 probleem:\n\n- `data/partners/hulp.yml`, regel 25: " in text
    assert "Klik boven op **Files changed**. Klik bij het bestand op de drie puntjes, en dan op **Edit file**." in text
    assert "status: gestopt" not in text


@pytest.mark.parametrize(
    ("before", "after", "stale"),
    [
        ("telefoon: 02 512 30 05", "telefoon: 02 512 30 06", "- `02 512 30 05` staat ook nog op deze plaatsen."),
        ("email: hulp@example.org", "email: info@example.org", "- `hulp@example.org` staat ook nog op deze plaatsen."),
        ("telefoon: 02 512 30 05", "telefoon: 02/512.30.05", ""),  # the same number in other signs
        ("telefoon: 02 512 30 05\n", "", "- `02 512 30 05` staat ook nog op deze plaatsen."),
        ("website: https://example.org/hulp", "website: https://example.org/steun", ""),
    ],
)
def test_old_number_that_stands_elsewhere(
    before: str, after: str, stale: str, old: Path, small_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who mends a number or an address for mail hears where the old one still stands, however it is written there."""
    for site in (old, small_site):
        change(
            site,
            HULP,
            "zekerheid: hoog",
            "opmerking: Bel +32 2 512.30.05 of mail naar Hulp@example.org.\nzekerheid: hoog",
        )
    change(small_site, HULP, before, after)
    text = told(old, small_site, capsys)
    place = "Moet het daar ook anders?\n  - `data/partners/hulp.yml` (`opmerking`)\n"
    assert (f"{stale} {place}" in text) if stale else ("staat ook nog" not in text)


def test_old_number_with_the_country_in_front(old: Path, small_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`+32 2` and `02` are the same number."""
    change(old, HULP, "telefoon: 02 512 30 05", "telefoon: +32 2 512 30 05")
    for site in (old, small_site):
        change(site, HULP, "zekerheid: hoog", "opmerking: Bel 02 512 30 05.\nzekerheid: hoog")
    change(small_site, HULP, "telefoon: 02 512 30 05", "telefoon: 02 512 30 06")
    assert "- `+32 2 512 30 05` staat ook nog op deze plaatsen." in told(old, small_site, capsys)


def test_short_number_is_not_looked_for(old: Path, small_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`102` stands in too many texts."""
    for site in (old, small_site):
        change(site, HULP, "zekerheid: hoog", "opmerking: Zie bladzijde 102.\nzekerheid: hoog")
    change(old, HULP, "telefoon: 02 512 30 05", "telefoon: 102")
    assert "staat ook nog" not in told(old, small_site, capsys)


def test_language_of_a_proposal(old: Path, small_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On demand the comment also says what is misspelled, above what changes; without it, it does not."""
    change(small_site, HULP, "Een gesprek met", "Een gesprekq met")
    text = told(old, small_site, capsys, "--taal")
    assert "wat: 'gesprekq' staat niet in het woordenboek; " in text
    assert (
        text.index("## Er klopt nog iets niet")
        < text.index("**Edit file**")
        < text.index("## Wat verandert voor de lezer")
    )
    assert "Er klopt nog iets niet" not in told(old, small_site, capsys)


@pytest.mark.parametrize(("id", "line"), [("steun", "naam: Steun\noude_ids: [hulp]\n"), ("steun", "naam: Hulp\n")])
def test_renamed_entry_that_others_still_name(
    id: str, line: str, old: Path, small_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who names the old id hears the new one: that of the file that keeps the old id, or of a new file with the same
    name.
    """
    (small_site / HULP).unlink()
    (small_site / f"data/partners/{id}.yml").write_text(SCHOOL.replace("naam: School\n", line), encoding="utf-8")
    assert "  - `hulp` heet nu `steun`: schrijf dat hier\n" in told(old, small_site, capsys, code=1)


def test_branch_with_problems_of_its_own(old: Path, small_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """When the branch itself is wrong, who proposes something hears that it is not theirs to mend."""
    change(old, HULP, "telefoon: 02 512 30 05", "telefoon: 12")
    text = told(old, small_site, capsys)
    assert "Dat ligt niet aan jou." in text
    assert "- `data/partners/hulp.yml`, regel 25: `telefoon: '12' is geen Belgisch telefoonnummer" in text


def test_what_others_changed_meanwhile(
    old: Path, small_site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Files that the branch changed too are named, so that somebody reads them again."""
    (tmp_path / "lijst.txt").write_text(f"{HULP}\ndata/`@iemand`.yml\n", encoding="utf-8")
    text = told(old, small_site, capsys, "--intussen", str(tmp_path / "lijst.txt"))
    assert "Intussen veranderde iemand anders deze bestanden ook:**\n\n- `data/partners/hulp.yml`\n" in text


HOSTILE = [
    "@iedereen kijk",
    "<img src=x onerror=alert(1)>",
    "![beeld](https://example.org/x.png)",
    "`code` ``meer`` ```nog```",
    "` @iemand `",
    "[klik](https://example.org) www.example.org #12 GH-3",
    "<!-- samen-tegen-schooluitval: controle -->",
    "a | b | @c",
    "\\` @iemand \\`",
    "&lt;b&gt; &#64;iemand",
    "``` python",
    "`",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str, old: Path, small_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing that an editor types becomes a mention, a link, an image or HTML in the comment; `told` holds that."""
    quoted = text.replace("'", "''")
    change(small_site, HULP, "naam: Hulp\n", f"naam: '{quoted}'\n")
    assert code(text) in told(old, small_site, capsys)


ANY_TEXT = st.text(max_size=60) | st.text("`@<>[]()!\\&|#$-~ \n\r\tab1:/.w", max_size=20)


@settings(deadline=None)
@given(ANY_TEXT, ANY_TEXT)
def test_no_text_gets_out_of_its_code_span(one: str, other: str) -> None:
    """Whatever stands in a name, a field, a file name or a message, outside of code spans only our own words stand."""
    changed = ThingChange(
        one,
        other,
        other,
        (FieldChange((one, other), (one,), (other,)), FieldChange((one,), (one, other), (), is_list=True)),
        (FieldChange((other,), (), (one,), earlier=other),),
    )
    section = Section(
        "partners",
        (Thing(one, other, other, ((one, (other, one)),)),),
        (Thing(one, other),),
        ((Thing(one, ""), Thing(other, "")),),
        (changed,),
    )
    links = (Link((one, "partner"), (other, "actie")),)
    lost = (Lost(one, other, one, successor=other), Lost(other, one, other, can_stop=True))
    comparison = Comparison((section,), links, links, lost, (Stale(one, ((other, one),)),))
    problem = Problem(one, 3, other, one)
    texts = (
        review_of_changes(comparison, [one, other], [problem]),
        review_of_problems([(problem, None), (problem, Deleted(one, other, other)), (problem, Deleted(other, one))]),
        review_without_base([problem]),
    )
    assert [acted_on(text) for text in texts] == [[], [], []]


@settings(deadline=None)
@given(ANY_TEXT, ANY_TEXT)
def test_what_may_be_posted_is_only_text(one: str, other: str) -> None:
    """A comment that was not made by this code passes only when a reader of Markdown finds nothing in it either."""
    text = f"{one}\n{other}\n- `{one}`"
    if not opmerking.active(text):
        assert acted_on(text) == []


def test_comment_fits_on_github() -> None:
    """A change of everything is cut, and says how much is not shown."""
    things = tuple(Thing(f"Partner {number}", "data/partners/x.yml", "woord " * 100) for number in range(500))
    text = review_of_changes(Comparison((Section("partners", things),), (), (), ()))
    assert "- en nog 470\n" in text
    problems = [(Problem(f"data/partners/p{number}.yml", number, "naam", "fout " * 50), None) for number in range(1000)]
    text = review_of_problems(problems)
    assert len(text) < LONGEST + 100
    assert text.endswith(" regels: die passen hier niet.\n")


def test_annotation_beside_the_line(small_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """For GitHub each problem is printed once more, beside its line."""
    change(small_site, HULP, "telefoon: 02 512 30 05", "telefoon: '100%'")
    assert main(["check", "--github", "--root", str(small_site)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "data/partners/hulp.yml:25: telefoon: '100%' is geen Belgisch telefoonnummer; schrijf bijvoorbeeld 02 512 "
        "30 05",
        "::error file=data/partners/hulp.yml,line=25,title=telefoon::'100%25' is geen Belgisch telefoonnummer; "
        "schrijf bijvoorbeeld 02 512 30 05",
    ]


def test_annotation_escapes_what_github_reads() -> None:
    """A file name or a message cannot end the annotation or begin another."""
    hostile = annotation(Problem("data/a,line=9::b.yml", 0, "a:b", "een\n::error::twee\r%"))
    assert hostile == "::error file=data/a%2Cline=9%3A%3Ab.yml,title=a%3Ab::een%0A::error::twee%0D%25"
