"""Markdown of editors to HTML that cannot harm: raw HTML shows as text, links go to the web, mail or phone only."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_SCHEMES = {"http", "https", "mailto", "tel"}
TAGS = {"p", "br", "strong", "em", "a", "ul", "ol", "li", "blockquote", "code"}


@cache
def _markdown() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).disable(
        ["image", "heading", "lheading", "hr", "fence", "code", "reference"]
    )
    parser.validateLink = _leads_out  # type: ignore[method-assign]
    return parser


def _leads_out(url: str) -> bool:
    return urlsplit(url).scheme.lower() in _SCHEMES


@lru_cache(maxsize=4096)
def prose(text: str) -> Markup:
    """Paragraphs, lists, bold and links of an editor as HTML. nh3 is a second wall behind the parser's own."""
    html = _markdown().render(text)
    return Markup(nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes=_SCHEMES, link_rel=None))


def literal(text: str) -> str:
    """Text on one line that Markdown, also that of GitHub in a cell of a table, shows as it was typed."""
    return re.sub(r"[\\`*_\[\]<>|&~]", r"\\\g<0>", " ".join(text.split()))
