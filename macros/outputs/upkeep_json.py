"""What needs care, as JSON: the lists of `/beheer/` for a program."""

from __future__ import annotations

import json

from macros.library import Library
from macros.library.upkeep import Item, limits, upkeep

UPKEEP_JSON = "beheer.json"


def upkeep_json(library: Library) -> bytes:
    """The day of the content, per kind how many months an entry stays recent, and every list of `upkeep`, most urgent
    first.

    An item has its reason, and for an entry its kind, id, `naam`, address from the root of the site and file; for a
    source its id.
    """
    content = {
        "day": library.day.isoformat(),
        "months_good": limits(library),
        "lists": [
            {
                "id": care.id,
                "title": care.title,
                "advice": care.advice,
                "count": len(care.items),
                "items": [_item(item) for item in care.items],
            }
            for care in upkeep(library)
        ],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _item(item: Item) -> dict[str, str]:
    entry = item.entry
    if entry is None:
        return {"source": item.source, "reason": item.reason}
    return {
        "kind": entry.folder,
        "id": entry.id,
        "naam": entry.naam,
        "address": entry.address,
        "file": entry.source,
        "reason": item.reason,
    }
