"""What dates mean that are known as far as the year, the month or the day: when one is over, which comes first, and a
day some months later.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from macros.library.models.base import Fault
from macros.library.models.fields import PARTIAL_DATE


def last_day(text: str) -> date | None:
    """The last day that a partial date can mean; None for other words, and for a day that does not exist.

    >>> last_day("2024-02"), last_day("2024"), last_day("2023-02-29"), last_day("ooit")
    (datetime.date(2024, 2, 29), datetime.date(2024, 12, 31), None, None)
    """
    match = PARTIAL_DATE.fullmatch(text)
    if not match:
        return None
    year, month = int(match[1]), int(match[2] or 12)
    try:
        return date(year, month, int(match[3] or monthrange(year, month)[1]))
    except ValueError:
        return None


def known_to_the_day(text: str | None) -> bool:
    """Whether a partial date or a moment says the day: `2027-03-01` and `2027-03-01 09:00` do, `2027-03` does not."""
    return text is not None and len(text) >= len("JJJJ-MM-DD")


def is_past(text: str, day: date) -> bool:
    """Whether a partial date is over on `day`: a month or a year is when its last day is. Other words never are.

    >>> is_past("2024-02", date(2024, 2, 29)), is_past("2024-02", date(2024, 3, 1)), is_past("ooit", date(2024, 3, 1))
    (False, True, False)
    """
    last = last_day(text)
    return last is not None and last < day


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last day of that month when it is shorter.

    >>> months_after(date(2023, 11, 30), 3), months_after(date(2023, 12, 31), 12)
    (datetime.date(2024, 2, 29), datetime.date(2024, 12, 31))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def in_order(begin: str | None, einde: str | None) -> Iterator[Fault]:
    """`einde` is not before `begin`; dates of unequal precision are compared as far as both go."""
    if begin and einde and einde[: len(begin)] < begin[: len(einde)]:
        yield "einde", f"{einde} is voor het begin ({begin})"
