"""What the tests share: a small complete site to break."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
ROOT = TESTS.parent
HOST = "https://voorbeeld.example"
SUB_PATH = "/onder/pad/"
REPOSITORY = "https://code.example/netwerk/site"


@pytest.fixture
def small_site(tmp_path: Path) -> Path:
    """A fresh copy of the small site with the real closed lists."""
    shutil.copytree(TESTS / "small_site", tmp_path, dirs_exist_ok=True)
    shutil.copytree(TESTS.parent / "data" / "lijsten", tmp_path / "data" / "lijsten")
    return tmp_path


@pytest.fixture
def built_site(small_site: Path) -> Path:
    """The small site with the real macros and settings, ready for MkDocs."""
    (small_site / "macros").symlink_to(ROOT / "macros")
    (small_site / "real").mkdir()
    shutil.copy(ROOT / "mkdocs.yml", small_site / "real" / "mkdocs.yml")
    shutil.copytree(ROOT / "content" / "assets", small_site / "content" / "assets")
    return small_site


def build(target: Path) -> Path:
    environment = {**os.environ, "SITE_URL": f"{HOST}{SUB_PATH}", "REPO_URL": REPOSITORY, "SOURCE_DATE_EPOCH": "1480000000", "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(target)]
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr[-3000:]
    assert "WARNING" not in ran.stderr
    return target


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("site"))
