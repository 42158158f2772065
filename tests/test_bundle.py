"""From a signal to a step: everything can be reached from the bundle, evidence is shown as it is, and a team can start
with it.
"""

from __future__ import annotations

import math
import re
from collections import deque
from decimal import Decimal
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from conftest import ROOT, SUB_PATH, opened, real_library
from playwright.sync_api import Browser

from macros.library import Library
from macros.library.models.entries import KINDS, Intervention, Partner, Practice, RiskFactor
from macros.render import evidence
from macros.render.dutch import decimal


@pytest.fixture(scope="module")
def library() -> Library:
    return real_library()


def clicks_from(site: Path, start: str, most: int) -> dict[str, int]:
    """Every page of the site that can be reached from `start`, and in how many clicks."""
    found = {start: 0}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        if found[here] == most:
            continue
        file = site / here / "index.html"
        if not file.is_file():
            continue
        body = file.read_text(encoding="utf-8").partition("<main")[2].partition("</main>")[0]
        for address in re.findall(r'href="([^"#?]+)', body):
            path = urlsplit(urljoin(f"{SUB_PATH}{here}", address)).path
            there = path.removeprefix(SUB_PATH)
            if path.startswith(SUB_PATH) and there not in found and (there.endswith("/") or not there):
                found[there] = found[here] + 1
                queue.append(there)
    return found


def test_everything_is_within_three_clicks_of_the_bundle(site: Path, library: Library) -> None:
    near = clicks_from(site, "informatiebundel/", 3)
    for kind in ("risicofactoren", "interventies", "praktijken", "partners", "cijfers"):
        for entry in library[kind].values():
            assert entry.address in near, entry.address
    sources = "".join(
        (site / page / "index.html").read_text(encoding="utf-8") for page in ("bronnen", "bronnen-cijfers")
    )
    assert {"bronnen/", "bronnen-cijfers/"} <= near.keys()
    assert all(
        source.title.split(":")[0][:20] in sources or source.id in sources or (source.URL or "") in sources
        for source in library.sources.values()
    )


def test_what_is_linked_is_linked_both_ways_on_the_pages(site: Path, library: Library) -> None:
    shown = ("risicofactoren", "interventies", "praktijken", "partners", "cijfers", "acties")
    for kind in shown:
        for entry in library[kind].values():
            page = (site / entry.address / "index.html").read_text(encoding="utf-8").partition("<main")[2]
            for other_kind in shown:
                for other in library.neighbours(entry)[other_kind]:
                    assert f'href="../../{other.address}"' in page, f"{entry.address} -> {other.address}"


# ---- evidence ----


def test_intervals_on_fishers_scale_are_turned_back(library: Library) -> None:
    """r = tanh(z); both ends of every interval, and the value lies between them."""
    found = evidence.measured_links(library, "afwezigheid")
    assert len(found) == 16
    for link in found:
        assert link.evidence.interval is not None
        assert link.interval is not None
        for given, shown in zip(link.evidence.interval, link.interval, strict=True):
            assert abs(Decimal(math.tanh(given)) - shown) <= Decimal("0.0005")
        assert link.interval[0] <= link.value <= link.interval[1]
    assert [link.value for link in found] == sorted((link.value for link in found), reverse=True)


def test_the_overview_keeps_absence_and_dropout_apart_and_says_what_is_missing(site: Path) -> None:
    page = (site / "risicofactoren" / "index.html").read_text(encoding="utf-8")
    assert page.index('id="verband"') < page.index('id="verband-uitval"')
    assert "De tabel over schooluitval in dezelfde studie konden we niet lezen." in page
    assert "tanh" in page
    assert page.count("Een sterk verband is nog geen oorzaak.") == 1


def test_a_link_that_may_be_nothing_looks_so(library: Library) -> None:
    found = evidence.measured_links(library, "afwezigheid")
    unsure = [link for link in found if link.interval and link.interval[0] <= 0]
    assert unsure
    for width in (700, 320):
        hollow = [
            shape for shape in evidence.drawing(found, width).shapes if shape.kind == "dot" and "hollow" in shape.role
        ]
        assert len(hollow) == len(unsure)


def test_the_evidence_map_counts_what_is_there(library: Library) -> None:
    rows = {factor.id: cells for factor, cells in evidence.evidence_rows(library)}
    assert rows.keys() == library["risicofactoren"].keys()
    for id, cells in rows.items():
        approaches = [entry for entry in library.of(Intervention).values() if id in entry.risicofactoren]
        assert sum(len(cell.strengths) for cell in cells) == len(approaches)


def test_approaches_stand_by_verdict_and_then_by_strength(library: Library) -> None:
    found = sorted(
        library.of(Intervention).values(),
        key=lambda entry: entry.rank,
    )
    order = list(library.lists["oordelen"])
    assert [(order.index(entry.oordeel), -int(entry.sterkte)) for entry in found] == sorted(
        (order.index(entry.oordeel), -int(entry.sterkte)) for entry in found
    )


# ---- three tasks of readers ----


def helped_signal(library: Library) -> RiskFactor:
    """A signal for which there are an approach and a partner."""
    wanted = {Intervention.folder, Partner.folder}
    return next(
        entry for entry in library.of(RiskFactor).values() if wanted <= {*filter(library.neighbours(entry).get, wanted)}
    )


def test_a_teacher_who_sees_a_signal_finds_what_helps_and_whom_to_call(
    host: str, browser: Browser, library: Library
) -> None:
    page = opened(browser, host, 390)
    page.get_by_role("link", name="Kies het signaal").click()
    signal = helped_signal(library)
    page.get_by_role("link", name=signal.naam, exact=True).first.click()
    assert page.locator("#interventies").is_visible()
    assert page.locator("#interventies ~ ul.links a").first.is_visible()
    page.get_by_role("link", name="Kies ook leeftijd, gemeente en taal").click()
    page.wait_for_url(f"**/wie-helpt/?signaal={signal.id}", wait_until="load")
    assert page.locator(".begin a[href^='tel:']").first.is_visible()
    page.context.close()


def test_a_head_teacher_who_considers_exclusion_sees_what_research_says(host: str, browser: Browser) -> None:
    page = opened(browser, host, 390)
    page.get_by_role("link", name="Wat werkt, en wat niet?").click()
    page.locator("#schaadt ~ ul.cards a", has_text=re.compile("uitslui|schors", re.IGNORECASE)).first.click()
    page.wait_for_load_state()
    assert "Schaadt" in page.locator(".verdict").inner_text()
    assert page.locator("#schade").is_visible()
    assert page.locator("#beter").is_visible()
    page.context.close()


def test_a_care_team_that_wants_mentors_finds_a_practice_with_steps(host: str, browser: Browser) -> None:
    page = opened(browser, host)
    page.get_by_role("searchbox", name="Zoek op deze site").fill("mentor praktijk")
    page.get_by_role("button", name="Zoek", exact=True).click()
    page.locator(".md-search-result__item a[href*='praktijken/']").first.click()
    page.wait_for_load_state()
    assert page.locator("#stappen + ol.path li").count() >= 2
    assert page.get_by_role("button", name="Druk dit blad af").is_visible()
    page.context.close()


# ---- the self-check and the worksheet ----


def test_the_self_check_gives_steps_in_words_and_keeps_answers_on_the_page(
    host: str, browser: Browser, library: Library
) -> None:
    page = opened(browser, f"{host}zelftest/", 390)
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    first, second = library.self_check[:2]
    page.locator(f"#{first.id}").get_by_label("Nog niet").check()
    page.locator(f"#{second.id}").get_by_label("Ja").check()
    page.get_by_role("button", name="Toon waar we staan").click()
    outcome = page.locator(".outcome")
    assert outcome.is_visible()
    assert first.nog_niet in outcome.inner_text()
    assert second.nog_niet not in outcome.inner_text()
    assert "Bij 1 stelling zeggen jullie ja" in outcome.inner_text()
    assert f"{len(library.self_check) - 2} stellingen zijn nog open" in outcome.inner_text()
    assert page.evaluate("document.activeElement.matches('.outcome')")
    assert not [url for url in asked if not url.endswith("favicon.svg")]
    page.get_by_role("button", name="Begin opnieuw").click()
    assert outcome.is_hidden()
    page.context.close()


def test_the_self_check_works_by_keyboard_and_without_javascript(host: str, browser: Browser, library: Library) -> None:
    page = opened(browser, f"{host}zelftest/")
    page.locator(f"#{library.self_check[0].id}").get_by_label("Ja").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator(f"#{library.self_check[0].id}").get_by_label("Soms").is_checked()
    page.context.close()
    plain = opened(browser, f"{host}zelftest/", javascript=False)
    plain.locator("summary").first.click()
    assert plain.get_by_text(library.self_check[0].nog_niet).is_visible()
    plain.context.close()


def test_a_worksheet_is_filled_from_the_practice_and_prints_alone(
    host: str, browser: Browser, library: Library
) -> None:
    practice = next(practice for practice in library.of(Practice).values() if practice.stappen)
    page = opened(browser, f"{host}{practice.address}")
    page.evaluate("window.print = () => { window.printed = document.body.className; }")
    page.get_by_role("button", name="Druk dit blad af").click()
    assert "prints-sheet" in page.evaluate("window.printed")
    assert "prints-sheet" not in page.evaluate("document.body.className")
    page.evaluate("document.body.classList.add('prints-sheet')")
    page.emulate_media(media="print")
    assert page.locator(".worksheet").get_by_text(practice.stappen[0]).is_visible()
    assert page.locator(".entry__head").is_hidden()
    assert page.locator("#stappen").is_hidden()
    page.context.close()


def test_every_risk_factor_has_three_short_sentences_for_parents_and_pupils(library: Library) -> None:
    for factor in library["risicofactoren"].values():
        text = getattr(factor, "in_het_kort", None)
        assert text, factor.id
        assert len(re.findall(r"[.?!](?:\s|$)", text)) == 3, f"{factor.id}: {text}"


@pytest.mark.parametrize(
    "chapter",
    sorted(
        path.stem
        for path in (ROOT / "content" / "informatiebundel").glob("*.md")
        if path.stem not in ("index", "bewijskaart")
    ),
)
def test_a_chapter_has_two_readings_sources_and_a_next_step(chapter: str) -> None:
    text = (ROOT / "content" / "informatiebundel" / f"{chapter}.md").read_text(encoding="utf-8")
    short = text.partition("{ #in-het-kort }")[2].partition("</div>")[0].strip()
    assert len(re.findall(r"[.?!](?:\s|$)", short)) == 3
    assert text.index("## In het kort") < text.index("## In één minuut") < text.index("## Wat kun je doen?")
    assert text.count("{{ bron(") >= 3


def test_kinds_of_the_bundle_have_pages() -> None:
    assert all(KINDS[kind].has_pages for kind in ("risicofactoren", "interventies", "praktijken"))
    assert decimal(Decimal("0.503")) == "0,503"
