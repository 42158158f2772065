"""A source: what an article, report, law or web page is called, who wrote it, when, and where it can be read."""

from __future__ import annotations

from macros.library.library import leans_on
from macros.library.models.entries import Entry
from macros.library.models.sources import CslDate, CslName, Source, SourceRef
from macros.outputs.jsonld.nodes import Here, JsonLd, node, optional

_TYPES = {
    "article": "Article",
    "article-journal": "ScholarlyArticle",
    "article-magazine": "Article",
    "article-newspaper": "NewsArticle",
    "book": "Book",
    "chapter": "Chapter",
    "dataset": "Dataset",
    "legislation": "Legislation",
    "manuscript": "Manuscript",
    "paper-conference": "ScholarlyArticle",
    "post-weblog": "BlogPosting",
    "report": "Report",
    "thesis": "Thesis",
    "webpage": "WebPage",
}
"""Type in CSL -> type of schema.org; any other is a creative work."""
INSIDE = {
    "article-journal": "Periodical",
    "article-magazine": "Periodical",
    "article-newspaper": "Newspaper",
    "chapter": "Book",
    "webpage": "WebSite",
}
"""What it stands in."""
PAGED = ("article-journal", "article-magazine", "chapter")
"""Types that stand on pages of something larger."""


def citations(here: Here, entry: Entry) -> list[JsonLd]:
    """Every source that an entry leans on, each once: those it names as a whole first, then those of one finding or
    number in it.
    """
    pages = [_web_page(ref) for ref in entry.bronnen if ref.url]
    return [*(publication(here, here.library.sources[id]) for id in dict.fromkeys(leans_on(entry))), *pages]


def _web_page(ref: SourceRef) -> JsonLd:
    """A web page that only one entry uses, with the year that it tells about."""
    return node("WebPage", url=ref.url, name=ref.titel, temporalCoverage=str(ref.jaar) if ref.jaar else None)


def publication(here: Here, source: Source) -> JsonLd:
    """A source of the reference list, with its place there, by which what it says points at it."""
    return node(
        _TYPES.get(source.type, "CreativeWork"),
        here.source(source.id),
        name=source.title,
        author=[_author(name) for name in source.author],
        datePublished=_day(source.issued) if source.issued else None,
        isPartOf=optional(INSIDE.get(source.type, "CreativeWork"), name=source.container_title),
        publisher=optional("Organization", name=source.publisher),
        **_of_its_type(source),
        inLanguage=source.language,
        url=source.URL,
        sameAs=source.doi_address,
    )


def _of_its_type(source: Source) -> dict[str, str | None]:
    """What schema.org has a word for in a source of this type only."""
    if source.type in PAGED:
        return {"pagination": source.page}
    if source.type == "report":
        return {"reportNumber": source.number}
    if source.type == "legislation":
        return {"legislationIdentifier": source.number, "legislationJurisdiction": source.jurisdiction}
    return {}


def _author(name: CslName) -> JsonLd:
    if name.literal:
        return node("Organization", name=name.literal)
    family = " ".join(filter(None, (name.non_dropping_particle, name.dropping_particle, name.family)))
    return node("Person", name=" ".join(filter(None, (name.given, family, name.suffix))))


def _day(date: CslDate) -> str | None:
    """A date as far as it is known: `2019-05-03`, `2019-05` or `2019`; nothing for words."""
    if not date.date_parts:
        return None
    year, *rest = date.date_parts[0]
    return "-".join([f"{year:04}", *(f"{part:02}" for part in rest)])
