"""The `Library`: everything in `data/`, read once, checked, frozen, with references that can be followed both ways."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, cast

from macros.library.models.base import SINGLES, Model, Single
from macros.library.models.describe import list_names, references
from macros.library.models.entries import KINDS, Action, Entry, Partner
from macros.library.models.fields import ID, Known
from macros.library.models.figures import Figure
from macros.library.models.known_words import KNOWN_WORDS
from macros.library.models.lists import Word, WordList
from macros.library.models.network import Network
from macros.library.models.observations import Observation, observations, read_rows
from macros.library.models.parts import Target
from macros.library.models.single import (
    Accessibility,
    Glossary,
    HelpLine,
    HelpLines,
    Objective,
    Objectives,
    Referral,
    ReferralPath,
    Role,
    Roles,
    SelfCheck,
    Statement,
    Term,
)
from macros.library.models.sources import References, Source
from macros.library.models.validation import validate
from macros.library.names import sort_key
from macros.library.text.problems import MOST, DataError, Problem, first, hint
from macros.library.text.yaml_file import Node, read_yaml

LISTS = frozenset[str]().union(*map(list_names, KINDS.values()), list_names(Observation), list_names(Statement))
"""Closed lists that the models ask for."""
SPELLING = "woordenlijst.txt"
"""Words that are right though no dictionary has them; read by those who check the language."""

_M = TypeVar("_M", bound=Model)
S = TypeVar("S", bound=Single)
E = TypeVar("E", bound=Entry)


@dataclass(frozen=True, eq=False)
class Library:
    """All entries, lists and sources; nothing in it can change."""

    entries: Mapping[str, Mapping[str, Entry]]
    """Kind -> id -> entry, kinds in the order of `KINDS`, entries in the order of their names."""
    lists: Mapping[str, Mapping[str, Word]]
    """Name of the list -> word -> what a reader sees."""
    singles: Mapping[str, Single]
    """What stands in the data of which there is one file, by that file."""
    day: date
    """The day that "late" and "to come" are held against: that of the content, so that two builds of it agree."""

    def single(self, model: type[S]) -> S | None:
        """What stands in one file, when it is there."""
        return cast(S | None, self.singles.get(model.file))

    def items_of(self, model: type[Single]) -> Mapping[str, Any]:
        """The items of one file by what they are known by; none when the file is not there."""
        single = self.single(model)
        items = single.items if single else {}
        return MappingProxyType(dict(sorted(items.items(), key=_by_name)) if model.by_name else items)

    @cached_property
    def network(self) -> Network:
        """The network itself."""
        return cast(Network, self.singles[Network.file])

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """The reference list, by id."""
        return self.items_of(References)

    @cached_property
    def glossary(self) -> tuple[Term, ...]:
        """Terms, by name."""
        return tuple(self.items_of(Glossary).values())

    @cached_property
    def objectives(self) -> Mapping[str, Objective]:
        """Goals of the plan, by id."""
        return self.items_of(Objectives)

    @cached_property
    def roles(self) -> tuple[Role, ...]:
        """Who does what, by kind of partner."""
        return tuple(self.items_of(Roles).values())

    @cached_property
    def referral(self) -> tuple[ReferralPath, ...]:
        """The ways of the referral path."""
        return tuple(self.items_of(Referral).values())

    @cached_property
    def help_lines(self) -> tuple[HelpLine, ...]:
        """Numbers for help now, the most urgent first."""
        return tuple(self.items_of(HelpLines).values())

    @cached_property
    def self_check(self) -> tuple[Statement, ...]:
        """Statements of the self-check for a school team."""
        return tuple(self.items_of(SelfCheck).values())

    @property
    def accessibility(self) -> Accessibility | None:
        """What the last test found, when there was one."""
        return self.single(Accessibility)

    def of(self, kind: type[E]) -> Mapping[str, E]:
        """The entries of one kind by id, in the order of their names."""
        return _of(self.entries, kind)

    def __getitem__(self, kind: str) -> Mapping[str, Entry]:
        return self.entries[kind]

    def __iter__(self) -> Iterator[Entry]:
        return (entry for by_id in self.entries.values() for entry in by_id.values())

    def label(self, word: str, *lists: str) -> str:
        """What a reader sees for a word of one of these closed lists."""
        return next(self.lists[name][word].label for name in lists if word in self.lists[name])

    def sign(self, word: str, list: str) -> str:
        """The sign of a word of one closed list; empty for a word that has none."""
        return self.lists[list][word].teken or ""

    def meaning(self, word: str, list: str) -> str:
        """What a word of one closed list means, in a sentence; empty when nobody wrote it down."""
        return self.lists[list][word].uitleg or ""

    def neighbours(self, entry: Entry) -> Mapping[str, tuple[Entry, ...]]:
        """Per kind the entries that `entry` names or that name it, each once, by name; empty for kinds without any."""
        return self._neighbours[entry.folder, entry.id]

    def near(self, entry: Entry, kind: type[E]) -> tuple[E, ...]:
        """Those of one kind."""
        return cast(tuple[E, ...], self._neighbours[entry.folder, entry.id][kind.folder])

    def cites(self, source_id: str) -> tuple[Entry, ...]:
        """The entries that lean on a source of the reference list."""
        return self._citing.get(source_id, ())

    @cached_property
    def used_sources(self) -> frozenset[str]:
        """Ids of the sources that an entry leans on, or something in a file of which there is one."""
        named = (id for single in self.singles.values() for kind, id in references(single) if kind == References.file)
        return frozenset(self._citing).union(named)

    @cached_property
    def number_sources(self) -> frozenset[str]:
        """Ids of the sources of the figures; they have a list of their own, apart from research, law and reports."""
        figures = self.of(Figure).values()
        of_rows = (row.bron for figure in figures for row in figure.rows)
        of_figures = (ref.bron for figure in figures for ref in figure.bronnen)
        return frozenset(filter(None, (*of_rows, *of_figures)))

    def source_address(self, source_id: str) -> str:
        """Where a source of the reference list stands, from the root of the site."""
        return f"{'bronnen-cijfers' if source_id in self.number_sources else 'bronnen'}/#{source_id}"

    @cached_property
    def partner_kinds(self) -> frozenset[str]:
        """The kinds of partners (`soort`) that there are."""
        return frozenset(partner.soort for partner in self.of(Partner).values())

    @cached_property
    def _neighbours(self) -> dict[tuple[str, str], dict[str, tuple[Entry, ...]]]:
        linked: dict[tuple[str, str], set[tuple[str, str]]] = {(entry.folder, entry.id): set() for entry in self}
        for entry in self:
            here = (entry.folder, entry.id)
            for there in references(entry):
                if there in linked and there != here:
                    linked[here].add(there)
                    linked[there].add(here)
        place = {(entry.folder, entry.id): number for number, entry in enumerate(self)}
        neighbours: dict[tuple[str, str], dict[str, tuple[Entry, ...]]] = {}
        for here, near in linked.items():
            neighbours[here] = dict.fromkeys(self.entries, ())
            for kind, pairs in groupby(sorted(near, key=place.__getitem__), key=itemgetter(0)):
                neighbours[here][kind] = tuple(self.entries[kind][id] for _, id in pairs)
        return neighbours

    @cached_property
    def _citing(self) -> dict[str, tuple[Entry, ...]]:
        citing: dict[str, dict[Entry, None]] = {}
        for entry in self:
            for id in leans_on(entry):
                citing.setdefault(id, {})[entry] = None
        return {source: tuple(entries) for source, entries in citing.items()}


def _of(entries: Mapping[str, Mapping[str, Entry]], kind: type[E]) -> Mapping[str, E]:
    return cast(Mapping[str, E], entries[kind.folder])


def _by_name(item: tuple[str, Model]) -> str:
    return sort_key(item[0])


def leans_on(entry: Entry) -> Iterator[str]:
    """Ids of the sources of an entry: those it names, itself or in a part of it, and those of its numbers; doubles
    included.
    """
    yield from (id for kind, id in references(entry) if kind == "bronnen")
    if isinstance(entry, Figure):
        yield from (row.bron for row in entry.rows)


@dataclass
class Memory:
    """What was read before, so that only files that changed are read again."""

    known: list[Known] = field(default_factory=list)
    read: dict[Path, tuple[Any, ...]] = field(default_factory=dict)
    """File -> its state, what it could refer to, and what was made of it."""

    def same(self, known: Known) -> Known:
        """The equal one of before, so that they can be compared in a blink."""
        for before in self.known:
            if before == known:
                return before
        self.known = [*self.known[-9:], known]
        return known


def read_library(
    root: Path, today: date | None = None, day: date | None = None, memory: Memory | None = None
) -> Library:
    """Everything in `root/data`, checked; raises `DataError` with every problem there is.

    `today` is the day that dates are checked against; by default the real one. `day` is the day of the content, by
    default the newest on which an entry was checked. `memory` is of earlier readings by the same process, and is
    brought up to date.
    """
    return _Reading(root, today or date.today(), day, memory or Memory()).library()


def _state(path: Path) -> tuple[int, int]:
    """Time and size of a file."""
    state = path.stat()
    return state.st_mtime_ns, state.st_size


@dataclass
class _Reading:
    """One pass over `data/`: collects problems, and gives a library only when there are none."""

    root: Path
    today: date
    day: date | None
    memory: Memory
    problems: list[Problem] = field(default_factory=list)
    trees: dict[Path, Node] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    """Names of what was not read at all; what refers to it is not blamed for that."""

    def library(self) -> Library:
        if not self.data.is_dir():
            raise DataError([Problem(self.shown(self.data), 0, "", "deze map ontbreekt")])
        files = self.files()
        for name in sorted(LISTS - set(files["lijsten"])):
            if not {f"{name}.yml", "lijsten"} & self.refused:
                self.say(self.data / "lijsten" / f"{name}.yml", "dit bestand ontbreekt")
        word_lists = self.read_all(WordList, files["lijsten"], self.memory.same(Known(today=self.today)))
        lists = {name: word_list.woorden for name, word_list in word_lists.items()}
        self.check_words(lists)
        ids = {kind: frozenset(files[kind]) for kind in KINDS if kind not in self.refused}
        known = self.memory.same(Known(ids, lists, self.today))
        singles, known = self.read_singles(known)
        entries = {kind: self.read_kind(kind, files[kind], known) for kind in KINDS}
        for kind, by_id in entries.items():
            self.check_old_ids(by_id, ids.get(kind, frozenset()))
        self.check_targets(entries, singles)
        self.check_plan(_of(entries, Action))
        if self.problems:
            raise DataError(self.problems)
        checked = [entry.nagekeken_op for by_id in entries.values() for entry in by_id.values()]
        return Library(
            entries=MappingProxyType({kind: MappingProxyType(by_id) for kind, by_id in entries.items()}),
            lists=MappingProxyType(lists),
            singles=MappingProxyType(singles),
            day=self.day or max(checked, default=self.today),
        )

    def read_singles(self, known: Known) -> tuple[dict[str, Single], Known]:
        """The data of which there is one file, those first whose items others name; and what is known after that."""
        singles: dict[str, Single] = {}
        for name, model in sorted(SINGLES.items(), key=lambda item: not item[1].gives_ids):
            path = self.data / f"{name}.yml"
            single = self.read(model, path, known, is_required=model.is_required)
            if single is not None:
                singles[name] = single
            # Of a file that is there and wrong the ids are not known, and nobody is blamed for naming one.
            if model.gives_ids and (single is not None or (not path.exists() and not model.is_required)):
                known = self.memory.same(known.with_ids(name, single.items if single else ()))
        return singles, known

    @property
    def data(self) -> Path:
        return self.root / "data"

    def shown(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def say(self, path: Path, message: str, steps: tuple[str | int, ...] = ()) -> None:
        line = self.trees[path].find(steps)[0] if path in self.trees else 0
        self.problems.append(
            Problem(self.shown(path), line, ".".join(step for step in steps if isinstance(step, str)), message)
        )

    def files(self) -> dict[str, dict[str, Path]]:
        """Folder -> id -> file, for every file whose name and place are right; says what is wrong with the others."""
        folders = [*KINDS, "lijsten"]
        by_folder: dict[str, dict[str, Path]] = {folder: {} for folder in folders}
        for path in self.inside(self.data):
            if path.is_dir():
                if path.name in folders:
                    by_folder[path.name] = self.files_of(path)
                else:
                    self.say(
                        path,
                        f"deze map hoort hier niet{hint(path.name, folders) or '; kies uit: ' + ', '.join(folders)}",
                    )
            elif path.name not in (expected := [SPELLING, *(f"{name}.yml" for name in SINGLES)]):
                self.say(path, f"dit bestand hoort hier niet{hint(path.name, expected)}")
        return by_folder

    def files_of(self, folder: Path) -> dict[str, Path]:
        paths: dict[str, Path] = {}
        folded: dict[str, Path] = {}
        has_rows = folder.name in KINDS and KINDS[folder.name].has_rows
        for path in self.inside(folder):
            if twin := folded.get(path.name.casefold()):
                self.say(path, f"verschilt alleen in hoofdletters van {twin.name}")
            folded[path.name.casefold()] = path
            if path.suffix == ".csv" and has_rows and path.is_file():
                if not path.with_suffix(".yml").is_file():
                    self.say(path, f"het YAML-bestand ernaast ontbreekt: {path.stem}.yml")
            elif path.suffix != ".yml" or not path.is_file():
                self.say(path, "dit hoort hier niet; een gegevensbestand eindigt op .yml")
            elif not ID.fullmatch(path.stem.replace("_", "-") if folder.name == "lijsten" else path.stem):
                self.say(
                    path,
                    "de bestandsnaam is geen id; alleen kleine letters, cijfers en streepjes, zonder accenten of "
                    "spaties",
                )
            else:
                paths[path.stem] = path
        return paths

    def inside(self, folder: Path) -> Iterator[Path]:
        """What stands in a folder, hidden files left out; a link is refused, since it may lead out of `data/`."""
        for path in sorted(folder.iterdir()):
            if path.is_symlink():
                self.say(path, "dit is een verwijzing naar een andere plaats; zet het bestand zelf hier")
                self.refused.add(path.name)
            elif not path.name.startswith("."):
                yield path

    def read(self, model: type[_M], path: Path, known: Known, *, is_required: bool = True) -> _M | None:
        if path.is_symlink():  # `inside` said so
            return None
        if not path.is_file():
            if is_required:
                self.say(path, "dit bestand ontbreekt")
            return None
        state, before = _state(path), self.memory.read.get(path)
        if before is None or before[0] != state or before[1] is not known:
            tree, problems = read_yaml(path, self.shown(path))
            parsed = None
            if tree is not None:
                parsed, wrong = validate(model, tree, self.shown(path), known)
                problems += wrong
            before = self.memory.read[path] = (state, known, tree, parsed, problems)
        _, _, tree, parsed, problems = before
        self.problems += problems
        if tree is not None:
            self.trees[path] = tree
        return cast(_M | None, parsed)

    def read_all(self, model: type[_M], files: Mapping[str, Path], known: Known) -> dict[str, _M]:
        read = {id: self.read(model, path, known) for id, path in files.items()}
        return {id: found for id, found in read.items() if found is not None}

    def read_kind(self, kind: str, files: Mapping[str, Path], known: Known) -> dict[str, Entry]:
        entries = self.read_all(KINDS[kind], files, known)
        for id, entry in entries.items():
            entry._id = id
            if isinstance(entry, Figure):
                self.read_observations(entry, known)
        return dict(sorted(entries.items(), key=lambda item: (sort_key(item[1].naam), item[0])))

    def read_observations(self, figure: Figure, known: Known) -> None:
        """Give a figure the numbers beside its YAML file, and hold both against each other when the numbers
        are right.
        """
        path = (self.root / figure.source).with_suffix(".csv")
        if not path.is_file():
            self.say(path, "dit bestand ontbreekt; een cijfer heeft een CSV-bestand met dezelfde naam")
            return
        state, before = _state(path), self.memory.read.get(path)
        if before and before[0] == state and before[1] is known and before[2] is figure:  # as it was, and right
            return
        rows, faulty = read_rows(path, self.shown(path))
        numbers, wrong = observations(rows, frozenset(figure.indicatoren), self.shown(path), known)
        figure._rows = tuple(numbers)
        self.problems += first([*faulty, *wrong], self.shown(path))
        if not faulty and not wrong:
            for steps, message in (faults := list(islice(figure.faults(), MOST))):
                self.say(self.root / figure.source, message, steps if isinstance(steps, tuple) else (steps,))
            if not faults:
                self.memory.read[path] = (state, known, figure)

    def check_words(self, lists: Mapping[str, Mapping[str, Word]]) -> None:
        """A list has the words that the program leans on, and no others where it knows all of them."""
        for name in lists.keys() & KNOWN_WORDS.keys():
            for blamed, message in KNOWN_WORDS[name].faults(lists[name]):
                steps = blamed if isinstance(blamed, tuple) else (blamed,)
                self.say(self.data / "lijsten" / f"{name}.yml", message, steps)

    def check_targets(self, entries: Mapping[str, Mapping[str, Entry]], singles: Mapping[str, Single]) -> None:
        """An action or a goal names an indicator that its figure has, in the unit of that figure."""
        figures = _of(entries, Figure)
        for action in _of(entries, Action).values():
            for place, target in enumerate(action.indicatoren):
                self.check_target(target, figures, self.root / action.source, ("indicatoren", place))
        objectives = cast(Objectives | None, singles.get(Objectives.file))
        for place, goal in enumerate(objectives.doelstellingen if objectives else ()):
            if goal.indicator:
                steps = ("doelstellingen", place, "indicator")
                self.check_target(goal.indicator, figures, self.data / "doelstellingen.yml", steps)

    def check_target(
        self, target: Target, figures: Mapping[str, Figure], path: Path, steps: tuple[str | int, ...]
    ) -> None:
        figure = figures.get(target.cijfer)
        if figure is None:
            return
        if target.indicator not in figure.indicatoren:
            message = (
                f"'{target.indicator}' is geen indicator van '{figure.id}'{hint(target.indicator, figure.indicatoren)}"
            )
            self.say(path, message, (*steps, "indicator"))
        elif target.eenheid and target.eenheid != (unit := figure.indicatoren[target.indicator].eenheid):
            self.say(path, f"'{target.eenheid}' is niet de eenheid van het cijfer ({unit})", (*steps, "eenheid"))

    def check_plan(self, actions: Mapping[str, Action]) -> None:
        """No two actions of one kind have the same number, and what replaces an action is not replaced by it."""
        numbers: dict[tuple[str, str], str] = {}
        for id, action in sorted(actions.items()):
            if action.nummer:
                other = numbers.setdefault((action.soort, action.nummer), id)
                if other != id:
                    self.say(self.root / action.source, f"nummer {action.nummer} is ook van '{other}'", ("nummer",))
            seen = [id]
            after: Action | None = action
            while after and after.vervangen_door:
                if after.vervangen_door in seen:
                    self.say(
                        self.root / action.source,
                        f"draait in een kring: {' -> '.join([*seen, after.vervangen_door])}",
                        ("vervangen_door",),
                    )
                    break
                seen.append(after.vervangen_door)
                after = actions.get(after.vervangen_door)

    def check_old_ids(self, entries: Mapping[str, Entry], ids: frozenset[str]) -> None:
        """An old id may not be in use again, nor be the old id of two entries."""
        owners: dict[str, str] = {}
        for id, entry in sorted(entries.items()):
            for place, old in enumerate(entry.oude_ids):
                if old in ids:
                    self.say(
                        self.root / entry.source,
                        f"'{old}' is in gebruik: data/{entry.folder}/{old}.yml",
                        ("oude_ids", place),
                    )
                elif old in owners:
                    self.say(
                        self.root / entry.source, f"'{old}' is ook een oud id van '{owners[old]}'", ("oude_ids", place)
                    )
                owners.setdefault(old, id)
