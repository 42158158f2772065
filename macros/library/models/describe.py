"""What there is to tell about the fields of a model: the one place that takes apart what pydantic knows of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import AfterValidator, BeforeValidator
from pydantic.fields import FieldInfo

from macros.library.models.base import Model, several
from macros.library.models.fields import In, To


@dataclass(frozen=True)
class FieldShape:
    """A type, with what is marked on it."""

    type: type[Any]
    """`tuple` for a list, `dict` for a mapping; otherwise what stands there: text, a number, a day or a model."""
    marks: tuple[Any, ...] = ()
    """Checks and markers, in the order in which they are run."""
    items: FieldShape | None = None
    """What a list or a mapping holds."""
    keys: FieldShape | None = None
    """What the keys of a mapping are."""

    def parts(self) -> Iterator[FieldShape]:
        """The shape itself, and those in it."""
        yield self
        for inner in (self.keys, self.items):
            if inner is not None:
                yield from inner.parts()


@dataclass(frozen=True)
class Description:
    """What one field of a model is."""

    name: str
    key: str
    """What an editor types for it; nearly always the name."""
    help: str
    """The docstring under it, on one line."""
    is_required: bool
    default: Any
    shape: FieldShape
    types: tuple[type[Any], ...]
    """Every type in it, from the outside in."""
    models: tuple[type[Model], ...]
    """The models that it holds, alone, in a list or in a mapping."""
    lists: tuple[str, ...]
    """The closed lists that its words come from."""
    refers_to: tuple[To, ...]
    """What its ids are of."""
    checks: tuple[Callable[..., Any], ...]
    """What its value goes through."""

    @property
    def places(self) -> tuple[str, ...]:
        """Files or folders that its words or ids come from, as an editor sees them."""
        lists = (f"data/lijsten/{name}.yml" for name in self.lists)
        return tuple(dict.fromkeys((*lists, *(marker.place for marker in self.refers_to))))

    @property
    def is_list(self) -> bool:
        """Whether it holds values one after the other."""
        return self.shape.type is tuple

    @property
    def is_mapping(self) -> bool:
        """Whether it holds values by a name."""
        return self.shape.type is dict

    @property
    def is_many(self) -> bool:
        """Whether it holds more than one value."""
        return self.is_list or self.is_mapping


@cache
def describe(model: type[Model]) -> Mapping[str, Description]:
    """Name -> description, for every field of a model, in the order of a file."""
    return {name: _description(name, info) for name, info in model.model_fields.items()}


def _description(name: str, info: FieldInfo) -> Description:
    shape = _shape(info.annotation, info.metadata)
    parts = tuple(shape.parts())
    types = tuple(part.type for part in parts)
    marks = tuple(mark for part in parts for mark in part.marks)
    models = tuple(held for held in types if issubclass(held, Model))
    lists = tuple(list_name for mark in marks if isinstance(mark, In) for list_name in mark.names)
    refers_to = tuple(mark for mark in marks if isinstance(mark, To))
    checks = tuple(mark.func for mark in marks if isinstance(mark, AfterValidator | BeforeValidator))
    return Description(
        name=name,
        key=info.alias or name,
        help=" ".join((info.description or "").split()),
        is_required=info.is_required(),
        default=info.default,
        shape=shape,
        types=types,
        models=models,
        lists=lists,
        refers_to=refers_to,
        checks=checks,
    )


def _shape(annotation: Any, marks: Any = ()) -> FieldShape:
    """The shape of a type such as `tuple[Annotated[str, To("partners")], ...] | None`."""
    if get_origin(annotation) in (Union, UnionType):
        annotation = next(part for part in get_args(annotation) if part is not type(None))
    if hasattr(annotation, "__metadata__"):
        return _shape(get_args(annotation)[0], (*annotation.__metadata__, *marks))
    marks = tuple(_flat(marks))
    arguments = get_args(annotation)
    if get_origin(annotation) is tuple:
        return FieldShape(tuple, marks, items=_shape(arguments[0]))
    if get_origin(annotation) is dict:
        return FieldShape(dict, marks, keys=_shape(arguments[0]), items=_shape(arguments[1]))
    return FieldShape(annotation, marks)


def _flat(marks: Any) -> Iterator[Any]:
    """The marks of a type, those that pydantic keeps inside a `Field` included."""
    for mark in marks:
        yield from _flat(mark.metadata) if isinstance(mark, FieldInfo) else (mark,)


def references(model: Model) -> Iterator[tuple[str, str]]:
    """All (kind, id) pairs that a model and the models in it refer to, in order of the fields; doubles included."""
    for name, marker in _fields_that_lead_on(type(model)):
        value = getattr(model, name)
        for item in several(value):
            if marker is not None and isinstance(item, str):
                yield marker.kind, item
            elif marker is None and isinstance(item, Model):
                yield from references(item)


@cache
def _fields_that_lead_on(model: type[Model]) -> tuple[tuple[str, To | None], ...]:
    """Fields of a model that hold references (with their marker) or models (with None)."""
    leads: list[tuple[str, To | None]] = []
    for name, field in describe(model).items():
        leads += [(name, marker) for marker in field.refers_to]
        leads += [(name, None) for _ in field.models]
    return tuple(leads)


def list_names(model: type[Model]) -> set[str]:
    """The closed lists that a model and the models in it choose from."""
    fields = describe(model).values()
    own = {list_name for field in fields for list_name in field.lists}
    return own.union(*(list_names(inner) for field in fields for inner in field.models))
