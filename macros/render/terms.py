"""Links the first use of each glossary term on a page to its explanation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from macros.library import Library
from macros.library.new import identifier_of
from macros.library.single import Term

_PIECE = re.compile(r"(<[^>]*>)")
_TAG_NAME = re.compile(r"</?([a-z0-9]+)")
_CLOSED = frozenset({"a", "h1", "h2", "h3", "nav", "footer", "dt", "caption", "th", "script", "code", "cite", "button", "title", "svg", "summary"})


def anchor(term: Term) -> str:
    """Where a term stands on the page of the glossary."""
    return identifier_of(term.term)


_CLOSED_CLASS = re.compile(r'class="(?:badges|links|cards)\b')


@dataclass(frozen=True)
class Linker:
    """Finds terms; made once per library."""

    pattern: re.Pattern[str]
    by_word: Mapping[str, Term]

    def link(self, html: str, glossary: str) -> tuple[str, frozenset[str]]:
        """The page with each term linked at its first use in running text, and the terms that were found (as anchors)."""
        found: set[str] = set()
        closed = 0
        until = ""  # the tag that ends a list of links or a row of badges
        pieces = _PIECE.split(html)
        for place, piece in enumerate(pieces):
            if until:
                until = "" if piece == until else until
            elif piece.startswith("<"):
                name = _TAG_NAME.match(piece)
                if name and name[1] in _CLOSED:
                    closed += -1 if piece.startswith("</") else 1
                elif name and _CLOSED_CLASS.search(piece):
                    until = f"</{name[1]}>"
            elif not closed and piece.strip():
                pieces[place] = self.pattern.sub(lambda match: self._linked(match, glossary, found), piece)
        return "".join(pieces), frozenset(found)

    def _linked(self, match: re.Match[str], glossary: str, found: set[str]) -> str:
        term = self.by_word[match[0] if match[0] in self.by_word else match[0].casefold()]
        name = anchor(term)
        if name in found:
            return match[0]
        found.add(name)
        return f'<a class="term" href="{escape(glossary)}#{name}">{match[0]}</a>'


@lru_cache(maxsize=4)
def linker(library: Library) -> Linker | None:
    """The linker of a library, or None when it has no terms. Abbreviations count only as they are written; other words in any case."""
    by_word: dict[str, Term] = {}
    exact: list[str] = []
    loose: list[str] = []
    for term in library.glossary:
        for name in term.names:
            written = escape(name, quote=False)
            is_abbreviation = sum(letter.isupper() for letter in name) > 1
            (exact if is_abbreviation else loose).append(written)
            by_word[written if is_abbreviation else written.casefold()] = term
    if not by_word:
        return None
    parts = [re.escape(word) for word in sorted(exact, key=len, reverse=True)]
    parts += [f"(?i:{re.escape(word)})" for word in sorted(loose, key=len, reverse=True)]
    return Linker(re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])"), by_word)
