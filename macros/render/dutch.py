"""Dates, numbers and counts as a Dutch reader expects them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
_PROGRAMME = re.compile(r"\w+ & [A-Z]")
"""The beginning of a name that keeps its capital."""


def in_words(day: date | str) -> str:
    """A date in words, as far as it is known.

    >>> in_words("2017-09-29"), in_words("2017-09"), in_words("2017")
    ('29 september 2017', 'september 2017', '2017')
    """
    year, *rest = str(day).split("-")
    if not rest:
        return year
    month = f"{MONTHS[int(rest[0]) - 1]} {year}"
    return f"{int(rest[1])} {month}" if len(rest) > 1 else month


def period_in_words(period: str) -> str:
    """A period of a figure; a school year stays as it is.

    >>> period_in_words("2013-12"), period_in_words("2009/2018"), period_in_words("2013-2014"), period_in_words("")
    ('december 2013', '2009 tot 2018', '2013-2014', 'zonder jaar')
    """
    if len(period) == len("JJJJ-MM") and period[4:5] == "-":
        return in_words(period)
    return period.replace("/", " tot ") or "zonder jaar"


def moment_in_words(begin: str, einde: str | None = None) -> str:
    """When something is, with its hours where they are known.

    >>> moment_in_words("2017-09-29 09:30", "2017-09-29 12:00")
    '29 september 2017, van 9.30 tot 12 uur'
    >>> moment_in_words("2017-09-29", "2017-09-30")
    '29 september 2017 tot 30 september 2017'
    """
    day, _, start = begin.partition(" ")
    end_day, _, end = (einde or "").partition(" ")
    text = in_words(day)
    if end_day and end_day != day:
        text += f" tot {in_words(end_day)}"
    if start and end:
        return f"{text}, van {_hour(start)} tot {_hour(end)} uur"
    return f"{text}, om {_hour(start)} uur" if start else text


def _hour(time: str) -> str:
    hours, minutes = time.split(":")
    return f"{int(hours)}" if minutes == "00" else f"{int(hours)}.{minutes}"


def decimal(number: Decimal | float) -> str:
    """A number with a decimal comma and points between thousands, its decimals as given.

    >>> decimal(1389), decimal(Decimal("0.110")), decimal(999), decimal(-1234567)
    ('1.389', '0,110', '999', '-1.234.567')
    """
    whole, point, decimals = str(number).partition(".")
    grouped = f"{int(whole):,}".replace(",", ".") if len(whole.lstrip("+-")) > 3 else whole
    return f"{grouped},{decimals}" if point else grouped


def amount(number: Decimal | float, unit: str) -> str:
    """A number with its unit where that is a sign.

    >>> amount(Decimal("12.3"), "%"), amount(233, "leerlingen")
    ('12,3 %', '233')
    """
    return f"{decimal(number)} %" if unit == "%" else decimal(number)


def file_size(size: int) -> str:
    """The size of a file in bytes; never nothing.

    >>> file_size(912345), file_size(52100), file_size(3)
    ('0,9 MB', '52 kB', '1 kB')
    """
    return f"{decimal(round(size / 1_000_000, 1))} MB" if size >= 100_000 else f"{max(1, round(size / 1000))} kB"


def z_to_r(bound: Decimal) -> Decimal:
    """A bound on Fisher's z scale as a correlation, r = tanh(z), in as many decimals as the bound has (Fisher,
    1915).
    """
    return round(Decimal(math.tanh(bound)), max(0, -int(bound.as_tuple().exponent)))


def counted(number: int, words: tuple[str, str]) -> str:
    """How many there are of something, with its word for one and for many.

    >>> counted(1, ("partner", "partners")), counted(0, ("partner", "partners"))
    ('1 partner', '0 partners')
    """
    return f"{number} {words[number != 1]}"


def months_in_words(months: int) -> str:
    """A number of months.

    >>> months_in_words(6), months_in_words(12), months_in_words(24)
    ('6 maanden', 'een jaar', '2 jaar')
    """
    years, rest = divmod(months, 12)
    if rest:
        return f"{months} maanden"
    return "een jaar" if years == 1 else f"{years} jaar"


def listed(parts: Sequence[str]) -> str:
    """Words after each other, as a sentence has them.

    >>> listed(["a", "b", "c"]), listed(["a", "b"]), listed(["a"]), listed([])
    ('a, b en c', 'a en b', 'a', '')
    """
    return " en ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def sentence(text: str) -> str:
    """The text with a capital in front, which loses its accent.

    >>> sentence("één"), sentence("op school"), sentence("")
    ('Eén', 'Op school', '')
    """
    return {"é": "E", "è": "E"}.get(text[:1], text[:1].upper()) + text[1:]


def stop(text: str) -> str:
    """The text with a full stop behind it, unless it ends a sentence already.

    >>> stop("Bel"), stop("Bel?"), stop("Bel …")
    ('Bel.', 'Bel?', 'Bel …')
    """
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


def lower_first(text: str) -> str:
    """A name inside a sentence: no capital in front, unless it is all capitals or that of a programme.

    >>> lower_first("Spijbelen"), lower_first("CLB"), lower_first("Check & Connect")
    ('spijbelen', 'CLB', 'Check & Connect')
    """
    return text if text[:2].isupper() or _PROGRAMME.match(text) else text[:1].lower() + text[1:]
