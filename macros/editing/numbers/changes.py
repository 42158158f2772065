"""What new numbers would change in the CSV file of a figure, and the new file, in which every other row keeps its
bytes.
"""

from __future__ import annotations

import csv
import io
import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from macros.library.library import Library, read_library
from macros.library.models.fields import NUMBER, Known
from macros.library.models.observations import COLUMNS, KEY, read_rows
from macros.library.text.problems import DataError, Problem

SAID = tuple(column for column in COLUMNS if column not in KEY)

Cells = Mapping[str, str]
"""Column -> text, for every column of a row."""


def key(cells: Cells) -> tuple[str, ...]:
    """What a row is about."""
    return tuple(cells[column] for column in KEY)


def series(cells: Cells) -> tuple[str, ...]:
    """The same without the period and the source: these rows stand in the file from early to late."""
    return tuple(cells[column] for column in KEY if column not in ("periode", "bron"))


@dataclass(frozen=True)
class Changes:
    """Old rows beside new ones."""

    new: tuple[Cells, ...]
    changed: tuple[tuple[Cells, Cells], ...]
    """Old and new, where they say something else of the same thing."""
    gone: tuple[Cells, ...]
    """Old rows that the new ones should have, and do not."""
    same: int
    """How many say the same."""

    @property
    def any(self) -> bool:
        """Whether the file would change."""
        return bool(self.new or self.changed)

    def lines(self) -> list[str]:
        """What changes, in Dutch: one line that counts, then one per row."""
        counts = f"{len(self.new)} nieuw, {len(self.changed)} gewijzigd, {len(self.gone)} verdwenen, {self.same} gelijk"
        new = [f"+ {_about(cells)}: {_in_words(cells)}" for cells in self.new]
        changed = [f"~ {_about(old)}: {_difference(old, new)}" for old, new in self.changed]
        stays = "is er niet meer bij; de rij blijft staan tot je ze zelf weghaalt"
        gone = [f"- {_about(cells)}: {cells['waarde'] or '(leeg)'} {stays}" for cells in self.gone]
        return [counts, *new, *changed, *gone]


def _in_words(cells: Cells) -> str:
    return ", ".join(f"{column} {cells[column]}" for column in SAID if cells[column])


def compare_rows(old: Iterable[Cells], new: Iterable[Cells], expected: Callable[[Cells], bool]) -> Changes:
    """What `new` adds to `old` and changes in it; an old row is gone when it is `expected` among the new ones and not
    there.

    A number is the same with or without a last zero, and flags in any order.
    """
    before = {key(cells): cells for cells in old}
    after = {key(cells): cells for cells in new}
    both = [(before[about], cells) for about, cells in after.items() if about in before]
    changed = tuple((was, becomes) for was, becomes in both if _differs(was, becomes))
    return Changes(
        new=tuple(cells for about, cells in after.items() if about not in before),
        changed=changed,
        gone=tuple(cells for about, cells in before.items() if about not in after and expected(cells)),
        same=len(both) - len(changed),
    )


def _about(cells: Cells) -> str:
    return ", ".join(cells[column] for column in KEY if column != "gebied_basis" and cells[column])


def _differs(old: Cells, new: Cells) -> list[str]:
    """The columns in which two rows say something else."""
    return [column for column in SAID if _meaning(column, old[column]) != _meaning(column, new[column])]


def _meaning(column: str, text: str) -> object:
    if column == "vlag":
        return frozenset(text.split())
    return Decimal(text) if NUMBER.fullmatch(text) else text


def _difference(old: Cells, new: Cells) -> str:
    columns = _differs(old, new)
    changes = [f"{column} {old[column] or '(leeg)'} -> {new[column] or '(leeg)'}" for column in columns]
    if "waarde" in columns and old["opmerking"] and old["opmerking"] == new["opmerking"]:
        changes.append(f"klopt de opmerking nog? {old['opmerking']}")
    return "; ".join(changes)


@dataclass(frozen=True)
class CsvFile:
    """The CSV file of a figure, every row with the text it was read from."""

    head: str
    """Everything above the first row."""
    rows: tuple[tuple[Cells, str], ...]

    @property
    def cells(self) -> list[Cells]:
        """The rows as text per column."""
        return [cells for cells, _ in self.rows]

    def with_changes(self, changes: Changes) -> str:
        """The text of the file after `changes`: new rows by period in their series, or at the end; gone rows stay."""
        end = "\r\n" if self.head.endswith("\r\n") else "\n"
        replaced = {key(old): _text(new, end) for old, new in changes.changed}
        rows = [(cells, replaced.get(key(cells), text)) for cells, text in self.rows]
        for cells in changes.new:
            rows.insert(_place([other for other, _ in rows], cells), (cells, _text(cells, end)))
        parts = [self.head, *(text for _, text in rows)]
        closed = [part if part.endswith(("\n", "\r")) else part + end for part in parts[:-1]]
        return "".join([*closed, parts[-1]])


def _place(rows: list[Cells], cells: Cells) -> int:
    places = [(place, other["periode"]) for place, other in enumerate(rows) if series(other) == series(cells)]
    earlier = [place for place, period in places if period <= cells["periode"]]
    if earlier:
        return earlier[-1] + 1
    return places[0][0] if places else len(rows)


def _text(cells: Cells, end: str) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator=end).writerow(cells[column] for column in COLUMNS)
    return text.getvalue()


def read_sheet(path: Path, shown: str) -> CsvFile:
    """The file at `path`; raises `DataError` when its form is wrong. `shown` is the path that problems name."""
    rows, problems = read_rows(path, shown)
    if problems:
        raise DataError(problems)
    lines = list(io.StringIO(path.read_bytes().decode("utf-8"), newline=""))
    starts = [*(row.line - 1 for row in rows), len(lines)]
    texts = ["".join(lines[start:end]) for start, end in itertools.pairwise(starts)]
    return CsvFile("".join(lines[: starts[0]]), tuple((row.cells, text) for row, text in zip(rows, texts, strict=True)))


def known_to(library: Library) -> Known:
    """What a row of a CSV file may refer to."""
    return Known({"bronnen": frozenset(library.sources)}, library.lists)


def check_with(root: Path, shown: str, text: str) -> tuple[Problem, ...]:
    """What the check of all data would say if the file `shown` in `root` had this text."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(root / "data", Path(folder) / "data")
        (Path(folder) / shown).parent.mkdir(exist_ok=True)
        (Path(folder) / shown).write_bytes(text.encode("utf-8"))
        try:
            read_library(Path(folder))
        except DataError as error:
            return error.problems
    return ()


def save(path: Path, text: str) -> None:
    """Put `text` in the place of the file, or make the file, at once: a reader sees the old file or the new one, never
    half of it.
    """
    path.parent.mkdir(exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, name)
        else:
            os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
