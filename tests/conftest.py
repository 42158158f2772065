"""What the tests share: a small complete site to break, the real site built, and a browser to look at it.

The tests may run in several processes (`make test`). What is dear is made once for all of them (`once`), the tests of
one file stay together, so that what a file makes for itself is made once too, and the longest files start first.
"""

from __future__ import annotations

import gc
import importlib.util
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType

import pytest
from filelock import FileLock
from fuzzing import pytest_pyfunc_call, pytest_terminal_summary  # noqa: F401 (pytest finds them here)
from playwright.sync_api import Browser, Error, Page, Request, Response, sync_playwright

from macros.library import Library, read_library
from macros.library.models.entries import Partner, RiskFactor
from macros.library.models.figures import Figure
from macros.render.charts.plot import Plot, plot

TESTS = Path(__file__).parent
ROOT = TESTS.parent
HOST = "https://voorbeeld.example"
SUB_PATH = "/onder/pad/"
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
LISTEN = (
    "addEventListener('securitypolicyviolation', event => (window.broken ||= "
    "[]).push(`${event.effectiveDirective}: ${event.blockedURI}`))"
)
"""Notes in a page what its policy stops."""
REPOSITORY = "https://github.com/example/example"  # on GitHub, where the theme would ask for stars

os.environ["SOURCE_DATE_EPOCH"] = (
    "1480000000"  # every build of the tests is of one day, 24 November 2016, whatever the last commit
)


LONGEST = [
    "test_browser",
    "test_pdf",
    "test_csp",
    "test_print",
    "test_second_network",
    "test_finder",
    "test_browser_charts",
    "test_staging",
    "test_hours",
    "test_api",
    "test_search",
    "test_hostile_pages",
    "test_refresh",
    "test_schemas",
    "test_submissions",
    "test_properties",
    "test_workflows",
    "test_site_folder",
    "test_site",
]
"""Files that take long, the longest first: a process that begins with one of them last lets the others wait."""
NEEDS = {
    "browser": "browser",
    "built_site": "build",
    "site": "build",
    "bundled": "pdf",
    "second": "pdf",
}
"""Fixture -> marker of the tests that ask for it, also by way of another fixture."""


def _place(item: pytest.Item) -> int:
    return LONGEST.index(item.path.stem) if item.path.stem in LONGEST else len(LONGEST)


def _markers(item: pytest.Item) -> set[str]:
    """What a test needs. A file that has a `site` of its own does not mean the one that is built here."""
    if not isinstance(item, pytest.Function):
        return set()
    asked = NEEDS.keys() & {*item.fixturenames}
    elsewhere = asked & globals().keys() & vars(item.module).keys()
    return {NEEDS[fixture] for fixture in asked - elsewhere}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for marker in _markers(item):
            item.add_marker(marker)
    items.sort(key=_place)


def pytest_collection_finish() -> None:
    """What was imported and collected stays; looking at it again for waste takes a tenth of the time."""
    gc.freeze()


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder that `make` fills, once for all processes of a run; to read only."""
    own = factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    target, made = shared / name, shared / f"{name}.made"
    with FileLock(shared / f"{name}.lock"):
        if not made.exists():
            make(target)
            made.touch()
    return target


@cache
def real_library() -> Library:
    """The real data, read once per process; nobody can change what was read."""
    return read_library(ROOT)


@cache
def busiest_signal() -> RiskFactor:
    """The signal that most partners answer to, whatever it is called today."""
    library = real_library()
    signals = library.of(RiskFactor).values()
    return max(signals, key=lambda signal: sum(signal.id in one.signals for one in library.of(Partner).values()))


@cache
def chart_of_lines() -> Plot:
    """A chart with a line of the region among others, in one panel, without gaps at its start."""
    library = real_library()
    drawn = (plot(library, figure, chart.id) for figure in library.of(Figure).values() for chart in figure.grafieken)
    return next(
        made
        for made in drawn
        if made.chart.soort == "lijn" and len(made.series) > 2 and made.is_hero(made.series[0]) and made.panels == ("",)
    )


def copied(target: Path) -> Path:
    """A fresh copy of the small site. It has its own words in the lists that editors may extend; the other lists are
    the real ones.
    """
    shutil.copytree(TESTS / "small_site", target, dirs_exist_ok=True)
    lists = target / "data" / "lijsten"
    for path in (ROOT / "data" / "lijsten").glob("*.yml"):
        if not (lists / path.name).exists():
            shutil.copy(path, lists)
    return target


def complete(site: Path) -> Path:
    """A copy of the small site with the real macros and settings, ready for MkDocs."""
    (site / "macros").symlink_to(ROOT / "macros")
    (site / "real").mkdir()
    shutil.copy(ROOT / "mkdocs.yml", site / "real" / "mkdocs.yml")
    shutil.copytree(ROOT / "content" / "assets", site / "content" / "assets")
    return site


@pytest.fixture
def small_site(tmp_path: Path) -> Path:
    """A small complete site to change, that nobody else sees."""
    return copied(tmp_path)


@pytest.fixture
def worked_plan(small_site: Path) -> Path:
    """A complete worked example of a plan, laid over the small site."""
    shutil.copytree(TESTS / "worked_plan", small_site, dirs_exist_ok=True)
    return small_site


@pytest.fixture
def built_site(small_site: Path) -> Path:
    """The same, ready for MkDocs."""
    return complete(small_site)


def script(name: str) -> ModuleType:
    """A command of `scripts/` as a module."""
    spec = importlib.util.spec_from_file_location(f"scripts_{name}", ROOT / "scripts" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def build(target: Path) -> Path:
    environment = {**os.environ, "SITE_URL": f"{HOST}{SUB_PATH}", "REPO_URL": REPOSITORY, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(target)]
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr[-3000:]
    assert "WARNING" not in ran.stderr
    return target


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return once(tmp_path_factory, "site", build)


class UnderPath(SimpleHTTPRequestHandler):
    """Serves a site under the path that it was built for."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(SUB_PATH.rstrip("/")))

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test output clean."""


def headers(site: Path) -> dict[str, str]:
    path, *lines = (site / "_headers").read_text(encoding="utf-8").splitlines()
    assert path == "/*"
    return dict(line.strip().split(": ", 1) for line in lines)


class WithHeaders(UnderPath):
    """A host that reads `_headers`, so that a page must please both policies."""

    def end_headers(self) -> None:
        for name, value in headers(Path(self.directory)).items():
            self.send_header(name, value)
        super().end_headers()


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a built site on a server of its own."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(WithHeaders, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{SUB_PATH}"
        server.shutdown()


@pytest.fixture(scope="session")
def host(site: Path) -> Iterator[str]:
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


def opened(browser: Browser, address: str, width: int = 1440, scheme: str = "light", javascript: bool = True) -> Page:
    page = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=javascript,
    ).new_page()
    page.goto(address)
    return page


def until(page: Page, expression: str) -> None:
    """Wait for something to become true on a page. Playwright's own wait runs text as a script, which the policy of the
    page forbids.
    """
    for _ in range(150):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    raise AssertionError(expression)


def note_request(asked: list[str], request: Request) -> None:
    asked.append(request.url)


def note_error(errors: list[str], error: Error) -> None:
    errors.append(str(error))


def keep(bodies: dict[str, bytes], response: Response) -> None:
    if response.status == 200:
        bodies[response.url] = response.body()
