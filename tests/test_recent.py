"""What a visitor finds as new on the home page comes from the dates in the entries."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from macros.library import read_library
from macros.library.recent import checked, happened


def test_news_and_the_newest_update_of_an_action_stand_newest_first(worked_plan: Path) -> None:
    found = [(day, entry.id) for day, entry in happened(read_library(worked_plan))]
    assert found == [
        ("2018-03-02", "huisbezoeken"),  # its older update is not shown
        ("2017-06-30", "bellen-op-dag-een"),
        ("2017-05-02", "aanspreekpunt"),
        ("2017-01-24", "proefbericht"),
    ]


def test_what_was_last_checked_is_counted_per_kind(worked_plan: Path) -> None:
    assert checked(read_library(worked_plan)) == (
        date(2018, 11, 20),
        {"partners": 2, "risicofactoren": 1, "acties": 9, "netwerkdagen": 3, "cijfers": 1},
    )
