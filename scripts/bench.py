"""Times the check, the strict build, its exports and bundles, and a save in the preview, with the entries there are and
with a thousand.

Run by `make bench`. The build stands beside stock Material with the same pages as plain Markdown: times differ between
machines, the ratio is what counts. What misses its target is said.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread

import yaml

ROOT = Path(__file__).parent.parent
RUNS = 3
STOCK = """site_name: stock
nav: [index.md]
theme: {name: material, language: nl}
plugins: [search]
"""


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Keep the table clean."""


class Markdown(HTMLParser):
    """The text of a page as an author would type it in Markdown."""

    def __init__(self) -> None:
        super().__init__()
        self.out: list[str] = []
        self.href = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Headings, paragraphs, list items and links."""
        if re.fullmatch(r"h[1-6]", tag):
            self.out.append(f"\n\n{'#' * int(tag[1])} ")
        elif tag in ("p", "div", "dd", "dt", "tr"):
            self.out.append("\n\n")
        elif tag == "li":
            self.out.append("\n- ")
        elif tag == "a":
            self.href = re.sub(r"^\.\./\.\./([\w-]+)/([\w-]+)/(#.*)?$", r"../\1/\2.md", dict(attrs).get("href") or "")
            self.href = (
                self.href if self.href.startswith(("http", "mailto", "tel")) or self.href.endswith(".md") else ""
            )
            self.out.append("[" if self.href else "")

    def handle_endtag(self, tag: str) -> None:
        """The end of a link."""
        if tag == "a" and self.href:
            self.out.append(f"]({self.href})")
            self.href = ""

    def handle_data(self, data: str) -> None:
        """Text, on one line."""
        self.out.append(
            re.sub(r"([\[\]<*_`])", r"\\\1", " ".join(data.split()) and f" {' '.join(data.split())} ").lstrip()
            if data.strip()
            else ""
        )


def best(command: list[str], folder: Path) -> float:
    """Seconds of the fastest of some runs."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run(
            command, cwd=folder, check=True, capture_output=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        )
        times.append(time.perf_counter() - start)
    return min(times)


def grown(folder: Path, many: int) -> Path:
    """A copy of the project with `many` entries: the real ones, and copies of them under other names."""
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(".*", "site", "node_modules", "tests"))
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    data = folder / "data"
    kinds = ("partners", "praktijken", "risicofactoren", "interventies", "acties")
    entries = [path for kind in kinds for path in sorted((data / kind).glob("*.yml"))]
    left = (
        many - len(entries) - sum(len([*(data / kind).glob("*.yml")]) for kind in ("netwerkdagen", "nieuws", "cijfers"))
    )
    for number in range(left):
        path, copy = entries[number % len(entries)], number // len(entries) + 2
        text = re.sub(
            r"^(naam: [\"']?)", rf"\g<1>{copy} ", path.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE
        )
        path.with_name(f"{path.stem}-{copy}.yml").write_text(
            re.sub(r"^(oude_ids|nummer):.*\n", "", text, flags=re.MULTILINE), encoding="utf-8"
        )
    return folder


def saved_to_seen(folder: Path) -> float:
    """Seconds from saving a YAML file to its page in the preview, in the middle one of some runs."""
    path, port = folder / "data" / "partners" / "abrusco.yml", 8765
    address = f"http://127.0.0.1:{port}/partners/abrusco/"
    typed = path.read_text(encoding="utf-8")
    server = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )

    def shows(text: str) -> bool:
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:
                return text in answer.read().decode()
        except OSError:
            return False

    times = []
    try:
        while not shows("Abrusco"):
            time.sleep(0.2)
        for number in range(2 * RUNS + 1):
            path.write_text(
                re.sub(r"^naam: .*$", f"naam: Abrusco {number}", typed, flags=re.MULTILINE), encoding="utf-8"
            )
            start = time.perf_counter()
            while not shows(f"Abrusco {number}</h1>"):
                time.sleep(0.01)
            times.append(time.perf_counter() - start)
            time.sleep(1)
    finally:
        server.terminate()
        server.wait()
    return median(times)


def stock(site: Path, folder: Path) -> int:
    """Write the pages of a built site as plain Markdown for stock Material; gives their number."""
    (folder / "mkdocs.yml").write_text(STOCK)
    pages = sorted(site.rglob("index.html"))
    for page in pages:
        body = (
            page.read_text(encoding="utf-8").partition('<div id="inhoud" tabindex="-1">')[2].partition("</article>")[0]
        )
        text = Markdown()
        text.feed(body)
        folders = page.parent.relative_to(site)
        path = folder / "docs" / (folders / "index.md" if len(folders.parts) < 2 else folders.with_suffix(".md"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(text.out).strip() + "\n", encoding="utf-8")
    return len(pages)


CHARTS = """
from macros.render.charts.chart_kind import interactive
from macros.render.charts.plot import plot
from macros.render.engine import render
for figure in library["cijfers"].values():
    for chart in figure.grafieken:
        made = plot(library, figure, chart.id)
        render("chart.html", library, figure.address, plot=made, anchor=chart.id), interactive(made), made.csv()
        many += 1
"""
EXPORTS = """
from macros.outputs.api import api
from macros.outputs.calendars import calendars
from macros.outputs.downloads import downloads
many += sum(1 for _ in (*api(library), *calendars(library)))
for figure in library["cijfers"].values():
    many += len(downloads(library, figure))
"""


def made(code: str) -> tuple[int, float]:
    """How many things `code` makes of the library, and the seconds that takes; a fresh process, imports included."""
    whole = f"""
import time
from pathlib import Path
from macros.library import read_library
library = read_library(Path())
many, start = 0, time.perf_counter()
{code}
print(many, time.perf_counter() - start)
"""
    runs = [
        subprocess.run(
            [sys.executable, "-c", whole], cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout.split()
        for _ in range(RUNS)
    ]
    return int(runs[0][0]), min(float(seconds) for _, seconds in runs)


def bundled(folder: Path) -> tuple[float, float]:
    """Seconds of a build with its bundles, and the memory of all its processes together at its fullest, in GB. What
    they share is counted for each.
    """
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    start, fullest = time.perf_counter(), 0
    build = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "BUNDELS": "true"},
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    while build.poll() is None:
        memory = subprocess.run(["ps", "-o", "rss=", "-s", str(build.pid)], capture_output=True, text=True).stdout
        fullest = max(fullest, sum(map(int, memory.split())))
        time.sleep(0.2)
    return time.perf_counter() - start, fullest / 1_000_000


def search(site: Path) -> tuple[int, float]:
    """How many questions were asked in a real browser, and the seconds from last key to first result in the middle one;
    no questions without a browser.
    """
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium or not importlib.util.find_spec("playwright"):
        return 0, 0
    from playwright.sync_api import sync_playwright

    typed = (ROOT / "tests" / "search" / "type.js").read_text(encoding="utf-8")
    questions = [
        asked["question"]
        for asked in yaml.safe_load((ROOT / "tests" / "search" / "questions.yml").read_text(encoding="utf-8"))
    ]
    with (
        ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server,
        sync_playwright() as playwright,
    ):
        Thread(target=server.serve_forever, daemon=True).start()
        running = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = running.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/contact/")
        page.locator(".md-search__input").focus()
        page.locator(".md-search-result__meta", has_text="Typ wat je zoekt").wait_for()
        times = [page.evaluate(typed, question)["took"] for question in questions]
        running.close()
        server.shutdown()
    return len(times), median(times) / 1000


def main() -> None:
    """Print the table."""
    print(f"| wat | gemeten (s, beste van {RUNS}) | doel | |")
    print("| --- | --- | --- | --- |")
    many, seconds = made(CHARTS)
    row(f"{many} grafieken in elke vorm", seconds, 2)
    many, seconds = made(EXPORTS)
    row(f"API, agenda's en downloads, {many} bestanden", seconds, 1)
    with tempfile.TemporaryDirectory() as name:
        for project in (ROOT, grown(Path(name) / "duizend", 1000)):
            measure(project, Path(name) / f"van-{project.name}")


def measure(project: Path, folder: Path) -> None:
    """The rows of one project; `folder` is for what is built."""
    row("check van alle gegevens", best([sys.executable, "-m", "macros", "check"], project), 1)
    ours = best([sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder / "ours")], project)
    pages = stock(folder / "ours", folder)
    theirs = best([sys.executable, "-m", "mkdocs", "build", "--site-dir", str(folder / "theirs")], folder)
    row(f"strikte bouw, {pages} pagina's", ours)
    row("stock Material, dezelfde pagina's als Markdown", theirs)
    row("verhouding", ours / theirs, 0.5)
    if project == ROOT:
        asked, answered = search(folder / "ours")
        row(f"van laatste toets tot eerste resultaat, {asked} vragen", answered, 0.2) if asked else print(
            "| zoeken: niet gemeten zonder Chromium | | | |"
        )
        seconds, memory = bundled(folder / "bundled")
        bundles = [path.stat().st_size / 1_000_000 for path in (folder / "bundled" / "bundels").glob("*.pdf")]
        if bundles:
            row(f"de {len(bundles)} bundels als PDF, bovenop de bouw (één keer)", seconds - ours, 60)
            row("hun geheugen (GB)", memory, 1)
            row("de grootste bundel (MB)", max(bundles), 5)
        else:
            print("| bundels: niet gemeten zonder Pango | | | |")
    else:
        row("van bewaren tot de pagina in de preview", saved_to_seen(project), 0.5)


def row(what: str, measured: float, target: float | None = None) -> None:
    """One row of the table; says when the target is missed."""
    missed = "gemist" if target is not None and measured > target else ""
    print(f"| {what} | {measured:.2f} | {'' if target is None else target} | {missed} |", flush=True)


if __name__ == "__main__":
    main()
