"""The pages that people write in `content/`: what their heads say, checked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from macros.library.models.fields import Known
from macros.library.models.page_head import PageHead
from macros.library.models.validation import validate
from macros.library.text.problems import Problem, hint
from macros.library.text.yaml_file import read_text

FENCE = "---"
"""The line above and below a head."""
HTML = (".html", ".htm", ".xhtml")
"""Files that a browser shows as a page, but that come on the site as they are: without frame and without policy."""


def page_problems(root: Path) -> list[Problem]:
    """Everything that is wrong with the heads of the pages in `root/content`."""
    folder = root / "content"
    paths = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*.md"))}
    heads: dict[str, PageHead] = {}
    problems = [
        Problem(f"content/{path.relative_to(folder).as_posix()}", 0, "", "een pagina is een .md-bestand, geen HTML")
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in HTML
    ]
    for name, path in paths.items():
        head, wrong = _head(path.read_text(encoding="utf-8-sig", errors="replace"), f"content/{name}")
        problems += wrong
        if head:
            heads[name] = head
    problems += _unknown_sections(heads, paths.keys())
    problems += _double_chapters(heads)
    return problems


def _head(text: str, shown: str) -> tuple[PageHead | None, list[Problem]]:
    lines = text.splitlines()
    if not lines or lines[0].rstrip() != FENCE:
        message = f"de kop ontbreekt; begin met een regel '{FENCE}', een regel 'title: ...' en weer '{FENCE}'"
        return None, [Problem(shown, 1, "", message)]
    rest = [line.rstrip() for line in lines[1:]]
    if FENCE not in rest:
        return None, [Problem(shown, 1, "", f"de kop houdt niet op; zet eronder weer een regel '{FENCE}'")]
    # The first line of the head is the second of the file: an empty line in its place keeps the numbers right.
    tree, problems = read_text("\n".join(["", *lines[1 : rest.index(FENCE) + 1], ""]), shown)
    if tree is None:
        return None, problems
    head, wrong = validate(PageHead, tree, shown, Known())
    return head, [*problems, *wrong]


def _unknown_sections(heads: dict[str, PageHead], pages: object) -> Iterator[Problem]:
    for name, head in heads.items():
        if head.section and head.section not in heads:
            message = f"'{head.section}' is geen pagina in content/{hint(head.section, heads)}"
            yield Problem(f"content/{name}", 0, "section", message)


def _double_chapters(heads: dict[str, PageHead]) -> Iterator[Problem]:
    """Two chapters of one folder with the same number would be printed in an order that nobody chose."""
    seen: dict[tuple[str, int], str] = {}
    for name, head in heads.items():
        if head.hoofdstuk is None:
            continue
        first = seen.setdefault((name.rpartition("/")[0], head.hoofdstuk), name)
        if first != name:
            message = f"hoofdstuk {head.hoofdstuk} is ook dat van content/{first}"
            yield Problem(f"content/{name}", 0, "hoofdstuk", message)
