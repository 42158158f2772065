"""The one list of what is generated: every page and file with its path, text and source. Knows no generator."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from macros.library import Library
from macros.render.engine import render
from macros.render.pages import EntryPage, entry_page


@dataclass(frozen=True)
class Generated:
    """A page or file that nobody typed."""

    path: str
    """Place in the site's sources: `partners/kans.md`, or a file as it will be served."""
    source: str
    """The file that an editor changes to change this one."""
    body: str
    """HTML of a page, or the whole text of a file."""
    page: EntryPage | None = None
    """For a page: the entry and what can be searched in it."""

    @property
    def meta(self) -> dict[str, Any]:
        """Front matter of a page; nothing in it may run as a macro."""
        if self.page is None:
            return {}
        entry = self.page.entry
        return {
            "title": entry.naam,
            "description": entry.kort,
            "section": f"{entry.folder}/index.md",
            "render_macros": False,
        }

    @property
    def text(self) -> str:
        """The file as any generator can read it: front matter and HTML for a page."""
        if self.page is None:
            return self.body
        front = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in self.meta.items())
        return f"---\n{front}\n---\n\n{self.body}\n"


def generated(library: Library) -> Iterator[Generated]:
    """Everything that is generated from the data, in a fixed order: the pages of the entries, then redirects for old ids."""
    for entry in library:
        page = entry_page(library, entry)
        yield Generated(f"{entry.folder}/{entry.id}.md", entry.source, page.html, page)
    for entry in library:
        for old in entry.oude_ids:
            here = f"{entry.folder}/{old}/"
            yield Generated(f"{here}index.html", entry.source, render("redirect.html", library, here, entry=entry))
