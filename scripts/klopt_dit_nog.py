"""Writes per active partner a mail that asks whether its entry is still right; it sends nothing.

    python scripts/klopt_dit_nog.py PARTNER [--root DIR]        shows the mail to one partner
    python scripts/klopt_dit_nog.py --out DIR [--all] [--root DIR]    writes one file per partner with a mail
    address; with --all, of the others too

The mail has the address of the page when `SITE_URL` is set, and a link to the form when `REPO_URL` is.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # the project is not installed

from macros.console import Parser, show_everything
from macros.library import DataError, Library, read_library
from macros.library.models.entries import Partner
from macros.library.text.problems import hint
from macros.render.mails import mail


def show(library: Library, id: str, site_url: str, repo_url: str) -> int:
    """Print the mail to one partner; 1 and a Dutch line on stderr when there is no such active partner."""
    partner = library.of(Partner).get(id)
    if partner is None:
        return refuse(f"'{id}' staat niet in data/partners/{hint(id, library['partners'])}")
    if partner.status != "actief":
        return refuse(
            f"{partner.source}: status: deze partner is {library.label(partner.status, 'statussen').lower()}; "
            "alleen een actieve partner krijgt een mail"
        )
    print(mail(library, partner, site_url, repo_url), end="")
    return 0


def write(library: Library, folder: Path, everyone: bool, site_url: str, repo_url: str) -> int:
    """Write a mail per active partner, and say how many were left out for want of an address."""
    active = [partner for partner in library.of(Partner).values() if partner.status == "actief"]
    chosen = [partner for partner in active if everyone or partner.email]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for partner in chosen:
            (folder / f"{partner.id}.txt").write_text(mail(library, partner, site_url, repo_url), encoding="utf-8")
    except OSError as error:
        return refuse(f"{folder}: hier kan niets geschreven worden ({error.strerror}); kies een andere map")
    print(
        f"{len(chosen)} {'mail staat' if len(chosen) == 1 else 'mails staan'} in {folder}. Lees ze na voor je "
        "iets verstuurt."
    )
    if skipped := len(active) - len(chosen):
        who = "1 partner heeft" if skipped == 1 else f"{skipped} partners hebben"
        print(f"{who} geen mailadres. Met --all schrijf je ook daarvoor een tekst: om te bellen, of voor hun website.")
    return 0


def refuse(line: str) -> int:
    """Print on stderr what is wrong."""
    print(line, file=sys.stderr)
    return 1


class Command(Parser):
    """The command of this script."""

    how = (
        "python scripts/klopt_dit_nog.py PARTNER, of --out MAP [--all], met --root voor een andere map van het project."
    )


def main(arguments: list[str] | None = None) -> int:
    """Run the command; the exit code tells whether all was well."""
    show_everything()
    parser = Command(
        prog="python scripts/klopt_dit_nog.py",
        description="Schrijf per partner een mail die vraagt of de fiche nog klopt. Er wordt niets verstuurd.",
    )
    parser.add_argument("partner", nargs="?", help="id van één partner: de naam van het bestand in data/partners/")
    parser.add_argument("--out", metavar="map", type=Path, help="schrijf hier één bestand per partner")
    parser.add_argument("--all", action="store_true", help="ook partners zonder mailadres")
    parser.add_argument("--root", type=Path, default=Path(), help="map van het project")
    given = parser.parse_args(arguments)
    if bool(given.partner) == bool(given.out):
        parser.error("one of the two")
    try:
        library = read_library(given.root)
    except DataError as error:
        return refuse(f"{error}\nLos dit eerst op. Niets geschreven.")
    urls = os.environ.get("SITE_URL", ""), os.environ.get("REPO_URL", "")
    return show(library, given.partner, *urls) if given.partner else write(library, given.out, given.all, *urls)


if __name__ == "__main__":
    sys.exit(main())
