"""The sentences that editors wrote, each with its file and line; spelling and readability are judged on these."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from macros.library.models.base import SINGLES, Model
from macros.library.models.describe import describe
from macros.library.models.entries import KINDS
from macros.library.models.fields import ID
from macros.library.models.figures import Figure
from macros.library.models.lists import WordList
from macros.library.models.observations import read_rows
from macros.library.text.problems import Problem
from macros.library.text.yaml_file import Node, read_yaml

_LONGEST = 30
"""Words in a sentence, at most."""
AVERAGE = 15
"""Words in a sentence on average, over all texts."""

_UNREAD = frozenset(
    [
        "id",
        "daarna",
        "zegt",
        "oude_ids",
        "url",
        "website",
        "email",
        "naam_in_studie",
        "frans",
        "teken",
        "indicator",
        "uren",
        "toestand",
        "dicht_van",
        "dicht_tot",
    ]
)
"""Keys that hold no Dutch words."""
_NAMES = frozenset(
    [
        "naam",
        "afkorting",
        "straat",
        "gemeente",
        "andere_namen",
        "andere_partners",
        "contact",
        "organisator",
        "plaats",
        "waar",
        "titel",
        "wie",
    ]
)
"""Keys whose words are names; they are spelled as their owners spell them, there and in every other text."""
PLACES = frozenset(["vindplaats", "maat", "eenheid", "openingsuren"])
"""Keys whose text is no sentence."""

SENTENCE_END = re.compile(r"(?<=[.!?…])[\"')]*\s+(?=[\"'(]?[A-ZÀ-Þ0-9])|\n+")
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*(?![^\W_]|-)")  # not the first half of "gedrags- en leerproblemen"
MARKUP = re.compile(r"\[([^\]]*)\]\([^)]*\)|[*`#>]+")
_ADDRESS = re.compile(r"https?://\S+|\S+@\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:be|brussels|org|com|nl|eu)\b")
CODE = re.compile(
    r"<(\w+) lang=\"en\">.*?</\1>|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|\{ "
    r"[.\w].*?\}|^```.*?```|`[^`\n]*`|<[^>]*>|^(?:title|description):",
    re.DOTALL | re.MULTILINE,
)
FRONT_MATTER = re.compile(r"template:|hide:|search:|section:|---")


@dataclass(frozen=True)
class Passage:
    """A text of an editor, and where it stands."""

    path: str
    line: int
    key: str
    text: str

    @property
    def plain(self) -> str:
        """The text without addresses and markup."""
        return MARKUP.sub(r"\1", _ADDRESS.sub(" ", self.text))

    @property
    def sentences(self) -> list[str]:
        """Its sentences; none when it is a name or a place."""
        if self.key in _NAMES | PLACES:
            return []
        return [sentence for part in SENTENCE_END.split(self.plain) if (sentence := part.strip(" -\n"))]

    @property
    def words(self) -> list[str]:
        """Its words, each once; numbers and codes with a digit in them left out."""
        return [
            word for word in dict.fromkeys(_WORD.findall(self.plain)) if not any(letter.isdigit() for letter in word)
        ]


def passages(root: Path) -> Iterator[Passage]:
    """Every text in `root/data` that a reader reads, from data that the check accepts."""
    for kind, model in KINDS.items():
        for path in sorted((root / "data" / kind).glob("*.yml")):
            yield from _of_file(path, root, model)
    for name, single in SINGLES.items():
        path = root / "data" / f"{name}.yml"
        if single.is_spelled and path.is_file():
            yield from _of_file(path, root, single)
    for path in sorted((root / "data" / Figure.folder).glob("*.csv")):
        yield from _of_rows(path, root)
    for path in sorted((root / "data" / "lijsten").glob("*.yml")):
        yield from _of_file(path, root, WordList)


def passages_of_pages(root: Path) -> Iterator[Passage]:
    """Every line of text in the pages that people write and in the templates, macros and tags left out."""
    templates = [path for path in (root / "macros").rglob("templates/**/*") if path.suffix in (".html", ".md", ".txt")]
    for path in (*sorted((root / "content").rglob("*.md")), *sorted(templates)):
        text = CODE.sub(lambda code: "\n" * code[0].count("\n") + " ", path.read_text(encoding="utf-8"))
        for number, line in enumerate(text.splitlines(), 1):
            if line.strip() and not FRONT_MATTER.match(line):
                yield Passage(path.relative_to(root).as_posix(), number, "", unescape(line))


def _of_rows(path: Path, root: Path) -> Iterator[Passage]:
    """The remarks beside the numbers of a figure."""
    shown = path.relative_to(root).as_posix()
    rows, _ = read_rows(path, shown)
    for row in rows:
        if row.cells["opmerking"]:
            yield Passage(shown, row.line, "opmerking", row.cells["opmerking"])


def _of_file(path: Path, root: Path, model: type[Model]) -> Iterator[Passage]:
    shown = path.relative_to(root).as_posix()
    tree, _ = read_yaml(path, shown)
    if tree is not None:
        for key, node, line in _texts(model, tree):
            yield Passage(shown, line, key, str(node.value))


def _texts(model: type[Model], tree: Node) -> Iterator[tuple[str, Node, int]]:
    """Key, node and line of every text field, models inside included."""
    if not isinstance(tree.value, dict):
        return
    for key, node in tree.value.items():
        field = describe(model).get(key)
        if field is None or key in _UNREAD or field.lists or any(not marker.or_text for marker in field.refers_to):
            continue
        is_id_or_text = bool(field.refers_to)
        for item in _items(node):
            if field.models:
                yield from _texts(field.models[0], item)
            elif isinstance(item.value, str) and not item.is_empty and not (is_id_or_text and ID.fullmatch(item.value)):
                yield key, item, tree.key_lines[key] if item is node else item.line


def _items(node: Node) -> list[Node]:
    """The items of a list, the values of a mapping of mappings, or the node itself."""
    if isinstance(node.value, list):
        return node.value
    if isinstance(node.value, dict) and all(isinstance(part.value, dict) for part in node.value.values()):
        return list(node.value.values())
    return [node]


def long_sentences(texts: list[Passage]) -> Iterator[Problem]:
    """A line per sentence that is too long."""
    for passage in texts:
        for sentence in passage.sentences:
            words = sentence.split()
            if len(words) > _LONGEST:
                message = f"een zin van {len(words)} woorden; maak er twee van: '{' '.join(words[:8])} ...'"
                yield Problem(passage.path, passage.line, passage.key, message)


def average_length(texts: list[Passage]) -> float:
    """Words per sentence over all texts."""
    lengths = [len(sentence.split()) for passage in texts for sentence in passage.sentences]
    return sum(lengths) / len(lengths) if lengths else 0.0


def spelled_parts(word: str) -> list[str]:
    """What a dictionary judges of a word: the pieces between hyphens, apostrophes and points."""
    return [part for part in re.split(r"[-'’.]", word) if part]


def known_names(texts: list[Passage]) -> set[str]:
    """Words that stand in a name somewhere, whole and in parts."""
    words = {word for passage in texts if passage.key in _NAMES for word in passage.words}
    return words | {part for word in words for part in spelled_parts(word)}


def unknown_words(texts: list[Passage], misspelled: set[str], known: set[str]) -> Iterator[Problem]:
    """A line per word with a misspelled part, unless the word or that part is known."""
    for passage in texts:
        for word in passage.words:
            if word not in known and any(part in misspelled and part not in known for part in spelled_parts(word)):
                message = f"'{word}' staat niet in het woordenboek; verbeter het, of zet het in data/woordenlijst.txt"
                yield Problem(passage.path, passage.line, passage.key, message)
