"""The library of the running build: read again only when something in `data/` changed, and kept when a typo
breaks it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR

from macros.generator.day import content_day
from macros.library import DataError, Library, Problem, read_library
from macros.library.library import Memory

Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Reading:
    """The library to build with, and the problems that a reader of the preview must see."""

    library: Library | None
    """The present library, or the last good one; None when there never was one."""
    problems: tuple[Problem, ...] = ()


_last: dict[Path, tuple[Stamp, Reading]] = {}
_memory = Memory()


def stamp(path: Path) -> Stamp:
    """Name, time and size of a file, or of all files in a folder; differs when something changed."""
    found = []
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        state = file.lstat()
        if not S_ISDIR(state.st_mode):
            found.append((str(file), state.st_mtime_ns, state.st_size))
    return tuple(found)


def reading(root: Path) -> Reading:
    """The state of the data now. Kept between builds in one process (`mkdocs serve`)."""
    root = root.resolve()
    now = stamp(root / "data")
    before = _last.get(root)
    if before is not None and before[0] == now:
        return before[1]
    try:
        found = Reading(read_library(root, day=content_day(root), memory=_memory))
    except DataError as error:
        found = Reading(before[1].library if before else None, error.problems)
    _last[root] = (now, found)
    return found


def current(root: Path) -> Reading:
    """The state of the data at the last `reading`, without a look at the files."""
    return _last[root.resolve()][1]
