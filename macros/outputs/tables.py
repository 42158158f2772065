"""Numbers as CSV, for people with a spreadsheet or a script."""

from __future__ import annotations

import csv
import io

from macros.library.entries import Figure
from macros.library.observations import COLUMNS


def observations_csv(figure: Figure) -> str:
    """The rows of a figure with the columns of its source file, values as typed, UTF-8, decimal point."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in figure.rows:
        values = (getattr(row, column) for column in COLUMNS)
        writer.writerow(" ".join(value) if isinstance(value, tuple) else "" if value is None else value for value in values)
    return text.getvalue()
