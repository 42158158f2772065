"""What a PDF of WeasyPrint needs beside its own tags: header cells that say what they head, running lines that are no
content, links that print.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

PRINTS = 4
"""The flag of an annotation that is there on paper too (ISO 32000-1, table 165)."""
Dictionary = dict[str, Any]


def mend(pdf: Any) -> None:
    """Complete the tags of a document (of pydyf) before it is written."""
    objects = {item.reference: item for item in pdf.objects}
    elements = {
        reference: item
        for reference, item in objects.items()
        if isinstance(item, dict) and item.get("Type") == "/StructElem"
    }
    for element in elements.values():
        if element["S"] == "/TH":
            group = elements[elements[element["P"]]["P"]]
            element["A"]["Scope"] = "/Column" if group["S"] == "/THead" else "/Row"
    for item in objects.values():
        if isinstance(item, dict) and item.get("Type") == "/Annot":
            item["F"] = PRINTS
    root = objects[pdf.catalog["StructTreeRoot"]]
    read = set(_below(root["K"], elements))
    places = objects[root["ParentTree"]]["Nums"]
    for number, page in enumerate(pdf.page_references):
        references = places[2 * number + 1]
        running = {place for place, reference in enumerate(references) if reference not in read}
        _set_apart(objects[objects[page]["Contents"]].stream, running)
        references[:] = ["null" if place in running else reference for place, reference in enumerate(references)]


def _below(references: list[Any], elements: dict[Any, Dictionary]) -> Iterator[Any]:
    """Every element of the tree of tags."""
    for reference in references:
        if reference in elements:
            yield reference
            yield from _below(elements[reference]["K"], elements)


def _set_apart(stream: list[Any], running: set[int]) -> None:
    """Mark what stands in the head or foot of a page as that: a mark is a tag, a dictionary with its number, and the
    operator `BDC`.
    """
    for place, item in enumerate(stream):
        if isinstance(item, dict) and item.get("MCID") in running:
            stream[place - 1 : place + 1] = [b"/Artifact", b"<</Type /Pagination>>"]
