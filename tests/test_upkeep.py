"""Whoever keeps the data finds what needs care, why, and the most urgent first; a build does not depend on the
clock.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from macros.library import Library, read_library
from macros.library.models.dates import is_past, last_day, months_after
from macros.library.models.entries import KINDS
from macros.library.upkeep import limits, upkeep
from macros.outputs.upkeep_json import upkeep_json
from macros.render.dutch import months_in_words
from macros.render.pages import entry_page
from macros.render.views import care


def changed(site: Path, path: str, *changes: tuple[str, str], copy: str = "") -> None:
    """Change a file of the small site, or write the changed text to a copy of it."""
    source = site / "data" / path
    text = source.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (site / "data" / (copy or path)).write_text(text, encoding="utf-8")


def items(library: Library, care: str) -> list[tuple[str, str]]:
    """Id and reason of what stands in one list."""
    found = next(list for list in upkeep(library) if list.id == care)
    return [(item.entry.id if item.entry else item.source, item.reason) for item in found.items]


def on(site: Path, day: str) -> Library:
    return read_library(site, day=date.fromisoformat(day))


NEVER_OLD = ("proefbericht", "proefstart")
"""News and history."""


@pytest.mark.parametrize(
    ("day", "old"),
    [
        ("2017-09-01", []),
        ("2017-09-02", ["aanspreekpunt", "proefdag"]),  # an action and a day to come: half a year
        ("2018-03-01", ["aanspreekpunt", "proefdag"]),
        ("2018-03-02", ["aanspreekpunt", "proefdag", "hulp", "afwezig"]),  # a partner, a figure: a year
        ("2019-03-01", ["aanspreekpunt", "proefdag", "hulp", "afwezig"]),
        ("2019-03-02", ["aanspreekpunt", "proefdag", "hulp", "afwezig", "gesprek", "wegblijven", "huisbezoek"]),
    ],
)
def test_each_kind_grows_old_in_its_own_time(day: str, old: list[str], small_site: Path) -> None:
    """The day after the limit, not on it; what waits longest stands first. News and history never grow old."""
    of_these = {"aanspreekpunt", "proefdag", "hulp", "afwezig", "gesprek", "wegblijven", "huisbezoek"}
    assert [id for id, _ in items(on(small_site, day), "te-oud") if id in {*of_these, *NEVER_OLD}] == old


def test_the_reason_says_since_when(small_site: Path) -> None:
    assert items(on(small_site, "2017-09-02"), "te-oud")[0] == (
        "aanspreekpunt",
        "nagekeken op 1/3/2017, dat mocht tot 1/9/2017",
    )


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("partners/hulp.yml", ("zekerheid: hoog", "zekerheid: hoog\nstatus: gestopt")),
        ("acties/aanspreekpunt.yml", ("status: lopend", "status: gestopt")),
        ("netwerkdagen/proefdag.yml", ("status: bevestigd", "status: voorbij")),
    ],
)
def test_what_is_over_needs_no_care(path: str, change: tuple[str, str], small_site: Path) -> None:
    changed(small_site, path, change)
    library = on(small_site, "2030-01-01")
    assert Path(path).stem not in [
        id for list in ("te-oud", "niet-bevestigd", "zonder-telefoon") for id, _ in items(library, list)
    ]


def test_partners_that_cannot_be_reached_stand_apart_from_those_without_a_phone(small_site: Path) -> None:
    phone, mail, site = "telefoon: 02 512 30 05\n", "email: hulp@example.org\n", "website: https://example.org/hulp\n"
    old = ("oude_ids: [hulp-vroeger]\n", "")
    for name, without in {
        "stil": (phone, mail, site),
        "web": (phone, mail),
        "mail": (phone, site),
        "overheid": (phone, site),
    }.items():
        kind = [("soort: onderwijs", "soort: overheid-beleid")] if name == "overheid" else []
        changed(
            small_site, "partners/hulp.yml", old, *kind, *((part, "") for part in without), copy=f"partners/{name}.yml"
        )
    library = read_library(small_site)
    assert items(library, "onbereikbaar") == [("stil", "geen telefoon, mail of website")]
    assert items(library, "zonder-telefoon") == [
        ("mail", "wel mail"),
        ("web", "alleen een website"),
        ("overheid", "wel mail"),
    ]  # who helps a pupil first


@pytest.mark.parametrize(
    ("update", "day", "reason"),
    [
        ("", "2017-03-01", "nieuwste getal: 2016-2017; volgende update: niet bekend"),
        ("volgende_update: 2018-04", "2018-04-30", None),
        ("volgende_update: 2018-04", "2018-05-01", "nieuwe getallen verwacht: 2018-04; nieuwste getal: 2016-2017"),
        ("volgende_update: 2018", "2018-12-31", None),
        ("volgende_update: 2018", "2019-01-01", "nieuwe getallen verwacht: 2018; nieuwste getal: 2016-2017"),
        (
            "volgende_update: 2018-02-03",
            "2018-02-04",
            "nieuwe getallen verwacht: 2018-02-03; nieuwste getal: 2016-2017",
        ),
        (
            "volgende_update: elk jaar in april",
            "2017-03-01",
            "nieuwste getal: 2016-2017; volgende update: elk jaar in april",
        ),
        ("volgende_update: 2018-13", "2030-01-01", "nieuwste getal: 2016-2017; volgende update: 2018-13"),
    ],
)
def test_an_update_is_due_when_its_day_its_month_or_its_year_is_over(
    update: str, day: str, reason: str | None, small_site: Path
) -> None:
    """Other words are shown, not guessed at."""
    changed(
        small_site,
        "cijfers/afwezig.yml",
        ("kort: Een cijfer dat alleen in de tests bestaat.", f"kort: Een cijfer.\n{update}"),
    )
    assert items(on(small_site, day), "nieuwe-getallen") == ([("afwezig", reason)] if reason else [])


def test_contradictions_doubt_and_what_nobody_confirmed(small_site: Path) -> None:
    changed(small_site, "partners/hulp.yml", ("zekerheid: hoog", "zekerheid: laag"))
    changed(
        small_site,
        "praktijken/gesprek.yml",
        ("zekerheid: middel", "zekerheid: laag"),
        ("nagekeken_door: redactie", "nagekeken_door: Proefschool"),
    )
    library = read_library(small_site)
    assert items(library, "tegenspraak") == [("afwezig", "Twee bronnen geven voor 2015-2016 een ander getal.")]
    assert items(library, "onzeker") == [
        ("hulp", "2 bronnen, de nieuwste uit 2017"),
        ("gesprek", "1 bron, zonder jaar"),
    ]
    assert items(library, "niet-bevestigd") == [
        ("hulp", "door de redactie nagekeken op 1/3/2017, mailen kan: hulp@example.org"),
        ("aanspreekpunt", "door de redactie nagekeken op 1/3/2017"),
    ]


def test_what_is_linked_to_nothing_and_sources_that_nobody_uses(small_site: Path) -> None:
    old, offer = ("oude_ids: [hulp-vroeger]\n", ""), ("    risicofactoren: [wegblijven]\n", "")
    changed(small_site, "partners/hulp.yml", old, offer, copy="partners/alleen.yml")
    changed(
        small_site,
        "bronnen.yml",
        ("references:\n", "references:\n  - id: ongelezen\n    type: book\n    title: Een boek dat niemand las\n"),
    )
    library = read_library(small_site)
    assert ("alleen", "geen enkele link") in items(library, "los")
    assert "hulp" not in [id for id, _ in items(library, "los")]
    assert items(library, "bronnen") == [("ongelezen", "Een boek dat niemand las")]


def test_the_page_shows_each_list_with_its_count_and_links(small_site: Path) -> None:
    html = care(on(small_site, "2018-03-02"), "beheer/")
    assert '<h2 id="te-oud">Te lang niet nagekeken <span class="count">4</span></h2>' in html
    assert '<a href="../partners/hulp/">Hulp</a> <span>nagekeken op 1/3/2017, dat mocht tot 1/3/2018</span>' in html
    assert "Stand op 2 maart 2018" in html
    assert "<li>Een jaar: partners en cijfers.</li>" in html
    assert "Niets te doen." in html


def test_programs_get_the_same_lists(small_site: Path) -> None:
    library = on(small_site, "2018-03-02")
    told = json.loads(upkeep_json(library))
    assert told["day"] == "2018-03-02"
    assert told["months_good"] == limits(library)
    assert [(list["id"], list["count"]) for list in told["lists"]] == [
        (found.id, len(found.items)) for found in upkeep(library)
    ]
    assert told["lists"][0]["items"][2] == {
        "kind": "partners",
        "id": "hulp",
        "naam": "Hulp",
        "address": "partners/hulp/",
        "file": "data/partners/hulp.yml",
        "reason": "nagekeken op 1/3/2017, dat mocht tot 1/3/2018",
    }


def test_the_day_of_the_content_decides_and_not_the_clock(small_site: Path) -> None:
    early, late = on(small_site, "2017-03-01"), on(small_site, "2020-01-01")
    assert upkeep(replace(late, day=early.day)) != upkeep(late)
    assert not items(early, "te-oud")


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (
            "partners",
            '<strong data-after="2018-03-01" hidden>Dat is langer dan een jaar geleden: bel of mail na of het nog '
            "klopt.</strong>",
        ),
        (
            "acties",
            '<strong data-after="2017-09-01" hidden>Dat is langer dan 6 maanden geleden: kijk na of het nog '
            "klopt.</strong>",
        ),
        (
            "risicofactoren",
            '<strong data-after="2019-03-01" hidden>Dat is langer dan 2 jaar geleden: kijk na of het nog '
            "klopt.</strong>",
        ),
        ("nieuws", None),
    ],
)
def test_a_page_carries_the_day_after_which_it_says_that_it_is_old(
    kind: str, sentence: str | None, small_site: Path
) -> None:
    """The page itself holds that day against today, so that two builds agree; `test_browser` looks at it."""
    library = read_library(small_site)
    html = entry_page(library, next(iter(library[kind].values()))).html
    assert sentence in html if sentence else "data-after" not in html


@pytest.mark.parametrize(
    ("without", "words"), [("email", "bel na"), ("telefoon", "mail na"), ("telefoon email", "vraag na")]
)
def test_an_old_partner_is_called_or_mailed_as_far_as_that_can_be(without: str, words: str, small_site: Path) -> None:
    lines = (small_site / "data/partners/hulp.yml").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.split(":")[0] not in without.split()]
    (small_site / "data/partners/hulp.yml").write_text("\n".join(kept) + "\n", encoding="utf-8")
    library = read_library(small_site)
    assert f"geleden: {words} of het nog klopt." in entry_page(library, library["partners"]["hulp"]).html


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [("2024-08-31", 6, "2025-02-28"), ("2024-02-29", 12, "2025-02-28"), ("2016-12-01", 1, "2017-01-01")],
)
def test_months_later_is_a_day_that_exists(day: str, months: int, later: str) -> None:
    assert months_after(date.fromisoformat(day), months) == date.fromisoformat(later)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2018-06-30", "2018-06-30"),
        ("2018-06", "2018-06-30"),
        ("2020-02", "2020-02-29"),
        ("2018", "2018-12-31"),
        ("2018-13", None),
        ("2018-02-30", None),
        ("elk jaar in april", None),
        ("2018 of later", None),
        ("", None),
    ],
)
def test_a_date_is_over_after_the_last_day_that_it_can_mean(text: str, last: str | None) -> None:
    """Words are never over: nobody can tell."""
    day = last_day(text)
    assert day == (last and date.fromisoformat(last))
    assert not is_past(text, day or date.max)
    assert is_past(text, day + timedelta(days=1) if day else date.max) == (day is not None)


@pytest.mark.parametrize(
    ("months", "words"), [(2, "2 maanden"), (6, "6 maanden"), (12, "een jaar"), (18, "18 maanden"), (24, "2 jaar")]
)
def test_a_limit_is_said_in_months_or_years(months: int, words: str) -> None:
    assert months_in_words(months) == words


def test_every_kind_has_a_limit_that_can_be_said() -> None:
    assert all(model.months_good > 1 for model in KINDS.values())
