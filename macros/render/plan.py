"""The plan seen from different sides: by pillar, state, partner and signal, in time, and how far each action is, with its calculation."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from macros.library import Library
from macros.library.entries import Action, ActionIndicator
from macros.library.figures import Figure
from macros.library.observations import Observation
from macros.render.charts.drawing import FONT, LINE, Drawing, width_of
from macros.render.dutch import amount, counted, listed, period_in_words

STATES = {
    "lopend": ("loopt", "lopen"),
    "gepland": ("is gepland", "zijn gepland"),
    "voorgesteld": ("is voorgesteld", "zijn voorgesteld"),
    "gedaan": ("is gedaan", "zijn gedaan"),
    "gestopt": ("is gestopt", "zijn gestopt"),
    "onbekend": ("heeft een stand die we niet kennen", "hebben een stand die we niet kennen"),
}
"""How a state reads in a sentence, for one and for many."""


@dataclass(frozen=True)
class View:
    """One way to look at the plan."""

    id: str
    title: str
    groups: tuple[tuple[str, str, tuple[Action, ...]], ...]
    """Name, address (empty for none) and actions of each group."""


def actions(library: Library) -> list[Action]:
    """All actions: those of the plan first, then the other kinds in the order of their list; within a kind by number and name."""
    kinds = list(library.lists["actiesoorten"])
    found = [entry for entry in library["acties"].values() if isinstance(entry, Action)]
    return sorted(found, key=lambda action: (action.soort != "actie", kinds.index(action.soort), action.nummer or "", action.naam))


def views(library: Library) -> list[View]:
    """Every action once in each group where it belongs; what belongs nowhere stands in a last group that says so."""
    every = actions(library)

    def by(id: str, title: str, groups: list[tuple[str, str, list[Action]]], rest: str) -> View:
        placed = {action for _, _, members in groups for action in members}
        left = [action for action in every if action not in placed]
        full = [(name, address, tuple(members)) for name, address, members in groups if members]
        return View(id, title, (*full, *([(rest, "", tuple(left))] if left else [])))

    pillars = [(shown.label, "", [action for action in every if action.pijler == word]) for word, shown in library.lists["pijlers"].items()]
    states = [(shown.label, "", [action for action in every if action.status == word]) for word, shown in library.lists["actiestatussen"].items()]
    partners = [
        (entry.naam, entry.address, [action for action in every if entry.id == action.trekker or entry.id in action.partners])
        for entry in library["partners"].values()
    ]
    signals = [(entry.naam, entry.address, [action for action in every if entry.id in action.risicofactoren]) for entry in library["risicofactoren"].values()]
    return [
        by("per-pijler", "Per pijler", pillars, "Zonder pijler"),
        by("per-stand", "Volgens hoe ver het staat", states, "Zonder stand"),
        by("per-partner", "Per partner", partners, "Zonder partner met een fiche"),
        by("per-signaal", "Per signaal", signals, "Zonder bepaald signaal"),
    ]


def states_in_words(library: Library) -> str:
    """How many entries are in which state, as a sentence, in the order of the list of states."""
    many = Counter(action.status for action in actions(library))
    states = library.lists["actiestatussen"].items()
    told = [f"{many[state]} {_verb(state, shown.label)[many[state] != 1]}" for state, shown in states if many[state]]
    total = sum(many.values())
    return f"Hier {'staat' if total == 1 else 'staan'} {counted(total, ('fiche', 'fiches'))}: {listed(told)}."


def _verb(state: str, label: str) -> tuple[str, str]:
    """How a state reads for one and for many; one that an editor added reads with its label."""
    return STATES.get(state, (f"staat op '{label}'", f"staan op '{label}'"))


# ---- in time ----


def dated(library: Library) -> list[Action]:
    """The actions whose begin is known, the earliest first."""
    return sorted((action for action in actions(library) if action.begin), key=lambda action: (action.begin or "", action.naam))


def year_of(date: str) -> float:
    """A partial date as a place in time: 2018-09 -> 2018.67."""
    year, month, day = (*map(int, date.split("-")), 1, 1)[:3]
    return year + (month - 1) / 12 + (day - 1) / 365


def timeline(library: Library, width: int) -> Drawing:
    """A line per action from its begin to its end; without a known end it runs on, dotted, to the newest year of the data."""
    found = dated(library)
    made = Drawing(width)
    wide = width > 400
    left = max(width_of(action.naam[:44]) for action in found) + 14 if wide else 4
    first = int(min(year_of(action.begin or "") for action in found))
    last = max(max(action.nagekeken_op.year for action in found), int(max(year_of(action.einde or action.begin or "") for action in found))) + 1
    room = width - left - 8

    def x(time: float) -> float:
        return left + (time - first) / max(last - first, 1) * room

    top, step = float(LINE + 8), LINE + 6 if wide else 2 * LINE + 6
    bottom = top + len(found) * step
    every = next((years for years in (1, 2, 5, 10, 20, 50) if room / max(last - first, 1) * years > 46), 100)
    for year in range(first, last + 1):
        if (last - year) % every == 0:
            made.path("grid", (x(year), top - 4), (x(year), bottom))
            made.word("tick", min(max(x(year), left + 16), width - 18), FONT, str(year), "middle")
    for place, action in enumerate(found):
        middle = top + place * step + (step / 2 if wide else LINE + 10)
        name = action.naam if len(action.naam) <= 44 else f"{action.naam[:43]}…"
        made.word("row", left - 10 if wide else 0, middle + 5 if wide else middle - 12, name, "end" if wide else "start")
        begin = x(year_of(action.begin or ""))
        if action.einde:
            made.path("hero", (begin, middle), (max(x(year_of(action.einde)), begin + 4), middle))
        else:
            made.path("spread", (begin, middle), (x(last), middle))
        made.dot("hero", begin, middle)
    made.height = int(bottom) + 4
    return made


# ---- how far ----


@dataclass(frozen=True)
class Progress:
    """How far something is, and the calculation behind it; never a guess."""

    words: str
    calculation: str
    known: bool = True


def steps_done(action: Action) -> Progress:
    """Steps done of steps planned."""
    many, done = len(action.stappen), sum(step.staat == "gedaan" for step in action.stappen)
    if not many:
        return Progress("Niet te zeggen hoe ver het is", "Er zijn geen stappen bekend.", known=False)
    return Progress(f"{done} van {counted(many, ('stap', 'stappen'))} gedaan", f"{done} ÷ {many} = {round(100 * done / many)} %")


def on_track(figure: Figure, indicator: ActionIndicator, begin: str | None) -> Progress:
    """Whether the newest number lies on or beyond the straight line from the start value to the target value.

    The start value is the newest number from before or in the year in which the action began, else the first after it.
    """
    rows = [row for row in figure.rows if _fits(row, indicator)]
    if indicator.doelwaarde is None or indicator.tegen is None:
        return _unknown("Er is geen streefwaarde met een datum.")
    if begin is None:
        return _unknown("Er is geen begin bekend.")
    if not rows:
        return _unknown("Er zijn geen getallen voor dit gebied.")
    before = [row for row in rows if row.periode[:4] <= begin[:4]]
    start, newest = (before[-1] if before else rows[0]), rows[-1]
    if start is newest:
        return _unknown(f"Er is nog geen nieuwer getal dan de startwaarde van {period_in_words(start.periode)}.")
    if any("breuk" in row.vlag for row in rows[rows.index(start) + 1 :]):
        return _unknown("De telling veranderde sinds de startwaarde.")
    if "tegenspraak" in (*start.vlag, *newest.vlag):
        return _unknown("De bronnen spreken elkaar tegen.")
    first, last, now = int(start.periode[:4]), int(indicator.tegen[:4]), int(newest.periode[:4])
    begin_value, value = start.waarde or Decimal(), newest.waarde or Decimal()
    share = Decimal(min(now - first, max(last - first, 1))) / Decimal(max(last - first, 1))
    line = begin_value + (indicator.doelwaarde - begin_value) * share
    good = value <= line if indicator.richting == "omlaag" else value >= line
    unit = start.eenheid
    calculation = (
        f"Van {amount(begin_value, unit)} in {period_in_words(start.periode)} naar {amount(indicator.doelwaarde, unit)} in {indicator.tegen[:4]}; "
        f"in {period_in_words(newest.periode)} ligt die lijn op {amount(round(line, 1), unit)}, en het cijfer op {amount(value, unit)}."
    )
    return Progress("Op schema" if good else "Niet op schema", calculation)


def _unknown(reason: str) -> Progress:
    return Progress("Niet te zeggen of het op schema zit", reason, known=False)


def _fits(row: Observation, indicator: ActionIndicator) -> bool:
    return (
        (row.indicator, row.gebied, row.categorie) == (indicator.indicator, indicator.gebied, "totaal")
        and row.waarde is not None
        and bool(row.periode)
        and "benadering" not in row.vlag
    )
