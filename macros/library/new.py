"""Writes the file of a new entry: every field with its help as comment, what is required open, the rest commented out."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import get_origin

from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from macros.library.entries import KINDS
from macros.library.fields import ID, In, To, one_line
from macros.library.help import help_texts
from macros.library.library import sort_key
from macros.library.models import Model, markers, models_in
from macros.library.observations import COLUMNS
from macros.library.problems import DataError, Problem, hint

LONGEST_ID = 80


def identifier_of(name: str) -> str:
    """The id that belongs to a name: `"CLB's in Brussel"` -> `clbs-in-brussel`."""
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", sort_key(name))).strip("-")


def new_entry(root: Path, kind: str, name: str, today: date | None = None) -> Path:
    """Write `data/<kind>/<id>.yml` and give its path; raises `DataError` for an unknown kind, a name without letters, or an id in use."""
    if kind not in KINDS:
        raise DataError([Problem(kind, 0, "", f"deze soort bestaat niet{hint(kind, KINDS) or '; kies uit: ' + ', '.join(KINDS)}")])
    id = identifier_of(name)
    path = root / "data" / kind / f"{id}.yml"
    if len(id) > LONGEST_ID:
        raise DataError([Problem(f"{name[:40]}...", 0, "", f"deze naam is te lang; het id heeft {len(id)} tekens en er passen er {LONGEST_ID}")])
    if not ID.fullmatch(id):
        raise DataError([Problem(name, 0, "", "van deze naam kan geen id gemaakt worden; gebruik letters of cijfers")])
    try:
        name = one_line(name)
    except PydanticCustomError as error:
        raise DataError([Problem(repr(name), 0, "", str(error))]) from None
    if path.exists():
        raise DataError([Problem(path.relative_to(root).as_posix(), 0, "", "bestaat al")])
    text = "\n".join(_lines(KINDS[kind], {"naam": name, "nagekeken_op": (today or date.today()).isoformat()})) + "\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    if KINDS[kind].has_rows:
        path.with_suffix(".csv").write_text(",".join(COLUMNS) + "\n", encoding="utf-8")
    return path


def _lines(model: type[Model], known: dict[str, str]) -> Iterator[str]:
    yield from textwrap.wrap(model.__doc__ or "", 100, initial_indent="# ", subsequent_indent="# ")
    yield "# Velden zonder # zijn verplicht. Haal # weg voor wat je weet; laat weg wat je niet weet."
    for key, info in model.model_fields.items():
        yield ""
        yield from textwrap.wrap(help_texts(model).get(key, ""), 100, initial_indent="# ", subsequent_indent="# ")
        if key in known:
            yield f"{key}: {json.dumps(known[key], ensure_ascii=False)}"
        else:
            yield from (line if info.is_required() else f"# {line}" for line in _field(model, key, info))


def _field(model: type[Model], key: str, info: FieldInfo) -> Iterator[str]:
    inner = models_in(model, key)
    if inner:
        by_name = get_origin(info.annotation) is dict
        yield f"{key}:"
        if by_name:
            yield "  naam-zonder-spaties:"
        for place, (name, part) in enumerate(inner[0].model_fields.items()):
            yield f"  {'-' if place == 0 and not by_name else ' '} {name}:{_remark(part)}"
    else:
        many = "tuple" in str(info.annotation) and not info.is_required()
        yield f"{key}: []{_remark(info)}" if many else f"{key}:{_remark(info)}"


def _remark(info: FieldInfo) -> str:
    """A comment that names where the words or ids of a field come from."""
    places = [f"data/lijsten/{name}.yml" for marker in markers(info, In) for name in marker.names]
    places += [marker.place for marker in markers(info, To)]
    return f"  # uit {' of '.join(dict.fromkeys(places))}" if places else ""
