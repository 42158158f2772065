"""Which files a reader can download of a figure, and what they are called."""

from __future__ import annotations

from macros.library import Library
from macros.library.models.figures import Figure
from macros.outputs.csv_files import excel_csv, observations_csv
from macros.outputs.packages import data_package
from macros.outputs.readme import readme


def file_names(figure: Figure) -> tuple[str, ...]:
    """The files of a figure, by name."""
    return (f"{figure.id}.csv", f"{figure.id}-excel.csv", "datapackage.json", "leesmij.txt")


def downloads(library: Library, figure: Figure) -> dict[str, bytes]:
    """File name -> content, for the address of the figure and for its folder in the zip file of all figures."""
    return dict(
        zip(
            file_names(figure),
            (observations_csv(figure), excel_csv(figure), data_package(library, figure), readme(library, figure)),
            strict=True,
        )
    )
