"""The plan, on a worked example: every action stands once in each place where it belongs, and how far it is comes from
the data.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from conftest import real_library

from macros.library import Library, read_library
from macros.library.models.entries import Action
from macros.library.models.figures import Figure
from macros.render import plan, progress, timeline, views
from macros.render.pages import entry_pages

# ---- every view of the worked example, counted by hand ----

VIEWS = {
    "per-pijler": {
        "Coördinatie": ["aanspreekpunt", "opdracht-kaart"],
        "Preventie": ["bellen-op-dag-een", "huisbezoeken", "brieven", "mentoren", "decreet"],
        "Interventie": ["snelle-plaats", "lokaal-overleg"],
        "Compensatie": ["tweede-kans"],
    },
    "per-stand": {
        "Voorgesteld": ["tweede-kans"],
        "Gepland": ["snelle-plaats"],
        "Lopend": ["aanspreekpunt", "huisbezoeken", "lokaal-overleg", "decreet"],
        "Gedaan": ["bellen-op-dag-een"],
        "Gestopt": ["brieven", "mentoren"],
        "Niet bekend hoe ver": ["opdracht-kaart"],
    },
    "per-partner": {
        "Hulp": ["aanspreekpunt trekt", "huisbezoeken trekt", "bellen-op-dag-een", "opdracht-kaart"],
        "School": ["bellen-op-dag-een trekt", "brieven trekt", "lokaal-overleg trekt", "huisbezoeken"],
        "Stad": ["mentoren trekt", "tweede-kans trekt", "huisbezoeken", "brieven"],
        "Zonder partner met een fiche": ["snelle-plaats", "decreet"],
    },
    "per-signaal": {
        "Pesten": ["huisbezoeken", "snelle-plaats"],
        "Wegblijven": ["aanspreekpunt", "bellen-op-dag-een", "huisbezoeken", "brieven", "lokaal-overleg"],
        "Zonder bepaald signaal": ["mentoren", "tweede-kans", "opdracht-kaart", "decreet"],
    },
}
DATED = {
    "lokaal-overleg": "Niet bekend",  # 2015: in one school year or the other
    "bellen-op-dag-een": "2016-2017",
    "brieven": "2016-2017",
    "opdracht-kaart": "2016-2017",
    "mentoren": "2016-2017",
    "huisbezoeken": "2016-2017",
    "aanspreekpunt": "2016-2017",
    "decreet": "Niet bekend",
    "snelle-plaats": "2018-2019",
}
"""Action -> school year in which it begins, in order; `tweede-kans` has no begin."""

ITEM = re.compile(r'<li><a href="\.\./acties/([a-z-]+)/">[^<]*</a>(.*?)</li>', re.DOTALL)


@pytest.fixture
def worked(worked_plan: Path) -> Library:
    return read_library(worked_plan)


def page(library: Library, kind: str, id: str) -> str:
    return next(page.html for page in entry_pages(library) if (page.entry.folder, page.entry.id) == (kind, id))


def text(html: str) -> str:
    apart = re.sub(r"</?(?:p|h\d|d[tdl]|li|t[dhr]|div|summary)\b[^>]*>", " ", html)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", apart)).split())


@pytest.mark.parametrize("id", VIEWS)
def test_a_view_has_each_action_once_in_each_place_where_it_belongs(id: str, worked: Library) -> None:
    html = views.action_plan(worked, "actieplan/")
    _, _, found = html.partition(f'id="{id}"')
    groups = re.split(r"<h3>", found.partition("</details>")[0])[1:]
    told = {}
    for group in groups:
        title, _, _ = group.partition("</h3>")
        name, count = re.fullmatch(r"(.*) (\d+)", text(title)).groups()  # type: ignore[union-attr]
        told[name] = [f"{action} trekt" if "· trekt" in about else action for action, about in ITEM.findall(group)]
        assert int(count) == len(told[name])
    assert told == VIEWS[id]


def test_the_time_line_and_its_table_have_each_action_with_a_begin_once(worked: Library) -> None:
    html = views.action_plan(worked, "actieplan/")
    rows = [
        (id, text(year))
        for id, year in re.findall(
            r'<th scope="row"><a href="\.\./acties/([a-z-]+)/">.*?</th><td>.*?</td><td>.*?</td><td>(.*?)</td>', html
        )
    ]
    assert rows == list(DATED.items())
    names = [worked["acties"][id].naam for id in DATED]
    for width in (700, 320):
        drawing = timeline.timeline(worked, width)
        assert [shape.text for shape in drawing.shapes if shape.role == "row"] == names
        assert sum(shape.kind == "dot" for shape in drawing.shapes) == 9
    assert [action for action, _ in ITEM.findall(html.partition('id="zonder-begin"')[2])] == ["tweede-kans"]


def test_the_time_line_runs_over_school_years(worked: Library) -> None:
    drawing = timeline.timeline(worked, 700)
    assert [shape.text for shape in drawing.shapes if shape.role == "tick"] == [
        f"{year}-{year + 1}" for year in range(2018, 2013, -1)
    ]
    lines = [shape for shape in drawing.shapes if shape.role in ("hero", "spread") and shape.kind == "path"]
    assert [shape.role for shape in lines].count("hero") == 5, "with a known end"
    assert [shape.role for shape in lines].count("spread") == 4, "without one, up to the day of the content"


@pytest.mark.parametrize(
    ("date", "begin", "end"),
    [
        ("2018-09-01", 2018.0, 2018.0),
        ("2018-09", 2018.0, 2018.08),
        ("2019-03", 2018.5, 2018.58),
        ("2018", 2017.33, 2018.33),
        ("2018-08-31", 2018.0, 2018.0),
    ],
)
def test_a_date_has_its_place_in_the_school_year(date: str, begin: float, end: float) -> None:
    assert timeline.place(date) == pytest.approx(begin, abs=0.01)
    assert timeline.place(date, end=True) == pytest.approx(end, abs=0.01)


def test_the_plan_at_a_glance(worked: Library) -> None:
    told = text(views.plan_in_short(worked, "actieplan/"))
    assert (
        "Hier staan 10 fiches: 1 is voorgesteld, 1 is gepland, 4 lopen, 1 is gedaan, 2 zijn gestopt en van 1 "
        "kennen we de stand niet." in told
    )
    assert (
        "Opdracht van het netwerk: van 1 kennen we de stand niet. Bouwsteen in Brussel: 1 loopt. Vlaams beleid: 1 "
        "loopt." in told
    )
    assert "Actie van het plan: 1 is voorgesteld, 1 is gepland, 2 lopen, 1 is gedaan en 2 zijn gestopt." in told
    assert (
        "Wie trekt? School (3 keer), Hulp (2 keer), Stad (2 keer) en Een werkgroep van scholen. Van 2 fiches "
        "noemt geen bron een trekker." in told
    )


def test_goals_come_first_then_the_objectives_of_each_pillar_with_their_actions(worked: Library) -> None:
    told = text(views.objectives(worked, "actieplan/"))
    goal, _, rest = told.partition("Doelstellingen per pijler")
    assert "Minder uitval in de stad" in goal
    assert (
        "Op schema. Een rechte lijn gaat van 8 % in 2016 naar 5 % in 2020. In 2017 ligt die lijn op 7,25 % en het "
        "cijfer op 7,2 %." in goal
    )
    assert "Een aanspreekpunt (lopend), Een tweede kans (voorgesteld)." in goal
    prevention, _, intervention = rest.partition("Interventie")
    assert "Preventie Elke afwezigheid wordt dezelfde dag gezien" in prevention
    assert (
        "Bellen op dag een (gedaan), Huisbezoeken (lopend), Brieven naar huis (gestopt), Mentoren (gestopt)."
        in prevention
    )
    assert "Snel een plaats (gepland)." in intervention


def test_an_action_under_way_tells_what_is_done_what_is_late_and_whether_the_number_moves(worked: Library) -> None:
    told = text(page(worked, "acties", "huisbezoeken"))
    for words in (
        "Trekker Hulp",
        "Begin november 2016",
        "2 van 4 stappen gedaan. 2 ÷ 4 = 50 %. Op 20 november 2018 was te laat: Dertig bezoeken.",
        "Een lijst maken Gedaan, 5 december 2016",
        "Dertig bezoeken Lopend, tegen juni 2018 · te laat",
        "Terugkijken Gepland, tegen 31 mei 2019",
        "Dit dient het doel: elke afwezigheid wordt dezelfde dag gezien",
        "In de pijler preventie vonden we geen aanbod voor pesten en 1 aanbod voor wegblijven.",
        "Leerlingen die spijbelen, Brussels Hoofdstedelijk Gewest. Op schema.",
        "Een rechte lijn gaat van 8 % in 2016 naar 6 % in 2020. In 2017 ligt die lijn op 7,5 % en het cijfer op 7,2 %.",
        "Bij de start 8 % in 2016 Doel 6 % tegen 2020 Nieuwste getal 7,2 % in 2017 Volgend getal in maart 2019",
        "Of deze actie daarvan de oorzaak is, zegt dit niet",
        "2 maart 2018. Er zijn achttien bezoeken gebracht.",
        "Komt in de plaats van Mentoren.",
        "Ook: vrijwilligers.",
    ):
        assert words in told
    assert told.index("2 maart 2018.") < told.index("December 2016."), "the newest first"


def test_an_action_that_is_done_stopped_or_replaced_keeps_its_page_and_says_so(worked: Library) -> None:
    done = text(page(worked, "acties", "bellen-op-dag-een"))
    assert "2 van 2 stappen gedaan. 2 ÷ 2 = 100 %." in done
    assert "Komt in de plaats van Brieven naar huis." in done
    stopped = text(page(worked, "acties", "brieven"))
    assert "Gestopt Vervangen door Bellen op dag een. Een brief kwam te laat." in stopped
    assert "te laat:" not in stopped, "nobody has to do that step any more"


def test_a_partner_sees_what_it_leads_and_where_it_helps(worked: Library) -> None:
    told = text(page(worked, "partners", "school"))
    assert "In het actieplan 4 acties" in told
    assert "Bellen op dag een Trekt · Actie van het plan · gedaan" in told
    assert "Huisbezoeken Werkt mee · Actie van het plan · lopend" in told
    assert told.count("Lokaal overleg") == 1, "it leads, and is named as a partner too"
    for id, address in (("hulp", True), ("school", True), ("stad", True)):
        assert ('href="../../partners/' + id + '/acties.ics"' in page(worked, "partners", id)) == address


def test_a_partner_whose_work_has_no_day_has_no_calendar(small_site: Path) -> None:
    shown = page(read_library(small_site), "partners", "hulp")
    assert "In het actieplan" in text(shown)
    assert "acties.ics" not in shown


# ---- how far ----

HEADER = (
    "indicator,periode,gebied,gebied_basis,bevolking,uitsplitsing,categorie,"
    "waarde,eenheid,teller,noemer,bron,vindplaats,vlag,opmerking"
)
SOURCE = "bronnen: [{bron: proefstudie2016}]\nnagekeken_op: 2017-03-01\nnagekeken_door: redactie\n"
AREAS = {"B": "brussels-hoofdstedelijk-gewest", "V": "vlaams-onderwijs"}
AIM = "richting: omlaag, doelwaarde: 5, eenheid: '%', tegen: 2020"


def row(line: str) -> str:
    """A row from `area period value [category] [flag]`."""
    words = line.split()
    area, period, value, category, flag = words + ["", "", "", "totaal", ""][len(words) :]
    return f"afwezig,{period},{AREAS[area]},onbekend,leerlingen,groep,{category},{value},%,,,proefstudie2016,,{flag},"


@pytest.fixture
def tracked(small_site: Path) -> Callable[..., progress.Track]:
    """How far the action of the small site is with these numbers; `aim` replaces where it should go."""

    figure_file, action_file = small_site / "data/cijfers/afwezig.yml", small_site / "data/acties/aanspreekpunt.yml"
    head, _, _ = figure_file.read_text(encoding="utf-8").partition("grafieken:")
    figure_file.write_text(
        head.replace("eenheid: '%'", "eenheid: '%'\n    geen_grafiek: Dit is een test.") + SOURCE, encoding="utf-8"
    )
    before = action_file.read_text(encoding="utf-8")
    assert AIM in before

    def make(rows: str, aim: str = AIM, begin: str = "2017-01") -> progress.Track:
        (small_site / "data/cijfers/afwezig.csv").write_text(
            "\n".join([HEADER, *map(row, rows.split(" / "))]) + "\n", encoding="utf-8"
        )
        changed = before.replace(AIM, aim).replace("begin: 2017-01", f"begin: {begin}" if begin else "")
        action_file.write_text(changed, encoding="utf-8")
        library = read_library(small_site)
        action, figure = library.of(Action)["aanspreekpunt"], library.of(Figure)["afwezig"]
        return progress.on_track(figure, action.indicatoren[0], action.begin)

    return make


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        pytest.param("B 2016 10 / B 2018 7", "Op schema", id="onder-de-lijn"),
        pytest.param("B 2016 10 / B 2018 7.5", "Op schema", id="op-de-lijn"),
        pytest.param("B 2016 10 / B 2018 7.6", "Niet op schema", id="boven-de-lijn"),
        pytest.param(
            "B 2014 20 / B 2016 10 / B 2018 8", "Niet op schema", id="start-is-het-laatste-getal-voor-het-begin"
        ),
        pytest.param("B 2018 10 / B 2019 7", "Op schema", id="zonder-getal-van-voor-het-begin-start-het-eerste"),
        pytest.param("B 2016 10 / B 2022 6", "Niet op schema", id="na-de-datum-telt-de-doelwaarde"),
        pytest.param("B 2016 10 / B 2018 7 / V 2019 30", "Op schema", id="een-ander-gebied-telt-niet"),
        pytest.param("B 2016 10 / B 2018 7 / B 2019 30 meisjes", "Op schema", id="een-deel-van-de-groep-telt-niet"),
        pytest.param(
            "B 2016 10 / B 2018 7 totaal breuk", "Niet te zeggen of het op schema zit", id="de-telling-veranderde"
        ),
        pytest.param(
            "B 2016 10 / B 2018 7 totaal tegenspraak",
            "Niet te zeggen of het op schema zit",
            id="de-bronnen-zijn-het-niet-eens",
        ),
        pytest.param("B 2016 10", "Niet te zeggen of het op schema zit", id="geen-nieuwer-getal"),
        pytest.param("V 2016 10 / V 2018 3", "Niet te zeggen of het op schema zit", id="geen-getal-voor-het-gebied"),
    ],
)
def test_on_track_is_the_line_from_start_to_target(
    tracked: Callable[..., progress.Track], rows: str, words: str
) -> None:
    assert tracked(rows).words == words


def test_a_number_that_must_rise_is_on_track_above_the_line(tracked: Callable[..., progress.Track]) -> None:
    up = "richting: omhoog, doelwaarde: 80, eenheid: '%', tegen: 2020"
    assert tracked("B 2016 50 / B 2018 66", up).words == "Op schema"
    assert tracked("B 2016 50 / B 2018 64", up).words == "Niet op schema"


def test_the_calculation_stands_beside_the_verdict(tracked: Callable[..., progress.Track]) -> None:
    assert (
        tracked("B 2016 10 / B 2018 7").calculation
        == "Een rechte lijn gaat van 10 % in 2016 naar 5 % in 2020. In 2018 ligt die lijn op 7,5 % en het cijfer "
        "op 7 %."
    )


def test_without_a_target_or_a_begin_only_the_newest_number_is_said(tracked: Callable[..., progress.Track]) -> None:
    for track in (tracked("B 2016 10 / B 2018 7", "richting: omlaag"), tracked("B 2016 10 / B 2018 7", begin="")):
        assert not track.known
        assert track.newest is not None
        assert track.newest.periode == "2018"


def test_steps_are_counted_and_no_steps_is_not_zero(small_site: Path) -> None:
    action = read_library(small_site).of(Action)["aanspreekpunt"]
    assert progress.steps_done(action) == progress.Progress("1 van 2 stappen gedaan", "1 ÷ 2 = 50 %")
    assert not progress.steps_done(action.model_copy(update={"stappen": ()})).known


@pytest.mark.parametrize(
    ("tegen", "day", "late"),
    [
        ("2018-06-30", "2018-06-30", False),
        ("2018-06-30", "2018-07-01", True),
        ("2018-06", "2018-06-30", False),
        ("2018-06", "2018-07-01", True),
        ("2018", "2018-12-31", False),
        ("2018", "2019-01-01", True),
    ],
)
def test_a_step_is_late_when_its_day_its_month_or_its_year_is_over(
    tegen: str, day: str, late: bool, small_site: Path
) -> None:
    action = read_library(small_site).of(Action)["aanspreekpunt"]
    step = action.stappen[1].model_copy(update={"tegen": tegen})
    assert progress.is_late(step, action, date.fromisoformat(day)) == late
    assert not progress.is_late(step.model_copy(update={"staat": "gedaan"}), action, date.fromisoformat(day))
    assert not progress.is_late(step, action.model_copy(update={"status": "gestopt"}), date.fromisoformat(day))


# ---- the real plan ----


def test_each_view_of_the_real_plan_holds_every_action() -> None:
    library = real_library()
    every = {action.id for action in plan.actions(library)}
    for view in plan.views(library):
        assert {action.id for group in view.groups for action in group.actions} == every, view.id
        assert all(group.actions for group in view.groups), view.id
    for view in plan.views(library)[:2]:
        assert sum(len(group.actions) for group in view.groups) == len(every), view.id


def test_the_european_goal_is_shown_with_its_number_and_brussels_has_none_yet() -> None:
    told = text(views.objectives(real_library(), "actieplan/"))
    assert "Doel 9 % tegen 2030" in told
    assert "Een eigen streefcijfer is nog te bepalen." in told
    assert "Nog te bepalen: het netwerk maakte er nog geen bekend." in told


def test_a_state_and_a_kind_that_an_editor_adds_are_told_by_their_label(small_site: Path) -> None:
    for list_name, word in (("actiestatussen", "uitgesteld"), ("actiesoorten", "proefproject")):
        file = small_site / f"data/lijsten/{list_name}.yml"
        file.write_text(
            f"{file.read_text(encoding='utf-8').rstrip()}\n  {word}: {{label: {word.capitalize()}, uitleg: Alleen "
            "in de tests.}\n",
            encoding="utf-8",
        )
    action = small_site / "data/acties/aanspreekpunt.yml"
    changed = (
        action.read_text(encoding="utf-8")
        .replace("soort: actie", "soort: proefproject")
        .replace("status: lopend", "status: uitgesteld")
    )
    action.write_text(changed.replace("begin: 2017-01", "begin: 1890"), encoding="utf-8")
    library = read_library(small_site)
    assert plan.states_in_words(library, plan.actions(library)) == "1 staat op 'Uitgesteld'"
    ticks = [shape.text for shape in timeline.timeline(library, 320).shapes if shape.role == "tick"]
    assert ticks == ["2018-2019", "1968-1969", "1918-1919"]


# ---- days of the network ----


def test_a_day_to_come_asks_you_to_register_and_one_that_is_over_does_not(worked: Library) -> None:
    coming, over, off = (page(worked, "netwerkdagen", id) for id in ("winterdag", "najaarsdag", "afgelaste-dag"))
    assert "mailto:proef@example.org?subject=Inschrijving%3A%20Winterdag" in coming
    assert '<time datetime="2018-12-04" data-far>4 december 2018, van 13.30 tot 16 uur</time>' in coming
    assert 'href="../../netwerkdagen/winterdag.ics"' in coming
    for html in (over, off):
        assert "Inschrijving" not in html
        assert ".ics" not in html


def test_only_days_to_come_are_the_next_ones(worked: Library) -> None:
    html = views.coming_days(worked, "netwerkdagen/")
    assert "Winterdag 4 december 2018, van 13.30 tot 16 uur, uitwisselingsmoment, School, Proefstraat 2" in text(html)
    assert "Najaarsdag" not in html, "planned, and over on the day of the content"
    assert "Afgelaste dag" not in html


def test_a_practice_offers_an_exchange_and_tells_when_it_is_shown(worked: Library) -> None:
    html = page(worked, "praktijken", "gesprek")
    assert "Winterdag Komt aan bod op 4 december 2018, van 13.30 tot 16 uur" in text(html)
    assert "Proefdag Getoond op 1 februari 2018" in text(html)
    assert "?subject=Uitwisselingsmoment%3A%20" in html
