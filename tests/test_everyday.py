"""Everyday work stays in step: commit hooks with `make test`, pages on architecture and fields with the code, a release
with the changelog, and the lists of versions say what comes and not from where.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from conftest import real_library, script
from markdown_it import MarkdownIt

from macros.library.models.entries import KINDS
from macros.render.guide import FILE, guide
from macros.render.handbook import own_rows
from macros.render.prose import literal
from macros.render.views import MACROS

ROOT = Path(__file__).parent.parent
LIBRARY = real_library()
architecture = script("architecture")
release_notes = script("release_notes")


def test_before_a_commit_the_same_is_checked_as_in_make_test() -> None:
    """All of it but what builds the site."""
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    assert [repo["repo"] for repo in hooks] == ["local"]  # nothing is fetched
    checked = re.search(r"^test: (.*?) ##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert checked
    wanted = {f"make {target}" for target in checked[1].split() if target.isalpha()}
    assert {hook["entry"] for hook in hooks[0]["hooks"]} == wanted
    assert wanted == {"make check", "make tekst", "make stijl"}


def test_the_page_on_architecture_says_what_the_modules_say() -> None:
    """Not so? Run `python scripts/architecture.py`."""
    written = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert written == architecture.architecture()
    for path in [*(ROOT / "macros").rglob("*.py"), *(ROOT / "scripts").glob("*.py")]:
        assert path.parent.relative_to(ROOT).as_posix() in architecture.FLOORS


def test_the_page_on_fields_has_them_as_the_models_have_them() -> None:
    """Not so? Run `python -m macros write`."""
    assert (ROOT / FILE).read_text(encoding="utf-8") == guide(LIBRARY)


def cells(markdown: str) -> list[str]:
    """The text of the cells of the tables in Markdown, as GitHub shows them."""
    found, inside = [], False
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown):
        if token.type in ("th_open", "td_open"):
            inside = True
        elif inside and token.type == "inline":
            found.append("".join(part.content for part in token.children or []))
            inside = False
    return found


def test_the_page_on_fields_shows_them_as_the_site_does() -> None:
    """Every field has its row of two cells, with all of its help in it."""
    shown = cells(guide(LIBRARY).partition("\n## ")[0])
    rows = [row for kind in KINDS.values() for row in (None, *own_rows(LIBRARY, kind))]
    assert len(shown) == 2 * len(rows)
    for row, key, told in zip(rows, shown[::2], shown[1::2], strict=True):
        assert key == (f"{row.key}{' (verplicht)' * row.required}" if row else "Veld")
        assert told.startswith(row.help.replace(" %", "\u00a0%") if row else "Wat je er schrijft")


@pytest.mark.parametrize(
    "text",
    [
        "a | b",
        r"a \| b",
        "twee\nregels",
        "*a* _b_ ~~c~~ `d|e`",
        "<b>vet</b> &amp; [x](https://example.org) <https://example.org>",
    ],
)
def test_help_in_a_cell_is_text(text: str) -> None:
    """Signs that mean something to Markdown mean nothing in the help of a field."""
    assert cells(f"| x | y |\n| --- | --- |\n| {literal(text)} | b |\n") == ["x", "y", " ".join(text.split()), "b"]


def test_the_page_on_fields_has_every_macro_with_what_it_gives() -> None:
    """As it is typed in a page, with braces and all."""
    shown = cells(guide(LIBRARY).partition("\n## ")[2])
    assert shown[:2] == ["macro", "geeft"]
    assert shown[2::2] == [f"{{{{ {macro.example} }}}}" for macro in MACROS.values()]
    assert all(shown[3::2])


def test_the_guide_for_editors_names_only_macros_that_are_there() -> None:
    named = re.findall(r"\{\{ (\w+)\(", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert named
    assert set(named) <= set(MACROS)


@pytest.mark.parametrize("name", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "DEVELOPING.md"])
def test_documents_name_only_what_is_there(name: str) -> None:
    """Files and folders of the project that a document names, and headings that it links to, exist."""
    text = (ROOT / name).read_text(encoding="utf-8")
    places = re.findall(r"`((?:macros|scripts|tests|content|data|schemas|\.github)/[\w./-]*)`", text)
    places += re.findall(r"\]\(([\w./-]+)\)", text)
    assert [place for place in places if not (ROOT / place).exists()] == []
    headings = {
        re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in re.findall(r"^##+ (.*)$", text, re.M)
    }
    assert [anchor for anchor in re.findall(r"\]\(#([^)]+)\)", text) if anchor not in headings] == []


CHANGELOG = """# Wat er veranderde

## Nog niet uitgegeven
- Straks.

## 1.1.0 (2027-02-01)

### Voor lezers
- Nieuw.

## 1.0.0
- Eerst.

## 0.9.0
"""


@pytest.mark.parametrize(
    ("version", "prints", "says"),
    [
        ("1.1.0", "### Voor lezers\n- Nieuw.\n", ""),
        ("1.0.0", "- Eerst.\n", ""),
        (
            "0.9.0",
            "",
            "CHANGELOG.md: over 0.9.0 staat er niets, wel over 1.1.0, 1.0.0; begin een deel met '## 0.9.0'\n",
        ),
        (
            "2.0.0",
            "",
            "CHANGELOG.md: over 2.0.0 staat er niets, wel over 1.1.0, 1.0.0; begin een deel met '## 2.0.0'\n",
        ),
        ("Nog", "", "CHANGELOG.md: over Nog staat er niets, wel over 1.1.0, 1.0.0; begin een deel met '## Nog'\n"),
    ],
)
def test_a_release_tells_its_part_of_the_changelog(
    version: str,
    prints: str,
    says: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """And no release comes without one."""
    (tmp_path / "CHANGELOG.md").write_text(CHANGELOG, encoding="utf-8")
    monkeypatch.setattr(release_notes, "ROOT", tmp_path)
    assert release_notes.main([version]) == (1 if says else 0)
    assert capsys.readouterr() == (prints, says)


def test_the_published_site_keeps_what_has_a_dot_in_front() -> None:
    """The action leaves such files out unless told otherwise, and security.txt with them."""
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "publiceren.yml").read_text(encoding="utf-8"))
    (upload,) = [step for step in workflow["jobs"]["bouw"]["steps"] if "upload-pages-artifact" in step.get("uses", "")]
    assert upload["with"] == {"path": "site/", "include-hidden-files": True}


def test_the_lists_of_versions_hash_everything_and_name_no_index() -> None:
    """Also what another kind of machine needs to look at JavaScript and CSS."""
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())
    assert not [name for name, package in packages.items() if "resolved" in package]
    machines = {place for package in packages.values() for place in package.get("os", ())}
    assert machines >= {"linux", "darwin", "win32"}
    for name in ("requirements.txt", "requirements-test.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        pins = [pin for pin in re.split(r"\n(?=\S)", text) if not pin.startswith("#")]
        assert all("==" in pin and "--hash=sha256:" in pin for pin in pins), name
        assert "://" not in text
