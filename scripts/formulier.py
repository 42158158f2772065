"""Turns an issue that came from a form into a branch and a pull request, or into a comment that says what is wrong.

    python scripts/formulier.py lees EVENT FOLDER     # makes the file with `python -m macros from-issue`; needs no
    token
    python scripts/formulier.py stuur EVENT FOLDER    # pushes it and comments, or only comments; with `gh` and the
    token in the environment
    python scripts/formulier.py labels                # once per repository: the labels that forms set, which GitHub
    does not make by itself

EVENT is the file in which GitHub describes the event; FOLDER holds the answer in between. What a stranger typed goes
from file to file and is never part of a command. A pull request quotes nothing from it, and a comment quotes it
indented, so that it stays text.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # the project is not installed

from macros.console import Parser, show_everything
from macros.editing.forms.github import LABEL
from macros.editing.forms.questions import FORMS
from macros.editing.forms.texts import text

ROOT = Path(__file__).resolve().parent.parent
GO = "maak-een-voorstel"
"""The label with which somebody of the network says that a form may become a proposal."""
MADE, WRONG = "gemaakt.txt", "problemen.txt"
AUTHOR = (
    "-c",
    "user.name=github-actions[bot]",
    "-c",
    "user.email=41898282+github-actions[bot]@users.noreply.github.com",
)
MOST_LINES, LONGEST_LINE = 50, 300


class Commands(Parser):
    """The commands of this script."""

    how = "python scripts/formulier.py lees EVENT MAP | stuur EVENT MAP | labels"


def read(event: dict[str, Any], folder: Path) -> int:
    """Make the file that the form asks for, and leave in `folder` what came of it."""
    names = {label["name"] for label in event["issue"]["labels"]}
    asked = [(kind, what) for kind, forms in FORMS.items() for what in forms if f"{kind}-{what}" in names]
    if len(asked) != 1:
        (folder / WRONG).write_text(
            "Labels: zet er precies één dat zegt welk formulier het is, bijvoorbeeld partners-nieuw\n", encoding="utf-8"
        )
        return 0
    body = folder / "tekst.md"
    body.write_bytes((event["issue"]["body"] or "").encode("utf-8", "replace"))
    (kind, what), command = asked[0], [sys.executable, "-m", "macros", "from-issue"]
    ran = subprocess.run(
        [*command, "--kind", kind, "--what", what, "--body", str(body)], cwd=ROOT, capture_output=True, text=True
    )
    if ran.returncode not in (0, 1) or not ran.stdout:  # it broke, and that is our fault
        print(ran.stderr, file=sys.stderr)
        return 1
    (folder / (WRONG if ran.returncode else MADE)).write_text(ran.stdout, encoding="utf-8")
    return 0


def send(event: dict[str, Any], folder: Path) -> int:
    """Push the file on a branch of its own and propose it, or comment on the issue."""
    number, base = int(event["issue"]["number"]), event["repository"]["default_branch"]
    if (folder / WRONG).exists():
        lines = (folder / WRONG).read_text(encoding="utf-8").splitlines()[:MOST_LINES]
        return refuse(number, text("geweigerd", lines=[line[:LONGEST_LINE] for line in lines], go=GO), folder)
    path, *notes = (folder / MADE).read_text(encoding="utf-8").splitlines()
    if not re.fullmatch(r"data/[a-z]+/[a-z0-9-]+\.yml", path):
        print(f"geen bestand in data/: {path!r}", file=sys.stderr)
        return 1
    branch = f"formulier/{number}"
    if run("git", "ls-remote", "--heads", "origin", f"refs/heads/{branch}"):
        return refuse(number, text("dubbel", branch=branch, go=GO), folder)
    run("git", "switch", "--quiet", "--create", branch)
    run("git", "add", "--", path)
    run("git", *AUTHOR, "commit", "--quiet", "--message", f"Formulier #{number}", "--", path)
    run("git", "push", "--quiet", "origin", f"HEAD:refs/heads/{branch}")
    proposal = write(folder, text("voorstel", number=number, notes=notes))
    address = run(
        "gh",
        "pr",
        "create",
        "--base",
        base,
        "--head",
        branch,
        "--title",
        f"Formulier #{number}: {path}",
        "--body-file",
        proposal,
    ).strip()
    run(
        "gh", "issue", "comment", str(number), "--body-file", write(folder, text("bedankt", address=address), "dank.md")
    )
    return 0


def refuse(number: int, body: str, folder: Path) -> int:
    """Comment on the issue, and take the label away so that it can be set again."""
    run("gh", "issue", "comment", str(number), "--body-file", write(folder, body))
    run("gh", "issue", "edit", str(number), "--remove-label", GO)
    return 0


def write(folder: Path, body: str, name: str = "bericht.md") -> str:
    """Leave a text in a file for `gh`, and give its path."""
    (folder / name).write_text(body, encoding="utf-8")
    return str(folder / name)


def labels() -> int:
    """Make the labels that forms set, and the one that starts a proposal."""
    for name in (LABEL, GO, *(f"{kind}-{what}" for kind, forms in FORMS.items() for what in forms)):
        run("gh", "label", "create", name, "--force")
    return 0


def run(*command: str) -> str:
    """What a command prints; a command that fails stops the script."""
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code tells whether all was well."""
    show_everything()
    parser = Commands(description="Maak van een formulier een voorstel.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="opdracht")
    for name in ("lees", "stuur"):
        command = commands.add_parser(name)
        command.add_argument("event", type=Path, metavar="event")
        command.add_argument("folder", type=Path, metavar="map")
    commands.add_parser("labels")
    given = parser.parse_args(arguments)
    if given.command == "labels":
        return labels()
    return {"lees": read, "stuur": send}[given.command](
        json.loads(given.event.read_text(encoding="utf-8")), given.folder.resolve()
    )


if __name__ == "__main__":
    sys.exit(main())
