"""A page on paper: it says where it comes from, nothing is cut off, no heading stays behind, and what only a screen can
do is not there.
"""

from __future__ import annotations

import io
import re
import unicodedata

import pytest
from conftest import HOST, SUB_PATH, busiest_signal, opened, real_library
from playwright.sync_api import Browser, Page
from pypdf import PdfReader
from test_browser import PAGES

from macros.library.models.entries import Intervention, Partner

PAPER = 658  # A4 without its margins, in pixels of CSS
FIGURE = "cijfers/problematische-afwezigheden/"


def on_paper(browser: Browser, address: str, width: int = PAPER) -> Page:
    """A page as it is laid out for paper."""
    page = opened(browser, address, width)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    return page


def squeezed(text: str) -> str:
    """Without spaces, hyphens that nobody sees, and letters that are one sign on paper ("fi")."""
    return re.sub(r"[\s\u00ad]", "", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())
def test_every_sheet_can_be_read_and_the_first_says_what_it_is_and_from_where(
    address: str, host: str, browser: Browser
) -> None:
    page = opened(browser, host + address, PAPER)
    title = page.locator("h1").first.inner_text()
    headings = {squeezed(text) for text in page.locator(":is(h2, h3, h4):visible").all_inner_texts()}
    sheets = [sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]
    assert squeezed(title) in squeezed(sheets[0])
    assert squeezed("Samen tegen schooluitval Netwerk Brussel") in squeezed(sheets[0])
    if address != "404.html":  # it stands in for any address
        assert f"{HOST}{SUB_PATH}{address}" in squeezed(sheets[0])
    for number, sheet in enumerate(sheets, 1):
        assert len(squeezed(sheet)) > 40, f"blad {number} is leeg"
        last = sheet.strip().splitlines()[-1]
        assert squeezed(last) not in headings, f"onderaan blad {number}: {last}"
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert (
        page.evaluate("document.documentElement.scrollWidth") <= PAPER
    )  # else the browser makes the whole page smaller
    cut = (
        "box => box.checkVisibility() && box.scrollWidth > box.clientWidth + 1 "
        "&& getComputedStyle(box).overflowX != 'visible'"
    )
    assert (
        page.evaluate(
            f"[...document.querySelectorAll('.table, pre, pre code')].filter({cut}).map(box => "
            "box.outerHTML.slice(0, 80))"
        )
        == []
    )
    page.context.close()


@pytest.mark.parametrize(
    "address",
    [
        next(partner.address for partner in real_library().of(Partner).values() if len(partner.bronnen) > 3),
        next(approach.address for approach in real_library().of(Intervention).values() if len(approach.bronnen) > 3),
        "partners/wie-doet-wat/",
        "over/",
    ],
)
def test_the_address_of_a_source_is_printed_once(address: str, host: str, browser: Browser) -> None:
    page = on_paper(browser, host + address)
    shown = page.evaluate("""[...document.querySelectorAll(':is(.sources, .cite:has(.says)) a[href^=http]')]
        .filter(link => link.checkVisibility())
        .map(link => [link.getAttribute('href'),
          link.textContent + ' ' + getComputedStyle(link, '::after').content])""")
    assert len(shown) > 3
    for link, text in shown:
        assert text.count(link) == 1, text
    page.context.close()


@pytest.mark.parametrize(
    ("address", "gone", "stays"),
    [
        ("contact/", "a[href*=openstreetmap]", ".facts dd"),
        ("informatiebundel/wat-is-het/", "p:has-text('Volgend hoofdstuk')", ".in-short"),
        ("begrippen/", ".term-entry summary, .term-entry ul", ".term-entry h3"),
        ("landschap/", "a[href$='.svg']", ".sheet"),
        (FIGURE, ".chart__ways", ".chart table"),
        ("cijfers/", ".chart table", ".chart__ways .cite"),
        ("wie-helpt/", ".finder, .lead", ".answers h3"),
        ("open-data/", ".site-footer", "td code"),
    ],
)
def test_what_only_a_screen_can_do_is_not_on_paper(
    address: str, gone: str, stays: str, host: str, browser: Browser
) -> None:
    page = on_paper(browser, host + address)
    assert page.locator(gone).count()
    assert page.locator(f":is({gone}):visible" if "has-text" not in gone else f"{gone}:visible").count() == 0
    assert page.locator(stays).first.is_visible()
    page.context.close()


def test_an_answer_on_paper_says_what_was_asked_and_how_much_of_it_is_there(host: str, browser: Browser) -> None:
    page = on_paper(browser, f"{host}wie-helpt/")
    total = page.locator(".answers").first.locator("> li").count()
    assert re.fullmatch(rf"\d+ partners; hier staan de eerste {total}", page.locator(".total").inner_text())
    page.goto(f"{host}wie-helpt/?signaal={busiest_signal().id}&leeftijd=14")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")  # some browsers say it twice
    assert page.locator(".total").inner_text().endswith(f"({busiest_signal().naam} · 14 jaar)")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert "14 jaar" not in page.locator(".total").inner_text()
    page.context.close()


def test_the_fields_of_a_file_are_printed_for_who_opened_them(host: str, browser: Browser) -> None:
    page = opened(browser, f"{host}meewerken/")
    page.locator("#velden-nieuws summary").click()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#velden-nieuws table").is_visible()
    assert page.locator("[id^=velden]:visible").count() == 1
    page.context.close()
