"""The part of CONTRIBUTING.md that is written from the models: per kind of entry its fields and an empty file, in
the Markdown of GitHub.
"""

from __future__ import annotations

from macros.library import DataError, Library, Problem
from macros.render.engine import render
from macros.render.handbook import per_kind
from macros.render.prose import literal

FILE = "CONTRIBUTING.md"
BEGIN = "<!-- Van hier af gemaakt door python -m macros schema. Verander dit niet met de hand. -->"
END = "<!-- Tot hier gemaakt. -->"


def guide(library: Library, written: str) -> str:
    """The text of CONTRIBUTING.md, `written`, with the fields as they are now between the two marks; raises
    `DataError` when a mark is gone.
    """
    before, begin, rest = written.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        raise DataError(
            [
                Problem(
                    FILE,
                    0,
                    "",
                    f"de regel '{END if begin else BEGIN}' ontbreekt; zet hem terug, de velden komen tussen deze "
                    "regel en de andere",
                )
            ]
        )
    fields = render("handbook.md", library, "", handbook=per_kind(library), literal=literal)
    return f"{before}{begin}\n\n{fields}{end}{after}"
