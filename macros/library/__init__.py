"""Ground floor: reads and checks what editors type in `data/`; knows no MkDocs, no Jinja, no HTML."""

from macros.library.library import Library, read_library
from macros.library.problems import DataError, Problem

__all__ = ["DataError", "Library", "Problem", "read_library"]
