"""Charts in a real browser: legible everywhere, interactive only when asked, by keyboard too, and never worse than the
drawing.
"""

from __future__ import annotations

import gzip
from functools import partial

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import chart_of_lines, keep, note_error, note_request, opened, until
from playwright.sync_api import Browser, Page

LINES = chart_of_lines()
FIGURE = LINES.figure.address
REGION = LINES.label(LINES.series[0])
PERIODS = [LINES.label(mark.place) for mark in LINES.marks if mark.series == LINES.series[0]]
SMALLEST = """() => Math.min(...[...document.querySelectorAll('.chart svg')].filter(svg => svg.checkVisibility())
  .map(svg => [
    parseFloat(getComputedStyle(svg).fontSize), svg.getBoundingClientRect().width / svg.viewBox.baseVal.width])
  .map(([size, scale]) => size * scale))"""

# The margin of the page has room for the widest letters; a word that needs more would be cut off on a phone.
OUTSIDE = """() => [...document.querySelectorAll('.chart svg')].filter(svg => svg.checkVisibility()).flatMap(svg =>
  [...svg.querySelectorAll('text')]
  .filter(text => text.getBoundingClientRect().right > svg.getBoundingClientRect().right + 8)
  .map(text => text.textContent))"""


def ask(page: Page, place: int = 0) -> None:
    page.locator(".chart__ask").nth(place).click()


@pytest.mark.parametrize("width", [320, 360, 390, 600, 768, 1000, 1440])
@pytest.mark.parametrize("address", ["cijfers/", FIGURE])
def test_words_in_a_chart_are_never_under_12_px(address: str, width: int, host: str, browser: Browser) -> None:
    page = opened(browser, host + address, width)
    assert page.evaluate(SMALLEST) >= 12
    page.context.close()


@pytest.mark.parametrize("width", [360, 1440])
def test_the_names_of_lines_stand_within_their_chart(width: int, host: str, browser: Browser) -> None:
    """Also that of the region, which is bold: a phone would cut it off."""
    page = opened(browser, host + FIGURE, width)
    assert page.evaluate(OUTSIDE) == []
    page.context.close()


@pytest.mark.parametrize("width", [390, 1440])
def test_one_of_two_drawings_is_shown_with_name_and_description(width: int, host: str, browser: Browser) -> None:
    page = opened(browser, host + FIGURE, width)
    chart = page.locator(f".chart#{LINES.chart.id}")
    assert chart.locator("svg:visible").count() == 1
    picture = chart.get_by_role("img")
    assert picture.get_attribute("aria-labelledby") == f"{LINES.chart.id}-titel"
    assert REGION in page.locator(f"#{LINES.chart.id}-titel").inner_text()
    assert f"{REGION} ligt" in page.locator(f"#{picture.get_attribute('aria-describedby')}").inner_text()
    page.context.close()


def test_without_javascript_drawing_sentence_and_table_are_there(host: str, browser: Browser) -> None:
    page = opened(browser, host + FIGURE, 390, javascript=False)
    chart = page.locator(".chart").first
    assert chart.locator("svg:visible").count() == 1
    assert chart.locator(".chart__ask").is_hidden()
    chart.locator("summary").click()
    assert chart.get_by_role("table").is_visible()
    assert chart.locator("th[scope=col]").count() > 1
    page.context.close()


def test_the_chart_library_comes_once_when_asked_and_is_light(host: str, browser: Browser) -> None:
    page = browser.new_context(viewport={"width": 390, "height": 900}).new_page()
    bodies: dict[str, bytes] = {}
    asked: list[str] = []
    errors: list[str] = []
    page.on("response", partial(keep, bodies))
    page.on("request", partial(note_request, asked))
    page.on("pageerror", partial(note_error, errors))
    page.goto(host + FIGURE)
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "plotly" in url or url.endswith(".json")]
    for place in (0, 0):  # the first button goes away
        ask(page, place)
        until(page, f"document.querySelectorAll('.chart__live .main-svg').length > {place}")
        page.wait_for_load_state("networkidle")
    assert len([url for url in asked if "plotly" in url]) == 1
    assert not [url for url in asked if not url.startswith(host)]
    library = next(body for url, body in bodies.items() if "plotly" in url)
    assert len(gzip.compress(library, 9)) <= 400_000
    assert not errors
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_interactive_chart_is_dutch_and_works_by_keyboard(scheme: str, host: str, browser: Browser) -> None:
    page = opened(browser, host + FIGURE, 1440, scheme)
    ask(page)
    live = page.locator(".chart__live").first
    live.locator(".main-svg").first.wait_for()
    until(page, "document.activeElement.matches('.chart__live')")
    page.keyboard.press("ArrowRight")
    said = page.locator(".chart [aria-live]").first
    assert said.inner_text().startswith(f"{REGION}, {PERIODS[0]} ")
    page.keyboard.press("ArrowRight")
    assert said.inner_text().startswith(f"{REGION}, {PERIODS[1]} ")
    page.keyboard.press("ArrowDown")
    assert not said.inner_text().startswith(REGION)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    year = said.inner_text().split()[1]
    page.keyboard.press("ArrowDown")
    assert f", {year} " in said.inner_text()
    page.keyboard.press("ArrowUp")
    assert said.inner_text().startswith(f"{REGION}, {year} ")
    buttons = live.locator(".modebar-btn").evaluate_all("all => all.map(button => button.dataset.title)")
    assert buttons == ["Download als afbeelding", "Zoom in", "Zoom uit", "Toon alles"]
    blue = page.evaluate("getComputedStyle(document.body).getPropertyValue('--blue').trim()")
    assert page.evaluate(
        "colour => document.querySelector('.chart__live').data.some(trace => trace.meta === 'hero' && "
        "trace.line.color === colour)",
        blue,
    )
    assert not Axe().run(page).violations_count
    page.context.close()


def test_colours_follow_when_a_reader_switches_to_dark(host: str, browser: Browser) -> None:
    page = opened(browser, host + FIGURE)
    ask(page)
    page.locator(".chart__live .main-svg").first.wait_for()
    hero = "() => document.querySelector('.chart__live').data.find(trace => trace.meta === 'hero').line.color"
    before = page.evaluate(hero)
    page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
    until(page, f"({hero})() !== '{before}'")
    page.context.close()


@pytest.mark.parametrize("missing", ["**/plotly.min.js", f"**/{LINES.chart.id}.json"])
def test_when_something_fails_the_drawing_stays_and_the_page_says_so(missing: str, host: str, browser: Browser) -> None:
    page = browser.new_context().new_page()
    page.route(missing, lambda route: route.abort())
    page.goto(host + FIGURE)
    ask(page)
    page.get_by_text("Dat lukt nu niet.").wait_for()
    assert page.locator(".chart").first.locator("svg:visible").count() == 1
    assert page.locator(".chart__live").count() == 0
    assert page.locator(".chart__ask").first.is_enabled()
    page.unroute(missing)
    ask(page)
    page.locator(".chart__live .main-svg").first.wait_for()
    page.context.close()


@pytest.mark.parametrize(("address", "tables"), [("cijfers/", False), (FIGURE, True)])
def test_print_has_the_wide_drawing_no_button_and_tables_on_the_page_of_a_figure(
    address: str, tables: bool, host: str, browser: Browser
) -> None:
    page = opened(browser, host + address, 390)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".chart__wide").first.is_visible()
    assert page.locator(".chart__narrow").first.is_hidden()
    assert page.locator(".chart__ask").first.is_hidden()
    assert page.locator(".chart table").first.is_visible() == tables
    page.context.close()
