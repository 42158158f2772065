"""Drawings as they were looked at and agreed: every shape in its place, and what goes with a chart to those who read,
calculate or click. `make golden` writes them again; open the old and the new side by side in a browser.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import ROOT
from test_charts import BARS_OF_AREAS, CONTRADICTION, DOTS, LINE_OF_AREAS, drawn  # noqa: F401 (a fixture)
from test_pages import agreed

from macros.library import Library, read_library
from macros.library.look import read_look
from macros.library.models.entries import RiskFactor
from macros.render import evidence, landscape, timeline
from macros.render.charts.chart_kind import drawings, finding, interactive
from macros.render.charts.drawing import Drawing
from macros.render.charts.plot import Plot
from macros.render.engine import render
from macros.render.paper.poster import poster

FOLDER = Path(__file__).parent / "golden" / "drawings"
CHARTS: dict[str, tuple[str, ...]] = {
    "lijnen": (
        f"{LINE_OF_AREAS}, doel: minder-uitval, notities: [{{bij: '2014', tekst: Een nieuwe vragenlijst.}}]",
        "B 2012 12 / B 2013 11.5 / B 2014 9 breuk / B 2015 10 onbetrouwbaar / B 2016 8.5",
        "V 2012 6 / V 2013 6.2 / V 2014 6.1 / V 2015 5.9 / V 2016 6",
        "W 2012 9 / W 2014 9.4 / W 2015 8 tegenspraak / W 2015 9 tegenspraak - proefboek2015 / W 2016 8.8",
    ),
    "een-lijn": ("soort: lijn", "B 2012-2013 9 / B 2013-2014 8 / B 2014-2015 7.5 klein / B 2015-2016 7"),
    "vakken": (
        f"{LINE_OF_AREAS}, vakken: categorie",
        "B 2015 9 - meisjes / B 2016 8 - meisjes / V 2015 5 - meisjes / V 2016 6 - meisjes",
        "B 2015 12 - jongens / B 2016 11 - jongens / V 2015 7 - jongens / V 2016 7.5 - jongens",
    ),
    "balken": (
        BARS_OF_AREAS,
        f"{CONTRADICTION} / V 2016 6 / W 2016 8 klein",
    ),
    "balken-in-de-tijd": ("soort: balken", "B 2014 9 / B 2015 9.5 / B 2016 8 onbetrouwbaar"),
    "balken-in-vakken": (
        f"{BARS_OF_AREAS}, vakken: categorie",
        "B 2016 9 - meisjes / V 2016 5 - meisjes / B 2016 12 - jongens / V 2016 7 - jongens / W 2016 9 - jongens",
    ),
    "punten": (DOTS, "B 2014 9 / B 2015 8 / B 2016 7 onbetrouwbaar / V 2014 5 / V 2015 5.5 / V 2016 6 / W 2016 6.5"),
    "punten-per-woord": (
        "soort: punten, op: categorie, reeksen: gebied",
        "B 2016 9 - kleuter / V 2016 5 - kleuter / B 2016 8 tegenspraak lager / B 2016 9 tegenspraak lager "
        "proefboek2015 / V 2016 4 - lager",
    ),
}
"""Name -> how a chart is described, and its rows: all that a drawing can show is in one of them."""


def pictures(by_name: dict[str, Drawing], library: Library) -> Iterator[tuple[str, str]]:
    """The name and the text of a file per drawing, a shape on each line."""
    for name, drawing in by_name.items():
        svg = str(render("chart.svg", library, "", drawing=drawing, form=name, anchor="proef"))
        yield f"{name}.svg", svg.replace("><", ">\n<").replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_drawn_told_and_handed_over_as_agreed(name: str, drawn: Callable[..., Plot]) -> None:  # noqa: F811
    description, *rows = CHARTS[name]
    made = drawn(description, *" / ".join(rows).split(" / "))
    wide, narrow = drawings(made)
    files = dict(pictures({"breed": wide, "smal": narrow}, made.library))
    files["getallen.csv"] = made.csv()
    files["gezegd.txt"] = "\n".join(finding(made)) + "\n"
    files["interactief.json"] = json.dumps(json.loads(interactive(made)), indent=1, ensure_ascii=False) + "\n"
    for file, text in files.items():
        agreed(FOLDER / name / file, text)


def test_the_strengths_are_drawn_as_agreed(small_site: Path) -> None:
    """Sure and unsure, with and without an interval, twice the same signal."""
    path = small_site / "data/risicofactoren/wegblijven.yml"
    text = path.read_text(encoding="utf-8")
    measured = "".join(
        f"  - {{bron: proefstudie2016, uitkomst: afwezigheid, maat: samenhang (r), waarde: {value}}}\n"
        for value in ("0.05, schaal: r, interval: [0, 0.1]", "0.3, schaal: r, interval: [-0.1, 0.6]", "0.2")
    )
    path.write_text(text.replace("bewijs:\n", f"bewijs:\n{measured}"), encoding="utf-8")
    library = read_library(small_site)
    assert len(library.of(RiskFactor)["wegblijven"].bewijs) > 3
    found = evidence.measured_links(library, "afwezigheid")
    for file, svg in pictures({"breed": evidence.drawing(found, 700), "smal": evidence.drawing(found, 320)}, library):
        agreed(FOLDER / "verband" / file, svg)


def test_the_plan_in_time_is_drawn_as_agreed(worked_plan: Path) -> None:
    library = read_library(worked_plan)
    made = {"breed": timeline.timeline(library, 700), "smal": timeline.timeline(library, 320)}
    for file, svg in pictures(made, library):
        agreed(FOLDER / "tijdlijn" / file, svg)


def test_the_poster_is_drawn_as_agreed(small_site: Path) -> None:
    """With partners in more than one pillar, and one of which nobody described the offer."""
    hulp = (small_site / "data/partners/hulp.yml").read_text(encoding="utf-8").replace("oude_ids: [hulp-vroeger]\n", "")
    for number in range(4):
        text = hulp.replace("naam: Hulp\n", f"naam: Hulp {number} met een lange naam\n")
        without = re.sub(r"aanbod:\n(  .*\n)+", "", text).replace("zegt: [kort, aanbod]", "zegt: [kort]")
        (small_site / f"data/partners/hulp-{number}.yml").write_text(text if number else without, encoding="utf-8")
    library = read_library(small_site)
    assert len(landscape.without_offer(library)) == 1
    agreed(FOLDER / "blad.svg", poster(library, "", read_look(ROOT).light).replace("><", ">\n<"))
