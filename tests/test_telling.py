"""What pages tell at the edges: terms, bands of age, numbers that are drawn already, fields that nobody filled."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
import yaml
from test_hours import OFFICE, with_hours
from test_pages import visible
from test_site import LEFTOVER

from macros.library import DataError, Library, read_library
from macros.library.coverage import COUNTED, coverage, orphans
from macros.library.models.describe import describe
from macros.library.models.entries import KINDS, Entry, Partner
from macros.library.models.facets import TOWN, Facet
from macros.library.models.fields import web_address
from macros.library.models.figures import Figure
from macros.library.models.network import Week
from macros.outputs.api import api
from macros.outputs.jsonld.publisher import _exceptions
from macros.render.choices import ANY, answers, choices, facet_words
from macros.render.landscape import BANDS, ages, matrices
from macros.render.pages import entry_pages
from macros.render.tables import undrawn
from macros.render.terms import linker


@pytest.fixture
def library(small_site: Path) -> Library:
    return read_library(small_site)


def changed(site: Path, name: str, *pairs: tuple[str, str]) -> Library:
    """The library after edits in one file."""
    path = site / "data" / name
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return read_library(site)


# ---- what there is ----


def test_what_answers_to_a_signal_is_counted_per_kind(library: Library) -> None:
    (counted,) = [counts for id, counts in coverage(library) if id == "wegblijven"]
    assert dict(zip(COUNTED, counted, strict=True)) == {
        "aanbod": 1,
        "partners": 1,
        "praktijken": 1,
        "interventies": 1,
        "cijfers": 1,
        "acties": 1,
    }


def test_terms_stand_by_name_however_they_were_typed(small_site: Path) -> None:
    (small_site / "data" / "begrippen.yml").write_text(
        "begrippen:\n  - {term: zorg, betekenis: Hulp.}\n  - {term: Afwezig, betekenis: Er niet zijn.}\n",
        encoding="utf-8",
    )
    assert [term.term for term in read_library(small_site).glossary] == ["Afwezig", "zorg"]


@pytest.mark.parametrize(("letters", "is_one"), [(2000, True), (2001, False)])
def test_an_address_has_an_end(letters: int, is_one: bool) -> None:
    address = f"https://example.org/{'x' * (letters - 20)}"
    assert len(address) == letters
    if is_one:
        assert web_address(address) == address
    else:
        with pytest.raises(ValueError, match="is geen webadres"):
            web_address(address)


# ---- words ----


@pytest.mark.parametrize("flag", ["breuk", "benadering"])
def test_a_word_that_nobody_explained_leaves_no_hole(flag: str, small_site: Path) -> None:
    """A word of a list needs a label and no more."""
    for path in (small_site / "data" / "lijsten").glob("*.yml"):
        read = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
        for word in read["woorden"].values():
            word.pop("uitleg", None)
        path.write_text(yaml.safe_dump(read, allow_unicode=True, sort_keys=False), encoding="utf-8")
    library = changed(small_site, "cijfers/afwezig.csv", (",breuk,", f",{flag},"))
    for page in entry_pages(library):
        assert not LEFTOVER.search(visible(page.html)), page.entry.address


# ---- terms ----

TERM = '<a class="term" href="../begrippen/#uitval">'
LINKED = {
    "Over uitval en nog eens uitval.": f"Over {TERM}uitval</a> en nog eens uitval.",
    "Uitval begint vroeg.": f"{TERM}Uitval</a> begint vroeg.",
    "Een uitval-cijfer, en de uitvaller.": "Een uitval-cijfer, en de uitvaller.",
    "school-uitval": "school-uitval",
    "een uitval- en spijbelplan": "een uitval- en spijbelplan",
    "<h2>Uitval</h2>\n<p>Uitval</p>": f"<h2>Uitval</h2>\n<p>{TERM}Uitval</a></p>",
    '<a href="x/">uitval</a> is <b>uitval</b>': f'<a href="x/">uitval</a> is <b>{TERM}uitval</a></b>',
    '<ul class="links"><li>uitval</li></ul> uitval': f'<ul class="links"><li>uitval</li></ul> {TERM}uitval</a>',
    "(uitval), uitval": f"({TERM}uitval</a>), uitval",
    "uitsluiting": "uitsluiting",
}


@pytest.mark.parametrize(("html", "expected"), LINKED.items())
def test_the_first_use_of_a_term_is_linked_and_no_other(html: str, expected: str, small_site: Path) -> None:
    (small_site / "data" / "begrippen.yml").write_text(
        "begrippen:\n  - term: uitval\n    betekenis: Stoppen zonder diploma.\n", encoding="utf-8"
    )
    linked, found = linker(read_library(small_site)).link(html, "../begrippen/")
    assert linked == expected
    assert found == ({"uitval"} if "term" in expected else set())


# ---- lists ----


def test_a_field_that_nobody_filled_hides_no_card(small_site: Path) -> None:
    library = changed(small_site, "partners/hulp.yml", ("niveaus: [secundair]\n", ""), ("werkgebied:", "#werkgebied:"))
    told = answers(library, library["partners"]["hulp"])
    assert (told["niveau"], told["gemeente"]) == (ANY, ANY)
    assert told["doelgroep"] == "leerlingen ouders"


@pytest.mark.parametrize(
    ("places", "towns"), [(("vlaamse-gemeenschap",), (ANY,)), (("anderlecht",), ("anderlecht",)), ((), ())]
)
def test_what_is_in_all_of_the_region_is_in_every_town(
    places: tuple[str, ...], towns: tuple[str, ...], library: Library
) -> None:
    """Whatever its kind."""
    anything = cast(Entry, SimpleNamespace(werkgebied=places))
    assert facet_words(library, anything, TOWN) == towns


@pytest.mark.parametrize(("typed", "answered"), [(None, ()), ("duaal", ("duaal",)), (("a", "b"), ("a", "b"))])
def test_a_field_answers_whether_it_holds_nothing_one_word_or_more(
    typed: object, answered: tuple[str, ...], library: Library
) -> None:
    entry = cast(Entry, SimpleNamespace(soort=typed))
    assert facet_words(library, entry, Facet("soort", "Soort", "soort")) == answered


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_what_readers_choose_by_is_there(kind: type[Entry], library: Library) -> None:
    """A list and the finder ask for fields and properties of their kind, each under one name in the address; its
    options come from a list or a kind that there is, or it is the age that the finder asks for.
    """
    finder = Partner.finder if kind is Partner else ()
    for facets in (kind.facets, finder):
        assert len({facet.key for facet in facets}) == len(facets)
    for facet in (*kind.facets, *finder):
        assert hasattr(kind, facet.field) or facet.field in kind.model_fields
        field = describe(kind).get(facet.field)
        of_field = {*field.lists, *(marker.kind for marker in field.refers_to)} if field else set()
        sources = {facet.source} if facet.source else of_field
        assert facet.is_age or sources
        assert sources <= {*library.lists, *KINDS}
    assert not any(facet.is_age for facet in kind.facets)


def test_a_choice_that_no_card_answers_to_is_not_offered(library: Library) -> None:
    partners = library["partners"].values()
    offered = {
        choice.facet.key: [word for word, _ in choice.options] for choice in choices(library, "partners", partners)
    }
    assert offered["pijler"] == ["preventie", "interventie"]


# ---- ages ----

EDGES = [
    # from, to -> the bands in which an offer for these ages counts
    ("2", "5", [(2, 5)]),
    ("5", "6", [(2, 5), (6, 11)]),
    ("11", "11", [(6, 11)]),
    ("12", "14", [(12, 14)]),
    ("14", "15", [(12, 14), (15, 17)]),
    ("18", "25", [(18, 25)]),
    ("26", "30", []),
]


@pytest.mark.parametrize(("low", "high", "expected"), EDGES)
def test_an_offer_counts_in_every_band_of_age_that_it_touches(
    low: str, high: str, expected: list[tuple[int, int]], small_site: Path
) -> None:
    library = changed(
        small_site, "partners/hulp.yml", ("leeftijd_van: 12", f"leeftijd_van: {low}"), ("tot: 18", f"tot: {high}")
    )
    (by_age,) = [matrix for matrix in matrices(library) if matrix.id == "leeftijden"]
    lines = by_age.lines[: len(BANDS)]
    counted = [band for band, (_, _, cells) in zip(BANDS, lines, strict=True) if dict(cells)["preventie"]]
    assert counted == expected


def test_usual_ages_stand_in_for_those_that_nobody_gave(small_site: Path) -> None:
    library = changed(small_site, "partners/hulp.yml", ("leeftijd_van: 12\nleeftijd_tot: 18\n", ""))
    assert ages(library.of(Partner)["hulp"]) == (12, 18)
    library = changed(small_site, "partners/hulp.yml", ("niveaus: [secundair]\n", "leeftijd_tot: 9\n"))
    assert ages(library.of(Partner)["hulp"]) == (0, 9)


# ---- numbers ----

PERCENTAGES = [
    # value, numerator, denominator -> whether they agree within rounding
    ("6.1", "61", "1000", True),
    ("6.1", "121", "2000", True),  # 6.05 rounds to 6.0 or 6.1
    ("6.1", "6149", "100000", True),
    ("6.1", "6160", "100000", False),
    ("6.1", "6040", "100000", False),
]


@pytest.mark.parametrize(("value", "numerator", "denominator", "right"), PERCENTAGES)
def test_a_percentage_is_its_numerator_over_its_denominator_within_rounding(
    value: str, numerator: str, denominator: str, right: bool, small_site: Path
) -> None:
    path = small_site / "data" / "cijfers" / "afwezig.csv"
    header, first, *_ = path.read_text(encoding="utf-8").splitlines()
    names = header.split(",")
    cells = dict(zip(names, first.split(","), strict=True))
    cells |= {"waarde": value, "eenheid": "%", "teller": numerator, "noemer": denominator, "vlag": ""}
    cells |= {"uitsplitsing": "proef", "categorie": "proef"}
    with path.open("a", encoding="utf-8") as file:
        file.write(",".join(cells[name] for name in names) + "\n")
    try:
        read_library(small_site)
        problems: list[str] = []
    except DataError as error:
        problems = [str(problem) for problem in error.problems if problem.path.endswith(".csv")]
    assert (not problems) is right, problems


def test_numbers_that_are_drawn_are_not_shown_once_more(library: Library) -> None:
    for figure in library.of(Figure).values():
        drawn = {id(row) for chart in figure.grafieken for row in chart.drawn(figure.rows)}
        shown = [
            row for table in undrawn(library, figure) for line in table.lines for cell in line.cells for row in cell
        ]
        assert not drawn & {id(row) for row in shown}
        assert len(shown) == len(figure.rows) - len(drawn)


def test_programs_get_a_whole_number_without_a_point(library: Library) -> None:
    files = {path: body.decode() for path, _, body in api(library)}
    (action,) = [text for path, text in files.items() if path.endswith("acties/aanspreekpunt.json")]
    assert '"doelwaarde":5,' in action
    (approach,) = [text for path, text in files.items() if path.endswith("interventies/huisbezoek.json")]
    assert '"waarde":1.1,' in approach


# ---- links, hours, holidays ----


def test_an_entry_that_only_names_itself_or_a_milestone_is_linked_to_nothing(small_site: Path) -> None:
    alone = small_site / "data" / "partners" / "alleen.yml"
    alone.write_text(
        "naam: Alleen\nkort: Een partner.\nsoort: onderwijs\ngemeenschap: nl\nzekerheid: laag\nbronnen:\n"
        "  - url: https://example.org/a\nnagekeken_op: 2017-03-01\nnagekeken_door: redactie\n",
        encoding="utf-8",
    )
    assert "alleen" in [entry.id for entry in orphans(read_library(small_site))]
    assert "hulp" not in [entry.id for entry in orphans(read_library(small_site))]


@pytest.mark.parametrize(
    ("hours", "right"),
    [
        ("08:30-12:00 en 12:00-16:00", False),  # that is one stretch
        ("08:30-12:00 en 12:01-16:00", True),
        ("08:30-08:30", False),
    ],
)
def test_two_stretches_of_hours_have_a_break_between_them(hours: str, right: bool) -> None:
    try:
        Week.model_validate({"ma": hours})
        accepted = True
    except ValueError:
        accepted = False
    assert accepted is right


def test_a_holiday_of_one_day_begins_and_ends_on_it(small_site: Path) -> None:
    site = with_hours(small_site, OFFICE.replace("2016-11-01", "2026-11-01"))
    office = read_library(site, today=date(2026, 11, 10)).network.clb
    spans = [(told["validFrom"], told["validThrough"]) for told in _exceptions(office, date(2026, 11, 10))]
    assert ("2026-11-11", "2026-11-11") in spans
