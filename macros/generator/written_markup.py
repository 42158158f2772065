"""What HTML in a page that people write may not hold: what runs something, or brings or sends a reader elsewhere."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from lxml.html import HtmlElement, fragment_fromstring

from macros.library import Problem

ELEMENTS = frozenset(["base", "embed", "form", "frame", "iframe", "link", "meta", "object", "script"])
"""Elements that only the frame of a page, or a macro, may bring."""
_SCHEMES = ("javascript:", "vbscript:", "data:text/")
"""How an address begins that is code or a page of its own."""
_INVISIBLE = re.compile(r"[\x00-\x20]")
"""What a browser leaves out of an address before it reads how it begins."""
_EXPRESSION = re.compile(r"\{\{-?(.+?)-?\}\}")
"""What mkdocs-macros works out in a line."""


def markup_problems(html: str, name: str, text: str) -> list[Problem]:
    """Everything in the HTML of the page `name` that may not stand there, with its line in `text`, the file that its
    author wrote. What macros give is not in `html`.
    """
    body = fragment_fromstring(html, create_parent=True)
    refused = dict.fromkeys(words for part in body.iter("*") for words in _refused(part))
    return [
        Problem(name, _line(words, text), "", f"'{words}' mag niet in een pagina staan; haal het weg")
        for words in refused
    ]


def _refused(part: HtmlElement) -> Iterator[str]:
    """As its author can find it back."""
    if part.tag in ELEMENTS:
        yield f"<{part.tag}"
    for attribute, value in part.attrib.items():
        address = _INVISIBLE.sub("", value).lower()
        scheme = next((scheme for scheme in _SCHEMES if address.startswith(scheme)), "")
        if attribute.startswith("on"):
            yield f"{attribute}="
        elif scheme:
            yield scheme


def _line(words: str, text: str) -> int:
    """The first line that has the words; 0 when they are written in another way."""
    lines = enumerate(text.lower().splitlines(), 1)
    return next((number for number, line in lines if words in line), 0)


def line_of_call(call: str, text: str) -> int:
    """The first line of `text` with a call of a macro, as `name('word', key=1)`; 0 when it is written in another way.

    >>> line_of_call("link('partners', 'hulp')", '# Hulp\\n\\n[x]({{link("partners","hulp")}})')
    3
    """
    for number, line in enumerate(text.splitlines(), 1):
        if any(_same_call(call, typed) for typed in _EXPRESSION.findall(line)):
            return number
    return 0


def _same_call(call: str, typed: str) -> bool:
    try:
        return ast.dump(ast.parse(call)) == ast.dump(ast.parse(typed.strip()))
    except SyntaxError:  # a filter or a block of Jinja's own
        return False
