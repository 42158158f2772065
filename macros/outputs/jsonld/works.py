"""A source: what an article, report, law or web page is called, who wrote it, when, and where it can be read."""

from __future__ import annotations

from macros.library.library import leans_on
from macros.library.models.entries import Entry
from macros.library.models.sources import CslDate, CslName, Source, SourceRef
from macros.outputs.jsonld.nodes import Here, Node, node

TYPES = {
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


def citations(here: Here, entry: Entry) -> list[Node]:
    """Every source that an entry leans on, each once: those it names as a whole first, then those of one finding or
    number in it.
    """
    pages = [_web_page(ref) for ref in entry.bronnen if ref.url]
    return [*(source(here, here.library.sources[id]) for id in dict.fromkeys(leans_on(entry))), *pages]


def _web_page(ref: SourceRef) -> Node:
    """A web page that only one entry uses, with the year that it tells about."""
    return node("WebPage", url=ref.url, name=ref.titel, temporalCoverage=str(ref.jaar) if ref.jaar else None)


def source(here: Here, source: Source) -> Node:
    """A source of the reference list, with its place there, by which what it says points at it."""
    law = source.type == "legislation"
    within = (
        node(INSIDE.get(source.type, "CreativeWork"), name=source.container_title) if source.container_title else None
    )
    return node(
        TYPES.get(source.type, "CreativeWork"),
        here.source(source.id),
        name=source.title,
        author=[_author(name) for name in source.author],
        datePublished=_day(source.issued) if source.issued else None,
        isPartOf=within,
        publisher=node("Organization", name=source.publisher) if source.publisher else None,
        pagination=source.page if source.type in ("article-journal", "article-magazine", "chapter") else None,
        reportNumber=source.number if source.type == "report" else None,
        legislationIdentifier=source.number if law else None,
        legislationJurisdiction=source.jurisdiction if law else None,
        inLanguage=source.language,
        url=source.URL,
        sameAs=f"https://doi.org/{source.DOI}" if source.DOI else None,
    )


def _author(name: CslName) -> Node:
    if name.literal:
        return node("Organization", name=name.literal)
    family = " ".join(filter(None, (name.non_dropping_particle, name.dropping_particle, name.family)))
    return node("Person", name=" ".join(filter(None, (name.given, family, name.suffix))))


def _day(date: CslDate) -> str | None:
    """A date as far as it is known: `2019-05-03`, `2019-05` or `2019`; nothing for words."""
    return (
        "-".join(f"{part:04}" if place == 0 else f"{part:02}" for place, part in enumerate(date.date_parts[0]))
        if date.date_parts
        else None
    )
