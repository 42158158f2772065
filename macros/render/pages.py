"""The page of an entry, from the template of its kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from macros.library import Library
from macros.library.entries import Entry
from macros.render.engine import render

_HEADING = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>', re.DOTALL)
_UNSEARCHED = re.compile(r"<(nav|footer|svg)\b.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class EntryPage:
    """What a reader sees of one entry, and what a generator needs to place it."""

    entry: Entry
    html: str
    """Body, from `<h1>` down."""

    @property
    def headings(self) -> dict[str, str]:
        """Anchor -> text of the headings on the page."""
        return {anchor: unescape(_TAG.sub("", text)).strip() for anchor, text in _HEADING.findall(self.html)}

    @property
    def searched(self) -> str:
        """The body for a search index: text and headings, without menus, sources or markup between them."""
        parts = _HEADING.split(_UNSEARCHED.sub(" ", self.html))
        text = [_text(parts[0])]
        for anchor, heading, body in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
            text += [f'<h2 id="{anchor}">{_text(heading)}</h2>', _text(body)]
        return "".join(text)


def _text(html: str) -> str:
    return " ".join(_TAG.sub(" ", html).split())


def entry_page(library: Library, entry: Entry) -> EntryPage:
    """The page of `entry`, with its neighbours of every kind."""
    html = render(f"{entry.folder}.html", library, entry.address, entry=entry, neighbours=library.neighbours(entry))
    return EntryPage(entry, html)
