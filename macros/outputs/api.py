"""The data for programs and spreadsheets under `api/v1/`: static JSON per kind and per entry, an index, schemas, and
CSV.

All addresses in it are from the root of the site, and whole when `SITE_URL` is known. An answer keeps its keys within
`v1`; keys may be added.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from macros.library import Library
from macros.library.collections import CHANGES, VERSION, Collection, collections
from macros.library.models.base import Model
from macros.library.models.entries import KINDS, Entry
from macros.library.models.figures import Figure
from macros.library.models.sources import Source
from macros.outputs.api_schemas import Schema, answer_schema, model_definitions
from macros.outputs.csv_files import for_excel, plain_csv
from macros.outputs.downloads import file_names
from macros.outputs.packages import LICENCE, PROFILES, published
from macros.outputs.spreadsheets import ITEM, DataTable, tables

_FOLDER = "api/v1/"


def api(library: Library, site_url: str = "") -> Iterator[tuple[str, str, bytes]]:
    """Path, source and content of every file of the API. `site_url` is where the site will stand, when that is
    known.
    """
    answers = _Answers(library, site_url)
    known: list[Any] = []
    packed: list[tuple[DataTable, bytes]] = []
    for group in collections(library):
        items = [answers.item(id, item) for id, item in group.items]
        yield answers.file(f"{group.name}.json", group.source, answers.whole(group, items))
        if group.name in KINDS:
            for (_, item), answer in zip(group.items, items, strict=True):
                assert isinstance(item, Entry)
                yield answers.file(f"{group.name}/{item.id}.json", item.source, answer)
        for name, described in answers.schemas(group).items():
            yield answers.file(f"schema/{name}.json", "macros/library", described)
        spread = tables(group.name, group.model, group.items)
        for table in spread:
            columns = [column.name for column in table.columns]
            body = plain_csv(columns, table.rows)
            packed.append((table, body))
            yield f"{_FOLDER}{table.name}.csv", group.source, body
            yield f"{_FOLDER}{table.name}-excel.csv", group.source, for_excel(columns, table.rows)
        known.append(answers.described(group, spread))
    yield answers.file("index.json", "data", answers.index(known))
    yield answers.file("schema/index.json", "macros/outputs/api.py", INDEX)
    yield answers.file(
        "wijzigingen.json",
        "macros/outputs/api.py",
        {"versie": VERSION, "schema": answers.address("schema/wijzigingen.json"), "wijzigingen": CHANGES},
    )
    yield answers.file("schema/wijzigingen.json", "macros/outputs/api.py", HISTORY)
    yield answers.file("datapackage.json", "data", answers.package(packed))


_TEXT: Schema = {"type": "string"}
TEXTS: Schema = {"type": "array", "items": _TEXT}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_DAY: Schema = {"type": "string", "format": "date"}
LICENCE_SCHEMA: Schema = {"type": "object", "properties": dict.fromkeys(LICENCE, _TEXT), "required": [*LICENCE]}


def _listed(properties: Mapping[str, Schema]) -> Schema:
    return {"type": "array", "items": {"type": "object", "properties": properties, "required": [*properties]}}


INDEX = answer_schema(
    "Index van de API",
    {
        "naam": _TEXT,
        "versie": _TEXT,
        "dag": _DAY,
        "licentie": LICENCE_SCHEMA,
        "schema": _TEXT,
        "wijzigingen": _TEXT,
        "datapackage": _TEXT,
        "soorten": _listed(
            {
                "soort": _TEXT,
                "titel": _TEXT,
                "wat": _TEXT,
                "aantal": _COUNT,
                "adres": _TEXT,
                "schema": _TEXT,
                "csv": TEXTS,
                "excel": TEXTS,
                "fiches": _listed({"id": _TEXT, "naam": _TEXT, "adres": _TEXT}),
            }
        ),
    },
    {},
)
HISTORY = answer_schema(
    "Wijzigingen van de API",
    {"versie": _TEXT, "schema": _TEXT, "wijzigingen": _listed({"versie": _TEXT, "datum": _DAY, "wat": TEXTS})},
    {},
)


@dataclass(frozen=True)
class _Answers:
    library: Library
    site_url: str

    def address(self, path: str) -> str:
        """The address of a file of the API."""
        return f"{self.site_url}{_FOLDER}{path}"

    def file(self, path: str, source: str, answer: Any) -> tuple[str, str, bytes]:
        """A file with an answer, as JSON."""
        return (
            f"{_FOLDER}{path}",
            source,
            (json.dumps(answer, ensure_ascii=False, separators=(",", ":"), default=_written) + "\n").encode(),
        )

    def item(self, id: str, item: Model) -> dict[str, Any]:
        """One entry or other thing: its fields with the keys of the YAML; a source as CSL, in which what is not known
        has no key.
        """
        if isinstance(item, Source):
            return item.model_dump(by_alias=True, exclude_none=True, exclude_defaults=True)
        if not isinstance(item, Entry):
            return item.model_dump(by_alias=True)
        answer = {
            "id": id,
            "pagina": f"{self.site_url}{item.address}" if item.has_pages else None,
            **item.model_dump(by_alias=True),
        }
        if isinstance(item, Figure):
            answer["bestanden"] = [f"{self.site_url}{item.address}{name}" for name in file_names(item)]
        answer["buren"] = {kind: [near.id for near in found] for kind, found in self.library.neighbours(item).items()}
        return answer

    def whole(self, group: Collection, items: list[dict[str, Any]]) -> dict[str, Any]:
        """The answer with everything of one kind."""
        return {
            "soort": group.name,
            "versie": VERSION,
            "dag": self.library.day,
            "licentie": LICENCE,
            "schema": self.address(f"schema/{group.name}.json"),
            "aantal": len(items),
            "fiches": items,
        }

    def schemas(self, group: Collection) -> dict[str, Schema]:
        """Name -> schema: of everything of one kind, and for entries of one of them."""
        by_model = model_definitions(group.model, self.library.lists)
        one = by_model[group.model.__name__]
        if group.name in KINDS:
            added: dict[str, Schema] = {
                "id": {
                    **_TEXT,
                    "description": "Vaste naam; ook de naam van het bestand en het laatste deel van het adres.",
                },
                "pagina": {
                    "type": ["string", "null"],
                    "description": "Adres van de pagina, of niets als ze er geen heeft.",
                },
            }
            after: dict[str, Schema] = {
                "buren": {
                    "type": "object",
                    "description": "Per soort de fiches (id) die deze fiche noemt, of die haar noemen.",
                    "properties": dict.fromkeys(KINDS, TEXTS),
                    "required": [*KINDS],
                }
            }
            if group.model is Figure:
                after = {
                    "bestanden": {
                        **TEXTS,
                        "description": "Adressen van de getallen: CSV, CSV voor Excel, Data Package, leesmij.",
                    },
                    **after,
                }
            one["properties"] = {**added, **one["properties"], **after}
            one["required"] = [*one["properties"]]
        name = group.model.__name__
        whole = {
            "soort": {"const": group.name},
            "versie": _TEXT,
            "dag": _DAY,
            "licentie": LICENCE_SCHEMA,
            "schema": _TEXT,
            "aantal": _COUNT,
            "fiches": {"type": "array", "items": {"$ref": f"#/$defs/{name}"}},
        }
        schemas = {group.name: answer_schema(group.title.capitalize(), whole, by_model)}
        if group.name in KINDS:
            schemas[f"{group.name}-fiche"] = {
                "$schema": schemas[group.name]["$schema"],
                "$ref": f"#/$defs/{name}",
                "$defs": by_model,
            }
        return schemas

    def described(self, group: Collection, spread: list[DataTable]) -> dict[str, Any]:
        """What the index says of one kind."""
        entries = [item for _, item in group.items if isinstance(item, Entry)]
        addresses = [
            {"id": entry.id, "naam": entry.naam, "adres": self.address(f"{group.name}/{entry.id}.json")}
            for entry in entries
        ]
        return {
            "soort": group.name,
            "titel": group.title.capitalize(),
            "wat": " ".join((group.model.__doc__ or "").split()),
            "aantal": len(group.items),
            "adres": self.address(f"{group.name}.json"),
            "schema": self.address(f"schema/{group.name}.json"),
            "csv": [self.address(f"{table.name}.csv") for table in spread],
            "excel": [self.address(f"{table.name}-excel.csv") for table in spread],
            "fiches": addresses,
        }

    def index(self, known: list[Any]) -> dict[str, Any]:
        """Where to begin: every address there is."""
        return {
            "naam": self.library.network.naam,
            "versie": VERSION,
            "dag": self.library.day,
            "licentie": LICENCE,
            "schema": self.address("schema/index.json"),
            "wijzigingen": self.address("wijzigingen.json"),
            "datapackage": self.address("datapackage.json"),
            "soorten": known,
        }

    def package(self, packed: list[tuple[DataTable, bytes]]) -> dict[str, Any]:
        """All tables as one Data Package 2.0, https://datapackage.org/standard/data-package/."""
        return {
            "$schema": f"{PROFILES}datapackage.json",
            "name": "fiches",
            "title": self.library.network.naam,
            **published(self.library, self.library.day),
            "resources": [_resource(table, body) for table, body in packed],
        }


def _resource(table: DataTable, body: bytes) -> dict[str, Any]:
    first = table.name.partition("-")[0]
    back = (
        {"foreignKeys": [{"fields": [ITEM], "reference": {"resource": first, "fields": ["id"]}}]}
        if table.name != first
        else {}
    )
    return {
        "name": table.name,
        "type": "table",
        "path": f"{table.name}.csv",
        "description": table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(body),
        "schema": {
            "fields": [
                {"name": column.name, "type": column.type, **({"description": column.help} if column.help else {})}
                for column in table.columns
            ],
            "missingValues": [""],
            "primaryKey": list(table.key),
            **back,
        },
    }


def _written(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    assert isinstance(value, Decimal)
    return int(value) if value == value.to_integral_value() else float(value)
