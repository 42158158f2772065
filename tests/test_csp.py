"""A browser runs and loads nothing but what the site needs: no page breaks its own policy, and a script that slips in
does not run.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import LISTEN, ROOT, busiest_signal, chart_of_lines, headers, real_library, served
from playwright.sync_api import Browser, Page, Route
from test_preview import preview, wait_until

from macros.generator.csp import SCRIPTS, Policies, UnsafePageError
from macros.library.models.entries import Practice

FIGURE = chart_of_lines().figure.address
EMPTY_META = '<meta http-equiv="Content-Security-Policy" content="">'
RUNS = "document.documentElement.dataset.ran = 'yes'"


class Head(HTMLParser):
    """What a browser reads in a page about scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.first_in_head = ""
        self.policy = ""
        self.inline: list[str] = []
        self.open = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self.open == "head" and not self.first_in_head:
            self.first_in_head = given.get("http-equiv") or tag
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given["content"] or ""
        runs = tag == "script" and "src" not in given and not (given.get("type") or "").endswith("json")
        self.open = "running" if runs else tag

    def handle_data(self, data: str) -> None:
        if self.open == "running":
            self.inline.append(data)
        self.open = "" if data.strip() else self.open


def hashed(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def directives(policy: str) -> dict[str, set[str]]:
    return {name: set(sources) for name, *sources in (part.split() for part in policy.split(";"))}


def watched(browser: Browser, address: str, width: int = 1440) -> Page:
    page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
    page.add_init_script(LISTEN)
    page.goto(address)
    return page


def broken(page: Page) -> list[str]:
    """What the policy stopped on this page; closes it."""
    found: list[str] = page.evaluate("window.broken || []")
    page.context.close()
    return found


@pytest.mark.living
def test_every_page_begins_with_a_policy_for_its_own_scripts_alone(site: Path) -> None:
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        head = Head(html)
        assert head.first_in_head == "Content-Security-Policy", path
        given = directives(head.policy)
        assert given["script-src"] == {"'self'", *map(hashed, head.inline)}, path
        assert given["default-src"] == {"'none'"}, path
        assert "unsafe" not in head.policy, path
        assert given["style-src"] == ({"'self'", hashed("")} if "chart__ask" in html else {"'self'"}), path
        assert re.search(r"<meta charset", html[:1024]), path  # as HTML wants it


def test_headers_allow_what_some_page_needs_and_forbid_frames(site: Path) -> None:
    found = headers(site)
    everywhere = directives(found["Content-Security-Policy"])
    assert everywhere["frame-ancestors"] == {"'none'"}
    needed: dict[str, set[str]] = {}
    for path in site.rglob("*.html"):
        for name, sources in directives(Head(path.read_text(encoding="utf-8")).policy).items():
            needed.setdefault(name, set()).update(sources)
    poster = re.findall(
        r"<style>(.*?)</style>", (site / "landschap" / "landschapstekening.svg").read_text(encoding="utf-8"), re.DOTALL
    )
    needed["style-src"] |= set(map(hashed, poster))
    assert everywhere == {**needed, "frame-ancestors": {"'none'"}}
    assert found["X-Content-Type-Options"] == "nosniff"
    assert found["Referrer-Policy"] == "same-origin"
    assert max(map(len, (site / "_headers").read_text().splitlines())) <= 2000  # more is not read by Cloudflare Pages


def test_the_sheet_by_itself_keeps_the_policy(host: str, browser: Browser) -> None:
    assert not broken(watched(browser, f"{host}landschap/landschapstekening.svg"))


def test_an_old_address_still_leads_on(built_site: Path, browser: Browser) -> None:
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"], cwd=built_site, check=True, capture_output=True
    )
    with served(built_site / "site") as address:
        page = watched(browser, f"{address}partners/hulp-vroeger/")
        page.wait_for_url("**/partners/hulp/")
        assert not broken(page)
    old = Head((built_site / "site" / "partners" / "hulp-vroeger" / "index.html").read_text(encoding="utf-8"))
    assert directives(old.policy)["script-src"] == {"'self'"}


@pytest.mark.parametrize("width", [390, 1440])
def test_menu_search_and_dark_work_within_the_policy(width: int, host: str, browser: Browser) -> None:
    page = watched(browser, f"{host}contact/", width)
    if width == 390:
        page.get_by_role("button", name="Menu").click()
        page.locator("#__drawer").evaluate("drawer => drawer.click()")
    before = page.evaluate("document.body.dataset.mdColorScheme")
    page.locator("[data-md-component=palette] label:visible").click()
    assert page.evaluate("document.body.dataset.mdColorScheme") != before
    page.keyboard.press("/")
    page.keyboard.type(busiest_signal().naam)
    page.locator(".md-search-result__item a").first.click(timeout=15_000)
    page.locator("mark").first.wait_for(state="attached")
    assert not broken(page)


def test_a_chart_answers_and_can_be_saved_within_the_policy(host: str, browser: Browser) -> None:
    page = watched(browser, host + FIGURE)
    page.locator(".chart__ask").first.click()
    live = page.locator(".chart__live").first
    live.locator(".main-svg").first.wait_for()
    assert (
        live.locator(".modebar").evaluate("bar => getComputedStyle(bar).position") == "absolute"
    )  # its own style has come
    page.keyboard.press("ArrowRight")
    live.hover()
    with page.expect_download() as saved:
        live.locator(".modebar-btn").first.click()
    assert saved.value.suggested_filename.endswith(".png")
    assert not broken(page)


def test_finder_self_check_filter_and_print_work_within_the_policy(host: str, browser: Browser) -> None:
    page = watched(browser, f"{host}wie-helpt/?signaal={busiest_signal().id}&leeftijd=14")
    assert page.locator(".answer:visible").count()
    assert not broken(page)
    page = watched(browser, f"{host}zelftest/")
    page.get_by_label("Nog niet").first.check()
    page.get_by_role("button", name="Toon waar we staan").click()
    page.locator(".outcome__steps").wait_for()
    assert not broken(page)
    page = watched(browser, f"{host}partners/")
    page.get_by_label("Gemeente").select_option(index=1)
    page.locator(".total", has_text=" van ").wait_for()
    assert not broken(page)
    practice = next(practice for practice in real_library().of(Practice).values() if practice.stappen)
    page = watched(browser, host + practice.address)
    page.evaluate("window.print = () => { window.printed = document.body.className }")
    page.locator(".print-sheet").click()
    assert "prints-sheet" in page.evaluate("window.printed")
    assert not broken(page)


@pytest.mark.parametrize("slipped", [f"<script>{RUNS}</script>", f'<img src="x" onerror="{RUNS}">'])
def test_a_script_that_slips_into_a_page_does_not_run(slipped: str, host: str, browser: Browser) -> None:
    """Also on a host that knows no headers."""

    def answer(route: Route) -> None:
        route.fulfill(body=body, content_type="text/html")

    page = browser.new_context().new_page()
    body = page.request.get(f"{host}over/").text().replace("</h1>", f"</h1>{slipped}", 1)
    page.route(f"{host}over/", answer)
    page.add_init_script(LISTEN)
    page.goto(f"{host}over/")
    page.wait_for_load_state("networkidle")
    assert page.locator("html").get_attribute("data-ran") is None
    assert broken(page)


def test_the_scripts_of_the_theme_are_known_wherever_a_page_stands(site: Path) -> None:
    """Their hashes are a fixed list; only the way back to the first page differs."""
    hashes = {code for path in site.rglob("*.html") for code in map(hashed, Head(path.read_text("utf-8")).inline)}
    assert len(hashes - SCRIPTS) == len(hashes) - len(SCRIPTS) > 0


@pytest.mark.parametrize(
    "slipped",
    [
        "<script>alert(1)</script>",
        "<SCRIPT>alert(1)</SCRIPT>",
        '<script type="module">alert(1)</script>',
        "<script async>alert(1)</script>",
        '<script data-src="x">alert(1)</script>',
        '<script>__md_scope=new URL("..",location),alert(1)</script>',
        '<script>__md_scope=new URL("..",location);alert(1)//",location)</script>',
    ],
)
def test_a_script_that_is_not_ours_is_refused(slipped: str) -> None:
    with pytest.raises(UnsafePageError, match="een script dat niet van ons is: '"):
        Policies().filled(f"<head>{EMPTY_META}</head><p>{slipped}</p>")


def test_a_page_without_a_place_for_its_policy_is_refused() -> None:
    with pytest.raises(UnsafePageError, match="geen plaats voor haar beleid"):
        Policies().filled("<head></head><p>Tekst</p>")


@pytest.mark.parametrize(
    "harmless",
    [
        '<script src="../assets/header.js"></script>',
        '<script type="application/json">{}</script>',
        '<script type="application/ld+json">{}</script>',
    ],
)
def test_a_script_from_a_file_and_data_need_no_hash(harmless: str) -> None:
    page = Policies().filled(f"<head>{EMPTY_META}</head><p>{harmless}</p>")
    assert directives(Head(page).policy)["script-src"] == {"'self'"}


def strict_build(place: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    return subprocess.run(command, cwd=place, capture_output=True, text=True)


HOSTILE = {
    "title": f"Wat </title><script>{RUNS}</script>",
    "description": f'"><script>{RUNS}</script><img src=x onerror="{RUNS}">',
}


def test_a_hostile_head_of_a_page_is_text(built_site: Path, browser: Browser) -> None:
    """Title and description are printed in the frame, and in the menu of every other page."""
    head = "\n".join(f"{key}: {json.dumps(text)}" for key, text in HOSTILE.items())
    (built_site / "content" / "over.md").write_text(f"---\n{head}\n---\n# Over\n", encoding="utf-8")
    assert strict_build(built_site).returncode == 0
    with served(built_site / "site") as address:
        for name in ("over/", ""):
            page = watched(browser, address + name)
            assert page.locator("html").get_attribute("data-ran") is None
            assert not broken(page)
        page = watched(browser, f"{address}over/")
        assert page.title().startswith(HOSTILE["title"])
        described = page.locator('meta[name="description"]').get_attribute("content")
        assert described == HOSTILE["description"]
        page.context.close()


def test_a_script_in_the_frame_stops_the_build_with_the_name_of_the_page(built_site: Path) -> None:
    """Here one that is written in a template of the project, where no author can come."""
    (built_site / "macros").unlink()
    shutil.copytree(ROOT / "macros", built_site / "macros", ignore=shutil.ignore_patterns("__pycache__"))
    footer = built_site / "macros" / "render" / "templates" / "theme" / "partials" / "site-footer.html"
    footer.write_text(footer.read_text(encoding="utf-8") + f"<script>{RUNS}</script>", encoding="utf-8")
    ran = strict_build(built_site)
    assert ran.returncode == 1
    assert re.search(r"\.(md|yml|html): hier staat een script dat niet van ons is", ran.stderr)
    assert "Traceback" not in ran.stderr
    assert not (built_site / "site").exists()


def test_a_preview_has_no_policy_so_that_the_page_follows_a_change(built_site: Path) -> None:
    with preview(built_site) as fetch:
        wait_until(lambda: EMPTY_META in fetch(""))
        assert "livereload(" in fetch("")
