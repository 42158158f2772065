"""Search finds in Dutch: words and their forms, the index, and questions in a real browser, on the small site. Whether
the real site answers the questions of tests/search/questions.yml is asked by hand: `make inhoud`.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from conftest import complete, copied, note_error, note_request, once, opened, served, until
from playwright.sync_api import Browser, Page

from macros.generator.search import EVERYDAY_LIST
from macros.library.words import RULES, parts, plain, root, words
from macros.outputs.searching import Found, index

TESTS = Path(__file__).parent
QUESTIONS = yaml.safe_load((TESTS / "search" / "questions.yml").read_text(encoding="utf-8"))
TYPE = (TESTS / "search" / "type.js").read_text(encoding="utf-8")
FIRST = 5
"""Results in which the right page must be."""
RIGHT = 0.95
"""Share of the questions that must be answered."""


@pytest.mark.parametrize(
    "forms",
    [
        "spijbelen spijbel spijbelt spijbelde spijbelden spijbelend gespijbeld spijbelaar spijbelaars",
        "uitsluiting uitsluitingen uitsluiten uitgesloten",
        "afwezig afwezige afwezigheid afwezigheden",
        "begeleiding begeleidingen begeleider begeleiders begeleiden begeleidt begeleid",
        "schorsing schorsingen schorsen geschorst",
        "uitval uitvallen uitgevallen uitvaller uitvallers",
        "pesten gepest pest pester pesters",
        "aanmelden aangemeld aanmelding aanmeldingen",
        "inschrijven ingeschreven inschrijving",
        "werkloos werkloze werklozen werkloosheid",
        "brugfiguur brugfiguren",
        "school scholen",
        "brief brieven",
        "huis huizen",
        "stoppen stopt gestopt",
        "ecole ecoles",
        "coach coaches",
        "definitief definitieve",
    ],
)
def test_forms_of_a_word_share_a_root(forms: str) -> None:
    assert len({root(word) for word in forms.split()}) == 1


@pytest.mark.parametrize(
    "pair",
    [
        "gedrag drag",
        "geweld wel",
        "gemeente mee",
        "gezin zin",
        "school schaal",
        "straf straat",
        "gewest west",
        "naft na",
    ],
)
def test_other_words_keep_another_root(pair: str) -> None:
    one, other = pair.split()
    assert root(one) != root(other)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Créteil", ["creteil"]),
        ("coördinator Œuvre", ["coordinator", "oeuvre"]),
        ("time-out", ["time", "out", "timeout"]),
        ("D'Broej", ["broej", "dbroej"]),
        ("d’accrochage", ["accrochage", "daccrochage"]),
        ("bel 02 512 30 05 of 1813 in 1080", ["bel", "512", "of", "1813", "in", "1080"]),
        ("&lt;", ["lt"]),
        ("", []),
    ],
)
def test_words_of_a_text(text: str, found: list[str]) -> None:
    assert [*words(text)] == found


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("schooluitval", ("school", "uitval")),
        ("leerlingenbegeleiding", ("leerlingen", "begeleiding")),
        ("afwezigheidscijfers", ("afwezigheid", "cijfers")),
        ("schooluitvalcijfers", ("school", "uitval", "cijfers")),
        ("voorschool", ()),
        ("uitval", ()),
        ("zomaariets", ()),
    ],
)
def test_a_compound_gives_its_parts(word: str, found: tuple[str, ...]) -> None:
    known = {"school", "uitval", "leerlingen", "begeleiding", "afwezigheid", "cijfers", "voor"}
    assert parts(word, known) == found


def read(made: dict[str, Any]) -> dict[str, dict[str, float]]:
    """Word -> address -> weight, from the packed form."""
    found: dict[str, dict[str, float]] = {}
    for word, packed in zip(made["words"].split(" "), made["places"].split(" "), strict=True):
        number, step = -1, ""
        for letter in packed:
            if not letter.isupper():
                step += letter
                continue
            number += 1 + int(step or "0", 36)
            found.setdefault(word, {})[made["docs"][number]["location"]] = 0.3 * 1.2 ** (ord(letter) - ord("A"))
            step = ""
    return found


def test_the_index_tells_where_words_stand_and_how_heavy() -> None:
    pages = [Found(f"{number}/", "Iets", "Een zin.", text="vulling") for number in range(50)]
    pages += [
        Found("titel/", "Uitval", "Een zin."),
        Found("tekst/", "Iets", "Een zin.", text="Over uitval. Niet over wie."),
        Found("deel/", "Schooluitval", "Op school."),
    ]
    pages += [Found("naam/", "Dienst", "Een zin.", names="Vorst Forest")]
    found = read(index(pages, {"dropout": "uitval", "van school": "uitval"}))
    assert set(found["uitval"]) == {"titel/", "tekst/", "deel/"}
    assert found["uitval"]["titel/"] > found["uitval"]["deel/"] > found["uitval"]["tekst/"]
    assert found["forest"].keys() == {"naam/"}
    assert found["dropout"].keys() == found["uitval"].keys()
    assert found["dropout"]["titel/"] < found["uitval"]["titel/"]
    assert "wie" not in found
    assert "van school" not in found
    assert len(found["vulling"]) == 50


def test_a_word_on_a_long_page_counts_for_less() -> None:
    filling = " ".join(f"woord{number:04}x" for number in range(3000))
    found = read(
        index([Found("kort/", "Iets", "", text="pesten"), Found("lang/", "Iets", "", text=f"pesten {filling}")], {})
    )
    assert found["pesten"]["kort/"] > found["pesten"]["lang/"]


@pytest.fixture(scope="module")
def made(site: Path) -> dict[str, Any]:
    """The index as it is served."""
    read: dict[str, Any] = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    return read


@pytest.mark.content
def test_every_everyday_word_leads_to_words_of_the_site(made: dict[str, Any]) -> None:
    """A line of data/lijsten/zoekwoorden.yml that leads nowhere helps nobody."""
    known = {root(word) for word in made["config"]["words"].split(" ")}
    lines = yaml.safe_load((TESTS.parent / "data" / "lijsten" / f"{EVERYDAY_LIST}.yml").read_text(encoding="utf-8"))[
        "woorden"
    ]
    assert not [word for line in lines.values() for word in plain(line["label"]).split() if root(word) not in known]


def small_search(root: Path) -> None:
    """The small site built, with search."""
    site = complete(copied(root))
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--strict", "-q"], cwd=site, check=True)


@pytest.fixture(scope="module")
def small_host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(once(tmp_path_factory, "small-search", small_search) / "site") as address:
        yield address


ASKED = {
    # what a reader types -> the page that must come first
    "het woord zelf": ("wegblijven", "risicofactoren/wegblijven/"),
    "een vorm ervan in een zin": ("mijn kind blijft vaak weg, wegblijvers", "risicofactoren/wegblijven/"),
    "een tikfout": ("wegblyven", "risicofactoren/wegblijven/"),
    "het einde van een samenstelling": ("bezoek", "interventies/huisbezoek/"),
    "een woord dat nog niet af is": ("huisbez", "interventies/huisbezoek/"),
    "hoofdletters en een accent": ("HÚISBEZOEK", "interventies/huisbezoek/"),
    "wie waar zit": ("hulp anderlecht", "partners/hulp/"),
}


@pytest.mark.build
@pytest.mark.parametrize(("question", "first"), ASKED.values(), ids=ASKED.keys())
def test_a_question_finds_its_page(question: str, first: str, small_host: str, browser: Browser) -> None:
    page = search_opened(browser, small_host)
    assert results(page, small_host, question)[:1] == [first]
    page.context.close()


def search_opened(browser: Browser, host: str) -> Page:
    """A page with the search field in focus and the index there."""
    page = opened(browser, f"{host}contact/")
    page.locator(".md-search__input").focus()
    until(page, "document.querySelector('.md-search-result__meta').textContent === 'Typ wat je zoekt'")
    return page


@pytest.fixture(scope="module")
def page(host: str, browser: Browser) -> Iterator[Page]:
    """A page of the real site, ready to search."""
    page = search_opened(browser, host)
    yield page
    page.context.close()


def results(page: Page, host: str, question: str) -> list[str]:
    """The addresses of the pages that are found, the best first."""
    found = page.evaluate(TYPE, question)["found"]
    return [urlsplit(address[len(host) :]).path for address in found]


@pytest.mark.content
def test_questions_find_their_page_among_the_first_five(page: Page, host: str) -> None:
    missed = []
    for asked in QUESTIONS:
        answer = page.evaluate(TYPE, asked["question"])
        first = [urlsplit(address[len(host) :]).path for address in answer["found"][:FIRST]]
        if not set(first) & set(asked["pages"]):
            missed.append(f"{asked['question']} ({asked['kind']}): {', '.join(first) or 'niets'}")
    assert len(missed) <= (1 - RIGHT) * len(QUESTIONS), "\n".join(missed)


@pytest.mark.content
def test_the_set_of_questions_is_sound(site: Path) -> None:
    """Each question once, at least ten of each difficult kind, and pages that exist."""
    asked = [question["question"] for question in QUESTIONS]
    assert len(asked) == len(set(asked)) >= 90
    kinds = [question["kind"] for question in QUESTIONS]
    assert all(kinds.count(kind) >= 10 for kind in ("typfout", "accent", "samenstelling", "afkorting", "frans"))
    assert not [
        address
        for question in QUESTIONS
        for address in question["pages"]
        if not (site / address / "index.html").is_file()
    ]


def test_a_browser_takes_every_word_of_the_site_apart_as_the_build_did(page: Page, made: dict[str, Any]) -> None:
    known = made["config"]["words"].split(" ")
    theirs = page.evaluate(
        "([rules, words]) => words.map(word => rules.reduce((left, [from, to]) => left.replace(new RegExp(from, "
        "'g'), to), word))",
        [[*map(list, RULES)], known],
    )
    assert [
        word
        for word, other in zip(known, theirs, strict=True)
        if len(word) > 3 and not word.isdigit() and root(word) != other
    ] == []


@pytest.mark.build
@pytest.mark.parametrize("question", ['"(*[+', "a", "?", "\\", "de het een", "x" * 300])
def test_strange_questions_do_no_harm(question: str, small_host: str, browser: Browser) -> None:
    page = search_opened(browser, small_host)
    errors: list[str] = []
    page.on("pageerror", partial(note_error, errors))
    results(page, small_host, question)
    assert results(page, small_host, "wegblijven")
    assert not errors
    page.context.close()


@pytest.mark.build
def test_results_show_the_sentence_of_the_page_and_mark_what_was_found(small_host: str, browser: Browser) -> None:
    page = search_opened(browser, small_host)
    assert results(page, small_host, "wegblijven")
    found = page.locator(".md-search-result__item").first
    assert "Een risicofactor die alleen in de tests bestaat." in found.inner_text()
    assert found.locator("mark").first.inner_text() == "Wegblijven"
    assert page.locator(".search-none").is_hidden()
    page.context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_who_finds_nothing_is_led_on(width: int, host: str, browser: Browser) -> None:
    page = opened(browser, f"{host}contact/", width)
    page.locator(".md-search__input").focus()
    page.keyboard.type("xqzxqz")
    page.locator(".search-none").wait_for()
    assert page.locator(".md-search-result__meta").inner_text() == "Niets gevonden"
    addresses = [link.evaluate("link => link.href") for link in page.locator(".search-none a").all()]
    assert addresses == [f"{host}{address}" for address in ("wie-helpt/", "begrippen/", "contact/")]
    page.keyboard.press("Enter")
    assert page.url == f"{host}contact/"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{host}wie-helpt/")
    page.context.close()


def test_search_loads_when_the_field_has_focus_and_is_light(site: Path, host: str, browser: Browser) -> None:
    """Nothing of it before; then at most 200 kB, compressed as a host does."""
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", partial(note_request, asked))
    page.goto(f"{host}contact/")
    page.wait_for_load_state("networkidle")
    before = len(asked)
    assert [address[len(host) :] for address in asked if "search" in address] == ["assets/search-field.js"]
    page.locator(".md-search__input").focus()
    until(page, "document.querySelector('.md-search-result__meta').textContent === 'Typ wat je zoekt'")
    paths = [
        address[len(host) :] for address in asked[before:] if "search" in address
    ]  # the icon of the tab may come late
    assert sorted(paths) == ["assets/search.js", "search/search_index.json"]
    assert sum(len(gzip.compress((site / path).read_bytes(), 6)) for path in paths) <= 200_000
    page.close()


@pytest.mark.build
@pytest.mark.parametrize("width", [390, 1160, 1280, 1440])
def test_the_panel_with_results_stays_on_the_screen(width: int, small_host: str, browser: Browser) -> None:
    page = opened(browser, f"{small_host}contact/", width)
    page.keyboard.press("/")
    page.keyboard.type("leerling")
    page.locator(".md-search-result__item").first.wait_for()
    page.wait_for_timeout(500)  # the panel slides open
    box = page.locator(".md-search__output").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert page.evaluate("(box => box.scrollWidth <= box.clientWidth)(document.querySelector('.md-search__output'))")
    page.context.close()
