"""The finding of a chart, computed from its numbers: a title and a sentence in Dutch that say what one sees."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from macros.render.dutch import amount, decimal, listed, lower_first, period_in_words, sentence, stop

if TYPE_CHECKING:
    from macros.render.charts.plot import Mark, Plot

NEAR = 0.05
"""A smaller difference, as part of the larger value, is not called a difference: samples and rounding alone can make
it.
"""
FLANDERS = ("vlaams-gewest", "vlaams-onderwijs", "vlaanderen-leerlingen")
"""What the region is held against first."""


class Finding(NamedTuple):
    """What a chart shows, in words."""

    title: str
    text: str
    """One or more sentences with the numbers behind the title."""


def with_target(plot: Plot, shown: Finding) -> Finding:
    """A finding as a reader gets it: a capital in front, and the goal beside the newest number, when there is one."""
    return Finding(sentence(shown.title), " ".join(filter(None, (shown.text, _target(plot)))))


# ---- lines ----


def tell_lines(plot: Plot) -> Finding:
    """The course of each line; with a hero among them, how it stands to the others."""
    if len(plot.series) > 1 and any(map(plot.is_hero, plot.series)):
        return _hero_against_others(plot)
    titles, texts = [], []
    for panel, marks in _panels(plot):
        if len(plot.series) == 1:
            titles.append(_course(plot, marks, plot.label(panel) or _area(plot), is_line=True))
            low, high = _range(marks)
            texts.append(sentence(_after(plot.label(panel), f"het laagste cijfer is {low}, het hoogste {high}.")))
            continue
        newest = max(mark.place for mark in marks)
        last = [mark for mark in marks if mark.place == newest]
        titles.append(_after(plot.label(panel), f"in {newest}: {_spread(plot, last)}"))
        texts += [
            sentence(f"{_course(plot, _of_series(marks, word), plot.in_sentence(word), is_line=True)}.")
            for word in plot.series
        ]
    return Finding("; ".join(titles), " ".join(texts))


def _of_series(marks: list[Mark], word: str) -> list[Mark]:
    return [mark for mark in marks if mark.series == word]


def _hero_against_others(plot: Plot) -> Finding:
    """The newest number of the hero beside Flanders, or else the first other; how it stands to all of them in the
    sentence.
    """
    titles, texts = [], []
    for panel, marks in _panels(plot):
        hero = [mark for mark in marks if plot.is_hero(mark.series)]
        if not hero:
            continue
        others = [mark for mark in marks if mark.place == hero[-1].place and not plot.is_hero(mark.series)]
        name = plot.in_sentence(hero[0].series)
        shown = [
            f"{name} {_in_words(hero[-1])} in {hero[-1].place}",
            *(f"{plot.in_sentence(mark.series)} {_in_words(mark)}" for mark in _first(others)),
        ]
        titles.append(_after(plot.label(panel), ", ".join(shown if len(plot.panels) == 1 else shown[:1])))
        texts.append(
            sentence(_after(plot.label(panel), f"{name} ligt {_against(plot, hero[-1], others)}.")) if others else ""
        )
        if len(hero) > 2 and not plot.label(panel):
            low, high = _range(hero)
            texts.append(f"Het laagste cijfer van {name} is {low}, het hoogste {high}.")
    return Finding("; ".join(titles), " ".join(filter(None, texts)))


def _against(plot: Plot, hero: Mark, others: Iterable[Mark]) -> str:
    """ "hoger dan België (7 %), maar lager dan Wallonië (9 %)"; where sources differ, only what holds for all of
    them.
    """
    groups: dict[str, list[str]] = {}
    for other in others:
        groups.setdefault(_compared(hero, other), []).append(f"{plot.in_sentence(other.series)} ({other.text})")
    verdicts = [
        f"{words} {listed(groups[words])}"
        for words in ("hoger dan", "even hoog als", "ongeveer even hoog als", "lager dan")
        if words in groups
    ]
    if len(verdicts) < 2:
        return "".join(verdicts)
    return f"{', '.join(verdicts[:-1])}, maar {verdicts[-1]}"


def _compared(hero: Mark, other: Mark) -> str:
    if hero.value == other.value:
        return "even hoog als"
    near = abs(hero.value - other.value) < NEAR * max(hero.value, other.value)
    if near or (hero.low <= other.high and other.low <= hero.high):
        return "ongeveer even hoog als"
    return "hoger dan" if hero.value > other.value else "lager dan"


def _target(plot: Plot) -> str:
    """The goal beside the newest number of the hero: no verdict on a small difference."""
    goal = plot.target
    if goal is None or plot.target_value is None:
        return ""
    aim = amount(plot.target_value, plot.unit)
    newest = ([mark for mark in plot.marks if plot.is_hero(mark.series)] or plot.marks)[-1]
    name = plot.in_sentence(newest.series) if newest.series else _area(plot)
    value = float(plot.target_value)
    if abs(newest.value - value) < NEAR * value:
        stands = f"{sentence(name)} lag in {newest.place} dicht bij die {aim}; zo’n klein verschil zegt niets"
    else:
        stands = f"{sentence(name)} lag in {newest.place} {'boven' if newest.value > value else 'onder'} die {aim}"
    return f"Ter vergelijking het doel voor heel de {goal.wie}: {lower_first(stop(goal.naam))} {stands}."


# ---- bars and dots ----


def tell_bars(plot: Plot) -> Finding:
    """The course of bars in time; else where the hero stands, or how far the rows lie apart."""
    panels = _panels(plot)
    if plot.chart.op == "periode":
        titles = [_course(plot, marks, plot.in_sentence(panel) or _area(plot)) for panel, marks in panels]
        return Finding("; ".join(titles), _difference(plot) if len(plot.marks) == 2 else _values(plot))
    if plot.chart.op == "gebied" and plot.hero:
        return _hero_among_rows(plot, plot.hero)
    several = [marks for _, marks in panels if len(marks) > 1]
    if len(several) == 1:
        return Finding(_spread(plot, several[0]), _values(plot))
    high, low = _ends(max(several, key=_reach))
    ends = [f"{_names(plot, end)} {end[0].text}" for end in (high, low)]
    return Finding(f"het grootste verschil: {', '.join(ends)}", _values(plot))


def _hero_among_rows(plot: Plot, name: str) -> Finding:
    """Where the hero stands in the only panel, or its number in each of them."""
    numbers = []
    always_first = True
    for panel, marks in _panels(plot):
        hero = next((mark for mark in marks if plot.is_hero(mark.place)), None)
        if hero is None:
            continue
        if len(plot.panels) == 1:
            return _rank(plot, hero, marks)
        numbers.append(f"{_in_words(hero)} ({plot.in_sentence(panel)})")
        always_first = always_first and all(hero.low > mark.high for mark in marks if mark != hero)
    first = " telkens het hoogst" if always_first else ""
    return Finding(f"{plot.in_sentence(name)}{first}: {listed(numbers)}", _values(plot))


def _reach(marks: list[Mark]) -> float:
    """From the lowest value of any source to the highest."""
    return max(mark.high for mark in marks) - min(mark.low for mark in marks)


def _ends(marks: list[Mark]) -> tuple[list[Mark], list[Mark]]:
    """The highest and the lowest marks, equals together."""
    high = max(mark.high for mark in marks)
    low = min(mark.low for mark in marks)
    return [mark for mark in marks if mark.high == high], [mark for mark in marks if mark.low == low]


def _rank(plot: Plot, hero: Mark, marks: list[Mark]) -> Finding:
    """Where the hero stands among the rows: first or last only where that holds for each of its sources."""
    name = plot.in_sentence(hero.place)
    others = sorted((mark for mark in marks if mark != hero), key=lambda mark: -mark.high)
    beside = _first(others)[0]
    against = f"{plot.in_sentence(beside.place)} {beside.text}"
    if hero.low != hero.high:
        return Finding(f"{name} {hero.text}, volgens de bron; {against}", _values(plot))
    if len(others) == 1:
        return Finding(f"{name} {_in_words(hero)}, {against}", _ratio(plot, hero, beside))
    if hero.value > others[0].high:
        return Finding(
            f"{name} het hoogst: {_in_words(hero)}, dan {plot.in_sentence(others[0].place)} ({others[0].text})",
            _values(plot),
        )
    if hero.value < others[-1].low:
        return Finding(
            f"{name} het laagst: {_in_words(hero)}, dan {plot.in_sentence(others[-1].place)} ({others[-1].text})",
            _values(plot),
        )
    return Finding(f"{name} {_in_words(hero)}; {_spread(plot, others)}", _values(plot))


def tell_dots(plot: Plot) -> Finding:
    """The hero beside Flanders in the row where they differ most, or the widest difference."""
    if len(plot.series) < 2:
        return tell_bars(plot)
    if plot.chart.reeksen == "periode":
        return Finding(_largest_step(plot), _values(plot))
    heroes = [mark for mark in plot.marks if plot.is_hero(mark.series)]
    pairs = [(hero, others) for hero in heroes if (others := _beside(plot, hero))]
    if pairs:
        return Finding(_largest_pair(plot, pairs), _values(plot))
    if heroes:
        return Finding(_newest_apart(plot, heroes), _values(plot))
    return Finding(_widest_row(plot), _values(plot))


def _beside(plot: Plot, hero: Mark) -> list[Mark]:
    """The other marks on the row of a hero."""
    row = [mark for mark in plot.marks if (mark.panel, mark.place) == (hero.panel, hero.place)]
    return [mark for mark in row if mark != hero]


def _widest(plot: Plot) -> list[Mark]:
    """The row whose marks lie furthest apart; the first of equals."""
    rows = [[mark for mark in plot.marks if mark.place == place] for place in plot.places]
    return max(rows, key=_width)


def _largest_step(plot: Plot) -> str:
    """The row that changed most, where its dots are periods."""
    row = _widest(plot)
    first, last = row[0], row[-1]
    return f"{_plain(plot, first.place)}: van {first.text} in {first.series} naar {last.text} in {last.series}"


def _newest_apart(plot: Plot, heroes: list[Mark]) -> str:
    """The newest hero and the newest other, where they are never on one row."""
    others = [mark for mark in plot.marks if not plot.is_hero(mark.series)]
    newest = [heroes[-1], *others[-1:]]
    return ", ".join(
        f"{plot.in_sentence(mark.series)} {_in_words(mark)} in {plot.in_sentence(mark.place)}" for mark in newest
    )


def _widest_row(plot: Plot) -> str:
    """Highest and lowest of the row where they differ most, where there is no hero."""
    row = _widest(plot)
    in_order = sorted(row, key=lambda mark: -mark.value)
    ends = dict.fromkeys((in_order[0], in_order[-1]))
    numbers = ", ".join(f"{plot.in_sentence(mark.series)} {mark.text}" for mark in ends)
    start = "het grootste verschil: " if len(plot.places) > 1 and len(row) > 1 else ""
    return f"{start}{numbers} ({_plain(plot, row[0].place)})"


def _largest_pair(plot: Plot, pairs: list[tuple[Mark, list[Mark]]]) -> str:
    """The hero and the one it is held against, in the row where they differ most; whether the other rows agree."""
    beside = [(hero, _first(others)[0]) for hero, others in pairs]
    hero, other = max(beside, key=lambda pair: abs(pair[0].value - pair[1].value))
    numbers = ", ".join(f"{plot.in_sentence(mark.series)} {_in_words(mark)}" for mark in (hero, other))
    verdicts = {_compared(*pair) for pair in beside}
    others_agree = ""
    if len(pairs) > 1 and len(verdicts) == 1:
        others_agree = "; ook in de andere rijen ligt het " + ("hoger" if verdicts == {"hoger dan"} else "lager")
    return f"{numbers} ({_plain(plot, hero.place)}){others_agree}"


def _width(row: list[Mark]) -> float:
    return max(mark.value for mark in row) - min(mark.value for mark in row)


def _first(others: list[Mark]) -> list[Mark]:
    """The one that a hero is held against: Flanders where it is there."""
    return (
        [next((mark for mark in others if mark.series in FLANDERS or mark.place in FLANDERS), others[0])]
        if others
        else []
    )


def _ratio(plot: Plot, hero: Mark, other: Mark) -> str:
    """How many times as much the larger is, or nothing when a source contradicts it or both are near."""
    small, large = sorted((hero.value, other.value))
    if "tegenspraak" in hero.flags | other.flags or not small or large / small < 1.2:
        return _values(plot)
    if hero.value < other.value:
        return _values(plot)
    times = decimal(Decimal(str(round(large / small, 1))))
    return f"In {plot.in_sentence(hero.place)} is het {times} keer zo veel."


def _spread(plot: Plot, marks: list[Mark]) -> str:
    """From the highest to the lowest of some marks, equals together; only the range when all are near."""
    tops, bottoms = _ends(marks)
    high, low = tops[0].high, bottoms[0].low
    if high - low < 2 * NEAR * high:
        ends = (
            bottoms[0].text
            if high == low
            else f"tussen {decimal(min(row.waarde for row in bottoms[0].rows if row.waarde is not None))} en "
            f"{tops[0].text}"
        )
        return f"overal {ends}"
    if len(tops) + len(bottoms) == len(marks):
        return f"{_names(plot, tops)} {tops[0].text}, {_names(plot, bottoms)} {bottoms[0].text}"
    return f"van {tops[0].text} ({_names(plot, tops)}) tot {bottoms[0].text} ({_names(plot, bottoms)})"


def _names(plot: Plot, marks: list[Mark]) -> str:
    return listed([_plain(plot, mark.place if len(plot.series) < 2 else mark.series) for mark in marks])


def _plain(plot: Plot, word: str) -> str:
    """A name without what stands between brackets behind it."""
    return plot.in_sentence(word).partition(" (")[0]


# ---- numbers in time ----


def _course(plot: Plot, marks: list[Mark], about: str, *, is_line: bool = False) -> str:
    """From the first number to the last, unless the way of measuring changed in between or the numbers are too small to
    speak of a course.
    """
    joined = marks[1:] if is_line and len(marks) > 2 and _stands_alone(marks) else marks
    first, last = joined[0], joined[-1]
    unit = "" if plot.unit == "%" else f" {plot.unit}"
    if any("breuk" in mark.flags for mark in joined[1:]) or len(joined) == 1:
        return _after(about, f"{last.text}{unit} in {period_in_words(last.place)}")
    if any("klein" in mark.flags for mark in joined):
        return _after(
            about,
            f"{listed([mark.text for mark in joined])}{unit} in "
            f"{listed([period_in_words(mark.place) for mark in joined])}",
        )
    if first.text == last.text:
        return _after(
            about, f"{first.text}{unit} in {period_in_words(first.place)} en in {period_in_words(last.place)}"
        )
    return _after(
        about,
        f"van {first.text}{unit} in {period_in_words(first.place)} naar {last.text} in {period_in_words(last.place)}",
    )


def _stands_alone(marks: list[Mark]) -> bool:
    """Whether years are missing between the first number and the second, and none after."""
    years = [int(mark.place[:4]) for mark in marks]
    return years[1] - years[0] > 1 and years[2] - years[1] == 1


def _difference(plot: Plot) -> str:
    """How much the last number differs from the first, in percentage points or in a count."""
    first, last = plot.marks[0], plot.marks[-1]
    if first.low != first.high or last.low != last.high or any({"breuk", "klein"} & mark.flags for mark in plot.marks):
        return _values(plot)
    step = (last.rows[0].waarde or Decimal()) - (first.rows[0].waarde or Decimal())
    if not step:
        return "Het getal is gelijk gebleven."
    words = f"{'meer' if step > 0 else 'minder'} dan in {period_in_words(first.place)}"
    return (
        f"Dat is {decimal(abs(step))} procentpunt {words}."
        if plot.unit == "%"
        else f"Dat zijn er {decimal(abs(step))} {words}."
    )


def _range(marks: list[Mark]) -> tuple[str, str]:
    """The lowest and the highest number of a series with their periods: "7,4 % (2022)"."""
    highest, lowest = _ends(marks)
    return _with_periods(lowest), _with_periods(highest)


def _with_periods(equals: list[Mark]) -> str:
    return f"{equals[0].text} ({listed([period_in_words(mark.place) for mark in equals])})"


# ---- all numbers ----


def _values(plot: Plot, most: int = 6) -> str:
    """The numbers of each panel, row by row; a long chart leaves the rest to its table, and a break is said."""
    texts = []
    for panel, marks in _panels(plot):
        rows = [(place, [mark for mark in marks if mark.place == place]) for place in plot.places]
        shown = [_row_in_words(plot, place, row) for place, row in rows if row]
        rest = len(shown) - most if len(shown) > most + 1 else 0
        if rest:
            numbers = f"{', '.join(shown[:most])}; de andere {rest} staan in de tabel"
        else:
            numbers = listed(shown) if len(plot.series) < 2 else "; ".join(shown)
        period = plot.period_of(panel) if len(plot.panels) > 1 else ""
        about = ", ".join(filter(None, (plot.in_sentence(panel), period)))
        texts.append(sentence(f"{_after(about, numbers)}."))
    return " ".join(texts)


def _row_in_words(plot: Plot, place: str, marks: list[Mark]) -> str:
    name = plot.in_sentence(place)
    if len(plot.series) < 2:
        if plot.chart.op != "periode":
            return f"{name} {marks[0].text}"
        after_break = "na een breuk " if "breuk" in marks[0].flags else ""
        return f"{after_break}{marks[0].text} in {name}"
    if plot.chart.reeksen == "periode":
        return f"{name} {listed([f'{mark.text} in {period_in_words(mark.series)}' for mark in marks])}"
    where = f"in {name}" if plot.chart.op == "periode" else name
    return f"{where}: {listed([f'{plot.in_sentence(mark.series)} {_in_words(mark)}' for mark in marks])}"


def _in_words(mark: Mark) -> str:
    """A number in words; one that is unreliable says so."""
    return f"{mark.text} (onbetrouwbaar)" if "onbetrouwbaar" in mark.flags else mark.text


def _panels(plot: Plot) -> list[tuple[str, list[Mark]]]:
    return [(panel, [mark for mark in plot.marks if mark.panel == panel]) for panel in plot.panels]


def _after(start: str, words: str) -> str:
    return f"{start}: {words}" if start else words


def _area(plot: Plot) -> str:
    area = plot.fixed("gebied")
    return plot.label(area) if area else ""
