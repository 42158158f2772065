"""A figure as a Data Package: one JSON file that tells a program what stands in the CSV file and where it comes from.

The form is that of Data Package 2.0 with its Table Schema and Table Dialect,
https://datapackage.org/standard/data-package/. The standard lets a publisher add keys of its own; those here have the
Dutch names of our YAML files (`indicatoren`, `vlaggen`, `tegenspraak` ...).
"""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from typing import Any

from macros.library import Library
from macros.library.models.figures import Figure
from macros.library.models.observations import COLUMNS, KEY, PERIOD
from macros.outputs.columns import MEANING, labels, words_used
from macros.outputs.csv_files import observations_csv
from macros.outputs.plain_sources import plain_citation

PROFILES = "https://datapackage.org/profiles/2.0/"
LISTED = ("indicator", "gebied", "gebied_basis", "bron")
"""Columns whose words come from a list; the package names those that occur."""
LICENCE = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Naamsvermelding 4.0 Internationaal",
}


def published(library: Library, day: date) -> dict[str, Any]:
    """What a descriptor says of how it is published: by whom, under which licence, and the version of that day, written
    as a semantic version.
    """
    return {
        "version": f"{day.year}.{day.month}.{day.day}",
        "contributors": [
            {"title": library.network.naam, "email": library.network.clb.email, "roles": ["publisher", "contact"]}
        ],
        "licenses": [LICENCE],
    }


def data_package(library: Library, figure: Figure) -> bytes:
    """The descriptor of a figure, to be served as `datapackage.json` beside its CSV file.

    Its version is the day on which the figure was last checked; the hash tells two states of one day apart.
    """
    day = figure.nagekeken_op
    signals = [library["risicofactoren"][id].naam for id in figure.risicofactoren]
    left_out = {"geen_grafiek"}
    indicators = [
        {"id": id, **indicator.model_dump(mode="json", exclude_defaults=True, exclude=left_out)}
        for id, indicator in figure.indicatoren.items()
    ]
    flags = [
        {"vlag": word, "label": flag.label, "uitleg": flag.uitleg} for word, flag in library.lists["vlaggen"].items()
    ]
    return _json(
        {
            "$schema": f"{PROFILES}datapackage.json",
            "name": figure.id,
            "title": figure.naam,
            "description": "\n\n".join(filter(None, (figure.kort, figure.wat))),
            **published(library, day),
            "keywords": ["schooluitval", "onderwijs", library.network.regio.naam, *signals],
            "sources": [_source(library, id) for id in words_used(figure, "bron")],
            "resources": [_resource(library, figure)],
            "indicatoren": indicators,
            "vlaggen": flags,
            "tegenspraak": figure.tegenspraak,
            "ontbreekt": figure.ontbreekt,
            "nagekeken_op": day.isoformat(),
            "nagekeken_door": figure.nagekeken_door,
            "volgende_update": figure.volgende_update,
        }
    )


def _resource(library: Library, figure: Figure) -> dict[str, Any]:
    body = observations_csv(figure)
    return {
        "$schema": f"{PROFILES}dataresource.json",
        "name": figure.id,
        "type": "table",
        "path": f"{figure.id}.csv",
        "title": figure.naam,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(body),
        "hash": f"sha256:{sha256(body).hexdigest()}",
        "dialect": {
            "$schema": f"{PROFILES}tabledialect.json",
            "header": True,
            "delimiter": ",",
            "lineTerminator": "\n",
            "quoteChar": '"',
            "doubleQuote": True,
        },
        "schema": {
            "$schema": f"{PROFILES}tableschema.json",
            "fields": [_field(library, figure, column) for column in COLUMNS],
            "missingValues": [""],
            "primaryKey": KEY,
        },
    }


def _field(library: Library, figure: Figure, column: str) -> dict[str, Any]:
    title, text = MEANING[column]
    field: dict[str, Any] = {"name": column, "title": title, "description": text, "type": "string"}
    constraints: dict[str, Any] = {"required": True} if column in KEY else {}
    if column == "periode":
        # No period is a value here, since a key has no missing values; the remark of the row says why.
        field["missingValues"] = []
        constraints["pattern"] = f"^({PERIOD.pattern})?$"
    elif column == "waarde":
        field["type"] = "number"
        if {row.eenheid for row in figure.rows} == {"%"}:
            constraints |= {"minimum": 0, "maximum": 100}
    elif column in ("teller", "noemer"):
        field["type"] = "integer"
        constraints["minimum"] = 0
    elif column == "vlag":
        flag = f"({'|'.join(library.lists['vlaggen'])})"
        constraints["pattern"] = f"^{flag}( {flag})*$"
    elif column in LISTED and (words := words_used(figure, column)):
        constraints["enum"] = words
        named = labels(library, figure, column)
        if len(set(named.values())) == len(words):  # the standard wants labels that differ
            field["categories"] = [{"value": word, "label": label} for word, label in named.items()]
    return {**field, "constraints": constraints} if constraints else field


def _source(library: Library, id: str) -> dict[str, str | None]:
    source = library.sources[id]
    return {"bron": id, "title": source.title, "path": source.address, "verwijzing": plain_citation(source)}


def _json(value: dict[str, Any]) -> bytes:
    return (json.dumps(_filled(value), ensure_ascii=False, indent=2) + "\n").encode()


def _filled(value: Any) -> Any:
    """The value without what is not known: the standard wants a key left out rather than empty."""
    if isinstance(value, dict):
        return {key: _filled(part) for key, part in value.items() if part is not None}
    return [_filled(part) for part in value] if isinstance(value, list | tuple) else value
