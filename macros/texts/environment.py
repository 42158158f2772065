"""The template engine of plain text: the template holds the words, Python gives the values. Pages have
`render.engine`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup


def text_environment(
    folder: Path, filters: Mapping[str, Callable[..., Any]], harmless: Callable[[str], str] | None = None
) -> Environment:
    """The templates of one folder: a line of tags leaves no line behind, and an unknown name is an error.

    A value is printed as it is. With `harmless` every text is printed as what that makes of it: nobody has to remember
    it, and a template that means words of our own says `safe`.
    """

    def printed(value: Any) -> Any:
        is_text = isinstance(value, str) and not isinstance(value, Markup)
        return Markup(harmless(value)) if harmless and is_text else value

    env = Environment(
        loader=FileSystemLoader(folder),
        autoescape=harmless is not None,  # so that what went through `harmless` is known from what did not
        finalize=printed,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.filters |= filters
    return env
