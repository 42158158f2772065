"""The published site is right wherever it stands: under a sub-path, for search engines, on a page that is not there,
for who finds a hole in it, and in catalogues of public software.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
import yaml
from conftest import HOST, ROOT, SUB_PATH, real_library
from test_site import pages, seen

from macros.library import read_library
from macros.outputs.security import security_txt

HERE = f"{HOST}{SUB_PATH}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_a_page_that_is_not_there_leads_on_from_any_depth(site: Path) -> None:
    """Its links begin at the root of the site, since a browser can be anywhere when it gets this page."""
    page = seen(site / "404.html")
    local = [link for link in [*page.links, *page.loaded] if not urlsplit(link).scheme and not link.startswith("#")]
    assert len(local) > 20
    for link in local:
        assert link.startswith(SUB_PATH), link
        target = site / urlsplit(link).path.removeprefix(SUB_PATH)
        assert target.is_file() or (target / "index.html").is_file(), link


def sitemap(site: Path) -> dict[str, str]:
    """Address -> day of its last change."""
    listed = ET.parse(site / "sitemap.xml").getroot()
    return {found.findtext(f"{SITEMAP}loc", ""): found.findtext(f"{SITEMAP}lastmod", "") for found in listed}


def test_search_engines_get_the_address_of_every_page(site: Path) -> None:
    listed = sitemap(site)
    assert set(listed) == {f"{HERE}{address}" for address, _ in pages(site) if address != "404.html"}
    for address in ("", "contact/", next(iter(real_library()["partners"].values())).address):
        assert f'<link rel="canonical" href="{HERE}{address}">' in (site / address / "index.html").read_text(
            encoding="utf-8"
        )


def test_search_engines_hear_when_an_entry_was_checked_and_of_other_pages_the_day_of_the_content(site: Path) -> None:
    library = real_library()
    checked = {f"{HERE}{entry.address}": entry.nagekeken_op.isoformat() for entry in library if entry.has_pages}
    listed = sitemap(site)
    assert {address: listed[address] for address in checked} == checked
    assert {day for address, day in listed.items() if address not in checked} == {"2016-11-24"}  # that of the tests


def test_no_clock_and_no_old_address_is_in_the_sitemap(built_site: Path) -> None:
    environment = {**os.environ, "SITE_URL": HERE}
    del environment["SOURCE_DATE_EPOCH"]
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=built_site,
        env=environment,
        check=True,
        capture_output=True,
    )
    assert (built_site / "site" / "partners" / "hulp-vroeger" / "index.html").is_file()
    listed = sitemap(built_site / "site")
    assert not [address for address in listed if "hulp-vroeger" in address]
    assert listed[f"{HERE}partners/hulp/"] == "2017-03-01"
    assert listed[HERE] == read_library(built_site).day.isoformat()


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


def test_catalogues_of_public_software_read_what_is_true() -> None:
    """publiccode.yml 0.4; what it says of `url` and of contacts is the owner's to fill in, and is then held to the
    standard too.
    """
    given = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert given["softwareVersion"] == project["version"]
    assert given["legal"]["license"] == project["license"] == "EUPL-1.2"
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert f">={given['dependsOn']['open'][0]['versionMin']}" == project["requires-python"]
    assert (ROOT / given["logo"]).is_file()
    mandatory = {
        "publiccodeYmlVersion",
        "name",
        "platforms",
        "categories",
        "developmentStatus",
        "softwareType",
        "description",
        "legal",
        "maintenance",
        "localisation",
    }
    assert (
        mandatory
        <= set(given)
        <= mandatory | {"url", "softwareVersion", "releaseDate", "logo", "intendedAudience", "dependsOn"}
    )
    assert given["publiccodeYmlVersion"] == "0.4"
    assert given["developmentStatus"] in ("concept", "development", "beta", "stable", "obsolete")
    assert set(given["categories"]) <= {
        "knowledge-management",
        "content-management",
        "data-visualization",
        "educational-content",
    }  # of its own long list
    for told in given["description"].values():
        assert len(told["shortDescription"]) <= 150
        assert 150 <= len(told["longDescription"]) <= 10_000
        assert told["features"]
    assert re.fullmatch(r"https://\S+", given.get("url", "https://x"))
    assert given["maintenance"]["type"] in ("internal", "contract", "community", "none")
    assert all(contact["name"] for contact in given["maintenance"].get("contacts", ()))
    assert given["localisation"] == {"localisationReady": False, "availableLanguages": ["nl"]}
