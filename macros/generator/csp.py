"""What a browser may load and run on the built site: a Content-Security-Policy in every page, and in `_headers` for
hosts that read that file.

The scripts that may stand in a page are a fixed list. Any other stops the build, wherever it comes from; and should one
slip in after that, it has no hash in the policy, so that it does not run.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections import defaultdict
from functools import cache
from hashlib import sha256

_POLICY = {
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
SCRIPTS = frozenset(
    {
        "'sha256-/nhm8p50KJxvwWLggwJ1OF8Xgq5W/b3iKECITLASfOg='",
        "'sha256-/8wPdzX9q0NNJXyA5lzsLojXFpkeaXVxhbfkUOQaWy8='",
        "'sha256-DrEMJJ29sL7vIloQzly+VUGMxKcBTMII+OfW7Y8AkG4='",
    }
)
"""The scripts of the theme that stand in a page, by hash: where the site begins, light or dark, and a tab that an
address points at. A new version of the theme may bring others: read them before they come in this list.
"""

_BASE = re.compile(r'(?<=^__md_scope=new URL\(")[./\w~%-]*(?=",location\))')
"""Where the site begins as seen from a page: the only part of a script that differs from page to page."""
_PLACE = 'http-equiv="Content-Security-Policy" content=""'
_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_NO_CODE = re.compile(r'(?<![\w-])src=|(?<![\w-])type="?application/(?:ld\+)?json\b')
"""In the tag of a script that has its code elsewhere, or data instead of code."""
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_CHART = 'class="chart__ask"'

_Sources = dict[str, set[str]]
"""Directive of the policy -> what it allows beside what every page may do."""


class UnsafePageError(Exception):
    """A page holds a script that is not on the list, or has no place for its policy; says so in Dutch."""


class Policies:
    """The policies of the pages of one build."""

    def __init__(self) -> None:
        self._sources: _Sources = defaultdict(set)

    def filled(self, html: str) -> str:
        """A page with its policy in the place for it; raises `UnsafePageError`."""
        if _PLACE not in html:
            raise UnsafePageError("de pagina heeft geen plaats voor haar beleid; zet partials/policy.html in haar kop")
        sources = {"script-src": {_known_hash(code) for tag, code in _SCRIPT.findall(html) if not _NO_CODE.search(tag)}}
        if _CHART in html:  # Plotly fills an empty style element by rules, and saves a picture by way of a blob
            sources |= {"style-src": {_hash("")}, "img-src": {"blob:"}}
        self._add(sources)
        return html.replace(_PLACE, f'{_PLACE[:-1]}{policy(sources)}"', 1)

    def add_picture(self, svg: str) -> None:
        """Allow the style of a picture: opened by itself, it is a page."""
        self._add({"style-src": {_hash(style) for style in _STYLE.findall(svg)}})

    def headers(self) -> str:
        """The text of `_headers`, with what any page needs."""
        lines = {"Content-Security-Policy": f"{policy(self._sources)}; frame-ancestors 'none'", **HEADERS}
        return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in lines.items())

    def _add(self, sources: _Sources) -> None:
        for name, allowed in sources.items():
            self._sources[name] |= allowed


def policy(sources: _Sources) -> str:
    """The policy in the words of https://www.w3.org/TR/CSP3/, with more sources for some directives; the same for the
    same sources.
    """
    return "; ".join(" ".join([name, *always, *sorted(sources.get(name, ()))]) for name, always in _POLICY.items())


@cache
def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@cache
def _known_hash(code: str) -> str:
    """The hash of a script on the list."""
    if _hash(_BASE.sub("../..", code)) not in SCRIPTS:
        begin = " ".join(code.split())[:60]
        raise UnsafePageError(f"hier staat een script dat niet van ons is: '{begin}'; haal het weg ({_hash(code)})")
    return _hash(code)
