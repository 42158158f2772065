"""Links to other sites: where they stand in `data/` and `content/`, which ones are left alone and why, and what became
of them, in Dutch.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote, urldefrag, urlsplit, urlunsplit

from macros.library.models.base import Fault, Model
from macros.library.models.fields import Known, Text, WebAddress
from macros.library.models.sources import DOI_RESOLVER
from macros.library.models.validation import validate
from macros.library.text.problems import DataError, Problem
from macros.library.text.yaml_file import Node, read_yaml
from macros.texts.environment import text_environment
from macros.texts.markdown import code

_ADDRESS = re.compile(r"https?://[^\s<>\"`{|}\\^]+")
BRACKETS = {")": "(", "]": "["}

DEAD, MOVED, SILENT, FINE = "dood", "verhuisd", "onbereikbaar", "goed"


@dataclass(frozen=True)
class Outcome:
    """What became of one link."""

    address: str
    state: str
    """`DEAD`, `MOVED`, `SILENT` or `FINE`."""
    reason: str = ""
    """What the site answered, in Dutch."""
    now_at: str = ""
    """Where it moved to."""


class Skip(Model):
    """Een link die niet nagekeken wordt."""

    adres: WebAddress
    """Het adres; met * op het einde: alles wat zo begint."""
    reden: Text
    """Waarom nakijken hier niets zegt."""

    def covers(self, address: str) -> bool:
        """Whether the link is meant."""
        return address.startswith(self.adres[:-1]) if self.adres.endswith("*") else address == self.adres


class SkipList(Model):
    """Het bestand `scripts/links_overslaan.yml`."""

    overslaan: tuple[Skip, ...]
    """De links, elk met een reden."""

    def rules(self, known: Known) -> Iterator[Fault]:
        """Each address once."""
        seen: set[str] = set()
        for place, skip in enumerate(self.overslaan):
            if skip.adres in seen:
                yield ("overslaan", place, "adres"), f"'{skip.adres}' staat er twee keer"
            seen.add(skip.adres)


def read_skips(path: Path) -> tuple[Skip, ...]:
    """The links to leave alone, each with its reason; raises `DataError` with every problem in the file."""
    if not path.is_file():
        raise DataError([Problem(path.name, 0, "", "dit bestand ontbreekt")])
    tree, problems = read_yaml(path, path.name)
    if tree is not None:
        skips, wrong = validate(SkipList, tree, path.name, Known())
        problems += wrong
        if skips is not None and not problems:
            return skips.overslaan
    raise DataError(problems)


def outside_links(root: Path) -> dict[str, tuple[str, ...]]:
    """Address, without its anchor -> every `path:line` where it stands, in `root/data` and `root/content`; a DOI counts
    as its address.

    YAML that cannot be read is passed over: the check of the data says what is wrong with it.
    """
    places_of: dict[str, dict[str, None]] = {}
    for path in sorted(
        (*(root / "data").rglob("*.yml"), *(root / "data").rglob("*.csv"), *(root / "content").rglob("*.md"))
    ):
        shown = path.relative_to(root).as_posix()
        for address, line in _of_yaml(path, shown) if path.suffix == ".yml" else _of_lines(path):
            places_of.setdefault(urldefrag(address).url, {})[f"{shown}:{line}"] = None
    return {address: tuple(places) for address, places in sorted(places_of.items())}


def in_ascii(address: str) -> str:
    """The address as it goes over the wire: letters outside ASCII escaped, what is escaped left alone."""
    parts = urlsplit(address)
    host = parts.netloc.encode("idna").decode()
    return urlunsplit(
        (
            parts.scheme,
            host,
            quote(parts.path, safe="/%:@!$&'()*+,;=~-._"),
            quote(parts.query, safe="/?%:@!$&'()*+,;=~-._[]"),
            "",
        )
    )


def _of_lines(path: Path) -> Iterator[tuple[str, int]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        for address in _addresses(line):
            yield address, number


def _of_yaml(path: Path, shown: str) -> Iterator[tuple[str, int]]:
    tree, _ = read_yaml(path, shown)
    lines = path.read_text(encoding="utf-8-sig").splitlines() if tree else []
    for key, node in _texts("", tree) if tree else ():
        text = str(node.value)
        for address in (f"{DOI_RESOLVER}{text}",) if key == "DOI" else _addresses(text):
            typed = text if key == "DOI" else address
            yield (
                address,
                next((number for number in range(node.line, len(lines) + 1) if typed in lines[number - 1]), node.line),
            )


def _texts(key: str, node: Node) -> Iterator[tuple[str, Node]]:
    """Every text in a tree with the key that it stands under."""
    if isinstance(node.value, dict):
        for inner, part in node.value.items():
            yield from _texts(inner, part)
    elif isinstance(node.value, list):
        for part in node.value:
            yield from _texts(key, part)
    else:
        yield key, node


def _addresses(text: str) -> Iterator[str]:
    """The web addresses in a text, without the sentence or the brackets around them."""
    if re.fullmatch(r"https?://\S+", text):
        yield text
        return
    for address in _ADDRESS.findall(text):
        while address[-1] in ".,;:!?'*_" or (
            address[-1] in BRACKETS and address.count(address[-1]) > address.count(BRACKETS[address[-1]])
        ):
            address = address[:-1]
        yield address


def report(outcomes: Iterable[Outcome], places: Mapping[str, tuple[str, ...]], skips: Iterable[Skip], day: date) -> str:
    """What was found, as Markdown for whoever mends it: a group per state with where each link stands, then what was
    left alone and why.
    """
    outcomes = sorted(outcomes, key=lambda outcome: outcome.address)
    dead, moved, silent = (
        [outcome for outcome in outcomes if outcome.state == state] for state in (DEAD, MOVED, SILENT)
    )
    return _TEXTS.get_template("links.md").render(
        day=day,
        outcomes=outcomes,
        dead=dead,
        moved=moved,
        silent=silent,
        places=places,
        left_alone={skip: sum(skip.covers(address) for address in places) for skip in skips},
    )


_TEXTS = text_environment(Path(__file__).parent / "templates", {"in_ascii": in_ascii}, harmless=code)
