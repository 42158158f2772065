"""The template engine of plain text: the template holds the words, Python gives the values. Pages have
`render.engine`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined


def text_environment(folder: Path, filters: Mapping[str, Callable[..., Any]]) -> Environment:
    """The templates of one folder: a value is printed as it is, a line of tags leaves no line behind, and an unknown
    name is an error.
    """
    env = Environment(
        loader=FileSystemLoader(folder),
        autoescape=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.filters |= filters
    return env
