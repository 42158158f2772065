"""The site in a real browser: accessible, within its weight, by keyboard, without JavaScript, and alone with its own
host.
"""

from __future__ import annotations

import gzip
import re
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import LISTEN, keep, note_error, note_request, opened, real_library, until
from lxml import html
from playwright.sync_api import Browser, Route

from macros.library.models.entries import Partner

LOOKED_AT: dict[str, tuple[str, dict[str, str]]] = {
    "partner": ("partners", {"gemeenschap": "nl", "status": "actief"}),
    "partner in het Frans": ("partners", {"gemeenschap": "fr", "status": "actief"}),
    "praktijk": ("praktijken", {}),
    "risicofactor": ("risicofactoren", {}),
    "aanpak die werkt": ("interventies", {"oordeel": "werkt"}),
    "aanpak die schaadt": ("interventies", {"oordeel": "schaadt"}),
    "actie": ("acties", {}),
    "cijfer": ("cijfers", {}),
    "netwerkdag": ("netwerkdagen", {}),
    "nieuws": ("nieuws", {}),
}
"""Kind of page -> the kind of entry, and what it must say: the first one there is, is looked at."""


def first_address(kind: str, wanted: dict[str, str]) -> str:
    """The address of the first entry that says what is wanted; empty when none does."""
    entries = real_library()[kind].values()
    fitting = (entry.address for entry in entries if all(getattr(entry, key) == wanted[key] for key in wanted))
    return next(fitting, "")


PARTNER = first_address("partners", {})
FIGURE = first_address("cijfers", {})
SIGNAL = next(iter(real_library()["risicofactoren"].values()))


PAGES = {
    "home": "",
    "lijst van partners": "partners/",
    "lijst van aanpakken": "interventies/",
    "lijst van cijfers": "cijfers/",
    **{name: address for name, wanted in LOOKED_AT.items() if (address := first_address(*wanted))},
    "informatiebundel": "informatiebundel/",
    "hoofdstuk": "informatiebundel/wat-is-het/",
    "bewijskaart": "informatiebundel/bewijskaart/",
    "landschap": "landschap/",
    "lacunes": "landschap/lacunes/",
    "wie helpt": "wie-helpt/",
    "wie doet wat": "partners/wie-doet-wat/",
    "zelftest": "zelftest/",
    "verwijspad": "verwijspad/",
    "actieplan": "actieplan/",
    "begrippen": "begrippen/",
    "bronnen": "bronnen/",
    "contact": "contact/",
    "formulier": "formulier/",
    "over": "over/",
    "meewerken": "meewerken/",
    "beheer": "beheer/",
    "open data": "open-data/",
    "toegankelijkheid": "toegankelijkheid/",
    "pagina die er niet is": "404.html",
}
FRAMES = {PAGES["home"], PAGES["partner"], PAGES["hoofdstuk"]}
"""One page for each frame: doors, one column, and a menu of the chapter beside it."""
HEAVIER = {"cijfers/": 150, "wie-helpt/": 150}
KILOBYTES = 100


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())
def test_a_page_is_accessible_keeps_its_policy_and_is_alone_with_its_host(
    address: str, host: str, browser: Browser
) -> None:
    """Light on a wide screen and dark on a phone; no error in the console either, and nothing scrolls sideways at
    320 px, which is also a screen of 1280 px at 400 % zoom.

    What a page holds is the same in both, colours hang on the scheme and places on the width. Only the frame has parts
    that one width alone shows, such as the menu of a phone: its pages are seen in both schemes at both widths.
    """
    views = [(1440, "light"), (390, "dark")]
    if address in FRAMES:
        views += [(1440, "dark"), (390, "light")]
    for width, scheme in views:
        page = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light"
        ).new_page()
        asked: list[str] = []
        errors: list[str] = []
        page.on("request", partial(note_request, asked))
        page.on("pageerror", partial(note_error, errors))
        page.add_init_script(LISTEN)
        page.goto(host + address)
        stopped = page.evaluate("window.broken || []")
        assert not stopped, f"{width} {scheme}: the policy stopped {stopped}"
        results = Axe().run(page, options={"resultTypes": ["violations"]})  # what is right need not be told
        assert not results.violations_count, f"{width} {scheme}: {results.generate_report()}"
        assert not [url for url in asked if not url.startswith(host)]
        assert not errors
        page.set_viewport_size({"width": 320, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.context.close()


@pytest.mark.parametrize("address", ["informatiebundel/bewijskaart/", "landschap/lacunes/", "cijfers/", FIGURE])
def test_the_first_column_of_a_table_leaves_room_for_the_numbers(address: str, host: str, browser: Browser) -> None:
    """It stays in sight while the rest scrolls by, so on a phone it may not cover the rest."""
    page = opened(browser, host + address, 320)
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    covered = page.evaluate("""[...document.querySelectorAll('.table:has(.numbers)')]
        .filter(box => box.scrollWidth > box.clientWidth)
        .flatMap(box => [...box.querySelectorAll('tbody th')]
          .map(cell => cell.getBoundingClientRect().width / box.clientWidth))""")
    assert covered
    assert max(covered) <= 0.6
    page.context.close()


@pytest.mark.parametrize("width", [360, 600, 768, 960, 1100, 1160, 1280])
def test_the_frame_fits_every_width(width: int, host: str, browser: Browser) -> None:
    page = opened(browser, f"{host}{PARTNER}", width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())
def test_first_visit_stays_within_its_weight(address: str, host: str, browser: Browser) -> None:
    """Compressed as a host does; the search index is not asked for."""
    page = browser.new_context(viewport={"width": 390, "height": 900}).new_page()
    bodies: dict[str, bytes] = {}
    page.on("response", partial(keep, bodies))
    page.goto(host + address)
    page.wait_for_load_state("networkidle")
    assert not [url for url in bodies if "search_index" in url]
    weights = {url[len(host) :]: len(gzip.compress(body, 6)) for url, body in bodies.items()}
    assert sum(weights.values()) <= 1000 * HEAVIER.get(address, KILOBYTES), weights
    page.context.close()


OWN_SCRIPT = re.compile(r'<script src="[^"]*/?assets/([\w-]+)\.js"( defer)?></script>')
WORKS_ON = {
    "charts": "//button[@class='chart__ask']",
    "days": "//*[@data-far or @data-after]",
    "finder": "//form[@data-finder]",
    "hours": "//*[@data-hours]",
    "list": "//form[@data-filter]",
    "printing": "//details | //button[@class='print-sheet']",
    "selfcheck": "//form[@data-selfcheck]",
}
"""Script -> what it works on."""


def test_own_styles_and_scripts_of_a_page_are_light(site: Path) -> None:
    weights = {path.name: len(gzip.compress(path.read_bytes(), 6)) for path in (site / "assets").glob("*.*s*")}
    for path in site.rglob("*.html"):
        scripts = [f"{name}.js" for name, _ in OWN_SCRIPT.findall(path.read_text(encoding="utf-8"))]
        assert weights["site.css"] + sum(weights[name] for name in scripts) <= 15_000, path


def test_a_page_waits_for_one_script_and_loads_others_only_where_they_have_work(site: Path) -> None:
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        if "site-header" not in text:  # an old address that leads on
            continue
        page = html.fromstring(text)
        at_work = [name for name, place in WORKS_ON.items() if page.xpath(place)]
        loaded = dict(OWN_SCRIPT.findall(text))
        assert [name for name, later in loaded.items() if not later] == ["search-field"], path
        assert sorted(loaded) == sorted([*at_work, "header", "search-field"]), path
        assert len(OWN_SCRIPT.findall(text)) == len(loaded), path


FOCUSABLE = """() => 
  [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary, [tabindex="0"]')]
  .filter(e => e.checkVisibility({visibilityProperty: true, opacityProperty: true})
    && !e.closest('.md-search__output, .md-sidebar') && e.tabIndex >= 0
    && e.getBoundingClientRect().width > 0 && !e.matches('.md-toggle, .md-search__input, .md-option')).length"""
FOCUSED = """() => {
  const e = document.activeElement, s = getComputedStyle(e), card = e.closest('.card'), box = e.getBoundingClientRect();
  const outline = style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
  return {name: e.tagName + ' ' + e.className + ' ' + (e.textContent || e.name || '').trim().slice(0, 40),
    seen: outline(s) || (card && outline(getComputedStyle(card))), shown: box.bottom > 0 && box.top < innerHeight}; }"""


@pytest.mark.parametrize("address", ["contact/", PARTNER, "cijfers/", "404.html"])
def test_every_control_is_reached_and_seen_by_keyboard(address: str, host: str, browser: Browser) -> None:
    page = opened(browser, host + address)
    wanted = page.evaluate(FOCUSABLE)
    reached = []
    for _ in range(wanted + 40):
        page.keyboard.press("Tab")
        now = page.evaluate(FOCUSED)
        if now["name"].startswith("BODY"):
            break
        assert now["seen"], f"no visible focus on {now['name']}"
        assert now["shown"], f"focus out of sight on {now['name']}"
        reached.append(now["name"])
    assert len(reached) >= wanted
    page.context.close()


def test_without_javascript_only_the_filter_is_missing(host: str, browser: Browser) -> None:
    page = opened(browser, f"{host}partners/", javascript=False)
    assert page.locator(".filter").is_hidden()
    cards = page.locator(".groups .card")
    assert cards.count() == int(page.locator(".total").inner_text().split()[0])
    assert all(cards.nth(place).is_visible() for place in range(0, cards.count(), 20))
    page.context.close()


def test_a_filter_narrows_counts_remembers_and_can_be_wiped(host: str, browser: Browser) -> None:
    page = opened(browser, f"{host}partners/", 390)
    total = page.locator(".groups .card").count()
    page.get_by_label("Gemeente").select_option("schaarbeek")
    shown = page.locator(".groups .card:visible").count()
    assert 0 < shown < total
    assert page.locator(".total").inner_text() == f"{shown} van {total} partners"
    assert "gemeente=schaarbeek" in page.url
    page.locator(".groups .card:visible a").first.click()
    page.go_back()
    assert page.locator(".groups .card:visible").count() == shown
    assert page.get_by_label("Gemeente").input_value() == "schaarbeek"
    page.locator("[name=woord]").fill("zoiets bestaat zeker niet")
    assert page.locator(".nothing").is_visible()
    page.get_by_role("button", name="Wis de keuze").click()
    until(page, f"document.querySelectorAll('.groups .card:not([hidden])').length === {total}")
    assert "?" not in page.url
    page.context.close()


def test_a_partner_for_all_of_brussels_shows_for_every_municipality(host: str, browser: Browser) -> None:
    library = real_library()
    town = next(iter(library.lists["gemeenten"]))
    (wide, *_) = set(library.network.regio.werkgebieden) & set(library.lists["werkgebieden"])
    partner = next(partner for partner in library.of(Partner).values() if partner.werkgebied == (wide,))
    page = opened(browser, f"{host}partners/?gemeente={town}")
    assert page.locator(f".cards a[href$='{partner.id}/']").first.is_visible()
    page.context.close()


def test_search_answers_from_the_home_page(host: str, browser: Browser) -> None:
    """The index comes when someone searches, and the question stands in the address."""
    page = opened(browser, host)
    page.get_by_role("searchbox", name="Zoek op deze site").fill(SIGNAL.naam)
    page.get_by_role("button", name="Zoek", exact=True).click()
    page.locator(".md-search-result__item").first.wait_for(timeout=15_000)
    assert SIGNAL.naam in page.locator(".md-search-result__list").inner_text()
    assert parse_qs(urlsplit(page.url).query)["q"] == [SIGNAL.naam]
    page.context.close()


def test_search_opens_from_the_header_by_keyboard(host: str, browser: Browser) -> None:
    page = opened(browser, f"{host}contact/")
    page.keyboard.press("/")
    page.keyboard.type(SIGNAL.naam)
    page.locator(".md-search-result__item").first.wait_for(timeout=15_000)
    assert SIGNAL.naam in page.locator(".md-search-result__list").inner_text()
    page.context.close()


def test_menu_and_search_open_by_keyboard_on_a_phone(host: str, browser: Browser) -> None:
    page = opened(browser, f"{host}contact/", 390)
    page.get_by_role("button", name="Menu").press("Enter")
    page.get_by_role("link", name="Praktijken").wait_for(state="attached")
    assert page.locator("#__drawer").is_checked()
    page.keyboard.press("Escape")
    page.locator("#__drawer").evaluate("drawer => { if (drawer.checked) drawer.click(); }")
    page.get_by_role("button", name="Zoeken").press("Enter")
    assert page.locator("#__search").is_checked()
    page.context.close()


@pytest.mark.parametrize(("width", "fields"), [(390, 0), (1440, 1)])
def test_header_shows_one_way_to_search(width: int, fields: int, host: str, browser: Browser) -> None:
    """A field on a wide screen, a button on a phone, never both."""
    page = opened(browser, f"{host}contact/", width)
    assert page.locator(".site-header .site-header__search:visible").count() == 1 - fields
    page.context.close()


def most_named_signal() -> str:
    """The address of the signal with the longest lists."""
    library = real_library()
    named = {
        entry.address: sum(len(others) for others in library.neighbours(entry).values())
        for entry in library["risicofactoren"].values()
    }
    return max(named, key=named.__getitem__)


def test_print_shows_what_is_folded_and_no_menu(host: str, browser: Browser) -> None:
    page = opened(browser, host + most_named_signal())
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details.more li").last.is_visible()
    assert page.locator(".doors-menu").is_hidden()
    assert page.locator(".section-menu").is_hidden()
    page.context.close()


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-11-24T10:00:00Z", "over 3 weken"),
        ("2026-12-04T10:00:00Z", "over 11 dagen"),
        ("2026-12-14T10:00:00Z", "morgen"),
        ("2026-12-14T23:30:00Z", "vandaag"),  # past midnight in Brussels
        ("2026-12-15T22:30:00Z", "vandaag"),
        ("2026-12-16T10:00:00Z", "gisteren"),
        ("2026-06-15T10:00:00Z", "over 6 maanden"),
        ("2029-12-15T10:00:00Z", "3 jaar geleden"),
    ],
)
def test_the_page_says_how_far_off_a_day_is(now: str, words: str, host: str, browser: Browser) -> None:
    address = host + PAGES["partner"]
    page = browser.new_context(timezone_id="America/New_York").new_page()
    page.clock.set_fixed_time(now)
    body = (
        page.request.get(address)
        .text()
        .replace("<h1", '<p id="dag"><time datetime="2026-12-15" data-far>15 december 2026</time></p><h1', 1)
    )
    page.route(address, partial(answer, body))
    page.goto(address)
    assert page.locator("#dag").text_content() == f"15 december 2026 ({words})"
    page.context.close()


@pytest.mark.parametrize(
    ("now", "javascript", "seen"),
    [
        ("2027-11-23T10:00:00Z", True, False),  # the last good day
        ("2027-11-23T23:30:00Z", True, True),  # past midnight in Brussels
        ("2029-01-01T10:00:00Z", True, True),
        ("2029-01-01T10:00:00Z", False, False),
    ],
)
def test_an_entry_that_is_old_on_the_day_of_the_reader_says_so(
    now: str, javascript: bool, seen: bool, host: str, browser: Browser
) -> None:
    page = browser.new_context(timezone_id="America/New_York", java_script_enabled=javascript).new_page()
    page.clock.set_fixed_time(now)
    body = re.sub(r'data-after="[0-9-]+"', 'data-after="2027-11-23"', page.request.get(host + PAGES["partner"]).text())
    page.route(host + PAGES["partner"], partial(answer, body))
    page.goto(host + PAGES["partner"])
    assert page.get_by_text("Dat is langer dan een jaar geleden: vraag na of het nog klopt.").is_visible() is seen
    assert page.get_by_text("Nagekeken op ").is_visible()
    page.context.close()


def answer(body: str, route: Route) -> None:
    route.fulfill(body=body, content_type="text/html")
