"""The folder of the built site is whole or it is the one of before, whatever stops a build."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from macros.generator.site_folder import SiteFolder

OLD = "het oude blad"


@pytest.fixture
def with_old_site(built_site: Path) -> Path:
    """A project with a site from an earlier build, and what somebody hid in it."""
    (built_site / "site" / ".git").mkdir(parents=True)
    (built_site / "site" / "index.html").write_text(OLD)
    (built_site / "site" / "weg.html").write_text(OLD)
    return built_site


def build(place: Path, before: str = "") -> int:
    """Build the site in a process of its own, after some Python that breaks it; give its exit code."""
    code = f"{before}\nfrom mkdocs.__main__ import cli\ncli(['build', '--strict'])"
    return subprocess.run([sys.executable, "-c", code], cwd=place, capture_output=True, timeout=120).returncode


def left(place: Path) -> list[str]:
    """What a build left beside the site."""
    return [path.name for path in place.iterdir() if path.name.startswith(".site")]


def test_a_whole_site_takes_the_place_of_the_old_one(with_old_site: Path) -> None:
    assert build(with_old_site) == 0
    site = with_old_site / "site"
    assert OLD not in (site / "index.html").read_text(encoding="utf-8")
    assert not (site / "weg.html").exists()
    assert (site / ".git").is_dir()
    assert left(with_old_site) == []


STOPS = {
    "Ctrl-C": "import mkdocs.commands.build as b\ndef stop(*_, **__): raise KeyboardInterrupt\nb._build_page = stop",
    "a full disk": "import mkdocs.utils as u\ndef full(*_, **__): raise OSError(28, 'vol')\nu.write_file = full",
    "a warning": "import logging\nlogging.getLogger('mkdocs.proef')\nimport macros.generator.search as s\n"
    "import macros.generator.build as b\ndef warn(*_, **__): logging.getLogger('mkdocs.proef').warning('proef')\n"
    "b.write_index = warn",
}


@pytest.mark.parametrize("stop", STOPS.values(), ids=STOPS)
def test_a_build_that_is_stopped_leaves_the_old_site(stop: str, with_old_site: Path) -> None:
    assert build(with_old_site, f"import sys\nsys.path.insert(0, '.')\n{stop}") != 0
    assert (with_old_site / "site" / "index.html").read_text() == OLD
    assert left(with_old_site) == []


def test_a_page_is_never_written_without_its_policy(with_old_site: Path) -> None:
    """Also in the folder aside, which stays behind when the process is killed."""
    kill = (
        "import os, sys\nsys.path.insert(0, '.')\nimport macros.generator.build as b\n"
        "def die(*_, **__): os._exit(9)\nb.write_index = die"
    )
    assert build(with_old_site, kill) == 9
    assert (with_old_site / "site" / "index.html").read_text() == OLD
    aside = next(path for path in with_old_site.iterdir() if path.name.startswith(".site"))
    pages = list(aside.rglob("*.html"))
    assert len(pages) > 5
    assert [
        page for page in pages if 'http-equiv="Content-Security-Policy" content=""' in page.read_text("utf-8")
    ] == []


def test_a_site_folder_that_is_a_link_stays_one(tmp_path: Path) -> None:
    """Somebody serves the folder that it leads to."""
    real = tmp_path / "www"
    real.mkdir()
    (real / "index.html").write_text(OLD)
    (tmp_path / "site").symlink_to(real)
    folder = SiteFolder(tmp_path / "site")
    folder.aside.mkdir()
    (folder.aside / "index.html").write_text("nieuw")
    folder.whole = True
    folder.finish()
    assert (tmp_path / "site").is_symlink()
    assert (real / "index.html").read_text() == "nieuw"
    assert {path.name for path in tmp_path.iterdir()} == {"www", "site"}


def test_a_first_site_needs_no_old_one(tmp_path: Path) -> None:
    folder = SiteFolder(tmp_path / "site")
    folder.aside.mkdir()
    (folder.aside / "index.html").touch()
    folder.whole = True
    folder.finish()
    assert [path.name for path in tmp_path.rglob("*")] == ["site", "index.html"]
