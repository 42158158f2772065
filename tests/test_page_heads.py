"""The head of a page that people write is checked as the data are: one Dutch line with file, line and field."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.__main__ import main
from macros.library.page_heads import page_problems

CASES = {
    # what stands in content/over.md -> what the check says of it
    "title: Over\n---\n# Over\n": [
        "content/over.md:1: de kop ontbreekt; begin met een regel '---', een regel 'title: ...' en weer '---'"
    ],
    "---\ntitle: Over\n# Over\n": ["content/over.md:1: de kop houdt niet op; zet eronder weer een regel '---'"],
    "---\ntitle: Wat is: schooluitval?\n---\n": [
        "content/over.md:2: hier staat een dubbele punt te veel, of de regel springt verkeerd in; "
        "zet tekst met ': ' tussen aanhalingstekens"
    ],
    "---\ndescription: Iets.\n---\n": ["content/over.md:2: title: ontbreekt; dit veld is verplicht"],
    "---\ntitle: Over\ntitel: Over\n---\n": ["content/over.md:3: titel: dit veld bestaat niet; bedoelde je 'title'?"],
    "---\ntitle: Over\nsection: contact\n---\n": [
        "content/over.md: section: 'contact' is geen pagina in content/; bedoelde je 'contact.md'?"
    ],
    "---\ntitle: Over\nhoofdstuk: een\n---\n": [
        "content/over.md:3: hoofdstuk: 'een' is geen heel getal; alleen cijfers, zonder punt of spatie"
    ],
    "---\ntitle: Over\ntitle: Ons\n---\n": ["content/over.md:3: title: staat twee keer; de eerste keer op regel 2"],
    "---\ntitle: Over\nhoofdstuk: 1\n---\n": [
        "content/over.md: hoofdstuk: hoofdstuk 1 is ook dat van content/contact.md"
    ],
    "\ufeff---\ntitle: 'Over: ons'\ndescription: Wie \"wij\" zijn & wat <we> doen.\n---\n# Over\n": [],
    "---\ntitle: Over\nsection: contact.md\n---\n": [],
}


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "contact.md").write_text("---\ntitle: Contact\nhoofdstuk: 1\n---\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("text", CASES)
def test_what_is_wrong_with_a_head_is_told(text: str, pages: Path) -> None:
    (pages / "content" / "over.md").write_text(text, encoding="utf-8")
    assert [str(problem) for problem in page_problems(pages)] == CASES[text]


def test_two_chapters_with_one_number_are_told_whatever_stands_between_them(pages: Path) -> None:
    for name, head in (("midden", "title: Midden"), ("over", "title: Over\nhoofdstuk: 1")):
        (pages / "content" / f"{name}.md").write_text(f"---\n{head}\n---\n", encoding="utf-8")
    assert [str(problem) for problem in page_problems(pages)] == [
        "content/over.md: hoofdstuk: hoofdstuk 1 is ook dat van content/contact.md"
    ]


def test_a_page_in_html_has_no_frame_and_no_policy(pages: Path) -> None:
    (pages / "content" / "los.HTM").write_text("<p>Tekst</p>")
    assert [str(problem) for problem in page_problems(pages)] == [
        "content/los.HTM: een pagina is een .md-bestand, geen HTML"
    ]


def test_the_check_tells_it(small_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small_site / "content" / "over.md").write_text("# Over\n", encoding="utf-8")
    assert main(["check", "--root", str(small_site)]) == 1
    assert "content/over.md:1: de kop ontbreekt" in capsys.readouterr().out
