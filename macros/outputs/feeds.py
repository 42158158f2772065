"""What is new on the site, for a feed reader.

The format is Atom, RFC 4287 (https://www.rfc-editor.org/rfc/rfc4287). The standard library writes it: the one known
library for it, feedgen, takes its dates from the clock unless told otherwise, and saves no more than the few elements
below.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

from macros.library import Library
from macros.library.models.entries import Action, Entry, NetworkDay, NewsItem
from macros.outputs.calendars import uid
from macros.outputs.packages import LICENCE

MANY = 30
FIRST = (NewsItem.folder, NetworkDay.folder, Action.folder)
"""Kinds that stand before the others of the same day."""
FEED = "nieuw.xml"


def feed(library: Library, site_url: str = "") -> bytes:
    """The newest news items and entries, to be served as `nieuw.xml` at the root of the site.

    News has the day of its message, another entry the day on which it was last checked; nothing comes from the clock.
    With `site_url` every link is absolute. Without it they are relative to the feed, as RFC 4287 (2) allows, and
    `xml:base` is left out, so that a reader takes the address from which it got the feed.
    """
    base = f"{site_url.rstrip('/')}/" if site_url else ""
    order = {kind: place for place, kind in enumerate(dict.fromkeys((*FIRST, *library.entries)))}
    by_name = sorted(library, key=lambda entry: order[entry.folder])
    newest = sorted(by_name, key=_day, reverse=True)[:MANY]
    root = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "nl"})
    _add(root, "id", f"urn:uuid:{uid('netwerk', FEED)}")
    _add(root, "title", f"Nieuw bij {library.network.naam}")
    _add(root, "subtitle", "Nieuws, en wat op de site nieuw is of opnieuw nagekeken.")
    _add(root, "updated", _moment(max(map(_day, newest), default=_whole(library.network.start))))
    _add(root, "link", rel="self", type="application/atom+xml", href=f"{base}{FEED}")
    _add(root, "link", rel="alternate", type="text/html", href=f"{base}{NewsItem.folder}/")
    _add(_add(root, "author"), "name", library.network.naam)
    _add(root, "rights", f"{LICENCE['title']} ({LICENCE['path']})")
    for entry in newest:
        item = _add(root, "entry")
        _add(item, "id", f"urn:uuid:{uid(entry.folder, entry.id)}")
        title = _add(item, "title", entry.naam)
        if entry.language != "nl":
            title.set("xml:lang", entry.language)
        _add(item, "updated", _moment(_day(entry)))
        if isinstance(entry, NewsItem) and entry.datum == _day(entry):
            _add(item, "published", _moment(entry.datum))
        _add(item, "link", rel="alternate", type="text/html", href=f"{base}{entry.address}")
        _add(item, "category", term=entry.folder, label=entry.words[0])
        _add(item, "summary", entry.kort)
    ET.indent(root)
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, tag, attributes)
    element.text = text
    return element


def _day(entry: Entry) -> str:
    """The day by which it is ordered."""
    return _whole(entry.datum) if isinstance(entry, NewsItem) else entry.nagekeken_op.isoformat()


def _whole(partial: str) -> str:
    """The first day that a date can mean: Atom wants one, and so an item never seems newer than it is."""
    return f"{partial}-01-01"[: len("JJJJ-MM-DD")]


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"
