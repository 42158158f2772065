"""Reads one YAML file into text with the line of every key and value, and refuses what YAML allows but an editor never
means.

Nothing is interpreted here: every value stays text, so that `0489` keeps its zero and `NO` stays a word. The models
make types.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from yaml.error import MarkedYAMLError
from yaml.events import AliasEvent, CollectionEndEvent, DocumentStartEvent, NodeEvent, ScalarEvent, SequenceStartEvent
from yaml.reader import ReaderError

from macros.library.text.problems import MOST, Problem, first

_MAX_BYTES = 256 * 1024
MAX_DEPTH = 12
MAX_VALUES = 20_000
"""Keys, values, lists and blocks in one file; the longest of ours has half of that."""

# libyaml is eight times as fast; the pure Python loader gives the same events where it is missing.
LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

# The words of libyaml and of PyYAML for the same faults.
_DUTCH = {
    "mapping values are not allowed": "hier staat een dubbele punt te veel, of de regel springt verkeerd in; zet "
    "tekst met ': ' tussen aanhalingstekens",
    "could not find expected ':'": "de dubbele punt ontbreekt; schrijf 'sleutel: waarde'",
    "did not find expected key": "de regel springt verkeerd in, of er staat iets na een aanhalingsteken of "
    "haakje; lijn uit met de regels erboven",
    "expected <block end>": "de regel springt verkeerd in; lijn uit met de regels erboven",
    "did not find expected '-' indicator": "de regel springt verkeerd in; elk punt van een lijst begint met '- ' "
    "op dezelfde plaats",
    "found unexpected end of stream": "een aanhalingsteken is nooit gesloten",
    "found unexpected document indicator": "een aanhalingsteken is nooit gesloten",
    "did not find expected ',' or": "een haakje is nooit gesloten, of een komma ontbreekt",
    "expected ',' or": "een haakje is nooit gesloten, of een komma ontbreekt",
    "document start>": "de regel springt verkeerd in; lijn uit met de regels erboven",
    "sequence entries are not allowed": "een lijst begint op een nieuwe regel; zet '- ' daar, of zet tekst met '- "
    "' tussen aanhalingstekens",
    "alphabetic or numeric character": "dit teken mag niet aan het begin van een waarde; zet de tekst tussen "
    "aanhalingstekens",
    "comment or": "na '|' of '>' hoort niets meer op dezelfde regel; begin de tekst op de volgende regel",
    "cannot start any token": "dit teken mag niet aan het begin van een waarde; zet de tekst tussen aanhalingstekens",
    "expected hexdecimal number": "een schuine streep tussen dubbele aanhalingstekens betekent iets anders; "
    "gebruik enkele aanhalingstekens",
    "invalid Unicode character escape": "een schuine streep tussen dubbele aanhalingstekens betekent iets anders; "
    "gebruik enkele aanhalingstekens",
    "unknown escape character": "een schuine streep tussen dubbele aanhalingstekens betekent iets anders; gebruik "
    "enkele aanhalingstekens",
    "undefined tag handle": "een uitroepteken aan het begin is hier niet toegestaan; zet de tekst tussen "
    "aanhalingstekens",
    "control characters are not allowed": "er staat een onzichtbaar stuurteken in; typ de regel opnieuw",
    "special characters are not allowed": "er staat een onzichtbaar stuurteken in; typ de regel opnieuw",
}

UNREADABLE = "hier is de YAML niet te lezen; kijk naar streepjes, dubbele punten en aanhalingstekens"


@dataclass
class Node:
    """A value with its place: text, a list of nodes, or a mapping of nodes."""

    value: str | list[Node] | dict[str, Node]
    line: int
    key_lines: dict[str, int] = field(default_factory=dict)
    """For a mapping: the line of each key."""

    def plain(self) -> Any:
        """The same as text, lists and dicts."""
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        return self.value

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed behind the key."""
        return isinstance(self.value, str) and not self.value.strip()

    def find(self, steps: tuple[str | int, ...]) -> tuple[int, Node | None]:
        """Line and node of the value that `steps` (keys and list positions) lead to; the last line that exists when
        they lead nowhere.
        """
        node: Node = self
        line = self.line
        for step in steps:
            if isinstance(node.value, dict) and step in node.value:
                line, node = node.key_lines[str(step)], node.value[str(step)]
            elif isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                line = node.line
            else:
                return line, None
        return line, node


def read_yaml(path: Path, shown: str) -> tuple[Node | None, list[Problem]]:
    """The file as a tree, and what is wrong with its YAML; the tree is None when the file cannot be read any further.

    `shown` is the path that problems name.
    """
    if path.stat().st_size > _MAX_BYTES:
        return None, [
            Problem(shown, 0, "", f"groter dan {_MAX_BYTES // 1024} kB; een gegevensbestand is nooit zo groot")
        ]
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return None, [Problem(shown, line, "", "geen UTF-8; bewaar het bestand opnieuw als UTF-8")]
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        return None, [Problem(shown, line, "", "er staat een onzichtbaar stuurteken (NUL) in; typ de regel opnieuw")]
    return read_text(text, shown)


def read_text(text: str, shown: str) -> tuple[Node | None, list[Problem]]:
    """The same for the text of a file."""
    tree, problems = _read_once(text, shown)
    return tree, list(problems)


@lru_cache(maxsize=1024)
def _read_once(text: str, shown: str) -> tuple[Node | None, tuple[Problem, ...]]:
    """What two readings in one process have in common is read once: a preview after a new file, two folders that are
    compared. Nobody changes a tree.
    """
    tree, problems = _Tree(shown, text).read()
    return tree, tuple(problems)


class _Tree:
    """Builds the tree from YAML events without recursion, so that no file can exhaust the stack."""

    def __init__(self, shown: str, text: str) -> None:
        self.shown, self.text = shown, text
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self.open: list[tuple[Node, list[Node]]] = []  # each with its key that waits for a value
        self.documents = 0
        self.values = 0

    def say(self, line: int, message: str, key: str = "") -> None:
        self.problems.append(Problem(self.shown, line, key, message))

    def read(self) -> tuple[Node | None, list[Problem]]:
        try:
            for event in yaml.parse(self.text, Loader=LOADER):
                if not self.take(event) or len(self.problems) > MOST:
                    return None, first(self.problems, self.shown)
        except yaml.YAMLError as error:
            self.say(*self.explain(error))
            return None, self.problems
        if self.root is None or self.root.is_empty:
            self.say(1, "het bestand is leeg")
            return None, self.problems
        return self.root, self.problems

    def take(self, event: Any) -> bool:
        """Add one event to the tree; False when reading on would be useless."""
        line = event.start_mark.line + 1
        if isinstance(event, DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self.say(line, "een tweede document ('---') in hetzelfde bestand; maak er twee bestanden van")
                return False
        elif isinstance(event, CollectionEndEvent):
            self.open.pop()
        elif isinstance(event, NodeEvent):
            return self.take_node(event, line)
        return True

    def take_node(self, event: Any, line: int) -> bool:
        """Add the node that begins with this event."""
        self.values += 1
        if self.values > MAX_VALUES:
            self.say(line, f"meer dan {MAX_VALUES} waarden; zoveel staan er in geen enkel bestand")
            return False
        if isinstance(event, AliasEvent):
            self.say(line, f"een verwijzing ('*{event.anchor}') kan hier niet; schrijf de waarde voluit")
            self.place(Node(f"*{event.anchor}", line))
            return True
        if event.anchor:
            self.say(line, f"een anker ('&{event.anchor}') kan hier niet; schrijf de waarde voluit")
        if event.tag is not None:
            self.say(line, "een uitroepteken aan het begin kan hier niet; zet de tekst tussen aanhalingstekens")
        if isinstance(event, ScalarEvent):
            self.place(Node(event.value, line))
            return True
        node = Node([] if isinstance(event, SequenceStartEvent) else {}, line)
        self.place(node)
        self.open.append((node, []))
        if len(self.open) > MAX_DEPTH:
            self.say(line, f"meer dan {MAX_DEPTH} niveaus diep; zo diep gaat geen enkel veld")
            return False
        return True

    def place(self, node: Node) -> None:
        """Put a node where it belongs: as the root, an item, a key or the value of the waiting key."""
        if not self.open:
            self.root = node
            return
        parent, waiting = self.open[-1]
        if isinstance(parent.value, list):
            parent.value.append(node)
        elif not waiting:
            waiting.append(node)
        elif isinstance(parent.value, dict):
            self.place_value(parent, parent.value, waiting.pop(), node)

    def place_value(self, parent: Node, mapping: dict[str, Node], key: Node, node: Node) -> None:
        if not isinstance(key.value, str):
            self.say(key.line, "een lijst of een blok kan geen sleutel zijn; zet tekst tussen aanhalingstekens")
        elif key.value == "<<":
            self.say(key.line, "samenvoegen ('<<') kan hier niet; schrijf de velden voluit", key.value)
        elif key.value in mapping:
            self.say(key.line, f"staat twee keer; de eerste keer op regel {parent.key_lines[key.value]}", key.value)
        else:
            mapping[key.value] = node
            parent.key_lines[key.value] = key.line

    def explain(self, error: yaml.YAMLError) -> tuple[int, str]:
        """Line and Dutch words for a fault that the YAML reader found."""
        english = str(getattr(error, "problem", "") or getattr(error, "reason", "") or error)
        dutch = next((dutch for words, dutch in _DUTCH.items() if words in english), UNREADABLE)
        if isinstance(error, ReaderError):
            return self.text.encode()[: error.position].count(b"\n") + 1, dutch
        if not isinstance(error, MarkedYAMLError):
            return 1, dutch
        # What was opened and never closed, or lacks its colon, is best shown where it began, not where reading stopped.
        mark = (
            error.context_mark
            if error.context_mark and ("gesloten" in dutch or "ontbreekt;" in dutch)
            else error.problem_mark
        )
        if mark is None:
            return 1, dutch
        lines = self.text.splitlines()
        for number in (mark.line, mark.line - 1):
            if 0 <= number < len(lines) and "\t" in lines[number][: len(lines[number]) - len(lines[number].lstrip())]:
                return number + 1, "er staat een tab aan het begin van de regel; gebruik spaties"
        return min(mark.line + 1, len(lines) or 1), dutch
