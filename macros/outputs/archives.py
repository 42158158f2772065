"""Many files as one zip file that is the same byte for byte each time."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

UNIX = 3
READABLE = 0o100644 << 16
"""A plain file that its owner can change and others can read, as a zip file for Unix says it."""


def archive(files: Mapping[str, tuple[date, bytes]]) -> bytes:
    """A zip file (PKWARE APPNOTE) of path -> day and content, sorted by path; the day stands as the date of the file,
    never the clock.
    """
    target = io.BytesIO()
    with ZipFile(target, "w") as packed:
        for path, (day, body) in sorted(files.items()):
            member = ZipInfo(path, (day.year, day.month, day.day, 0, 0, 0))
            member.compress_type, member.create_system, member.external_attr = ZIP_DEFLATED, UNIX, READABLE
            packed.writestr(member, body, compresslevel=9)
    return target.getvalue()
