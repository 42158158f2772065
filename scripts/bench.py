"""Times the check and the strict build, the build beside stock Material with the same pages as plain Markdown.

Run by `make bench`. Times differ between machines; the ratio is what counts (target: at most 0.6).
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
            self.href = self.href if self.href.startswith(("http", "mailto", "tel")) or self.href.endswith(".md") else ""
            self.out.append("[" if self.href else "")

    def handle_endtag(self, tag: str) -> None:
        """The end of a link."""
        if tag == "a" and self.href:
            self.out.append(f"]({self.href})")
            self.href = ""

    def handle_data(self, data: str) -> None:
        """Text, on one line."""
        self.out.append(re.sub(r"([\[\]<*_`])", r"\\\1", " ".join(data.split()) and f" {' '.join(data.split())} ").lstrip() if data.strip() else "")


def best(command: list[str], folder: Path) -> float:
    """Seconds of the fastest of some runs."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run(command, cwd=folder, check=True, capture_output=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
        times.append(time.perf_counter() - start)
    return min(times)


def stock(site: Path, folder: Path) -> int:
    """Write the pages of a built site as plain Markdown for stock Material; gives their number."""
    (folder / "mkdocs.yml").write_text(STOCK)
    pages = sorted(site.rglob("index.html"))
    for page in pages:
        body = page.read_text(encoding="utf-8").partition('<div id="inhoud" tabindex="-1">')[2].partition("</article>")[0]
        text = Markdown()
        text.feed(body)
        folders = page.parent.relative_to(site)
        path = folder / "docs" / (folders / "index.md" if len(folders.parts) < 2 else folders.with_suffix(".md"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(text.out).strip() + "\n", encoding="utf-8")
    return len(pages)


def charts() -> tuple[int, float]:
    """How many charts there are, and the seconds it takes to make all of them in every form; a fresh process, imports included."""
    code = """
import time
from pathlib import Path
from macros.library import read_library
library = read_library(Path())
start = time.perf_counter()
from macros.render.charts.interactive import interactive
from macros.render.charts.plot import plot
from macros.render.engine import render
many = 0
for figure in library["cijfers"].values():
    for chart in figure.grafieken:
        made = plot(library, figure, chart.id)
        render("chart.html", library, figure.address, plot=made, anchor=chart.id), interactive(made), made.csv()
        many += 1
print(many, time.perf_counter() - start)
"""
    runs = [subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True).stdout.split() for _ in range(RUNS)]
    return int(runs[0][0]), min(float(seconds) for _, seconds in runs)


def search(site: Path) -> tuple[int, float]:
    """How many questions were asked in a real browser, and the seconds from last key to first result in the middle one; no questions without a browser."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium or not importlib.util.find_spec("playwright"):
        return 0, 0
    from playwright.sync_api import sync_playwright

    typed = (ROOT / "tests" / "search" / "type.js").read_text(encoding="utf-8")
    questions = [asked["question"] for asked in yaml.safe_load((ROOT / "tests" / "search" / "questions.yml").read_text(encoding="utf-8"))]
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server, sync_playwright() as playwright:
        Thread(target=server.serve_forever, daemon=True).start()
        running = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = running.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/contact/")
        page.locator(".md-search__input").focus()
        page.wait_for_function("document.querySelector('.md-search-result__meta').textContent === 'Typ wat je zoekt'")
        times = [page.evaluate(typed, question)["took"] for question in questions]
        running.close()
        server.shutdown()
    return len(times), median(times) / 1000


def main() -> None:
    """Print the table."""
    many, drawn = charts()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        checked = best([sys.executable, "-m", "macros", "check"], ROOT)
        ours = best([sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder / "ours")], ROOT)
        asked, answered = search(folder / "ours")
        pages = stock(folder / "ours", folder)
        theirs = best([sys.executable, "-m", "mkdocs", "build", "--site-dir", str(folder / "theirs")], folder)
    print(f"| wat | seconden (beste van {RUNS}) | doel |")
    print("| --- | --- | --- |")
    print(f"| check van alle gegevens | {checked:.2f} | 1 |")
    print(f"| {many} grafieken in elke vorm | {drawn:.2f} | 2 |")
    print(
        f"| van laatste toets tot eerste resultaat, {asked} vragen | {answered:.3f} | 0.2 |"
        if asked
        else "| zoeken: niet gemeten zonder Chromium en playwright | | |"
    )
    print(f"| strikte bouw, {pages} pagina's | {ours:.1f} | 20 |")
    print(f"| stock Material, dezelfde pagina's als Markdown | {theirs:.1f} | |")
    print(f"| verhouding | {ours / theirs:.2f} | 0.60 |")


if __name__ == "__main__":
    main()
