"""Pages to the index that search in the browser reads (`content/assets/search.js`)."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from macros.library.words import RULES, SOUNDS, STOP_WORDS, parts, plain, root, words

PART = 0.35
"""What a word counts for as a part of a compound: "uitval" in "schooluitval"."""
EVERYDAY = 0.6
"""What an everyday word counts for, on pages with the word that the site uses."""
LONG = 200
"""Words on a page; on a longer one, each counts for less."""
STEPS = 26
"""Weights are told as one capital, A to Z."""
SMALLEST = 0.3
"""The weight of an A; each letter further is a fifth more."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Found:
    """A page, or a place on one, that can be found."""

    address: str
    title: str
    short: str
    """One sentence for the list of results."""
    names: str = ""
    """What it is also called: abbreviation, other names, the municipality in both languages."""
    text: str = ""
    near: str = ""
    """Other words for what it is about."""
    weight: float = 1.0
    """How much sooner a reader wants this page than another with the same words."""

    def weighed(self) -> dict[str, float]:
        """The words on the page and what each of them counts for."""
        weights: dict[str, float] = defaultdict(float)
        title = list(words(self.title))
        for word in title:
            weights[word] += 16 / (1 + 0.15 * len(title))
        for text, weight in ((self.names, 10.0), (self.short, 4.0), (self.near, 1.5), (self.text, 1.0)):
            counted = Counter(words(text))
            if text is self.text:
                weight /= 1 + max(0.0, math.log2(counted.total() / LONG or 1)) / 4
            for word, many in counted.items():
                weights[word] += weight * (1 + math.log2(many) / 2)
        return {word: weight for word, weight in weights.items() if word not in STOP_WORDS}

    def document(self) -> dict[str, Any]:
        """What a list of results shows of it, and how soon."""
        return {"location": self.address, "title": self.title, "text": self.short, "weight": self.weight}


Places = dict[str, dict[int, float]]
"""Word -> number of the document that has it -> how heavy it weighs there."""


def index(pages: Iterable[Found], everyday: Mapping[str, str]) -> dict[str, Any]:
    """The documents, and what is known of their words: which stand where and how heavy, rules for their roots, and
    other words for them.

    `everyday` says per word or saying of readers the word that the site has for it.
    """
    listed = list(pages)
    weighed = [page.weighed() for page in listed]
    written = {word for document in weighed for word in document}
    places = _places(weighed, written)
    single = {word: meant for word, meant in everyday.items() if " " not in word}
    sayings = [[saying, plain(meant)] for saying, meant in everyday.items() if " " in saying]
    _add_everyday(places, written, single)
    vocabulary = sorted(places)
    return {
        "docs": [page.document() for page in listed],
        "rules": list(map(list, RULES)),
        "stop": " ".join(sorted(STOP_WORDS)),
        "words": " ".join(vocabulary),
        "places": " ".join(_packed(places[word]) for word in vocabulary),
        "sounds": list(map(list, SOUNDS)),
        "everyday": sayings,
    }


def _places(weighed: Sequence[Mapping[str, float]], written: Set[str]) -> Places:
    """Where each written word and each part of one stands; a part counts for less than a word."""
    known = written | {root(word) for word in written}
    split = {word: parts(word, known) for word in written}
    places: Places = defaultdict(dict)
    for number, document in enumerate(weighed):
        for word, weight in document.items():
            for part in split[word]:
                _at_least(places[part], number, PART * weight)
    for number, document in enumerate(weighed):
        for word, weight in document.items():
            _at_least(places[word], number, weight)
    return places


def _add_everyday(places: Places, written: Set[str], everyday: Mapping[str, str]) -> None:
    """Let an everyday word find the pages with a form of the word that is meant."""
    forms: dict[str, list[str]] = defaultdict(list)
    for word in written:
        forms[root(word)].append(word)
    for word, meant in everyday.items():
        for base in {root(part) for part in words(meant)}:
            for form in forms[base]:
                for number, weight in places[form].items():
                    _at_least(places[word], number, EVERYDAY * weight)


def _at_least(weights: dict[int, float], number: int, weight: float) -> None:
    weights[number] = max(weights.get(number, 0), weight)


def _packed(places: Mapping[int, float]) -> str:
    """Documents in order, each as the step from the one before (nothing for the next one) and its weight as a
    capital.
    """
    text, last = "", -1
    for number in sorted(places):
        step = number - last - 1
        text += (_base36(step) if step else "") + _letter(places[number])
        last = number
    return text


def _base36(number: int) -> str:
    return (_base36(number // 36) if number >= 36 else "") + _DIGITS[number % 36]


def _letter(weight: float) -> str:
    step = round(math.log(max(weight, SMALLEST) / SMALLEST) / math.log(1.2))
    return chr(ord("A") + min(step, STEPS - 1))
