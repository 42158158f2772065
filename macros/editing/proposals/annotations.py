"""The line by which GitHub shows a problem beside the line of the file that it is about."""

from __future__ import annotations

from macros.library.text.problems import Problem


def annotation(problem: Problem) -> str:
    """The line by which GitHub shows a problem beside the line it is about."""
    line = f",line={problem.line}" if problem.line else ""
    place = f"file={_property(problem.path)}{line},title={_property(problem.field or 'Gegevens')}"
    return f"::error {place}::{_escaped(problem.message)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
