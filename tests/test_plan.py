"""The plan: how far something is comes from the data with its calculation, and every action is found from each side."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT

from macros.library import read_library
from macros.library.entries import Action
from macros.library.figures import Figure
from macros.render import plan

HEADER = "indicator,periode,gebied,gebied_basis,bevolking,uitsplitsing,categorie,waarde,eenheid,teller,noemer,bron,vindplaats,vlag,opmerking"
SOURCE = "bronnen: [{bron: proefstudie2016}]\nnagekeken_op: 2017-03-01\nnagekeken_door: redactie\n"
AREAS = {"B": "brussels-hoofdstedelijk-gewest", "V": "vlaams-onderwijs"}


def row(text: str) -> str:
    """A row from `area period value [category] [flag]`."""
    words = text.split()
    area, period, value, category, flag = words + ["", "", "", "totaal", ""][len(words) :]
    return f"afwezig,{period},{AREAS[area]},onbekend,leerlingen,groep,{category},{value},%,,,proefstudie2016,,{flag},"


@pytest.fixture
def tracked(small_site: Path) -> Callable[..., plan.Progress]:
    """How far the action of the small site is with these numbers; `indicator` replaces what it aims at."""

    figure_file, action_file = small_site / "data/cijfers/afwezig.yml", small_site / "data/acties/aanspreekpunt.yml"
    head, _, _ = figure_file.read_text(encoding="utf-8").partition("grafieken:")
    figure_file.write_text(head.replace("eenheid: '%'", "eenheid: '%'\n    geen_grafiek: Dit is een test.") + SOURCE, encoding="utf-8")
    before = action_file.read_text(encoding="utf-8")

    def make(rows: str, aim: str = "richting: omlaag, doelwaarde: 5, tegen: 2020", begin: str = "2017-01") -> plan.Progress:
        (small_site / "data/cijfers/afwezig.csv").write_text("\n".join([HEADER, *map(row, rows.split(" / "))]) + "\n", encoding="utf-8")
        text = before.replace("richting: omlaag, doelwaarde: 5, tegen: 2020", aim)
        text = text.replace("begin: 2017-01", f"begin: {begin}" if begin else "")
        action_file.write_text(text, encoding="utf-8")
        library = read_library(small_site)
        action, figure = library["acties"]["aanspreekpunt"], library["cijfers"]["afwezig"]
        assert isinstance(action, Action)
        assert isinstance(figure, Figure)
        return plan.on_track(figure, action.indicatoren[0], action.begin)

    return make


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        pytest.param("B 2016 10 / B 2018 7", "Op schema", id="onder-de-lijn"),
        pytest.param("B 2016 10 / B 2018 7.5", "Op schema", id="op-de-lijn"),
        pytest.param("B 2016 10 / B 2018 7.6", "Niet op schema", id="boven-de-lijn"),
        pytest.param("B 2014 20 / B 2016 10 / B 2018 8", "Niet op schema", id="start-is-het-laatste-getal-voor-het-begin"),
        pytest.param("B 2018 10 / B 2019 7", "Op schema", id="zonder-getal-van-voor-het-begin-start-het-eerste"),
        pytest.param("B 2016 10 / B 2022 6", "Niet op schema", id="na-de-datum-telt-de-doelwaarde"),
        pytest.param("B 2016 10 / B 2018 7 / V 2019 30", "Op schema", id="een-ander-gebied-telt-niet"),
        pytest.param("B 2016 10 / B 2018 7 / B 2019 30 meisjes", "Op schema", id="een-deel-van-de-groep-telt-niet"),
        pytest.param("B 2016 10 / B 2018 7 totaal breuk", "Niet te zeggen of het op schema zit", id="de-telling-veranderde"),
        pytest.param("B 2016 10 / B 2018 7 totaal tegenspraak", "Niet te zeggen of het op schema zit", id="de-bronnen-zijn-het-niet-eens"),
        pytest.param("B 2016 10", "Niet te zeggen of het op schema zit", id="geen-nieuwer-getal"),
        pytest.param("V 2016 10 / V 2018 3", "Niet te zeggen of het op schema zit", id="geen-getal-voor-het-gebied"),
    ],
)
def test_on_track_is_the_line_from_start_to_target(tracked: Callable[..., plan.Progress], rows: str, words: str) -> None:
    assert tracked(rows).words == words


def test_a_number_that_must_rise_is_on_track_above_the_line(tracked: Callable[..., plan.Progress]) -> None:
    assert tracked("B 2016 50 / B 2018 66", "richting: omhoog, doelwaarde: 80, tegen: 2020").words == "Op schema"
    assert tracked("B 2016 50 / B 2018 64", "richting: omhoog, doelwaarde: 80, tegen: 2020").words == "Niet op schema"


def test_the_calculation_stands_beside_the_verdict(tracked: Callable[..., plan.Progress]) -> None:
    assert tracked("B 2016 10 / B 2018 7").calculation == "Van 10 % in 2016 naar 5 % in 2020; in 2018 ligt die lijn op 7,5 %, en het cijfer op 7 %."


def test_without_a_target_or_a_begin_nothing_is_said(tracked: Callable[..., plan.Progress]) -> None:
    assert not tracked("B 2016 10 / B 2018 7", "richting: omlaag").known
    assert not tracked("B 2016 10 / B 2018 7", begin="").known


def test_each_view_holds_every_action() -> None:
    library = read_library(ROOT)
    every = {action.id for action in plan.actions(library)}
    for view in plan.views(library):
        assert {action.id for _, _, members in view.groups for action in members} == every, view.id
        assert all(members for _, _, members in view.groups), view.id
    for view in plan.views(library)[:2]:
        assert sum(len(members) for _, _, members in view.groups) == len(every), view.id


def test_the_counts_in_words_are_those_of_the_entries() -> None:
    library = read_library(ROOT)
    words = plan.states_in_words(library)
    assert words.startswith(f"Hier staan {len(library['acties'])} fiches: ")
    assert sum(int(number) for number in re.findall("[0-9]+", words)) == 2 * len(library["acties"])


def test_a_state_and_a_kind_that_an_editor_adds_are_told_by_their_label(small_site: Path) -> None:
    for list_name, word in (("actiestatussen", "uitgesteld"), ("actiesoorten", "proefproject")):
        file = small_site / f"data/lijsten/{list_name}.yml"
        file.write_text(
            f"{file.read_text(encoding='utf-8').rstrip()}\n  {word}: {{label: {word.capitalize()}, uitleg: Alleen in de tests.}}\n", encoding="utf-8"
        )
    action = small_site / "data/acties/aanspreekpunt.yml"
    text = action.read_text(encoding="utf-8").replace("soort: actie", "soort: proefproject").replace("status: lopend", "status: uitgesteld")
    action.write_text(text.replace("begin: 2017-01", "begin: 1890"), encoding="utf-8")
    library = read_library(small_site)
    assert plan.states_in_words(library) == "Hier staat 1 fiche: 1 staat op 'Uitgesteld'."
    assert [shape.text for shape in plan.timeline(library, 320).shapes if shape.role == "tick"] == ["1899", "1919", "1939", "1959", "1979", "1999", "2019"]


def test_steps_are_counted_and_no_steps_is_not_zero(small_site: Path) -> None:
    action = read_library(small_site)["acties"]["aanspreekpunt"]
    assert isinstance(action, Action)
    assert plan.steps_done(action) == plan.Progress("1 van 2 stappen gedaan", "1 ÷ 2 = 50 %")
    assert not plan.steps_done(action.model_copy(update={"stappen": ()})).known
