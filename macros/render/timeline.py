"""The actions in time: a line each over the school years, as a drawing, and the same in words for the table
under it.
"""

from __future__ import annotations

from macros.library import Library
from macros.library.models.entries import Action
from macros.render.charts.drawing import FONT, LINE, Drawing, width_of
from macros.render.plan import actions

SEPTEMBER = 9
"""The month in which a school year begins."""
_LONGEST = 44
"""Letters of a name beside its line."""


def dated(library: Library) -> list[Action]:
    """The actions whose begin is known, the earliest first."""
    return sorted(
        (action for action in actions(library) if action.begin), key=lambda action: (action.begin or "", action.naam)
    )


def place(date: str, end: bool = False) -> float:
    """A partial date as a place in school years, each from its first of September: 2018-09 -> 2018.0, and 2019-03
    -> 2018.5; `end` takes its last day.
    """
    known = [int(part) for part in date.split("-")]
    year, month, day = [*known, *((12, 31) if end else (1, 1))[len(known) - 1 :]][:3]
    return year + (month - SEPTEMBER) / 12 + (day - 1) / 365


def school_year(date: str) -> str:
    """The school year of a partial date: 2018-09 -> "2018-2019"; of a year alone, which lies in two, nothing can be
    said.
    """
    if "-" not in date:
        return ""
    first = int(place(date[:7]) // 1)
    return f"{first}-{first + 1}"


def timeline(library: Library, width: int) -> Drawing:
    """A line per action from its begin to its end; without a known end it runs on, dotted, to the day of the
    content.
    """
    actions_in_time = dated(library)
    canvas = Drawing(width)
    wide = width > 400
    left = max(width_of(action.naam[:_LONGEST]) for action in actions_in_time) + 14 if wide else 4
    first = int(min(place(action.begin or "") for action in actions_in_time) // 1)
    today = place(library.day.isoformat())
    last = (
        int(max(today, *(place(action.einde or action.begin or "", end=True) for action in actions_in_time)) // 1) + 1
    )
    room = width - left - 8

    def x(time: float) -> float:
        return left + (time - first) / (last - first) * room

    top, step = float(LINE + 8), LINE + 6 if wide else 2 * LINE + 6
    bottom = top + len(actions_in_time) * step
    every = next(
        (years for years in (1, 2, 5, 10, 20, 50) if room / (last - first) * years > width_of("2016-2017") + 8), 100
    )
    for end in range(last, first, -every):
        canvas.path("grid", (x(end), top - 4), (x(end), bottom))
        if x(end) > width_of("2016-2017"):
            canvas.word("tick", x(end), FONT, f"{end - 1}-{end}", "end")
    for number, action in enumerate(actions_in_time):
        middle = top + number * step + (step / 2 if wide else LINE + 10)
        name = action.naam if len(action.naam) <= _LONGEST else f"{action.naam[: _LONGEST - 1]}…"
        aside = (left - 10, middle + 5, name, "end") if wide else (0, middle - 12, name, "start")
        canvas.word("row", *aside)
        begin = x(place(action.begin or ""))
        if action.einde:
            canvas.path("hero", (begin, middle), (max(x(place(action.einde, end=True)), begin + 4), middle))
        elif place(action.begin or "") < today:
            canvas.path("spread", (begin, middle), (x(today), middle))
        canvas.dot("hero", begin, middle)
    canvas.height = int(bottom) + 4
    return canvas
