"""School holidays and public holidays: what schools published, what the rule says, and Easter against a second way to
reckon it.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from macros.library.models.holidays import NAMES, easter, public_holidays, school_holidays
from macros.library.models.network import SCHOOL_YEARS

KNOWN = yaml.safe_load((Path(__file__).parent / "holidays" / "known.yml").read_text(encoding="utf-8"))
PUBLISHED = [
    pytest.param(int(year[:4]), name, *days, id=f"{name} {year}")
    for year, by_name in KNOWN.items()
    for name, days in by_name.items()
]
YEARS = range(1991, 2100)


@pytest.mark.parametrize(("start", "name", "first", "last"), PUBLISHED)
def test_the_rule_gives_what_schools_published(start: int, name: str, first: date, last: date) -> None:
    found = next(period for period in school_holidays(start) if period.name == name)
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize("start", YEARS)
def test_a_school_year_has_five_holidays_in_order_and_within_it(start: int) -> None:
    periods = school_holidays(start)
    assert tuple(period.name for period in periods) == NAMES
    assert date(start, 9, 1) < periods[0].first
    assert all(before.last < after.first for before, after in pairwise(periods))
    assert (periods[-1].first, periods[-1].last) == (date(start + 1, 7, 1), date(start + 1, 8, 31))


@pytest.mark.parametrize("start", YEARS)
def test_whole_weeks_around_the_days_that_the_rule_names(start: int) -> None:
    """1 November is in the autumn holiday or just before it, New Year in that of Christmas, Easter in that of spring or
    just before it.
    """
    autumn, christmas, carnival, spring, _ = school_holidays(start)
    for period, weeks in ((autumn, 1), (christmas, 2), (carnival, 1), (spring, 2)):
        assert period.first.weekday() == 0
        assert (period.last - period.first).days == 7 * weeks - 1
    assert autumn.first - timedelta(days=1) <= date(start, 11, 1) <= autumn.last
    assert christmas.first <= date(start + 1, 1, 1) <= christmas.last
    assert carnival.first == easter(start + 1) - timedelta(weeks=7) + timedelta(days=1)
    assert spring.first - timedelta(days=1) <= easter(start + 1) <= spring.last
    assert date(start + 1, 3, 23) <= spring.first <= date(start + 1, 4, 12)


@pytest.mark.parametrize(
    ("start", "first"),
    [
        (2026, date(2027, 3, 29)),
        (2027, date(2028, 4, 3)),
        (2028, date(2029, 4, 2)),
        (2017, date(2018, 4, 2)),
        (2037, date(2038, 4, 12)),
    ],
    ids=["March", "16 April", "1 April", "1 April again", "the latest, 25 April"],
)
def test_the_spring_holiday_follows_an_early_and_a_late_easter(start: int, first: date) -> None:
    assert school_holidays(start)[3].first == first


@pytest.mark.parametrize(
    "day",
    [
        date(1818, 3, 22),
        date(1943, 4, 25),
        date(1961, 4, 2),
        date(2000, 4, 23),
        date(2008, 3, 23),
        date(2016, 3, 27),
        date(2017, 4, 16),
        date(2026, 4, 5),
    ],
    ids=str,
)
def test_easter_on_days_that_are_known(day: date) -> None:
    assert easter(day.year) == day


@pytest.mark.parametrize("century", range(1600, 2600, 100))
def test_easter_agrees_with_the_anonymous_gregorian_reckoning(century: int) -> None:
    """The algorithm of Meeus, Astronomical Algorithms (1991), chapter 8; another one than the library uses."""
    for year in range(century, century + 100):
        a, (b, c) = year % 19, divmod(year, 100)
        h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
        weekday = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
        month, day = divmod(h + weekday - 7 * ((a + 11 * h + 22 * weekday) // 451) + 114, 31)
        assert easter(year) == date(year, month, day + 1)


def test_public_holidays_of_a_year() -> None:
    assert {day.isoformat(): name for day, name in public_holidays(2027).items()} == {
        "2027-01-01": "Nieuwjaar",
        "2027-03-29": "Paasmaandag",
        "2027-05-01": "de Dag van de Arbeid",
        "2027-05-06": "Hemelvaart",
        "2027-05-17": "Pinkstermaandag",
        "2027-07-21": "de nationale feestdag",
        "2027-08-15": "Onze-Lieve-Vrouw-Hemelvaart",
        "2027-11-01": "Allerheiligen",
        "2027-11-11": "Wapenstilstand",
        "2027-12-25": "Kerstmis",
    }


@pytest.mark.parametrize("year", YEARS)
def test_ten_public_holidays_unless_two_fall_on_one_day(year: int) -> None:
    assert sum(len(name.split(" en ")) for name in public_holidays(year).values()) == 10
    assert list(public_holidays(year)) == sorted(public_holidays(year))


def test_two_public_holidays_on_one_day_keep_both_names() -> None:
    assert public_holidays(2008)[date(2008, 5, 1)] == "de Dag van de Arbeid en Hemelvaart"


def test_the_page_knows_enough_years() -> None:
    """When this fails, move `SCHOOL_YEARS` on: after its last day the page says nothing any more."""
    assert date.today().year + 2 <= SCHOOL_YEARS.stop
