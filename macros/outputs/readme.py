"""The plain text that goes with the numbers of a figure: what they are, what they are not, and where they come from."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from textwrap import wrap

from macros.library import Library
from macros.library.models.figures import Figure
from macros.outputs.columns import MEANING, labels, words_used
from macros.outputs.packages import LICENCE
from macros.outputs.plain_sources import plain_citation
from macros.texts.environment import text_environment

_WIDTH = 90


def readme(library: Library, figure: Figure) -> bytes:
    """The Dutch text for `leesmij.txt`: UTF-8 with a byte order mark, so that a browser that is not told the encoding
    shows accents well.
    """
    used = words_used(figure, "vlag")
    text = _TEXTS.get_template("leesmij.txt").render(
        library=library,
        figure=figure,
        columns=MEANING,
        areas=labels(library, figure, "gebied"),
        area_words={**library.lists["gemeenten"], **library.lists["gebieden"]},
        bases=labels(library, figure, "gebied_basis"),
        flags={word: flag for word, flag in library.lists["vlaggen"].items() if word in used},
        of_numbers=words_used(figure, "bron"),
        licence=LICENCE,
    )
    return text.encode("utf-8-sig")


def _wrapped(text: str, first: str = "", after: str | None = None) -> str:
    """The text in lines, the first one and those after it with what stands in front; an address is never cut."""
    lines = wrap(
        text,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=first if after is None else after,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "".join(f"{line}\n" for line in lines)


def _day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


_TEXTS = text_environment(
    Path(__file__).parent / "templates", {"citation": plain_citation, "day": _day, "wrapped": _wrapped}
)
