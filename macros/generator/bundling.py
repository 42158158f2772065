"""The bundles of a build as PDF: made when they are asked for, from the pages of that same build, and offered on the
pages that belong to them.
"""

from __future__ import annotations

import logging
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from macros.generator.day import content_commit
from macros.generator.ready_page import ReadyPage
from macros.library import Library
from macros.library.look import Look
from macros.render.engine import render
from macros.render.paper.bundles import BUNDLES, Edition, bundle_of, compose, stylesheet
from macros.render.paper.pdf import NoPdfError, Pdf, pdfs
from macros.render.views import LISTED_HERE

_log = logging.getLogger("mkdocs.macros")


class Bundles:
    """The bundles of one build; none when nobody asked, or when this machine cannot make them."""

    def __init__(self) -> None:
        self.made: dict[str, Pdf] = {}

    def make(self, library: Library, look: Look, config: MkDocsConfig, files: Files) -> None:
        """Add every bundle to the site, now that the pages that people wrote have their content."""
        written = [
            file.page for file in files.documentation_pages() if file.page and not isinstance(file.page, ReadyPage)
        ]
        pages = {page.url: page.content or "" for page in written}
        order = [page.url for page in sorted((page for page in written if _chapter(page)), key=_chapter)]
        edition = Edition(
            library.day, content_commit(Path(config.config_file_path).parent), config.site_url or "", look
        )
        try:
            made = pdfs([compose(bundle, library, pages, order, edition) for bundle in BUNDLES], stylesheet(look))
        except NoPdfError as error:
            _log.info(f"De PDF-bundels zijn weggelaten: {error}")
            return
        for bundle, document in zip(BUNDLES, made, strict=True):
            self.made[bundle.path] = document
            files.append(File.generated(config, bundle.path, content=document.body))

    def offer(self, library: Library, address: str) -> str:
        """The link to the bundle of a page, with how long and large it is; empty when there is none."""
        bundle = bundle_of(address)
        if bundle is None or bundle.path not in self.made:
            return ""
        document = self.made[bundle.path]
        return render(
            "bundle_link.html",
            library,
            address,
            bundle=bundle.of(library),
            pages=document.pages,
            size=len(document.body),
        )

    def listed(self, library: Library, html: str, address: str) -> str:
        """A page with all bundles where its author asked for them, or without a word of them when there are none."""
        if LISTED_HERE not in html:
            return html
        made = [(bundle.of(library), self.made[bundle.path]) for bundle in BUNDLES if bundle.path in self.made]
        return html.replace(LISTED_HERE, render("bundle_list.html", library, address, made=made) if made else "")


def _chapter(page: Page) -> int:
    """Which chapter of its bundle a page is; 0 for none."""
    number: int = page.meta.get("hoofdstuk", 0)
    return number
