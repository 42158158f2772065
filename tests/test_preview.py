"""`mkdocs serve` lives on after a typo in the data, also when it starts with one, and shows the editor what is
wrong.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
TYPO = "telefon: 02 512 30 05\n"


@contextmanager
def preview(site: Path) -> Iterator[Callable[[str], str]]:
    """A running preview of a site; gives a function that fetches a page."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    with (site / "log.txt").open("w") as log:
        server = subprocess.Popen(
            command, cwd=site, stdout=log, stderr=log, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        )

        def fetch(address: str) -> str:
            assert server.poll() is None, (site / "log.txt").read_text()
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/{address}", timeout=5) as answer:
                text: str = answer.read().decode()
            return text

        try:
            yield fetch
        finally:
            server.terminate()
            server.wait(timeout=10)


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait for something to become true, a minute at most."""
    for _ in range(300):
        try:
            if condition():
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise AssertionError("did not happen within a minute")


def test_a_typo_shows_on_every_page_until_it_is_mended(built_site: Path) -> None:
    entry = built_site / "data" / "partners" / "hulp.yml"
    good = entry.read_text(encoding="utf-8")
    line = (
        f"data/partners/hulp.yml:{good.count(chr(10)) + 1}: telefon: dit veld bestaat niet; bedoelde je "
        "&#39;telefoon&#39;?"
    )
    entry.write_text(good + TYPO, encoding="utf-8")
    with preview(built_site) as fetch:
        wait_until(lambda: line in fetch(""))
        entry.write_text(good, encoding="utf-8")
        wait_until(lambda: "Hulp" in fetch("partners/hulp/") and line not in fetch("partners/hulp/"))
        entry.write_text(good + TYPO, encoding="utf-8")
        wait_until(lambda: line in fetch("partners/hulp/") and line in fetch(""))


def test_a_change_shows_on_every_page_that_tells_it(built_site: Path) -> None:
    """The page of the entry, its neighbours, lists, search and files; also when something is added, and in pages and
    assets that people write.
    """
    entry, other = (built_site / "data" / "partners" / f"{id}.yml" for id in ("hulp", "steun"))
    good = entry.read_text(encoding="utf-8")
    with preview(built_site) as fetch:
        wait_until(lambda: "Hulp" in fetch("partners/hulp/"))
        entry.write_text(good.replace("naam: Hulp", "naam: Bijstand"), encoding="utf-8")
        wait_until(lambda: "Bijstand" in fetch("partners/hulp/"))
        assert "<title>Bijstand" in fetch("partners/hulp/")
        for page in ("partners/", "risicofactoren/wegblijven/", "acties/aanspreekpunt/"):
            assert "Bijstand" in fetch(page), page
            assert ">Hulp<" not in fetch(page), page
        for file in ("search/search_index.json", "nieuw.xml"):
            assert "Bijstand" in fetch(file), file

        other.write_text(
            good.replace("naam: Hulp", "naam: Steun").replace("oude_ids: [hulp-vroeger]", ""), encoding="utf-8"
        )
        wait_until(lambda: "Steun" in fetch("partners/"))
        assert "Steun" in fetch("partners/steun/")
        other.unlink()
        wait_until(lambda: "Steun" not in fetch("partners/"))

        over = built_site / "content" / "over.md"
        over.write_text(over.read_text(encoding="utf-8") + "\nEen nieuwe zin.\n", encoding="utf-8")
        wait_until(lambda: "Een nieuwe zin." in fetch("over/"))
        style = built_site / "content" / "assets" / "site.css"
        style.write_text("/* leeg */", encoding="utf-8")
        wait_until(lambda: fetch("assets/site.css") == "/* leeg */")


def test_what_cannot_be_built_is_told_on_the_page_until_it_is_mended(built_site: Path) -> None:
    """A browser that gets no answer tells nothing."""
    (built_site / "macros").unlink()
    shutil.copytree(ROOT / "macros", built_site / "macros", ignore=shutil.ignore_patterns("__pycache__"))
    footer = built_site / "macros" / "render" / "templates" / "theme" / "partials" / "site-footer.html"
    good = footer.read_text(encoding="utf-8")
    settings = built_site / "mkdocs.yml"
    data, away = built_site / "data", built_site / "elders"
    over = built_site / "content" / "over.md"
    page = over.read_text(encoding="utf-8")
    with preview(built_site) as fetch:
        wait_until(lambda: "Hulp" in fetch("partners/hulp/"))
        footer.write_text("{% if %}", encoding="utf-8")
        wait_until(lambda: "De voorvertoning staat stil" in refused(fetch, "partners/hulp/"))
        assert "Expected an expression" in refused(fetch, "")
        assert "livereload" in refused(fetch, "")
        footer.write_text(good, encoding="utf-8")
        wait_until(lambda: "Hulp" in fetch("partners/hulp/"))

        text = settings.read_text(encoding="utf-8")
        settings.write_text(f"{text}\nplugins: [bestaat-niet]\n", encoding="utf-8")
        wait_until(lambda: "De voorvertoning staat stil" in refused(fetch, ""))
        settings.write_text(text, encoding="utf-8")
        wait_until(lambda: "Hulp" in fetch("partners/hulp/"))

        data.rename(away)
        over.write_text(f"{page}\nEen nieuwe zin.\n", encoding="utf-8")
        wait_until(lambda: "De voorvertoning staat stil" in refused(fetch, "over/"))
        away.rename(data)
        over.write_text(page, encoding="utf-8")
        wait_until(lambda: "Hulp" in fetch("partners/hulp/"))

        (built_site / "macros" / "console.py").write_text("", encoding="utf-8")
        wait_until(lambda: "start ze opnieuw" in refused(fetch, ""))
        assert "macros/console.py" in refused(fetch, "partners/hulp/")


def refused(fetch: Callable[[str], str], address: str) -> str:
    """What the preview says instead of the page; empty when it shows the page."""
    try:
        fetch(address)
    except urllib.error.HTTPError as error:
        text: str = error.read().decode()
        return text
    return ""


def test_a_build_stops_with_every_problem_and_no_trace(built_site: Path) -> None:
    for name in ("partners/hulp", "praktijken/gesprek"):
        path = built_site / "data" / f"{name}.yml"
        path.write_text(path.read_text(encoding="utf-8") + "fout: 1\n", encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"], cwd=built_site, capture_output=True, text=True
    )
    assert ran.returncode == 1
    assert "data/partners/hulp.yml:" in ran.stderr
    assert "data/praktijken/gesprek.yml:" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_hostile_names_are_text_in_the_frame_and_in_search_too(built_site: Path) -> None:
    """The theme prints title and description as they come; a name must not end up as markup there."""
    name = """Hulp"><script>alert(1)</script> & 'co'"""
    path = built_site / "data" / "partners" / "hulp.yml"
    lines = path.read_text(encoding="utf-8").splitlines()[2:]
    quoted = "'" + name.replace("'", "''") + "'"
    path.write_text("\n".join([f"naam: {quoted}", f"kort: {quoted}", *lines]) + "\n", encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"], cwd=built_site, check=True, capture_output=True
    )
    html = (built_site / "site" / "partners" / "hulp" / "index.html").read_text(encoding="utf-8")
    assert "<script>alert" not in html
    assert 'content="Hulp&quot;&gt;' in html
    assert "<script>alert" not in (built_site / "site" / "search" / "search_index.json").read_text(encoding="utf-8")
