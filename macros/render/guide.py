"""VELDEN.md, written from the code: per kind of entry its fields and an empty file, and the macros for pages, in the
Markdown of GitHub.
"""

from __future__ import annotations

from macros.library import Library
from macros.render.engine import render
from macros.render.handbook import per_kind
from macros.render.prose import literal
from macros.render.views import MACROS

FILE = "VELDEN.md"


def guide(library: Library) -> str:
    """The text of VELDEN.md as the models, the closed lists and the views are now."""
    text = render("handbook.md", library, "", handbook=per_kind(library), macros=MACROS.values(), literal=literal)
    return text.rstrip("\n") + "\n"
