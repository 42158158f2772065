"""What a page says to machines is what it says to readers: JSON-LD that a processor takes without loss, in words that
schema.org has, equal to `data/`.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
import yaml
from conftest import HOST, ROOT, SUB_PATH, real_library
from pyld import jsonld
from test_hours import OFFICE, with_hours
from test_preview import preview, wait_until

from macros.library import Library, read_library
from macros.library.models.holidays import CHRISTMAS, EASTER, public_holidays, school_holidays
from macros.outputs.jsonld.block import Page, block, entry_block
from macros.outputs.jsonld.nodes import Here, JsonLd

HERE = f"{HOST}{SUB_PATH}"
VOCABULARY = "http://schema.org/"
TERMS = json.loads((ROOT / "tests" / "schema_org.json").read_text(encoding="utf-8"))
"""The terms of schema.org that we use: a context that gives each its IRI, and per type the properties that release
30.0 has for it and we use on it.
"""
HOSTILE = "</script><script>alert(1)</script><!-- <script> &amp; \" ' \\ {{ x }} @@content@@"


class Blocks(HTMLParser):
    """The blocks of JSON-LD in a page as a browser cuts them out, and the trail and title that a reader sees."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self.crumbs: list[tuple[str, str]] = []
        self.heading = ""
        self.inside = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and given.get("type") == "application/ld+json":
            self.inside = "block"
            self.blocks.append("")
        elif tag == "nav" and given.get("class") == "crumbs":
            self.inside = "crumbs"
        elif tag == "a" and self.inside == "crumbs":
            self.inside = "crumb"
            self.crumbs.append(("", given["href"] or ""))
        elif tag == "h1":
            self.inside = "heading"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "nav", "h1"):
            self.inside = ""
        elif tag == "a" and self.inside == "crumb":
            self.inside = "crumbs"

    def handle_data(self, data: str) -> None:
        if self.inside == "block":
            self.blocks[-1] += data
        elif self.inside == "crumb":
            name, address = self.crumbs.pop()
            self.crumbs.append((name + data, address))
        elif self.inside == "heading":
            self.heading += data


@cache
def seen(path: Path) -> Blocks:
    return Blocks(path.read_text(encoding="utf-8"))


def pages(site: Path) -> Iterator[tuple[str, Blocks]]:
    """Address and blocks of every page but redirects and the one for what is not there."""
    for path in sorted(site.rglob("*.html")):
        if path.name == "index.html" and 'content="noindex"' not in path.read_text(encoding="utf-8"):
            yield path.relative_to(site).as_posix().removesuffix("index.html"), seen(path)


def graph(page: Blocks) -> list[JsonLd]:
    found: list[JsonLd] = json.loads(page.blocks[0])["@graph"]
    return found


def told(site: Path, address: str) -> JsonLd:
    """What the page at an address tells about."""
    nodes = {node["@id"]: node for node in graph(seen(site / address / "index.html"))}
    return nodes[nodes[f"{HERE}{address}"]["mainEntity"]["@id"]]


def nodes_in(value: Any) -> Iterator[JsonLd]:
    """Every node in a block, also those that only refer to another."""
    if isinstance(value, list):
        for item in value:
            yield from nodes_in(item)
    elif isinstance(value, dict):
        yield value
        for item in value.values():
            yield from nodes_in(item)


def types(node: JsonLd) -> list[str]:
    given = node.get("@type", [])
    return given if isinstance(given, list) else [given]


def many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def offline(address: str, options: dict[str, Any]) -> dict[str, Any]:
    """Gives the small context in the place of the large one of schema.org, and nothing else."""
    assert address == "https://schema.org"
    return {"contextUrl": None, "documentUrl": address, "document": {"@context": TERMS["@context"]}}


def expanded(text: str, base: str) -> list[JsonLd]:
    found: list[JsonLd] = jsonld.expand(json.loads(text), {"documentLoader": offline, "base": base})
    return found


def properties(value: Any) -> Counter[str]:
    """How often each property occurs with how many values; of ours and of expanded nodes alike."""
    found: Counter[str] = Counter()
    for node in nodes_in(value):
        for name, values in node.items():
            if not name.startswith("@"):
                found[name.removeprefix(VOCABULARY)] += len(many(values))
    return found


def check_terms(nodes: Any) -> None:
    """Every property is one that schema.org has for the type."""
    for node in nodes_in(nodes):
        if "@type" in node:
            allowed = {name for kind in types(node) for name in TERMS["properties"][kind]}
            assert {name for name in node if not name.startswith("@")} <= allowed, node


def check_lossless(text: str, base: str) -> None:
    """A processor takes every property, and knows every type."""
    result = expanded(text, base)
    assert properties(result) == properties(json.loads(text)["@graph"]), base
    for node in nodes_in(result):
        assert all(name.startswith(VOCABULARY) for name in types(node)), base
        assert "@id" not in node or urlsplit(node["@id"]).netloc, base


def real() -> Library:
    return real_library()


def blocks_of(library: Library, site_url: str = "") -> dict[str, str]:
    """Address -> block of the page of every entry."""
    return {
        entry.address: block(Here(library, entry.address, site_url), entry_block(entry))
        for entry in library
        if entry.has_pages
    }


def typed(kind: str) -> dict[str, dict[str, Any]]:
    """Id -> what an editor typed, all of it as text."""
    return {
        path.stem: yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
        for path in (ROOT / "data" / kind).glob("*.yml")
    }


def test_every_page_has_one_block_and_the_page_that_is_not_there_has_none(site: Path) -> None:
    found = dict(pages(site))
    assert len(found) > 300
    for address, page in found.items():
        assert len(page.blocks) == 1, address
        web_page = graph(page)[0]
        assert web_page["@id"] == web_page["url"] == HERE + address
        assert web_page["inLanguage"] == "nl-BE"
        assert web_page["license"] == "https://creativecommons.org/licenses/by/4.0/"
        assert web_page["description"]
    assert not seen(site / "404.html").blocks


def test_a_processor_expands_every_block_without_loss(site: Path) -> None:
    for address, page in pages(site):
        check_lossless(page.blocks[0], HERE + address)


def test_a_term_that_schema_org_does_not_have_would_be_lost() -> None:
    """So that the test above can fail."""
    invented = {"@context": "https://schema.org", "@type": "NGO", "name": "x", "openingHoursSpecification": "x"}
    assert properties(expanded(json.dumps(invented), HERE)) == {"name": 1}


@pytest.mark.parametrize("extra", ["", "worked_plan"])
def test_only_properties_that_schema_org_has_for_the_type_are_used(
    extra: str, site: Path, request: pytest.FixtureRequest, small_site: Path
) -> None:
    """Of the real data, and of data with all that an editor can type."""
    if extra:
        request.getfixturevalue(extra)
        made = blocks_of(read_library(small_site))
        for address, text in made.items():
            check_lossless(text, HERE + address)
        check_terms([json.loads(text)["@graph"] for text in made.values()])
    else:
        check_terms([graph(page) for _, page in pages(site)])


def test_no_term_is_checked_that_is_not_in_the_context() -> None:
    used = set(TERMS["properties"]).union(*TERMS["properties"].values())
    assert used == {name for name in TERMS["@context"] if not name.startswith("@")}
    for name, meaning in TERMS["@context"].items():
        assert (meaning["@id"] if isinstance(meaning, dict) else meaning) == f"{VOCABULARY}{name}"


def test_the_trail_is_the_one_that_a_reader_sees(site: Path) -> None:
    shown = 0
    for address, page in pages(site):
        trail = [
            (item["name"], item["item"]) for item in graph(page)[0].get("breadcrumb", {}).get("itemListElement", ())
        ]
        if page.crumbs:
            shown += 1
            assert trail == [
                *((name, urljoin(HERE + address, link)) for name, link in page.crumbs),
                (page.heading, HERE + address),
            ]
        elif address:
            assert trail[0] == ("Home", HERE)
            assert trail[-1][1] == HERE + address
        else:
            assert not trail
    assert shown > 300
    chapter = graph(seen(site / "informatiebundel" / "wat-is-het" / "index.html"))[0]["breadcrumb"]["itemListElement"]
    assert [item["item"] for item in chapter] == [
        HERE,
        f"{HERE}informatiebundel/",
        f"{HERE}informatiebundel/wat-is-het/",
    ]


def test_every_address_in_a_block_leads_to_a_page_or_a_file(site: Path) -> None:
    for address, page in pages(site):
        for node in nodes_in(graph(page)):
            for name in ("@id", "url", "item", "contentUrl"):
                target = str(node.get(name, "")).partition("#")[0]
                if target.startswith(HERE):
                    path = site / target.removeprefix(HERE)
                    assert (path / "index.html" if target.endswith("/") else path).is_file(), f"{address}: {target}"


def test_without_a_known_address_the_block_is_right_wherever_the_page_stands() -> None:
    library = real()
    known, unknown = blocks_of(library, HERE), blocks_of(library)
    for address in known:
        assert HOST not in unknown[address]
        assert expanded(unknown[address], HERE + address) == expanded(known[address], HERE + address)


def test_partners_are_read_back_as_they_were_typed(site: Path) -> None:
    partners = typed("partners")
    assert len(partners) > 100
    for id, given in partners.items():
        read = told(site, f"partners/{id}/")
        contact = read.get("contactPoint", {})
        plain = {
            "name": "naam",
            "alternateName": "afkorting",
            "description": "kort",
            "url": "website",
            "telephone": "telefoon",
            "email": "email",
        }
        assert {name: read.get(name) for name in plain} == {name: given.get(key) for name, key in plain.items()}, id
        assert {name: contact.get(name) for name in ("telephone", "email")} == {
            "telephone": given.get("telefoon"),
            "email": given.get("email"),
        }, id
        assert many(contact.get("availableLanguage")) == given.get("talen", []), id
        parts = {"streetAddress": "straat", "postalCode": "postcode", "addressLocality": "gemeente"}
        assert [
            {key: address[name] for name, key in parts.items() if name in address}
            for address in read.get("address", ())
        ] == given.get("adressen", []), id
        services = [offer["itemOffered"] for offer in read.get("makesOffer", ())]
        assert [(service["name"], service["description"]) for service in services] == [
            (offer["naam"], offer["wat"]) for offer in given.get("aanbod", ())
        ], id
        for service in services:
            ages = {
                key: str(value)
                for part in service.get("audience", ())
                for key, value in part.items()
                if key.startswith("suggested")
            }
            assert ages == {
                name: given[key]
                for name, key in (("suggestedMinAge", "leeftijd_van"), ("suggestedMaxAge", "leeftijd_tot"))
                if key in given
            }, id
            assert len(service.get("areaServed", ())) == len(given.get("werkgebied", ())), id
            told_how = service.get("availableChannel", {})
            assert told_how.get("name") == given.get("volgende_stap"), id
            assert given.get("aanmelden", "").strip() in told_how.get("description", ""), id


def test_every_other_kind_is_read_back_with_its_counts(site: Path) -> None:
    counts: dict[str, Callable[[dict[str, Any], JsonLd], tuple[object, object]]] = {
        "praktijken": lambda given, read: (len(given["stappen"]), len(read["step"])),
        "interventies": lambda given, read: (
            1 + len(given.get("effect", ())) + ("schade" in given),
            len(read["hasPart"]),
        ),
        "cijfers": lambda given, read: (len(given["indicatoren"]), len(read["variableMeasured"])),
        "acties": lambda given, read: (given["status"] in STATES, "actionStatus" in read),
        "risicofactoren": lambda given, read: (
            ["Signalen", f"Signalen: {real().label(given['niveau'], 'risiconiveaus').lower()}"],
            [terms["name"] for terms in read["inDefinedTermSet"]],
        ),
        "nieuws": lambda given, read: (given["datum"], read["datePublished"]),
        "netwerkdagen": lambda given, read: (given["begin"][:10], read["startDate"][:10]),
    }
    for kind, pair in counts.items():
        for id, given in typed(kind).items():
            read = told(site, f"{kind}/{id}/")
            assert read["name"] == given["naam"]
            assert read["description"] == given["uitleg" if kind == "risicofactoren" else "kort"]
            expected, found = pair(given, read)
            assert expected == found, f"{kind}/{id}"
            page = graph(seen(site / kind / id / "index.html"))[0]
            assert page["lastReviewed"] == given["nagekeken_op"]
            assert len(page["citation"]) >= len(
                {json.dumps(source.get("bron") or source) for source in given["bronnen"]}
            )
    terms = yaml.load((ROOT / "data" / "begrippen.yml").read_text(encoding="utf-8"), yaml.BaseLoader)["begrippen"]
    assert {term["name"] for term in told(site, "begrippen/")["hasDefinedTerm"]} == {term["term"] for term in terms}
    assert len(told(site, "risicofactoren/")["hasDefinedTerm"]) == len(typed("risicofactoren"))
    assert len(told(site, "cijfers/")["dataset"]) == len(typed("cijfers"))


def test_the_verdict_on_an_approach_is_told_in_codes_with_how_strong_the_evidence_is(site: Path) -> None:
    words = {
        name: yaml.load((ROOT / "data" / "lijsten" / f"{name}.yml").read_text(encoding="utf-8"), yaml.BaseLoader)
        for name in ("oordelen", "sterktes")
    }
    for id, given in typed("interventies").items():
        verdict, *findings = told(site, f"interventies/{id}/")["hasPart"]
        codes = {tag["inDefinedTermSet"]["name"]: (tag["termCode"], tag["name"]) for tag in verdict["keywords"]}
        assert codes == {
            "Oordeel": (given["oordeel"], words["oordelen"]["woorden"][given["oordeel"]]["label"]),
            "Sterkte van het bewijs, van 0 tot 3": (
                given["sterkte"],
                words["sterktes"]["woorden"][given["sterkte"]]["label"],
            ),
        }, id
        assert verdict["text"] == given["waarom"]
        for effect, finding in zip(given.get("effect", ()), findings, strict=False):
            assert finding["name"] == effect["maat"]
            measured = finding.get("about", {})
            assert (measured.get("variableMeasured"), str(measured.get("value"))) == (
                (effect["maat"], str(float(effect["waarde"]))) if "waarde" in effect else (None, "None")
            )


def test_what_a_finding_leans_on_is_a_source_of_the_page(site: Path) -> None:
    seen_claims = 0
    for id, given in typed("interventies").items():
        page, about = graph(seen(site / "interventies" / id / "index.html"))
        sources = {source["@id"]: source["name"] for source in page["citation"]}
        _, *claims = about["hasPart"]
        expected = [
            *([effect["bron"]] for effect in given.get("effect", ())),
            *([given["schade"]["bronnen"]] if "schade" in given else []),
        ]
        leaned_on = [[source["@id"] for source in many(claim["appearance"])] for claim in claims]
        assert leaned_on == [[f"{HERE}bronnen/#{source}" for source in ids] for ids in expected]
        assert all(source in sources for ids in leaned_on for source in ids), id
        seen_claims += len(claims)
    assert seen_claims > 70


def test_an_indicator_says_of_whom_and_against_what_it_counts(site: Path) -> None:
    parts = {"name": "naam", "description": "definitie", "unitText": "eenheid", "measurementMethod": "methode"}
    for id, given in typed("cijfers").items():
        for read, (indicator, measured) in zip(
            told(site, f"cijfers/{id}/")["variableMeasured"], given["indicatoren"].items(), strict=True
        ):
            assert read["propertyID"] == indicator
            assert {name: read.get(name) for name in parts} == {name: measured.get(key) for name, key in parts.items()}
            assert read.get("measurementDenominator", {}).get("name") == measured.get("noemer")
            assert read.get("populationType", {}).get("name") == measured.get("bevolking")


def test_a_figure_leans_on_the_sources_of_its_numbers(site: Path) -> None:
    listed = (site / "bronnen-cijfers" / "index.html").read_text(encoding="utf-8")
    for path in (ROOT / "data" / "cijfers").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            used = {f"{HERE}bronnen-cijfers/#{row['bron']}" for row in csv.DictReader(file)}
        page, read = graph(seen(site / "cijfers" / path.stem / "index.html"))
        assert {source["@id"] for source in read["isBasedOn"]} == used
        assert all(f'id="{source.partition("#")[2]}"' in listed for source in used)
        assert used <= {source.get("@id") for source in page["citation"]}


STATES = {
    "gepland": "Potential",
    "voorgesteld": "Potential",
    "lopend": "Active",
    "gedaan": "Completed",
    "gestopt": "Failed",
}


def check_action(given: dict[str, Any], page: JsonLd, read: JsonLd) -> None:
    """An action is told as it was typed."""
    state = f"https://schema.org/{STATES[given['status']]}ActionStatus" if given["status"] in STATES else None
    assert (read.get("identifier"), read.get("actionStatus")) == (given.get("nummer"), state)
    assert (read.get("startTime"), read.get("endTime")) == (given.get("begin"), given.get("einde"))
    steps = [(step["name"], step["actionStatus"], step.get("endTime")) for step in read.get("object", ())]
    assert steps == [
        (
            step["naam"],
            f"https://schema.org/{STATES[step['staat']]}ActionStatus",
            step.get("gedaan_op", step.get("tegen")),
        )
        for step in given.get("stappen", ())
    ]
    news = [(item["temporalCoverage"], item["text"]) for item in read.get("subjectOf", ())]
    assert news == [(item["datum"], item["tekst"].strip()) for item in given.get("updates", ())]
    targets = [
        (item["propertyID"], item.get("value"), item.get("unitText"))
        for item in read.get("result", ())
        if item["@type"] == "PropertyValue"
    ]
    assert targets == [
        (target["indicator"], float(target["doelwaarde"]) if "doelwaarde" in target else None, target.get("eenheid"))
        for target in given.get("indicatoren", ())
    ]
    assert ("error" in read) == (given["status"] == "gestopt")
    pillar, *signals = page["about"]
    assert pillar["inDefinedTermSet"]["name"].startswith("Pijlers")
    beside = [
        *(f"interventies/{id}" for id in given.get("interventies", ())),
        *(f"praktijken/{id}" for id in given.get("praktijken", ())),
    ]
    beside += [
        f"cijfers/{id}"
        for id in dict.fromkeys(
            [*given.get("cijfers", ()), *(target["cijfer"] for target in given.get("indicatoren", ()))]
        )
    ]
    beside += [f"acties/{given['vervangen_door']}"] if "vervangen_door" in given else []
    paths = [item["@id"].removeprefix(HERE).removesuffix("/#zelf") for item in (*signals, *page.get("mentions", ()))]
    assert paths == [*(f"risicofactoren/{id}" for id in given.get("risicofactoren", ())), *beside]


def test_an_action_tells_its_steps_its_news_and_what_it_leads_to(site: Path) -> None:
    for id, given in typed("acties").items():
        page, read = graph(seen(site / "acties" / id / "index.html"))
        check_action(given, page, read)


def test_a_plan_that_is_worked_out_is_told_whole(worked_plan: Path) -> None:
    made = blocks_of(read_library(worked_plan), HERE)
    found = Counter[str]()
    for path in (worked_plan / "data" / "acties").glob("*.yml"):
        given = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
        page, read = json.loads(made[f"acties/{path.stem}/"])["@graph"]
        check_action(given, page, read)
        found.update(given.keys())
    assert min(found[key] for key in ("stappen", "updates", "indicatoren", "vervangen_door")) >= 1
    (target,) = (
        part
        for part in json.loads(made["acties/huisbezoeken/"])["@graph"][1]["result"]
        if part["@type"] == "PropertyValue"
    )
    assert target["description"] == "Omlaag in Brussels Hoofdstedelijk Gewest, tegen 2020"
    assert json.loads(made["acties/brieven/"])["@graph"][1]["error"]["description"] == "Een brief kwam te laat."


def test_an_entry_is_known_at_the_addresses_that_it_had(small_site: Path) -> None:
    given = yaml.load((small_site / "data" / "partners" / "hulp.yml").read_text(encoding="utf-8"), yaml.BaseLoader)
    assert given["oude_ids"]
    text = blocks_of(read_library(small_site), HERE)["partners/hulp/"]
    assert json.loads(text)["@graph"][1]["sameAs"] == [f"{HERE}partners/{old}/" for old in given["oude_ids"]]
    check_lossless(text, HERE)
    check_terms(json.loads(text))


def test_the_files_of_a_figure_are_named(site: Path) -> None:
    read = told(site, "cijfers/esl-18-24-lfs/")
    files = {
        item["contentUrl"].removeprefix(f"{HERE}cijfers/esl-18-24-lfs/"): item["encodingFormat"]
        for item in read["distribution"]
    }
    assert files == {
        "esl-18-24-lfs.csv": "text/csv",
        "esl-18-24-lfs-excel.csv": "text/csv",
        "datapackage.json": "application/json",
    }
    assert re.fullmatch(r"\d{4}/\d{4}", read["temporalCoverage"])
    assert "Brussels Hoofdstedelijk Gewest" in {place["name"] for place in read["spatialCoverage"]}


@pytest.mark.parametrize("address", ["", "contact/", "over/"])
def test_the_network_says_who_answers_and_when(address: str, site: Path) -> None:
    read = told(site, address)
    given = yaml.load((ROOT / "data" / "netwerk.yml").read_text(encoding="utf-8"), yaml.BaseLoader)
    coordinator, office = read["contactPoint"]
    assert (read["name"], read["foundingDate"]) == (given["naam"], given["start"])
    assert (coordinator["name"], coordinator["telephone"]) == (
        given["coordinator"]["naam"],
        given["coordinator"]["telefoon"],
    )
    assert (office["telephone"], office["email"]) == (given["clb"]["telefoon"], given["clb"]["email"])
    for point, year in (
        (office, max(source["jaar"] for source in given["bronnen"] if "jaar" in source)),
        (coordinator, given["coordinator"]["bekendgemaakt"][:4]),
    ):
        assert year in point["description"]


def test_the_office_is_closed_for_machines_on_the_days_that_it_is_closed_for_people(small_site: Path) -> None:
    """Day by day, for a year; of Christmas only some days are open, and nobody knows which."""
    first = date(2026, 11, 23)
    with_hours(small_site, OFFICE.replace("2016-11-01", "2026-11-01"))
    library = read_library(small_site, day=first, today=first)
    text = block(Here(library, "contact/", HERE), Page("Contact", "Contact"))
    check_lossless(text, HERE)
    check_terms(json.loads(text))
    _, office = json.loads(text)["@graph"][1]["contactPoint"]
    week, *exceptions = office["hoursAvailable"]
    assert week == {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": [f"https://schema.org/{day}" for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")],
        "opens": "08:30",
        "closes": "16:00",
    }
    assert len(text) < 4000  # it stands on the first page too
    holidays = {period.name: period for period in school_holidays(2026)}
    for day in (first + timedelta(days=many) for many in range(365)):
        here = [told for told in exceptions if told["validFrom"] <= day.isoformat() <= told["validThrough"]]
        shut = [told for told in here if told.get("opens") == told.get("closes") == "00:00"]
        summer = date(day.year, 7, 15) <= day <= date(day.year, 8, 15)
        easter = holidays[EASTER].first <= day <= holidays[EASTER].last
        public = day in public_holidays(day.year) and f"https://schema.org/{day:%A}" in week["dayOfWeek"]
        assert bool(shut) == (summer or easter or public), day
        assert [told["description"] for told in here if "opens" not in told] == (
            ["Twee dagen open. Welke dagen dat zijn, verandert elk jaar."]
            if holidays[CHRISTMAS].first <= day <= holidays[CHRISTMAS].last
            else []
        ), day
    assert all(told["validThrough"] >= "2026-11-23" and told["validFrom"] <= "2027-11-23" for told in exceptions)


def test_hours_that_nobody_typed_or_confirmed_are_not_told(small_site: Path) -> None:
    (office,) = (
        point
        for point in json.loads(block(Here(read_library(small_site), "contact/"), Page("Contact", "Contact")))[
            "@graph"
        ][1]["contactPoint"]
        if point["contactType"] == "onthaal"
    )
    assert "hoursAvailable" not in office


@pytest.mark.parametrize(
    ("begin", "einde", "start", "end", "first"),
    [
        (
            "2018-02-01 09:00",
            "2018-02-01 16:30",
            "2018-02-01T09:00:00+01:00",
            "2018-02-01T16:30:00+01:00",
            "2018-02-01T09:00:00+01:00",
        ),
        ("2018-07-02 09:00", None, "2018-07-02T09:00:00+02:00", None, "2018-07-02T09:00:00+02:00"),
        (
            "2018-07-02",
            "2018-07-03",
            "2018-07-02",
            "2018-07-03",
            None,
        ),  # on which of the two the programme is, nobody says
        ("2018-07-02", "2018-07", "2018-07-02", None, "2018-07-02T09:00:00+02:00"),
    ],
)
def test_a_day_has_its_hours_in_brussels(
    begin: str, einde: str | None, start: str, end: str | None, first: str | None, small_site: Path
) -> None:
    path = small_site / "data" / "netwerkdagen" / "proefdag.yml"
    text = re.sub(
        r"^einde: .*\n", f"einde: {einde}\n" if einde else "", path.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    path.write_text(re.sub(r"^begin: .*$", f"begin: {begin}", text, flags=re.MULTILINE), encoding="utf-8")
    event = json.loads(blocks_of(read_library(small_site))["netwerkdagen/proefdag/"])["@graph"][1]
    assert (event["startDate"], event.get("endDate")) == (start, end)
    assert [part.get("startDate") for part in event.get("subEvent", ())][:1] == ([first] if first else [])


def test_of_a_day_that_is_not_known_no_event_is_made_up(small_site: Path) -> None:
    path = small_site / "data" / "netwerkdagen" / "proefdag.yml"
    text = re.sub(r"^einde: .*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    path.write_text(re.sub(r"^begin: .*$", "begin: 2018-02", text, flags=re.MULTILINE), encoding="utf-8")
    (page,) = json.loads(blocks_of(read_library(small_site))["netwerkdagen/proefdag/"])["@graph"]
    assert page["@type"] == "WebPage"
    assert "mainEntity" not in page


@pytest.mark.parametrize(
    ("status", "expected"),
    [("gepland", "EventScheduled"), ("afgelast", "EventCancelled"), ("voorbij", "EventScheduled")],
)
def test_a_day_that_is_called_off_says_so(status: str, expected: str, small_site: Path) -> None:
    path = small_site / "data" / "netwerkdagen" / "proefdag.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("status: bevestigd", f"status: {status}"), encoding="utf-8"
    )
    event = json.loads(blocks_of(read_library(small_site))["netwerkdagen/proefdag/"])["@graph"][1]
    assert event["eventStatus"] == f"https://schema.org/{expected}"


def test_no_text_of_an_editor_ends_the_block(small_site: Path) -> None:
    path = small_site / "data" / "partners" / "hulp.yml"
    text = path.read_text(encoding="utf-8").replace("naam: Gesprek", f"naam: {json.dumps(HOSTILE)}")
    path.write_text(text, encoding="utf-8")
    written = blocks_of(read_library(small_site))["partners/hulp/"]
    assert not set("<>&") & set(written)
    (read,) = Blocks(f'<script type="application/ld+json">{written}</script>').blocks
    assert json.loads(read)["@graph"][1]["makesOffer"][0]["itemOffered"]["name"] == HOSTILE
    written = block(Here(real(), "x/"), Page(HOSTILE, HOSTILE))
    assert not set("<>&") & set(written)
    assert json.loads(written)["@graph"][0]["name"] == HOSTILE


def test_a_preview_follows_what_is_typed(built_site: Path) -> None:
    entry = built_site / "data" / "partners" / "hulp.yml"
    good = entry.read_text(encoding="utf-8")

    def phone(html: str) -> str:
        number: str = json.loads(Blocks(html).blocks[0])["@graph"][1]["telephone"]
        return number

    with preview(built_site) as fetch:
        wait_until(lambda: phone(fetch("partners/hulp/")) == "02 512 30 05")
        entry.write_text(good.replace("02 512 30 05", "02 512 30 06"), encoding="utf-8")
        wait_until(lambda: phone(fetch("partners/hulp/")) == "02 512 30 06")
