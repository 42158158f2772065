"""Prints the part of CHANGELOG.md that tells about one release.

python scripts/release_notes.py VERSION
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # the project is not installed

from macros.console import Parser, show_everything

ROOT = Path(__file__).resolve().parent.parent


class Command(Parser):
    """The command of this script."""

    how = "python scripts/release_notes.py VERSIE"


def parts(changelog: str) -> dict[str, str]:
    """Version -> what changed in it, when anything is told. A heading is `## 1.2.0`, with the day behind it if you
    like.
    """
    pieces = re.split(r"^## (.*)\n", changelog, flags=re.MULTILINE)[1:]
    notes = {
        heading.split()[0]: text.strip()
        for heading, text in zip(pieces[::2], pieces[1::2], strict=True)
        if heading[:1].isdigit()
    }
    return {version: text for version, text in notes.items() if text}


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 1 and a Dutch line on stderr when there is nothing about that version."""
    show_everything()
    parser = Command(prog="python scripts/release_notes.py", description="Toon wat er in een uitgave veranderde.")
    parser.add_argument("version", metavar="versie", help="zoals in CHANGELOG.md, bijvoorbeeld 1.0.0")
    version = parser.parse_args(arguments).version
    known = parts((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    if version not in known:
        there = f", wel over {', '.join(known)}" if known else ""
        print(f"CHANGELOG.md: over {version} staat er niets{there}; begin een deel met '## {version}'", file=sys.stderr)
        return 1
    print(known[version])
    return 0


if __name__ == "__main__":
    sys.exit(main())
