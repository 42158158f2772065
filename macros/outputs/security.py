"""How to tell us about a hole in the site: security.txt, RFC 9116 (https://www.rfc-editor.org/rfc/rfc9116)."""

from __future__ import annotations

from datetime import timedelta

from macros.library import Library

SECURITY_TXT = ".well-known/security.txt"


def security_txt(library: Library, site_url: str = "") -> str:
    """The file, to be served as `.well-known/security.txt`. It holds for a little less than a year after the day of the
    content, as the RFC advises; without `site_url` it does not say where it is.
    """
    lines = [
        f"Contact: mailto:{library.network.clb.email}",
        f"Expires: {library.day + timedelta(days=364)}T00:00:00Z",
        "Preferred-Languages: nl",
    ]
    if site_url.startswith("https://"):
        lines.append(f"Canonical: {site_url.rstrip('/')}/{SECURITY_TXT}")
    return "".join(f"{line}\n" for line in lines)
