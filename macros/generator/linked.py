"""The block of JSON-LD that belongs to a page of MkDocs."""

from __future__ import annotations

from html import unescape

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as MkDocsPage

from macros.generator.ready_page import ReadyPage
from macros.library import Library
from macros.outputs.jsonld.block import Page, block, entry_block
from macros.outputs.jsonld.nodes import Here


def linked_data(library: Library, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """The JSON of a page, from its entry or from what its author typed on top."""
    here = Here(library, page.url, config.site_url or "")
    if isinstance(page, ReadyPage):
        return block(here, entry_block(page.ready.entry))
    section = files.get_file_from_path(page.meta.get("section") or "")
    trail = ((unescape(str(section.page.title)), section.url),) if section and section.page else ()
    return block(
        here,
        Page(
            unescape(page.meta["title"]),
            unescape(page.meta.get("description", "")) or config.site_description or "",
            trail,
        ),
    )
