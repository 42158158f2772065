"""What is wrong with the data, said to an editor: one Dutch line with file, line and field."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice

MOST = 100
"""Problems that are told of one file: who has more of them mends these first, and no file keeps the check busy."""


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in one place; `str()` gives the line that the editor reads."""

    path: str
    """File, from the project folder: `data/partners/atlas.yml`."""
    line: int
    """Line in that file, from 1; 0 when the fault has no line (a file name, say)."""
    field: str
    """Key as typed, nested keys with a point (`aanbod.wat`); empty when the whole file is meant."""
    message: str
    """What is wrong; what would be right."""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return printable(": ".join(part for part in (place, self.field, self.message) if part))


def printable(text: str) -> str:
    """Text that may quote anything that was typed, on one line, with a sign for each letter that nobody sees or that a
    console obeys.
    """
    line = " ".join(text.split())
    return "".join(letter if letter.isprintable() else "�" for letter in line)


class DataError(Exception):
    """Everything that is wrong with the data, all at once, sorted by file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


def first(problems: Iterable[Problem], shown: str) -> list[Problem]:
    """The first `MOST` problems of the file `shown`, and one that says so when there are more."""
    listed = list(islice(problems, MOST + 1))
    return (
        listed
        if len(listed) <= MOST
        else [Problem(shown, 0, "", f"meer dan {MOST} problemen; verbeter eerst deze"), *listed[:MOST]]
    )


def hint(word: str, options: Iterable[str]) -> str:
    """`"; bedoelde je 'telefoon'?"` for the option nearest to a mistyped word, or nothing when none is near."""
    by_folded = {option.casefold(): option for option in options}
    sure = (
        0.6 if len(word) < 10 else 0.75
    )  # long ids share their endings: `huis-van-het-kind` looks like half of the others
    near = get_close_matches(word.casefold(), by_folded, n=1, cutoff=sure)
    return f"; bedoelde je '{by_folded[near[0]]}'?" if near else ""
