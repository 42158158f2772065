"""The house keeps its shape: imports point down, run in no circle, and a check needs nothing but the ground floor."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = {
    "library/text": 0,
    "library/models": 1,
    "library": 2,
    "texts": 3,
    "editing/numbers": 3,
    "editing": 4,
    "editing/forms": 5,
    "editing/proposals": 5,
    "render": 6,
    "render/charts": 6,  # charts speak the Dutch of the floor that shows them: one room in two folders
    "outputs": 6,
    "render/paper": 7,
    "outputs/jsonld": 7,
    "generator": 8,
}
"""Room -> its floor. A room imports rooms on the floors below it."""
ONE_ROOM = {"render/charts": "render", "render/charts/kinds": "render"}
STRANGERS = (
    {"render", "outputs"},
    {"render", "outputs/jsonld"},
    {"render/paper", "outputs"},
    {"editing/numbers", "render"},
)
"""Rooms that do not know each other, whatever their floors."""
MODULES = sorted((ROOT / "macros").rglob("*.py"))
SCRIPTS = sorted((ROOT / "scripts").glob("*.py"))


def named(path: Path) -> str:
    """`macros/library/text/problems.py` -> `macros.library.text.problems`; of a package its own name."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {named(path): path for path in MODULES}


def imported(path: Path) -> set[str]:
    """Every name that a module imports, with the module it comes from."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def modules(path: Path) -> set[str]:
    """The modules of the house that a module imports from."""
    return {name if name in NAMES else name.rpartition(".")[0] for name in imported(path) if name.startswith("macros.")}


def room(path: Path) -> str:
    folder = path.parent.relative_to(ROOT / "macros").as_posix()
    return ONE_ROOM.get(folder, folder)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_point_down(path: Path) -> None:
    """A room imports itself and the rooms on the floors below it."""
    here = room(path)
    if here not in FLOORS:  # a door
        return
    for name in modules(path):
        there = room(NAMES[name])
        if there != here:
            assert there in FLOORS, f"{path.name} imports the door {name}"
            assert FLOORS[there] < FLOORS[here], f"{path.name} imports {name}"
            assert {here, there} not in STRANGERS, f"{path.name} imports {name}"


def test_imports_run_in_no_circle() -> None:
    graph = {name: modules(path) - {name} for name, path in NAMES.items()}
    list(TopologicalSorter(graph).static_order())


@pytest.mark.parametrize(
    ("floors", "foreign"),
    [
        (("library", "editing"), ("mkdocs", "jinja2", "pandas", "plotly", "markdown_it", "markupsafe")),
        (("outputs",), ("jinja2", "markupsafe")),
        (("render", "outputs"), ("mkdocs", "mkdocs_macros")),
    ],
)
def test_floors_stay_free_of_the_generator(floors: tuple[str, ...], foreign: tuple[str, ...]) -> None:
    """The lower floors know no markup, text with blanks to fill in comes by `texts`, and only the roof knows MkDocs."""
    for path in MODULES:
        if path.relative_to(ROOT / "macros").parts[0] in floors:
            assert not {name.split(".")[0] for name in imported(path)} & set(foreign), path.name


def public_names(path: Path) -> Iterator[str]:
    """What a module defines for others: functions, classes and values, by their name."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (target.id for target in targets if isinstance(target, ast.Name))


def test_a_public_name_has_one_meaning() -> None:
    """Whoever searches for a name finds one thing; so does who searches for a file."""
    owners: dict[str, list[str]] = {}
    for name, path in NAMES.items():
        for public in {public for public in public_names(path) if not public.startswith("_")}:
            owners.setdefault(public, []).append(name)
    assert {public: modules for public, modules in owners.items() if len(modules) > 1} == {}
    files = [path.stem for path in MODULES if path.stem != "__init__"]
    assert sorted(files) == sorted(set(files))


LOOPS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def own_parts(statement: ast.stmt) -> Iterator[ast.AST]:
    """What a statement consists of, without the statements inside it."""
    waiting: list[ast.AST] = [statement]
    while waiting:
        part = waiting.pop()
        yield part
        waiting += [inner for inner in ast.iter_child_nodes(part) if not isinstance(inner, ast.stmt)]


@pytest.mark.parametrize("path", [*MODULES, *SCRIPTS], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_statement_does_one_thing(path: Path) -> None:
    """One reads it at speaking pace: two comprehensions at most, one choice."""
    for statement in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(statement, ast.stmt):
            parts = list(own_parts(statement))
            loops = sum(
                isinstance(part, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp) for part in parts
            )
            choices = sum(isinstance(part, ast.IfExp) for part in parts)
            assert loops <= 2, f"line {statement.lineno}"
            assert choices <= 1, f"line {statement.lineno}"


def test_no_room_is_a_quarter_of_the_house() -> None:
    """A stranger finds the way: no folder of modules holds a quarter of all lines."""
    lines: dict[str, int] = {}
    for path in MODULES:
        folder = path.parent.relative_to(ROOT).as_posix()
        lines[folder] = lines.get(folder, 0) + len(path.read_text(encoding="utf-8").splitlines())
    assert max(lines.values()) < sum(lines.values()) / 4, lines


def test_check_loads_no_templates_and_no_generator() -> None:
    """`python -m macros check` answers in a blink because it loads only what it needs."""
    code = (
        "import sys; from macros.__main__ import main; main(['check']); print(','.join(sorted({n.split('.')[0] "
        "for n in sys.modules})))"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(ran.stdout.splitlines()[-1].split(","))
    assert not loaded & {"mkdocs", "jinja2", "pandas", "plotly", "markdown_it", "citeproc", "nh3"}
