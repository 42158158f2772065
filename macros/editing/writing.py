"""Writes an entry as YAML in the style of `data/`, and puts values in a file without touching the rest of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from macros.library.text.yaml_file import Node, read_text

_WIDTH = 110
OTHER_BREAK = re.compile("[\x85\u2028\u2029]")
_WORD = re.compile("[a-z0-9_-]*[a-z][a-z0-9_-]*")
COMMENT = re.compile(r"(^|\s)#")


class _Style(yaml.SafeDumper):
    """Blocks with their items indented, words and ids on one line; numbers and days are not quoted, since everything in
    `data/` is read as text.
    """

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 (the type that PyYAML gives it)

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        """A list that is used twice is written twice: nothing in `data/` refers to another line."""
        return True

    def text(self, data: str) -> yaml.ScalarNode:
        style: str | None
        if OTHER_BREAK.search(data):
            style = '"'
        elif "\n" in data:
            style = "|"
        else:
            style = ">" if len(data) > _WIDTH else None
        return self.represent_scalar("tag:yaml.org,2002:str", data, style)

    def list_(self, data: list[Any]) -> yaml.SequenceNode:
        words = bool(data) and all(isinstance(item, str) and _WORD.fullmatch(item) for item in data)
        return self.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=words)


# Words that other readers of YAML take for something else than text; numbers and days stay bare, as editors type them.
_Style.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("^(true|false|yes|no|on|off|null|~|)$", re.IGNORECASE), None
)
_Style.add_representer(str, _Style.text)
_Style.add_representer(list, _Style.list_)


def as_yaml(values: Mapping[str, Any]) -> str:
    """Text, lists and mappings as YAML that reads back as the same text, lists and mappings."""
    return yaml.dump(dict(values), Dumper=_Style, sort_keys=False, allow_unicode=True, width=_WIDTH)


def with_values(text: str, values: Mapping[str, Any], order: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The text of a file with `values` in it, every other line as it was; and the keys that a person must change by
    hand.

    A key is left alone when a comment stands in its lines, or when any other value would change with it. A new key goes
    under the one before it in `order`.
    """
    left: list[str] = []
    for key, value in values.items():
        changed = _with_value(text, key, value, order)
        if changed is None:
            left.append(key)
        else:
            text = changed
    return text, tuple(left)


def _with_value(text: str, key: str, value: Any, order: Sequence[str]) -> str | None:
    tree = _tree(text)
    if tree is None or not isinstance(tree.value, dict):
        return None
    lines = text.splitlines(keepends=True)
    spans = _spans(lines, tree)
    old = tree.plain()
    if key in spans:
        start, end = spans[key]
        new_lines = _longer(lines[start:end], old[key], value)
        if new_lines is None and COMMENT.search("".join(lines[start:end])):
            return None
    else:
        before = [other for other in order[: order.index(key)] if other in spans]
        start = end = spans[before[-1]][1] if before else min(first for first, _ in spans.values())
        new_lines = None
    new_lines = new_lines or as_yaml({key: value}).splitlines(keepends=True)
    above = lines[:start]
    if above and not above[-1].endswith("\n"):
        above[-1] += "\n"
    changed = "".join([*above, *new_lines, *lines[end:]])
    after = _tree(changed)
    return changed if after is not None and after.plain() == {**old, key: value} else None


def _tree(text: str) -> Node | None:
    tree, problems = read_text(text, "")
    return None if problems else tree


def _spans(lines: Sequence[str], tree: Node) -> dict[str, tuple[int, int]]:
    """Key -> its first line and the line after its last, from 0; what stands between two keys as a remark or a blank
    line belongs to neither.
    """
    starts = {key: line - 1 for key, line in tree.key_lines.items()}
    spans = {}
    for key, start in starts.items():
        end = min((other for other in starts.values() if other > start), default=len(lines))
        while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
            end -= 1
        spans[key] = (start, end)
    return spans


def _longer(lines: Sequence[str], old: Any, new: Any) -> list[str] | None:
    """The lines of a list with the new items under the old ones; None when it is not a list that only grows."""
    dash = next((line[: line.index("-")] for line in lines[1:] if line.lstrip().startswith("- ")), None)
    if (
        dash is None
        or not isinstance(old, list)
        or not isinstance(new, list)
        or new[: len(old)] != old
        or len(new) == len(old)
    ):
        return None
    last = lines[-1] if lines[-1].endswith("\n") else lines[-1] + "\n"
    added = yaml.dump(new[len(old) :], Dumper=_Style, sort_keys=False, allow_unicode=True, width=_WIDTH)
    return [*lines[:-1], last, *(dash + line for line in added.splitlines(keepends=True))]
