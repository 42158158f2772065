"""Writes a JSON Schema per kind of file in `data/`, from the models and the closed lists, so that an editor's program
helps while somebody types.

A schema tells what one field may hold; rules across fields, and whether an id exists, stay with the check. Ids are left
out on purpose: otherwise every new entry would make the schemas stale. The schemas are draft-07, the newest that all
versions of yaml-language-server know; `errorMessage` and `enumDescriptions` are its own additions. For such a program
`2026` and `1070` are numbers (YAML 1.2), where we read text: a field with text takes both. It does not take
`true` or nothing at all, as the program would then propose `true`, `false` and `null` behind every key; an empty key is
better left out.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any

from annotated_types import MaxLen, MinLen
from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

from macros.library.models import fields, figures
from macros.library.models.base import SINGLES, Model
from macros.library.models.describe import Description, FieldShape, describe
from macros.library.models.entries import KINDS
from macros.library.models.fields import In, To
from macros.library.models.lists import Word, WordList

_Schema = dict[str, Any]
Lists = Mapping[str, Mapping[str, Word]]
"""Per closed list its words, as `Library.lists`."""

SCHEMA_FOLDER = "schemas"
_DRAFT = "http://json-schema.org/draft-07/schema#"
COMMAND = "python -m macros write"

MODELS: dict[str, type[Model]] = {**KINDS, "lijsten": WordList, **dict(sorted(SINGLES.items()))}
"""Folder in `data/`, or file without `.yml` -> what is in it."""


SETTINGS = ".vscode/settings.json"


def with_schemas(settings: str) -> str:
    """The settings of an editor's program, as JSON, with the schema of each file in `data/`."""
    files = {
        name: f"data/{name}/*.yml" if name in KINDS or name == "lijsten" else f"data/{name}.yml" for name in MODELS
    }
    leads = {f"./{SCHEMA_FOLDER}/{name}.json": pattern for name, pattern in files.items()}
    return json.dumps({**json.loads(settings), "yaml.schemas": leads}, indent=2) + "\n"


TEXT_ADVICE = "Schrijf hier tekst, of laat de regel weg. Zet tekst met ': ' tussen aanhalingstekens."
LIST_ADVICE = "Schrijf hier een lijst, elk punt op een regel met '- ' ervoor, of laat de regel weg."


def schemas(words: Lists) -> dict[str, str]:
    """Path from the project folder -> the text of that schema, for every kind of file in `data/`."""
    return {
        f"{SCHEMA_FOLDER}/{name}.json": json.dumps(schema(name, words), ensure_ascii=False, indent=2) + "\n"
        for name in MODELS
    }


def schema(name: str, words: Lists) -> _Schema:
    """The schema of the files that `MODELS` has under `name`."""
    return {
        "$schema": _DRAFT,
        "$comment": f"Gemaakt door {COMMAND}. Verander dit bestand niet met de hand.",
        "title": _title(KINDS[name].words[0] if name in KINDS else name),
        **_Writer(words).block(MODELS[name]),
    }


def first_line(path: PurePosixPath) -> str:
    """The comment on line 1 of a YAML file that tells a program where its schema is; `path` is that of the file, from
    the project folder.
    """
    name = PurePosixPath(path.parts[1]).stem
    return f"# yaml-language-server: $schema={'../' * (len(path.parts) - 1)}{SCHEMA_FOLDER}/{name}.json"


class _Writer:
    """Turns types into schemas; holds the words of the closed lists."""

    def __init__(self, words: Lists) -> None:
        self.words = words

    def block(self, model: type[Model]) -> _Schema:
        """A mapping with the fields of a model, and no others."""
        fields = describe(model).values()
        return {
            "description": inspect.cleandoc(model.__doc__ or ""),
            "type": "object",
            "properties": {field.key: self.field(field) for field in fields},
            "required": [field.key for field in fields if field.is_required],
            "additionalProperties": False,
        }

    def field(self, field: Description) -> _Schema:
        """One field: its name as title, and its help with what its type adds to that."""
        schema = self.of(field.shape)
        advice = schema.get("items", schema).get("errorMessage", TEXT_ADVICE)
        without = f"Zonder deze regel: {field.default}." if isinstance(field.default, str) else ""
        sentences = (field.help, "" if advice == TEXT_ADVICE else advice, without)
        return {"title": _title(field.key), **schema, "description": " ".join(filter(None, sentences))}

    def of(self, shape: FieldShape) -> _Schema:
        """The schema of a type with what is marked on it."""
        schema = self.bare(shape)
        for mark in shape.marks:
            schema = self.marked(schema, mark)
        return schema

    def bare(self, shape: FieldShape) -> _Schema:
        """The schema of a type by itself."""
        if shape.keys and shape.items:
            keys = _without(self.of(shape.keys), "type")
            return {"type": "object", "propertyNames": keys, "additionalProperties": self.of(shape.items)}
        if shape.items:
            return {"type": "array", "items": self.of(shape.items), "errorMessage": LIST_ADVICE}
        if issubclass(shape.type, Model):
            return self.block(shape.type)
        assert shape.type in (str, int, date, Decimal), shape.type
        return {"type": list(fields.TEXT), "errorMessage": TEXT_ADVICE}

    def marked(self, marks: _Schema, mark: Any) -> _Schema:
        """The schema, narrowed by one mark."""
        if isinstance(mark, In):
            labels = {word: _told(label) for name in mark.names for word, label in self.words[name].items()}
            places = " of ".join(f"data/lijsten/{name}.yml" for name in mark.names)
            return _choice(labels, f"Kies een woord uit {places}.")
        if isinstance(mark, To):
            of_file = f"Schrijf de naam van een bestand in {mark.place}, zonder .yml."
            advice = of_file if mark.place.endswith("/") else f"Schrijf een id uit {mark.place}."
            return marks if mark.or_text else fields.form(fields.ID.pattern, advice)
        if isinstance(mark, WithJsonSchema):
            return mark.json_schema or {}
        if isinstance(mark, MinLen):
            return marks | {"minProperties" if marks.get("type") == "object" else "minItems": mark.min_length}
        if isinstance(mark, MaxLen):
            return marks | {"maxItems": mark.max_length}
        if isinstance(mark, AfterValidator | BeforeValidator):
            return self.checked(marks, mark.func)
        return _without(marks, "errorMessage") | {"pattern": mark.pattern} if hasattr(mark, "pattern") else marks

    def checked(self, checks: _Schema, check: Any) -> _Schema:
        """The schema, narrowed by a check; one that a schema cannot tell changes nothing."""
        if check is fields.no_doubles:
            return checks | {"uniqueItems": True}
        if check is figures.one_or_more:
            return {"anyOf": [checks["items"], checks]}
        if isinstance(check, fields.AtMost):
            return checks | {"maxLength": check.length}
        return checks


def _title(key: str) -> str:
    return key.replace("_", " ").capitalize()


def _without(schema: _Schema, *keys: str) -> _Schema:
    return {key: value for key, value in schema.items() if key not in keys}


def _told(word: Word) -> str:
    return f"{word.label}. {word.uitleg}" if word.uitleg else word.label


def _choice(labels: Mapping[str, str], advice: str) -> _Schema:
    """A field with these words only; a word such as `2` stands there as a number and as text, since both are read as
    the same word.
    """
    read = [
        (form, label) for word, label in labels.items() for form in ((int(word), word) if word.isdigit() else (word,))
    ]
    descriptions = {"enumDescriptions": [label for _, label in read]} if any(labels.values()) else {}
    types = ["string", "integer"] if any(isinstance(form, int) for form, _ in read) else ["string"]
    return {"type": types, "enum": [form for form, _ in read], **descriptions, "errorMessage": advice}
