"""The site does not hang on one generator: from plain files another one makes the same pages."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import yaml
from conftest import HOST, REPOSITORY, ROOT, SUB_PATH
from lxml import html


def stage(root: Path, target: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SITE_URL": f"{HOST}{SUB_PATH}", "REPO_URL": REPOSITORY, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(
        [sys.executable, "-m", "macros", "stage", str(target)],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
    )


def pages(site: Path) -> dict[str, str]:
    """Path -> what a reader sees in it."""
    shown = {}
    for path in site.rglob("*.html"):
        (body,) = html.fromstring(path.read_text(encoding="utf-8")).xpath("//*[@id='inhoud']") or html.fromstring(
            "<p></p>"
        ).xpath("//p")
        shown[path.relative_to(site).as_posix()] = " ".join(body.text_content().split())
    return shown


def blocks(site: Path) -> dict[str, list[str]]:
    """Path -> what a page tells machines, to the letter."""
    found = {
        path.relative_to(site).as_posix(): re.findall(
            r'<script type="application/ld\+json">(.*?)</script>', path.read_text()
        )
        for path in site.rglob("*.html")
    }
    return {path: texts for path, texts in found.items() if texts}


def test_properdocs_makes_the_same_pages_from_the_staged_folder(site: Path, tmp_path: Path) -> None:
    ran = stage(ROOT, tmp_path / "klaar")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    settings = yaml.safe_load((tmp_path / "klaar" / "mkdocs.yml").read_text(encoding="utf-8"))
    assert "hooks" not in settings
    assert settings["plugins"] == ["search"]
    built = subprocess.run(
        [sys.executable, "-m", "properdocs", "build", "--site-dir", str(tmp_path / "site")],
        cwd=tmp_path / "klaar",
        capture_output=True,
        text=True,
    )
    assert built.returncode == 0, built.stderr
    ours, theirs = pages(site), pages(tmp_path / "site")
    assert theirs.keys() == ours.keys()
    assert len(ours) > 300
    assert {path: theirs[path] for path in ours if theirs[path] != ours[path]} == {}
    told, retold = blocks(site), blocks(tmp_path / "site")
    assert len(told) > 300
    assert {path for path in told if retold.get(path) != told[path]} == set()
    assert retold.keys() == told.keys()
    others = {
        path.relative_to(site).as_posix()
        for end in ("json", "csv", "ics", "xml", "svg")
        for path in site.rglob(f"*.{end}")
        if "search" not in path.parts
    }
    assert [path for path in sorted(others) if not (tmp_path / "site" / path).exists()] == []


def test_a_folder_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "eigen.txt").write_text("van mij")
    ran = stage(ROOT, tmp_path)
    assert (ran.returncode, ran.stdout) == (1, f"{tmp_path} bestaat al; kies een map die er nog niet is.\n")
    assert [path.name for path in tmp_path.iterdir()] == ["eigen.txt"]


def test_nothing_is_written_of_data_with_a_problem(built_site: Path, tmp_path: Path) -> None:
    """A build stops; half a folder would be taken for a whole one."""
    path = built_site / "data" / "partners" / "hulp.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("nagekeken_op:", "nagekeken_op: 2016-13-01 #"), encoding="utf-8"
    )
    before = sorted(built_site.rglob("*"))
    ran = stage(built_site, built_site / "klaar")
    assert ran.returncode == 1
    assert "data/partners/hulp.yml" in ran.stdout
    assert [
        path for path in sorted(built_site.rglob("*")) if path not in before and "__pycache__" not in path.parts
    ] == []
