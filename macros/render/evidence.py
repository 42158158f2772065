"""What research found, side by side: how strongly each risk factor goes together with absence, and where evidence,
practices and offers lie.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from macros.library import Library
from macros.library.models.entries import Intervention, Practice, RiskFactor
from macros.library.models.parts import Evidence
from macros.render.charts.drawing import FONT, LINE, Drawing, width_of
from macros.render.dutch import decimal, z_to_r
from macros.render.landscape import partners


@dataclass(frozen=True)
class MeasuredLink:
    """One measured link between a risk factor and an outcome."""

    factor: RiskFactor
    evidence: Evidence
    value: Decimal
    interval: tuple[Decimal, Decimal] | None
    """On the scale of the value; bounds on Fisher's z scale are turned back with tanh."""


def measured_links(library: Library, outcome: str) -> list[MeasuredLink]:
    """The measured links with one outcome (`afwezigheid` or `uitval`), the strongest first."""
    links = []
    for factor in library.of(RiskFactor).values():
        for item in factor.bewijs:
            if item.uitkomst == outcome and item.waarde is not None:
                ends = (item.interval[0], item.interval[1]) if item.interval else None
                interval = (z_to_r(ends[0]), z_to_r(ends[1])) if ends and item.schaal == "z" else ends
                links.append(MeasuredLink(factor, item, item.waarde, interval))
    return sorted(links, key=lambda link: -link.value)


def drawing(links: list[MeasuredLink], width: int) -> Drawing:
    """Correlations as dots with their intervals, from -0.2 to 1; names beside the rows on a wide drawing, above them on
    a narrow one.
    """
    canvas = Drawing(width)
    wide = width > 400
    names = _names(links)
    left = max(map(width_of, names)) + 14 if wide else 10
    room = width - left - 70

    def x(value: float) -> float:
        return left + (value + 0.2) / 1.2 * room

    top = float(LINE + 6)
    step = LINE + 8 if wide else 2 * LINE + 10
    bottom = top + len(links) * step
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        canvas.path("grid" if tick else "zero", (x(tick), top - 4), (x(tick), bottom))
        canvas.word("tick", x(tick), FONT, decimal(Decimal(str(tick)).normalize()), "middle")
    for place, (link, name) in enumerate(zip(links, names, strict=True)):
        middle = top + place * step + (step / 2 if wide else LINE + 12)
        aside = (left - 12, middle + 5, name, "end") if wide else (0, middle - 13, name, "start")
        canvas.word("row", *aside)
        sure = link.interval is not None and link.interval[0] > 0
        if link.interval:
            canvas.path(
                "hero-range" if sure else "spread",
                (x(float(link.interval[0])), middle),
                (x(float(link.interval[1])), middle),
            )
        canvas.dot("hero" if sure else "hero hollow", x(float(link.value)), middle)
        canvas.word("value", width, middle + 5, decimal(link.value), "end")
    canvas.height = int(bottom) + 4
    return canvas


def _names(links: list[MeasuredLink]) -> list[str]:
    """The name of each row; a factor that was measured in several ways says so after its first row."""
    names: list[str] = []
    seen: dict[str, int] = {}
    for link in links:
        seen[link.factor.id] = seen.get(link.factor.id, 0) + 1
        names.append(link.factor.naam if seen[link.factor.id] == 1 else f"{link.factor.naam} ({seen[link.factor.id]})")
    return names


@dataclass(frozen=True)
class EvidenceCell:
    """What lies where a risk factor meets a pillar."""

    pillar: str
    strengths: tuple[int, ...]
    """Strength of the evidence of each approach, strongest first."""
    practices: int
    offers: int
    """Partners with an offer for it."""

    @property
    def empty(self) -> bool:
        """Whether nothing lies there."""
        return not (self.strengths or self.practices or self.offers)


def evidence_rows(library: Library) -> list[tuple[RiskFactor, tuple[EvidenceCell, ...]]]:
    """Every risk factor against every pillar: approaches by strength, practices, partners."""
    approaches = library.of(Intervention).values()
    practices = library.of(Practice).values()
    strengths: dict[tuple[str, str], list[int]] = defaultdict(list)
    for entry in approaches:
        for place in product(entry.risicofactoren, entry.pillars):
            strengths[place].append(int(entry.sterkte))
    shown = Counter(place for entry in practices for place in product(entry.risicofactoren, entry.pillars))
    answers = (
        {place for offer in partner.aanbod for place in product(offer.risicofactoren, offer.pijlers)}
        for partner in partners(library)
    )
    offers = Counter(place for places in answers for place in places)
    rows = []
    for id, factor in library.of(RiskFactor).items():
        places = [(id, pillar) for pillar in library.lists["pijlers"]]
        rows.append(
            (
                factor,
                tuple(
                    EvidenceCell(place[1], tuple(sorted(strengths[place], reverse=True)), shown[place], offers[place])
                    for place in places
                ),
            )
        )
    return rows
