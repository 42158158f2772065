"""Screens a table that a statistics service sent, shows what it would change in a figure, and writes it with `--write`.

    python scripts/export_lezen.py FIGURE FILE [--write] [--root DIR]

Nothing is written unless every check passes and the new file passes the check of the library.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # the project is not installed

from macros.console import Parser, show_everything
from macros.editing.numbers.changes import check_with, compare_rows, known_to, read_sheet, save, series
from macros.editing.numbers.exports import screen
from macros.library import DataError, read_library
from macros.library.models.figures import Figure
from macros.library.text.problems import hint


def run(id: str, sent: Path, root: Path, write: bool) -> int:
    """Screen the file, print the report and the changes; 1 and a Dutch line on stderr when something is wrong."""
    try:
        library = read_library(root)
    except DataError as error:
        return refuse(str(error), "Los dit eerst op.")
    figure = library.of(Figure).get(id)
    if figure is None:
        return refuse(
            f"'{id}' is geen cijfer{hint(id, library['cijfers']) or '; kies uit: ' + ', '.join(library['cijfers'])}"
        )
    try:
        raw = sent.read_bytes()
    except OSError as error:
        return refuse(f"{sent}: niet te lezen ({error.strerror})")
    screening = screen(raw, frozenset(figure.indicatoren), known_to(library))
    print(*screening.lines(), sep="\n")
    if not screening.passed:
        return refuse("Nog niet in orde. Verbeter het bestand, of stuur dit overzicht naar wie het maakte.")
    rows = [row.cells for row in screening.rows]
    shown = f"data/cijfers/{id}.csv"
    sheet = read_sheet(root / shown, shown)
    sent_series = {(series(cells), cells["bron"]) for cells in rows}
    changes = compare_rows(sheet.cells, rows, lambda cells: (series(cells), cells["bron"]) in sent_series)
    print("", shown, *(f"  {line}" for line in changes.lines()), sep="\n")
    text = sheet.with_changes(changes)
    if problems := check_with(root, shown, text):
        return refuse(*map(str, problems))
    if changes.any and write:
        save(root / shown, text)
    if changes.any:
        print(
            "Geschreven. Lees het verschil na, en zet 'nagekeken_op' in het YAML-bestand juist."
            if write
            else "Met --write schrijf je dit weg."
        )
    return 0


def refuse(*lines: str) -> int:
    """Print on stderr that nothing was written, and why."""
    print(*lines, "Niets geschreven.", sep="\n", file=sys.stderr)
    return 1


class Command(Parser):
    """The command of this script."""

    how = "python scripts/export_lezen.py CIJFER BESTAND [--write] [--root MAP]"


def main(arguments: list[str] | None = None) -> int:
    """Run the command; the exit code tells whether all was well."""
    show_everything()
    parser = Command(
        prog="python scripts/export_lezen.py",
        description="Kijk een toegestuurde tabel na en toon wat ze in een cijfer verandert.",
    )
    parser.add_argument("figure", metavar="cijfer", help="id van het cijfer: de naam van het bestand in data/cijfers/")
    parser.add_argument("sent", metavar="bestand", type=Path, help="het toegestuurde CSV-bestand")
    parser.add_argument("--write", action="store_true", help="schrijf de wijzigingen weg")
    parser.add_argument("--root", type=Path, default=Path(), help="map van het project")
    given = parser.parse_args(arguments)
    return run(given.figure, given.sent, given.root, given.write)


if __name__ == "__main__":
    sys.exit(main())
