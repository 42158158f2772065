"""Posts the comment that the check of a pull request left, or puts it in the place of the one before.

    python scripts/opmerking.py FOLDER

FOLDER holds `opmerking.md` and `nummer.txt`. A pull request can change the code that made them, so both are treated as
typed by a stranger: the number must be of an open pull request whose newest commit is the one that was checked, and
outside of code spans the text may hold nothing that GitHub makes a link, an image, HTML or a mention of. From the
environment: GITHUB_API_URL, GITHUB_REPOSITORY, GH_TOKEN, HEAD_SHA, RUN_URL and CONCLUSION (how the check ended). Only
the standard library, so that nothing is installed where a token can write. The API:
https://docs.github.com/rest/issues/comments
"""

from __future__ import annotations

import json
import os
import re
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MARK = "<!-- samen-tegen-schooluitval: controle -->"
BOT = "github-actions[bot]"
LONGEST = 62_000
"""Characters of the text; GitHub takes 65,536 with what is added here."""
TIMEOUT = 30
SPAN = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")
ACTIVE = re.compile(r"[`@<\[\]!\\&$|]|://|\bwww\.|#\d|\bGH-\d", re.IGNORECASE)
"""What may not stand outside of a code span."""


class Refused(Exception):
    """What was left cannot be posted; says why, in Dutch."""


def main(arguments: list[str]) -> int:
    """Post or update the comment; the exit code tells whether that worked."""
    if len(arguments) != 1:
        print("Zo gebruik je dit: python scripts/opmerking.py MAP", file=sys.stderr)
        return 2
    try:
        print(post(Path(arguments[0]), dict(os.environ)))
    except (Refused, OSError) as reason:
        print(f"Niet geplaatst: {reason}", file=sys.stderr)
        return 1
    return 0


def post(folder: Path, environment: dict[str, str]) -> str:
    """Put the comment on its pull request and say what was done; raises `Refused`."""
    number = read_number(folder / "nummer.txt")
    text = read_text(folder / "opmerking.md")
    github = GitHub(environment["GITHUB_API_URL"], environment["GITHUB_REPOSITORY"], environment["GH_TOKEN"])
    request = github.ask("GET", f"pulls/{number}")
    if request["state"] != "open":
        return f"Pull request {number} is niet meer open; er is niets geplaatst."
    if request["head"]["sha"] != environment["HEAD_SHA"]:
        return f"Pull request {number} heeft al een nieuwere versie; er is niets geplaatst."
    body = {"body": text + footer(environment["CONCLUSION"], environment["RUN_URL"])}
    for comment in github.comments(number):
        if comment["user"]["login"] == BOT and comment["body"].startswith(MARK):
            github.ask("PATCH", f"issues/comments/{comment['id']}", body)
            return f"Opmerking bij pull request {number} bijgewerkt."
    github.ask("POST", f"issues/{number}/comments", body)
    return f"Opmerking bij pull request {number} geplaatst."


def read_number(path: Path) -> int:
    """The number of the pull request; raises `Refused` for anything else."""
    match = re.fullmatch(rb"([1-9][0-9]{0,8})\n?", path.read_bytes()[:20])
    if not match:
        raise Refused(f"{path.name} bevat geen nummer")
    return int(match[1])


def read_text(path: Path) -> str:
    """The text of the comment; raises `Refused` for what is too long, or holds anything that GitHub would act on."""
    if path.stat().st_size > 4 * LONGEST:
        raise Refused(f"{path.name} is te groot")
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(f"{path.name} is geen UTF-8") from None
    if len(text) > LONGEST:
        raise Refused(f"{path.name} heeft {len(text)} tekens")
    first, _, rest = text.partition("\n")
    if first != MARK:
        raise Refused(f"{path.name} begint niet met het merkteken")
    if found := active(rest):
        raise Refused(f"in {path.name} staat iets dat GitHub uitvoert: {found!r}")
    return text


def active(text: str) -> str:
    """The first thing outside of code spans that GitHub would make more of than text; nothing when there is none.

    A line with a back quote left over is refused, so that no code span goes on over the end of a line.
    """
    lines = (ACTIVE.search(SPAN.sub("", line)) for line in re.split(r"[\r\n]", text))
    return next((match[0] for match in lines if match), "")


def footer(conclusion: str, run: str) -> str:
    """How the check ended, and where to see the site as it will be."""
    report = f"[het verslag van de controle]({run})"
    if conclusion == "success":
        sentence = (
            f"De controle is groen. Wil je de site zien zoals ze wordt? Open {report} en download onderaan *voorbeeld*."
        )
    else:
        sentence = (
            f"De controle is nog niet groen. Staat hierboven niet waarom, dan zegt {report} het. Is de site "
            "gebouwd, dan vind je daar onderaan *voorbeeld*."
        )
    return f"\n---\n{sentence}\n"


class GitHub:
    """The API for one repository."""

    def __init__(self, api: str, repository: str, token: str) -> None:
        self.address = f"{api}/repos/{repository}"
        self.token = token

    def ask(self, method: str, path: str, body: dict[str, str] | None = None) -> Any:
        """What the API answers; raises `Refused` when it does not."""
        request = urllib.request.Request(
            f"{self.address}/{path}",
            method=method,
            data=json.dumps(body).encode() if body else None,
            headers={
                "Authorization": f"Bearer {self.token}",
                "Accept": "application/vnd.github+json",
                "X-GitHub-Api-Version": "2022-11-28",
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
                return json.load(answer)
        except (OSError, ValueError) as error:
            status = error.code if isinstance(error, urllib.error.HTTPError) else type(error).__name__
            raise Refused(f"GitHub antwoordt niet op {method} {path} ({status})") from None

    def comments(self, number: int) -> Iterator[Any]:
        """Every comment of a pull request, the oldest first."""
        page = 1
        while found := self.ask("GET", f"issues/{number}/comments?per_page=100&page={page}"):
            yield from found
            page += 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
