"""The landscape as one drawing of A3: where every word of it stands. Markup is the template's."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from macros.library import Library
from macros.library.models.entries import Partner
from macros.render.engine import render
from macros.render.landscape import SheetRow, letters, sheet_rows, without_offer

WIDTH, HEIGHT = 1190, 842
"""A3 across, in points."""
MARGIN, TOP, FOOT = 28, 72, 18
_LABEL = 92
"""Width of the column with the kinds."""
_COLUMNS = 2
"""Columns of names in one cell."""
_LINE = 8.2
NAME = 33
"""Letters of a name that fit in a column of a sheet that is not drawn smaller."""
STEP = 0.02
"""How much smaller everything is drawn each time that a sheet is too full."""


@dataclass(frozen=True)
class Paper:
    """The paper, measured in the points of what is drawn on it: a larger one is drawn smaller on the same A3."""

    width: float
    height: float

    def cell(self, pillars: int) -> float:
        """The width of the cells of each pillar."""
        return (self.width - 2 * MARGIN - _LABEL) / pillars

    def letters(self, pillars: int) -> int:
        """Letters of a name that fit in a column of a cell."""
        return int(NAME * self.cell(pillars) / Paper(WIDTH, HEIGHT).cell(pillars))


@dataclass(frozen=True)
class PosterName:
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
    names: tuple[PosterName, ...]
    counts: tuple[tuple[float, int], ...]
    """Per pillar where its number stands, and the number."""


def poster(library: Library, here: str, colours: Mapping[str, str]) -> str:
    """The sheet as an SVG file served at address `here`, in the `colours` of the network; links lead to the pages of
    the partners. It is A3 however many partners there are: a fuller sheet is drawn smaller.
    """
    pillars = list(library.lists["pijlers"])
    paper = Paper(WIDTH, HEIGHT)
    bands = _bands(library, pillars, paper)
    while _bottom(bands) + FOOT > paper.height:
        paper = Paper(paper.width * (1 + STEP), paper.height * (1 + STEP))
        bands = _bands(library, pillars, paper)
    return str(
        render(
            "poster.svg",
            library,
            here,
            bands=bands,
            lefts=_lefts(pillars, paper),
            letters=letters(library),
            colours=colours,
            width=round(paper.width, 1),
            height=round(paper.height, 1),
        )
    )


def _lefts(pillars: Sequence[str], paper: Paper) -> dict[str, float]:
    """Where the cells of each pillar begin."""
    width = paper.cell(len(pillars))
    return {pillar: MARGIN + _LABEL + place * width for place, pillar in enumerate(pillars)}


def _bands(library: Library, pillars: Sequence[str], paper: Paper) -> list[Band]:
    """The kinds of partners under each other; at the bottom those whose offer nobody described."""
    rest = without_offer(library)
    rows = sheet_rows(library)
    if rest:
        rows = [*rows, SheetRow("", ((pillars[0], tuple(rest)),), len(rest))]
    bands: list[Band] = []
    for row in rows:
        bands.append(_band(library, row, _bottom(bands), pillars, paper))
    return bands


def _bottom(bands: Sequence[Band]) -> float:
    return bands[-1].top + bands[-1].height if bands else float(TOP)


def _band(library: Library, row: SheetRow, top: float, pillars: Sequence[str], paper: Paper) -> Band:
    lefts = _lefts(pillars, paper)
    column = paper.cell(len(pillars)) / _COLUMNS
    names: list[PosterName] = []
    deepest = 0.0
    for pillar, members in row.cells:
        wrapped = [(partner, _wrapped(library, partner, paper.letters(len(pillars)))) for partner in members]
        in_cell, depth = _cell(wrapped, lefts[pillar], top + 16, column)
        names += in_cell
        deepest = max(deepest, depth)
    kind = library.label(row.kind, "soorten") if row.kind else "Aanbod niet beschreven"
    label = (*textwrap.wrap(kind, 21), f"{row.total} partners" if row.total > 1 else "1 partner")
    counts = tuple((lefts[pillar], len(members)) for pillar, members in row.cells) if row.kind else ()
    return Band(label, top, max(deepest + 15, (len(label) + 1) * _LINE), tuple(names), counts)


def _cell(
    wrapped: Sequence[tuple[Partner, tuple[str, ...]]], left: float, top: float, column: float
) -> tuple[list[PosterName], float]:
    """The names of a cell in columns of about the same length, and how deep they go."""
    half = -(-sum(len(lines) for _, lines in wrapped) // _COLUMNS)
    names: list[PosterName] = []
    place, line, deepest = 0, 0, 0
    for partner, lines in wrapped:
        if line >= half and place < _COLUMNS - 1:
            place, line = place + 1, 0
        names.append(PosterName(partner, left + place * column, top + line * _LINE, lines))
        line += len(lines)
        deepest = max(deepest, line)
    return names, deepest * _LINE


def _wrapped(library: Library, partner: Partner, width: int) -> tuple[str, ...]:
    """The lines of a name in a column of so many letters."""
    return tuple(textwrap.wrap(_words(library, partner, width), width, break_on_hyphens=False))


def _words(library: Library, partner: Partner, width: int) -> str:
    """The name, short where it is long, with its marks; the marks stay on the line of the last word."""
    name = partner.afkorting if partner.afkorting and len(partner.naam) > width else partner.naam
    marks = [
        "".join(letters(library)[level] for level in partner.niveaus),
        library.sign(partner.gemeenschap, "gemeenschappen"),
        library.sign(partner.zekerheid, "zekerheden"),
    ]
    return "\u00a0".join([name, *filter(None, marks)])
