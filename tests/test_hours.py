"""Open or not, in the page, with a clock that stands still: days, holidays, time zones, and what the page does not
know.
"""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from conftest import complete, copied, note_error, opened, served
from playwright.sync_api import Browser, Page, Route

from macros.library import read_library

BRUSSELS = ZoneInfo("Europe/Brussels")
YEAR = " Volgens de uren van 2016."
CHRISTMAS = "Bel eerst, het is kerstvakantie. Twee dagen open. Welke dagen dat zijn, verandert elk jaar."
TOMORROW = "; morgen om 8.30 uur weer open."
MONDAY = "; maandag om 8.30 uur weer open."

NOW = {
    # name -> moment in Brussels, what the page says
    "op een werkdag": ("2026-11-24 10:00", "Nu open tot 16 uur."),
    "op de minuut dat het opengaat": ("2026-11-24 08:30", "Nu open tot 16 uur."),
    "een minuut voor het sluit": ("2026-11-24 15:59", "Nu open tot 16 uur."),
    "op de minuut dat het sluit": ("2026-11-24 16:00", "Nu gesloten" + TOMORROW),
    "voor het opengaat": ("2026-11-24 08:29", "Nu gesloten; vandaag om 8.30 uur weer open."),
    "om middernacht": ("2026-11-24 00:00", "Nu gesloten; vandaag om 8.30 uur weer open."),
    "vrijdagavond": ("2026-11-27 18:00", "Nu gesloten" + MONDAY),
    "zaterdag": ("2026-11-28 10:00", "Nu gesloten" + MONDAY),
    "zondag": ("2026-11-29 10:00", "Nu gesloten" + TOMORROW),
    "feestdag": ("2026-11-11 10:00", "Nu gesloten, het is Wapenstilstand" + TOMORROW),
    "de dag voor een feestdag": ("2026-11-10 17:00", "Nu gesloten; donderdag om 8.30 uur weer open."),
    "Hemelvaart": ("2027-05-06 10:00", "Nu gesloten, het is Hemelvaart" + TOMORROW),
    "Pinkstermaandag": ("2027-05-17 10:00", "Nu gesloten, het is Pinkstermaandag" + TOMORROW),
    "feestdag in een vakantie": ("2027-11-01 10:00", "Nu gesloten, het is Allerheiligen" + TOMORROW),
    "herfstvakantie": ("2026-11-03 10:00", "Nu open tot 16 uur."),
    "kerstvakantie in de uren": ("2026-12-22 10:00", CHRISTMAS),
    "kerstvakantie 's avonds": ("2026-12-22 20:00", "Nu gesloten. " + CHRISTMAS),
    "kerstvakantie in het weekend": ("2026-12-27 10:00", "Nu gesloten. " + CHRISTMAS),
    "Kerstmis": (
        "2026-12-25 10:00",
        "Nu gesloten, het is Kerstmis; bel eerst als je maandag wilt komen, want dan is het kerstvakantie.",
    ),
    "laatste vrijdag voor kerst": (
        "2026-12-18 17:00",
        "Nu gesloten; bel eerst als je maandag wilt komen, want dan is het kerstvakantie.",
    ),
    "zondag voor kerst": (
        "2026-12-20 12:00",
        "Nu gesloten; bel eerst als je morgen wilt komen, want dan is het kerstvakantie.",
    ),
    "maandag na kerst": ("2027-01-04 10:00", "Nu open tot 16 uur."),
    "krokusvakantie": ("2027-02-10 10:00", "Nu open tot 16 uur."),
    "paasvakantie": (
        "2027-03-30 10:00",
        "Nu gesloten, het is paasvakantie; op maandag 12 april om 8.30 uur weer open.",
    ),
    "laatste dagen van de paasvakantie": ("2027-04-09 10:00", "Nu gesloten, het is paasvakantie" + MONDAY),
    "Paasmaandag na de paasvakantie": ("2028-04-17 10:00", "Nu gesloten, het is Paasmaandag" + TOMORROW),
    "begin van de zomer": ("2027-07-01 10:00", "Nu open tot 16 uur."),
    "laatste dag voor de zomersluiting": (
        "2027-07-14 16:30",
        "Nu gesloten; op maandag 16 augustus om 8.30 uur weer open.",
    ),
    "eerste dag van de zomersluiting": (
        "2027-07-15 10:00",
        "Nu gesloten, het is zomervakantie; op maandag 16 augustus om 8.30 uur weer open.",
    ),
    "laatste dag van de zomersluiting": (
        "2028-08-14 10:00",
        "Nu gesloten, het is zomervakantie; woensdag om 8.30 uur weer open.",
    ),
    "na de zomersluiting": ("2027-08-16 10:00", "Nu open tot 16 uur."),
    "nationale feestdag": (
        "2027-07-21 10:00",
        "Nu gesloten, het is de nationale feestdag; op maandag 16 augustus om 8.30 uur weer open.",
    ),
    "eerste dag die de pagina kent": ("2026-09-01 10:00", "Nu open tot 16 uur."),
    "laatste werkdag die de pagina kent": ("2036-08-29 10:00", "Nu open tot 16 uur."),
    "laatste dag die de pagina kent": ("2036-08-31 10:00", "Nu gesloten."),
}
NEXT = {
    "herfst": ("2026-10-01 10:00", "herfstvakantie, van 2 tot en met 8 november 2026: open."),
    "over twee maanden": ("2028-10-01 10:00", "herfstvakantie, van 30 oktober tot en met 5 november 2028: open."),
    "over twee jaren": (
        "2026-11-24 10:00",
        "kerstvakantie, van 21 december 2026 tot en met 3 januari 2027: twee dagen open. Welke dagen dat zijn, "
        "verandert elk jaar.",
    ),
    "tijdens een vakantie": ("2026-12-22 10:00", "krokusvakantie, van 8 tot en met 14 februari 2027: open."),
    "pasen": ("2027-03-01 10:00", "paasvakantie, van 29 maart tot en met 11 april 2027: gesloten."),
    "zomer": (
        "2027-06-30 23:59",
        "zomervakantie, van 1 juli tot en met 31 augustus 2027: gesloten van 15 juli tot en met 15 augustus.",
    ),
    "in de zomer": ("2027-07-01 00:00", "herfstvakantie, van 1 tot en met 7 november 2027: open."),
}
INSTANTS = {
    # the same wall clock in Brussels is another hour in winter and in summer
    "winter, net open": ("2027-01-11T07:30:00Z", "Nu open tot 16 uur."),
    "winter, net niet open": ("2027-01-11T07:29:00Z", "Nu gesloten; vandaag om 8.30 uur weer open."),
    "zomer, net open": ("2027-06-11T06:30:00Z", "Nu open tot 16 uur."),
    "zomer, net niet open": ("2027-06-11T06:29:00Z", "Nu gesloten; vandaag om 8.30 uur weer open."),
    "maandag na de winteruren": ("2026-10-26T07:29:00Z", "Nu gesloten; vandaag om 8.30 uur weer open."),
    "in Brussel is het al maandag": ("2026-11-22T23:10:00Z", "Nu gesloten; vandaag om 8.30 uur weer open."),
    "in Brussel is het nog zondag": ("2026-11-22T22:50:00Z", "Nu gesloten" + TOMORROW),
}
Reader = Callable[..., Page]


OFFICE = """
  openingsuren: Op werkdagen van 8.30 tot 16 uur.
  uren: {ma: "08:30-16:00", di: "08:30-16:00", wo: "08:30-16:00", do: "08:30-16:00", vr: "08:30-16:00"}
  uren_bevestigd_op: 2016-11-01
  vakanties:
    - {vakantie: Herfstvakantie, regel: Open., toestand: open}
    - vakantie: Kerstvakantie
      regel: Twee dagen open. Welke dagen dat zijn, verandert elk jaar.
      toestand: bel-eerst
    - {vakantie: Krokusvakantie, regel: Open., toestand: open}
    - {vakantie: Paasvakantie, regel: Gesloten., toestand: dicht}
    - vakantie: Zomervakantie
      regel: Gesloten van 15 juli tot en met 15 augustus.
      toestand: open
      dicht_van: 07-15
      dicht_tot: 08-15
meldpunt"""
"""The hours of an office that confirmed them this month: the builds of the tests are of 24 November 2016."""


def with_hours(site: Path, office: str = OFFICE) -> Path:
    """The small site with the hours of an office in the place of its own."""
    path = site / "data" / "netwerk.yml"
    text = re.sub(r"\n  openingsuren:.*?\nmeldpunt", office.replace("\\", ""), path.read_text("utf-8"), flags=re.DOTALL)
    path.write_text(text, encoding="utf-8")
    return site


def build(root: Path) -> Path:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    return root / "site"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site with these hours, built."""
    root = with_hours(complete(copied(tmp_path_factory.mktemp("uren"))))
    return build(root)


@pytest.fixture(scope="module")
def host(site: Path) -> Iterator[str]:
    with served(site) as address:
        yield address


@pytest.fixture(scope="module")
def contexts() -> Iterator[list[Page]]:
    pages: list[Page] = []
    yield pages
    for page in pages:
        page.context.close()


@pytest.fixture(scope="module")
def reader(host: str, browser: Browser, contexts: list[Page]) -> Reader:
    """The contact page of a reader in a time zone; one page per zone, loaded again for each moment."""
    by_zone: dict[str, Page] = {}

    def at(when: datetime, zone: str = "Europe/Brussels") -> Page:
        if zone not in by_zone:
            by_zone[zone] = browser.new_context(timezone_id=zone).new_page()
            contexts.append(by_zone[zone])
        page = by_zone[zone]
        page.clock.set_fixed_time(when)
        page.goto(f"{host}contact/")
        return page

    return at


def brussels(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=BRUSSELS)


def said(page: Page, name: str = ".open-now") -> str:
    found = page.locator(name)
    assert found.is_visible()
    return found.inner_text()


@pytest.mark.parametrize(("moment", "words"), NOW.values(), ids=NOW.keys())
def test_open_or_not(moment: str, words: str, reader: Reader) -> None:
    assert said(reader(brussels(moment))) == words + YEAR


@pytest.mark.parametrize(("moment", "words"), NEXT.values(), ids=NEXT.keys())
def test_the_next_school_holiday(moment: str, words: str, reader: Reader) -> None:
    assert said(reader(brussels(moment)), ".next-holiday") == f"De volgende schoolvakantie is de {words}"


@pytest.mark.parametrize("zone", ["Europe/Brussels", "America/New_York", "Pacific/Auckland"])
@pytest.mark.parametrize(("instant", "words"), INSTANTS.values(), ids=INSTANTS.keys())
def test_the_clock_is_that_of_brussels_for_every_reader(instant: str, words: str, zone: str, reader: Reader) -> None:
    assert said(reader(datetime.fromisoformat(instant), zone)) == words + YEAR


@pytest.mark.parametrize("moment", ["2017-01-24 10:00", "2026-08-31 10:00", "2036-09-01 10:00"])
def test_silent_about_days_that_the_page_does_not_know(moment: str, reader: Reader) -> None:
    page = reader(brussels(moment))
    assert page.locator(".open-now").is_hidden()
    assert page.locator(".next-holiday").is_hidden()


def changed(change: Callable[[dict[str, Any]], None], route: Route) -> None:
    """Answer with the real page and other hours."""
    answer = route.fetch()
    text = answer.text()
    found = re.search(r"data-hours='([^']*)'", text)
    assert found
    calendar = json.loads(unescape(found[1]))
    change(calendar)
    route.fulfill(response=answer, body=text.replace(found[0], f"data-hours='{json.dumps(calendar)}'"))


def break_at_noon(calendar: dict[str, Any]) -> None:
    calendar["week"][2] = [["08:30", "12:00"], ["13:00", "16:00"]]


def close_for_good(calendar: dict[str, Any]) -> None:
    calendar["week"] = [[] for _ in range(7)]


def close_a_part(calendar: dict[str, Any]) -> None:
    calendar["holidays"][0]["closed"] = ["11-04", "11-05"]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("03", "Nu open tot 16 uur."),
        ("04", "Nu gesloten, het is herfstvakantie; vrijdag om 8.30 uur weer open."),
        ("06", "Nu open tot 16 uur."),
    ],
)
def test_both_ends_of_a_closed_part_are_closed(day: str, words: str, host: str, browser: Browser) -> None:
    """On ordinary days; the real closing ends on a public holiday, which would hide a mistake."""
    page = browser.new_context().new_page()
    page.route("**/contact/", partial(changed, close_a_part))
    page.clock.set_fixed_time(brussels(f"2026-11-{day} 10:00"))
    page.goto(f"{host}contact/")
    assert said(page) == words + YEAR
    page.context.close()


@pytest.mark.parametrize(
    ("change", "time", "words"),
    [
        (break_at_noon, "11:59", "Nu open tot 12 uur."),
        (break_at_noon, "12:00", "Nu gesloten; vandaag om 13 uur weer open."),
        (break_at_noon, "13:00", "Nu open tot 16 uur."),
        (close_for_good, "13:00", "Nu gesloten."),
    ],
)
def test_other_hours(
    change: Callable[[dict[str, Any]], None], time: str, words: str, host: str, browser: Browser
) -> None:
    page = browser.new_context().new_page()
    page.route("**/contact/", partial(changed, change))
    page.clock.set_fixed_time(brussels(f"2026-11-24 {time}"))
    page.goto(f"{host}contact/")
    assert said(page) == words + YEAR
    page.context.close()


def test_a_page_that_stays_open_follows_the_clock(host: str, browser: Browser) -> None:
    page = browser.new_context().new_page()
    errors: list[str] = []
    page.on("pageerror", partial(note_error, errors))
    page.clock.install(time=brussels("2026-11-24 15:58"))
    page.goto(f"{host}contact/")
    assert said(page).startswith("Nu open tot 16 uur.")
    page.clock.run_for(3 * 60_000)
    assert said(page).startswith("Nu gesloten" + TOMORROW)
    assert not errors
    page.context.close()


def test_without_javascript_the_sentence_and_the_table_stay(host: str, browser: Browser) -> None:
    page = opened(browser, f"{host}contact/", javascript=False)
    assert page.locator(".open-now").is_hidden()
    assert page.locator(".next-holiday").is_hidden()
    assert page.get_by_text("Op werkdagen van 8.30 tot 16 uur.").is_visible()
    assert page.get_by_role("row", name="Kerstvakantie Twee dagen open.").is_visible()
    page.context.close()


def test_each_address_has_a_plain_link_to_a_map(host: str, browser: Browser) -> None:
    page = opened(browser, f"{host}contact/", javascript=False)
    links = page.get_by_role("link", name="Toon op een kaart").evaluate_all("all => all.map(link => link.href)")
    assert links == ["https://www.openstreetmap.org/search?query=Proefstraat%201%2C%201000%20Brussel"]
    page.context.close()


def test_hours_that_nobody_confirmed_are_shown_with_their_year_and_no_more(built_site: Path) -> None:
    """Whether the office is open now, nobody can tell from hours of years ago; a program hears nothing of them."""
    with_hours(built_site, OFFICE.replace("  uren_bevestigd_op: 2016-11-01\n", ""))
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"], cwd=built_site, check=True, capture_output=True
    )
    page = (built_site / "site" / "contact" / "index.html").read_text(encoding="utf-8")
    assert "Op werkdagen van 8.30 tot 16 uur. Dat zijn de uren van 2017: bel eerst." in page
    assert "data-hours" not in page
    assert "hours.js" not in page
    assert "OpeningHoursSpecification" not in page


@pytest.mark.parametrize(
    ("confirmed", "day", "known"),
    [
        ("2016-11-24", date(2016, 11, 24), True),
        ("2016-11-24", date(2017, 11, 24), True),
        ("2016-11-24", date(2017, 11, 25), False),
    ],
)
def test_hours_hold_for_a_year_after_they_were_confirmed(
    confirmed: str, day: date, known: bool, small_site: Path
) -> None:
    office = read_library(with_hours(small_site, OFFICE.replace("2016-11-01", confirmed))).network.clb
    assert (office.calendar(day) is not None) is known


def test_the_script_is_light_and_loaded_only_where_it_is_needed(site: Path) -> None:
    assert len(gzip.compress((site / "assets" / "hours.js").read_bytes(), 6)) <= 2000
    assert [
        path.parent.name for path in site.rglob("*.html") if "assets/hours.js" in path.read_text(encoding="utf-8")
    ] == ["contact"]


def test_the_calendar_covers_what_it_says(small_site: Path) -> None:
    """Ten whole school years, with every holiday and every public holiday in them."""
    calendar = read_library(with_hours(small_site)).network.clb.calendar(date(2016, 11, 24))
    assert calendar
    assert (calendar["from"], calendar["to"]) == ("2026-09-01", "2036-08-31")
    assert calendar["holidays"][4]["closed"] == ["07-15", "08-15"]
    assert [len(holiday["spans"]) for holiday in calendar["holidays"]] == [10] * 5
    assert all(calendar["from"] <= day <= calendar["to"] for day in calendar["public"])
    assert len(calendar["public"]) == 100
