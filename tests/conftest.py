"""What the tests share: a small complete site to break."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

TESTS = Path(__file__).parent


@pytest.fixture
def small_site(tmp_path: Path) -> Path:
    """A fresh copy of the small site with the real closed lists."""
    shutil.copytree(TESTS / "small_site", tmp_path, dirs_exist_ok=True)
    shutil.copytree(TESTS.parent / "data" / "lijsten", tmp_path / "data" / "lijsten")
    return tmp_path


@pytest.fixture
def built_site(small_site: Path) -> Path:
    """The small site with the real macros and settings, ready for MkDocs."""
    root = TESTS.parent
    (small_site / "macros").symlink_to(root / "macros")
    (small_site / "real").mkdir()
    shutil.copy(root / "mkdocs.yml", small_site / "real" / "mkdocs.yml")
    shutil.copytree(root / "content" / "assets", small_site / "content" / "assets")
    return small_site
