"""Writes the file of a new entry: every field with its help as comment, what is required open, the rest commented out.

What can be derived is filled in, and a name that an entry of the kind nearly has is refused: two files about one thing
soon tell two stories.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Container, Iterator, Mapping
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path, PurePosixPath

from pydantic_core import PydanticCustomError

from macros.editing.schemas import Lists, first_line
from macros.library.models.describe import Description, describe
from macros.library.models.entries import KINDS, Entry
from macros.library.models.fields import ID, Known, one_line
from macros.library.models.lists import Word, WordList
from macros.library.models.observations import COLUMNS
from macros.library.models.validation import validate
from macros.library.names import identifier_of
from macros.library.text.problems import DataError, Problem, hint
from macros.library.text.yaml_file import read_yaml
from macros.library.words import STOP_WORDS, plain

LONGEST_ID = 80
LONGEST_CHOICE = 12
"""Words of a closed list that a comment names, at most; a longer list is only pointed at."""
_ALIKE = 0.85
"""How alike two names are at least (difflib) to be called nearly the same. Of the 124 partners of 2026, four pairs that
are not the same come above it.
"""
SHORTEST_ALIKE = 5
"""Letters of a name, at least, for it to be nearly the same as another; shorter ones are the same or not: CAW, CVO,
CLW.
"""
SAYS_NOTHING = STOP_WORDS | {"asbl", "vzw"}
"""Words that do not tell one name from another; those for the region come with it."""


def new_entry(root: Path, kind: str, name: str, today: date | None = None, anyway: bool = False) -> Path:
    """Write `data/<kind>/<id>.yml` and give its path.

    Raises `DataError` for an unknown kind, a name without letters, an id in use, or, unless `anyway`, a name that
    another entry of the kind nearly has.
    """
    if kind not in KINDS:
        raise DataError(
            [Problem(kind, 0, "", f"deze soort bestaat niet{hint(kind, KINDS) or '; kies uit: ' + ', '.join(KINDS)}")]
        )
    id = identifier_of(name)
    path = root / "data" / kind / f"{id}.yml"
    if len(id) > LONGEST_ID:
        raise DataError(
            [
                Problem(
                    f"{name[:40]}...",
                    0,
                    "",
                    f"deze naam is te lang; het id heeft {len(id)} tekens en er passen er {LONGEST_ID}",
                )
            ]
        )
    if not ID.fullmatch(id):
        raise DataError([Problem(name, 0, "", "van deze naam kan geen id gemaakt worden; gebruik letters of cijfers")])
    try:
        name = one_line(name)
    except PydanticCustomError as error:
        raise DataError([Problem(repr(name), 0, "", str(error))]) from None
    if path.exists():
        raise DataError([Problem(path.relative_to(root).as_posix(), 0, "", "bestaat al")])
    if not anyway and (near := nearly_the_same(root, kind, name)):
        neighbours = " en ".join(f"'{other}' ({place})" for place, other in near.items())
        message = (
            f"lijkt op {neighbours}; vul dat bestand aan, of geef een andere naam. Is het echt iets anders, voeg "
            "dan --toch toe"
        )
        raise DataError([Problem(name, 0, "", message)])
    known = {"naam": name, "nagekeken_op": (today or date.today()).isoformat()}
    text = empty_file(kind, known, _closed_lists(root))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    if KINDS[kind].has_rows:
        path.with_suffix(".csv").write_text(",".join(COLUMNS) + "\n", encoding="utf-8")
    return path


def nearly_the_same(root: Path, kind: str, name: str) -> dict[str, str]:
    """File -> name of the entries of a kind whose name, abbreviation or id, now or before, is nearly this name; the
    most alike first, three at most.
    """
    alike: list[tuple[float, str, str]] = []
    empty = SAYS_NOTHING | set(_words_for_the_region(root))
    for path in sorted((root / "data" / kind).glob("*.yml")):
        tree, _ = read_yaml(path, path.name)
        typed = tree.plain() if tree and isinstance(tree.value, dict) else {}
        names = [path.stem, *(value for key in ("naam", "afkorting", "oude_ids") for value in _texts(typed.get(key)))]
        likeness = max(_likeness(name, other, empty) for other in names)
        if likeness >= _ALIKE:
            called = next(_texts(typed.get("naam")), path.stem)
            alike.append((-likeness, path.relative_to(root).as_posix(), called))
    return {place: called for _, place, called in sorted(alike)[:3]}


def _texts(value: object) -> Iterator[str]:
    """The texts in what was typed behind a key; a file may be faulty."""
    yield from (
        text for text in (value if isinstance(value, list) else [value]) if isinstance(text, str) and text.strip()
    )


def _likeness(name: str, other: str, empty: Container[str]) -> float:
    """From 0 to 1; names with other numbers in them (a year, an age) are never alike."""
    pairs = [
        (one, two)
        for one in _folded(name, empty)
        for two in _folded(other, empty)
        if re.findall("[0-9]+", one) == re.findall("[0-9]+", two)
    ]
    if any(one == two for one, two in pairs):
        return 1.0
    return max(
        (SequenceMatcher(None, one, two).ratio() for one, two in pairs if min(len(one), len(two)) >= SHORTEST_ALIKE),
        default=0.0,
    )


def _folded(name: str, empty: Container[str]) -> set[str]:
    """What is left of a name when signs, accents and words that say nothing (`empty`) are gone, in its own order and in
    that of the alphabet; without what stands in brackets too.
    """
    folded: set[str] = set()
    for part in (name, re.sub(r"\(.*?\)", "", name)):
        words = re.findall("[a-z0-9]+", plain(re.sub("['’]", "", part)))
        telling = [word for word in words if word not in empty] or words
        folded |= {"".join(telling), "".join(sorted(telling))}
    return folded - {""}


def _words_for_the_region(root: Path) -> Iterator[str]:
    """The words for the region, as far as they can be read."""
    path = root / "data" / "netwerk.yml"
    tree = read_yaml(path, path.name)[0] if path.is_file() else None
    typed = tree.plain() if tree else None
    region = typed.get("regio") if isinstance(typed, dict) else None
    yield from _texts(region.get("andere_namen")) if isinstance(region, dict) else ()


def _closed_lists(root: Path) -> Lists:
    """The closed lists that can be read; a faulty one is left out, as the check names it."""
    word_lists: dict[str, Mapping[str, Word]] = {}
    for path in sorted((root / "data" / "lijsten").glob("*.yml")):
        tree, _ = read_yaml(path, path.name)
        if tree is not None and (read := validate(WordList, tree, path.name, Known())[0]):
            word_lists[path.stem] = read.woorden
    return word_lists


def empty_file(kind: str, known: Mapping[str, str], lists: Lists) -> str:
    """The text of a file to begin with: every field with its help, `known` ones filled in, what is not required
    commented out.
    """
    return "\n".join((first_line(PurePosixPath("data", kind, "naam.yml")), *_lines(KINDS[kind], known, lists))) + "\n"


def _lines(kind: type[Entry], known: Mapping[str, str], lists: Lists) -> Iterator[str]:
    yield from _comment(kind.__doc__ or "")
    yield "# Velden zonder # zijn verplicht. Haal # weg voor wat je weet; laat weg wat je niet weet."
    for key in kind.key_order():
        field = describe(kind)[key]
        yield ""
        yield from _comment(field.help)
        yield from _choices(field, lists)
        yield from _where_from(field)
        if field.key in known:
            yield f"{field.key}: {json.dumps(known[field.key], ensure_ascii=False)}"
        else:
            yield from (line if field.is_required else f"# {line}" for line in _field(field))


def _comment(text: str) -> list[str]:
    return textwrap.wrap(text, 100, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False)


def _choices(field: Description, lists: Lists) -> Iterator[str]:
    """Comments that name the words of a field, and of the fields in it, where these are few."""
    inner = [part for held in field.models for part in describe(held).values()]
    asked = [("Kies uit", field), *((f"Bij {part.key} kies je uit", part) for part in inner)]
    for start, part in asked:
        words = [_in_words(word, meaning) for name in part.lists for word, meaning in lists.get(name, {}).items()]
        if 0 < len(words) <= LONGEST_CHOICE:
            yield from _comment(f"{start} {', '.join(words)}.")


def _in_words(word: str, meaning: Word) -> str:
    """A word with its label, where that is another one."""
    return word if word == meaning.label.lower() else f"{word} ({meaning.label})"


def _field(field: Description) -> Iterator[str]:
    if not field.models:
        empty = " []" if field.is_list and not field.is_required else ""
        yield f"{field.key}:{empty}"
        return
    yield f"{field.key}:"
    if field.is_mapping:
        yield "  naam-zonder-spaties:"
    for place, part in enumerate(describe(field.models[0]).values()):
        opens = place == 0 and not field.is_mapping
        left_out = field.is_required and not part.is_required and not opens
        indent, mark = ("  ", "-") if opens else ("    ", " ")
        yield from (f"{indent}{comment}" for comment in _where_from(part))
        yield f"  {mark} {'# ' if left_out else ''}{part.key}:"


def _where_from(field: Description) -> Iterator[str]:
    """A comment that names where the words or ids of a field come from: above it, since people type at the end of a
    line.
    """
    if field.places:
        yield f"# Uit {' of '.join(field.places)}."
