"""A command on a console, in Dutch: what the doors for commands share."""

from __future__ import annotations

import argparse
import io
import sys
from typing import ClassVar, NoReturn


class Parser(argparse.ArgumentParser):
    """Answers a wrong command in Dutch; a class of its own per command says how that one is used."""

    how: ClassVar[str] = ""
    """The command in full, as somebody types it."""

    def error(self, message: str) -> NoReturn:
        """Say how the command is used, and stop."""
        self.exit(2, f"Zo gebruik je dit: {self.how}\n")


def show_everything() -> None:
    """On a console that cannot show a letter, put a sign in its place: an answer with a hole in it is better
    than none.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
