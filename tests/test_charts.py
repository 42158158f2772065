"""Charts: what is drawn, said, tabled and handed over comes from the numbers, and says no more than they do."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, real_library
from made_up_kind import Columns

from macros.library import DataError, Library, read_library
from macros.library.models.chart_rules import CHART_RULES
from macros.library.models.figures import Figure
from macros.library.models.known_words import KNOWN_WORDS
from macros.outputs.downloads import downloads
from macros.render.charts.chart_kind import CHART_KINDS, ChartKind, drawings, finding, interactive, kind
from macros.render.charts.drawing import LINE, Drawing, apart, ticks
from macros.render.charts.finding import FLANDERS, Finding
from macros.render.charts.interactive import Traces
from macros.render.charts.plot import Plot, plot
from macros.render.engine import render
from macros.render.views import key_figure

HEADER = (
    "indicator,periode,gebied,gebied_basis,bevolking,uitsplitsing,categorie,"
    "waarde,eenheid,teller,noemer,bron,vindplaats,vlag,opmerking"
)
YAML = """naam: Afwezigheid
kort: Een cijfer dat alleen in de tests bestaat.
indicatoren:
  afwezig: {{naam: Afwezige leerlingen, definitie: Wie vaak afwezig is., eenheid: '%'}}
grafieken:
  - {{id: proef, naam: leerlingen, indicator: afwezig, {chart}}}
bronnen: [{{bron: proefstudie2016}}]
nagekeken_op: 2017-03-01
nagekeken_door: redactie
"""
AREAS = {"B": "brussels-hoofdstedelijk-gewest", "V": "vlaams-onderwijs", "W": "waals-gewest"}
LINE_OF_AREAS = "soort: lijn, reeksen: gebied"
BARS_OF_AREAS = "soort: balken, op: gebied"
CONTRADICTION = "B 2016 5 tegenspraak / B 2016 9 tegenspraak - proefboek2015"
DOTS = "soort: punten, op: periode, reeksen: gebied"


def row(text: str) -> str:
    """A row from `area period value [flag] [category] [source]`."""
    area, period, value, flag, category, source = (*text.split(), "", "", "", "")[:6]
    source = source or "proefstudie2016"
    key = f"afwezig,{period},{AREAS[area]},onbekend,leerlingen,groep,{category.strip('-') or 'totaal'}"
    return f"{key},{value},%,,,{source},,{flag.strip('-')},"


@pytest.fixture
def drawn(small_site: Path) -> Callable[..., Plot]:
    """A chart of one figure, from its description and its rows."""

    def make(chart: str, *rows: str) -> Plot:
        folder = small_site / "data" / "cijfers"
        (folder / "afwezig.yml").write_text(YAML.format(chart=chart), encoding="utf-8")
        (folder / "afwezig.csv").write_text("\n".join([HEADER, *map(row, rows)]) + "\n", encoding="utf-8")
        library = read_library(small_site)
        return plot(library, figure_of(library, "afwezig"), "proef")

    return make


def figure_of(library: Library, id: str) -> Figure:
    return library.of(Figure)[id]


def paths(made: Plot, role: str) -> int:
    return sum(shape.role.startswith(role) and shape.kind == "path" for shape in drawings(made)[0].shapes)


def words(made: Plot) -> list[str]:
    return [shape.text for shape in drawings(made)[0].shapes if shape.kind == "word"]


FINDINGS = [
    (
        LINE_OF_AREAS,
        "B 2015 9 / B 2016 8 / V 2015 5 / V 2016 6",
        "Brussel 8 % in 2016, heel het Vlaams onderwijs 6 %",
        "Brussel ligt hoger dan heel het Vlaams onderwijs (6 %).",
    ),
    (
        LINE_OF_AREAS,
        "B 2015 9 / B 2016 4 / V 2015 5 / V 2016 6",
        "Brussel 4 % in 2016, heel het Vlaams onderwijs 6 %",
        "Brussel ligt lager dan heel het Vlaams onderwijs (6 %).",
    ),
    (
        LINE_OF_AREAS,
        "B 2015 9 / B 2016 6 / V 2015 5 / V 2016 6",
        "Brussel 6 % in 2016, heel het Vlaams onderwijs 6 %",
        "Brussel ligt even hoog als heel het Vlaams",
    ),
    (
        LINE_OF_AREAS,
        "B 2015 9 / B 2016 6.1 / V 2015 5 / V 2016 6",
        "Brussel 6.1 % in 2016, heel het Vlaams onderwijs 6 %",
        "Brussel ligt ongeveer even hoog als heel het",
    ),
    (
        LINE_OF_AREAS,
        "B 2015 9 / B 2016 8 / V 2015 5 / V 2016 6 / W 2015 9 / W 2016 9",
        "Brussel 8 % in 2016, heel het Vlaams onderwijs 6 %",
        "Brussel ligt hoger dan heel het Vlaams onderwijs (6 %), maar lager dan Wallonië (9 %).",
    ),
    (
        "soort: lijn",
        "B 2015 9 / B 2016 8",
        "Brussel: van 9 % in 2015 naar 8 % in 2016",
        "Het laagste cijfer is 8 % (2016), het hoogste 9 % (2015).",
    ),
    ("soort: lijn", "B 2015 9 / B 2016 8 breuk", "Brussel: 8 % in 2016", ""),
    ("soort: lijn", "B 2010 9 / B 2015 7 / B 2016 8", "Brussel: van 7 % in 2015 naar 8 % in 2016", ""),
    ("soort: balken", "B 2015 9 klein / B 2016 8 klein", "Brussel: 9 % en 8 % in 2015 en 2016", ""),
    ("soort: balken", "B 2015 9 / B 2016 9", "Brussel: 9 % in 2015 en in 2016", "Het getal is gelijk gebleven."),
    (
        "soort: balken",
        "B 2015 9 / B 2016 9.5",
        "Brussel: van 9 % in 2015 naar 9.5 % in 2016",
        "Dat is 0.5 procentpunt meer dan in 2015.",
    ),
    (
        BARS_OF_AREAS,
        "B 2016 9 / V 2016 6",
        "Brussel 9 %, heel het Vlaams onderwijs 6 %",
        "In Brussel is het 1.5 keer zo veel.",
    ),
    (BARS_OF_AREAS, "B 2016 6 / V 2016 5", "", "In Brussel is het 1.2 keer zo veel."),
    (BARS_OF_AREAS, "B 2016 9 / V 2016 8", "", "Brussel 9 % en heel het Vlaams onderwijs 8 %."),
    (BARS_OF_AREAS, "B 2016 9 / V 2016 0", "", "Brussel 9 % en heel het Vlaams onderwijs 0 %."),
    (BARS_OF_AREAS, "B 2016 6 / V 2016 9", "", "Heel het Vlaams onderwijs 9 % en Brussel 6 %."),
    ("soort: lijn", "B 2014 9 / B 2016 7 / B 2017 8", "Brussel: van 7 % in 2016 naar 8 % in 2017", ""),
    ("soort: balken", "B 2010 9 / B 2015 7 / B 2016 8", "Brussel: van 9 % in 2010 naar 8 % in 2016", ""),
    (
        "soort: balken",
        "B 2010 1 / B 2011 2 / B 2012 3 / B 2013 4 / B 2014 5 / B 2015 6 / B 2016 7",
        "",
        "1 % in 2010, 2 % in 2011, 3 % in 2012, 4 % in 2013, 5 % in 2014, 6 % in 2015 en 7 % in 2016.",
    ),
    (
        "soort: balken",
        "B 2010 1 / B 2011 2 / B 2012 3 / B 2013 4 / B 2014 5 / B 2015 6 / B 2016 7 / B 2017 8",
        "",
        "1 % in 2010, 2 % in 2011, 3 % in 2012, 4 % in 2013, 5 % in 2014, 6 % in 2015; de andere 2 staan in de tabel.",
    ),
    (BARS_OF_AREAS, "B 2016 9 / V 2016 6 / W 2016 7", "Brussel het hoogst: 9 %, dan Wallonië (7 %)", ""),
    (
        BARS_OF_AREAS,
        "B 2016 5 / V 2016 6 / W 2016 7",
        "Brussel het laagst: 5 %, dan heel het Vlaams onderwijs (6 %)",
        "",
    ),
    (BARS_OF_AREAS, "B 2016 7 / V 2016 6 / W 2016 7", "Brussel 7 %; Wallonië 7 %, heel het Vlaams onderwijs 6 %", ""),
    (BARS_OF_AREAS, "B 2016 6 / V 2016 6 / W 2016 7", "Brussel 6 %; Wallonië 7 %, heel het Vlaams onderwijs 6 %", ""),
    (
        BARS_OF_AREAS,
        "B 2016 6.5 / V 2016 6 / W 2016 7",
        "Brussel 6.5 %; Wallonië 7 %, heel het Vlaams onderwijs 6 %",
        "",
    ),
    (
        BARS_OF_AREAS,
        f"{CONTRADICTION} / V 2016 6 / W 2016 7",
        "Brussel 5 of 9 %, volgens de bron; heel het Vlaams onderwijs 6 %",
        "",
    ),
    (
        BARS_OF_AREAS,
        f"{CONTRADICTION} / V 2016 2",
        "Brussel 5 of 9 %, volgens de bron; heel het Vlaams onderwijs 2 %",
        "Brussel 5 of 9 % en heel het Vlaams",
    ),
    ("soort: balken, op: categorie", "V 2016 9 - jongens / V 2016 6 - meisjes", "Jongens 9 %, meisjes 6 %", ""),
    ("soort: balken, op: categorie", "V 2016 9 - a / V 2016 8 - b / V 2016 6 - c", "Van 9 % (a) tot 6 % (c)", ""),
    ("soort: balken, op: categorie", "V 2016 90 - a / V 2016 89 - b / V 2016 86 - c", "Overal tussen 86 en 90 %", ""),
    (DOTS, "B 2016 9 / V 2016 6", "Brussel 9 %, heel het Vlaams onderwijs 6 % (2016)", ""),
    (
        DOTS,
        "B 2015 7 / B 2016 9 / V 2015 6 / V 2016 6",
        "Brussel 9 %, heel het Vlaams onderwijs 6 % (2016); ook in de andere rijen ligt het hoger",
        "",
    ),
    (
        DOTS,
        "B 2015 5 / B 2016 9 / V 2015 6 / V 2016 6",
        "Brussel 9 %, heel het Vlaams onderwijs 6 % (2016)",
        "In 2015: Brussel 5 % en heel het Vlaams onderwijs 6 %; in 2016:",
    ),
    (DOTS, "B 2016 9 / V 2015 6", "Brussel 9 % in 2016, heel het Vlaams onderwijs 6 % in 2015", ""),
]


@pytest.mark.parametrize(("chart", "rows", "title", "begin"), FINDINGS)
def test_title_and_sentence_say_what_the_numbers_say(
    chart: str, rows: str, title: str, begin: str, drawn: Callable[..., Plot]
) -> None:
    told = finding(drawn(chart, *rows.split(" / ")))
    assert not title or told.title == re.sub(r"(\d)\.(\d)", r"\1,\2", title)
    assert told.text.startswith(re.sub(r"(\d)\.(\d)", r"\1,\2", begin))


def test_a_goal_that_is_near_gets_no_verdict(drawn: Callable[..., Plot]) -> None:
    near = finding(drawn("soort: lijn, doel: minder-uitval", "B 2015 9.5", "B 2016 8.8")).text
    assert near.endswith("Brussel lag in 2016 dicht bij die 9 %; zo’n klein verschil zegt niets.")
    under = finding(drawn("soort: lijn, doel: minder-uitval", "B 2015 9.5", "B 2016 7")).text
    assert under.endswith("Brussel lag in 2016 onder die 9 %.")


def test_an_unreliable_number_says_so_in_the_title(drawn: Callable[..., Plot]) -> None:
    rows = [
        f"{area} {year} {value} {flag} {category}"
        for area, value, flag in (("B", 9, "onbetrouwbaar"), ("V", 6, "-"))
        for category in "mv"
        for year in (2015, 2016)
    ]
    rows[2] = "B 2015 8 - v"
    rows[3] = "B 2016 5 - v"
    made = drawn("soort: lijn, reeksen: gebied, vakken: categorie", *rows)
    assert finding(made).title == "M: Brussel 9 % (onbetrouwbaar) in 2016; v: Brussel 5 % in 2016"


def test_a_missing_year_and_a_break_cut_the_line(drawn: Callable[..., Plot]) -> None:
    assert paths(drawn("soort: lijn", "B 2014 9", "B 2015 9", "B 2016 8"), "hero") == 1
    assert paths(drawn("soort: lijn", "B 2013 9", "B 2014 9", "B 2016 8", "B 2017 8"), "hero") == 2
    made = drawn("soort: lijn", "B 2013 9", "B 2014 9", "B 2015 8 breuk", "B 2016 8")
    assert (paths(made, "hero"), paths(made, "break"), words(made).count("b")) == (2, 1, 1)


def test_what_equals_is_drawn_once_and_what_contradicts_is_drawn_as_a_range(drawn: Callable[..., Plot]) -> None:
    once = drawn(BARS_OF_AREAS, "B 2016 9", "B 2016 9 - - proefboek2015", "V 2016 6")
    assert [(mark.text, len(mark.rows)) for mark in once.marks] == [("9 %", 2), ("6 %", 1)]
    assert paths(once, "spread") == 0
    twice = drawn(BARS_OF_AREAS, "B 2016 8 tegenspraak", "B 2016 9 tegenspraak - proefboek2015", "V 2016 6")
    assert paths(twice, "spread") == 1
    assert "8 of 9 % ≠" in words(twice)


def test_an_approximation_is_not_drawn_and_the_page_says_so(drawn: Callable[..., Plot]) -> None:
    made = drawn("soort: balken, op: periode", "B 2014 9", "B 2015 15 benadering", "B 2016 8")
    assert [mark.place for mark in made.marks] == ["2014", "2016"]
    page = str(render("chart.html", made.library, "cijfers/afwezig/", plot=made, anchor="proef"))
    assert "Niet getekend: 1 afgerond getal, 2015." in page


def test_a_chart_without_a_chosen_period_shows_the_newest(drawn: Callable[..., Plot]) -> None:
    made = drawn(
        "soort: balken, op: categorie",
        "V 2015 9 - jongens",
        "V 2015 6 - meisjes",
        "V 2016 8 - jongens",
        "V 2016 5 - meisjes",
    )
    assert [(mark.place, mark.text) for mark in made.marks] == [("jongens", "8 %"), ("meisjes", "5 %")]
    assert made.period_of("") == "2016"


def test_brussels_is_thick_and_comes_first_wherever_it_is(drawn: Callable[..., Plot]) -> None:
    made = drawn(LINE_OF_AREAS, "V 2015 5", "V 2016 6", "B 2015 9", "B 2016 8")
    assert made.series[0] == AREAS["B"]
    lines = [
        shape.role for shape in drawings(made)[0].shapes if shape.kind == "path" and shape.role in ("hero", "other")
    ]
    assert lines == ["other", "hero"]  # drawn last, and so on top


def test_an_unreliable_point_is_hollow(drawn: Callable[..., Plot]) -> None:
    made = drawn("soort: lijn", "B 2015 9", "B 2016 8 onbetrouwbaar")
    assert [shape.role for shape in drawings(made)[0].shapes if shape.kind == "dot"] == ["hero", "hero hollow"]


def test_a_changed_value_changes_everything_made_of_it(small_site: Path) -> None:
    """Finding, sentence, drawing, table, CSV, downloads, interactive figure and key number, with nothing else
    edited.
    """
    path = small_site / "data" / "cijfers" / "afwezig.csv"

    def made() -> dict[str, str]:
        library = read_library(small_site)
        figure = figure_of(library, "afwezig")
        shown = plot(library, figure, "brussel")
        told = finding(shown)
        page = str(render("chart.html", library, "cijfers/afwezig/", plot=shown, anchor="brussel"))
        return {
            "title": told.title,
            "sentence": told.text,
            "wide drawing": page.partition("<svg")[2].partition("</svg>")[0],
            "narrow drawing": page.rpartition("<svg")[2].partition("</svg>")[0],
            "table": page.partition("<table")[2].partition("</table>")[0],
            "csv": shown.csv(),
            "interactive": interactive(shown),
            "key number": str(key_figure(library, "", "afwezig", "afwezig", AREAS["B"], "is afwezig")),
            **{name: body.decode() for name, body in downloads(library, figure).items() if name.endswith(".csv")},
        }

    before = made()
    path.write_text(path.read_text(encoding="utf-8").replace(",6.1,", ",5.4,"), encoding="utf-8")
    after = made()
    for name in before:
        assert before[name] != after[name], name
        assert re.search(r"5[.,]4", after[name]), name
        assert not re.search(r"\b6[.,]1\b", after[name]), name


def test_labels_stand_apart_and_as_near_as_can_be() -> None:
    placed = apart({"a": 50, "b": 52, "c": 200}, 0, 300)
    assert placed["b"] - placed["a"] == LINE
    assert (placed["a"] + placed["b"]) / 2 == 51
    assert placed["c"] == 200
    low = apart({"a": 298, "b": 299}, 0, 300)
    assert low["b"] <= 300


@pytest.mark.parametrize(
    ("highest", "expected"),
    [(22.4, [0, 5, 10, 15, 20, 25]), (0.9, [0, 0.2, 0.4, 0.6, 0.8, 1]), (100, [0, 20, 40, 60, 80, 100]), (0, [0, 1])],
)
def test_ticks_are_round_and_reach_the_highest(highest: float, expected: list[float]) -> None:
    assert ticks(highest) == pytest.approx(expected)


# ---- the real figures ----


@pytest.fixture(scope="module")
def library() -> Library:
    return real_library()


def charts(library: Library) -> list[Plot]:
    return [plot(library, figure, chart.id) for figure in library.of(Figure).values() for chart in figure.grafieken]


def test_every_chart_has_a_finding_a_sentence_and_two_drawings_within_their_frame(library: Library) -> None:
    for made in charts(library):
        told = finding(made)
        name = f"{made.figure.id}/{made.chart.id}"
        assert len(told.title) > 10, name
        assert len(told.title) < 150, f"{name}: {told.title}"
        assert told.text.endswith("."), name
        for drawing in drawings(made):
            for shape in drawing.shapes:
                for x, y in (*shape.points, (shape.x, shape.y)):
                    assert -1 <= x <= drawing.width + 1, f"{name}: {shape}"
                    assert -1 <= y <= drawing.height + 1, f"{name}: {shape}"


def test_words_in_a_drawing_are_whole_and_do_not_overlap(library: Library) -> None:
    """As far as their width can be known without a browser."""
    for made in charts(library):
        for drawing in drawings(made):
            boxes = []
            for shape in drawing.shapes:
                if shape.kind == "word":
                    width = len(shape.text) * 6.2
                    left = shape.x - {"start": 0, "middle": width / 2, "end": width}[shape.anchor]
                    assert -1 <= left < left + width <= drawing.width + 1, (
                        f"{made.figure.id}/{made.chart.id} {drawing.width}: '{shape.text}' is cut off"
                    )
                    boxes.append((left, left + width, shape.y - 10, shape.y, shape.text))
            for place, one in enumerate(boxes):
                for other in boxes[place + 1 :]:
                    apart_enough = one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] or other[3] <= one[2]
                    assert apart_enough, (
                        f"{made.figure.id}/{made.chart.id} {drawing.width}: '{one[4]}' over '{other[4]}'"
                    )


def test_every_number_is_on_its_page_once_in_a_table(library: Library) -> None:
    """Drawn or not, in a chart's table or among the rest."""
    from macros.render.tables import undrawn

    for figure in library.of(Figure).values():
        tables = [table for chart in figure.grafieken for table in plot(library, figure, chart.id).tables] + list(
            undrawn(library, figure)
        )
        shown = {
            (row.key, row.waarde) for table in tables for line in table.lines for cell in line.cells for row in cell
        }
        assert shown == {(row.key, row.waarde) for row in figure.rows}, figure.id


def test_interactive_figures_hold_the_same_numbers_and_nothing_of_elsewhere(library: Library) -> None:
    for made in charts(library):
        text = interactive(made)
        figure: dict[str, Any] = json.loads(text)
        traces = [trace for trace in figure["data"] if trace["meta"] != "target"]
        numbers = [trace["x" if trace.get("orientation") == "h" else "y"] for trace in traces]
        values = sorted(value for given in numbers for value in given if value is not None)
        assert values == sorted(mark.value for mark in made.marks)
        assert "http" not in text
        assert figure["layout"]["separators"] == ",."


@pytest.mark.content
def test_brussels_is_above_flanders_wherever_the_report_compares_them(library: Library) -> None:
    """The report says so in one sentence; when new numbers make it false, the sentence must change."""
    report = (ROOT / "content" / "cijfers" / "index.md").read_text(encoding="utf-8")
    assert "overal waar we konden vergelijken, ligt Brussel hoger dan Vlaanderen" in report
    compared = 0
    for id, chart in re.findall(r'grafiek\("([^"]+)", "([^"]+)"\)', report):
        made = plot(library, figure_of(library, id), chart)
        for hero in filter(made.stands_out, made.marks):
            for other in made.marks:
                same = (other.panel, other.place) == (hero.panel, hero.place) or (
                    made.chart.op == "gebied" and other.panel == hero.panel
                )
                newest = made.chart.soort != "lijn" or hero.place == max(made.periods)
                if same and newest and {other.series, other.place} & set(FLANDERS):
                    compared += 1
                    assert hero.low > other.high, f"{id}/{chart}"
    assert compared > 5


TYPED = re.compile(r"\d+(?:,\d+)? ?%|\b\d{1,3}\.\d{3}\b")


@pytest.mark.parametrize(
    "page", sorted((ROOT / "content").rglob("*.md")), ids=lambda page: page.relative_to(ROOT / "content").as_posix()
)
def test_no_page_types_a_number_that_belongs_to_a_figure(page: Path, library: Library) -> None:
    """A number in a text comes from the data, so that it cannot grow old: use the macro `cijfer`."""
    text = re.sub(r"\{\{.*?\}\}", "", page.read_text(encoding="utf-8"))
    shown = {found.replace(" ", "") for found in TYPED.findall(text)}
    known = {
        f"{row.waarde}".replace(".", ",") + "%" if row.eenheid == "%" else f"{row.waarde:,}".replace(",", ".")
        for figure in library.of(Figure).values()
        for row in figure.rows
        if row.waarde is not None
    }
    assert not shown & known


class Unfinished(ChartKind):
    word = "proefsoort"

    def tell(self, plot: Plot) -> Finding:
        return Finding("", "")

    def draw(self, plot: Plot, drawing: Drawing) -> None:
        """Nothing."""


class Double(Unfinished):
    word = "lijn"

    def trace(self, plot: Plot) -> Traces:
        return [], {}


@pytest.mark.parametrize(("made", "error", "message"), [(Unfinished, TypeError, "trace"), (Double, ValueError, "lijn")])
def test_a_kind_of_chart_that_lacks_a_part_or_has_a_taken_name_stops_at_once(
    made: type[ChartKind], error: type[Exception], message: str
) -> None:
    """Never a figure that is drawn in a way that nobody chose."""
    with pytest.raises(error, match=message):
        kind(made)
    assert not isinstance(CHART_KINDS.get(made.word), made)


@pytest.fixture
def three_kinds(small_site: Path) -> Iterator[None]:
    """These kinds alone, whatever kinds there are: hints are made of those that there are."""
    kinds = ("lijn", "balken", "punten")
    kept = dict(CHART_RULES)
    for word in CHART_RULES.keys() - set(kinds):
        del CHART_RULES[word]
    words = "".join(f"  {word}: {{label: {word}}}\n" for word in kinds)
    (small_site / "data/lijsten/grafieksoorten.yml").write_text(f"naam: Soorten\nwoorden:\n{words}", encoding="utf-8")
    yield
    CHART_RULES.clear()  # in the order in which they came: hints name them in it
    CHART_RULES.update(kept)


@pytest.mark.usefixtures("three_kinds")
@pytest.mark.parametrize(
    ("chart", "rows", "problem"),
    [
        (
            "soort: balken, reeksen: gebied",
            "B 2015 7 / B 2016 6 / V 2015 3 / V 2016 3",
            "grafieken.reeksen: balken hebben geen reeksen; kies 'lijn' of 'punten' bij 'soort'",
        ),
        (
            "soort: balken, op: categorie, reeksen: gebied",
            "B 2016 7 - meisjes / V 2016 3 - meisjes",
            "grafieken.reeksen: balken hebben geen reeksen; kies 'punten' bij 'soort'",
        ),
        (
            "soort: lijn, op: gebied",
            "B 2016 7 / V 2016 3",
            "grafieken.op: een lijn loopt over periodes; kies 'balken' of 'punten' bij 'soort'",
        ),
        (
            "soort: lijn",
            "B 2016 7",
            "grafieken.soort: 'afwezig' heeft maar één punt en geeft geen lijn; kies 'balken' of 'punten' bij 'soort', "
            "of laat het weg bij 'kies'",
        ),
        (
            "soort: lijn, reeksen: gebied",
            "B 2015 7 / B 2016 6 / V 2015 3",
            "grafieken.soort: 'vlaams-onderwijs' heeft maar één punt en geeft geen lijn; kies 'punten' bij 'soort', "
            "of laat het weg bij 'kies'",
        ),
    ],
)
def test_what_a_kind_cannot_draw_is_told_with_the_kinds_that_can(
    drawn: Callable[..., Plot], chart: str, rows: str, problem: str
) -> None:
    with pytest.raises(DataError) as caught:
        drawn(chart, *rows.split(" / "))
    problems = str(caught.value).splitlines()
    assert [line.partition("data/cijfers/afwezig.yml:")[2].partition(": ")[2] for line in problems] == [problem]


@pytest.mark.usefixtures("three_kinds")
def test_where_no_other_kind_can_draw_it_none_is_named(drawn: Callable[..., Plot], small_site: Path) -> None:
    for word in ("balken", "punten"):
        del CHART_RULES[word]
    (small_site / "data/lijsten/grafieksoorten.yml").write_text(
        "naam: Soorten\nwoorden: {lijn: {label: Lijn}}\n", encoding="utf-8"
    )
    with pytest.raises(DataError, match=r"een lijn loopt over periodes$"):
        drawn("soort: lijn, op: gebied", "B 2016 7", "V 2016 3")


def test_a_kind_that_only_the_list_knows_is_told_of_the_list_alone(
    drawn: Callable[..., Plot], small_site: Path
) -> None:
    """An editor gets a line and not a trace, and each chart of that kind says nothing more."""
    path = small_site / "data/lijsten/grafieksoorten.yml"
    path.write_text(path.read_text(encoding="utf-8").rstrip() + "\n  proefsoort:\n    label: Proef\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        drawn("soort: proefsoort", "B 2015 7", "B 2016 6")
    assert re.sub(r":[0-9]+:", ":", str(caught.value)) == (
        "data/lijsten/grafieksoorten.yml: woorden.proefsoort: dit woord kent de site niet; "
        f"kies uit: {', '.join(CHART_RULES)}. Een nieuw woord vraagt werk aan de code"
    )


@pytest.fixture
def columns(three_kinds: None, small_site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fourth kind: its object and its word in the list, and nothing else."""
    monkeypatch.setitem(CHART_KINDS, Columns.word, Columns())
    CHART_RULES[Columns.word] = CHART_KINDS[Columns.word]
    with (small_site / "data/lijsten/grafieksoorten.yml").open("a", encoding="utf-8") as list_file:
        list_file.write(f"  {Columns.word}: {{label: Kolommen}}\n")


@pytest.mark.usefixtures("columns")
def test_a_new_kind_is_one_object_made_from_the_shared_pieces(drawn: Callable[..., Plot]) -> None:
    made = drawn(f"soort: {Columns.word}", "B 2014 8", "B 2015 10 klein", "B 2016 4 onbetrouwbaar")
    page = str(render("chart.html", made.library, "", plot=made, anchor="proef"))
    figure = json.loads(interactive(made))
    assert finding(made).title in page.replace("\xa0", " ")
    assert page.count("rotate(-90 ") == 2 * len(made.marks)
    assert figure["data"][0]["y"] == [8, 10, 4]
    wide, _ = drawings(made)
    bars = [shape for shape in wide.shapes if shape.kind == "bar"]
    assert [round(bar.width / bars[0].width, 2) for bar in bars] == [1, 1.25, 0.5]
    assert all(bar.y - bar.width >= 0 and bar.y <= wide.height for bar in bars)
    assert bars[0].x < bars[1].x < bars[2].x


@pytest.mark.usefixtures("columns")
@pytest.mark.parametrize(
    ("chart", "problem"),
    [
        (
            f"soort: {Columns.word}, op: gebied",
            "kolommen staan naast elkaar in de tijd; kies 'balken' of 'punten' bij 'soort'",
        ),
        ("soort: lijn", f"kies 'balken' of 'punten' of '{Columns.word}' bij 'soort', of laat het weg bij 'kies'"),
    ],
)
def test_the_check_asks_what_a_new_kind_asks_and_names_it_to_others(
    drawn: Callable[..., Plot], chart: str, problem: str
) -> None:
    with pytest.raises(DataError, match=re.escape(problem)):
        drawn(chart, "B 2016 8")


def test_every_kind_has_its_rules_and_its_word() -> None:
    assert CHART_KINDS.keys() == CHART_RULES.keys() == set(KNOWN_WORDS["grafieksoorten"].words)


def test_the_check_knows_the_rules_of_every_kind_whoever_asks() -> None:
    """A program that reads the data and imports nothing else."""
    code = "from macros.library.models.chart_rules import CHART_RULES; print(*CHART_RULES)"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.split() == [*CHART_KINDS]
