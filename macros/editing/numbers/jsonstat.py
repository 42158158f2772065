"""Reads what Eurostat's statistics API answers (JSON-stat 2.0) into cells: one value with its codes and its status.

Format: https://json-stat.org/full/ (`id`, `size`, `dimension`, `value`, `status`) and Eurostat's guide "API
Statistics",
https://ec.europa.eu/eurostat/web/user-guides/data-browser/api-data-access/api-detailed-guidelines/api-statistics
(errors, asynchronous answers). Our own reader, because `pyjstat` asks for pandas and requests, had its last release in
March 2023 and drops the status.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple, NoReturn

MAX_CELLS = 1_000_000

FLAGS = {"b": "breuk", "u": "onbetrouwbaar", "e": "raming", "f": "raming", "i": "raming", "p": "raming", "s": "raming"}
"""Letter of Eurostat -> word of our list. Capitals are other letters: `p` is provisional, `P` is secret.

The letters: "Flags" on https://ec.europa.eu/eurostat/web/main/data/database; `i` was `s`, `m` was `z` and `C` was `c`
before 27 January 2025.
"""

WITHHELD = "cCN"
"""Letters that say why there is no value: confidential, or not for publication."""

IMPOSSIBLE = "mz"
"""Letters that say that a value cannot exist, so that nothing is missing."""


class AnswerError(Exception):
    """An answer that is not the table that was asked for; `str()` gives one Dutch line."""


class Cell(NamedTuple):
    """One place in the table that has a value, or a status that says why it has none."""

    codes: Mapping[str, str]
    """Dimension -> code, in the order of the answer."""
    value: Decimal | None
    status: str
    """Letters as Eurostat gives them, `bu` say; empty for an ordinary value."""

    @property
    def flags(self) -> tuple[str, ...]:
        """The status in words of our list, each once."""
        words = [FLAGS[letter] for letter in self.status if letter in FLAGS]
        return tuple(dict.fromkeys([*words, *(["ontbreekt"] if self.value is None else [])]))

    @property
    def unknown(self) -> str:
        """The letters for which our list has no word."""
        withheld = WITHHELD if self.value is None else ""
        return "".join(letter for letter in self.status if letter not in FLAGS and letter not in withheld)


@dataclass(frozen=True)
class Dataset:
    """A table as Eurostat answered it."""

    id: str
    """Name of the table in lower case, empty when the answer does not give it."""
    dimensions: Mapping[str, Mapping[str, str]]
    """Dimension -> code -> label, all in the order of the answer."""
    cells: tuple[Cell, ...]
    """Row by row, the last dimension fastest; empty places are left out."""


def parse(raw: bytes) -> Any:
    """The JSON in `raw`, its numbers with the digits as sent; raises `AnswerError` for anything else, a web
    page say.
    """
    if raw.lstrip()[:1] == b"<":
        raise AnswerError("het antwoord is een webpagina, geen cijfers")
    try:
        return json.loads(raw, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise AnswerError("het antwoord is geen JSON") from None


def read_dataset(answer: Any) -> Dataset:
    """The table in a parsed answer; raises `AnswerError` with one Dutch line for an error of Eurostat or a
    wrong form.
    """
    if not isinstance(answer, dict):
        raise AnswerError("het antwoord is geen JSON-object")
    _refuse_errors(answer)
    if answer.get("version") != "2.0" or answer.get("class") != "dataset":
        raise AnswerError(
            f"geen JSON-stat 2.0 met één tabel (version {_shown(answer.get('version'))}, class "
            f"{_shown(answer.get('class'))})"
        )
    names, sizes = _names_and_sizes(answer)
    total = math.prod(sizes)
    if total > MAX_CELLS:
        raise AnswerError(f"de tabel heeft {total} plaatsen; hoogstens {MAX_CELLS}")
    nodes = answer.get("dimension")
    if not isinstance(nodes, dict):
        raise AnswerError("'dimension' ontbreekt of is geen blok")
    dimensions = {name: _categories(name, nodes.get(name), size) for name, size in zip(names, sizes, strict=True)}
    values = {
        place: _number(value) for place, value in _by_place("value", answer.get("value"), total) if value is not None
    }
    statuses = {
        place: _letters(status) for place, status in _statuses(answer.get("status"), total) if status is not None
    }
    codes = [tuple(categories) for categories in dimensions.values()]
    cells = [
        Cell(dict(zip(names, _codes_at(place, codes), strict=True)), values.get(place), statuses.get(place, ""))
        for place in sorted(values.keys() | {place for place, status in statuses.items() if status})
        if place in values or not set(statuses[place]) & set(IMPOSSIBLE)
    ]
    return Dataset(_table(answer), dimensions, tuple(cells))


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)


def _shown(value: Any) -> str:
    """Something from the answer on one line of a message."""
    text = " ".join(str("ontbreekt" if value is None else value).split())
    text = "".join(letter if letter.isprintable() else "�" for letter in text)
    return text if len(text) <= 200 else f"{text[:200]}…"


def _refuse_errors(answer: Mapping[str, Any]) -> None:
    """Eurostat gives faults as a list or a block under `error`, and a late answer as `warning` or as error 413."""
    for key in ("error", "warning"):
        if key not in answer:
            continue
        said = answer[key][0] if isinstance(answer[key], list) and answer[key] else answer[key]
        label = said.get("label", said) if isinstance(said, dict) else said
        status = f" {_shown(said['status'])}" if isinstance(said, dict) and "status" in said else ""
        if key == "warning" or str(label).startswith("ASYNCHRONOUS"):
            raise AnswerError(
                f"Eurostat maakt dit antwoord later klaar; probeer het over enkele minuten opnieuw ({_shown(label)})"
            )
        raise AnswerError(f"Eurostat geeft fout{status}: {_shown(label)}")


def _names_and_sizes(answer: Mapping[str, Any]) -> tuple[list[str], list[int]]:
    names, sizes = answer.get("id"), answer.get("size")
    if (
        not isinstance(names, list)
        or not names
        or not all(isinstance(name, str) for name in names)
        or len(set(names)) != len(names)
    ):
        raise AnswerError("'id' is geen lijst van verschillende dimensies")
    if (
        not isinstance(sizes, list)
        or len(sizes) != len(names)
        or not all(type(size) is int and size > 0 for size in sizes)
    ):
        raise AnswerError("'size' geeft niet één getal per dimensie")
    return names, sizes


def _categories(name: str, node: Any, size: int) -> dict[str, str]:
    """Code -> label of one dimension, in the order of the places."""
    category = node.get("category") if isinstance(node, dict) else None
    if not isinstance(category, dict):
        raise AnswerError(f"dimensie '{_shown(name)}' heeft geen 'category'")
    labels = category.get("label", {})
    index = category.get(
        "index", list(labels) if isinstance(labels, dict) and len(labels) == 1 else None
    )  # one category needs no order
    if isinstance(index, dict):
        if any(type(place) is not int for place in index.values()) or sorted(index.values()) != list(range(len(index))):
            raise AnswerError(
                f"dimensie '{_shown(name)}': de plaatsen in 'index' lopen niet van 0 tot {len(index) - 1}"
            )
        index = sorted(index, key=index.__getitem__)
    if not isinstance(index, list) or not all(isinstance(code, str) for code in index) or len(set(index)) != len(index):
        raise AnswerError(f"dimensie '{_shown(name)}' heeft geen lijst van verschillende codes")
    if len(index) != size:
        raise AnswerError(f"dimensie '{_shown(name)}' heeft {len(index)} codes, maar 'size' zegt {size}")
    return {code: str(labels.get(code, code)) if isinstance(labels, dict) else code for code in index}


def _by_place(key: str, node: Any, total: int) -> Iterator[tuple[int, Any]]:
    """Place -> what stands there, for a full list or for a block with only the places that are filled."""
    if isinstance(node, list):
        if len(node) != total:
            raise AnswerError(f"'{key}' heeft {len(node)} plaatsen, maar 'size' geeft er {total}")
        yield from enumerate(node)
    elif isinstance(node, dict):
        for place, value in node.items():
            if not (
                isinstance(place, str)
                and place.isascii()
                and place.isdigit()
                and len(place) < 10
                and int(place) < total
            ):
                raise AnswerError(f"'{key}' heeft een plaats '{_shown(place)}', maar 'size' geeft er {total}")
            yield int(place), value
    else:
        raise AnswerError(f"'{key}' is geen lijst en geen blok")


def _statuses(node: Any, total: int) -> Iterator[tuple[int, Any]]:
    """The same for `status`, which may be left out, or be one text for every place."""
    if node is None:
        return
    if isinstance(node, list) and len(node) == 1:
        node = node[0]
    yield from enumerate([node] * total) if isinstance(node, str) else _by_place("status", node, total)


def _number(value: Any) -> Decimal:
    number = Decimal(str(value)) if isinstance(value, int | float | Decimal) and not isinstance(value, bool) else None
    if number is None or not number.is_finite() or abs(number) >= 10**15 or int(number.as_tuple().exponent) < -15:
        raise AnswerError(f"'value' bevat iets dat geen getal is: {_shown(value)}")
    return number


def _letters(status: Any) -> str:
    if not isinstance(status, str):
        raise AnswerError(f"'status' bevat iets dat geen tekst is: {_shown(status)}")
    return "".join(letter for letter in status if letter not in " ,:")  # a colon says only that there is no value


def _codes_at(place: int, codes: Sequence[Sequence[str]]) -> list[str]:
    found: list[str] = []
    for of_dimension in reversed(codes):
        place, position = divmod(place, len(of_dimension))
        found.append(of_dimension[position])
    return found[::-1]


def _table(answer: Mapping[str, Any]) -> str:
    extension = answer.get("extension")
    name = extension.get("id") if isinstance(extension, dict) else None
    return name.casefold() if isinstance(name, str) else ""
