"""What a page that people write may not hold is one Dutch line with file and line, before anything is written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import markdown
import pytest

from macros.generator.authoring import Held
from macros.generator.written_markup import markup_problems

REFUSED = {
    # HTML -> what an editor reads of it
    "<p>Tekst</p><script>alert(1)</script>": ["<script"],
    "<SCRIPT SRC=x></SCRIPT>": ["<script"],
    '<img src="x" onerror="alert(1)">': ["onerror="],
    '<p ONCLICK="alert(1)">x</p><p onclick="alert(2)">y</p>': ["onclick="],
    "<svg/onload=alert(1)></svg>": ["onload="],
    '<iframe src="https://voorbeeld.example"></iframe>': ["<iframe"],
    '<meta http-equiv="refresh" content="0; url=https://voorbeeld.example">': ["<meta"],
    '<form action="https://voorbeeld.example"><input></form>': ["<form"],
    '<object data="x"></object><embed src="x">': ["<object", "<embed"],
    '<link rel="stylesheet" href="x"><base href="x">': ["<link", "<base"],
    '<a href="javascript:alert(1)">x</a>': ["javascript:"],
    '<a href=" java&#9;Script:alert(1)">x</a>': ["javascript:"],
    '<a href="data:text/html,x">x</a>': ["data:text/"],
}
HARMLESS = [
    "",
    "<p>Koop je online? Zet onderwijs=ja.</p>",
    "<p><code>&lt;script&gt;</code> en <code>onclick=</code></p>",
    '<p title="wat je op onderdeel=3 leest">x</p>',
    '<a href="https://voorbeeld.example/?x=javascript:">x</a><img src="data:image/png;base64,x" alt="">',
    '<table><tr><td style="text-align: right;">1</td></tr></table><details><summary>x</summary></details>',
]


@pytest.mark.parametrize("html", REFUSED)
def test_what_runs_or_leads_a_reader_away_is_refused(html: str) -> None:
    problems = [str(problem) for problem in markup_problems(html, "content/over.md", "")]
    assert problems == [
        f"content/over.md: '{words}' mag niet in een pagina staan; haal het weg" for words in REFUSED[html]
    ]


@pytest.mark.parametrize("html", HARMLESS)
def test_what_only_looks_like_it_is_let_in(html: str) -> None:
    assert markup_problems(html, "content/over.md", "") == []


def build(place: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "mkdocs", "build"], cwd=place, capture_output=True, text=True)


def test_a_build_stops_with_everything_at_once(built_site: Path) -> None:
    """Also one that is not strict; a macro in code shows its reader a placeholder, so it is told as well."""
    added = {
        "over": '<p onclick="alert(1)">x</p>\n\n<script>alert(1)</script>\n',
        "contact": 'Zo schrijf je het: `{{ link("partners", "hulp") }}`\n\n'
        '<p title="{{bron("proefstudie2016")}}">x</p>\n',
    }
    lines = {}
    for name, text in added.items():
        path = built_site / "content" / f"{name}.md"
        before = path.read_text(encoding="utf-8")
        path.write_text(f"{before}\n{text}", encoding="utf-8")
        lines[name] = len(before.splitlines()) + 2
    ran = build(built_site)
    assert ran.returncode == 1
    assert [line for line in ran.stderr.splitlines() if line.startswith("content/")] == [
        f"content/contact.md:{lines['contact']}: link('partners', 'hulp') staat in code, en daar kan geen macro; "
        "haal de ` of de spaties ervoor weg",
        f"content/contact.md:{lines['contact'] + 2}: bron('proefstudie2016') geeft HTML, en dat kan niet in een "
        "attribuut of een adres; zet ze in de tekst",
        f"content/over.md:{lines['over']}: 'onclick=' mag niet in een pagina staan; haal het weg",
        f"content/over.md:{lines['over'] + 2}: '<script' mag niet in een pagina staan; haal het weg",
    ]
    assert "Traceback" not in ran.stderr
    assert not (built_site / "site").exists()


@pytest.mark.parametrize(
    "typed",
    [
        '<p title="{}">x</p>',
        "<p title='Zie {}'>x</p>",
        "<p title={}>x</p>",
        '<div class="x" title="{}" markdown="1">\n\nx\n\n</div>',
        'Lees <a href="../{}">x</a>.',
        "[x]({})",
        '[x](y "{}")',
        "![{}](x.png)",
        'Tekst\n{{: title="{}" }}',
    ],
)
@pytest.mark.parametrize("html", ['<a href="x">Hulp</a>', '<div id="kaart">Hulp</div>'])
def test_a_macro_in_an_attribute_is_told_by_its_call(typed: str, html: str) -> None:
    """What it gives would stand in the address or the title as HTML, or break the tag around it."""
    assert misplaced(typed, html) == ["geeft HTML, en dat kan niet in een attribuut of een adres; zet ze in de tekst"]


@pytest.mark.parametrize(
    "typed", ["{}", "# {}", "**{}** en x = {}", '<p title="x">{}</p>', "Als a <b en c = {}", "<!-- {} -->"]
)
def test_a_macro_in_a_text_has_its_place(typed: str) -> None:
    assert misplaced(typed, '<a href="x">Hulp</a>') == []


def misplaced(typed: str, html: str) -> list[str]:
    """What is told of a call in a page, where its place in what is typed is `{}`."""
    held = Held()
    text = typed.format(*[held.hold(html, "kaart()")] * typed.count("{}"))
    page = markdown.markdown(text, extensions=["attr_list", "def_list", "md_in_html", "tables"])
    return [why for _, why in held.misplaced(page, held.put_back(page))]


def test_a_plain_word_may_stand_in_an_attribute() -> None:
    """An id or a number is text, so that an address can be made with it."""
    held = Held()
    assert held.hold("hulp", "voorbeeld('partners')") == "hulp"
    page = '<a href="../partners/hulp/">x</a>'
    assert list(held.misplaced(page, page)) == []


def test_a_mark_that_nothing_filled_stops_the_build(built_site: Path) -> None:
    over = built_site / "content" / "over.md"
    over.write_text(over.read_text(encoding="utf-8") + "\n@@linked_data@@\n", encoding="utf-8")
    ran = build(built_site)
    assert ran.returncode == 1
    assert "content/over.md: op de pagina bleef '@@linked_data@@' staan" in ran.stderr
    assert not (built_site / "site").exists()
