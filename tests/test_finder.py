"""Who can help: the finder in a real browser, the sheet, the map and the gaps, and that their numbers agree with the
data.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import busiest_signal, opened, real_library, served, until
from playwright.sync_api import Browser, Page

from macros.library import Library
from macros.library.models.entries import POLICY, Partner
from macros.render import finder, landscape

SIGNAL = busiest_signal().id
TOWN = next(iter(real_library().lists["gemeenten"]))
SITUATIONS = {
    # what someone would choose -> partners of which one must come first
    "veertien jaar in Anderlecht, vaak afwezig, ouders spreken Frans": (
        "signaal=spijbelen&leeftijd=14&gemeente=anderlecht&taal=fr",
        ["fwb-mediation-scolaire"],
    ),
    "zeventien, weg van school, wil een diploma": (
        "leeftijd=17&pijler=compensatie&wie=leerling",
        ["clw-brussel", "examencommissie-secundair-onderwijs"],
    ),
    "negen jaar, dreigende uitsluiting": ("signaal=schorsing-uitsluiting&leeftijd=9", ["lop-brussel-basisonderwijs"]),
    "een school die hulp wil bij haar beleid": (
        "pijler=preventie&wie=school",
        ["clb-n-brussel", "vclb-pieter-breughel"],
    ),
    "een leerling in Schaarbeek spijbelt": (
        "signaal=spijbelen&gemeente=schaarbeek",
        ["gemeente-schaarbeek-bemiddeling"],
    ),
    "vijftien en het gaat niet meer": (
        "signaal=psychische-problemen&leeftijd=15&gemeente=schaarbeek",
        ["clb-n-brussel"],
    ),
    "twaalf en gepest": ("signaal=pesten&leeftijd=12", ["clb-n-brussel"]),
    "een kleuter in armoede": ("signaal=armoede&leeftijd=4&gemeente=anderlecht", ["onderwijscentrum-brussel"]),
    "acht jaar en leerproblemen": ("signaal=leerproblemen&leeftijd=8", ["clb-n-brussel", "vclb-pieter-breughel"]),
    "het CLB zoekt een traject": (
        "signaal=dalende-betrokkenheid&leeftijd=13&niveau=secundair&wie=clb",
        ["abrusco", "kans-centraal-meldpunt"],
    ),
    "zestien, het loopt thuis mis, de jongere vraagt het zelf": (
        "signaal=moeilijke-thuissituatie&leeftijd=16&wie=leerling",
        ["caw-brussel-jac"],
    ),
    "drugs": ("signaal=middelengebruik&leeftijd=16", ["de-sleutel-brussel"]),
}


@pytest.fixture(scope="module")
def library() -> Library:
    return real_library()


def found(page: Page) -> list[str]:
    """Ids of the answers that are shown, in their order."""
    links = (
        page.locator("ol.answers")
        .first.locator(".answer h3 a")
        .evaluate_all("all => all.map(link => link.getAttribute('href'))")
    )
    return [link.rstrip("/").rsplit("/", 1)[-1] for link in links]


@pytest.mark.content
@pytest.mark.parametrize(("query", "first"), SITUATIONS.values(), ids=SITUATIONS.keys())
def test_a_situation_gives_a_first_answer_with_something_to_do_today(
    query: str, first: list[str], host: str, browser: Browser, library: Library
) -> None:
    page = opened(browser, f"{host}wie-helpt/?{query}", 390)
    answers = found(page)
    assert answers[0] in first
    card = page.locator(".answer").first
    assert card.locator(".answer__next").inner_text().strip()
    assert card.locator(".answer__reach a").count()
    assert card.locator(".answer__why").inner_text().startswith("Past bij: ")
    partner = library.of(Partner)[answers[0]]
    assert finder.reach(partner)
    page.context.close()


def order_on_page(page: Page) -> list[tuple[bool, bool, int, bool, bool, bool, bool]]:
    """What the page promises, per answer: unreachable, through others, unknown, French, not local, policy, without
    phone.
    """
    page.get_by_role("button", name=re.compile("Toon de andere")).click() if page.locator(
        ".more-answers:visible"
    ).count() else None
    rows = (
        page.locator("ol.answers")
        .first.locator(".answer")
        .evaluate_all(
            """all => all.map(card => ({...card.dataset, why: card.querySelector('.answer__why').textContent}))"""
        )
    )
    asked = parse_qs(urlsplit(page.url).query)
    told = []
    for row in rows:
        unknown = re.search(r"Niet bekend: (.*?)\.", row["why"])
        local = bool(asked.get("gemeente")) and row["gemeente"] not in ("*", "?")
        told.append(
            (
                row["reach"] == "0",
                "via iemand anders" in row["why"],
                len(unknown[1].split(", ")) if unknown else 0,
                row["french"] == "1",
                not local,
                row["policy"] == "1",
            )
        )
    return told  # type: ignore[return-value]


@pytest.mark.parametrize(
    "query",
    [
        "",
        f"signaal={SIGNAL}&gemeente={TOWN}",
        "leeftijd=17&wie=leerling",
        f"signaal={SIGNAL}&niveau=lager&wie=ouder&gemeente={TOWN}",
    ],
)
def test_answers_stand_in_the_order_that_the_page_promises(query: str, host: str, browser: Browser) -> None:
    page = opened(browser, f"{host}wie-helpt/?{query}")
    told = order_on_page(page)
    assert told == sorted(told)
    assert len(told) > 1
    page.context.close()


def test_a_missing_field_hides_nobody_and_all_of_brussels_counts_everywhere(
    host: str, browser: Browser, library: Library
) -> None:
    page = opened(browser, f"{host}wie-helpt/?gemeente={TOWN}&leeftijd=15")
    order_on_page(page)
    shown = set(found(page))
    for partner in landscape.partners(library):
        ages, places = landscape.ages(partner), finder.finder_answers(library, partner)["gemeente"].split()
        fits = (ages is None or ages[0] <= 15 <= ages[1]) and bool({"*", "?", TOWN} & set(places))
        assert (partner.id in shown) == fits, partner.id
    page.context.close()


@pytest.mark.content
def test_services_that_name_no_signal_stand_apart(host: str, browser: Browser) -> None:
    page = opened(browser, f"{host}wie-helpt/?signaal={SIGNAL}")
    apart = page.locator(".outside .answer h3 a").evaluate_all("all => all.map(link => link.getAttribute('href'))")
    for id in ("awel", "crisis-bxl", "overkop-brussel", "jo-lijn", "commissie-inzake-leerlingenrechten"):
        assert f"../partners/{id}/" in apart
    assert "awel" not in found(page)
    page.context.close()


def test_whatever_is_chosen_the_clbs_and_the_reporting_point_stay(host: str, browser: Browser) -> None:
    page = opened(browser, f"{host}wie-helpt/?signaal=middelengebruik&leeftijd=3&gemeente=evere&wie=ouder")
    begin = page.locator(".begin")
    assert begin.locator("a[href^='tel:']").count() == 3
    assert begin.get_by_role("link", name="kans.brussels").is_visible()
    assert page.locator(".now").is_visible()
    page.context.close()


def test_when_nobody_fits_the_page_says_what_to_do(built_site: Path, browser: Browser) -> None:
    """The one partner of the small site does not serve who already stopped."""
    page_of_finder = "---\ntitle: Wie helpt?\n---\n# Wie helpt?\n\n{{ wie_helpt() }}\n"
    (built_site / "content" / "wie-helpt.md").write_text(page_of_finder, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--strict"], cwd=built_site, check=True)
    with served(built_site / "site") as host:
        page = opened(browser, f"{host}wie-helpt/?signaal=wegblijven&pijler=preventie")
        assert found(page) == ["hulp"]
        page.goto(f"{host}wie-helpt/?signaal=wegblijven&pijler=compensatie")
        assert not found(page)
        assert "bel het CLB van je school" in page.locator(".nothing").inner_text()
        page.context.close()


def test_the_choice_stands_in_the_address_and_the_back_button_undoes_it(host: str, browser: Browser) -> None:
    page = opened(browser, f"{host}wie-helpt/", 390)
    everyone = page.locator(".total").inner_text()
    page.get_by_label("Gemeente").select_option(TOWN)
    page.get_by_label("Wat zie je?").select_option(SIGNAL)
    assert page.url.endswith(f"?signaal={SIGNAL}&gemeente={TOWN}")
    both = page.locator(".total").inner_text()
    assert "bij je keuze" in both
    page.go_back()
    assert page.url.endswith(f"?gemeente={TOWN}")
    assert page.get_by_label("Wat zie je?").input_value() == ""
    assert page.locator(".total").inner_text() != both
    page.go_forward()
    assert page.locator(".total").inner_text() == both
    page.get_by_role("button", name="Wis de keuze").click()
    until(page, "!location.search")
    assert page.locator(".total").inner_text() == everyone
    page.context.close()


def test_nothing_leaves_the_page(host: str, browser: Browser) -> None:
    page = opened(browser, f"{host}wie-helpt/")
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_label("Wat zie je?").select_option(SIGNAL)
    page.locator("[name=leeftijd]").fill("14")
    assert not [url for url in asked if not url.endswith("favicon.svg")]  # the browser's own wish
    page.context.close()


def test_the_finder_works_by_keyboard(host: str, browser: Browser) -> None:
    page = opened(browser, f"{host}wie-helpt/", 390)
    page.locator("[name=leeftijd]").focus()
    page.keyboard.type("14")
    assert "leeftijd=14" in page.url
    more = page.get_by_role("button", name=re.compile("Toon de andere"))
    more.focus()
    page.keyboard.press("Enter")
    assert page.evaluate(
        "document.activeElement.closest('.answer') === document.querySelectorAll('.answers')[0].children[8]"
    )
    page.context.close()


def test_without_javascript_every_partner_is_there(host: str, browser: Browser, library: Library) -> None:
    page = opened(browser, f"{host}wie-helpt/", javascript=False)
    assert sorted(found(page)) == sorted(partner.id for partner in landscape.partners(library))
    assert page.locator(".finder").is_hidden()
    page.context.close()


def test_the_result_prints(host: str, browser: Browser) -> None:
    page = opened(browser, f"{host}wie-helpt/?signaal={SIGNAL}")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".answer__phone").first.is_visible()
    assert page.locator(".finder").is_hidden()
    page.context.close()


# ---- the sheet, the map, the gaps ----


@pytest.mark.living
def test_every_partner_stands_on_the_sheet_in_the_list_and_in_the_finder(site: Path, library: Library) -> None:
    sheet = Counter(
        re.findall(r'data-partner="([^"]+)"', (site / "landschap" / "index.html").read_text(encoding="utf-8"))
    )
    assert sheet == {partner.id: max(len(partner.pillars), 1) for partner in landscape.partners(library)}
    poster = Counter(
        re.findall(
            r'href="\.\./partners/([^"/]+)/"',
            (site / "landschap" / "landschapstekening.svg").read_text(encoding="utf-8"),
        )
    )
    assert poster == sheet
    bundle = (site / "partners" / "index.html").read_text(encoding="utf-8").partition('class="groups"')[2]
    for id in library["partners"]:
        assert f'<h3><a href="{id}/"' in bundle or f'<h3><a href="../partners/{id}/"' in bundle, id


def test_numbers_on_sheet_map_and_list_agree(library: Library) -> None:
    rows = landscape.sheet_rows(library)
    active = landscape.partners(library)
    unplaced = sum(partner.soort not in {row.kind for row in rows} for partner in active)
    assert sum(row.total for row in rows) + unplaced == len(active)
    for row in rows:
        for pillar, members in row.cells:
            assert len(members) == sum(
                partner.soort == row.kind and pillar in partner.pillars for partner in landscape.partners(library)
            )
    wide = set(landscape.everywhere(library))
    for word in library.lists["gemeenten"]:
        assert not wide & set(landscape.local(library, word))


def test_a_gap_is_a_cell_without_any_offer(library: Library) -> None:
    for matrix in landscape.matrices(library):
        named = {(label, pillar) for label, pillars in matrix.gaps for pillar in pillars}
        empty = {
            (label, pillar) for word, label, cells in matrix.lines if word for pillar, number in cells if not number
        }
        assert named == empty
        assert any(number for _, _, cells in matrix.lines for _, number in cells)
    signals = landscape.matrices(library)[0]
    counted = next(dict(cells) for word, _, cells in signals.lines if word == SIGNAL)
    offers = [
        offer for partner in landscape.partners(library) for offer in partner.aanbod if SIGNAL in offer.risicofactoren
    ]
    assert counted == {pillar: sum(pillar in offer.pijlers for offer in offers) for pillar in library.lists["pijlers"]}


def test_a_cell_of_the_gaps_leads_to_the_finder_with_that_choice(host: str, browser: Browser) -> None:
    page = opened(browser, f"{host}landschap/lacunes/")
    link = page.locator(f"a[href*='signaal={SIGNAL}&pijler=interventie']")
    assert int(link.inner_text()) > 5
    link.click()
    page.wait_for_url("**/wie-helpt/?*", wait_until="load")
    assert page.get_by_label("Wat zie je?").input_value() == SIGNAL
    assert page.get_by_label("Wat zoek je?").input_value() == "interventie"
    assert found(page)
    page.context.close()


def test_a_reader_lights_up_one_partner_on_the_sheet(host: str, browser: Browser, library: Library) -> None:
    page = opened(browser, f"{host}landschap/")
    partner = next(partner for partner in landscape.partners(library) if len(partner.pillars) > 1)
    page.get_by_label("Partner").select_option(partner.id)
    lit = page.locator(".sheet li:not(.dim)")
    assert {lit.nth(place).get_attribute("data-partner") for place in range(lit.count())} == {partner.id}
    assert page.locator(".total").inner_text().startswith(f"{len(partner.pillars)} van ")
    assert f"partner={partner.id}" in page.url
    page.context.close()


@pytest.mark.parametrize("policy", POLICY)
def test_kinds_that_make_policy_exist(policy: str, library: Library) -> None:
    assert policy in library.lists["soorten"]
