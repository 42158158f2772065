"""What somebody who puts a network day or the plan in a calendar can count on. The files are read back by a library
that did not write them.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event
from ical.timezone import IcsTimezoneInfo

from macros.generator.generated import generated
from macros.library import read_library
from macros.outputs.calendars import calendars, uid

ROOT = Path(__file__).parent.parent
BRUSSELS = ZoneInfo("Europe/Brussels")
ADDRESS = "https://voorbeeld.example/onder/pad"
ALL_DAYS = "netwerkdagen/netwerkdagen.ics"
PLAN = "actieplan/actieplan.ics"

COMMON = """
bronnen: [{bron: proefstudie2016}]
nagekeken_op: 2017-03-01
nagekeken_door: redactie
"""
DAYS = {
    "startdag": 'naam: Startdag, met "alles"; en meer\nsoort: startdag\nbegin: 2027-03-01\nplaats: Muntpunt, Munt '
    "6, 1000 Brussel",
    "tweedaagse": "naam: Tweedaagse\nsoort: netwerkdag\nbegin: 2027-05-31\neinde: 2027-06-01\nstatus: bevestigd",
    "afgelast": "naam: Lentedag\nsoort: netwerkdag\nbegin: 2027-04-20 09:30\neinde: 2027-04-20 12:00\nstatus: afgelast",
    "uitwisseling": "naam: Uitwisseling\nsoort: uitwisselingsmoment\nbegin: 2027-03-28 13:30\nstatus: gepland",
    "vroeger": "naam: Vroeger\nsoort: netwerkdag\nbegin: 2016-10-03\nstatus: voorbij",
    "ooit": "naam: Ooit\nsoort: netwerkdag\nbegin: 2027-09\neinde: 2027-09-30",
}
ACTION = """
naam: Scholen bezoeken
kort: Een actie die alleen in de tests bestaat.
soort: bouwsteen
pijler: preventie
trekker: hulp
partners: [ander]
andere_partners: [vrijwilligers]
begin: 2027
einde: 2027-12-31
status: lopend
stappen:
  - {naam: Lijst maken, tegen: 2026-12-01, staat: gedaan, gedaan_op: 2026-11-20}
  - {naam: Bellen, tegen: 2027-01-15, staat: lopend}
  - {naam: Bellen, tegen: 2027-02-15, staat: gepland}
  - {naam: Langsgaan, tegen: 2027-03, staat: gepland}
  - {naam: Napraten, staat: gepland}
"""
STOPPED = """
naam: Gestopt
kort: Een actie die alleen in de tests bestaat.
soort: bouwsteen
pijler: preventie
partners: [stil]
einde: 2027-12-31
status: gestopt
stappen: [{naam: Nooit, tegen: 2027-01-15, staat: gepland}]
"""


def write(site: Path, kind: str, id: str, text: str) -> None:
    (site / "data" / kind / f"{id}.yml").write_text(text.strip() + COMMON, encoding="utf-8")


@pytest.fixture
def example(small_site: Path) -> Path:
    """The small site with days and actions of every sort."""
    for id, text in DAYS.items():
        write(
            small_site,
            "netwerkdagen",
            id,
            f"{text}\nkort: Een dag die alleen in de tests bestaat.\norganisator: Testgroep",
        )
    write(small_site, "acties", "bezoeken", ACTION)
    write(small_site, "acties", "gestopt", STOPPED)
    for id in ("ander", "stil"):
        text = (small_site / "data" / "partners" / "hulp.yml").read_text(encoding="utf-8")
        renamed = text.replace("naam: Hulp\n", f"naam: {id}\n").replace("oude_ids: [hulp-vroeger]", "")
        (small_site / "data" / "partners" / f"{id}.yml").write_text(renamed, encoding="utf-8")
    return small_site


def files(root: Path, site_url: str = "") -> dict[str, bytes]:
    return {path: body for path, _, body in calendars(read_library(root), site_url)}


def read(body: bytes) -> Calendar:
    (calendar,) = IcsCalendarStream.from_ics(body.decode()).calendars
    return calendar


def events(body: bytes) -> dict[str, Event]:
    return {event.summary or "": event for event in read(body).events}


def event(files: Mapping[str, bytes], id: str) -> Event:
    (found,) = read(files[f"netwerkdagen/{id}.ics"]).events
    return found


def moved(root: Path, id: str, begin: str, einde: str | None = None) -> Event:
    """The day with another begin and end."""
    path = root / "data" / "netwerkdagen" / f"{id}.yml"
    lines = [
        line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith(("begin:", "einde:"))
    ]
    path.write_text(
        "\n".join([*lines, f"begin: {begin}", *([f"einde: {einde}"] if einde else [])]) + "\n", encoding="utf-8"
    )
    return event(files(root), id)


def test_each_day_has_its_file_and_one_file_has_them_all(example: Path) -> None:
    found = files(example)
    expected = {"proefdag", *DAYS} - {"ooit"}
    assert {path for path in found if path.startswith("netwerkdagen/")} == {
        ALL_DAYS,
        *(f"netwerkdagen/{id}.ics" for id in expected),
    }
    together = read(found[ALL_DAYS]).events
    assert {one.uid: one for one in together} == {event(found, id).uid: event(found, id) for id in expected}
    assert [one.start_datetime for one in together] == sorted(one.start_datetime for one in together)


def test_a_day_with_hours_stands_at_those_hours_in_brussels(example: Path) -> None:
    day = event(files(example), "proefdag")
    assert day.dtstart == datetime(2018, 2, 1, 9, tzinfo=BRUSSELS)
    assert day.dtend == datetime(2018, 2, 1, 16, 30, tzinfo=BRUSSELS)
    assert b"DTSTART;TZID=Europe/Brussels:20180201T090000\r\n" in files(example)["netwerkdagen/proefdag.ics"]
    assert day.status == "CONFIRMED"
    assert "09:00–09:30 Onthaal\n09:30 Gesprek" in (day.description or "")


def test_a_day_without_hours_fills_whole_days_and_makes_nobody_busy(example: Path) -> None:
    found = files(example)
    one, two = event(found, "startdag"), event(found, "tweedaagse")
    assert (one.dtstart, one.dtend) == (date(2027, 3, 1), date(2027, 3, 2))
    assert (two.dtstart, two.dtend) == (date(2027, 5, 31), date(2027, 6, 2))
    assert one.transparency == two.transparency == "TRANSPARENT"
    assert b"DTSTART;VALUE=DATE:20270301\r\n" in found["netwerkdagen/startdag.ics"]


def test_an_end_that_is_not_known_is_not_made_up(example: Path) -> None:
    day = event(files(example), "uitwisseling")
    assert day.dtstart == datetime(2027, 3, 28, 13, 30, tzinfo=BRUSSELS)
    assert day.dtend is None
    assert "Begin: 28/3/2027 om 13:30. Einde: niet bekend." in (day.description or "")
    assert "niet bekend" not in (event(files(example), "proefdag").description or "")


@pytest.mark.parametrize(
    ("begin", "einde", "dtstart", "dtend", "told"),
    [
        (
            "2027-03-01 09:00",
            "2027-03-02",
            date(2027, 3, 1),
            date(2027, 3, 3),
            "Begin: 1/3/2027 om 09:00. Einde: 2/3/2027.",
        ),
        (
            "2027-03-01",
            "2027-03-02 12:00",
            date(2027, 3, 1),
            date(2027, 3, 3),
            "Begin: 1/3/2027. Einde: 2/3/2027 om 12:00.",
        ),
        ("2027-03-01", "2027-03", date(2027, 3, 1), date(2027, 3, 2), "Begin: 1/3/2027. Einde: 3/2027."),
        (
            "2027-03-01 09:00",
            "2027-03-01",
            datetime(2027, 3, 1, 9, tzinfo=BRUSSELS),
            None,
            "Begin: 1/3/2027 om 09:00. Einde: 1/3/2027.",
        ),
        (
            "2027-03-01 09:00",
            "2027-03-01 09:00",
            datetime(2027, 3, 1, 9, tzinfo=BRUSSELS),
            None,
            "Begin: 1/3/2027 om 09:00.",
        ),
    ],
)
def test_what_a_calendar_cannot_say_stands_in_the_text(
    example: Path, begin: str, einde: str, dtstart: date, dtend: date | None, told: str
) -> None:
    day = moved(example, "startdag", begin, einde)
    assert (day.dtstart, day.dtend) == (dtstart, dtend)
    assert told in (day.description or "")


@pytest.mark.parametrize(
    ("begin", "einde", "utc", "hours"),
    [
        ("2027-03-28 13:00", "2027-03-28 16:00", "2027-03-28T11:00", 3),  # summer time began that night
        ("2027-03-27 20:00", "2027-03-28 08:00", "2027-03-27T19:00", 11),  # an hour is skipped
        ("2027-10-31 13:00", "2027-10-31 16:00", "2027-10-31T12:00", 3),
        ("2027-10-30 20:00", "2027-10-31 08:00", "2027-10-30T18:00", 13),  # an hour comes twice
    ],
)
def test_a_day_on_which_the_clock_changes_has_its_true_hours(
    example: Path, begin: str, einde: str, utc: str, hours: float
) -> None:
    day = moved(example, "proefdag", begin, einde)
    assert isinstance(day.dtstart, datetime)
    assert isinstance(day.dtend, datetime)
    assert day.dtstart.replace(tzinfo=None) == datetime.fromisoformat(begin)
    assert day.dtstart.astimezone(UTC) == datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert day.dtend.astimezone(UTC) - day.dtstart.astimezone(UTC) == timedelta(hours=hours)


def test_the_time_zone_in_the_file_is_that_of_brussels(example: Path) -> None:
    """A calendar that has no time zones of its own reads ours; every change of the clock in it is the real one."""
    (zone,) = read(files(example)[ALL_DAYS]).timezones
    assert zone.tz_id == "Europe/Brussels"
    ours = IcsTimezoneInfo.from_timezone(zone)
    hour = datetime(2016, 1, 1, 12)
    while hour.year < 2036:
        assert ours.utcoffset(hour) == hour.replace(tzinfo=BRUSSELS).utcoffset(), hour
        hour += timedelta(days=1)


def test_a_calendar_shows_whether_a_day_is_sure(example: Path) -> None:
    found = files(example)
    status = {"startdag": "TENTATIVE", "tweedaagse": "CONFIRMED", "vroeger": "CONFIRMED", "afgelast": "CANCELLED"}
    assert {id: event(found, id).status for id in status} == status
    assert event(found, "afgelast").summary == "Afgelast: Lentedag"


def test_every_character_of_an_editor_comes_back(example: Path) -> None:
    path = example / "data" / "netwerkdagen" / "startdag.yml"
    typed = "Wie – één; twee, \\n drie, “vier” 🙂 " * 8
    path.write_text(f"{path.read_text(encoding='utf-8')}voor_wie: {typed}\n", encoding="utf-8")
    body = files(example)["netwerkdagen/startdag.ics"]
    day = event({"netwerkdagen/startdag.ics": body}, "startdag")
    assert day.summary == 'Startdag, met "alles"; en meer'
    assert day.location == "Muntpunt, Munt 6, 1000 Brussel"
    assert day.categories == ["Startdag"]
    assert f"Voor wie: {typed.strip()}" in (day.description or "").splitlines()
    assert (
        rb"LOCATION:Muntpunt\, Munt 6\, 1000 Brussel" in body
    )  # our reader also takes a bare comma; others end the text there
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    assert body.count(b"\n") == body.count(b"\r\n")


def test_an_event_stays_itself_when_its_text_its_day_or_the_address_of_the_site_changes(example: Path) -> None:
    before = {path: [one.uid for one in read(body).events] for path, body in files(example).items()}
    for path in example.glob("data/netwerkdagen/*.yml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("naam: ", "naam: Andere ").replace("begin: 2027", "begin: 2026"), encoding="utf-8")
    after = {path: [one.uid for one in read(body).events] for path, body in files(example, ADDRESS).items()}
    assert {path: set(uids) for path, uids in after.items()} == {path: set(uids) for path, uids in before.items()}
    assert UUID(before["netwerkdagen/proefdag.ics"][0]).version == 5
    assert (
        before["netwerkdagen/proefdag.ics"]
        == [uid("netwerkdagen", "proefdag")]
        == ["d0b9ed22-6070-54b8-ba5f-4c4116279818"]
    )


def test_no_two_events_are_one(example: Path) -> None:
    found = files(example)
    uids = [one.uid for path in (ALL_DAYS, PLAN) for one in read(found[path]).events]
    assert len(set(uids)) == len(uids) == 9


def test_the_plan_has_the_steps_to_do_and_the_ends_that_have_a_day(example: Path) -> None:
    plan = read(files(example)[PLAN]).events
    assert [(one.dtstart, one.dtend, one.summary) for one in plan] == [
        (date(2027, 1, 15), date(2027, 1, 16), "Bellen (Scholen bezoeken)"),
        (date(2027, 2, 15), date(2027, 2, 16), "Bellen (Scholen bezoeken)"),
        (date(2027, 12, 31), date(2028, 1, 1), "Einde: Scholen bezoeken"),
    ]
    told = plan[0].description or ""
    for line in (
        "Laatste dag voor deze stap.",
        "Trekker: Hulp",
        "Doen mee: ander, vrijwilligers",
        "Actie: Lopend",
        "Stap: Lopend",
    ):
        assert line in told.splitlines()
    assert {one.status for one in plan} == {"CONFIRMED"}
    assert {one.transparency for one in plan} == {"TRANSPARENT"}


def test_a_step_stays_itself_when_another_is_done_or_moved(example: Path) -> None:
    before = {one.dtstart: one.uid for one in read(files(example)[PLAN]).events}
    path = example / "data" / "acties" / "bezoeken.yml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("2027-01-15, staat: lopend", "2027-01-15, staat: gedaan, gedaan_op: 2027-01-10").replace(
        "2027-02-15", "2027-02-16"
    )
    path.write_text(text.replace("naam: Scholen bezoeken", "naam: Iets anders"), encoding="utf-8")
    after = {one.dtstart: one.uid for one in read(files(example)[PLAN]).events}
    assert after == {date(2027, 2, 16): before[date(2027, 2, 15)], date(2027, 12, 31): before[date(2027, 12, 31)]}


def test_a_partner_that_leads_or_helps_dated_work_has_a_calendar_of_it(example: Path) -> None:
    found = files(example)
    assert {path for path in found if path.startswith("partners/")} == {
        "partners/hulp/acties.ics",
        "partners/ander/acties.ics",
    }
    for id in ("hulp", "ander"):
        assert read(found[f"partners/{id}/acties.ics"]).events == read(found[PLAN]).events


def test_an_event_leads_to_its_page_only_when_the_address_of_the_site_is_known(example: Path) -> None:
    for site_url in (ADDRESS, f"{ADDRESS}/"):
        found = files(example, site_url)
        assert str(event(found, "proefdag").url) == f"{ADDRESS}/netwerkdagen/proefdag/"
        assert (event(found, "proefdag").description or "").endswith(f"Meer: {ADDRESS}/netwerkdagen/proefdag/")
        assert {str(one.url) for one in read(found[PLAN]).events} == {f"{ADDRESS}/acties/bezoeken/"}
    for body in files(example).values():
        assert b"URL" not in body
        assert b"http" not in body


def test_an_event_says_when_it_was_last_checked(example: Path) -> None:
    for body in files(example).values():
        for one in read(body).events:
            assert one.dtstamp == one.last_modified == datetime(2017, 3, 1, tzinfo=UTC)
            assert one.sequence == 0


def test_a_calendar_to_subscribe_to_has_a_name_and_works_when_it_is_empty(small_site: Path) -> None:
    (small_site / "data" / "netwerkdagen" / "proefdag.yml").unlink()
    found = files(small_site)
    assert list(found) == [ALL_DAYS, PLAN]
    for path, name in ((ALL_DAYS, "Netwerkdagen"), (PLAN, "Actieplan")):
        calendar = read(found[path])
        assert calendar.events == []
        assert len(calendar.timezones) == 1  # a calendar without any part is not allowed
        names = {one.name: one.value for one in calendar.extras}
        assert names["x-wr-calname"].startswith(name)
    assert rb"X-WR-CALDESC:Stappen die nog niet gedaan zijn\, en" in found[PLAN]


def test_two_runs_give_the_same_bytes_whatever_the_clock_says(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = files(example)
    later = time.time() + 100_000_000
    monkeypatch.setattr(time, "time", lambda: later)
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    try:
        assert files(example) == first
    finally:
        monkeypatch.undo()
        time.tzset()


def test_every_calendar_is_one_of_the_files_of_the_site(example: Path) -> None:
    library = read_library(example)
    made = {item.path: item.body for item in generated(library, ADDRESS) if item.path.endswith(".ics")}
    assert made == files(example, ADDRESS)
    for path, source, _ in calendars(library):
        assert (example / source).exists(), path


def test_the_site_has_the_calendars_at_their_addresses(site: Path) -> None:
    for path in files(ROOT):
        read((site / path).read_bytes())
