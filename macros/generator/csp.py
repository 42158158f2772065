"""What a browser may load and run on the built site: a Content-Security-Policy in every page, and in `_headers` for
hosts that read that file.

Only scripts in the frame of a page get a hash. What stands in its content gets none, so that a script that slips in
there does not run.
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

POLICY = {
    "default-src": ("'none'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'", "data:"),
    "connect-src": ("'self'",),
    "worker-src": ("'self'",),
    "manifest-src": ("'self'",),
    "base-uri": ("'none'",),
    "form-action": ("'self'",),
}
"""What every page may do."""
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    # For this host name only: what else stands under the same domain is not ours to bind.
    "Strict-Transport-Security": "max-age=31536000",
}
"""What `_headers` says beside the policy."""

_PLACE = b'http-equiv="Content-Security-Policy" content=""'
_CONTENT = (b'<div id="inhoud"', b"</article>")
_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
"""A script that runs: one with data or an address has attributes."""
_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)
_CHART = b'class="chart__ask"'

Sources = dict[str, set[str]]


@cache
def _hash(text: bytes) -> str:
    return f"'sha256-{b64encode(sha256(text).digest()).decode()}'"


def write_policies(site: Path) -> None:
    """Fill in the policy of every page in the folder of a built site, and write its `_headers`."""
    all_sources: Sources = {}
    for path in site.rglob("*.html"):
        with path.open("r+b") as file:  # written over itself, since to begin a file anew takes seven times as long
            page = file.read()
            sources = _sources(page)
            before, place, after = page.partition(_PLACE)
            if place:
                file.seek(len(before))
                file.write(place[:-1] + policy(sources).encode() + b'"' + after)
        _add(all_sources, sources)
    for path in site.rglob("*.svg"):  # opened by itself, a picture is a page
        _add(all_sources, {"style-src": {_hash(style) for style in _STYLE.findall(path.read_bytes())}})
    headers = {"Content-Security-Policy": f"{policy(all_sources)}; frame-ancestors 'none'", **HEADERS}
    lines = "".join(f"  {name}: {value}\n" for name, value in headers.items())
    (site / "_headers").write_text(f"/*\n{lines}", encoding="utf-8")


def policy(more: Sources) -> str:
    """The policy in the words of https://www.w3.org/TR/CSP3/, with `more` sources for some directives; the same for the
    same sources.
    """
    return "; ".join(" ".join([name, *given, *sorted(more.get(name, ()))]) for name, given in POLICY.items())


def _sources(page: bytes) -> Sources:
    """What this page needs beside what all pages may do."""
    before, start, rest = page.partition(_CONTENT[0])
    frame = before + rest.rpartition(_CONTENT[1])[2] if start else b""
    sources = {"script-src": {_hash(script) for script in _SCRIPT.findall(frame)}}
    if _CHART in page:  # Plotly fills an empty style element by rules, and saves a picture by way of a blob
        sources |= {"style-src": {_hash(b"")}, "img-src": {"blob:"}}
    return sources


def _add(sources: Sources, more: Sources) -> None:
    for name, given in more.items():
        sources.setdefault(name, set()).update(given)
