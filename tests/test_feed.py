"""What somebody who follows the site in a feed reader can count on; `feedparser` reads the feed as such readers do."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from uuid import UUID
from xml.etree import ElementTree as ET

import feedparser
import pytest
from conftest import HOST, SUB_PATH, real_library

from macros.generator.generated import generated
from macros.library import Library, read_library
from macros.outputs.calendars import uid
from macros.outputs.feeds import MANY, feed

ROOT = Path(__file__).parent.parent
ADDRESS = f"{HOST}{SUB_PATH}"
ATOM = "{http://www.w3.org/2005/Atom}"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@pytest.fixture(scope="module")
def library() -> Library:
    return real_library()


def read(body: bytes) -> Any:
    """The feed as a reader has it; refused when it is not well formed."""
    found = feedparser.parse(body)
    assert found.version == "atom10"
    assert not found.bozo, found.get("bozo_exception")
    return found


def entries(root: Path, site_url: str = "") -> dict[str, Any]:
    """Where each item leads -> the item."""
    return {item.link: item for item in read(feed(read_library(root), site_url)).entries}


def change(root: Path, source: str, *changes: tuple[str, str]) -> None:
    path = root / "data" / source
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def test_a_reader_shows_name_sentence_kind_day_and_author(small_site: Path) -> None:
    found = read(feed(read_library(small_site)))
    assert found.feed.language == "nl"
    assert found.feed.title.startswith("Nieuw bij ")
    assert found.feed.author == read_library(small_site).network.naam
    item = entries(small_site)["partners/hulp/"]
    assert (item.title, item.summary) == ("Hulp", "Een partner die alleen in de tests bestaat.")
    assert item.updated == "2017-03-01T00:00:00Z"
    assert [(tag.term, tag.label) for tag in item.tags] == [("partners", "partner")]
    assert found.feed.updated == max(item.updated for item in found.entries)


def test_news_has_the_day_of_its_message_and_other_entries_that_of_their_check(small_site: Path) -> None:
    change(small_site, "praktijken/gesprek.yml", ("nagekeken_op: 2017-03-01", "nagekeken_op: 2017-01-23"))
    change(small_site, "partners/hulp.yml", ("nagekeken_op: 2017-03-01", "nagekeken_op: 2017-03-02"))
    found = entries(small_site)
    assert found["nieuws/proefbericht/"].updated == found["nieuws/proefbericht/"].published == "2017-01-24T00:00:00Z"
    assert next(iter(found)) == "partners/hulp/"
    assert list(found)[-2:] == ["nieuws/proefbericht/", "praktijken/gesprek/"]


@pytest.mark.parametrize(("day", "updated"), [("2017-05", "2017-05-01T00:00:00Z"), ("2016", "2016-01-01T00:00:00Z")])
def test_a_message_of_which_the_day_is_not_known_claims_no_day(small_site: Path, day: str, updated: str) -> None:
    change(small_site, "nieuws/proefbericht.yml", ("datum: 2017-01-24", f"datum: {day}"))
    item = entries(small_site)["nieuws/proefbericht/"]
    assert item.updated == updated
    assert "published" not in item


def test_news_stands_before_what_was_checked_on_the_same_day(small_site: Path) -> None:
    change(small_site, "nieuws/proefbericht.yml", ("datum: 2017-01-24", "datum: 2017-03-01"))
    assert list(entries(small_site))[:3] == ["nieuws/proefbericht/", "netwerkdagen/proefdag/", "acties/aanspreekpunt/"]


def test_an_item_stays_itself_when_its_text_or_the_address_of_the_site_changes(small_site: Path) -> None:
    before = {link: item.id for link, item in entries(small_site).items()}
    change(
        small_site, "nieuws/proefbericht.yml", ("naam: Proefbericht", "naam: Iets anders"), ("2017-01-24", "2017-02-25")
    )
    change(
        small_site,
        "partners/hulp.yml",
        ("naam: Hulp\n", "naam: Iets anders\n"),
        ("nagekeken_op: 2017-03-01", "nagekeken_op: 2017-03-02"),
    )
    assert {link: item.id for link, item in entries(small_site).items()} == before
    assert {link.removeprefix(ADDRESS): item.id for link, item in entries(small_site, ADDRESS).items()} == before
    assert (
        before["nieuws/proefbericht/"]
        == f"urn:uuid:{uid('nieuws', 'proefbericht')}"
        == "urn:uuid:7869a80d-79f1-5cea-bcef-907a6b3bf168"
    )
    assert {UUID(id).version for id in before.values()} == {5}


def test_links_are_absolute_only_when_the_address_of_the_site_is_known(small_site: Path) -> None:
    library = read_library(small_site)
    for site_url in (ADDRESS, ADDRESS.rstrip("/")):
        known = read(feed(library, site_url))
        assert {link.rel: link.href for link in known.feed.links} == {
            "self": f"{ADDRESS}nieuw.xml",
            "alternate": f"{ADDRESS}nieuws/",
        }
        assert all(item.link.startswith(ADDRESS) for item in known.entries)
    unknown = feed(library)
    assert b"xml:base" not in unknown
    # What a reader does that took the feed from some address.
    placed = feedparser.parse(
        unknown,
        response_headers={
            "content-location": f"{ADDRESS}nieuw.xml",
            "content-type": "application/atom+xml; charset=utf-8",
        },
    )
    assert [item.link for item in placed.entries] == [item.link for item in read(feed(library, ADDRESS)).entries]


def test_a_french_name_is_said_to_be_french(small_site: Path) -> None:
    change(small_site, "partners/hulp.yml", ("gemeenschap: nl", "gemeenschap: fr"))
    languages = {item.link: item.title_detail.language for item in read(feed(read_library(small_site))).entries}
    assert languages.pop("partners/hulp/") == "fr"
    assert set(languages.values()) == {"nl"}


def test_what_an_editor_types_is_text_and_no_markup(small_site: Path) -> None:
    change(small_site, "nieuws/proefbericht.yml", ("naam: Proefbericht", "naam: 'A & B <b>vet</b> “é”'"))
    root = ET.fromstring(feed(read_library(small_site)))
    assert "A & B <b>vet</b> “é”" in [title.text for title in root.iter(f"{ATOM}title")]


def test_the_feed_is_what_the_standard_asks(library: Library) -> None:
    """RFC 4287, 4.1.1 and 4.1.2: what must be there once, and what a moment and an id look like."""
    root = ET.fromstring(feed(library, ADDRESS))
    items = root.findall(f"{ATOM}entry")
    assert root.tag == f"{ATOM}feed"
    assert len(items) == MANY
    for element in (root, *items):
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1
    assert len(root.findall(f"{ATOM}author/{ATOM}name")) == 1
    assert [link.get("href") for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"] == [
        f"{ADDRESS}nieuw.xml"
    ]
    assert all(len(item.findall(f"{ATOM}link")) == 1 for item in items)
    ids = [item.findtext(f"{ATOM}id") for item in (root, *items)]
    assert len(set(ids)) == len(ids)
    moments = [element.text or "" for name in ("updated", "published") for element in root.iter(ATOM + name)]
    assert all(RFC3339.fullmatch(moment) for moment in moments)


def test_the_feed_has_the_newest(library: Library) -> None:
    shown = {item.id for item in read(feed(library)).entries}
    days = {
        f"urn:uuid:{uid(entry.folder, entry.id)}": getattr(entry, "datum", "")
        if entry.folder == "nieuws"
        else str(entry.nagekeken_op)
        for entry in library
    }
    assert min(days[id] for id in shown) >= max(day for id, day in days.items() if id not in shown)


def test_two_runs_give_the_same_bytes_whatever_the_clock_says(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = feed(library)
    later = time.time() + 100_000_000
    monkeypatch.setattr(time, "time", lambda: later)
    assert feed(read_library(ROOT)) == first


def test_the_feed_is_one_of_the_files_of_the_site(small_site: Path) -> None:
    library = read_library(small_site)
    assert [item.body for item in generated(library, ADDRESS) if item.path == "nieuw.xml"] == [feed(library, ADDRESS)]


def test_every_link_in_the_feed_leads_to_a_page_of_the_site(site: Path) -> None:
    found = read((site / "nieuw.xml").read_bytes())
    for link in [*(link.href for link in found.feed.links), *(item.link for item in found.entries)]:
        address = urlsplit(urljoin(f"{ADDRESS}nieuw.xml", link))
        assert f"{address.scheme}://{address.netloc}" == HOST
        target = site / address.path.removeprefix(SUB_PATH)
        target = target / "index.html" if address.path.endswith("/") else target
        assert target.is_file()
        assert not address.fragment or f'id="{address.fragment}"' in target.read_text(encoding="utf-8")
