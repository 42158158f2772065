"""What others published from the same survey agrees with the series on the site."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from macros.library import Library, read_library
from macros.library.models.figures import Figure

TESTS = Path(__file__).parent
with (TESTS / "control" / "esl-18-24-lfs.csv").open(encoding="utf-8", newline="") as file:
    CONTROL = list(csv.DictReader(file))
"""Values as other sources print them; `verschil` says why one cannot agree."""


pytestmark = pytest.mark.content


@pytest.fixture(scope="module")
def library() -> Library:
    """The real library of the site."""
    return read_library(TESTS.parent)


def agree(shown: Decimal, series: Decimal | None) -> bool:
    """Whether a value, as precise as it is shown, can be the rounded value of the series."""
    unit = Decimal(1).scaleb(int(shown.as_tuple().exponent))
    return series is not None and abs(series - shown) <= unit / 2


def test_survey_series_agrees_with_other_sources_but_for_the_explained_values(library: Library) -> None:
    """Each control value equals the series within its own rounding; only those with a reason differ, and each of those
    does.
    """
    figure = library.of(Figure)["esl-18-24-lfs"]
    series = {(row.periode, row.gebied, row.categorie): row.waarde for row in figure.rows}
    different = [
        row
        for row in CONTROL
        if not agree(Decimal(row["waarde"]), series.get((row["periode"], row["gebied"], row["categorie"])))
    ]
    assert different == [row for row in CONTROL if row["verschil"]]


def test_every_control_value_names_a_known_source(library: Library) -> None:
    """The control file leans on sources of the reference list."""
    assert {row["bron"] for row in CONTROL} <= library.sources.keys()
