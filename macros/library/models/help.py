"""The help an editor gets for each field: the docstring under it. Read from the source only when asked, so that a check
need not.
"""

from __future__ import annotations

import ast
import sys
from functools import cache
from itertools import pairwise
from pathlib import Path

from macros.library.models.base import Model


@cache
def help_texts(model: type[Model]) -> dict[str, str]:
    """Field -> its help, fields of the classes it builds on included."""
    found: dict[str, str] = {}
    for kind in reversed(model.__mro__):
        if kind is not Model and issubclass(kind, Model):
            for field, text in pairwise(_classes(kind.__module__)[kind.__name__].body):
                if (
                    isinstance(field, ast.AnnAssign)
                    and isinstance(field.target, ast.Name)
                    and isinstance(text, ast.Expr)
                    and isinstance(text.value, ast.Constant)
                ):
                    found[field.target.id] = " ".join(str(text.value.value).split())
    return found


@cache
def _classes(module: str) -> dict[str, ast.ClassDef]:
    """Name -> class, as the source of a module has it."""
    source = Path(str(sys.modules[module].__file__)).read_text(encoding="utf-8")
    return {node.name: node for node in ast.parse(source).body if isinstance(node, ast.ClassDef)}
