"""The bundles: which there are, what stands in each, and each as one HTML document to be printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lxml.html import HtmlElement, fragment_fromstring, fromstring, tostring
from markupsafe import Markup

from macros.library import Library
from macros.library.look import Look
from macros.library.names import sort_key
from macros.render import views
from macros.render.citations import citation
from macros.render.engine import TEMPLATES, render
from macros.render.pages import GLOSSARY
from macros.render.paper.poster import poster
from macros.render.paper.printable import SOURCES, Links, anchor_of, make_printable, placed
from macros.render.plan import actions
from macros.render.terms import anchor

BUNDLE_FOLDER = "bundels/"
"""Address of the bundles."""


@dataclass(frozen=True)
class Bundle:
    """One bundle."""

    name: str
    """Template in `bundles/`, and file name."""
    title: str
    """For the reader; `{regio}` in it, or in `subtitle`, stands for the name of the region."""
    subtitle: str
    offered_on: tuple[str, ...]
    """Beginnings of the addresses of the pages that belong to it; these offer it."""

    kinds: tuple[str, ...] = ()
    """Kinds of entries that stand in it whole, so that their own sources do too."""

    @property
    def path(self) -> str:
        """Address of the file."""
        return f"{BUNDLE_FOLDER}{self.name}.pdf"

    def of(self, library: Library) -> Bundle:
        """The same, with the name of the region filled in."""
        region = library.network.regio.naam
        return replace(self, title=self.title.format(regio=region), subtitle=self.subtitle.format(regio=region))


BUNDLES = (
    Bundle(
        "informatiebundel",
        "Informatiebundel schooluitval",
        "Wat het is, hoe het groeit, waaraan je het ziet en wat helpt. Met het onderzoek erbij.",
        ("informatiebundel/", "risicofactoren/", "interventies/"),
    ),
    Bundle(
        "cijferrapport",
        "Cijferrapport schooluitval",
        "Schooluitval, afwezigheid en uitsluiting in {regio}, met bron, jaar en definitie.",
        ("cijfers/",),
    ),
    Bundle(
        "landschapstekening",
        "Wie doet wat tegen schooluitval in {regio}",
        "Het landschap op één blad, en alle partners: wat ze doen, voor wie, en hoe je hen bereikt.",
        ("landschap/", "partners/"),
        ("partners",),
    ),
    Bundle(
        "praktijkenbundel",
        "Praktijken tegen schooluitval",
        "Wat scholen en organisaties doen, stap voor stap, en wat daarvan gemeten is.",
        ("praktijken/",),
        ("praktijken",),
    ),
    Bundle(
        "actieplan",
        "Actieplan schooluitval {regio}",
        "Wat het netwerk te doen kreeg, wat er al bestaat en hoe ver het staat.",
        ("actieplan/", "acties/"),
        ("acties",),
    ),
)


@dataclass(frozen=True)
class Edition:
    """Of which content a bundle is, and where the site stands."""

    day: date | None
    commit: str
    """Short name of the commit; empty when it is not known."""
    site_url: str
    look: Look
    """How the network looks."""


@dataclass(frozen=True)
class Heading:
    """A line of the table of contents."""

    level: int
    anchor: str
    text: str
    kind: str
    """`chapter`, `appendix` or `plain`: how it is numbered."""


def bundle_of(address: str) -> Bundle | None:
    """The bundle to which a page of the site belongs."""
    return next((bundle for bundle in BUNDLES if address.startswith(bundle.offered_on)), None)


def compose(bundle: Bundle, library: Library, pages: Mapping[str, str], order: Sequence[str], edition: Edition) -> str:
    """A bundle as one HTML document.

    `pages` are the pages that people wrote: address and content, as on the site; `order` has the addresses of those
    that are a chapter, the first first.
    """
    drawn = edition.look.filled(_style("chart.css"))
    links = Links(library.sources.values(), edition.site_url)

    def part(template: str, **values: Any) -> HtmlElement:
        made = _tree(
            render(f"bundles/{template}.html", library, "", edition=edition, views=views, anchor_of=anchor_of, **values)
        )
        make_printable(made, drawn)
        links.meet(made)
        return made

    sheet = Markup(poster(library, "", edition.look.light)) if "partners" in bundle.kinds else ""
    parts = [
        part(
            bundle.name,
            sheet=sheet,
            plan_actions=actions,
            order=order,
            chapters={
                address: placed(html, address)
                for address, html in pages.items()
                if address.startswith(bundle.offered_on)
            },
        )
    ]
    parts.append(
        part("glossary", terms=[term for term in library.glossary if anchor(term) in links.terms], at=GLOSSARY)
    )
    entries = [entry for kind in bundle.kinds for entry in library[kind].values()]
    links.cited |= {ref.bron: library.sources[ref.bron] for entry in entries for ref in entry.bronnen if ref.bron}
    cited = sorted(links.cited.values(), key=lambda source: sort_key(Markup(citation(source)).striptags()))
    parts.append(part("references", cited=cited, at=SOURCES, entries=entries))
    body = Markup("".join(tostring(made, encoding="unicode") for made in parts))
    contents = [heading for made in parts for heading in _headings(made)]
    whole = fromstring(
        render(
            "bundles/bundle.html", library, "", bundle=bundle.of(library), edition=edition, body=body, contents=contents
        )
    )
    links.lay(whole)
    text: str = tostring(whole, encoding="unicode", doctype="<!doctype html>")
    return text


def stylesheet(look: Look) -> str:
    """The style of all bundles, in the colours of the network."""
    return look.filled(_style("bundle.css"))


def _style(name: str) -> str:
    return (TEMPLATES / "bundles" / name).read_text(encoding="utf-8")


def _tree(html: str) -> HtmlElement:
    return fragment_fromstring(html, create_parent="div")


def _headings(tree: HtmlElement) -> Iterator[Heading]:
    """The headings that a reader looks for: those of chapters and of their parts, not those of boxes."""
    for section in tree.iterfind(".//section[@data-kind]"):
        boxed = {
            heading
            for box in section.iter("div")
            if {"call", "in-short"} & set(box.get("class", "").split())
            for heading in box.iter("h2")
        }
        for heading in section.iter("h1", "h2"):
            if heading.get("id") and heading not in boxed and heading.get("class") != "small":
                yield Heading(
                    int(heading.tag[1]), heading.get("id"), heading.text_content().strip(), section.get("data-kind")
                )
