"""The help an editor gets for each field: the docstring under it. Read from the source only when asked, so that a check need not."""

from __future__ import annotations

import ast
import inspect
import textwrap
from functools import cache
from itertools import pairwise

from macros.library.models import Model


@cache
def help_texts(model: type[Model]) -> dict[str, str]:
    """Field -> its help, fields of the classes it builds on included."""
    found: dict[str, str] = {}
    for kind in reversed(model.__mro__):
        if kind is not Model and issubclass(kind, Model):
            body = ast.parse(textwrap.dedent(inspect.getsource(kind))).body[0]
            assert isinstance(body, ast.ClassDef)
            for field, text in pairwise(body.body):
                if (
                    isinstance(field, ast.AnnAssign)
                    and isinstance(field.target, ast.Name)
                    and isinstance(text, ast.Expr)
                    and isinstance(text.value, ast.Constant)
                ):
                    found[field.target.id] = inspect.cleandoc(str(text.value.value))
    return found
