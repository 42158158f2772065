"""The JSON Schema of each answer of the API, written from the models."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from macros.library.models.base import Model
from macros.library.models.describe import describe
from macros.library.models.lists import Word
from macros.library.models.sources import CslModel

Schema = dict[str, Any]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


class _Numbers(GenerateJsonSchema):
    """Schemas of what is written: a number stays a number."""

    def decimal_schema(self, schema: Any) -> Schema:
        """A number with its point."""
        return {"type": "number"}


def answer_schema(title: str, properties: Mapping[str, Schema], definitions: Mapping[str, Schema]) -> Schema:
    """The schema of an answer: all its keys are always there, and more may come in a later version."""
    return {
        "$schema": _DRAFT,
        "title": title,
        "type": "object",
        "properties": properties,
        "required": [*properties],
        "$defs": definitions,
    }


def model_definitions(model: type[Model], lists: Mapping[str, Mapping[str, Word]]) -> dict[str, Schema]:
    """Name -> schema, for a model (under its own name) and the models in it; closed lists with their words, every field
    with its help.
    """
    made = model.model_json_schema(mode="serialization", by_alias=True, schema_generator=_Numbers)
    by_name = {**made.pop("$defs", {}), model.__name__: made}
    return {kind.__name__: _told(kind, by_name[kind.__name__], lists) for kind in _reached(model)}


def _reached(model: type[Model]) -> Iterator[type[Model]]:
    models = [model]
    for kind in models:
        models += [inner for field in describe(kind).values() for inner in field.models if inner not in models]
    return iter(models)


def _told(model: type[Model], made: Schema, lists: Mapping[str, Mapping[str, Word]]) -> Schema:
    told: Schema = {}
    for field in describe(model).values():
        plain = _plain(made["properties"][field.key])
        answer = {part: value for part, value in plain.items() if part not in ("title", "default", "description")}
        if field.help:
            answer["description"] = field.help
        if words := [word for name in field.lists for word in lists[name]]:
            _only(answer, words)
        if field.refers_to:
            answer["x-soort"] = field.refers_to[0].kind
        told[field.key] = answer
    always = made.get("required", []) if issubclass(model, CslModel) else [*told]  # CSL leaves out what is not known
    return {
        "type": "object",
        "description": " ".join((model.__doc__ or "").split()),
        "properties": told,
        "required": always,
    }


def _plain(field: Any) -> Any:
    """A list has items, not letters, at least."""
    if isinstance(field, list):
        return [_plain(part) for part in field]
    if not isinstance(field, dict):
        return field
    return {
        "minItems" if key == "minLength" and field.get("type") == "array" else key: _plain(value)
        for key, value in field.items()
    }


def _only(field: Schema, words: list[str]) -> None:
    """Let the text in a field be one of these words."""
    if field.get("type") == "string":
        field["enum"] = words
    for inner in (field.get("items"), field.get("additionalProperties"), *field.get("anyOf", ())):
        if isinstance(inner, dict):
            _only(inner, words)
