"""The door for MkDocs: passes each event on. Imports stand inside, since MkDocs loads this file before the project is
on the path.
"""

from __future__ import annotations

import gc
from typing import Any

serving = False


def on_startup(command: str, **_: Any) -> None:
    """Remember whether this is a preview. A build is over before waste matters, and looking for it is a tenth of its
    time.
    """
    global serving
    serving = command == "serve"
    if not serving:
        gc.disable()


def on_shutdown(**_: Any) -> None:
    """Look for waste again."""
    gc.enable()


def on_config(config: Any, **_: Any) -> Any:
    """Read and check the data."""
    from macros.generator import site

    return site.configure(config, serving=serving)


def on_files(files: Any, config: Any, **_: Any) -> Any:
    """Add the generated pages and files."""
    from macros.generator import site

    return site.add_files(files, config)


def on_env(env: Any, config: Any, files: Any, **_: Any) -> Any:
    """Take the theme's templates into use, and make the bundles now that all pages have their content."""
    from macros.generator import site

    if not serving:
        site.add_bundles(config, files)
    return site.environment_ready(env)


def on_page_content(html: str, page: Any, **_: Any) -> str:
    """Link terms to the glossary."""
    from macros.generator import site

    return site.page_content(html, page)


def on_page_context(context: Any, page: Any, **_: Any) -> Any:
    """Show a page, when search has read it."""
    from macros.generator import site

    return site.page_context(context, page)


def on_nav(nav: Any, config: Any, files: Any, **_: Any) -> Any:
    """Keep what a page is made with."""
    from macros.generator import site

    return site.keep(nav, config, files)


def on_serve(server: Any, config: Any, builder: Any, **_: Any) -> Any:
    """Make the preview quick."""
    from macros.generator import preview

    return preview.attach(server, config, builder)


def on_post_build(config: Any, **_: Any) -> None:
    """Write the search index and the policy of the pages."""
    from macros.generator import site

    site.built(config, serving=serving)
