"""A second network can start its own site: nothing of Brussels stands in the code, and the recipe in TWEEDE-NETWERK.md
works as it is written.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT, real_library
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import StreamObject

from macros.library import Library, read_library
from macros.library.look import STYLE, Look, read_look
from macros.render.paper.bundles import BUNDLES

OF_THE_COUNTRY = re.compile(r"Europe/Brussels|\(\?:be\|brussels\|")
"""What is not of the network: the clock of Belgium, and a domain that an address can end on."""
SHORTEST = 4
"""Letters of a name, at least: shorter ones stand in many words."""
SHOWN = {".css", ".csv", ".html", ".ics", ".js", ".json", ".svg", ".txt", ".xml"}
"""Files of the site that are text."""
HEX = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})\b")
INKED = re.compile(rb"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG)\b")
"""A colour that a PDF takes up."""


@pytest.fixture(scope="module")
def library() -> Library:
    return real_library()


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


def other_colour(colour: str) -> str:
    """A colour that stands to `colour` as another network's to ours: grey stays, the rest has its red and blue swapped
    and somewhat more contrast.
    """
    red, green, blue = (bytes.fromhex(colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])))[
        :3
    ]
    if red == green == blue:
        return colour
    swapped = (blue, green, red)
    return (
        "#" + bytes(part * 7 // 8 if sum(swapped) < 3 * 140 else 255 - (255 - part) * 7 // 8 for part in swapped).hex()
    )


def copied(place: Path) -> Path:
    """The project as somebody takes it over, in colours of its own."""
    for name in (".github", "content", "data", "macros", "tests/second_network"):
        shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", place)
    style = (place / STYLE).read_text(encoding="utf-8")
    (place / STYLE).write_text(HEX.sub(lambda found: other_colour(found[0]), style), encoding="utf-8")
    return place


def follow(place: Path, *, research: bool) -> str:
    """Run the commands of the recipe, with or without those that bring the research back, and give what they said; the
    bundles only without.
    """
    recipe = (ROOT / "TWEEDE-NETWERK.md").read_text(encoding="utf-8")
    blocks = [
        block
        for block in re.findall(r"(?:^ {4,}.*\n)+", recipe, re.MULTILINE)
        if research or "git checkout" not in block
    ]
    commands = (
        "".join(blocks)
        .replace(".venv/bin/python", sys.executable)
        .replace("make build", f"{sys.executable} -m mkdocs build --strict")
    )
    environment = {**os.environ, "BUNDELS": "false" if research else "true", "NO_MKDOCS_2_WARNING": "1"}
    ran = subprocess.run(["bash", "-e"], input=commands, cwd=place, env=environment, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr[-3000:]
    return ran.stdout


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project in which the commands of the recipe were run, the build last."""
    place = copied(tmp_path_factory.mktemp("second"))
    assert "In orde: 1 partner, 1 praktijk, 1 signaal, 0 aanpakken" in follow(place, research=False)
    return place


@pytest.fixture(scope="module")
def with_research(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, with the research that holds everywhere."""
    place = copied(tmp_path_factory.mktemp("research"))
    for command in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=Proef", "-c", "user.email=proef@example.org", "commit", "-qm", "Proef"],
    ):
        subprocess.run(["git", *command], cwd=place, check=True)
    follow(place, research=True)
    return place


def test_the_recipe_gives_a_site_without_a_word_of_brussels(second: Path, library: Library) -> None:
    ours = re.compile(rf"(?i:{'|'.join(library.network.regio.andere_namen)})|schooluitval Brussel|\bKANS\b")
    shown = [path for path in (second / "site").rglob("*") if path.suffix in SHOWN]
    assert len(shown) > 100
    for path in shown:
        found = ours.search(OF_THE_COUNTRY.sub("", path.read_text(encoding="utf-8")))
        assert not found, (path, found)


def test_its_bundles_carry_its_own_name(second: Path) -> None:
    for path in (second / "site" / "bundels").glob("*.pdf"):
        text = "".join(page.extract_text() for page in PdfReader(path).pages)
        assert "Netwerk Samen op school Proefstad" in text, path
        assert "Brussel" not in text, path
    assert len(list((second / "site" / "bundels").glob("*.pdf"))) == len(BUNDLES)


@pytest.fixture(scope="module")
def ours() -> Look:
    return read_look(ROOT)


def colours(look: Look) -> set[str]:
    """Every colour of a network that is not white, black or grey."""
    return {colour for colour in (*look.light.values(), *look.dark.values()) if len(set(colour[1:])) > 1}


def test_no_colour_of_brussels_is_left_on_the_site(second: Path, ours: Look) -> None:
    old = colours(ours)
    assert len(old) > 30
    for path in (path for path in (second / "site").rglob("*") if path.suffix in SHOWN):
        assert not old & set(re.findall(r"#[0-9a-f]{6}\b", path.read_text(encoding="utf-8").replace("%23", "#"))), path
    theirs = read_look(second)
    home = (second / "site" / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'name="theme-color".*?content="(#\w+)"', home) == [theirs.light["paper"], theirs.dark["paper"]]
    with Image.open(second / "site" / "assets" / "social.png") as picture:
        shared = ["#" + bytes(picture.convert("RGB").getpixel(place)).hex() for place in ((600, 5), (1190, 600))]  # type: ignore[arg-type]
    assert shared == [theirs.light["iris"], theirs.light["paper"]]


def inked(path: Path) -> set[str]:
    """Every colour that a PDF prints with."""
    reader = PdfReader(path)
    objects = (reader.get_object(number) for number in range(1, len(reader.xref[0]) + 1))
    drawn = (
        made.get_data()
        for made in objects
        if isinstance(made, StreamObject) and made.get("/Subtype") != "/Image" and "/Length1" not in made
    )
    return {
        "#" + bytes(round(float(part) * 255) for part in found.groups()).hex()
        for text in drawn
        for found in INKED.finditer(text)
    }


def test_no_colour_of_brussels_is_left_on_paper(second: Path, ours: Look) -> None:
    theirs = read_look(second)
    for path in (second / "site" / "bundels").glob("*.pdf"):
        found = inked(path)
        assert {theirs.light[name] for name in ("blue", "iris", "ink", "soft")} <= found, path
        assert not found & colours(ours), path


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param("second", marks=pytest.mark.pdf),
        pytest.param("with_research", marks=pytest.mark.build),
    ],
)
def test_every_link_in_it_leads_somewhere(kind: str, request: pytest.FixtureRequest) -> None:
    site = request.getfixturevalue(kind) / "site"
    pages = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html") if path.name != "404.html"}
    places = {path: set(re.findall(r'\bid="([^"]+)"', html)) for path, html in pages.items()}
    for path, html in pages.items():
        for link, place in re.findall(r'(?:href|src)="((?![a-z]+:)[^"#?]*)(?:\?[^"#]*)?#?([^"]*)"', html):
            target = (path.parent / link).resolve() if link else path
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), (path.relative_to(site), link)
            assert not place or target not in places or place in places[target], (path.relative_to(site), link, place)


@pytest.mark.build
def test_the_research_comes_along_without_who_works_here(with_research: Path, library: Library) -> None:
    theirs = read_library(with_research)
    assert {*theirs["interventies"]} == {*library["interventies"]}
    assert {*theirs["risicofactoren"]} == {*library["risicofactoren"], "proefsignaal"}
    assert [*theirs["partners"]] == ["proefhulp"]
    assert len(theirs.roles) == len(library.roles)
    assert all(
        (with_research / "site" / entry.address / "index.html").is_file() for entry in theirs["interventies"].values()
    )


def test_its_chapters_are_printed_in_the_order_that_they_say(second: Path) -> None:
    reader = PdfReader(second / "site" / "bundels" / "informatiebundel.pdf")
    named = [item.title for item in reader.outline if not isinstance(item, list)]
    assert named[:3] == ["Vooraf", "Zo begin je", "En daarna"]


def test_what_it_shows_as_example_works(second: Path) -> None:
    """The addresses that a reader of `/open-data/` pastes."""
    html = (second / "site" / "open-data" / "index.html").read_text(encoding="utf-8")
    examples = re.findall(r"http://127\.0\.0\.1:8000/([\w./-]+)", html)
    assert "api/v1/partners/proefhulp.json" in examples
    for path in examples:
        assert (second / "site" / path).is_file(), path


def test_its_language_is_right_and_its_own_checks_do_not_ask_for_brussels(second: Path) -> None:
    """What its workflows run: a test that speaks of our entries would keep it from being published."""
    ran = subprocess.run([sys.executable, "-m", "macros", "tekst"], cwd=second, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout
    assert not any(
        "make test" in path.read_text(encoding="utf-8") for path in (second / ".github" / "workflows").glob("*.yml")
    )


def test_where_there_is_nothing_yet_a_page_says_so(second: Path) -> None:
    for page in (
        "actieplan",
        "begrippen",
        "cijfers",
        "contact",
        "interventies",
        "netwerkdagen",
        "nieuws",
        "toegankelijkheid",
        "verwijspad",
        "zelftest",
    ):
        assert "Hier staat nog niets." in (second / "site" / page / "index.html").read_text(encoding="utf-8"), page
