"""Everyday work stays in step: commit hooks with `make test`, the page on architecture with the modules, a release with the changelog."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from conftest import script

ROOT = Path(__file__).parent.parent
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
        ("0.9.0", "", "CHANGELOG.md: over 0.9.0 staat er niets, wel over 1.1.0, 1.0.0; begin een deel met '## 0.9.0'\n"),
        ("2.0.0", "", "CHANGELOG.md: over 2.0.0 staat er niets, wel over 1.1.0, 1.0.0; begin een deel met '## 2.0.0'\n"),
        ("Nog", "", "CHANGELOG.md: over Nog staat er niets, wel over 1.1.0, 1.0.0; begin een deel met '## Nog'\n"),
    ],
)
def test_a_release_tells_its_part_of_the_changelog(
    version: str, prints: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
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
