"""The page of an entry, from the template of its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from macros.library import Library
from macros.library.models.entries import Entry
from macros.library.names import relative
from macros.render.engine import render
from macros.render.terms import linker

GLOSSARY = "begrippen/"
"""Address of the glossary."""

_HEADING = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>', re.DOTALL)
_UNSEARCHED = re.compile(r"<(nav|footer|svg)\b.*?</\1>", re.DOTALL)
_INLINE = re.compile(r"</?(?:a|b|i|em|strong|span|sup|sub|cite)\b[^>]*>")
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class EntryPage:
    """What a reader sees of one entry, and what a generator needs to place it."""

    entry: Entry
    html: str
    """Body, from the breadcrumbs down."""
    terms: frozenset[str]
    """Glossary terms (anchors) that are linked on it."""

    @property
    def headings(self) -> dict[str, str]:
        """Anchor -> text of the headings on the page."""
        return {anchor: unescape(_TAG.sub("", text)).strip() for anchor, text in _HEADING.findall(self.html)}

    @property
    def sections(self) -> Iterator[tuple[str, str]]:
        """Anchor and text of each part of the page, for a search index; the first has no anchor. No menus, sources or
        markup.
        """
        parts = ["", "", *_HEADING.split(_UNSEARCHED.sub(" ", self.html))]
        for anchor, heading, body in zip(parts[0::3], parts[1::3], parts[2::3], strict=True):
            yield anchor, f"{plain_text(heading)} {plain_text(body)}".strip()


def plain_text(html: str) -> str:
    """What a reader sees of HTML, on one line; blocks and cells do not run into one another."""
    return unescape(" ".join(_TAG.sub(" ", _INLINE.sub("", html)).split()))


def entry_page(library: Library, entry: Entry) -> EntryPage:
    """The page of `entry`, with its neighbours of every kind and its terms linked to the glossary."""
    html = render(f"{entry.folder}.html", library, entry.address, entry=entry, neighbours=library.neighbours(entry))
    return EntryPage(entry, *with_terms(library, entry.address, html))


def with_terms(library: Library, here: str, html: str) -> tuple[str, frozenset[str]]:
    """HTML with the first use of each term linked, and the terms found; the glossary itself is left alone."""
    if here == GLOSSARY:
        return html, frozenset()
    return linker(library).link(html, relative(GLOSSARY, here))


@lru_cache(maxsize=2)
def entry_pages(library: Library) -> tuple[EntryPage, ...]:
    """The pages of all entries that have one; made once per library."""
    return tuple(entry_page(library, entry) for entry in library if entry.has_pages)
