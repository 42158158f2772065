"""How far something is, computed from the data and shown with its calculation; never a guess."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from macros.library import Library
from macros.library.models.dates import is_past
from macros.library.models.entries import Action
from macros.library.models.figures import Figure
from macros.library.models.observations import Observation
from macros.library.models.parts import Step, Target
from macros.render.dutch import amount, counted, in_words, listed, period_in_words


@dataclass(frozen=True)
class Progress:
    """How far something is, and the calculation behind it."""

    words: str
    calculation: str
    known: bool = True


@dataclass(frozen=True)
class Track(Progress):
    """How far a number is on its way, with the numbers that tell it."""

    start: Observation | None = field(default=None, kw_only=True)
    """The newest number from before or in the year in which it began, else the first after it."""
    newest: Observation | None = field(default=None, kw_only=True)


def steps_done(action: Action) -> Progress:
    """Steps done of steps planned."""
    many, done = len(action.stappen), sum(step.staat == "gedaan" for step in action.stappen)
    if not many:
        return Progress("Niet te zeggen hoe ver het is", "Er zijn geen stappen bekend.", known=False)
    return Progress(
        f"{done} van {counted(many, ('stap', 'stappen'))} gedaan", f"{done} ÷ {many} = {round(100 * done / many)} %"
    )


def is_late(step: Step, action: Action, day: date) -> bool:
    """Whether a step should have been done before `day`."""
    return step.tegen is not None and is_past(step.tegen, day) and step.staat != "gedaan" and not action.is_over


def late_in_words(library: Library, action: Action) -> str:
    """Which steps are late on the day of the content; nothing when none is."""
    late = [step.naam for step in action.stappen if is_late(step, action, library.day)]
    if not late:
        return ""
    return f"Op {in_words(library.day)} {'was' if len(late) == 1 else 'waren'} te laat: {listed(late)}."


def on_track(figure: Figure, target: Target, begin: str | None) -> Track:
    """Whether the newest number lies on or beyond the straight line from the start value to the target value."""
    rows = sorted((row for row in figure.rows if _fits(row, target)), key=lambda row: row.periode)
    before = [row for row in rows if begin and row.periode[:4] <= begin[:4]]
    start = None
    if begin and rows:
        start = before[-1] if before else rows[0]
    newest = rows[-1] if rows else None

    def unknown(reason: str) -> Track:
        return Track("Niet te zeggen of het op schema zit", reason, known=False, start=start, newest=newest)

    if target.doelwaarde is None or target.tegen is None:
        return unknown("Er is geen streefwaarde met een datum.")
    if begin is None:
        return unknown("Er is geen begin bekend.")
    if start is None or newest is None:
        return unknown("Er zijn geen getallen voor dit gebied.")
    if start is newest:
        return unknown(f"Er is nog geen nieuwer getal dan de startwaarde van {period_in_words(start.periode)}.")
    if any("breuk" in row.vlag for row in rows[rows.index(start) + 1 :]):
        return unknown("De telling veranderde sinds de startwaarde.")
    if "tegenspraak" in (*start.vlag, *newest.vlag):
        return unknown("De bronnen spreken elkaar tegen.")
    first, last, now = int(start.periode[:4]), int(target.tegen[:4]), int(newest.periode[:4])
    begin_value, value = start.waarde or Decimal(), newest.waarde or Decimal()
    share = Decimal(min(now - first, max(last - first, 1))) / Decimal(max(last - first, 1))
    line = begin_value + (target.doelwaarde - begin_value) * share
    good = value <= line if target.richting == "omlaag" else value >= line
    unit = start.eenheid
    calculation = (
        f"Een rechte lijn gaat van {amount(begin_value, unit)} in {period_in_words(start.periode)}"
        f" naar {amount(target.doelwaarde, unit)} in {target.tegen[:4]}. "
        f"In {period_in_words(newest.periode)} ligt die lijn op {amount(_short(line), unit)} en het cijfer op "
        f"{amount(value, unit)}."
    )
    return Track("Op schema" if good else "Niet op schema", calculation, start=start, newest=newest)


def _short(number: Decimal) -> Decimal:
    """At most two decimals, without noughts at the end."""
    return Decimal(f"{number:.2f}".rstrip("0").rstrip("."))


def _fits(row: Observation, target: Target) -> bool:
    return (
        (row.indicator, row.gebied, row.categorie) == (target.indicator, target.gebied, "totaal")
        and row.waarde is not None
        and bool(row.periode)
        and "benadering" not in row.vlag
    )
