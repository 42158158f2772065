"""One build of the site, from the settings to the folder: what happens in each event of MkDocs."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any, ClassVar

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from macros.generator.authoring import Held
from macros.generator.bundling import Bundles
from macros.generator.csp import Policies, UnsafePageError
from macros.generator.generated import generated
from macros.generator.linked import linked_data
from macros.generator.reading import Readings
from macros.generator.ready_page import ReadyPage, ready_file
from macros.generator.search import write_index
from macros.generator.shell import MARKS, Shells
from macros.generator.site_folder import SiteFolder
from macros.generator.written_markup import line_of_call, markup_problems
from macros.library import DataError, Library, Problem
from macros.library.look import read_look
from macros.library.page_heads import page_problems
from macros.render.engine import COMPILED, environment
from macros.render.pages import entry_pages, with_terms
from macros.render.views import LISTED_HERE

# MkDocs counts warnings below its own logger.
_log = logging.getLogger("mkdocs.macros")

UNNEEDED = re.compile(
    r"assets/javascripts/(lunr|workers)/|assets/images/favicon\.png|assets/.*\.map$|assets/cover\.svg$"
)
"""Files that no page asks for: search, stemmers, source maps and favicon of the theme; and the drawing on the covers,
which is only printed.
"""
OURS = {"exclude": True}
"""What search knows of a page that goes in our index, so that the theme need not read it."""
UNFILLED = re.compile("|".join(map(re.escape, (*MARKS.values(), "data-held=", LISTED_HERE))))
"""What stands in a page for something that comes later."""


class Build:
    """One build, made anew for each; a preview makes many, and each goes on with what the one before read.

    The HTML of a page passes here, in this order:

    1. `Held.hold`, while macros run: what a macro gives waits outside the page, so that Markdown leaves it alone.
    2. `page_content`: what its author wrote is judged; what waited is put back, and the first use of each term is
       linked to the glossary.
    3. `add_bundles`: the bundles are made of the pages, now that all have their content.
    4. `page_context`: the list of bundles comes in its place; the page of an entry is put in the frame of its section.
    5. `finish_page`: nothing may wait any more; the policy is filled in. Only then is the page written.
    """

    latest: ClassVar[Build | None] = None
    """The build that is under way, or the last one of this process."""
    files: Files
    nav: Navigation
    """What pages are made with; known from `keep` on."""
    env: Environment
    shells: Shells
    """The templates of the theme; known from `use_templates` on."""

    def __init__(self, config: MkDocsConfig, *, serving: bool) -> None:
        """Read the data; stop with every problem there is, while a preview goes on and shows them."""
        self.config = config
        self.serving = serving
        self.root = Path(config.config_file_path).parent
        self.readings: Readings = Build.latest.readings if Build.latest else Readings()
        self.held = Held()
        self.bundles = Bundles()
        self.policies = Policies()
        self.folder = SiteFolder(Path(config.site_dir))
        self.refused: list[Problem] = []
        self._read()
        if self.problems and not serving:
            raise PluginError("\n" + "\n".join(str(problem) for problem in self.problems))
        try:
            self.look = read_look(self.root)
        except DataError as error:
            raise PluginError(f"\n{error}") from None

    @classmethod
    def begin(cls, config: MkDocsConfig, *, serving: bool) -> Build:
        """A new build, with the settings changed where they are ours to know."""
        if serving:  # a template may have been edited
            environment.cache_clear()
            entry_pages.cache_clear()
        build = cls.latest = cls(config, serving=serving)
        if not config.repo_url:  # no repository known: no pencils
            config.edit_uri = None
        if not serving:
            config.site_dir = str(build.folder.aside)
        build._name_network()
        return build

    @classmethod
    def running(cls) -> Build:
        """The build that is under way."""
        assert cls.latest is not None
        return cls.latest

    def _read(self) -> None:
        """Take the data and the heads of the pages as they are now, for all pages to come."""
        now = self.readings.read(self.root)
        self.library: Library | None = now.library
        """The data; in a preview the last good ones, and None when there never were any."""
        self.problems: list[Problem] = [*now.problems, *page_problems(self.root)]

    def read_again(self) -> bool:
        """Take the data as they are now; False when there were never good ones."""
        if self.library is None:
            return False
        self._read()
        self._name_network()
        self.shells = Shells(self.env)  # the frame tells the problems
        return True

    def _name_network(self) -> None:
        """Tell the theme what the network calls itself, or what the site is called while its data were never good; and
        the colours of a browser around it.
        """
        if self.library:
            name = self.library.network.naam
            mark = self.library.network.woordmerk.model_dump()
        else:
            name = self.config.site_name
            mark = {"boven": name, "onder": "", "leuze": self.config.site_description}
        colours = {"licht": self.look.light["paper"], "donker": self.look.dark["paper"]}
        self.config.extra["netwerk"] = {"naam": name, **mark, **colours}

    def add_files(self, files: Files) -> Files:
        """Add everything that is generated."""
        items = generated(self.library, self.config.site_url or "", self.look) if self.library else ()
        for item in items:
            if item.path.endswith(".html") and not self.serving:  # an old address that leads on
                item = replace(item, body=self._filled(str(item.body), item.source))
            files.append(ready_file(item, self.config))
        for file in list(files):
            if UNNEEDED.match(file.src_uri):
                files.remove(file)
        return files

    def keep(self, nav: Navigation, files: Files) -> Navigation:
        """Remember what the pages of this build are made with."""
        self.nav, self.files = nav, files
        return nav

    @cached_property
    def pages(self) -> dict[str, File]:
        """Path in the site -> page."""
        return {file.dest_uri: file for file in self.files.documentation_pages()}

    @cached_property
    def others(self) -> set[str]:
        """Paths of the other files that come from the data."""
        generated_files = {file.dest_uri for file in self.files if file.generated_by} - self.pages.keys()
        return generated_files | {"search/search_index.json"}

    @property
    def typed(self) -> list[File]:
        """The pages and assets in `content/`."""
        return [file for file in self.files if file.src_dir == self.config.docs_dir]

    def page_head(self, page: Page) -> None:
        """Make the head of a page that people wrote fit for a theme that prints it as it is."""
        for key in ("title", "description"):
            if not isinstance(page, ReadyPage) and page.meta.get(key):
                page.meta[key] = escape(str(page.meta[key]))

    def page_content(self, html: str, page: Page) -> str:
        """Put the blocks of macros in a page that people wrote, and link the first use of each term."""
        if self.library is None or isinstance(page, ReadyPage):
            return html
        if not (page.meta.get("search") or {}).get("exclude"):
            page.meta["search"] = OURS
        # For the sitemap: what it shows of the data is as new as the content.
        page.update_date = self.library.day.isoformat()
        whole = self.held.put_back(html)
        self._judge(page, html, whole)
        return with_terms(self.library, page.url, whole)[0]

    def _judge(self, page: Page, html: str, whole: str) -> None:
        """Note what may not stand in a page that people wrote; a preview tells it at once."""
        name = self.source_of(page)
        problems = markup_problems(html, name, page.file.content_string)
        for call, why in self.held.misplaced(html, whole):
            line = line_of_call(call, page.file.content_string)
            problems.append(Problem(name, line, "", f"{call} {why}"))
        self.refused += sorted(problems)
        if self.serving:
            for problem in sorted(problems):
                _log.warning(str(problem))

    def stop_when_refused(self) -> None:
        """Stop, now that all pages have their content, with everything that may not stand in one."""
        if self.refused and not self.serving:
            raise PluginError("\n" + "\n".join(str(problem) for problem in self.refused))

    def add_bundles(self, files: Files) -> None:
        """Make the bundles when `extra.bundels` asks for them; a preview never does."""
        if self.config.extra.get("bundels") and self.library and not self.serving:
            self.bundles.make(self.library, self.look, self.config, files)

    def use_templates(self, env: Environment) -> Environment:
        """Take the theme's templates into use for this build; they are not looked at again for every page."""
        env.auto_reload = False
        env.bytecode_cache = COMPILED
        self.env = env
        self.shells = Shells(env)
        return env

    def page_context(self, context: dict[str, Any], page: Page) -> dict[str, Any]:
        """Show the page that search has read, with the problems that a preview must tell."""
        page.toc = TableOfContents([AnchorLink("", "inhoud", 1)])  # the theme's skip link leads to its first item
        context["problems"] = [str(problem) for problem in self.problems]
        context["bundle"] = ""
        if self.library:
            context["bundle"] = self.bundles.offer(self.library, page.url)
            context["linked_data"] = linked_data(self.library, page, self.config, self.files)
        if isinstance(page, ReadyPage):
            context["ready"] = self.shells.html(page, context)
        elif self.library:
            page.content = self.bundles.listed(self.library, page.content or "", page.url)
        return context

    def finish_page(self, html: str, name: str) -> str:
        """A page as it is written: whole, and with its policy. A preview has none, since MkDocs adds a script there."""
        if left := UNFILLED.search(html):
            raise PluginError(f"\n{name}: op de pagina bleef '{left[0]}' staan, waar iets moest komen")
        return html if self.serving else self._filled(html, name)

    def source_of(self, page: Page) -> str:
        """The file that an editor changes for a page."""
        return page.item.source if isinstance(page, ReadyPage) else f"content/{page.file.src_uri}"

    def _filled(self, html: str, name: str) -> str:
        try:
            return self.policies.filled(html)
        except UnsafePageError as error:
            raise PluginError(f"\n{name}: {error}") from None

    def finish(self) -> None:
        """Write our search index in the place of the theme's, and what hosts tell browsers."""
        site = Path(self.config.site_dir)
        if self.library:
            pages = [file.page for file in self.pages.values() if file.page]
            write_index(site, self.library, [page for page in pages if page.meta.get("search") is OURS])
        if self.serving:
            return
        for path in site.rglob("*.svg"):
            self.policies.add_picture(path.read_text(encoding="utf-8"))
        (site / "_headers").write_text(self.policies.headers(), encoding="utf-8")
        self.folder.whole = True

    def fail(self) -> None:
        """Something was wrong after all: a strict build counts its warnings when all is written."""
        self.folder.whole = False

    def end(self) -> None:
        """Put the site in its place, when it is whole."""
        if not self.serving:
            self.folder.finish()
            self.config.site_dir = str(self.folder.place)
