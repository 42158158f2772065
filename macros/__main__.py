"""The door for commands: `python -m macros check | new`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from macros.library import DataError, read_library
from macros.library.entries import KINDS
from macros.library.new import new_entry


def check(root: Path) -> int:
    """Print one line per problem and give 1, or one line that sums up and give 0."""
    try:
        library = read_library(root)
    except DataError as error:
        print(error)
        many = len(error.problems)
        print(f"{many} {'probleem' if many == 1 else 'problemen'} gevonden.", file=sys.stderr)
        return 1
    counts = [f"{len(by_id)} {KINDS[kind].words[len(by_id) != 1]}" for kind, by_id in library.entries.items()]
    print(f"In orde: {', '.join(counts)}, {len(library.sources)} bronnen.")
    return 0


def new(root: Path, kind: str, name: str) -> int:
    """Write a commented file for a new entry and print its path."""
    try:
        print(new_entry(root, kind, name))
    except DataError as error:
        print(error)
        return 1
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code tells whether all was well."""
    parser = argparse.ArgumentParser(prog="python -m macros", description="Gegevens van de site nakijken of aanvullen.")
    parser.add_argument("--root", type=Path, default=Path(), help="map van het project")
    commands = parser.add_subparsers(dest="command", required=True, metavar="opdracht")
    checking = commands.add_parser("check", help="kijk alle gegevens na")
    adding = commands.add_parser("new", help="maak een bestand voor een nieuwe fiche")
    for command in (checking, adding):
        command.add_argument("--root", type=Path, default=argparse.SUPPRESS, help="map van het project")
    adding.add_argument("kind", metavar="soort", help=", ".join(KINDS))
    adding.add_argument("name", metavar="naam", help="naam van de fiche, tussen aanhalingstekens")
    given = parser.parse_args(arguments)
    return check(given.root) if given.command == "check" else new(given.root, given.kind, given.name)


if __name__ == "__main__":
    sys.exit(main())
