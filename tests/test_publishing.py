"""The published site is right wherever it stands: under a sub-path, for search engines, on a page that is not there, and for who finds a hole in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from conftest import HOST, ROOT, SUB_PATH
from test_site import pages, seen

from macros.library import read_library
from macros.outputs.security import security_txt

HERE = f"{HOST}{SUB_PATH}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def test_a_page_that_is_not_there_leads_on_from_any_depth(site: Path) -> None:
    """Its links begin at the root of the site, since a browser can be anywhere when it gets this page."""
    page = seen(site / "404.html")
    local = [link for link in [*page.links, *page.loaded] if not urlsplit(link).scheme and not link.startswith("#")]
    assert len(local) > 20
    for link in local:
        assert link.startswith(SUB_PATH), link
        target = site / urlsplit(link).path.removeprefix(SUB_PATH)
        assert target.is_file() or (target / "index.html").is_file(), link


def test_search_engines_get_the_address_of_every_page(site: Path) -> None:
    listed = {found.text for found in ET.parse(site / "sitemap.xml").iter(SITEMAP)}
    assert listed == {f"{HERE}{address}" for address, _ in pages(site) if address != "404.html"}
    for address in ("", "contact/", "partners/vclb-pieter-breughel/"):
        assert f'<link rel="canonical" href="{HERE}{address}">' in (site / address / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("", ""),
        ("http://127.0.0.1:8000/", ""),  # the RFC wants https
        ("https://voorbeeld.example", "Canonical: https://voorbeeld.example/.well-known/security.txt\n"),
        ("https://voorbeeld.example/onder/", "Canonical: https://voorbeeld.example/onder/.well-known/security.txt\n"),
    ],
)
def test_whoever_finds_a_hole_knows_whom_to_tell(address: str, canonical: str) -> None:
    library = read_library(ROOT, day=date(2026, 11, 24))
    text = f"Contact: mailto:{library.network.clb.email}\nExpires: 2027-11-23T00:00:00Z\nPreferred-Languages: nl\n"
    assert security_txt(library, address) == text + canonical


def test_names_with_a_dot_in_front_are_part_of_the_site(site: Path) -> None:
    assert "Contact: mailto:" in (site / ".well-known" / "security.txt").read_text(encoding="utf-8")
    assert (site / ".nojekyll").read_bytes() == b""
