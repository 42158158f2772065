"""The folder of the built site: made beside the old one, and put in its place when it is whole."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


class SiteFolder:
    """The folder `place`, which keeps the last whole site until there is a new one."""

    def __init__(self, place: Path) -> None:
        self.place = place.resolve()  # where a link leads to: the link itself stays
        self.aside = self.place.with_name(f".{self.place.name}-{os.getpid()}")
        self.whole = False
        """Whether all of the new site stands in `aside`."""

    def finish(self) -> None:
        """Put a whole site in its place; throw away one that is not."""
        if not self.aside.exists():
            return
        if self.whole:
            self._swap()
        shutil.rmtree(self.aside, ignore_errors=True)

    def _swap(self) -> None:
        """Let both folders change names. What is hidden in the old one, such as `.git`, stays, as with MkDocs."""
        if not self.place.exists():
            self.aside.rename(self.place)
            return
        for hidden in self.place.glob(".*"):
            if not (self.aside / hidden.name).exists():
                hidden.rename(self.aside / hidden.name)
        old = self.aside.with_suffix(".oud")
        self.place.rename(old)
        self.aside.rename(self.place)
        old.rename(self.aside)
