"""VELDEN.md, written from the models: per kind of entry its fields and an empty file, in the Markdown of GitHub."""

from __future__ import annotations

from macros.library import Library
from macros.render.engine import render
from macros.render.handbook import per_kind
from macros.render.prose import literal

FILE = "VELDEN.md"


def guide(library: Library) -> str:
    """The text of VELDEN.md as the models and the closed lists are now."""
    return render("handbook.md", library, "", handbook=per_kind(library), literal=literal).rstrip("\n") + "\n"
