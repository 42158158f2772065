"""The landscape as one drawing of A3: where every word of it stands. Markup is the template's."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass

from macros.library import Library
from macros.library.models.entries import Partner
from macros.render.engine import render
from macros.render.landscape import CERTAINTY, COMMUNITY, Row, letters, sheet, without_offer

WIDTH, HEIGHT = 1190, 842
"""A3 across, in points."""
MARGIN, TOP = 28, 72
LABEL = 92
"""Width of the column with the kinds."""
COLUMNS = 2
"""Columns of names in one cell."""
LINE = 8.2
LETTERS = 33
"""Letters of a name that fit in a column."""


@dataclass(frozen=True)
class Name:
    """A partner somewhere on the sheet: the lines of its name with its marks, and where the first stands."""

    partner: Partner
    x: float
    y: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Band:
    """A kind of partner: its label and the names beside it."""

    label: tuple[str, ...]
    """Its name in lines, with how many partners it has."""
    top: float
    height: float
    names: tuple[Name, ...]
    counts: tuple[tuple[float, int], ...]
    """Per pillar where its number stands, and the number."""


def poster(library: Library, here: str, colours: Mapping[str, str]) -> str:
    """The sheet as an SVG file served at address `here`, in the `colours` of the network; links lead to the pages of
    the partners.
    """
    pillars = list(library.lists["pijlers"])
    width = (WIDTH - 2 * MARGIN - LABEL) / len(pillars)
    lefts = {pillar: MARGIN + LABEL + place * width for place, pillar in enumerate(pillars)}
    rest = without_offer(library)
    rows = sheet(library) + ([Row("", ((pillars[0], tuple(rest)),), len(rest))] if rest else [])
    bands: list[Band] = []
    top = float(TOP)
    for row in rows:
        names: list[Name] = []
        deepest = 0.0
        for pillar, members in row.cells:
            found, depth = _cell(library, members, lefts[pillar], top + 16, width / COLUMNS)
            names += found
            deepest = max(deepest, depth)
        label = textwrap.wrap(
            library.label(row.kind, "soorten") if row.kind else "Aanbod niet beschreven", 21, break_long_words=False
        )
        counts = tuple((lefts[pillar], len(members)) for pillar, members in row.cells)
        height = max(deepest + 15, (len(label) + 2) * LINE)
        bands.append(
            Band(
                (*label, f"{row.total} partners" if row.total > 1 else "1 partner"),
                top,
                height,
                tuple(names),
                counts if row.kind else (),
            )
        )
        top += height
    size = {"width": WIDTH, "height": max(HEIGHT, int(top) + 18)}
    return str(
        render("poster.svg", library, here, bands=bands, lefts=lefts, letters=letters(library), colours=colours, **size)
    )


def _cell(
    library: Library, members: tuple[Partner, ...], left: float, top: float, width: float
) -> tuple[list[Name], float]:
    """The names of a cell in columns of about the same length, and how deep they go."""
    wrapped = [
        (
            partner,
            tuple(textwrap.wrap(_words(library, partner), LETTERS, break_long_words=False, break_on_hyphens=False)),
        )
        for partner in members
    ]
    half = -(-sum(len(lines) for _, lines in wrapped) // COLUMNS)
    names: list[Name] = []
    column, line, deepest = 0, 0, 0
    for partner, lines in wrapped:
        if line >= half and column < COLUMNS - 1:
            column, line = column + 1, 0
        names.append(Name(partner, left + column * width, top + line * LINE, lines))
        line += len(lines)
        deepest = max(deepest, line)
    return names, deepest * LINE


def _words(library: Library, partner: Partner) -> str:
    """The name, short where it is long, with its marks; the marks stay on the line of the last word."""
    name = partner.afkorting if partner.afkorting and len(partner.naam) > LETTERS else partner.naam
    marks = [
        "".join(letters(library)[level] for level in partner.niveaus),
        COMMUNITY[partner.gemeenschap],
        CERTAINTY[partner.zekerheid],
    ]
    return "\u00a0".join([name, *filter(None, marks)])
