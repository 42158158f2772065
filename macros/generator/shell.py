"""The frame around the pages of entries, rendered once per section and depth and then filled.

Header, menu and footer are the same on all of them. Rendering them anew for each page was two thirds of the time of
writing pages.
"""

from __future__ import annotations

from html import escape
from typing import Any

from jinja2 import Environment

from macros.generator.ready_page import ReadyPage

MARKS = {
    name: f"@@{name}@@"
    for name in ("title", "description", "canonical", "edit", "form", "content", "linked_data", "scripts")
}
"""Where the parts of a page go in a shell."""


class Shells:
    """The shells of one build."""

    def __init__(self, env: Environment) -> None:
        self.env = env
        self.scripts = env.get_template("partials/scripts.html")
        self.made: dict[tuple[object, ...], list[str]] = {}

    def html(self, page: ReadyPage, context: dict[str, Any]) -> str:
        """The whole page; equal to what the theme's template gives for it."""
        key = (
            page.url.count("/"),
            page.meta["section"],
            not page.meta["form"],
            page.edit_url is None,
            page.canonical_url is None,
        )
        if key not in self.made:
            self.made[key] = self._make(page, context)
        values = {
            MARKS["title"]: page.meta["title"],
            MARKS["description"]: page.meta["description"],
            MARKS["canonical"]: escape(page.canonical_url or ""),
            MARKS["edit"]: escape(page.edit_url or ""),
            MARKS["form"]: escape(page.meta["form"]),
            MARKS["content"]: page.content or "",
            MARKS["linked_data"]: context["linked_data"],
            MARKS["scripts"]: self.scripts.render(context),
        }
        return "".join(values.get(part, part) for part in self.made[key])

    def _make(self, page: ReadyPage, context: dict[str, Any]) -> list[str]:
        """The theme's template rendered with marks, cut at the marks."""
        own = page.meta, page.content, page.canonical_url, page.edit_url
        page.meta = {
            **page.meta,
            "title": MARKS["title"],
            "description": MARKS["description"],
            "form": page.meta["form"] and MARKS["form"],
        }
        page.content = MARKS["content"]
        page.canonical_url = page.canonical_url and MARKS["canonical"]
        page.edit_url = page.edit_url and MARKS["edit"]
        held = {name: MARKS[name] for name in ("linked_data", "scripts")}
        parts = [self.env.get_template("main.html").render({**context, **held})]
        page.meta, page.content, page.canonical_url, page.edit_url = own
        for mark in MARKS.values():
            parts = [piece for part in parts for piece in _cut(part, mark)]
        return parts


def _cut(text: str, mark: str) -> list[str]:
    """The text in pieces, each mark a piece of its own."""
    pieces = text.split(mark)
    return [pieces[0], *(part for piece in pieces[1:] for part in (mark, piece))]
