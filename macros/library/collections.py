"""What a program can ask for: every kind of entry and the data of which there is one file, each as a list; and the
history of that interface.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from macros.library.library import Library
from macros.library.models.base import SINGLES, Model
from macros.library.models.describe import describe
from macros.library.models.entries import KINDS
from macros.library.models.lists import Word

VERSION = "1.1.0"
CHANGES = (
    {
        "versie": "1.1.0",
        "datum": "2026-12-01",
        "wat": ["Een woord van een lijst zegt met 'teken' welk teken er in een tabel of op het blad voor staat."],
    },
    {
        "versie": "1.0.0",
        "datum": "2026-11-24",
        "wat": ["De eerste versie: een antwoord per soort en per fiche, schema's en tabellen."],
    },
)
"""The history of this interface, the newest first; a key that goes or changes its meaning asks for `v2`."""


class ListWord(Word):
    """Een woord uit een gesloten lijst, met de naam van de lijst."""

    lijst: str
    """Naam van de lijst."""
    woord: str
    """Het woord, zoals het in een fiche staat."""


@dataclass(frozen=True)
class Collection:
    """What one list of the API holds."""

    name: str
    title: str
    model: type[Model]
    source: str
    """The file or folder that an editor changes."""
    items: tuple[tuple[str, Model], ...]
    """Id and model, in the order of the site."""


def collections(library: Library) -> Iterator[Collection]:
    """All that can be asked for: each kind of entry, and the data of which there is one file."""
    for kind, model in KINDS.items():
        yield Collection(kind, model.words[1], model, f"data/{kind}", tuple(library[kind].items()))
    for name, single in sorted(SINGLES.items()):
        if single.listed_as:
            items = tuple(library.items_of(single).items())
            item_model = describe(single)[single.items_in].models[0]
            yield Collection(name, single.listed_as, item_model, f"data/{name}.yml", items)
    words = tuple(_list_words(library))
    yield Collection("lijsten", "woorden van de gesloten lijsten", ListWord, "data/lijsten", words)


def _list_words(library: Library) -> Iterator[tuple[str, Model]]:
    for name, words in library.lists.items():
        for id, word in words.items():
            yield f"{name}/{id}", ListWord.model_construct(**dict(word), lijst=name, woord=id)
