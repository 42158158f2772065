"""Dutch words as search sees them: without accents, in their root, and in the parts of a compound.

The rules are data, so that they travel with the index and a browser takes a question apart in just the same way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator
from functools import cache
from itertools import chain

STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        """aan al alle als altijd ander andere anders ben bent bij bijna binnen buiten dan dat de der des deze
        die dit doe doen doet dochter door dus echt een eens elk elke en er ergens erg gaan gaat geen gewoon
        graag haar had heb hebben hebt heeft heel hele hem hen het hier hij hoe hoeveel hun iemand iets ik
        in ipv is ja je jij jou jouw kan kom komen komt krijg krijgen krijgt kun kunnen kunt maar mag meer
        met mij mijn moet moeten mogen na naar nee niet niets niks nodig nog nu of om omdat ons onze ook op
        over per s steeds t te tegen tot u uit uw van vanaf vind vinden voor waar waarom wanneer want waren
        was wat weet wel welke werd wie wij wil willen word worden wordt zal ze zelf zich zij zijn zit zo
        zoek zoeken zonder zoon zou zouden au aux du et la le les ma mes mon pour un une dans""",
    )
)
"""Words that say nothing about what somebody looks for."""

RULES: tuple[tuple[str, str], ...] = (
    # Strong verbs of the field.
    (r"ge?sloten(e?)$", "sluit"),
    (r"ge?holpen$", "help"),
    (r"ge?bleven$", "blijf"),
    (r"ge?schreven$", "schrijf"),
    (r"ge?gaan$", "ga"),
    (r"ge?lopen$", "loop"),
    (r"ge?laten$", "laat"),
    (r"^kinderen$|^kids?$", "kind"),
    # A participle, with or without a particle in front: gespijbeld, uitgevallen.
    (r"^(aan|af|bij|door|in|na|op|over|uit|voor|weg)ge(?=.{4})", "$1"),
    (
        r"^ge(?=.{2,}[^aeiouy][dt]$|.{4,}en$)(?!beur|bied|bruik|drag|meen|nees|schied|sprek|voel|waar|wel|west|zin|zond)",
        "",
    ),
    # What is made of a verb, an adjective or a noun.
    (
        r"(.{4,})(?:heid|heden|aars?|aren|sters?|ings?|ingen|ende?|ers?)$|(.{3,})en$|(.{4,})es$|(.{3,}[^os])s$",
        "$1$2$3$4",
    ),
    (r"(.{3,})e$", "$1"),
    # One spelling for a root: scholen and school, brieven and brief, huizen and huis, bellen and bel, spijbelt and
    # spijbel.
    (r"(.{2,})dt$", "$1d"),
    (r"(.{2,}[^aeiouy])[dt]$", "$1"),
    (r"([bcdfgklmnprstvz])\1$", "$1"),
    (r"v$", "f"),
    (r"z$", "s"),
    (r"([aeou])\1", "$1"),
)
"""Pattern and replacement, one after another, in the common ground of Python and JavaScript."""

SOUNDS: tuple[tuple[str, str], ...] = (
    (r"ph", "f"),
    (r"th", "t"),
    (r"sch", "sg"),
    (r"ch|gh|g+", "g"),
    (r"ck|qu?|c|kk", "k"),
    (r"x", "ks"),
    (r"ij|ei|y|ie", "i"),
    (r"oe|ou|au|u+", "u"),
    (r"z", "s"),
    (r"v|w", "f"),
    (r"dt?$", "t"),
    (r"([a-z])\1+", "$1"),
)
"""The same for how a word sounds, for whoever writes it by ear: psikoloog -> "psikolog", psycholoog -> "psigolog"."""

_RULES = tuple((re.compile(pattern), replacement.replace("$", "\\")) for pattern, replacement in RULES)
_LINKED = re.compile(r"[a-z0-9]+(?:['’-][a-z0-9]+)*")
_LINK = re.compile(r"['’-]")
_ACCENT = re.compile("[\u0300-\u036f]")
_NUMBER = re.compile(r"\d{1,2}|\d{5,}")
SHORTEST_PART = 4
"""Letters of a part of a compound, at least."""


def plain(text: str) -> str:
    """The text in lower case and without accents: "Créteil" -> "creteil"."""
    return _ACCENT.sub("", unicodedata.normalize("NFD", text.lower().replace("œ", "oe")))


def words(text: str) -> Iterator[str]:
    """The words in a text, plain; a word with hyphens or an apostrophe whole and in pieces: "time-out" -> time, out,
    timeout.
    """
    return chain.from_iterable(map(_pieces, _LINKED.findall(plain(text))))


@cache
def _pieces(linked: str) -> tuple[str, ...]:
    pieces = _LINK.split(linked)
    both = (*pieces, "".join(pieces)) if len(pieces) > 1 else pieces
    return tuple(word for word in both if len(word) > 1 and not _NUMBER.fullmatch(word))


@cache
def root(word: str) -> str:
    """What all forms of a plain word share; not always a word itself: spijbelt, gespijbeld and spijbelaars ->
    "spijbel".
    """
    if len(word) < SHORTEST_PART or word.isdigit():
        return word
    for pattern, replacement in _RULES:
        word = pattern.sub(replacement, word)
    return word


def parts(word: str, known: Container[str]) -> tuple[str, ...]:
    """The parts of a compound, from known words and roots, or nothing: leerlingenbegeleiding -> leerlingen,
    begeleiding.
    """
    for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        first, last = word[:cut], word[cut:]
        if last not in known or last in STOP_WORDS or first in STOP_WORDS:
            continue
        whole = [word for word in (first, first.removesuffix("s")) if word in known][:1]
        before = tuple(whole) or parts(first, known)
        if before:
            return *before, last
    return ()
