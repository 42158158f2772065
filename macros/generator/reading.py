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


def stamp(path: Path) -> Stamp:
    """Name, time and size of a file, or of all files in a folder; differs when something changed."""
    files = []
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        try:
            state = file.lstat()
        except FileNotFoundError:  # taken away, now or a moment ago
            continue
        if not S_ISDIR(state.st_mode):
            files.append((str(file), state.st_mtime_ns, state.st_size))
    return tuple(files)


class Readings:
    """What was read by the builds of one process; a preview makes many."""

    def __init__(self) -> None:
        self._memory = Memory()
        self._last: tuple[Path, Stamp, Reading] | None = None

    def read(self, root: Path) -> Reading:
        """The state of the data of the project in `root` now."""
        data = root.resolve() / "data"
        now = stamp(data)
        good = None
        if self._last and self._last[0] == data:
            _, before, reading = self._last
            if before == now:
                return reading
            good = reading.library
        try:
            reading = Reading(read_library(root.resolve(), day=content_day(root), memory=self._memory))
        except DataError as error:
            reading = Reading(good, error.problems)
        self._last = (data, now, reading)
        return reading
