"""Links the first use of each glossary term on a page to its explanation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from macros.library import Library
from macros.library.models.single import Term
from macros.library.names import identifier_of

_PIECE = re.compile(r"(<[^>]*>)")
_TAG_NAME = re.compile(r"</?([a-z0-9]+)")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_CLOSED = frozenset(
    {
        "a",
        "h1",
        "h2",
        "h3",
        "nav",
        "footer",
        "dt",
        "caption",
        "th",
        "script",
        "code",
        "cite",
        "button",
        "title",
        "svg",
        "summary",
        "form",
    }
)
"""Elements in which no term is linked."""
_CLOSED_CLASS = re.compile(r'class="(?:badges|links|cards|sheet__head|pillar|tiles|answers|roles)\b')
"""Lists of links and rows of badges, in which none is linked either."""


def anchor(term: Term) -> str:
    """Where a term stands on the page of the glossary."""
    return identifier_of(term.term)


@dataclass(frozen=True)
class TermName:
    """A word or words that lead to a term."""

    text: str
    """As it stands in HTML; in lower case when case does not count."""
    any_case: bool
    anchor: str

    def stands_at(self, text: str, start: int) -> bool:
        """Whether the name stands at that place as whole words."""
        end = start + len(self.text)
        word = text[start:end]
        return (
            (word.casefold() if self.any_case else word) == self.text
            and not _WORD.match(text[end : end + 1])
            and text[end : end + 1] != "-"
        )


@dataclass(frozen=True)
class Linker:
    """Finds terms; made once per library."""

    by_first_word: Mapping[str, tuple[TermName, ...]]
    """First word in lower case -> names that begin with it, the longest first."""

    def link(self, html: str, glossary: str) -> tuple[str, frozenset[str]]:
        """The page with each term linked at its first use in running text, and the terms that were found (as
        anchors).
        """
        linked: set[str] = set()
        closed = 0
        until = ""  # the tag that ends a list of links or a row of badges
        pieces = _PIECE.split(html)
        for place, piece in enumerate(pieces):
            if until:
                until = "" if piece == until else until
            elif piece.startswith("<"):
                tag = _TAG_NAME.match(piece)
                if tag and tag[1] in _CLOSED:
                    closed += -1 if piece.startswith("</") else 1
                elif tag and _CLOSED_CLASS.search(piece):
                    until = f"</{tag[1]}>"
            elif not closed and not piece.isspace():
                pieces[place] = "".join(self._linked(piece, glossary, linked))
        return "".join(pieces), frozenset(linked)

    def _linked(self, text: str, glossary: str, linked: set[str]) -> Iterator[str]:
        done = 0
        for word in _WORD.finditer(text):
            start = word.start()
            names = self.by_first_word.get(word[0].casefold(), ()) if start >= done else ()
            name = next((name for name in names if name.stands_at(text, start)), None)
            if name is not None and name.anchor not in linked:
                linked.add(name.anchor)
                end = start + len(name.text)
                yield f'{text[done:start]}<a class="term" href="{escape(glossary)}#{name.anchor}">{text[start:end]}</a>'
                done = end
        yield text[done:]


@lru_cache(maxsize=4)
def linker(library: Library) -> Linker:
    """The linker of a library. Abbreviations count only as they are written; other words in any case."""
    names: dict[str, list[TermName]] = {}
    for term in library.glossary:
        for written in term.names:
            any_case = sum(letter.isupper() for letter in written) < 2
            text = escape(written.casefold() if any_case else written, quote=False)
            first = _WORD.match(text)
            if first:
                names.setdefault(first[0].casefold(), []).append(TermName(text, any_case, anchor(term)))
    return Linker({first: tuple(sorted(found, key=lambda name: -len(name.text))) for first, found in names.items()})
