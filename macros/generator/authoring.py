"""The macros that authors call in `content/`: thin calls on `render.views`, with one Dutch line for a mistake."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from functools import wraps
from inspect import signature
from typing import Any, Protocol

from macros.library import Library
from macros.render import views
from macros.render.views import MACROS, AuthoringError, Macro, View

# MkDocs counts warnings below its own logger, so that a strict build stops.
_log = logging.getLogger("mkdocs.macros")

_PLAIN = re.compile(r"[a-z0-9-]*")
"""A number or an id: nothing in it means anything to Markdown, and it may stand in code."""
_INLINE = re.compile(r"<(?:a|em|span)\b|[^<]")
_HELD = re.compile(r'<(div|span) data-held="(\d+)">.*?</\1>')
_LEFT = re.compile(r"data-held=\D{1,6}(\d+)")
"""The place of a part that is no element any more: its quotes are text, and may be escaped."""
_IN_ATTRIBUTE = re.compile(
    r"""(?:<[a-z][^<>]*?=\s*["']?|(?:&lt;|\{:?\s*)[a-z][^<>{}]*?=\s*["'])"""
    r"""[^"'<>]*(?:<|&lt;)(?:div|span) data-held=\D{1,6}(\d+)""",
    re.IGNORECASE,
)
"""A place behind `title="`: in a tag, in one that Markdown no longer takes for a tag, or in what attr_list reads."""
_TO_TEXT = "geeft HTML, en dat kan niet in een attribuut of een adres; zet ze in de tekst"
_OUT_OF_CODE = "staat in code, en daar kan geen macro; haal de ` of de spaties ervoor weg"
_ANCHOR = re.compile(r' id="([^"]+)"')


class Held:
    """HTML that waits for Markdown to be done with the page: in the name of an entry, `*` and `[x](javascript:...)` are
    text.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._calls: list[str] = []

    def hold(self, html: str, call: str) -> str:
        """What stands in the Markdown of a page for the HTML that a call of a macro gave."""
        if _PLAIN.fullmatch(html):
            return html
        self._parts.append(html)
        self._calls.append(call)
        tag = "span" if _INLINE.match(html) else "div"
        # MkDocs checks links against these.
        anchors = "".join(f'<a id="{name}"></a>' for name in _ANCHOR.findall(html))
        return f'<{tag} data-held="{len(self._parts) - 1}">{anchors}</{tag}>'

    def put_back(self, html: str) -> str:
        """The page with everything that was held in its place."""
        return _HELD.sub(lambda mark: self._parts[int(mark[2])], html)

    def misplaced(self, html: str, whole: str) -> Iterator[tuple[str, str]]:
        """The calls whose HTML cannot come where they stand in the page `html`, each with what to do about it; `whole`
        is the page with what could be put back.
        """
        in_attributes = dict.fromkeys(_IN_ATTRIBUTE.findall(html))
        for number in in_attributes:
            yield self._calls[int(number)], _TO_TEXT
        for number in _LEFT.findall(whole):
            if number not in in_attributes:
                yield self._calls[int(number)], _OUT_OF_CODE


class Running(Protocol):
    """What a macro needs of the build that calls it."""

    library: Library | None
    held: Held


def register(env: Any, running: Callable[[], Running]) -> None:
    """Give mkdocs-macros every macro; `running` gives the build that is under way when one is called."""
    for name, offered in MACROS.items():
        env.macro(_macro(name, offered, env, running), name)


def _macro(name: str, offered: Macro, env: Any, running: Callable[[], Running]) -> Callable[..., str]:
    view = offered.view

    @wraps(view)
    def macro(*arguments: Any, **named: Any) -> str:
        build = running()
        if build.library is None:  # the preview shows the problems on top of the page
            return ""
        address = env.page.url
        typed = ", ".join([*map(repr, arguments), *(f"{key}={value!r}" for key, value in named.items())])
        call = f"{name}({typed})"
        if _fits(view, build.library, address, arguments, named):
            try:
                return build.held.hold(view(build.library, address, *arguments, **named).strip(), call)
            except AuthoringError as error:
                reason = str(error)
        else:
            reason = f"zo roep je deze macro aan: {offered.example}"
        message = f"content/{env.page.file.src_uri}: {call}: {reason}"
        _log.warning(message)
        return build.held.hold(views.problem_box(build.library, address, message), call)

    return macro


def _fits(view: View, library: Library, address: str, arguments: Any, named: Any) -> bool:
    """Whether a view can be called so."""
    try:
        signature(view).bind(library, address, *arguments, **named)
    except TypeError:
        return False
    return True
