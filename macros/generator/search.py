"""The search index of the built site, written in the place of the theme's so that Dutch questions find their page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from html import escape, unescape
from pathlib import Path

from lxml.html import fragment_fromstring, tostring
from mkdocs.structure.pages import Page

from macros.library import Library
from macros.library.models.entries import KINDS, Entry, Partner
from macros.library.models.single import Term
from macros.outputs.searching import Found, index
from macros.render.pages import GLOSSARY, EntryPage, entry_pages, plain_text
from macros.render.terms import anchor

WEIGHTS = {
    "partners": 1.15,
    "risicofactoren": 1.15,
    "interventies": 1.05,
    "cijfers": 1.0,
    "praktijken": 0.9,
    "acties": 0.75,
    "nieuws": 0.7,
    "netwerkdagen": 0.7,
}
"""Per kind, how much sooner a reader wants its page than another with the same words."""
ABOUT_US = frozenset(
    ["privacy/", "toegankelijkheid/", "bronnen/", "bronnen-cijfers/", "meewerken/", "beheer/", "open-data/"]
)
"""Pages about the site itself: wanted when they are asked for by name only."""
EVERYDAY_LIST = "zoekwoorden"
"""The closed list with what people type and what the site calls it."""
_UNREAD = frozenset([*KINDS, "bronnen", "citeren", "verwijspad"])
"""Sections of an entry (by anchor) that name other pages, or say where it comes from."""

_SENTENCE = re.compile(r".+?[.?!](?=\s|$)")


def write_index(site: Path, library: Library, written: Iterable[Page]) -> None:
    """Replace the index of the theme in the folder of a built site; `written` are the pages that people wrote and that
    may be found.
    """
    path = site / "search" / "search_index.json"
    config = json.loads(path.read_text(encoding="utf-8"))["config"]
    made = index(found(library, written), everyday(library))
    docs = made.pop("docs")
    path.write_text(
        json.dumps({"config": {**config, **made}, "docs": docs}, ensure_ascii=False, separators=(",", ":")),
        encoding="utf-8",
    )


def everyday(library: Library) -> dict[str, str]:
    """Words that people type -> words that the site uses for it."""
    return {id.replace("-", " "): word.label for id, word in library.lists.get(EVERYDAY_LIST, {}).items()}


def found(library: Library, written: Iterable[Page]) -> Iterator[Found]:
    """Every page that people wrote, every entry, and every term of the glossary."""
    terms = {anchor(term): term for term in library.glossary}
    for page in written:
        yield _written(page)
    for made in entry_pages(library):
        yield _entry(library, made, terms)
    for name, term in terms.items():
        yield Found(
            f"{GLOSSARY}#{name}",
            escape(_term(term)),
            escape(_first(_markdown(term.betekenis))),
            " ".join(term.names),
            term.betekenis,
            weight=0.9,
        )


def _entry(library: Library, page: EntryPage, terms: dict[str, Term]) -> Found:
    entry = page.entry
    text = " ".join(text for place, text in page.sections if place not in _UNREAD)
    near = " ".join([*entry.words, *(name for found in sorted(page.terms) for name in terms[found].names)])
    return Found(
        entry.address,
        escape(entry.naam, quote=False),
        escape(entry.kort, quote=False),
        _names(library, entry),
        text,
        near,
        _weight(entry),
    )


def _names(library: Library, entry: Entry) -> str:
    """Abbreviation, id and municipalities, the latter in both languages."""
    names = [entry.id.replace("-", " ")]
    if isinstance(entry, Partner):
        names.append(entry.afkorting or "")
        towns = library.lists["gemeenten"]
        here = {address.gemeente for address in entry.adressen}
        for id, town in towns.items():
            if id in entry.werkgebied or town.label in here:
                names += [town.label, town.frans or ""]
    return " ".join(names)


def _weight(entry: Entry) -> float:
    weight = WEIGHTS.get(entry.folder, 1.0)
    return weight * 0.6 if isinstance(entry, Partner) and entry.status == "gestopt" else weight


def _written(page: Page) -> Found:
    """A page that people wrote; its first sentence stands for it. A list is also called what it lists."""
    body = fragment_fromstring(page.content or "", create_parent=True)
    for part in body.xpath("//*[@data-search-exclude] | //script | //style"):
        part.drop_tree()
    title, lead = (" ".join("".join(body.xpath(f"string(.//{tag})")).split()) for tag in ("h1", "p"))
    lists = " ".join(
        f"{kind.words[1]} {kind.list_title}"
        for kind in KINDS.values()
        if (kind.list_folder or kind.folder) == page.url.rstrip("/")
    )
    text = "" if page.url == GLOSSARY else plain_text(tostring(body, encoding="unicode"))
    short = escape(_first(lead), quote=False)
    return Found(
        page.url,
        escape(title or unescape(str(page.title)), quote=False),
        short,
        lists,
        text,
        weight=0.5 if page.url in ABOUT_US else 1.2,
    )


def _term(term: Term) -> str:
    return f"{term.term} ({term.afkorting})" if term.afkorting else term.term


def _markdown(text: str) -> str:
    return re.sub(r"\[([^\]]*)\]\([^)]*\)|[*`]", r"\1", text)


def _first(text: str) -> str:
    sentence = _SENTENCE.match(text)
    return sentence[0] if sentence else text
