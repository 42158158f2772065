"""Whatever an editor types where text belongs, a page, a file for machines and a comment on GitHub show it as text:
nothing in it becomes active.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
import yaml
from conftest import ROOT, script
from fuzzing import within_a_second
from hypothesis import event, example, given
from hypothesis import strategies as st
from icalendar import Calendar
from test_authoring import GIVES

from macros.editing.proposals.comment import MARK, review_of_changes
from macros.editing.proposals.comparison import compare_libraries
from macros.generator.search import found
from macros.library import DataError, Library, read_library
from macros.library.library import Memory
from macros.library.look import read_look
from macros.library.models.base import SINGLES, Model
from macros.library.models.describe import Description, describe
from macros.library.models.entries import KINDS
from macros.library.models.fields import INVISIBLE, AtMost, no_doubles, one_line, visible
from macros.library.models.figures import Figure, one_or_more
from macros.library.models.lists import WordList
from macros.library.models.observations import COLUMNS
from macros.library.models.sources import CslName
from macros.outputs.calendars import calendars
from macros.outputs.downloads import downloads
from macros.outputs.feeds import feed
from macros.outputs.upkeep_json import upkeep_json
from macros.render.charts.chart_kind import interactive
from macros.render.charts.plot import plot
from macros.render.engine import render
from macros.render.pages import entry_pages
from macros.render.paper.poster import poster

opmerking = script("opmerking")
NOT_FREE = {"teken", "zegt", "held", "bij", "eenheid", "type", "nis", "geen_grafiek"}
"""Fields of text that must fit something else."""
TOLD_BY_PLOTLY = "%{customdata}<extra></extra>"
"""How the chart library is told what to show; it reads a little HTML in every text."""
LONGEST = 100
"""Characters of one text: the shortest field takes 160."""

PIECES = [
    *"<>\"'`&{}[]()*_#!|\\/=:;-+~@$%^ \t",
    *(
        "<script>alert(1)</script>",
        "</script>",
        '"><img src=x onerror=alert(1)>',
        "'-alert(1)-'",
        "<svg/onload=alert(1)>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
    ),
    *(
        "{{ 7*7 }}",
        "{% raw %}",
        "{# x #}",
        "{: onclick=alert(1) }",
        "</textarea>",
        "</title>",
        "</style>",
        "</p>",
        "<a href=//x>",
        "<b>",
        "<br>",
        "<br/>",
    ),
    *(
        "javascript:alert(1)",
        "[x](javascript:alert(1))",
        "[x](https://vreemd.example)",
        "![x](https://vreemd.example/x.png)",
        "<https://vreemd.example>",
    ),
    *(
        "[x]: javascript:alert(1)",
        "<javascript:alert(1)>",
        "[x](data:text/html,x)",
        "[x](//vreemd.example)",
        "[x](http://[a)",
        "vbscript:x",
        "`",
        "``",
        "**",
        "__",
    ),
    *(
        "&#x3c;script&#x3e;",
        "&lt;b&gt;",
        "&amp;",
        "&#0;",
        "%3Cscript%3E",
        "\\u003c",
        "=1+1",
        "@SUM(1)",
        "%{x}<extra></extra>",
        "@@content@@",
        "@@title@@",
    ),
    *(
        "uitval",
        "schooluitval",
        "UIT",
        "2015-2016",
        " %",
        "###",
        "- a",
        "1. a",
        "> a",
        "    a",
        "| a | b |",
        "BEGIN:VEVENT",
        "\\n",
        "\\;",
    ),
]
HOSTILE = (
    st.lists(
        st.sampled_from(PIECES)
        | st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")), max_size=4),
        min_size=1,
        max_size=8,
    )
    .map("".join)
    .map(lambda text: " ".join(INVISIBLE.sub("", text)[:LONGEST].split()))
    .filter(bool)
)


def is_free(described: Description) -> bool:
    """Whether a field takes any text."""
    if described.name in NOT_FREE or described.is_mapping:
        return False
    checks = {check for check in described.checks if not isinstance(check, AtMost)}
    return bool(checks & {one_line, visible}) and checks <= {one_line, visible, no_doubles, one_or_more}


def fits(key: str, typed: dict[str, Any]) -> bool:
    """Whether a field may stand beside what was typed: an organisation has one name, and only a web page has a title of
    its own.
    """
    return not (
        (key == "titel" and "url" not in typed)
        or (key.replace("-", "_") in CslName.model_fields and "literal" in typed)
        or key in ("literal", "family")
    )


class Texts:
    """Gives the same text again and again, each time with another number behind it, so that no two fields are equal."""

    def __init__(self, text: str) -> None:
        self.text, self.numbers = text, count(1)

    def next(self) -> str:
        return f"{self.text} {next(self.numbers)}"

    def into(self, model: type[Model], typed: dict[str, Any], only_typed: bool = False) -> dict[str, Any]:
        """What was typed, with the text in every field that takes any; fields that were left out are filled in, unless
        `only_typed`.
        """
        filled = dict(typed)
        for described in describe(model).values():
            key = described.key
            if described.models:
                if key in filled:
                    filled[key] = self.into_each(described.models[0], filled[key], only_typed)
            elif is_free(described) and (key in typed or (fits(key, typed) and not only_typed)):
                filled[key] = [self.next(), self.next()] if described.is_list else self.next()
        return filled

    def into_each(self, model: type[Model], value: Any, only_typed: bool) -> Any:
        if isinstance(value, list):
            return [self.into(model, item, only_typed) for item in value]
        by_name = not value.keys() <= {described.key for described in describe(model).values()}
        return (
            {key: self.into(model, item, only_typed) for key, item in value.items()}
            if by_name
            else self.into(model, value, only_typed)
        )


class Hostile:
    """The small site, in which any text can be put in every field that takes text. What readers see for words of closed
    lists is hostile already.
    """

    def __init__(self, site: Path) -> None:
        self.site = site
        self.memory = Memory()
        self.typed: dict[Path, tuple[type[Model], dict[str, Any]]] = {}
        self.rows: dict[Path, list[dict[str, str]]] = {}
        models: dict[str, type[Model]] = {**SINGLES, **KINDS}
        labels = Texts("\"'><script>alert(1)</script> {{ 7*7 }} [x](javascript:alert(1)) *v*")
        for path in sorted((site / "data").rglob("*.yml")):
            typed = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
            inside = path.parent.name
            if inside == "lijsten":
                write(path, labels.into(WordList, typed, only_typed=True))
            else:
                self.typed[path] = (models[path.stem if inside == "data" else inside], typed)
        for path in (site / "data" / "cijfers").glob("*.csv"):
            self.rows[path] = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))

    def write(self, text: str) -> None:
        """Put the text everywhere."""
        texts = Texts(text)
        for path, (model, typed) in self.typed.items():
            write(path, texts.into(model, typed))
        for path, rows in self.rows.items():
            same = {"bevolking": texts.next(), "categorie": texts.next(), "uitsplitsing": texts.next()}
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
                writer.writeheader()
                writer.writerows({**row, **same, "vindplaats": texts.next(), "opmerking": texts.next()} for row in rows)

    def read(self, text: str) -> Library:
        """The library with the text everywhere; the lists are read once."""
        self.write(text)
        for path in (*self.typed, *self.rows):
            self.memory.read.pop(path, None)
        return read_library(self.site, memory=self.memory)


def write(path: Path, typed: dict[str, Any]) -> None:
    """JSON is YAML too, and quicker to write."""
    path.write_text(json.dumps(typed, ensure_ascii=False), encoding="utf-8")


@dataclass
class Seen(HTMLParser):
    """What a browser makes of a page."""

    shapes: set[tuple[str, frozenset[str]]] = field(default_factory=set)
    """Each element with the names of its attributes, but those in the prose of an editor."""
    prose: set[tuple[str, frozenset[str]]] = field(default_factory=set)
    links: list[tuple[str, bool]] = field(default_factory=list)
    """Where a link or a file comes from, and whether an editor made it in prose."""
    text: dict[str, str] = field(default_factory=dict)
    """Text of the heading and the lead."""
    scripts: list[str] = field(default_factory=list)
    """What stands in the scripts of the page; data for machines is no script."""
    data: list[str] = field(default_factory=list)
    open: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.filling = self.scripts

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        in_prose = any(shown == "prose" for _, shown in self.open)
        # A link on a term of the glossary comes and goes with the text.
        (self.prose if in_prose else self.shapes).add(
            (tag, frozenset(name for name in given if not name.startswith("data-") or name.startswith("data-on")))
        )
        if tag == "script":
            (self.data if given.get("type") == "application/ld+json" else self.scripts).append("")
            self.filling = self.data if given.get("type") == "application/ld+json" else self.scripts
        self.links += [
            (given[name], in_prose and given.get("class") != "term")
            for name in ("href", "src", "action", "xlink:href")
            if name in given
        ]
        if tag not in (
            "area",
            "base",
            "br",
            "col",
            "embed",
            "hr",
            "img",
            "input",
            "link",
            "meta",
            "source",
            "track",
            "wbr",
            "path",
            "use",
            "rect",
            "circle",
        ):
            self.open.append((tag, given.get("class", "")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        depth = len(self.open)
        self.handle_starttag(tag, attrs)
        del self.open[depth:]

    def handle_endtag(self, tag: str) -> None:
        while any(other == tag for other, _ in self.open) and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][0] == "script":
            self.filling[-1] += data
        for place in {tag for tag, _ in self.open} & {"h1"} | {shown for _, shown in self.open} & {"lead"}:
            self.text[place] = self.text.get(place, "") + data


def seen(html: str) -> Seen:
    page = Seen()
    page.feed(html)
    page.close()
    return page


TERM = ("a", frozenset({"class", "href"}))
WRITTEN = {
    (tag, frozenset[str]()) for tag in ("p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "a")
} | {("a", frozenset({"href"})), TERM}
"""What Markdown may make in prose; a link that leads nowhere has lost its address."""


def is_safe(address: str, by_editor: bool) -> bool:
    """Within the site, or to the web, a mail, a phone; no address that was typed where text belongs."""
    scheme = urlsplit(address).scheme.lower()
    if by_editor:
        return scheme in ("http", "https", "mailto", "tel")
    ours = scheme in ("", "http", "https") and not address.startswith("//") and "//vreemd.example" not in address
    return ours or scheme in ("mailto", "tel") or address.startswith("https://doi.org/")


def is_only_text(page: Seen, usual: set[tuple[str, frozenset[str]]]) -> bool:
    """Whether a page has no element or attribute but those of its template, and no link that leads elsewhere."""
    assert page.shapes <= usual | {TERM}
    assert page.prose <= WRITTEN
    assert [address for address, by_editor in page.links if not is_safe(address, by_editor)] == []
    assert not any("alert" in script for script in page.scripts)
    assert all(json.loads(data) for data in page.data)
    return True


def pages(library: Library) -> Iterator[tuple[str, str, str, str]]:
    """Name, heading, lead and HTML of every page of an entry."""
    for page in entry_pages(library):
        yield f"{page.entry.folder}/{page.entry.id}", page.entry.naam, page.entry.kort, page.html
    for entry in library:
        for old in entry.oude_ids:
            yield (
                f"{entry.folder}/{old}",
                "",
                "",
                render("redirect.html", library, f"{entry.folder}/{old}/", entry=entry),
            )


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings(part)
    elif isinstance(value, str):
        yield value


def shown(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def hostile(small_site: Path) -> Hostile:
    return Hostile(small_site)


class Usual:
    """The site with plain text in all those fields, and what its pages are made of."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.shapes = {name: seen(html).shapes for name, _, _, html in pages(library)}


@pytest.fixture
def usual(hostile: Hostile) -> Usual:
    return Usual(hostile.read("gewone tekst"))


def test_the_text_stands_in_every_kind_of_file(hostile: Hostile) -> None:
    """The tests below try what they say they try."""
    hostile.write("overal")
    for path, (model, _) in hostile.typed.items():
        assert path.read_text(encoding="utf-8").count("overal") >= 2, model
    library = read_library(hostile.site)
    assert "overal" in library["partners"]["hulp"].naam
    assert "overal" in library["cijfers"]["afwezig"].grafieken[0].naam  # type: ignore[attr-defined]
    assert "overal" in library.sources["proefstudie2016"].title


@given(text=HOSTILE)
@example(text="{{ 7*7 }} {% raw %} {: onclick=alert(1) } @@content@@")
@example(text="<script>alert(1)</script> </textarea> --> ]]>")
@example(text='"><img src=x onerror=alert(1)> [x](javascript:alert(1))')
@example(text="<b>vet</b> %{x}<extra></extra> &#x3c;script&#x3e;")
@example(text="]]> <![CDATA[ &amp; &#0;")
@example(text="BEGIN:VEVENT \\n \\; , ;")
@example(text="=cmd|' /C calc'!A0")
@example(text="een\\Ntwee")
@within_a_second
def test_any_text_stays_text_wherever_it_is_shown(text: str, hostile: Hostile, usual: Usual) -> None:
    """With the text in every field at once: on pages, in files for machines, and in the comment on a proposal."""
    try:
        library = hostile.read(text)
    except DataError:
        event("geweigerd")
        return
    figure = library.of(Figure)["afwezig"]
    pages_show_it(library, usual)
    charts_show_it(library, figure)
    files_hold_it(library, figure)
    assert not opmerking.active(review_of_changes(compare_libraries(usual.library, library)).removeprefix(MARK))


def pages_show_it(library: Library, usual: Usual) -> None:
    """Each page has the elements and attributes of its template only, and heading and lead are what was typed."""
    for name, heading, lead, html in pages(library):
        page = seen(html)
        assert is_only_text(page, usual.shapes[name])
        if heading:
            assert (shown(page.text["h1"]), shown(page.text["lead"])) == (shown(heading), shown(lead))


def charts_show_it(library: Library, figure: Figure) -> None:
    """The chart library finds no HTML in what it is told but line ends."""
    for chart in figure.grafieken:
        for told in strings(json.loads(interactive(plot(library, figure, chart.id)))):
            assert not re.search("<(?!br>)|&(?!(amp|lt|gt);)", told.replace(TOLD_BY_PLOTLY, "")), told


def files_hold_it(library: Library, figure: Figure) -> None:
    """Feed, calendars, search index, drawing, JSON and CSV are well-formed and hold the text as it was typed."""
    names = {entry.naam for entry in library}
    atom = "{http://www.w3.org/2005/Atom}"
    assert {
        shown(item.findtext(f"{atom}title") or "") for item in ET.fromstring(feed(library)).iter(f"{atom}entry")
    } <= set(map(shown, names))
    for _, _, body in calendars(library):
        for item in Calendar.from_ical(body).walk("VEVENT"):
            # The library takes a backslash with N in a text for a new line, as a calendar means it.
            assert any(shown(name.replace("\\N", "\n")) in shown(str(item["summary"])) for name in names)
    results = list(found(library, []))
    assert not any(seen(f"{page.title} {page.short}").shapes for page in results)
    assert {unescape(page.title) for page in results} >= {entry.naam for entry in library if entry.has_pages}
    ET.fromstring(poster(library, "landschap/", read_look(ROOT).light))
    json.loads(upkeep_json(library))
    files = downloads(library, figure)
    assert json.loads(files["datapackage.json"])["title"] == figure.naam
    rows = list(csv.DictReader(io.StringIO(files["afwezig.csv"].decode(), newline="")))
    assert [row["opmerking"] for row in rows] == [row.opmerking for row in figure.rows]


def test_a_built_site_runs_nothing_that_was_typed(built_site: Path) -> None:
    """The whole site with every macro that an author may call, in a sentence, a heading and a table, where Markdown
    would make more of a name.
    """
    text = '[x](javascript:alert(1)) ![](javascript:x){ onerror=alert(1) } *v* {{ 7*7 }} "><img src=x onerror=y>'
    assert len(text) <= LONGEST
    calls = [call for call in GIVES if not call.startswith("begrip(")]
    body = "\n\n".join(
        f"Zie {{{{ {call} }}}} hier.\n\n{{{{ {call} }}}}\n\n- {{{{ {call} }}}}\n\n<p>{{{{ {call} }}}}</p>"
        for call in calls
    )
    link = '{{ link("partners", "hulp") }}'
    body += f"\n\n## Kop {link}\n\n| a | b |\n| --- | --- |\n| {link} | *{link}* |\n"
    (built_site / "content" / "proef.md").write_text(
        f"---\ntitle: Proef\n---\n# Proef {link}\n\n{body}\n", encoding="utf-8"
    )
    hostile = Hostile(built_site)
    usual: dict[str, set[tuple[str, frozenset[str]]]] = {}
    for typed in ("gewone tekst", text):
        hostile.write(typed)
        ran = subprocess.run([sys.executable, "-m", "mkdocs", "build"], cwd=built_site, capture_output=True, text=True)
        assert ran.returncode == 0, ran.stderr
        built = {
            path.relative_to(built_site / "site").as_posix(): seen(path.read_text(encoding="utf-8"))
            for path in (built_site / "site").rglob("*.html")
        }
        usual = usual or {name: page.shapes for name, page in built.items()}
        for name, page in built.items():
            assert is_only_text(page, usual[name]), name


def test_what_was_compiled_before_does_not_outlive_a_change_of_the_engine(tmp_path: Path) -> None:
    """Text is escaped by what the engine says now: a template that was compiled by another engine is not used."""
    shutil.copytree(ROOT / "macros", tmp_path / "macros")
    engine = tmp_path / "macros" / "render" / "engine.py"
    text = engine.read_text(encoding="utf-8")
    code = (
        "from macros.render.engine import environment; "
        "print(environment().get_template('problem.html').render(message='<b>'))"
    )
    shown = []
    for escapes in ("autoescape=False", "autoescape=True"):
        engine.write_text(text.replace("autoescape=True", escapes), encoding="utf-8")
        shown.append(
            subprocess.run(
                [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
            ).stdout.strip()
        )
    assert shown == ['<p class="problems"><b></p>', '<p class="problems">&lt;b&gt;</p>']
