"""Writes the rooms in ARCHITECTURE.md from the first line of every module.

python scripts/architecture.py
"""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FLOORS = (
    "macros",
    "macros/generator",
    "macros/outputs",
    "macros/outputs/jsonld",
    "macros/render",
    "macros/render/charts",
    "macros/render/charts/kinds",
    "macros/render/paper",
    "macros/editing",
    "macros/editing/forms",
    "macros/editing/numbers",
    "macros/editing/proposals",
    "macros/texts",
    "macros/library",
    "macros/library/models",
    "macros/library/text",
    "scripts",
)
"""Folders, from the roof down."""
ROOMS = "## The rooms\n"
"""The heading under which the modules stand; what is above it, people write."""


def first_line(path: Path) -> str:
    """What a module is for, in its own words."""
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert text, f"{path} does not say what it is for"
    return " ".join(text.partition("\n\n")[0].split())


def architecture() -> str:
    """The page as it should be now."""
    written, heading, below = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").partition(ROOMS)
    introduction, _, _ = below.partition("\n### ")
    parts = [f"{written}{heading}{introduction}"]
    for folder in FLOORS:
        modules = sorted((ROOT / folder).glob("*.py"))
        package = [path for path in modules if path.name == "__init__.py" and folder != "macros"]  # that one is a door
        lead = "".join(f"\n{first_line(path)}\n" for path in package)
        lines = "".join(f"- `{path.name}`: {first_line(path)}\n" for path in modules if path not in package)
        parts.append(f"### {folder}/\n{lead}\n{lines}")
    return "\n".join(parts)


if __name__ == "__main__":
    (ROOT / "ARCHITECTURE.md").write_text(architecture(), encoding="utf-8")
