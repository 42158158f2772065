"""Ground floor: everything in `data/`, read once and checked, and what can be asked of it; knows no MkDocs, no HTML."""

from macros.library.library import Library, read_library
from macros.library.text.problems import DataError, Problem

__all__ = ["DataError", "Library", "Problem", "read_library"]
