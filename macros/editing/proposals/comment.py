"""The comment in Markdown that a pull request hears on GitHub: what is wrong, or what changes for the reader. Its words
stand in `templates/opmerking.md`.

Everything that somebody typed stands in a code span: there GitHub makes no links, images, HTML, mentions or references
of it. What stands outside of one are our own words, so that `scripts/opmerking.py` can hold every comment against that
rule before it posts it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from macros.editing.proposals.comparison import Comparison, Deleted, FieldChange
from macros.library.text.problems import Problem
from macros.texts.environment import text_environment
from macros.texts.markdown import code

MARK = "<!-- samen-tegen-schooluitval: controle -->"
"""First line of the comment, by which it is found again."""
LONGEST = 60_000
"""Characters; GitHub takes 65,536, and what posts the comment adds a few lines."""
LONGEST_VALUE = 300
_SHOWN = 30
"""Items of one list, at most; the rest is counted."""
AROUND = 40
"""Characters that stay on either side of where two long texts differ."""


def review_of_changes(comparison: Comparison, meanwhile: Sequence[str] = (), language: Sequence[Problem] = ()) -> str:
    """The comment on data without problems.

    `meanwhile` are files that the branch changed too since the proposal left it, `language` is what is misspelled or
    too long.
    """
    return _comment(comparison=comparison, meanwhile=meanwhile, problems=[(problem, None) for problem in language])


def review_of_problems(problems: Sequence[tuple[Problem, Deleted | None]], meanwhile: Sequence[str] = ()) -> str:
    """The comment on data that the check refuses, with what to do for each problem."""
    return _comment(problems=problems, meanwhile=meanwhile)


def review_without_base(problems: Sequence[Problem]) -> str:
    """The comment on data without problems, when that of the branch itself has some."""
    return _comment(faults_of_base=problems)


def _comment(
    comparison: Comparison | None = None,
    problems: Sequence[tuple[Problem, Deleted | None]] = (),
    faults_of_base: Sequence[Problem] = (),
    meanwhile: Sequence[str] = (),
) -> str:
    """The comment under its mark, as many lines of it as fit."""
    text = _TEXTS.get_template("opmerking.md").render(
        comparison=comparison,
        problems=problems,
        can_stop=any(deleted and deleted.can_stop for _, deleted in problems),
        faults_of_base=faults_of_base,
        meanwhile=meanwhile,
        shown=_SHOWN,
    )
    lines = text.rstrip("\n").split("\n")
    kept: list[str] = [MARK]
    room = LONGEST - len(MARK)
    for place, line in enumerate(lines):
        room -= len(line) + 1
        if room < 0:
            kept += ["", f"En nog {len(lines) - place} regels: die passen hier niet."]
            break
        kept.append(line)
    return "\n".join(kept) + "\n"


def _short(text: str, longest: int = LONGEST_VALUE) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _difference(change: FieldChange) -> tuple[str, str]:
    """The two texts of a field that had one and has one, cut down to where they differ when they are long."""
    old, new = (" ".join(text.split()) for text in (change.old[0], change.new[0]))
    if max(len(old), len(new)) > 2 * AROUND:
        shorter = min(len(old), len(new))
        same = next((place for place in range(shorter) if old[place] != new[place]), shorter)
        last = next((place for place in range(shorter - same) if old[-1 - place] != new[-1 - place]), shorter - same)
        start, end = max(same - AROUND, 0), max(last - AROUND, 0)
        before, after = "…" * bool(start), "…" * bool(end)
        old, new = (f"{before}{text[start : len(text) - end]}{after}" for text in (old, new))
    return _short(old), _short(new)


_TEXTS = text_environment(
    Path(__file__).parent / "templates", {"difference": _difference, "short": _short}, harmless=code
)
