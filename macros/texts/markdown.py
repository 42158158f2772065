"""Text of somebody else in the Markdown of GitHub, so that nothing is made of it."""

from __future__ import annotations

import re

from macros.library.text.problems import printable


def code(text: str) -> str:
    """Text of somebody else on one line in a code span, with a fence that it cannot close; letters that nobody sees
    become a sign.
    """
    line = printable(text) or "(leeg)"
    fence = "`" * (1 + max(map(len, re.findall("`+", line)), default=0))
    room = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{room}{line}{room}{fence}"
