"""The page of an entry: its text as a reader sees it, and nothing an editor types can run.

The golden files hold the visible text of one page per kind; `make golden` rewrites them, and a human reads the
difference.
"""

from __future__ import annotations

import os
import re
from html import unescape
from pathlib import Path

import pytest

from macros.library import read_library
from macros.library.models.entries import KINDS
from macros.render import landscape, views
from macros.render.pages import entry_pages

GOLDEN = Path(__file__).parent / "golden"
BLOCKS = re.compile(r"<(?:/(?:h\d|p|li|dt|dd|div|ul|ol|dl|nav|header|footer|section|table|tr|caption|summary)|br)>")
HOSTILE = [
    "<script>alert(1)</script>",
    "{{ config }}",
    "{% raw %}",
    "[klik](javascript:alert(1))",
    "[klik](data:text/html,x)",
    "<img src=x onerror=alert(1)>",
]


def visible(html: str) -> str:
    """The text of a page, a line per block."""
    text = unescape(re.sub(r"<[^>]+>", "", BLOCKS.sub("\n", html)))
    return "\n".join(line for raw in text.splitlines() if (line := " ".join(raw.split()))) + "\n"


def agreed(golden: Path, text: str) -> None:
    """Whether a text is the one that was agreed; `make golden` agrees to it."""
    if os.environ.get("GOLDEN") == "write":
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert golden.exists(), f"nothing was agreed yet: run `make golden`, and read {golden.name}"
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", [kind for kind, model in KINDS.items() if model.has_pages])
def test_page_of_each_kind_reads_as_agreed(kind: str, small_site: Path) -> None:
    page = next((page for page in entry_pages(read_library(small_site)) if page.entry.folder == kind), None)
    assert page, f"give tests/small_site/data/{kind}/ an entry of 2017, then run `make golden`"
    agreed(GOLDEN / f"{kind}.txt", visible(page.html))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("status: gestopt\n", "Gestopt.\nZoek je iemand anders? Kijk bij Wie helpt?\n"),
        ("status: gestopt\nopgegaan_in: hulp\n", "Gestopt. Het werk ging naar Hulp.\n"),
    ],
)
def test_partner_that_stopped_leads_a_reader_on(typed: str, said: str, small_site: Path) -> None:
    """It says so first, says where to go now, and does not send anybody to ask how to sign up."""
    text = (
        "naam: Oud huis\nkort: Een partner die niet meer bestaat.\nsoort: onderwijs\ngemeenschap: "
        "nl\nzekerheid: laag\nnagekeken_op: 2017-03-01\n"
    )
    text += "nagekeken_door: redactie\nbronnen: [{bron: proefstudie2016}]\n"
    (small_site / "data/partners/oud-huis.yml").write_text(text + typed, encoding="utf-8")
    page = next(page for page in entry_pages(read_library(small_site)) if page.entry.id == "oud-huis")
    assert said in visible(page.html)
    assert "terechtkunt" not in visible(page.html)


def test_nobody_is_sent_to_a_partner_that_stopped(small_site: Path) -> None:
    """The finder, the sheet and the gaps leave it out; who names it says that it stopped, without a number to call."""
    path = small_site / "data/partners/hulp.yml"
    stopped = (
        path.read_text(encoding="utf-8")
        .replace("naam: Hulp\n", "naam: Oud huis\nstatus: gestopt\n")
        .replace("oude_ids: [hulp-vroeger]\n", "")
    )
    (small_site / "data/partners/oud-huis.yml").write_text(stopped, encoding="utf-8")
    practice = small_site / "data/praktijken/gesprek.yml"
    practice.write_text(
        practice.read_text(encoding="utf-8").replace("partners: [hulp]", "partners: [hulp, oud-huis]"), encoding="utf-8"
    )
    library = read_library(small_site)
    assert [partner.id for partner in landscape.partners(library)] == ["hulp"]
    for view in (views.find, views.sheet, views.gaps):
        assert "oud huis" not in view(library, "x/").casefold()
    page = next(page for page in entry_pages(library) if page.entry.id == "gesprek")
    assert (
        "Hulp 02 512 30 05 Een partner die alleen in de tests bestaat.\nOud huis (gestopt) Een partner die alleen "
        "in de tests bestaat.\n" in visible(page.html)
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_appears_as_text_and_never_runs(text: str, small_site: Path) -> None:
    """In a field of one line and in Markdown alike."""
    path = small_site / "data" / "partners" / "hulp.yml"
    without_prose = re.sub(r"^wat: \|\n(?:(?:  .*)?\n)+", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    quoted = "'" + text.replace("'", "''") + "'"
    path.write_text(f"{without_prose}wat: {quoted}\nopmerking: {quoted}\nafkorting: {quoted}\n", encoding="utf-8")
    page = next(page for page in entry_pages(read_library(small_site)) if page.entry.folder == "partners")
    assert text in visible(page.html)
    assert not re.search(r"<(script|img|iframe)|href=\"(javascript|data):", page.html)
    assert text in " ".join(found for _, found in page.sections)
