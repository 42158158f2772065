"""Checks the links to other sites and writes a report in Dutch; what it finds never fails the run.

    python scripts/links_nakijken.py [--out FILE] [--root DIR]

Polite: one request at a time to a host, with a pause; HEAD before GET; nothing of a page is read; a host that asks to
wait is obeyed. Links that say nothing when checked stand in `links_overslaan.yml`, each with its reason.

Wary too: a link, or a redirect of a stranger, to a machine within an own network is not followed, and a server that
answers a letter at a time does not hold up the rest.
"""

from __future__ import annotations

import http.client
import ipaddress
import os
import socket
import ssl
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # the project is not installed

from macros.console import Parser, show_everything
from macros.editing.weblinks import DEAD, FINE, MOVED, SILENT, Outcome, in_ascii, outside_links, read_skips, report
from macros.library import DataError

SKIPS = Path(__file__).with_name("links_overslaan.yml")
AGENT = "samen-tegen-schooluitval/1.0 (links nakijken"
PAUSE = 2.0
"""Seconds between two requests to one host."""
TIMEOUT = 20.0
BACK_OFF = 10.0
"""Seconds to wait when a host fails and does not say for how long."""
MOST_WAIT = 120.0
"""A host that asks to wait longer is left until the next run."""
LONGEST_ANSWER = 60.0
"""Seconds that one answer may take in all, however busily it comes in."""
LONGEST_HOST = 1200.0
"""Seconds after which a host is left until the next run."""
HOSTS_AT_ONCE = 8
METHODS = ("HEAD", "GET", "GET")
"""Many sites answer HEAD wrongly, so only the answer to GET counts against them; then one more try."""
HOPS = 10
STRIKES = 3
"""A host that leaves this many requests on end without an answer is not asked again in this run."""
REGISTRIES = ("doi.org", "hdl.handle.net")
"""They know whether a name exists and send on to a publisher, who often refuses programs; their own answer is
enough.
"""


class PrivateAddressError(OSError):
    """The name of a host stands for a machine that is not on the internet."""


def is_outside(number: str) -> bool:
    """Whether an IP address is one of the internet, and not of this machine or of a network of its own."""
    return ipaddress.ip_address(number.partition("%")[0]).is_global


def numbers_of(host: str) -> list[str]:
    """The IP addresses that the name of a host stands for."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]


def connect_outside(address: tuple[str, int], *more: Any) -> socket.socket:
    """A connection to a host whose every address is on the internet. To the very address that was looked at: asked
    again, a name could stand for another one.
    """
    host, port = address
    numbers = numbers_of(host)
    if not all(map(is_outside, numbers)):
        raise PrivateAddressError(host)
    connection = socket.create_connection((numbers[0], port), *more)
    watch = threading.Timer(LONGEST_ANSWER, _hang_up, [connection])
    watch.daemon = True
    watch.start()
    return connection


def _hang_up(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:  # it was over long ago
        connection.close()


class Outside(http.client.HTTPConnection):
    """A connection that never leads inside."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._create_connection = connect_outside


class OutsideSafely(http.client.HTTPSConnection):
    """The same, encrypted."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._create_connection = connect_outside


class OutsideOnly(urllib.request.HTTPSHandler, urllib.request.HTTPHandler):
    """Opens addresses by those connections."""

    def http_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        """Ask over HTTP."""
        return self.do_open(Outside, request)

    def https_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        """Ask over HTTPS."""
        return self.do_open(OutsideSafely, request)


@dataclass
class Host:
    """When a host may be asked again, and whether it still answers."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    begun: float = field(default_factory=time.monotonic)
    free_at: float = 0.0
    strikes: int = 0
    given_up: Answer | None = None
    """What it answered last, when it is not asked again in this run."""


@dataclass(frozen=True)
class Answer:
    """What came back; status 0 when nothing did."""

    status: int
    reason: str = ""
    wait: float = 0.0
    """Seconds that the host asks to wait."""
    location: str = ""


class Checker:
    """Asks for links, politely."""

    def __init__(
        self, agent: str, pause: float | None = None, timeout: float | None = None, back_off: float | None = None
    ) -> None:
        self.agent = agent
        self.pause = PAUSE if pause is None else pause
        self.timeout = TIMEOUT if timeout is None else timeout
        self.back_off = BACK_OFF if back_off is None else back_off
        self.opener = urllib.request.OpenerDirector()  # with nobody in it who follows a redirect
        for handler in (OutsideOnly(), urllib.request.HTTPErrorProcessor(), urllib.request.HTTPDefaultErrorHandler()):
            self.opener.add_handler(handler)
        self.hosts: defaultdict[str, Host] = defaultdict(Host)
        self.lock = threading.Lock()

    def check_all(self, addresses: Iterable[str]) -> list[Outcome]:
        """What became of each link; hosts at the same time, the links of one host one by one."""
        by_host: dict[str, list[str]] = {}
        for address in addresses:
            by_host.setdefault(urlsplit(address).netloc, []).append(address)
        with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
            return [
                outcome
                for found in pool.map(lambda own: list(map(self.check, own)), by_host.values())
                for outcome in found
            ]

    def check(self, address: str) -> Outcome:
        """What became of one link, its redirects followed."""
        here, now_at, permanent = address, "", True
        for _ in range(HOPS):
            answer = self.ask(here)
            if not 300 <= answer.status < 400:
                return judged(address, now_at, answer)
            if urlsplit(here).hostname in REGISTRIES:
                return Outcome(address, FINE)
            try:
                here = in_ascii(urljoin(here, answer.location))
            except ValueError:
                here = ""
            if not answer.location or urlsplit(here).scheme not in ("http", "https"):
                return Outcome(address, SILENT, f"verwijst naar niets ({answer.status})")
            permanent = permanent and answer.status in (301, 308)
            now_at = here if permanent else now_at
        return Outcome(address, SILENT, "verwijst steeds verder door")

    def ask(self, address: str) -> Answer:
        """The answer of one address: good, a redirect, or the last one of every try."""
        with self.lock:
            host = self.hosts[urlsplit(address).netloc]
        answer = Answer(0, "de site antwoordt niet")
        for method in METHODS:
            with host.lock:
                if host.given_up:
                    return host.given_up
                time.sleep(max(0.0, host.free_at - time.monotonic()))
                answer = self.once(method, address)
                host.strikes = 0 if answer.status else host.strikes + 1
                failed = answer.status in (0, 429) or answer.status >= 500
                late = time.monotonic() - host.begun > LONGEST_HOST
                if host.strikes >= STRIKES or answer.wait > MOST_WAIT:
                    host.given_up = answer
                elif late:
                    host.given_up = Answer(0, "deze site antwoordt te traag om al haar links na te kijken")
                host.free_at = time.monotonic() + max(
                    self.pause, answer.wait or (self.back_off if failed and method == "GET" else 0.0)
                )
            if 200 <= answer.status < 400 or (method == "GET" and not failed):
                break
        return answer

    def once(self, method: str, address: str) -> Answer:
        """One request; nothing of the page itself is read."""
        try:
            request = urllib.request.Request(
                in_ascii(address), method=method, headers={"User-Agent": self.agent, "Accept": "*/*"}
            )
            with self.opener.open(request, timeout=self.timeout) as answer:
                return Answer(answer.status)
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, wait=wait_of(error.headers), location=error.headers.get("Location", ""))
        except (OSError, http.client.HTTPException, ValueError) as error:
            return Answer(0, in_words(getattr(error, "reason", error)))


def judged(address: str, now_at: str, answer: Answer) -> Outcome:
    """What a final answer means for the link."""
    if 200 <= answer.status < 300:
        if not now_at:
            return Outcome(address, FINE)
        is_home = urlsplit(now_at).path in ("", "/") and urlsplit(address).path not in ("", "/")
        return Outcome(
            address, MOVED, "dat is de startpagina: de pagina zelf is misschien weg" if is_home else "", now_at
        )
    if answer.status in (404, 410):
        return Outcome(address, DEAD, f"bestaat niet ({answer.status})", now_at)
    if answer.status == 0:
        return Outcome(address, SILENT, answer.reason)
    if answer.status == 429 or answer.wait > MOST_WAIT:
        return Outcome(address, SILENT, f"vraagt om later terug te komen ({answer.status})")
    return Outcome(address, SILENT, f"{'weigert' if answer.status < 500 else 'heeft zelf een fout'} ({answer.status})")


def wait_of(headers: Message) -> float:
    """The seconds that `Retry-After` asks for, as a number or as a date (RFC 9110, 10.2.3); 0 without it."""
    text = headers.get("Retry-After", "").strip()
    if text.isdecimal():
        return float(text)
    try:
        return max(0.0, (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):  # no date, or one without a time zone
        return 0.0


def in_words(error: object) -> str:
    """Why nothing came back, in Dutch."""
    if isinstance(error, PrivateAddressError):
        return "leidt naar een computer die niet op het internet staat"
    if isinstance(error, TimeoutError):
        return "antwoordt niet op tijd"
    if isinstance(error, socket.gaierror):
        return "deze site is op het internet niet te vinden"
    if isinstance(error, ssl.SSLError):
        return "de beveiligde verbinding klopt niet"
    return "de verbinding lukt niet"


def run(root: Path, out: Path | None) -> int:
    """Check every link and write the report; 1 only when the list of links to leave alone is faulty."""
    try:
        skips = read_skips(SKIPS)
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    places = outside_links(root)
    home = os.environ.get("REPO_URL") or os.environ.get("SITE_URL")
    checker = Checker(f"{AGENT}; +{home})" if home else f"{AGENT})")
    outcomes = checker.check_all(address for address in places if not any(skip.covers(address) for skip in skips))
    text = report(outcomes, places, skips, date.today())
    if out:
        out.write_text(text, encoding="utf-8")
    print(text.splitlines()[0] if out else text)
    return 0


class Command(Parser):
    """The command of this script."""

    how = "python scripts/links_nakijken.py [--out BESTAND] [--root MAP]"


def main(arguments: list[str] | None = None) -> int:
    """Run the command; the exit code tells whether it could work, not what it found."""
    show_everything()
    parser = Command(prog="python scripts/links_nakijken.py", description="Kijk de links naar andere sites na.")
    parser.add_argument(
        "--out", metavar="bestand", type=Path, help="schrijf het verslag hier, in plaats van op het scherm"
    )
    parser.add_argument("--root", type=Path, default=Path(), help="map van het project")
    given = parser.parse_args(arguments)
    return run(given.root, given.out)


if __name__ == "__main__":
    sys.exit(main())
