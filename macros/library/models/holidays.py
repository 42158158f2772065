"""The school holidays of the Flemish community and the public holidays of Belgium, from their rules.

School holidays: the decree of the Flemish government of 17 April 1991, as https://www.sint-donaas.be/vakantiedagen/
tells it. A school adds free days of its own; those are not here. Public holidays: the ten of the royal decree of 18
April 1974, article 1 (https://employment.belgium.be/en/regulation-public-holidays). Easter comes from `dateutil.easter`
(Western).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.easter import easter as easter_of  # type: ignore[import-untyped]

AUTUMN, CHRISTMAS, CARNIVAL, EASTER, SUMMER = NAMES = (
    "Herfstvakantie",
    "Kerstvakantie",
    "Krokusvakantie",
    "Paasvakantie",
    "Zomervakantie",
)
"""The school holidays, in the order of a school year."""

MONDAY = 0
SATURDAY = 5
SUNDAY = 6


@dataclass(frozen=True)
class Vacation:
    """A holiday from its first day up to and including its last."""

    name: str
    first: date
    last: date


def easter(year: int) -> date:
    """Easter Sunday."""
    day: date = easter_of(year)
    return day


def school_holidays(start: int) -> tuple[Vacation, ...]:
    """The five holidays of the school year that begins in September of the year `start`, in order."""
    return (
        _weeks(AUTUMN, _autumn(start), 1),
        _weeks(CHRISTMAS, _christmas(start), 2),
        _weeks(CARNIVAL, easter(start + 1) - timedelta(days=48), 1),
        _weeks(EASTER, _spring(start + 1), 2),
        Vacation(SUMMER, date(start + 1, 7, 1), date(start + 1, 8, 31)),
    )


def public_holidays(year: int) -> dict[date, str]:
    """The ten public holidays of a year, by date, named as one says "het is ..."; two on one day (1 May 2008) give that
    day both names.
    """
    sunday = easter(year)
    holidays: dict[date, str] = {}
    for day, name in (
        (date(year, 1, 1), "Nieuwjaar"),
        (sunday + timedelta(days=1), "Paasmaandag"),
        (date(year, 5, 1), "de Dag van de Arbeid"),
        (sunday + timedelta(days=39), "Hemelvaart"),
        (sunday + timedelta(days=50), "Pinkstermaandag"),
        (date(year, 7, 21), "de nationale feestdag"),
        (date(year, 8, 15), "Onze-Lieve-Vrouw-Hemelvaart"),
        (date(year, 11, 1), "Allerheiligen"),
        (date(year, 11, 11), "Wapenstilstand"),
        (date(year, 12, 25), "Kerstmis"),
    ):
        holidays[day] = f"{holidays[day]} en {name}" if day in holidays else name
    return dict(sorted(holidays.items()))


def _weeks(name: str, monday: date, weeks: int) -> Vacation:
    return Vacation(name, monday, monday + timedelta(weeks=weeks, days=-1))


def _monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _autumn(year: int) -> date:
    """The Monday of the week of 1 November; when that is a Sunday, the day after."""
    day = date(year, 11, 1)
    return day + timedelta(days=1) if day.weekday() == SUNDAY else _monday_of(day)


def _christmas(year: int) -> date:
    """The Monday of the week of 25 December; when that is a Saturday or Sunday, the Monday after."""
    day = date(year, 12, 25)
    return _monday_of(day) + timedelta(weeks=day.weekday() >= SATURDAY)


def _spring(year: int) -> date:
    """The first Monday of April; Easter in March: the Monday after it; Easter after 15 April: the second Monday before
    it.
    """
    sunday = easter(year)
    if sunday.month == 3:
        return sunday + timedelta(days=1)
    if sunday > date(year, 4, 15):
        return sunday - timedelta(days=13)
    first = date(year, 4, 1)
    return first + timedelta(days=(MONDAY - first.weekday()) % 7)
