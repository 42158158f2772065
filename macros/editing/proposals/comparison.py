"""What changes for a reader between two libraries: entries, their fields, links and numbers, and everything else in
`data/`.

It is generic over the models: a value is put into a reader's words by the markers on its field (`In`, `To`), so a new
kind needs nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from macros.editing.numbers.changes import SAID, Cells, compare_rows, series
from macros.library.library import Library
from macros.library.models.base import SINGLES, Model, Single, several
from macros.library.models.describe import Description, describe
from macros.library.models.entries import KINDS, Entry
from macros.library.models.facets import Facet
from macros.library.models.fields import email, phone
from macros.library.models.figures import Figure
from macros.library.models.observations import COLUMNS, Observation
from macros.library.names import sort_key
from macros.library.text.problems import Problem
from macros.library.text.yaml_file import read_yaml

_ALIKE = 0.75
"""Share of words that two entries have in common, from which one looks like the other under a new id. The nearest two
in `data/` share 0.70.
"""
SHORT_NUMBER = 8
"""Digits of a number to call, without its first zero, from which it is looked for elsewhere: `102` stands in too many
texts.
"""
Place = tuple[str, str]
"""Kind and id."""
TITLES = ("naam", "term", "title", "label", "stelling")
"""Fields that hold what a reader calls a thing; without one, its first field does."""


@dataclass(frozen=True)
class FieldChange:
    """A field that says something else, in a reader's words."""

    steps: tuple[str, ...]
    """Keys that lead to it, with the name of an item where there are more."""
    old: tuple[str, ...]
    """What it said; for a list, what went out of it."""
    new: tuple[str, ...]
    """What it says; for a list, what came into it. Neither when only the order changed."""
    is_list: bool = False
    is_contact: bool = False
    """Whether it is a number to call or an address to mail."""
    earlier: str = ""
    """For a new number: the one before it in its series."""


@dataclass(frozen=True)
class Thing:
    """Something that came or went."""

    name: str
    path: str
    """File, from the project folder."""
    short: str = ""
    """What it is, in one sentence."""
    facts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """By what readers narrow their lists (for whom, where ...): field and words."""


@dataclass(frozen=True)
class ThingChange:
    """Something that stayed and says something else."""

    name: str
    path: str
    was: str = ""
    """The file it had, when its id and so its address changed."""
    fields: tuple[FieldChange, ...] = ()
    numbers: tuple[FieldChange, ...] = ()
    """For a figure: numbers that came, went, or differ."""


@dataclass(frozen=True)
class Section:
    """Everything that changes in one kind, one file or one closed list."""

    title: str
    added: tuple[Thing, ...] = ()
    removed: tuple[Thing, ...] = ()
    merged: tuple[tuple[Thing, Thing], ...] = ()
    """What went, with what stood already and took over its address."""
    changed: tuple[ThingChange, ...] = ()

    @property
    def any(self) -> bool:
        """Whether something changes."""
        return bool(self.added or self.removed or self.merged or self.changed)


@dataclass(frozen=True)
class Link:
    """Two entries that lead to each other, each with its name and what its kind is called."""

    one: tuple[str, str]
    other: tuple[str, str]


@dataclass(frozen=True)
class Lost:
    """An address that worked and leads nowhere now."""

    id: str
    name: str
    """Of the entry that stood there."""
    path: str
    successor: str = ""
    """File of the new entry that looks like it."""
    can_stop: bool = False
    """Whether an entry of its kind may say that it is over, and keep its page."""


@dataclass(frozen=True)
class Stale:
    """A number or an address for mail that changed in one place and stands elsewhere as it was."""

    value: str
    places: tuple[tuple[str, str], ...]
    """Each file and field."""


@dataclass(frozen=True)
class Comparison:
    """What changes for a reader."""

    sections: tuple[Section, ...]
    """Those in which something changes: kinds first, then the other files."""
    new_links: tuple[Link, ...]
    gone_links: tuple[Link, ...]
    lost: tuple[Lost, ...]
    stale: tuple[Stale, ...] = ()

    @property
    def any(self) -> bool:
        """Whether a reader sees anything else."""
        return bool(self.sections or self.new_links or self.gone_links or self.lost)


def compare_libraries(old: Library, new: Library) -> Comparison:
    """What a reader of `new` sees that a reader of `old` did not, and the reverse."""
    words = _Words(old, new)
    heirs = {kind: _heirs(new[kind]) for kind in KINDS}
    moved = {
        (kind, id): (kind, heirs[kind][id].id)
        for kind in KINDS
        for id in old[kind]
        if id not in new[kind] and id in heirs[kind]
    }
    sections = [*(words.kind(kind, heirs[kind]) for kind in KINDS), *words.files()]
    before, after = _links(old, moved), _links(new, {})
    new_links = tuple(link for pair, link in after.items() if pair not in before)
    gone_links = tuple(link for pair, link in before.items() if pair not in after)
    with_pages = [kind for kind in KINDS if KINDS[kind].has_pages]
    lost = tuple(address for kind in with_pages for address in _lost(new, old[kind], new[kind], heirs[kind]))
    stale = tuple(_stale(new, sections))
    return Comparison(tuple(section for section in sections if section.any), new_links, gone_links, lost, stale)


@dataclass(frozen=True)
class Deleted:
    """Why a file refers to nothing: what it names stood there in the old library."""

    id: str
    path: str
    """The file that is gone."""
    successor: str = ""
    """The id that came in its place."""
    can_stop: bool = False
    """Whether an entry of its kind may say that it is over, and keep its page."""


def deleted_behind(problem: Problem, old: Library, root: Path) -> Deleted | None:
    """The entry of `old` that `root` no longer has and that `problem` is about.

    Its successor is the file that names it in `oude_ids`, or a new file with the same name.
    """
    match = re.search(r"'([a-z0-9-]+)' staat niet in data/([a-z]+)/", problem.message)
    if not match or match[1] not in old.entries.get(match[2], {}):
        return None
    id, kind = match[1], match[2]
    for path in sorted((root / "data" / kind).glob("*.yml")):
        tree, _ = read_yaml(path, path.name) if path.is_file() else (None, [])
        plain = tree.plain() if tree else None
        if isinstance(plain, dict) and (
            id in (plain.get("oude_ids") or ())
            or (path.stem not in old[kind] and plain.get("naam") == old[kind][id].naam)
        ):
            return Deleted(id, f"data/{kind}/{id}.yml", path.stem)
    return Deleted(id, f"data/{kind}/{id}.yml", can_stop=_can_stop(old, kind))


@dataclass(frozen=True)
class _Words:
    """Compares models of two libraries, each put into words by its own library."""

    old: Library
    new: Library

    def kind(self, kind: str, heirs: Mapping[str, Entry]) -> Section:
        """What changes among the entries of a kind; `heirs` leads from an old id to the entry that has it now."""
        before, after = self.old[kind], self.new[kind]
        gone = [entry for id, entry in before.items() if id not in after]
        renamed: dict[str, Entry] = {}
        merged: list[tuple[Thing, Thing]] = []
        for entry in gone:
            heir = heirs.get(entry.id)
            if heir and heir.id not in before and heir.id not in renamed:
                renamed[heir.id] = entry
            elif heir:
                merged.append((self.thing(self.old, entry), self.thing(self.new, heir)))
        pairs = [(before.get(id) or renamed.get(id), entry) for id, entry in after.items()]
        changes = [self.entry(was, entry) for was, entry in pairs if was]
        changed = tuple(change for change in changes if change.was or change.fields or change.numbers)
        added = tuple(self.thing(self.new, entry) for was, entry in pairs if not was)
        removed = tuple(self.thing(self.old, entry) for entry in gone if entry.id not in heirs)
        return Section(KINDS[kind].words[1], added=added, removed=removed, merged=tuple(merged), changed=changed)

    def entry(self, before: Entry, after: Entry) -> ThingChange:
        """What changes in one entry, its numbers included."""
        was = "" if before.id == after.id else before.source
        numbers = tuple(self.numbers(before, after)) if isinstance(before, Figure) and isinstance(after, Figure) else ()
        return ThingChange(after.naam, after.source, was, tuple(self.fields(before, after)), numbers)

    def thing(self, library: Library, entry: Entry) -> Thing:
        """An entry as somebody who does not know it wants to hear of it."""
        facts = []
        for facet in type(entry).facets:
            field = describe(type(entry)).get(facet.field)
            value = getattr(entry, facet.field)
            words = _said(library, field, value) if field else _computed(library, facet, value)
            if words:
                facts.append((facet.field if field else facet.source, words))
        return Thing(entry.naam, entry.source, entry.kort, tuple(facts))

    def files(self) -> Iterator[Section]:
        """What changes in the data of which there is one file, and in the closed lists."""
        before, after = _files(self.old), _files(self.new)
        for path in {**before, **after}:
            title = (after.get(path) or before[path])[0]
            was, becomes = (files.get(path, (title, {}))[1] for files in (before, after))
            changes = [
                ThingChange(_title(self.new, item), path, "", tuple(self.fields(was[key], item)))
                for key, item in becomes.items()
                if key in was
            ]
            added = tuple(Thing(_title(self.new, item), path) for key, item in becomes.items() if key not in was)
            removed = tuple(Thing(_title(self.old, item), path) for key, item in was.items() if key not in becomes)
            changed = tuple(change for change in changes if change.fields)
            yield Section(title, added=added, removed=removed, changed=changed)

    def fields(self, before: Model, after: Model, steps: tuple[str, ...] = ()) -> Iterator[FieldChange]:
        """The fields in which two models of one class differ."""
        for name, field in describe(type(after)).items():
            yield from self.values(field, getattr(before, name), getattr(after, name), (*steps, field.key))

    def values(self, field: Description, before: Any, after: Any, steps: tuple[str, ...]) -> Iterator[FieldChange]:
        """How two values of one field differ for a reader: an id that became another with the same name does not. Items
        of a list go by their name.
        """
        if before == after:
            return
        if isinstance(before, Model) and isinstance(after, Model):
            yield from self.fields(before, after, steps)
        elif isinstance(before, dict) and isinstance(after, dict):
            for key in {**before, **after}:
                yield from self.values(field, before.get(key), after.get(key), (*steps, key))
        elif not isinstance(before or after, tuple):
            was_said, now_said = _said(self.old, field, before), _said(self.new, field, after)
            if was_said != now_said:
                is_contact = phone in field.checks or email in field.checks
                yield FieldChange(steps, was_said, now_said, is_contact=is_contact)
        elif isinstance((before or after)[0], Model):
            was, becomes = _by_name(self.old, before or ()), _by_name(self.new, after or ())
            for name, item in becomes.items():
                if name in was:
                    yield from self.fields(was[name], item, (*steps, name))
            gone = tuple(_summary(self.old, item) for name, item in was.items() if name not in becomes)
            come = tuple(_summary(self.new, item) for name, item in becomes.items() if name not in was)
            if gone or come or list(was) != list(becomes):
                yield FieldChange(steps, gone, come, is_list=True)
        else:
            was_said, now_said = _said(self.old, field, before), _said(self.new, field, after)
            gone, come = (
                tuple(word for word in was_said if word not in now_said),
                tuple(word for word in now_said if word not in was_said),
            )
            if was_said != now_said:
                yield FieldChange(steps, gone, come, is_list=True)

    def numbers(self, before: Figure, after: Figure) -> Iterator[FieldChange]:
        """The numbers that came, went, or differ."""
        changes = compare_rows(map(_cells, before.rows), map(_cells, after.rows), expected=lambda _: True)
        for cells in changes.new:
            yield FieldChange(
                _about(self.new, after, cells), (), (_number(self.new, cells),), earlier=self.earlier(after, cells)
            )
        for was, becomes in changes.changed:
            about = _about(self.new, after, becomes)
            if (number := _number(self.old, was)) != _number(self.new, becomes):
                yield FieldChange(about, (number,), (_number(self.new, becomes),))
            for column in SAID:
                if column not in ("waarde", "vlag") and was[column] != becomes[column]:
                    yield FieldChange(
                        (*about, column), tuple(filter(None, (was[column],))), tuple(filter(None, (becomes[column],)))
                    )
        for cells in changes.gone:
            yield FieldChange(_about(self.old, before, cells), (_number(self.old, cells),), ())

    def earlier(self, figure: Figure, cells: Cells) -> str:
        """Period and number of the row before this one in its series, so that a slip in a digit is seen."""
        before = [
            row
            for row in map(_cells, figure.rows)
            if series(row) == series(cells) and row["periode"] < cells["periode"] and row["waarde"]
        ]
        newest = max(before, key=lambda row: row["periode"], default=None)
        return f"{newest['periode']}: {_number(self.new, newest)}" if newest else ""


def _stale(library: Library, sections: Iterable[Section]) -> Iterator[Stale]:
    """What changed among numbers to call and addresses for mail, and still stands somewhere as it was."""
    changes = [
        field
        for section in sections
        for change in section.changed
        for field in change.fields
        if field.is_contact and field.old
    ]
    known: dict[str, str] = {}
    for change in changes:
        plain = _plain(change.old[0])
        if len(plain) >= SHORT_NUMBER and plain not in map(_plain, change.new):
            known.setdefault(plain, change.old[0])
    models = [(entry.source, entry) for entry in library] + [
        (path, item) for path, (_, items) in _files(library).items() for item in items.values()
    ]
    texts = [(path, key, _plain(str(value))) for path, model in models if known for key, value in _values(model)]
    for plain, value in known.items():
        if places := tuple(dict.fromkeys((path, name) for path, name, text in texts if plain in text)):
            yield Stale(value, places)


def _values(model: Model) -> Iterator[tuple[str, Any]]:
    """Key and value of every field that says something."""
    fields = describe(type(model)).items()
    return ((field.key, value) for name, field in fields if (value := getattr(model, name)))


def _plain(text: str) -> str:
    """Text in which a number to call is only digits, without the zero or the country in front of it."""
    return re.sub(r"[ ./-]", "", text).casefold().removeprefix("+32").removeprefix("0")


def _can_stop(library: Library, kind: str) -> bool:
    """Whether an entry of a kind may have `status: gestopt`."""
    status = describe(KINDS[kind]).get("status")
    return status is not None and any("gestopt" in library.lists[name] for name in status.lists)


def _said(library: Library, field: Description, value: Any) -> tuple[str, ...]:
    """A value in a reader's words: labels of closed lists, names of entries and sources."""
    if value is None:
        return ()
    if isinstance(value, tuple):
        return tuple(word for item in value for word in _said(library, field, item))
    if isinstance(value, Model):
        return (_summary(library, value),)
    if isinstance(value, Decimal):
        return (str(value).replace(".", ","),)
    text = str(value)
    if field.lists:
        return (library.label(text, *field.lists),)
    return (next((_name_of(library, marker.kind, text) for marker in field.refers_to), text),)


def _computed(library: Library, facet: Facet, words: tuple[str, ...]) -> tuple[str, ...]:
    """What a reader can choose an entry by though nobody typed it, in a reader's words."""
    if facet.source in library.lists:
        return tuple(library.label(word, facet.source) for word in words)
    return tuple(_name_of(library, facet.source, word) for word in words)


def _name_of(library: Library, kind: str, id: str) -> str:
    """What a reader sees where an id is named; the text itself where it is none."""
    known: Mapping[str, Model] = {"bronnen": library.sources, "doelstellingen": library.objectives}.get(
        kind
    ) or library.entries.get(kind, {})
    return _title(library, known[id]) if id in known else id


def _title(library: Library, model: Model) -> str:
    """What a reader calls a thing."""
    return next((str(getattr(model, name)) for name in TITLES if getattr(model, name, None)), _first(library, model))


def _filled(library: Library, model: Model) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Fields of a model that say something, with their words."""
    for name, field in describe(type(model)).items():
        if words := _said(library, field, getattr(model, name)):
            yield field.key, words


def _first(library: Library, model: Model) -> str:
    return next((words[0] for _, words in _filled(library, model)), "")


def _summary(library: Library, model: Model) -> str:
    """A model on one line: what it is called, then every other field."""
    filled = list(_filled(library, model))
    return "; ".join(
        [*(", ".join(words) for _, words in filled[:1]), *(f"{name}: {', '.join(words)}" for name, words in filled[1:])]
    )


def _by_name(library: Library, items: Iterable[Model]) -> dict[str, Model]:
    """Items of a list by their first field; a name that comes again is counted."""
    named: dict[str, Model] = {}
    for item in items:
        name = shown = _first(library, item)
        again = 1
        while shown in named:
            again += 1
            shown = f"{name} ({again})"
        named[shown] = item
    return named


def _files(library: Library) -> dict[str, tuple[str, Mapping[str, Model]]]:
    """Path -> title and items by what they are known by."""
    return {
        **{f"data/{name}.yml": (model.known_as, _shown(library, model)) for name, model in SINGLES.items()},
        **{f"data/lijsten/{name}.yml": (f"de lijst {name}", words) for name, words in library.lists.items()},
    }


def _shown(library: Library, model: type[Single]) -> Mapping[str, Model]:
    """The items of a file by what a reader calls them; a file that says one thing is its own item."""
    single = library.single(model)
    if single is None:
        return {}
    if not model.items_in:
        return {"": single}
    items = library.items_of(model)
    return {getattr(item, model.called): item for item in items.values()} if model.called else items


def _heirs(entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """Old id -> the entry that has it now."""
    return {old: entry for entry in entries.values() for old in entry.oude_ids}


def _links(library: Library, moved: Mapping[Place, Place]) -> dict[frozenset[Place], Link]:
    """Every pair of entries that lead to each other, once; `moved` gives the new place of what was renamed."""
    links: dict[frozenset[Place], Link] = {}
    for entry in library:
        for near in library.neighbours(entry).values():
            for other in near:
                pair = frozenset(moved.get((one.folder, one.id), (one.folder, one.id)) for one in (entry, other))
                if len(pair) == 2:  # what became one entry no longer leads to itself
                    links.setdefault(pair, Link((entry.naam, entry.words[0]), (other.naam, other.words[0])))
    return links


def _lost(
    library: Library, before: Mapping[str, Entry], after: Mapping[str, Entry], heirs: Mapping[str, Entry]
) -> Iterator[Lost]:
    """Addresses of a kind that lead nowhere now."""
    fresh = [entry for id, entry in after.items() if id not in before]
    for id, entry in before.items():
        for address in (id, *entry.oude_ids):
            if address not in after and address not in heirs:
                alike = max(fresh, key=lambda other: _likeness(entry, other), default=None) if id not in after else None
                likely = alike.source if alike and _likeness(entry, alike) >= _ALIKE else ""
                yield Lost(
                    address, entry.naam, entry.source, likely, _can_stop(library, entry.folder) and id not in after
                )


def _likeness(one: Entry, other: Entry) -> float:
    """1 for the same name, otherwise the share of words that two entries have in common."""
    if sort_key(one.naam) == sort_key(other.naam):
        return 1
    words, others = (
        set(re.findall(r"\w+", str([*entry.model_dump(exclude_defaults=True).values()]).casefold()))
        for entry in (one, other)
    )
    return len(words & others) / len(words | others)


def _cells(row: Observation) -> Cells:
    """A number as the CSV file has it."""
    values = {column: getattr(row, column) for column in COLUMNS}
    return {column: " ".join(map(str, several(value))) for column, value in values.items()}


def _about(library: Library, figure: Figure, cells: Cells) -> tuple[str, ...]:
    """What a number is about, in one step."""
    split = cells["categorie"] if cells["uitsplitsing"] != "totaal" else ""
    area = library.label(cells["gebied"], "gebieden", "gemeenten")
    parts = (
        figure.indicatoren[cells["indicator"]].naam,
        cells["periode"],
        area,
        cells["bevolking"],
        split,
        _name_of(library, "bronnen", cells["bron"]),
    )
    return (", ".join(filter(None, parts)),)


def _number(library: Library, cells: Cells) -> str:
    """A number with its unit and its flags."""
    flags = ", ".join(library.label(flag, "vlaggen") for flag in cells["vlag"].split())
    value = f"{cells['waarde'].replace('.', ',')} {cells['eenheid']}" if cells["waarde"] else "geen getal"
    return f"{value} ({flags})" if flags else value
