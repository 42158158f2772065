"""What stands on the page about open data works when somebody pastes it."""

from __future__ import annotations

import re
import subprocess
import sys
from html import unescape
from pathlib import Path
from urllib.request import urlopen

import pytest
from conftest import HOST, SUB_PATH

from macros.render.dutch import file_size


@pytest.fixture(scope="module")
def examples(site: Path, host: str) -> list[str]:
    """The blocks of code of the page, for the site on this machine."""
    page = (site / "open-data" / "index.html").read_text(encoding="utf-8")
    blocks = [unescape(re.sub(r"<[^>]+>", "", block)) for block in re.findall(r"<pre>(.*?)</pre>", page, re.DOTALL)]
    return [block.replace(f"{HOST}{SUB_PATH}", host) for block in blocks]


def test_every_address_in_the_examples_answers(examples: list[str]) -> None:
    addresses = re.findall(r"http[^\s\")]+", "\n".join(examples))
    assert len(addresses) == 4
    for address in addresses:
        with urlopen(address, timeout=10) as answer:
            assert answer.status == 200


def test_example_in_python_prints_who_offers_something_to_who_has_stopped(examples: list[str]) -> None:
    code = next(block for block in examples if "pandas" in block)
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert "tweede" in ran.stdout.lower()
    assert len(ran.stdout.splitlines()) > 5


def test_without_bundles_the_page_does_not_speak_of_them(site: Path) -> None:
    page = (site / "open-data" / "index.html").read_text(encoding="utf-8")
    assert not (site / "bundels").exists()
    assert not re.search("bundels|PDF|data-bundles", page.partition('id="inhoud"')[2].partition("</article>")[0])


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "1 kB"),
        (2_700, "3 kB"),
        (52_100, "52 kB"),
        (99_999, "100 kB"),
        (100_000, "0,1 MB"),
        (912_345, "0,9 MB"),
        (12_040_000, "12,0 MB"),
    ],
)
def test_a_size_is_told_in_the_unit_that_fits(size: int, words: str) -> None:
    assert file_size(size) == words
