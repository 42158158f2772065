"""The door for commands: `python -m macros check | compare | from-issue | new | links | stage | tekst | write`."""

from __future__ import annotations

import argparse
import logging
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from macros.console import Parser, show_everything
from macros.editing.forms.github import FORM_FOLDER, form_questions, forms
from macros.editing.forms.submissions import MAX_BODY, from_issue
from macros.editing.language import (
    AVERAGE,
    average_length,
    known_names,
    long_sentences,
    passages,
    passages_of_pages,
    spelled_parts,
    unknown_words,
)
from macros.editing.new import new_entry
from macros.editing.proposals.annotations import annotation
from macros.editing.proposals.comparison import compare_libraries, deleted_behind
from macros.editing.schemas import COMMAND, SCHEMA_FOLDER, SETTINGS, schemas, with_schemas
from macros.library import DataError, Library, Problem, read_library
from macros.library.coverage import COUNTED, coverage, orphans, unused_sources
from macros.library.look import STYLE, faint, read_look
from macros.library.models.entries import KINDS
from macros.library.page_heads import page_problems


class Commands(Parser):
    """The commands of `python -m macros`."""

    how = (
        "python -m macros check | compare oud nieuw | from-issue --kind soort --what wat --body bestand | "
        'new soort "Naam" | links | stage map | tekst | write, met --root voor een andere map.'
    )


def check(root: Path, github: bool = False) -> int:
    """Print one line per problem (for GitHub also beside the line it is about) and give 1, or one line that sums up and
    give 0; that files which follow from the lists must be written again, is said and no problem.
    """
    try:
        library = read_library(root)
        faults = page_problems(root)
        if (root / STYLE).exists():
            faults += faint(read_look(root))
        if faults:
            raise DataError(faults)
    except DataError as error:
        print(error)
        if github:
            annotate(error.problems)
        many = len(error.problems)
        print(f"{many} {'probleem' if many == 1 else 'problemen'} gevonden.", file=sys.stderr)
        return 1
    counts = [f"{len(by_id)} {KINDS[kind].words[len(by_id) != 1]}" for kind, by_id in library.entries.items()]
    print(f"In orde: {', '.join(counts)}, {len(library.sources)} bronnen.")
    if behind := stale(root, library):
        rest = len(behind) - 1
        which = f"{behind[0]} en {rest} andere zijn" if rest else f"{behind[0]} is"
        print(f"Let op: {which} niet meer juist na wat er veranderde; doe '{COMMAND}'.", file=sys.stderr)
    return 0


def stale(root: Path, library: Library) -> list[str]:
    """The schemas and issue forms in the project `root` that `write` would change, by path; none of a folder that a
    network does not have.

    VELDEN.md has the same words as the schemas, so it is old when they are. It is not read: it needs templates, and a
    check does without.
    """
    wanted = {SCHEMA_FOLDER: schemas(library.lists), FORM_FOLDER: form_questions(library)}
    return [
        name
        for folder, endings in wanted.items()
        if (root / folder).is_dir()
        for name, ending in endings.items()
        if not _text_of(root / name).endswith(ending)
    ]


def _text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def annotate(problems: Iterable[Problem]) -> None:
    """Print each problem once more, as GitHub wants it to show it beside the line."""
    for problem in problems:
        print(annotation(problem))


def compare(old: Path, new: Path, meanwhile: Sequence[str] = (), wording: bool = False) -> int:
    """Print the comment on a change of the project in `old` to that in `new`, with `wording` on its language too; 1
    when the data of `new` have problems.
    """
    from macros.editing.proposals.comment import (  # with templates; a check does without
        review_of_changes,
        review_of_problems,
        review_without_base,
    )

    before, faults = _library_or_problems(old)
    after, problems = _library_or_problems(new)
    if after is None:
        placed = [(problem, deleted_behind(problem, before, new) if before else None) for problem in problems]
        print(review_of_problems(placed, meanwhile), end="")
    elif before is None:
        print(review_without_base(faults), end="")
    else:
        print(
            review_of_changes(
                compare_libraries(before, after), meanwhile, language_problems(new)[0] if wording else ()
            ),
            end="",
        )
    return int(after is None)


def _library_or_problems(root: Path) -> tuple[Library | None, tuple[Problem, ...]]:
    try:
        return read_library(root), ()
    except DataError as error:
        return None, error.problems


def new(root: Path, kind: str, name: str, anyway: bool = False) -> int:
    """Write a commented file for a new entry and print its path."""
    try:
        print(new_entry(root, kind, name, anyway=anyway))
    except DataError as error:
        print(error)
        return 1
    return 0


def links(root: Path) -> int:
    """Print how everything is linked, and what is linked to nothing."""
    try:
        library = read_library(root)
    except DataError as error:
        print(error)
        return 1
    rows = list(coverage(library))
    width = max(map(len, library["risicofactoren"]), default=0) + 2
    print("risicofactor".ljust(width) + "".join(column.rjust(14) for column in COUNTED))
    for id, counts in rows:
        print(id.ljust(width) + "".join(str(count).rjust(14) for count in counts))
    print()
    for entry in orphans(library):
        print(f"{entry.source}: aan niets gekoppeld")
    for id in unused_sources(library):
        print(f"data/bronnen.yml: {id}: nergens gebruikt")
    return 0


def write(root: Path) -> int:
    """Write what is told from the code and the closed lists: the schemas that help an editor while typing, VELDEN.md,
    and the issue forms of GitHub.
    """
    from macros.render.guide import FILE, guide  # with templates; a check does without

    try:
        library = read_library(root)
        written = {**schemas(library.lists), FILE: guide(library), **forms(library)}
    except DataError as error:
        print(error)
        return 1
    settings = root / SETTINGS
    if settings.is_file():
        settings.write_text(with_schemas(settings.read_text(encoding="utf-8")), encoding="utf-8")
    for name, text in written.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    print(f"{len(written)} bestanden geschreven: {SCHEMA_FOLDER}/, {FORM_FOLDER}/ en {FILE}.")
    return 0


def stage(root: Path, target: Path) -> int:
    """Write the whole site as plain files for another generator, and say how many."""
    from mkdocs.exceptions import MkDocsException  # only this command builds

    from macros.generator import staging

    logging.basicConfig(format="%(message)s")  # what MkDocs warns of
    try:
        read_library(root)
        pages, others = staging.stage_site(root, target)
    except FileExistsError:
        print(f"{target} bestaat al; kies een map die er nog niet is.")
        return 1
    except (DataError, MkDocsException, OSError) as error:
        print(error)
        return 1
    print(f"{pages} pagina's en {others} andere bestanden geschreven in {target}/.")
    return 0


def submit(root: Path, kind: str, what: str, body: Path) -> int:
    """Write the file that a filled-in form asks for; print its path and a line for each thing left to do, or its
    problems.
    """
    try:
        with body.open("rb") as file:
            submission = from_issue(root, kind, what, file.read(MAX_BODY + 1))
    except OSError as error:
        print(f"{body}: niet te lezen ({error.strerror})")
        return 1
    except DataError as error:
        print(error)
        return 1
    print(submission.path.relative_to(root).as_posix(), *submission.notes, sep="\n")
    return 0


def language(root: Path, github: bool = False) -> int:
    """Print what is misspelled or too long (for GitHub also beside the line it is about), and give 1; or one line that
    sums up and give 0.
    """
    problems, summary = language_problems(root)
    for problem in problems:
        print(problem)
    if github:
        annotate(problems)
    if not problems:
        print(f"In orde: {summary}.")
    return int(bool(problems))


def language_problems(root: Path) -> tuple[list[Problem], str]:
    """What is misspelled or too long, by file and line; and how much was read."""
    texts = [*passages(root), *passages_of_pages(root)]
    listed = root / "data" / "woordenlijst.txt"
    known = known_names(texts) | set(listed.read_text(encoding="utf-8").split() if listed.is_file() else ())
    given = {part for passage in texts for word in passage.words for part in spelled_parts(word)}
    problems = [*long_sentences(texts), *unknown_words(texts, misspelled(given), known)]
    average = average_length(texts)
    if average > AVERAGE:
        problems.append(Problem("data", 0, "", f"een zin heeft gemiddeld {average:.1f} woorden; hoogstens {AVERAGE}"))
    return sorted(problems), f"{len(texts)} teksten, gemiddeld {average:.1f} woorden per zin"


def misspelled(words: set[str]) -> set[str]:
    """The words that hunspell's Dutch dictionary does not know."""
    if shutil.which("hunspell") is None:
        sys.exit("hunspell ontbreekt: installeer de pakketten hunspell en hunspell-nl")
    ran = subprocess.run(
        ["hunspell", "-d", "nl", "-i", "utf-8", "-l"],
        input="\n".join(sorted(words)),
        capture_output=True,
        text=True,
        check=True,
    )
    return set(ran.stdout.split())


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code tells whether all was well."""
    show_everything()
    parser = Commands(prog="python -m macros", description="Gegevens van de site nakijken of aanvullen.")
    parser.add_argument("--root", type=Path, default=Path(), help="map van het project")
    commands = parser.add_subparsers(dest="command", required=True, metavar="opdracht")
    checking = commands.add_parser("check", help="kijk alle gegevens na")
    comparing = commands.add_parser(
        "compare", help="zeg wat er voor de lezer verandert tussen twee mappen van het project"
    )
    receiving = commands.add_parser("from-issue", help="maak van een ingevuld formulier een bestand")
    adding = commands.add_parser("new", help="maak een bestand voor een nieuwe fiche")
    linking = commands.add_parser("links", help="toon hoe alles gekoppeld is, en wat nergens aan hangt")
    staging = commands.add_parser("stage", help="schrijf de hele site als gewone bestanden, voor een andere generator")
    reading = commands.add_parser("tekst", help="kijk spelling en zinslengte na")
    writing = commands.add_parser("write", help="schrijf schema's, VELDEN.md en de formulieren opnieuw")
    for command in (checking, receiving, adding, linking, staging, reading, writing):
        command.add_argument("--root", type=Path, default=argparse.SUPPRESS, help="map van het project")
    for command in (checking, reading):
        command.add_argument(
            "--github", action="store_true", help="toon elk probleem ook bij zijn regel in een pull request"
        )
    comparing.add_argument("old", type=Path, metavar="oud", help="map van het project zoals het is")
    comparing.add_argument("new", type=Path, metavar="nieuw", help="map van het project zoals het wordt")
    comparing.add_argument(
        "--intussen",
        type=Path,
        metavar="lijst",
        help="bestand met per regel een pad dat in de oude map intussen ook veranderde",
    )
    comparing.add_argument(
        "--taal", action="store_true", help="zeg ook wat er aan de taal van de nieuwe map niet klopt"
    )
    receiving.add_argument("--kind", required=True, metavar="soort", help="soort fiche, zoals de map heet")
    receiving.add_argument("--what", required=True, metavar="wat", help="nieuw, wijzigen of gestopt")
    receiving.add_argument(
        "--body", required=True, type=Path, metavar="bestand", help="de tekst van het formulier, zoals GitHub die geeft"
    )
    staging.add_argument("target", type=Path, metavar="map", help="map die er nog niet is")
    adding.add_argument("kind", metavar="soort", help=", ".join(KINDS))
    adding.add_argument("name", metavar="naam", help="naam van de fiche, tussen aanhalingstekens")
    adding.add_argument("--toch", action="store_true", help="maak het bestand ook als de naam op een andere lijkt")
    given = parser.parse_args(arguments)
    if given.command == "new":
        return new(given.root, given.kind, given.name, given.toch)
    if given.command == "from-issue":
        return submit(given.root, given.kind, given.what, given.body)
    if given.command == "stage":
        return stage(given.root, given.target)
    if given.command == "compare":
        return compare(
            given.old,
            given.new,
            given.intussen.read_text(encoding="utf-8").splitlines() if given.intussen else (),
            given.taal,
        )
    if given.command in ("check", "tekst"):
        return {"check": check, "tekst": language}[given.command](given.root, given.github)
    return {"links": links, "write": write}[given.command](given.root)


if __name__ == "__main__":
    sys.exit(main())
