"""What an editor may type in the file of an entry, told from the models: every field with its help, and where its words
come from.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from macros.editing.new import empty_file
from macros.library import Library
from macros.library.models.base import Model
from macros.library.models.describe import describe
from macros.library.models.entries import KINDS, Entry

_SHOWN = 12
"""Words of a closed list that are named, at most; of a longer list, only the place."""


class FieldRow(NamedTuple):
    """A field, or one inside it: `aanbod › naam`."""

    key: str
    help: str
    required: bool
    words: tuple[tuple[str, str], ...]
    """What may stand there, with its label, when that is a short list."""
    places: tuple[str, ...]
    """Files or folders that words or ids come from."""


def rows(library: Library, model: type[Model], before: str = "") -> Iterator[FieldRow]:
    """The fields of a model in the order of a file, those of the blocks in it right after the block."""
    for field in describe(model).values():
        words = tuple((word, shown.label) for name in field.lists for word, shown in library.lists[name].items())
        key = f"{before}{field.key}"
        yield FieldRow(key, field.help, field.is_required, words if len(words) <= _SHOWN else (), field.places)
        for inner in field.models:
            yield from rows(library, inner, f"{key} › ")


def own_rows(library: Library, kind: type[Entry]) -> list[FieldRow]:
    """The fields of a kind; those that every kind has come last."""
    shared = set(Entry.model_fields)
    fields = list(rows(library, kind))
    return sorted(fields, key=lambda row: row.key.partition(" › ")[0] in shared)


def per_kind(library: Library) -> list[tuple[type[Entry], list[FieldRow], str]]:
    """Each kind with its fields, and the text of a file to begin with."""
    return [(kind, own_rows(library, kind), empty_file(kind.folder, {}, library.lists)) for kind in KINDS.values()]
