"""The weekly look at links to other sites: what is found where, what an answer means, and that a host is asked
politely.
"""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from email.message import Message
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import script

from macros.editing.weblinks import (
    DEAD,
    FINE,
    MOVED,
    SILENT,
    Outcome,
    Skip,
    in_ascii,
    outside_links,
    read_skips,
    report,
)
from macros.library import DataError

ROOT = Path(__file__).parent.parent
PAUSE = 0.05


links = script("links_nakijken")


HOSTILE = "/x> **let op** @redactie [log hier in](https://phish.example) ![p](y) `"
"""Where a stranger's server could send a link, to speak in our report."""


class Site(BaseHTTPRequestHandler):
    """A small site on which each path answers in its own way; it remembers who asked what, and when."""

    asked: list[tuple[str, str, float, str]]

    def answer(self) -> None:
        before = [path for _, path, _, _ in self.asked if path == self.path]
        self.asked.append((self.command, self.path, time.monotonic(), self.headers["User-Agent"]))
        moves = {
            "/verhuisd": (301, "/goed"),
            "/verhuisd-voorgoed": (308, "/verhuisd"),
            "/tijdelijk": (302, "/goed"),
            "/tijdelijk-dan-voorgoed": (302, "/verhuisd"),
            "/naar-niets": (301, "/weg"),
            "/naar-start": (301, "/"),
            "/kring": (302, "/kring"),
            "/nergens": (301, None),
            "/mail": (301, "mailto:iemand@example.org"),
            "/onzin": (301, "http://[x"),
            "/opmaak": (301, HOSTILE),
            "/naar-binnen": (302, f"http://localhost:{self.connection.getsockname()[1]}/goed"),
        }
        if self.path == "/traag":
            time.sleep(0.6)
        if self.path == "/druppelt":
            with suppress(OSError):
                for _ in range(50):
                    self.wfile.write(b"H")
                    time.sleep(0.1)
            return None
        if self.path in moves:
            status, location = moves[self.path]
            return self.say(status, {"Location": location} if location else {})
        if self.path == "/geen-head":
            return self.say(405 if self.command == "HEAD" else 200)
        if self.path == "/head-liegt":
            return self.say(404 if self.command == "HEAD" else 200)
        if self.path == "/druk":
            return self.say(200) if before else self.say(429, {"Retry-After": "1"})
        if self.path == "/morgen":
            return self.say(429, {"Retry-After": "86400"})
        if self.path == "/even-stuk":
            return self.say(500 if len(before) < 2 else 200)
        fixed = {"/weg": 404, "/voorgoed-weg": 410, "/verboden": 403, "/stuk": 500}
        return self.say(fixed.get(self.path, 200))

    def say(self, status: int, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET = answer

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test output clean."""


class Asked:
    """A running site and what was asked of it."""

    def __init__(self, base: str, asked: list[tuple[str, str, float, str]]) -> None:
        self.base, self.asked = base, asked

    def methods(self, path: str) -> list[str]:
        return [method for method, asked, _, _ in self.asked if asked == path]


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Asked]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setattr(links, "is_outside", lambda number: True)  # these sites stand on this machine
    asked: list[tuple[str, str, float, str]] = []
    handler = type("Own", (Site,), {"asked": asked})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield Asked(f"http://127.0.0.1:{server.server_port}", asked)
        server.shutdown()


def checker(timeout: float = 5.0) -> Any:
    return links.Checker("proef/1 (+https://code.example/x)", pause=PAUSE, timeout=timeout, back_off=PAUSE)


@pytest.mark.parametrize(
    ("path", "state", "reason", "now_at", "asked"),
    [
        ("/goed", FINE, "", "", ["HEAD"]),
        ("/geen-head", FINE, "", "", ["HEAD", "GET"]),
        ("/head-liegt", FINE, "", "", ["HEAD", "GET"]),
        ("/weg", DEAD, "bestaat niet (404)", "", ["HEAD", "GET"]),
        ("/voorgoed-weg", DEAD, "bestaat niet (410)", "", ["HEAD", "GET"]),
        ("/verboden", SILENT, "weigert (403)", "", ["HEAD", "GET"]),
        ("/stuk", SILENT, "heeft zelf een fout (500)", "", ["HEAD", "GET", "GET"]),
        ("/even-stuk", FINE, "", "", ["HEAD", "GET", "GET"]),
        ("/verhuisd", MOVED, "", "/goed", ["HEAD"]),
        ("/verhuisd-voorgoed", MOVED, "", "/goed", ["HEAD"]),
        ("/tijdelijk", FINE, "", "", ["HEAD"]),
        ("/tijdelijk-dan-voorgoed", FINE, "", "", ["HEAD"]),  # the first address may come back
        ("/naar-niets", DEAD, "bestaat niet (404)", "/weg", ["HEAD"]),
        ("/naar-start", MOVED, "dat is de startpagina: de pagina zelf is misschien weg", "/", ["HEAD"]),
        ("/kring", SILENT, "verwijst steeds verder door", "", ["HEAD"] * 10),
        ("/nergens", SILENT, "verwijst naar niets (301)", "", ["HEAD"]),
        ("/mail", SILENT, "verwijst naar niets (301)", "", ["HEAD"]),
        ("/onzin", SILENT, "verwijst naar niets (301)", "", ["HEAD"]),
        ("/druk", FINE, "", "", ["HEAD", "GET"]),
        ("/morgen", SILENT, "vraagt om later terug te komen (429)", "", ["HEAD"]),
    ],
)
def test_what_an_answer_means_for_a_link(
    path: str, state: str, reason: str, now_at: str, asked: list[str], site: Asked
) -> None:
    """Only GET counts against a link, since many sites answer HEAD wrongly."""
    outcome = checker().check(site.base + path)
    assert outcome == Outcome(site.base + path, state, reason, site.base + now_at if now_at else "")
    assert site.methods(path) == asked


def test_a_host_that_asks_to_wait_is_obeyed(site: Asked) -> None:
    """`Retry-After` counts for every link of that host, not only for the one that was asked."""
    checker().check_all([f"{site.base}/druk", f"{site.base}/goed"])
    (_, _, first, _), (_, _, again, _) = site.asked[:2]
    assert again - first >= 1.0


def test_a_host_that_asks_to_wait_for_long_is_not_asked_again(site: Asked) -> None:
    found = checker().check_all([f"{site.base}/morgen", f"{site.base}/goed"])
    assert [outcome.reason for outcome in found] == ["vraagt om later terug te komen (429)"] * 2
    assert len(site.asked) == 1


def test_one_request_at_a_time_to_a_host_with_a_pause_and_an_honest_name(site: Asked) -> None:
    checker().check_all([f"{site.base}/{number}" for number in range(5)])
    times = [moment for _, _, moment, _ in site.asked]
    assert len(times) == 5
    assert all(later - earlier >= PAUSE * 0.9 for earlier, later in pairwise(times))
    assert {agent for _, _, _, agent in site.asked} == {"proef/1 (+https://code.example/x)"}


def test_different_hosts_are_asked_at_the_same_time(site: Asked) -> None:
    """A slow one does not hold up the others."""
    begun = time.monotonic()
    port = site.base.rpartition(":")[2]
    checker().check_all([f"{site.base}/traag", f"http://localhost:{port}/traag"])
    assert time.monotonic() - begun < 1.1


def test_a_site_that_is_too_slow_is_not_dead(site: Asked) -> None:
    outcome = checker(timeout=0.1).check(f"{site.base}/traag")
    assert (outcome.state, outcome.reason) == (SILENT, "antwoordt niet op tijd")


def test_a_host_without_an_answer_is_asked_three_times_in_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not three times per link: twenty links of a host that is gone would take half an hour."""
    monkeypatch.setattr(links, "is_outside", lambda number: True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        gone = f"http://127.0.0.1:{free.getsockname()[1]}"
    own = checker()
    tried: list[str] = []
    once = own.once

    def noted(method: str, address: str) -> Any:
        tried.append(address)
        return once(method, address)

    own.once = noted
    found = own.check_all([f"{gone}/a", f"{gone}/b"])
    assert [(outcome.state, outcome.reason) for outcome in found] == [(SILENT, "de verbinding lukt niet")] * 2
    assert tried == [f"{gone}/a"] * 3


def test_a_registry_of_names_answers_for_itself(site: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    """A DOI that is sent on exists; the publisher behind it, who refuses programs, is left alone."""
    monkeypatch.setattr(links, "REGISTRIES", ("127.0.0.1",))
    assert checker().check(f"{site.base}/naar-niets") == Outcome(f"{site.base}/naar-niets", FINE)
    assert not site.methods("/weg")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("120", 120, 120),
        pytest.param(format_datetime(datetime.now(UTC) + timedelta(days=1)), 80_000, 86_400, id="morgen"),
        ("gisteren", 0, 0),
        ("", 0, 0),
        ("-5", 0, 0),
    ],
)
def test_how_long_to_wait_comes_as_seconds_or_as_a_date(text: str, low: float, high: float) -> None:
    headers = Message()
    headers["Retry-After"] = text
    assert low <= links.wait_of(headers) <= high


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("https://www.voorbeeld.be/café?naam=é", "https://www.voorbeeld.be/caf%C3%A9?naam=%C3%A9"),
        ("https://www.voorbeeld.be/a%20b(c)", "https://www.voorbeeld.be/a%20b(c)"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
    ],
)
def test_an_address_with_accents_can_be_asked(address: str, sent: str) -> None:
    assert in_ascii(address) == sent


def test_links_are_found_with_file_and_line(tmp_path: Path) -> None:
    for path, text in {
        "data/partners/a.yml": "# https://example.org/x\nnaam: A\nwebsite: https://example.org/a_(b)\nbronnen:\n  "
        "- {url: 'https://example.org/c'}\n",
        "data/bronnen.yml": "references:\n  - id: x\n    DOI: 10.1/abc\n    note: >-\n      Zie de lijst,\n      "
        "ook op https://example.org/d.\n",
        "content/p.md": "# P\n\n[Licentie](https://example.org/a_(b)#deel), (zie https://example.org/e).\n",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    assert outside_links(tmp_path) == {
        "https://doi.org/10.1/abc": ("data/bronnen.yml:3",),
        "https://example.org/a_(b)": ("content/p.md:3", "data/partners/a.yml:3"),
        "https://example.org/c": ("data/partners/a.yml:5",),
        "https://example.org/d": ("data/bronnen.yml:6",),
        "https://example.org/e": ("content/p.md:3",),
    }


def test_the_report_groups_what_to_do_and_says_where() -> None:
    places = {
        "https://x.be/a": ("data/p.yml:3", "content/q.md:9"),
        "https://x.be/b": ("data/p.yml:4",),
        "https://x.be/c": ("data/p.yml:5",),
    }
    outcomes = [
        Outcome("https://x.be/a", DEAD, "bestaat niet (404)"),
        Outcome("https://x.be/b", MOVED, "", "https://y.be/b"),
        Outcome("https://x.be/c", SILENT, "weigert (403)"),
        Outcome("https://x.be/d", FINE),
    ]
    skips = [Skip(adres="https://z.be/*", reden="Weigert altijd."), Skip(adres="https://x.be/c", reden="Mag niet.")]
    lines = report(outcomes, places, skips, date(2026, 12, 7)).splitlines()
    assert lines[0] == "Nagekeken op 7/12/2026: 4 links, 1 dood, 1 verhuisd, 1 niet te bereiken."
    assert [line for line in lines if line.startswith(("##", "-", "  -"))] == [
        "## Dood (1)",
        "- <https://x.be/a>: bestaat niet (404)",
        "  - `data/p.yml:3`",
        "  - `content/q.md:9`",
        "## Verhuisd (1)",
        "- <https://x.be/b>: nu `https://y.be/b`",
        "  - `data/p.yml:4`",
        "## Niet te bereiken (1)",
        "- <https://x.be/c>: weigert (403)",
        "  - `data/p.yml:5`",
        "## Overgeslagen",
        "- `https://z.be/*` (komt nergens meer voor: haal de regel weg): Weigert altijd.",
        "- `https://x.be/c` (1 keer): Mag niet.",
    ]


def test_what_a_strangers_server_says_is_no_markup_in_the_report(site: Asked) -> None:
    """The report is posted on GitHub, where it could mention people and show links and pictures."""
    address = f"{site.base}/opmaak"
    text = report([checker().check(address)], {address: ("data/p.yml:3",)}, (), date(2026, 12, 7))
    (line,) = [line for line in text.splitlines() if "phish" in line]
    assert re.fullmatch(r"- <http://127\.0\.0\.1:\d+/opmaak>: nu `[^`<> ]+`", line)


def test_a_host_with_a_back_quote_stays_within_its_code() -> None:
    moved = Outcome("https://x.be/a", MOVED, "", "https://`@iemand`.be/")
    text = report([moved], {"https://x.be/a": ("data/p.yml:3",)}, (), date(2026, 12, 7))
    assert "- <https://x.be/a>: nu ``https://`@iemand`.be/``\n" in text


@pytest.mark.parametrize("path", ["/goed", "/naar-binnen"])
def test_a_machine_within_a_network_of_its_own_is_never_asked(
    path: str, site: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither by a link nor by a redirect; the machine that runs this may see more than the internet."""
    numbers = {"127.0.0.1": "10.0.0.8" if path == "/goed" else "127.0.0.1", "localhost": "10.0.0.8"}
    monkeypatch.setattr(links, "numbers_of", lambda host: [numbers[host]])
    monkeypatch.setattr(links, "is_outside", lambda number: number != "10.0.0.8")
    outcome = checker().check(site.base + path)
    assert (outcome.state, outcome.reason) == (SILENT, "leidt naar een computer die niet op het internet staat")
    assert "/goed" not in [asked for _, asked, _, _ in site.asked]


@pytest.mark.parametrize(
    ("number", "outside"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.0.0.8", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("::ffff:127.0.0.1", False),
    ],
)
def test_which_addresses_are_on_the_internet(number: str, outside: bool) -> None:
    assert script("links_nakijken").is_outside(number) is outside


def test_a_server_that_answers_a_letter_at_a_time_is_hung_up_on(site: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "LONGEST_ANSWER", 0.3)
    begun = time.monotonic()
    assert checker().once("GET", f"{site.base}/druppelt").status == 0
    assert time.monotonic() - begun < 3


def test_a_host_that_takes_too_long_is_left_until_the_next_run(site: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "LONGEST_HOST", 0.0)
    outcomes = checker().check_all([f"{site.base}/weg", f"{site.base}/goed"])
    assert outcomes[1].reason == "deze site antwoordt te traag om al haar links na te kijken"
    assert site.methods("/goed") == []


def test_no_answer_at_all_is_told_as_what_it_is() -> None:
    text = report(
        [Outcome("https://x.be/a", SILENT, "antwoordt niet op tijd")],
        {"https://x.be/a": ("data/p.yml:3",)},
        (),
        date(2026, 12, 7),
    )
    assert "Waarschijnlijk had deze computer geen netwerk." in text


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("overslaan:\n  - adres: https://x.be/\n", ["lijst.yml:2: overslaan.reden: ontbreekt; dit veld is verplicht"]),
        (
            "overslaan:\n  - {adres: x.be, reden: Weigert.}\n",
            [
                "lijst.yml:2: overslaan.adres: 'x.be' is geen webadres; het begint met https:// en bevat geen "
                "spaties of wachtwoord"
            ],
        ),
        (
            "overslaan:\n  - {adres: 'https://x.be/', reden: Weigert.}\n  - {adres: 'https://x.be/', reden: Ook.}\n",
            ["lijst.yml:3: overslaan.adres: 'https://x.be/' staat er twee keer"],
        ),
    ],
)
def test_a_link_is_only_left_alone_for_a_reason(text: str, problems: list[str], tmp_path: Path) -> None:
    (tmp_path / "lijst.yml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as raised:
        read_skips(tmp_path / "lijst.yml")
    assert str(raised.value).splitlines() == problems


def test_findings_never_fail_the_run(
    site: Asked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "p.md").write_text(
        f"[a]({site.base}/weg) [b]({site.base}/goed) https://www.researchgate.net/x", encoding="utf-8"
    )
    monkeypatch.setattr(links, "PAUSE", PAUSE)
    monkeypatch.setenv("REPO_URL", "https://code.example/netwerk/site")
    assert links.main(["--root", str(tmp_path), "--out", str(tmp_path / "verslag.md")]) == 0
    assert f"- <{site.base}/weg>: bestaat niet (404)\n  - `content/p.md:1`" in (tmp_path / "verslag.md").read_text(
        encoding="utf-8"
    )
    assert capsys.readouterr().out.strip().endswith("2 links, 1 dood, 0 verhuisd, 0 niet te bereiken.")
    assert {agent for _, _, _, agent in site.asked} == {
        "samen-tegen-schooluitval/1.0 (links nakijken; +https://code.example/netwerk/site)"
    }


def test_the_weekly_run_pins_what_it_uses_and_may_only_write_issues() -> None:
    text = (ROOT / ".github" / "workflows" / "links.yml").read_text(encoding="utf-8")
    used = re.findall(r"uses: (.*)", text)
    assert used
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v[\d.]+", action) for action in used)
    told = yaml.safe_load(text)
    assert told["permissions"] == {}
    assert [job["permissions"] for job in told["jobs"].values()] == [{"contents": "read", "issues": "write"}]
