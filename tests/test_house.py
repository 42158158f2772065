"""The house keeps its shape: imports point down, and a check needs nothing but the ground floor."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = {"library": 0, "render": 1, "outputs": 1, "generator": 2}
MODULES = sorted(path for path in (ROOT / "macros").rglob("*.py"))


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_point_down(path: Path) -> None:
    """A floor imports itself and the floors below it; the floors `render` and `outputs` do not know each other."""
    floor = path.relative_to(ROOT / "macros").parts[0]
    if floor not in FLOORS:
        return
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "macros" and len(parts) > 1 and parts[1] != floor:
            assert parts[1] in FLOORS, f"{path.name} imports the door {name}"
            assert FLOORS[parts[1]] < FLOORS[floor], f"{path.name} imports {name}"


@pytest.mark.parametrize(
    ("floors", "foreign"),
    [(("library",), ("mkdocs", "jinja2", "pandas", "plotly", "markdown_it", "markupsafe")), (("render", "outputs"), ("mkdocs", "mkdocs_macros"))],
)
def test_floors_stay_free_of_the_generator(floors: tuple[str, ...], foreign: tuple[str, ...]) -> None:
    """The ground floor knows no templates, and only the roof knows MkDocs."""
    for path in MODULES:
        if path.relative_to(ROOT / "macros").parts[0] in floors:
            assert not {name.split(".")[0] for name in imported(path)} & set(foreign), path.name


def test_check_loads_no_templates_and_no_generator() -> None:
    """`python -m macros check` answers in a blink because it loads only what it needs."""
    code = "import sys; from macros.__main__ import main; main(['check']); print(','.join(sorted({n.split('.')[0] for n in sys.modules})))"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(ran.stdout.splitlines()[-1].split(","))
    assert not loaded & {"mkdocs", "jinja2", "pandas", "plotly", "markdown_it", "citeproc", "nh3"}
