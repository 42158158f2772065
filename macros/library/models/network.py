"""The network itself, `data/netwerk.yml`: who to reach, where, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from macros.library.models.base import Fault, Model, Single
from macros.library.models.dates import months_after
from macros.library.models.fields import (
    HOUR,
    Email,
    In,
    Known,
    Many,
    PartialDate,
    PastDay,
    Phone,
    Sentence,
    Text,
    WebAddress,
    fault,
    hour,
    one_of,
    written_as,
)
from macros.library.models.holidays import NAMES, SUMMER, Vacation, public_holidays, school_holidays
from macros.library.models.parts import Address, PartnerId
from macros.library.models.sources import SourceRef, unknown_keys
from macros.library.text.problems import hint

SCHOOL_YEARS = range(2026, 2036)
"""School years, by the year in which they begin, that a page knows: a build does not read the clock, so it gives more
than anyone needs now.
"""
DAYS = ("zo", "ma", "di", "wo", "do", "vr", "za")
"""Days of a week in the order of a browser."""
MONTHS_CONFIRMED = 12
"""How long hours hold after the office confirmed them."""
CLOSED = "dicht"
CALL_FIRST = "bel-eerst"
_STATES = ("open", CLOSED, CALL_FIRST)
_MONTH_DAY = re.compile("[0-9]{2}-[0-9]{2}")


def office_hours(text: str) -> str:
    """From and to, `08:30-16:00`; a break makes two: `08:30-12:00 en 13:00-16:00`."""
    end = ""
    for part in text.split(" en "):
        match = re.fullmatch(r"([^\s-]+) ?- ?([^\s-]+)", part)
        if not match:
            raise fault(
                f"'{text}' zijn geen uren; schrijf UU:MM-UU:MM, bijvoorbeeld 08:30-16:00, met 'en' tussen voor en "
                "na een pauze"
            )
        start, stop = map(hour, match.groups())
        if stop <= start:
            raise fault(f"'{part}' eindigt voor het begint")
        if start <= end:
            raise fault(f"'{part}' begint voor het vorige stuk gedaan is")
        end = stop
    return text


def month_day(text: str) -> str:
    """A day of every year, `MM-DD`."""
    if not _MONTH_DAY.fullmatch(text):
        raise fault(f"'{text}' is geen dag van het jaar; schrijf MM-DD, bijvoorbeeld 07-15")
    try:
        date.fromisoformat(f"2001-{text}")
    except ValueError:
        raise fault(f"'{text}' bestaat niet op de kalender; schrijf MM-DD") from None
    return text


def state(text: str) -> str:
    """One of `STATES`."""
    if text not in _STATES:
        raise fault(f"'{text}' is geen toestand{hint(text, _STATES) or '; kies uit: ' + ', '.join(_STATES)}")
    return text


FROM_TO = f"{HOUR.pattern} ?- ?{HOUR.pattern}"
Hours = Annotated[
    str,
    AfterValidator(office_hours),
    written_as(
        f"{FROM_TO}( en {FROM_TO})*",
        "Schrijf de uren zo: 08:30-16:00. Met een pauze: 08:30-12:00 en 13:00-16:00.",
        types=["string"],
    ),
]
MonthDay = Annotated[
    str,
    AfterValidator(month_day),
    written_as(_MONTH_DAY.pattern, "Schrijf MM-DD, bijvoorbeeld 07-15.", types=["string"]),
]


class Coordinator(Model):
    """Wie het netwerk coördineert, zoals het netwerk haar zelf bekendmaakte."""

    naam: Text
    """Naam."""
    telefoon: Phone
    """Rechtstreeks nummer."""
    bekendgemaakt: PartialDate
    """Wanneer het netwerk dit bekendmaakte."""


class Holiday(Model):
    """Wat er in een vakantie gebeurt."""

    vakantie: Text
    """Welke vakantie."""
    regel: Text
    """Open, dicht, of wanneer wel."""
    toestand: Annotated[str, AfterValidator(state), one_of(_STATES)] | None = None
    """De regel in één woord: open, dicht of bel-eerst. Hiermee zegt de pagina of het CLB nu open is."""
    dicht_van: MonthDay | None = None
    """Eerste dag dat het dicht is (MM-DD), als dat maar een deel van de zomervakantie is."""
    dicht_tot: MonthDay | None = None
    """Laatste dag dat het dicht is (MM-DD)."""

    def rules(self, known: Known) -> Iterator[Fault]:
        """A state belongs to a holiday with known dates; only the summer has a closed part, as the other
        holidays move.
        """
        if self.toestand and self.vakantie not in NAMES:
            yield (
                "vakantie",
                f"'{self.vakantie}' is geen "
                f"schoolvakantie{hint(self.vakantie, NAMES) or '; kies uit: ' + ', '.join(NAMES)}",
            )
        if not (self.dicht_van or self.dicht_tot):
            return
        if not (self.dicht_van and self.dicht_tot):
            given, other = ("dicht_van", "dicht_tot") if self.dicht_van else ("dicht_tot", "dicht_van")
            yield given, f"hier hoort ook '{other}' bij"
        elif self.vakantie != SUMMER:
            yield "dicht_van", f"kan alleen bij de {SUMMER.lower()}; de andere vakanties vallen elk jaar anders"
        elif self.toestand in (None, CLOSED):
            yield (
                "dicht_van",
                "hoort bij een vakantie die voor de rest 'open' of 'bel-eerst' is; zet dat bij 'toestand'",
            )
        elif self.dicht_tot < self.dicht_van:
            yield "dicht_tot", f"'{self.dicht_tot}' komt voor 'dicht_van' ({self.dicht_van})"
        elif self.dicht_van < "07-01" or self.dicht_tot > "08-31":
            yield (
                "dicht_van" if self.dicht_van < "07-01" else "dicht_tot",
                "valt buiten de zomervakantie, van 07-01 tot 08-31",
            )


class Week(Model):
    """Uren per dag van de week; op een dag zonder uren is het gesloten."""

    ma: Hours | None = None
    """Maandag, bijvoorbeeld 08:30-16:00, of 08:30-12:00 en 13:00-16:00."""
    di: Hours | None = None
    """Dinsdag."""
    wo: Hours | None = None
    """Woensdag."""
    do: Hours | None = None
    """Donderdag."""
    vr: Hours | None = None
    """Vrijdag."""
    za: Hours | None = None
    """Zaterdag."""
    zo: Hours | None = None
    """Zondag."""

    def rules(self, known: Known) -> Iterator[Fault]:
        """Open on one day at least."""
        if not any(self.model_dump().values()):
            yield "", "een week zonder uren zegt niets; laat 'uren' weg"

    @property
    def spans(self) -> list[list[list[str]]]:
        """Per day of `DAYS` its hours from and to."""
        return [[re.split(" ?- ?", part) for part in (getattr(self, day) or "").split(" en ") if part] for day in DAYS]


class Office(Model):
    """Het CLB waar het netwerk zit."""

    naam: Text
    """Naam van het centrum."""
    telefoon: Phone
    """Nummer van het onthaal."""
    email: Email
    """Adres om te mailen, ook voor verbeteringen aan deze site."""
    website: WebAddress | None = None
    """Website."""
    adressen: Annotated[tuple[Address, ...], Field(min_length=1)]
    """Waar je het vindt."""
    openingsuren: Text
    """Gewone uren."""
    uren: Week | None = None
    """Dezelfde uren per dag, zodat de pagina kan zeggen of het CLB nu open is; dan heeft elke schoolvakantie een
    toestand.
    """
    uren_bevestigd_op: PastDay | None = None
    """Dag waarop het CLB deze uren zelf bevestigde (JJJJ-MM-DD). Een jaar lang zegt de pagina dan of het nu open is."""
    vakanties: tuple[Holiday, ...] = ()
    """Uren in de schoolvakanties."""

    def rules(self, known: Known) -> Iterator[Fault]:
        """With `uren`, nothing may be left to guess: every school holiday has its state, once."""
        names = [holiday.vakantie for holiday in self.vakanties]
        for place, holiday in enumerate(self.vakanties):
            if holiday.vakantie in names[:place]:
                yield ("vakanties", place, "vakantie"), f"'{holiday.vakantie}' staat er twee keer"
            if self.uren and not holiday.toestand:
                yield (
                    ("vakanties", place),
                    f"'toestand' ontbreekt; met 'uren' heeft elke vakantie er een: {', '.join(_STATES)}",
                )
        if self.uren_bevestigd_op and not self.uren:
            yield "uren_bevestigd_op", "hoort bij 'uren': de uren per dag"
        if self.uren and (missing := [name for name in NAMES if name not in names]):
            yield "vakanties", f"met 'uren' hoort hier elke schoolvakantie; ontbreekt: {', '.join(missing)}"

    def calendar(self, day: date) -> dict[str, Any] | None:
        """What a page needs to tell whether the office is open on any day of `SCHOOL_YEARS`; None without `uren`, and
        when the office did not confirm them in the year before the `day` of the content.
        """
        if not self.uren or not self.uren_bevestigd_op:
            return None
        if months_after(self.uren_bevestigd_op, MONTHS_CONFIRMED) < day:
            return None
        periods = [period for start in SCHOOL_YEARS for period in school_holidays(start)]
        first, last = date(SCHOOL_YEARS.start, 9, 1), date(SCHOOL_YEARS.stop, 8, 31)
        public = {
            day: name
            for year in range(first.year, last.year + 1)
            for day, name in public_holidays(year).items()
            if first <= day <= last
        }
        return {
            "from": first.isoformat(),
            "to": last.isoformat(),
            "week": self.uren.spans,
            "holidays": [self._told(holiday, periods) for holiday in self.vakanties],
            "public": {day.isoformat(): name for day, name in public.items()},
        }

    def _told(self, holiday: Holiday, periods: list[Vacation]) -> dict[str, Any]:
        """One holiday with its dates in every year."""
        own = [period for period in periods if period.name == holiday.vakantie]
        return {
            "name": holiday.vakantie.lower(),
            "rule": holiday.regel,
            "state": holiday.toestand,
            "closed": [holiday.dicht_van, holiday.dicht_tot] if holiday.dicht_van else [],
            "spans": [[period.first.isoformat(), period.last.isoformat()] for period in own],
        }


class Wordmark(Model):
    """Het woordmerk, naast het beeldmerk."""

    boven: Text
    """Grote regel."""
    onder: Text
    """Kleine regel."""
    leuze: Text
    """Wat onderaan elke pagina staat, zonder punt."""


class Region(Model):
    """De regio van het netwerk."""

    naam: Text
    """Naam zonder lidwoord, zoals na 'in'."""
    gebieden: Many[Annotated[str, In("gebieden", "gemeenten")]] = ()
    """Gebieden van de cijfers die van hier zijn; het eerste springt uit in elke grafiek. De gemeenten horen er vanzelf
    bij.
    """
    werkgebieden: Many[Annotated[str, In("werkgebieden")]] = ()
    """Werkgebieden waarin elke gemeente ligt."""
    bereik: Annotated[str, In("bereiken")] | None = None
    """Bereik van een praktijk die hier loopt."""
    andere_namen: Many[Text] = ()
    """Hoe de regio in namen van organisaties heet, in kleine letters: twee namen die alleen daarin verschillen, lijken
    op elkaar.
    """

    @property
    def area(self) -> str:
        """The area that stands out in every chart where it occurs; empty when there is none."""
        return next(iter(self.gebieden), "")


class Network(Single):
    """Het bestand `data/netwerk.yml`."""

    file = "netwerk"
    known_as = "het netwerk"
    is_required = True

    naam: Text
    """Volledige naam van het netwerk."""
    kort: Sentence
    """Eén zin over het netwerk."""
    woordmerk: Wordmark
    """Woordmerk: wat naast het beeldmerk staat, boven elke pagina."""
    regio: Region
    """Waar het netwerk werkt."""
    start: PartialDate
    """Wanneer het netwerk begon."""
    coordinator: Coordinator
    """Coördinator."""
    clb: Office
    """CLB waar het netwerk zit."""
    over_het_plan: Sentence | None = None
    """Wat een lezer van het plan moet weten; staat bij al wat geen actie van het plan zelf is."""
    meldpunt: PartnerId | None = None
    """Partner (id) waar het netwerk voor meldingen naar doorverwijst."""
    eerste_hulp: Many[PartnerId] = ()
    """Partners (id) bij wie een school altijd kan beginnen: de CLB's."""
    bronnen: Annotated[tuple[SourceRef, ...], Field(min_length=1)]
    """Waar dit vandaan komt."""

    def rules(self, known: Known) -> Iterator[Fault]:
        """`zegt` names keys of this file."""
        yield from unknown_keys(self.bronnen, Network, "het netwerk")

    @property
    def title(self) -> str:
        """Its name without the word network in front, as the site is called."""
        return self.naam.removeprefix("Netwerk ")

    @property
    def newest_year(self) -> int | None:
        """The year of the newest source: how old the hours are."""
        return max((source.jaar for source in self.bronnen if source.jaar), default=None)
