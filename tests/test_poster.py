"""The A3 sheet holds every partner, however many there are, and no word stands off it or on another."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from macros.library import Library, read_library
from macros.library.look import read_look
from macros.render.paper.poster import NAME, WIDTH, poster

ROOT = Path(__file__).parent.parent
SVG = "{http://www.w3.org/2000/svg}"
PARTNER = """\
naam: Partner {number} {more}
kort: Een partner die alleen in de tests bestaat.
soort: {kind}
gemeenschap: bi
zekerheid: hoog
aanbod:
  - {{naam: Hulp, wat: Hulp., pijlers: [{pillars}]}}
niveaus: [lager, secundair]
bronnen:
  - url: https://example.org/{number}
nagekeken_op: 2017-03-01
nagekeken_door: redactie
"""
MORE = (
    "",
    "voor jongeren en ouders in de Brusselse Noordrand vzw",
    "Onderwijsondersteuningsvoorzieningencoördinatie" * 2,
)


def with_partners(site: Path, many: int) -> Library:
    """The small site with this many partners more: of all kinds, with names of all lengths, in one pillar up to all."""
    library = read_library(site)
    kinds, pillars = list(library.lists["soorten"]), list(library.lists["pijlers"])
    for number in range(many):
        text = PARTNER.format(
            number=number,
            more=MORE[number % 7 % 3],
            kind=kinds[number * number % len(kinds)],
            pillars=", ".join(pillars[: 1 + number % len(pillars)]),
        )
        (site / "data" / "partners" / f"partner-{number}.yml").write_text(text, encoding="utf-8")
    return read_library(site)


def columns(drawing: ET.Element) -> dict[float, list[tuple[float, str]]]:
    """Left edge of a column of names -> height and text of its lines."""
    found: dict[float, list[tuple[float, str]]] = {}
    for name in drawing.iter(f"{SVG}a"):
        lines = list(name.iter(f"{SVG}tspan"))
        for line in lines:
            found.setdefault(float(lines[0].attrib["x"]), []).append((float(line.attrib["y"]), line.text or ""))
    return found


@pytest.mark.parametrize("many", [0, 60, 125, 250, 500])
def test_the_sheet_is_one_a3_with_every_name_on_it(many: int, small_site: Path) -> None:
    library = with_partners(small_site, many)
    drawing = ET.fromstring(poster(library, "landschap/landschapstekening.svg", read_look(ROOT).light))
    assert (drawing.attrib["width"], drawing.attrib["height"]) == ("420mm", "297mm")
    width, height = (float(number) for number in drawing.attrib["viewBox"].split()[2:])
    assert width / height == pytest.approx(420 / 297, rel=0.001)
    named = {address.split("/")[-2] for link in drawing.iter(f"{SVG}a") for address in link.attrib.values()}
    assert named == set(library["partners"])
    letters = NAME * width / WIDTH * 1.15
    for lines in columns(drawing).values():
        heights = sorted(place for place, _ in lines)
        assert all(lower - upper > 8 for upper, lower in pairwise(heights))
        assert heights[-1] < height - 14  # above the line that explains the marks
        assert max(len(text) for _, text in lines) < letters


def test_a_fuller_sheet_is_drawn_smaller(small_site: Path) -> None:
    drawing = poster(with_partners(small_site, 250), "landschap/landschapstekening.svg", read_look(ROOT).light)
    assert float(ET.fromstring(drawing).attrib["viewBox"].split()[2]) > WIDTH
