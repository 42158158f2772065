"""What every model shares: frozen, nothing unknown let in, and rules across fields that name the field they blame."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from macros.library.models.fields import EMPTY, Known, fault
from macros.library.text.problems import MOST

Fault = tuple[str | tuple[str | int, ...], str]
"""The field to blame (or the steps that lead to it) and what is wrong, in Dutch."""


def several(value: Any) -> tuple[Any, ...]:
    """A value as the items that were typed: those of a list, the one that stands alone, or none.

    >>> several(("a", "b")), several("a"), several(None)
    (('a', 'b'), ('a',), ())
    """
    if isinstance(value, tuple):
        return value
    return () if value is None else (value,)


class Model(BaseModel):
    """A frozen mapping of an editor. Field names are the YAML keys, the docstring under a field is an editor's help."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    def rules(self, known: Known) -> Iterator[Fault]:
        """What is wrong across fields. Runs when every field by itself is right."""
        return iter(())

    @model_validator(mode="before")
    @classmethod
    def leave_out_what_is_empty(cls, given: Any) -> Any:
        """A key without a value says nothing; an unknown key is kept, so that it is refused."""
        if given == "":
            raise fault(EMPTY)
        if not isinstance(given, dict):
            return given
        keys = {info.alias or name for name, info in cls.model_fields.items()}
        return {
            key: value for key, value in given.items() if key not in keys or not isinstance(value, str) or value.strip()
        }

    @model_validator(mode="after")
    def follow_rules(self, info: ValidationInfo) -> Model:
        """Raise what `rules` finds, each with its field; no more than are told."""
        if faults := tuple(islice(self.rules(info.context or Known()), MOST + 1)):
            raise PydanticCustomError("rules", "{faults}", {"faults": faults})
        return self


class Single(Model):
    """Data of which there is one file, `data/<file>.yml`.

    A subclass registers itself: it is then read, checked, spelled, compared, described to editors and, when it says how
    it is called there, given to programs.
    """

    file: ClassVar[str]
    """The name of the file, without its end."""
    known_as: ClassVar[str]
    """What a proposal that changes it calls it."""
    listed_as: ClassVar[str] = ""
    """What programs find it under, when they do."""
    items_in: ClassVar[str] = ""
    """The field with its items; none when the file says one thing."""
    key: ClassVar[str] = "id"
    """The field by which an item is known."""
    called: ClassVar[str] = ""
    """The field by which people know an item, where that is another one."""
    by_name: ClassVar[bool] = False
    """Whether readers get the items in the order of what they are known by, whatever the order of the file."""
    is_required: ClassVar[bool] = False
    gives_ids: ClassVar[bool] = False
    """Whether other data name its items."""
    is_spelled: ClassVar[bool] = True
    """Whether its words are ours, to be spelled right."""

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        SINGLES[cls.file] = cls

    @property
    def items(self) -> dict[str, Model]:
        """What stands in it, by what it is known by, in the order of the file."""
        return {getattr(item, self.key): item for item in getattr(self, self.items_in)} if self.items_in else {}


SINGLES: dict[str, type[Single]] = {}
"""File, without its end -> what is in it."""
