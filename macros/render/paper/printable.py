"""A page of the site made fit for a bundle on paper: no controls, names that are unique in the bundle, links that lead
on from paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement, fragment_fromstring, tostring
from markupsafe import Markup

from macros.library.models.sources import Source
from macros.render.dutch import MONTHS

SOURCES = "bronnen/"
"""Address of the list of sources."""
LETTERS = "Lato, Liberation Sans, DejaVu Sans, sans-serif"
"""In which letters a drawing says its words; the style of the page does not reach into it."""
_ROOT = "http://site.invalid/"
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_DAY = re.compile(rf"(?<=\d) (?=(?:{'|'.join(MONTHS)})\b)")
_ONLY_ON_SCREEN = {"script", "form", "button", "nav", "summary"}
_CLASSES_ON_SCREEN = {
    "not-in-print",
    "not-in-bundle",
    "chart__narrow",
    "unseen",
    "worksheet",
    "groups",
    "total",
    "plan-view",
}
_ONLY_A_BROWSER = ("tabindex", "role", "aria-label", "aria-labelledby", "aria-describedby", "aria-hidden", "download")
"""Attributes that mean nothing on paper."""


def anchor_of(address: str, fragment: str = "") -> str:
    """The name in a bundle of a page of the site, or of a place on it: `partners/atlas/` and `aanbod` ->
    "partners-atlas--aanbod".
    """
    page = address.strip("/").replace("/", "-") or "start"
    return f"{page}--{fragment}" if fragment else page


def placed(html: str, here: str) -> Markup:
    """The HTML of the page at address `here` with ids that carry its address, and links that start at the root of the
    site.
    """
    tree = fragment_fromstring(html, create_parent="div")
    for element in tree.iter():
        if "id" in element.attrib:
            element.set("id", anchor_of(here, element.get("id", "")))
        if element.tag == "a" and "href" in element.attrib and not _OUTSIDE.match(element.get("href", "")):
            element.set("href", urljoin(_ROOT + here, element.get("href", "")).removeprefix(_ROOT))
    return Markup("".join(tostring(child, encoding="unicode") for child in tree))


def make_printable(tree: HtmlElement, drawn: str) -> None:
    """Leave out what needs a screen and open what is folded; a day and its month stay on one line.

    A chart gets `drawn`, the style of its drawing, since that does not see the style of the page, and its title and
    sentence as alternative text.
    """
    for element in list(tree.iter()):
        if (
            not isinstance(element.tag, str)
            or element.tag in _ONLY_ON_SCREEN
            or _classes(element) & _CLASSES_ON_SCREEN
            or "hidden" in element.attrib
            or (element.tag == "svg" and element.get("aria-hidden"))
            or (element.tag == "a" and "download" in element.attrib)
        ):
            element.drop_tree()
    for element in list(tree.iter()):
        if element.tag == "details":
            element.tag = "div"
        elif element.tag == "figure":
            _captioned(element, drawn)
        elif element.tag == "svg":
            element.attrib.pop("width", None)  # as wide as the page has room
            element.attrib.pop("height", None)
            element.set("font-family", LETTERS)
        elif element.tag == "a" and any(above.tag == "svg" for above in element.iterancestors()):
            element.drop_tag()  # a drawing on paper leads nowhere
        for name in _ONLY_A_BROWSER:
            element.attrib.pop(name, None)
        element.text, element.tail = (
            _DAY.sub("\u00a0", text) if text else text for text in (element.text, element.tail)
        )


def _classes(element: HtmlElement) -> set[str]:
    return set((element.get("class") or "").split())


def _captioned(figure: HtmlElement, drawn: str) -> None:
    """Give a figure its title as caption, and its drawing a style and an alternative text."""
    heading = next(figure.iter("h2", "h3"))
    heading.tag = "figcaption"
    words = [" ".join(text.text_content().split()) for text in figure.iter("p") if text.get("id", "").endswith("-zin")]
    for drawing in figure.iter("svg"):
        title, style = drawing.makeelement("title"), drawing.makeelement("style")
        title.text = " ".join(["Grafiek.", f"{heading.text_content().strip()}.", *words])
        style.text = drawn
        drawing[:0] = [title, style]


@dataclass
class Links:
    """Where the links of a bundle lead: within it, to its sources, to the site, or nowhere."""

    sources: Iterable[Source]
    site_url: str
    """Where the site stands; empty when nobody knows, and then links to what is not in the bundle are plain text."""
    cited: dict[str, Source] = field(default_factory=dict)
    """Sources that were met."""
    terms: set[str] = field(default_factory=set)
    """Terms of the glossary that were met, as anchors."""

    def __post_init__(self) -> None:
        self._by_address: Mapping[tuple[str, str], Source] = {
            (source.URL or "", source.title): source for source in self.sources
        }

    def meet(self, tree: HtmlElement) -> None:
        """Note every source and term that is named, and send the link of a source to the list at the end."""
        for link in tree.iter("a"):
            source = self._by_address.get((link.get("href", ""), link.get("title", "")))
            if source:
                self.cited[source.id] = source
                link.set("href", f"{SOURCES}#{source.id}")
                link.set("class", "ref")
                del link.attrib["title"]
            elif "term" in _classes(link):
                self.terms.add(urlsplit(link.get("href", "")).fragment)

    def lay(self, tree: HtmlElement) -> None:
        """Give every link its address: in the bundle when what it names stands there, else on the site."""
        known = {element.get("id") for element in tree.iter() if element.get("id")}
        for link in list(tree.iter("a")):
            address = link.get("href", "")
            for part in list(link.iterdescendants()):  # a part of a link would be a link of its own
                part.drop_tag()
            if address.startswith("#") or _OUTSIDE.match(address):
                continue
            to = urlsplit(address)
            places = (
                []
                if to.query
                else [place for place in (anchor_of(to.path, to.fragment), anchor_of(to.path)) if place in known]
            )
            if places:
                link.set("href", f"#{places[0]}")
                if not _classes(link) & {"ref", "term"}:
                    link.set("class", f"{link.get('class', '')} within".strip())
            elif self.site_url and not to.query:
                link.set("href", f"{self.site_url}{address}")
                link.set("data-path", f"/{to.path}")
                link.set("class", f"{link.get('class', '')} away".strip())
            else:
                link.tag = "span"
                del link.attrib["href"]
