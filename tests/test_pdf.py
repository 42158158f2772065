"""The bundles: a publication that everybody can read, also with a screen reader, that says what the site says and leads
where it promises.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any

import page as pdf_ua  # type: ignore[import-untyped, unused-ignore]
import pytest
from conftest import HOST, ROOT, SUB_PATH, real_library
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import DictionaryObject

from macros.library import Library
from macros.library.models.entries import Partner
from macros.library.models.figures import Figure
from macros.render.dutch import MONTHS, file_size
from macros.render.paper.bundles import BUNDLE_FOLDER, BUNDLES
from macros.render.paper.pdf import NEEDED

NAMES = [bundle.name for bundle in BUNDLES]
every_bundle = pytest.mark.parametrize("name", NAMES)


def built(root: Path, target: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A build that asks for bundles."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(target)]
    return subprocess.run(
        command,
        cwd=root,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "BUNDELS": "true", **environment},
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site with its bundles."""
    target = tmp_path_factory.mktemp("bundled")
    ran = built(ROOT, target, SITE_URL=f"{HOST}{SUB_PATH}")
    assert ran.returncode == 0, ran.stderr[-3000:]
    assert not re.search("WARNING|ERROR", ran.stderr), ran.stderr[-3000:]  # the maker of PDFs has nothing to say either
    return target


@pytest.fixture(scope="module")
def read(bundled: Path) -> dict[str, PdfReader]:
    return {name: PdfReader(bundled / BUNDLE_FOLDER / f"{name}.pdf") for name in NAMES}


@dataclass(frozen=True)
class Sheet:
    """A page as it is read: its text on one line, and per run of words how far from the left edge it begins,
    in points.
    """

    text: str
    begins: tuple[tuple[float, str], ...]


def sheet(page: PageObject) -> Sheet:
    begins: list[tuple[float, str]] = []

    def note(text: str, outer: list[float], inner: list[float], font: object, size: float) -> None:
        begins.append((inner[4] * outer[0] + inner[5] * outer[2] + outer[4], text.strip()))

    text = page.extract_text(visitor_text=note)
    return Sheet(" ".join(text.split()), tuple(begins))


@pytest.fixture(scope="module")
def sheets(read: dict[str, PdfReader]) -> dict[str, list[Sheet]]:
    return {name: [sheet(page) for page in document.pages] for name, document in read.items()}


@pytest.fixture(scope="module")
def texts(sheets: dict[str, list[Sheet]]) -> dict[str, list[str]]:
    """Per bundle the text of each page."""
    return {name: [page.text for page in pages] for name, pages in sheets.items()}


def entry_of(element: Any, name: str) -> Any:
    """A value of a dictionary of the PDF, with what it points at."""
    value = element.get(name)
    return value.get_object() if value is not None else None


def tags(document: PdfReader) -> Iterator[DictionaryObject]:
    """Every element of the tree that a screen reader follows, in its order."""
    waiting = [entry_of(document.root_object, "/StructTreeRoot")]
    while waiting:
        element = waiting.pop()
        if "/S" in element:
            yield element
        kids = entry_of(element, "/K") or []
        found = [kid.get_object() for kid in (kids if isinstance(kids, list) else [kids])]
        waiting += [kid for kid in reversed(found) if isinstance(kid, DictionaryObject) and kid.get("/Type") != "/OBJR"]


def links(document: PdfReader) -> Iterator[DictionaryObject]:
    for sheet in document.pages:
        for annotation in entry_of(sheet, "/Annots") or []:
            yield annotation.get_object()


@every_bundle
def test_a_checker_from_outside_finds_that_it_keeps_pdf_ua(name: str, bundled: Path) -> None:
    """All that a machine can judge of ISO 14289-1: tags, headings, tables, lists, letters, alternative texts, language,
    title.
    """
    report = pdf_ua.validate_pdf(bundled / BUNDLE_FOLDER / f"{name}.pdf", profile="ua1")
    assert report.is_compliant, [(failure.rule_id, failure.message) for failure in report.failures][:20]


def test_the_checker_sees_what_is_missing(read: dict[str, PdfReader], tmp_path: Path) -> None:
    """So that its silence says something: without title or tags it speaks."""
    for key in ("/StructTreeRoot", "/Lang", "/ViewerPreferences"):
        broken = PdfWriter(clone_from=read["actieplan"])
        del broken.root_object[key]
        broken.write(tmp_path / "broken.pdf")
        assert not pdf_ua.is_pdf_compliant(tmp_path / "broken.pdf", profile="ua1"), key


@every_bundle
def test_it_says_what_it_is_and_in_which_language(name: str, read: dict[str, PdfReader]) -> None:
    bundle = next(bundle for bundle in BUNDLES if bundle.name == name)
    document = read[name]
    assert document.metadata
    assert document.metadata.title == bundle.title.format(regio="Brussel")
    assert document.metadata.author == "Netwerk Samen tegen schooluitval Brussel"
    assert str(document.root_object["/Lang"]) == "nl"
    assert entry_of(document.root_object, "/MarkInfo")["/Marked"]
    assert entry_of(document.root_object, "/ViewerPreferences")["/DisplayDocTitle"]


@every_bundle
def test_every_figure_tells_in_words_what_it_shows(name: str, read: dict[str, PdfReader]) -> None:
    figures = [element for element in tags(read[name]) if str(element["/S"]) == "/Figure"]
    assert all(len(str(figure.get("/Alt", ""))) > 20 for figure in figures)


@every_bundle
def test_no_sentence_runs_into_the_margin(name: str, sheets: dict[str, list[Sheet]]) -> None:
    """Figures, tables and boxes begin at 26 mm from the edge, and nothing before it but numbers in a drawing. The sheet
    on A3 has a margin of its own.
    """
    for number, page in enumerate(sheets[name], 1):
        if name != "landschapstekening" or number != 4:
            assert not [text for left, text in page.begins if left < 26 / 25.4 * 72 - 1 and len(text) > 18], (
                f"bladzijde {number}"
            )


@every_bundle
def test_the_printed_page_numbers_are_right(name: str, read: dict[str, PdfReader], texts: dict[str, list[str]]) -> None:
    """Where the table of contents says that a chapter begins, there it begins; and so for the bookmarks of a reader on
    a screen.
    """
    contents = " ".join(texts[name][:5])
    contents = contents[contents.index("Inhoud") :]
    chapters = [item for item in read[name].outline if not isinstance(item, list)]
    assert len(chapters) > 2
    for chapter in chapters:
        number = read[name].get_destination_page_number(chapter)
        assert number is not None
        title = " ".join(str(chapter.title).split())
        assert re.search(rf"{re.escape(title)} [. ]*{number + 1}(?!\d)", contents), (title, number + 1)
        assert title in texts[name][number], (title, number + 1)
        assert texts[name][number].endswith(str(number + 1))


@every_bundle
def test_every_link_leads_somewhere(name: str, read: dict[str, PdfReader], bundled: Path) -> None:
    named = read[name].named_destinations
    inside, outside = 0, 0
    for link in links(read[name]):
        if "/Dest" in link:
            inside += 1
            assert str(link["/Dest"]) in named
            continue
        outside += 1
        address = str(entry_of(link, "/A")["/URI"])
        assert re.match("https?://|mailto:|tel:", address), address
        if address.startswith(HOST):
            place = address.removeprefix(f"{HOST}{SUB_PATH}").partition("#")[0]
            assert (bundled / place / "index.html").is_file() or (bundled / place).is_file(), address
    assert inside > 20
    assert outside > 5


@every_bundle
def test_its_sources_stand_at_the_end(name: str, read: dict[str, PdfReader], texts: dict[str, list[str]]) -> None:
    last = [item for item in read[name].outline if not isinstance(item, list)][-1]
    assert last.title == "Bronnen"
    start = read[name].get_destination_page_number(last)
    assert start is not None
    assert re.search("https?://|Nagekeken op ", " ".join(texts[name][start:]))


@every_bundle
def test_nothing_of_the_kitchen_is_printed(name: str, texts: dict[str, list[str]]) -> None:
    whole = " ".join(texts[name])
    for waste in ("{{", "}}", "None", "Traceback", "Undefined", "nan ", "<p>", "</", "&amp;", "data-held"):
        assert waste not in whole, waste
    assert "Interactieve grafiek" not in whole
    assert "24 november 2016" in whole  # the day of the content in the tests
    assert "CC BY 4.0" in whole


def test_facts_read_as_sentences_and_a_date_stays_on_one_line(
    read: dict[str, PdfReader], texts: dict[str, list[str]]
) -> None:
    told = {name: " ".join(pages) for name, pages in texts.items()}
    assert "Trekker: Niet bekend. Begin: 2015. Werken mee: Departement Onderwijs en Vorming" in told["actieplan"]
    assert (
        "Voor: Leerlingen en schoolteams. Onderwijs: Lager onderwijs en secundair onderwijs. Waar:"
        in told["landschapstekening"]
    )
    assert "Tijd: Enkele weken, als de jongere tijdelijk uit de school gaat. Wie doet mee:" in told["praktijkenbundel"]
    lines = [
        line.strip() for page in read["actieplan"].pages for line in page.extract_text().splitlines() if line.strip()
    ]
    assert not [line for line in lines if line.startswith("·") or line.endswith("·")]
    assert not [after for before, after in pairwise(lines) if before[-1].isdigit() and after.split()[0] in MONTHS]


@every_bundle
def test_nothing_points_at_what_is_only_on_a_screen(name: str, texts: dict[str, list[str]]) -> None:
    running = " ".join(
        page for number, page in enumerate(texts[name], 1) if number != 2
    )  # the colophon says how to use it on a screen
    assert not re.search(r"\b(klik|getallen van hierboven|telling hierboven)\b", running, re.IGNORECASE)
    assert "check & Connect" not in running


@every_bundle
def test_it_is_light_and_its_pages_offer_it(name: str, bundled: Path, read: dict[str, PdfReader]) -> None:
    bundle = next(bundle for bundle in BUNDLES if bundle.name == name)
    assert (bundled / bundle.path).stat().st_size < 5_000_000
    offering = [
        page
        for page in bundled.rglob("index.html")
        if page.parent.relative_to(bundled).as_posix().startswith(tuple(x.rstrip("/") for x in bundle.offered_on))
        and 'http-equiv="refresh"' not in page.read_text(encoding="utf-8")  # an old address that leads on
    ]
    assert offering
    for page in offering:
        shown = page.read_text(encoding="utf-8")
        found = re.search(r'<p class="bundle"><a href="([^"]+)" download>[^<]+</a> <span>\((\d+) pagina', shown)
        assert found, page
        assert (page.parent / found[1]).resolve() == (bundled / bundle.path).resolve()
        assert int(found[2]) == len(read[name].pages)


def test_the_page_about_open_data_lists_them_with_how_long_and_large_they_are(
    bundled: Path, read: dict[str, PdfReader]
) -> None:
    shown = unescape((bundled / "open-data" / "index.html").read_text(encoding="utf-8"))
    listed = re.findall(r'<li><a href="\.\./([^"]+)" download>([^<]+)</a> \((\d+) pagina\'s, ([^)]+)\)', shown)
    assert [(path, name, int(pages)) for path, name, pages, _ in listed] == [
        (bundle.path, bundle.title.format(regio="Brussel"), len(read[bundle.name].pages)) for bundle in BUNDLES
    ]
    assert [size for *_, size in listed] == [file_size((bundled / bundle.path).stat().st_size) for bundle in BUNDLES]
    assert f"in {len(BUNDLES)} PDF-bundels" in shown


@pytest.fixture(scope="module")
def library() -> Library:
    return real_library()


def test_the_informatiebundel_has_every_chapter_signal_approach_and_source(
    read: dict[str, PdfReader], texts: dict[str, list[str]], library: Library
) -> None:
    whole = " ".join(texts["informatiebundel"])
    for chapter in (ROOT / "content" / "informatiebundel").glob("*.md"):
        if chapter.stem != "index":
            title = next(
                line for line in chapter.read_text(encoding="utf-8").splitlines() if line.startswith("# ")
            ).removeprefix("# ")
            assert title in whole
    places = read["informatiebundel"].named_destinations
    for kind in ("risicofactoren", "interventies"):
        for entry in library[kind].values():
            assert f"{kind}-{entry.id}" in places
    cited = {
        id
        for chapter in (ROOT / "content" / "informatiebundel").glob("*.md")
        for id in re.findall(r'bron\("([^"]+)"', chapter.read_text(encoding="utf-8"))
    }
    assert len(cited) > 80
    listed = {
        library.sources[place.removeprefix("bronnen--")].title for place in places if place.startswith("bronnen--")
    }
    assert {
        library.sources[id].title for id in cited
    } <= listed  # the list of sources has some twice; once is enough in print


def test_the_bundle_of_the_landscape_has_every_partner_with_how_to_reach_it(
    read: dict[str, PdfReader], texts: dict[str, list[str]], library: Library
) -> None:
    whole = "".join(texts["landschapstekening"]).replace(" ", "")
    partners = library.of(Partner)
    assert {
        place.removeprefix("partners-")
        for place in read["landschapstekening"].named_destinations
        if place.startswith("partners-")
    } == set(partners)
    for partner in partners.values():
        for said in (partner.naam, partner.telefoon):
            assert (said or "").replace(" ", "").replace("-", "") in whole.replace("-", ""), (partner.id, said)
    sheet = read["landschapstekening"].pages[3].mediabox
    assert (round(sheet.width / 72 * 25.4), round(sheet.height / 72 * 25.4)) == (420, 297)  # A3


@pytest.mark.parametrize(
    ("name", "kind"), [("praktijkenbundel", "praktijken"), ("actieplan", "acties"), ("cijferrapport", "cijfers")]
)
def test_a_bundle_has_every_entry_of_its_kind(
    name: str, kind: str, read: dict[str, PdfReader], library: Library
) -> None:
    assert {f"{kind}-{id}" for id in library[kind]} <= read[name].named_destinations.keys()


def test_the_report_has_every_chart_once(read: dict[str, PdfReader], library: Library) -> None:
    charts = sum(len(figure.grafieken) for figure in library.of(Figure).values())
    assert sum(str(element["/S"]) == "/Figure" for element in tags(read["cijferrapport"])) == charts


def test_without_the_library_of_the_system_the_site_is_built_and_one_line_says_what_is_missing(
    built_site: Path, tmp_path: Path
) -> None:
    pretended = tmp_path / "pretended" / "weasyprint.py"
    pretended.parent.mkdir()
    pretended.write_text(
        "print('a long story')\nraise OSError(\"cannot load library 'libpango-1.0-0': no such file\")\n",
        encoding="utf-8",
    )
    ran = built(built_site, tmp_path / "out", PYTHONPATH=str(pretended.parent))
    assert ran.returncode == 0, ran.stderr
    told = [line for line in ran.stderr.splitlines() if "PDF" in line]
    assert len(told) == 1
    assert (
        "De PDF-bundels zijn weggelaten: libpango-1.0-0 ontbreekt; op Debian of Ubuntu: apt install libpango-1.0-0 "
        in told[0]
    )
    assert "long story" not in ran.stdout + ran.stderr
    assert not (tmp_path / "out" / "bundels").exists()
    assert not any(
        'class="bundle"' in page.read_text(encoding="utf-8") for page in (tmp_path / "out").rglob("index.html")
    )


def test_two_times_the_same_content_gives_the_same_bytes(built_site: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        ran = built(built_site, tmp_path / name)
        assert ran.returncode == 0, ran.stderr
        assert not re.search("WARNING|ERROR", ran.stderr), ran.stderr
    for name in NAMES:
        assert (tmp_path / "one" / BUNDLE_FOLDER / f"{name}.pdf").read_bytes() == (
            tmp_path / "two" / BUNDLE_FOLDER / f"{name}.pdf"
        ).read_bytes(), name


def test_nobody_pays_for_bundles_who_did_not_ask(built_site: Path, tmp_path: Path) -> None:
    ran = built(built_site, tmp_path / "out", BUNDELS="false")
    assert ran.returncode == 0, ran.stderr
    assert not (tmp_path / "out" / "bundels").exists()


def test_the_names_of_the_libraries_are_those_that_make_installs() -> None:
    assert f"PDF := {NEEDED}\n" in (ROOT / "Makefile").read_text(encoding="utf-8")
