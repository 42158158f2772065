"""The built site keeps its promises to a reader: pages, links, titles, search, pencils, and nothing from elsewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

import pytest
import yaml
from conftest import REPOSITORY, build, real_library

from macros.editing.forms.questions import FORMS, WRONG, form_address
from macros.library import Library
from macros.library.models.entries import KINDS, Entry

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def library() -> Library:
    return real_library()


@dataclass
class Seen(HTMLParser):
    """What a browser sees in one page."""

    links: list[str] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    text: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    metas: dict[str, str] = field(default_factory=dict)
    edit: str = ""
    inside: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.anchors.add(given.get("id", ""))
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
            self.edit = given["href"] if given.get("rel") == "edit" else self.edit
        if tag in ("script", "img", "iframe", "source") and "src" in given:
            self.loaded.append(given["src"])
        if tag == "link" and given.get("rel") not in ("canonical", "prev", "next"):
            self.loaded.append(given.get("href", ""))
        if tag == "meta":
            self.metas[given.get("name", "")] = given.get("content", "")
        if tag in ("script", "style", "title", "h1", "code"):
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if "title" in self.inside:
            self.titles.append(data)
        elif "h1" in self.inside:
            self.headings.append(data)
        if not {"script", "style"} & set(self.inside):
            self.text.append(data)


@cache
def seen(path: Path) -> Seen:
    page = Seen()
    page.feed(path.read_text(encoding="utf-8"))
    return page


def pages(site: Path) -> Iterator[tuple[str, Seen]]:
    """Address and content of every page but redirects."""
    for path in sorted(site.rglob("*.html")):
        page = seen(path)
        if page.metas.get("robots") != "noindex":
            yield path.relative_to(site).as_posix().removesuffix("index.html"), page


def with_page(library: Library) -> list[Entry]:
    return [entry for entry in library if entry.has_pages]


@pytest.mark.living
def test_every_entry_has_a_page_with_its_name_and_sentence(site: Path, library: Library) -> None:
    for entry in with_page(library):
        page = seen(site / entry.address / "index.html")
        assert "".join(page.headings).strip() == entry.naam
        assert page.metas["description"] == entry.kort
        assert "".join(page.titles).strip().startswith(entry.naam)


@pytest.mark.living
def test_every_page_has_one_title_and_a_description(site: Path) -> None:
    for address, page in pages(site):
        assert "".join(page.titles).strip(), address
        if address != "404.html":
            assert page.metas.get("description"), address
            assert "".join(page.headings).strip(), address


@pytest.mark.living
def test_every_link_leads_to_a_page_and_an_anchor_that_exist(site: Path) -> None:
    """Also the links in raw HTML, which MkDocs does not see."""
    broken = []
    for address, page in pages(site):
        if address == "404.html":
            continue
        for link in [*page.links, *page.loaded]:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            assert not link.startswith("/"), f"{address}: {link} does not work under a sub-path"
            path = unquote(
                urlsplit(
                    urljoin(f"http://x/{address}", parts.path) if parts.path else f"http://x/{address}"
                ).path.lstrip("/")
            )
            target = site / path
            target = target / "index.html" if path.endswith("/") or not path or target.is_dir() else target
            if not target.is_file() or (parts.fragment and unquote(parts.fragment) not in seen(target).anchors):
                broken.append(f"{address}: {link}")
    assert not broken, broken[:10]


@pytest.mark.living
def test_links_of_editors_lead_to_the_web_mail_or_phone_only(site: Path) -> None:
    for address, page in pages(site):
        schemes = {urlsplit(link).scheme for link in page.links}
        assert schemes <= {"", "http", "https", "mailto", "tel"}, address


@pytest.mark.living
def test_every_entry_can_be_found_by_its_name(site: Path, library: Library) -> None:
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    found = {item["location"]: item for item in index["docs"]}
    for entry in with_page(library):
        assert unescape(found[entry.address]["title"]) == entry.naam
        assert entry.kort in found[entry.address]["text"].replace("&amp;", "&").replace("&lt;", "<")
    assert not [
        item["location"]
        for item in index["docs"]
        if re.search(
            r"<(?!/?(p|li|ul|ol|h\d|br|code|strong|em|b|i|sup|sub|mark|pre|table|tr|td|th|thead|tbody|dl|dt|dd)\b)",
            item["text"],
        )
    ]


@pytest.mark.living
def test_the_pencil_opens_the_file_of_the_entry(site: Path, library: Library) -> None:
    for entry in with_page(library):
        link = seen(site / entry.address / "index.html").edit
        assert link == f"{REPOSITORY}/edit/main/{entry.source}"
        assert (ROOT / entry.source).is_file()
    assert seen(site / "contact" / "index.html").edit == f"{REPOSITORY}/edit/main/content/contact.md"


def test_a_page_leads_to_the_form_for_what_is_wrong_with_it(site: Path, library: Library) -> None:
    """With the entry filled in; a kind without such a form has no link."""
    for entry in with_page(library):
        found = [link for link in seen(site / entry.address / "index.html").links if "/issues/new" in link]
        assert len(found) == (WRONG in FORMS.get(entry.folder, {}))
        for link in found:
            assert link.startswith(f"{REPOSITORY}/issues/new?")
            filled = dict(parse_qsl(urlsplit(link).query, strict_parsing=True))
            form = yaml.safe_load(
                (ROOT / ".github" / "ISSUE_TEMPLATE" / filled.pop("template")).read_text(encoding="utf-8")
            )
            assert f"{entry.folder}-wijzigen" in form["labels"]
            assert filled == {"title": f"Verbetering: {entry.naam}", "fiche": entry.address}
            assert filled.keys() - {"title"} <= {element.get("id") for element in form["body"]}
            assert form_address(entry, "") == ""


@pytest.mark.living
def test_each_list_shows_its_count(site: Path, library: Library) -> None:
    for kind, model in KINDS.items():
        entries = library[kind]
        if model.has_pages and entries:
            folder = model.list_folder or kind
            page = seen(site / folder / "index.html")
            assert f"{len(entries)} {model.words[len(entries) != 1]}" in " ".join(page.text)
            addresses = {urljoin(f"/{folder}/", link) for link in page.links}
            assert {f"/{entry.address}" for entry in entries.values()} <= addresses


@pytest.mark.living
def test_every_page_is_three_clicks_from_home(site: Path, library: Library) -> None:
    reached = {"": 0}
    todo = [""]
    while todo:
        address = todo.pop(0)
        path = site / address / "index.html"
        for link in seen(path).links if path.is_file() else []:
            target = (
                urljoin(f"/{address}", urlsplit(link)._replace(fragment="").geturl()).lstrip("/")
                if not urlsplit(link).scheme
                else None
            )
            if target is not None and target not in reached:
                reached[target] = reached[address] + 1
                todo.append(target)
    for entry in with_page(library):
        assert reached.get(entry.address, 99) <= 3, entry.address


LEFTOVER = re.compile(
    r"Macro (Rendering|Syntax) "
    r"Error|\{\{|\}\}|\{%|Undefined|Traceback|\bNone\b|\bnan\b|\bTODO\b|&lt;built-in|object at 0x"
)


def unfinished(site: Path) -> Iterator[str]:
    """What stands on pages that is of the program, not of who wrote them."""
    for address, page in pages(site):
        if leftover := LEFTOVER.search(" ".join(page.text)):
            yield f"{address}: {leftover[0]}"


def test_no_error_text_or_unfinished_text_is_left(site: Path) -> None:
    assert not list(unfinished(site))


@pytest.mark.living
def test_nothing_is_loaded_from_another_host(site: Path) -> None:
    for address, page in pages(site):
        assert not [link for link in page.loaded if urlsplit(link).netloc], address
    for path in [*site.rglob("*.css"), *site.rglob("*.html")]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"@import|url\(\s*['\"]?(https?:)?//", text), path.name
        assert "preconnect" not in text, path.name


def test_no_words_of_the_theme_are_left_in_another_language(site: Path) -> None:
    english = re.compile(
        r"Skip to content|Back to top|Made with|Table of contents|Initializing search|Edit this "
        r"page|\bSearch\b|\bHeader\b|\bFooter\b"
    )
    for path in sorted(site.rglob("*.html")):
        text = re.sub(r"<(script|style)\b.*?</\1>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        labels = re.findall(r"(?:aria-label|title|placeholder)=\"([^\"]*)\"", text)
        if path.parts[-2] in ("contact", "over") or path.name == "404.html":
            assert not english.search(re.sub(r"<[^>]+>", " ", text)), path
        assert not [label for label in labels if english.fullmatch(label)], path


def test_the_theme_has_a_dutch_word_for_every_string() -> None:
    import material

    theirs = Path(material.__file__).parent / "templates" / "partials" / "languages" / "en.html"
    ours = ROOT / "macros" / "render" / "templates" / "theme" / "partials" / "languages" / "nl.html"
    keys = re.compile(r'^\s+"([a-z.]+)":', re.MULTILINE)
    assert set(keys.findall(theirs.read_text())) == set(keys.findall(ours.read_text()))


def test_two_builds_give_the_same_bytes(site: Path, tmp_path: Path) -> None:
    again = build(tmp_path / "again")
    first, second = (
        {
            path.relative_to(root).as_posix(): sha256(path.read_bytes()).hexdigest()
            for path in root.rglob("*")
            if path.is_file()
        }
        for root in (site, again)
    )
    assert first == second
