"""The finding of a chart, computed from its numbers: a title and a sentence in Dutch that say what one sees."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from macros.render.charts.plot import Mark, Plot
from macros.render.dutch import decimal, listed, lower_first, period_in_words, sentence, stop

NEAR = 0.05
"""A smaller difference, as part of the hero's value, is not called a difference: samples and rounding alone can make it."""


class Finding(NamedTuple):
    """What a chart shows, in words."""

    title: str
    text: str
    """One or more sentences with the numbers behind the title."""


def finding(plot: Plot) -> Finding:
    """Title and sentences of a chart; other numbers give other words."""
    told = {"lijn": _lines, "balken": _bars, "punten": _dots}[plot.chart.soort](plot)
    return Finding(sentence(told.title), " ".join(filter(None, (told.text, _target(plot)))))


def _lines(plot: Plot) -> Finding:
    if len(plot.series) > 1 and any(map(plot.is_hero, plot.series)):
        return _hero_against_others(plot)
    titles = []
    for panel in plot.panels:
        marks = [mark for mark in plot.marks if mark.panel == panel]
        if len(plot.series) == 1:
            titles.append(_course(plot, marks, plot.label(panel) or _area(plot)))
        else:
            newest = max(mark.place for mark in marks)
            titles.append(f"{': '.join(filter(None, (plot.label(panel), f'in {newest}')))} {_extremes(plot, [mark for mark in marks if mark.place == newest])}")
    return Finding("; ".join(titles), _newest(plot))


def _hero_against_others(plot: Plot) -> Finding:
    """The hero beside the others in its newest period; panels that say the same taken together, else its number in each."""
    said: dict[str, list[str]] = {}
    newest: list[Mark] = []
    texts = []
    for panel in plot.panels:
        hero = [mark for mark in plot.marks if mark.panel == panel and plot.is_hero(mark.series)]
        if not hero:
            continue
        newest.append(hero[-1])
        others = [mark for mark in plot.marks if mark.panel == panel and mark.place == hero[-1].place and not plot.is_hero(mark.series)]
        said.setdefault(f"in {hero[-1].place} {_against(plot, hero[-1], others)}", []).append(plot.label(panel))
        values = listed([f"{plot.in_sentence(mark.series)} {mark.text}" for mark in (hero[-1], *others)])
        texts.append(sentence(f"{': '.join(filter(None, (plot.label(panel), f'in {hero[-1].place}')))}: {values}."))
        if len(hero) > 2 and not plot.label(panel):
            low, high = _range(hero)
            texts.append(f"Het laagste cijfer van {plot.in_sentence(hero[0].series)} is {low}, het hoogste {high}.")
    name = plot.in_sentence(newest[0].series)
    if len(said) == 1:
        words, panels = next(iter(said.items()))
        return Finding(": ".join(filter(None, (listed(panels), f"{name} ligt {words}"))), " ".join(texts))
    return Finding(f"{name} in {newest[0].place}: {listed([f'{plot.in_sentence(mark.panel)} {_said(mark)}' for mark in newest])}", " ".join(texts))


def _bars(plot: Plot) -> Finding:
    by_panel = {panel: [mark for mark in plot.marks if mark.panel == panel] for panel in plot.panels}
    if plot.chart.op == "periode":
        titles = [_course(plot, marks, plot.in_sentence(panel) or _area(plot)) for panel, marks in by_panel.items()]
        return Finding("; ".join(titles), _difference(plot) if len(plot.panels) == 1 and len(plot.marks) == 2 else _values(plot))
    if plot.chart.op == "gebied" and plot.hero:
        heroes = {panel: next((mark for mark in marks if plot.is_hero(mark.place)), None) for panel, marks in by_panel.items()}
        if len(by_panel) == 1:
            return Finding(_rank(plot, next(mark for mark in heroes.values() if mark), plot.marks), _values(plot))
        first = all(hero is None or all(hero.low > mark.high for mark in by_panel[panel] if mark != hero) for panel, hero in heroes.items())
        told = listed([f"{_said(hero)} ({plot.in_sentence(panel)})" for panel, hero in heroes.items() if hero])
        return Finding(f"{plot.in_sentence(plot.hero)}{' telkens het hoogst' if first else ''}: {told}", _values(plot))
    if len(plot.panels) == 1:
        return Finding(_extremes(plot, plot.marks), _values(plot))
    several = {panel: marks for panel, marks in by_panel.items() if len(marks) > 1}
    if len(several) == 1:
        return Finding(_extremes(plot, next(iter(several.values()))), _values(plot))
    tops = {panel: _names(plot, [mark for mark in marks if mark.high == max(other.high for other in marks)]) for panel, marks in several.items()}
    if len(tops) == 2:
        return Finding("; ".join(f"{plot.in_sentence(panel)}: het hoogst bij {names}" for panel, names in tops.items()), _values(plot))
    return Finding(f"het hoogst bij {listed(list(tops.values()))}", _values(plot))


def _dots(plot: Plot) -> Finding:
    if len(plot.series) < 2:
        return _bars(plot)
    heroes = [mark for mark in plot.marks if plot.is_hero(mark.series)]
    said: dict[str, list[Mark]] = {}
    for hero in heroes:
        others = [mark for mark in _row(plot, hero) if mark != hero]
        if others:
            said.setdefault(_against(plot, hero, others), []).append(hero)
    if not said:
        widest = max(plot.marks, key=lambda mark: _spread(plot, mark))
        row = _row(plot, widest)
        if plot.chart.reeksen == "periode":
            return Finding(f"{_plain(plot, widest.place)}: van {row[0].text} in {row[0].series} naar {row[-1].text} in {row[-1].series}", _values(plot))
        if len(row) == 1:
            return Finding(f"{plot.in_sentence(widest.series)}: {widest.text} in {plot.in_sentence(widest.place)}", _values(plot))
        ends = sorted(row, key=lambda mark: -mark.value)
        told = " tegenover ".join(f"{plot.in_sentence(mark.series)} {mark.text}" for mark in (ends[0], ends[-1]))
        return Finding(f"het grootste verschil bij {_plain(plot, widest.place)}: {told}", _values(plot))
    name = plot.in_sentence(heroes[0].series)
    if len(said) == 1 and len(heroes) > 3:
        return Finding(f"{name} ligt overal {next(iter(said))}", _values(plot))
    told = "; ".join(f"{_where(plot, rows)}{name} ligt {words}" for words, rows in said.items())
    return Finding(told, _values(plot))


def _where(plot: Plot, marks: list[Mark]) -> str:
    """The rows that a finding is about: "in 2018-2019 " or "lager onderwijs en secundair onderwijs: "."""
    names = list(dict.fromkeys(plot.in_sentence(mark.place) for mark in marks))
    return f"in {listed(names)}: " if plot.chart.op == "periode" else f"{listed(names)}: "


def _plain(plot: Plot, word: str) -> str:
    """A name without what stands between brackets behind it."""
    return plot.in_sentence(word).partition(" (")[0]


def _difference(plot: Plot) -> str:
    """How much the last number differs from the first, in percentage points or in a count."""
    first, last = plot.marks[0], plot.marks[-1]
    if first.low != first.high or last.low != last.high or any("breuk" in mark.flags for mark in plot.marks):
        return _values(plot)
    step = (last.rows[0].waarde or Decimal()) - (first.rows[0].waarde or Decimal())
    words = "meer" if step > 0 else "minder"
    if not step:
        return "Het getal is gelijk gebleven."
    return f"Dat is {decimal(abs(step))} procentpunt {words}." if plot.unit == "%" else f"Dat zijn er {decimal(abs(step))} {words}."


def _row(plot: Plot, mark: Mark) -> list[Mark]:
    return [other for other in plot.marks if (other.panel, other.place) == (mark.panel, mark.place)]


def _spread(plot: Plot, mark: Mark) -> float:
    values = [other.value for other in _row(plot, mark)]
    return max(values) - min(values)


def _against(plot: Plot, hero: Mark, others: Iterable[Mark]) -> str:
    """ "hoger dan België, even hoog als Vlaanderen en lager dan Wallonië"; where sources differ, only what holds for all of them."""
    groups: dict[str, list[str]] = {}
    for other in others:
        near = abs(hero.value - other.value) < NEAR * hero.value or (hero.low <= other.high and other.low <= hero.high)
        words = "even hoog als" if hero.value == other.value else "ongeveer even hoog als" if near else "hoger dan" if hero.value > other.value else "lager dan"
        groups.setdefault(words, []).append(plot.in_sentence(other.series))
    told = [f"{words} {listed(groups[words])}" for words in ("hoger dan", "even hoog als", "ongeveer even hoog als", "lager dan") if words in groups]
    return ", maar ".join([", ".join(told[:-1]), told[-1]]) if len(told) > 1 else "".join(told)


def _rank(plot: Plot, hero: Mark, marks: list[Mark]) -> str:
    """Where the hero stands among all rows: first or last only where that holds for each of its sources."""
    name = plot.in_sentence(hero.place)
    others = [mark for mark in marks if mark != hero]
    if len(others) == 1:
        return f"{name} {hero.text}, {plot.in_sentence(others[0].place)} {others[0].text}"
    above = {sum(mark.high > value for mark in others) for value in (hero.low, hero.high)}
    below = {sum(mark.low < value for mark in others) for value in (hero.low, hero.high)}
    by_all = "volgens elke bron " if hero.low != hero.high else ""
    if above == {0} and below != {0}:
        return f"{name} heeft {by_all}het hoogste cijfer: {hero.text}"
    if below == {0}:
        return f"{name} heeft {by_all}het laagste cijfer: {hero.text}"
    if hero.low != hero.high:
        return f"{name}: {hero.text}, de bronnen zijn het niet eens"
    return f"{name} {hero.text}; {_extremes(plot, others)}"


def _extremes(plot: Plot, marks: list[Mark]) -> str:
    """The highest and the lowest of some marks, equals together."""
    high, low = max(mark.high for mark in marks), min(mark.low for mark in marks)
    if high == low:
        return f"overal {marks[0].text}"
    tops, bottoms = [mark for mark in marks if mark.high == high], [mark for mark in marks if mark.low == low]
    return f"het hoogst bij {_names(plot, tops)} ({tops[0].text}), het laagst bij {_names(plot, bottoms)} ({bottoms[0].text})"


def _names(plot: Plot, marks: list[Mark]) -> str:
    return listed([_plain(plot, mark.place if len(plot.series) < 2 else mark.series) for mark in marks])


def _range(marks: list[Mark]) -> tuple[str, str]:
    """The lowest and the highest number of a series with their periods: "7,4 % (2022)"."""
    low, high = min(mark.low for mark in marks), max(mark.high for mark in marks)
    ends = [mark for mark in marks if mark.low == low], [mark for mark in marks if mark.high == high]
    first, second = (f"{end[0].text} ({listed([period_in_words(mark.place) for mark in end])})" for end in ends)
    return first, second


def _said(mark: Mark) -> str:
    """A number in a title; one that is unreliable says so."""
    return f"{mark.text} (onbetrouwbaar)" if "onbetrouwbaar" in mark.flags else mark.text


def _course(plot: Plot, marks: list[Mark], about: str) -> str:
    """From the first number to the last, unless the way of measuring changed in between."""
    first, last = marks[0], marks[-1]
    start = f"{about}: " if about else ""
    unit = "" if plot.unit == "%" else f" {plot.unit}"
    if any("breuk" in mark.flags for mark in marks[1:]) or len(marks) == 1:
        return f"{start}{last.text}{unit} in {period_in_words(last.place)}"
    return f"{start}van {first.text}{unit} in {period_in_words(first.place)} naar {last.text} in {period_in_words(last.place)}"


def _area(plot: Plot) -> str:
    area = plot.fixed("gebied")
    return plot.label(area) if area else ""


def _newest(plot: Plot) -> str:
    """The newest numbers of every series, panel by panel."""
    texts = []
    for panel in plot.panels:
        marks = [mark for mark in plot.marks if mark.panel == panel]
        if len(plot.series) == 1:
            low, high = _range(marks)
            texts.append(sentence(": ".join(filter(None, (plot.label(panel), f"het laagste cijfer is {low}, het hoogste {high}.")))))
            continue
        last = max(mark.place for mark in marks)
        values = listed([f"{plot.in_sentence(mark.series)} {mark.text}" for mark in marks if mark.place == last])
        texts.append(f"{f'{plot.label(panel)}, in' if plot.label(panel) else 'In'} {last}: {values}.")
    return " ".join(texts)


def _values(plot: Plot, most: int = 6) -> str:
    """The numbers of each panel, row by row; a long chart leaves the rest to its table."""
    texts = []
    for panel in plot.panels:
        rows: dict[str, list[Mark]] = {}
        for mark in plot.marks:
            if mark.panel == panel:
                rows.setdefault(mark.place, []).append(mark)
        shown = [_row_in_words(plot, place, marks) for place, marks in rows.items()]
        rest = len(shown) - most if len(shown) > most + 1 else 0
        told = ", ".join(shown[:most]) + f"; de andere {rest} staan in de tabel" if rest else listed(shown) if len(plot.series) < 2 else "; ".join(shown)
        start = ", ".join(filter(None, (plot.in_sentence(panel), plot.period_of(panel))))
        texts.append(sentence(f"{': '.join(filter(None, (start, told)))}."))
    return " ".join(texts)


def _row_in_words(plot: Plot, place: str, marks: list[Mark]) -> str:
    name = plot.in_sentence(place)
    if len(plot.series) < 2:
        return f"{marks[0].text} in {name}" if plot.chart.op == "periode" else f"{name} {marks[0].text}"
    if plot.chart.reeksen == "periode":
        return f"{name}: {listed([f'{mark.text} in {period_in_words(mark.series)}' for mark in marks])}"
    return f"{name}: {listed([f'{plot.in_sentence(mark.series)} {mark.text}' for mark in marks])}"


def _target(plot: Plot) -> str:
    """The goal beside the newest number of the hero."""
    goal = plot.target
    if goal is None or goal.doelwaarde is None:
        return ""
    marks = [mark for mark in plot.marks if plot.is_hero(mark.series)] or plot.marks
    words = "boven" if marks[-1].low > goal.doelwaarde else "onder" if marks[-1].high < goal.doelwaarde else "op"
    name = plot.in_sentence(marks[-1].series) if marks[-1].series else _area(plot)
    return f"Ter vergelijking het doel van de {goal.wie}: {lower_first(stop(goal.naam))} {sentence(name)} ligt nu {words} dat getal."
