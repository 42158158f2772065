"""The block of one page: the page itself, the trail that leads to it, its sources, and what it tells about."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from macros.library.models.entries import (
    KINDS,
    Action,
    Entry,
    Intervention,
    NetworkDay,
    NewsItem,
    Partner,
    Practice,
    RiskFactor,
)
from macros.library.models.figures import Figure
from macros.library.upkeep import REDACTION
from macros.outputs.jsonld.activities import action, around, network_day, news_item
from macros.outputs.jsonld.datasets import catalogue, figure
from macros.outputs.jsonld.nodes import LANGUAGE, Here, JsonLd, node
from macros.outputs.jsonld.organisations import partner
from macros.outputs.jsonld.publisher import network, term_set
from macros.outputs.jsonld.research import intervention, practice, risk_factor, signals
from macros.outputs.jsonld.works import citations
from macros.outputs.packages import LICENCE

TOLD: dict[str, Callable[[Here, Any], JsonLd | None]] = {
    Partner.folder: partner,
    Practice.folder: practice,
    RiskFactor.folder: risk_factor,
    Intervention.folder: intervention,
    Action.folder: action,
    NetworkDay.folder: network_day,
    NewsItem.folder: news_item,
    Figure.folder: figure,
}
"""Kind -> what is told of an entry; of a kind that is not here, no more than its name."""
WRITTEN: dict[str, Callable[[Here], JsonLd]] = {
    "": network,
    "contact/": network,
    "over/": network,
    "begrippen/": term_set,
    f"{RiskFactor.folder}/": signals,
    f"{Figure.folder}/": catalogue,
}
"""Address of a page that people wrote -> what it tells about."""
PAGE_TYPES = {
    **{f"{kind.list_folder or kind.folder}/": "CollectionPage" for kind in KINDS.values() if kind.has_pages},
    "contact/": "ContactPage",
    "over/": "AboutPage",
}
SAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}
"""So that no text can end the element that the block stands in, or begin a comment there."""


@dataclass(frozen=True)
class Page:
    """A page as a reader sees it."""

    title: str
    description: str
    trail: tuple[tuple[str, str], ...] = ()
    """Name and address of the pages between home and this one."""
    entry: Entry | None = None
    """The entry whose page this is."""


def entry_block(entry: Entry) -> Page:
    """The page of an entry, with the trail that its template shows."""
    name = entry.list_title or entry.words[1]
    return Page(entry.naam, entry.kort, ((name[0].upper() + name[1:], entry.listed_at),), entry)


def block(here: Here, page: Page) -> str:
    """The JSON of a page, safe to stand in a `script` element."""
    text = json.dumps(
        {"@context": "https://schema.org", "@graph": graph(here, page)}, ensure_ascii=False, separators=(",", ":")
    )
    for sign, safe in SAFE.items():
        text = text.replace(sign, safe)
    return text


def graph(here: Here, page: Page) -> list[JsonLd]:
    """The nodes of a page; the page first."""
    entry = page.entry
    subject = _told(here, page)
    known = {}
    if entry:
        own = entry.nagekeken_door != REDACTION
        reviewer = node("Organization", name=entry.nagekeken_door) if own else {"@id": here.network}
        known = {
            "lastReviewed": entry.nagekeken_op.isoformat(),
            "reviewedBy": reviewer,
            "citation": citations(here, entry),
        }
        if isinstance(entry, Action):
            known |= around(here, entry)
    web_page = node(
        PAGE_TYPES.get(here.address, "WebPage"),
        here.at(here.address),
        url=here.at(here.address),
        name=page.title,
        description=page.description,
        inLanguage=LANGUAGE,
        license=LICENCE["path"],
        isPartOf=node(
            "WebSite",
            f"{here.at('')}#site",
            name=here.library.network.naam,
            url=here.at(""),
            publisher={"@id": here.network},
        ),
        breadcrumb=_crumbs(here, page),
        mainEntity={"@id": subject["@id"]} if subject else None,
        **known,
    )
    return [web_page, *([subject] if subject else [])]


def _told(here: Here, page: Page) -> JsonLd | None:
    """What the page tells about, when it is one thing."""
    if page.entry is None:
        return WRITTEN[here.address](here) if here.address in WRITTEN else None
    tell = TOLD.get(page.entry.folder)
    return tell(here, page.entry) if tell else here.entry(page.entry)


def _crumbs(here: Here, page: Page) -> JsonLd | None:
    """The way from home to this page, which ends it; home has none."""
    if not here.address:
        return None
    steps: Iterable[tuple[str, str]] = (("Home", ""), *page.trail, (page.title, here.address))
    items = [
        node("ListItem", position=place, name=name, item=here.at(address))
        for place, (name, address) in enumerate(steps, 1)
    ]
    return node("BreadcrumbList", itemListElement=items)
