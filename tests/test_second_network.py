"""A second network can start its own site: nothing of Brussels stands in the code, and the recipe in CONTRIBUTING.md works as it is written."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT
from pypdf import PdfReader

from macros.library import Library, read_library
from macros.render.bundles import BUNDLES

OF_THE_COUNTRY = re.compile(r"Europe/Brussels|\(\?:be\|brussels\|")
"""What is not of the network: the clock of Belgium, and a domain that an address can end on."""
SHORTEST = 4
"""Letters of a name, at least: shorter ones stand in many words."""
RECIPE = re.compile(r"^## Een tweede netwerk$.*?(?=^## )", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library(ROOT)


def names_of(library: Library) -> Iterator[str]:
    network = library.network
    yield from (network.naam, network.clb.naam, network.coordinator.naam, network.woordmerk.boven)
    for town in library.lists["gemeenten"].values():
        yield from (town.label, town.frans or "")
    for partner in library["partners"].values():
        yield from (partner.naam, getattr(partner, "afkorting", None) or "")


def test_nothing_of_this_network_stands_in_the_code(library: Library) -> None:
    names = "|".join(re.escape(name) for name in set(names_of(library)) if len(name) >= SHORTEST)
    ours = re.compile(rf"(?i:{'|'.join(library.network.regio.andere_namen)})|\b(?:{names})\b")
    found = [
        f"{path.relative_to(ROOT)}:{number}: {name[0]}"
        for path in sorted((ROOT / "macros").rglob("*"))
        if path.is_file() and path.suffix != ".pyc"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for name in ours.finditer(OF_THE_COUNTRY.sub("", line))
    ]
    assert not found, "\n".join(found)


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project in which the commands of the recipe were run, the build last."""
    place = tmp_path_factory.mktemp("second")
    for name in ("content", "data", "macros"):
        shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "tests" / "second_network", place / "tests" / "second_network")
    for name in ("CONTRIBUTING.md", "mkdocs.yml"):
        shutil.copy(ROOT / name, place)
    recipe = RECIPE.search((place / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert recipe
    blocks = re.findall(r"(?:^ {4,}.*\n)+", recipe[0], re.MULTILINE)
    commands = "".join(blocks).replace(".venv/bin/python", sys.executable).replace("make build", f"{sys.executable} -m mkdocs build --strict")
    ran = subprocess.run(
        ["bash", "-e"], input=commands, cwd=place, env={**os.environ, "BUNDELS": "true", "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    assert "In orde: 1 partner, 1 praktijk, 1 signaal, 0 aanpakken" in ran.stdout
    return place


def test_the_recipe_gives_a_site_without_a_word_of_brussels(second: Path, library: Library) -> None:
    ours = re.compile(rf"(?i:{'|'.join(library.network.regio.andere_namen)})|schooluitval Brussel|\bKANS\b")
    shown = [path for path in (second / "site").rglob("*") if path.suffix in {".html", ".json", ".csv", ".svg", ".txt", ".xml", ".ics"}]
    assert len(shown) > 100
    for path in shown:
        found = ours.search(OF_THE_COUNTRY.sub("", path.read_text(encoding="utf-8")))
        assert not found, (path, found)


def test_its_bundles_carry_its_own_name(second: Path) -> None:
    for path in (second / "site" / "bundels").glob("*.pdf"):
        text = "".join(page.extract_text() for page in PdfReader(path).pages)
        assert "Netwerk Proefstad" in text, path
        assert "Brussel" not in text, path
    assert len(list((second / "site" / "bundels").glob("*.pdf"))) == len(BUNDLES)


def test_every_link_in_it_leads_somewhere(second: Path) -> None:
    site = second / "site"
    for path in site.rglob("*.html"):
        if path.name == "404.html":
            continue
        for link in re.findall(r'(?:href|src)="((?![a-z]+:)[^"#?]+)', path.read_text(encoding="utf-8")):
            target = (path.parent / link).resolve()
            assert target.is_file() or (target / "index.html").is_file(), (path.relative_to(site), link)


def test_where_there_is_nothing_yet_a_page_says_so(second: Path) -> None:
    for page in ("actieplan", "begrippen", "cijfers", "contact", "interventies", "netwerkdagen", "nieuws", "toegankelijkheid", "verwijspad", "zelftest"):
        assert "Hier staat nog niets." in (second / "site" / page / "index.html").read_text(encoding="utf-8"), page
