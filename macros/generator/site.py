"""What happens in each event of a build: the data are read, the generated files added, the problems shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from macros.generator.authoring import put_back
from macros.generator.bundling import Bundles
from macros.generator.csp import write_policies
from macros.generator.generated import generated
from macros.generator.linked import linked_data
from macros.generator.reading import Reading, reading
from macros.generator.ready_page import ReadyPage, ready_file
from macros.generator.search import write_index
from macros.generator.shell import Shells
from macros.library import DataError, Library
from macros.library.look import Look, read_look
from macros.render.engine import COMPILED, environment
from macros.render.pages import entry_pages, with_terms

UNNEEDED = re.compile(
    r"assets/javascripts/(lunr|workers)/|assets/images/favicon\.png|assets/.*\.map$|assets/cover\.svg$"
)
"""Files that no page asks for: search, stemmers, source maps and favicon of the theme; and the drawing on the covers,
which is only printed.
"""
OURS = {"exclude": True}
"""What search knows of a page that goes in our index, so that the theme need not read it."""

_building = Reading(None)
"""The data of the running build: read once at its start, so that all pages agree."""
_look: Look
"""How the running build looks."""
_shells = Shells(Environment())
"""The shells of the running build."""
_bundles = Bundles()
"""The bundles of the running build."""
_built: Built | None = None


@dataclass
class Built:
    """What the last build made, and what one page of it can be made with again."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: Environment
    pages: dict[str, File]
    """Path in the site -> page."""
    typed: dict[Path, File]
    """File in `content/` -> page or asset."""
    others: set[str]
    """Paths of the other files that come from the data."""

    def library(self) -> Library:
        """The data as they are now; the last good ones when there is a mistake in them."""
        assert _building.library is not None
        return _building.library


def last_build() -> Built | None:
    """The last build of this process."""
    return _built


def read_again() -> bool:
    """Take the data as they are now for the pages to come; False when there were never good ones."""
    global _building
    if _built is None or _building.library is None:
        return False
    _building = reading(Path(_built.config.config_file_path).parent)
    _name_in(_built.config)
    _shells.made.clear()  # the frame tells the problems
    return True


def keep(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Remember what the pages of this build are made with."""
    global _built
    pages = {file.dest_uri: file for file in files.documentation_pages()}
    others = {file.dest_uri for file in files if file.generated_by and file.dest_uri not in pages}
    typed = {Path(file.abs_src_path): file for file in files if file.src_dir == config.docs_dir and file.abs_src_path}
    _built = Built(config, files, nav, Environment(), pages, typed, others | {"search/search_index.json"})
    return nav


def configure(config: MkDocsConfig, *, serving: bool) -> MkDocsConfig:
    """Stop a build with every problem in the data; let a preview go on and show them."""
    global _building, _look
    if serving:  # a template may have been edited
        environment.cache_clear()
        entry_pages.cache_clear()
    root = Path(config.config_file_path).parent
    _building = now = reading(root)
    if now.problems and not serving:
        raise PluginError("\n" + "\n".join(map(str, now.problems)))
    try:
        _look = read_look(root)
    except DataError as error:
        raise PluginError(f"\n{error}") from None
    if not config.repo_url:  # no repository known: no pencils
        config.edit_uri = None
    _name_in(config)
    return config


def _name_in(config: MkDocsConfig) -> None:
    """Tell the theme what the network calls itself, or what the site is called while its data were never good; and the
    colours of a browser around it.
    """
    library = _building.library
    mark = (
        library.network.woordmerk.model_dump()
        if library
        else {"boven": config.site_name, "onder": "", "leuze": config.site_description}
    )
    colours = {"licht": _look.light["paper"], "donker": _look.dark["paper"]}
    config.extra["netwerk"] = {"naam": library.network.naam if library else config.site_name, **mark, **colours}


def add_files(files: Files, config: MkDocsConfig) -> Files:
    """Add everything that is generated."""
    library = _building.library
    for item in generated(library, config.site_url or "", _look) if library else ():
        files.append(ready_file(item, config))
    for file in list(files):
        if UNNEEDED.match(file.src_uri):
            files.remove(file)
    return files


def page_content(html: str, page: Page) -> str:
    """Put the blocks of macros in a page that people wrote, and link the first use of each term."""
    library = _building.library
    if library is None or isinstance(page, ReadyPage):
        return html
    if not (page.meta.get("search") or {}).get("exclude"):
        page.meta["search"] = OURS
    page.update_date = library.day.isoformat()  # for the sitemap: what it shows of the data is as new as the content
    return with_terms(library, page.url, put_back(html))[0]


def add_bundles(config: MkDocsConfig, files: Files) -> None:
    """Make the bundles when `extra.bundels` asks for them."""
    global _bundles
    _bundles = Bundles()
    if config.extra.get("bundels") and _building.library:
        _bundles.make(_building.library, _look, config, files)


def environment_ready(env: Environment) -> Environment:
    """Take the theme's templates into use for this build; they are not looked at again for every page."""
    global _shells
    env.auto_reload = False
    env.bytecode_cache = COMPILED
    _shells = Shells(env)
    if _built:
        _built.env = env
    return env


def page_context(context: dict[str, Any], page: Page) -> dict[str, Any]:
    """Show the page that search has read, with the problems that a preview must tell."""
    page.toc = TableOfContents([AnchorLink("", "inhoud", 1)])  # the theme's skip link leads to its first item
    context["problems"] = [str(problem) for problem in _building.problems]
    context["bundle"] = _bundles.offer(_building.library, page.url) if _building.library else ""
    if _building.library and not isinstance(page, ReadyPage):
        page.content = _bundles.listed(_building.library, page.content or "", page.url)
    if _building.library and _built:
        context["linked_data"] = linked_data(_building.library, page, _built.config, _built.files)
    if isinstance(page, ReadyPage):
        context["ready"] = _shells.html(page, context)
    return context


def built(config: MkDocsConfig, *, serving: bool) -> None:
    """Write our search index in the place of the theme's, and what browsers may run; a preview needs the script that
    MkDocs adds to its pages.
    """
    if _building.library and _built:
        pages = (file.page for file in _built.pages.values())
        write_index(
            Path(config.site_dir),
            _building.library,
            [page for page in pages if page and page.meta.get("search") is OURS],
        )
    if not serving:
        write_policies(Path(config.site_dir))
