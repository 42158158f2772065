"""The door for MkDocs: passes each event on. Imports stand inside, since MkDocs loads this file before the project is
on the path.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from macros.generator.build import Build


class Command:
    """What MkDocs was asked to do, and the build that does it now."""

    serving = False
    build: Build


command = Command()


def on_startup(command: str, **_: Any) -> None:
    """Remember whether this is a preview. A build is over before waste matters, and looking for it is a tenth of its
    time.
    """
    Command.serving = command == "serve"
    if not Command.serving:
        gc.disable()


def on_shutdown(**_: Any) -> None:
    """Put the site in its place, and look for waste again."""
    gc.enable()
    if hasattr(command, "build"):
        command.build.end()


def on_config(config: Any, **_: Any) -> Any:
    """Read and check the data."""
    from macros.generator.build import Build

    command.build = Build.begin(config, serving=command.serving)
    return config


def on_files(files: Any, **_: Any) -> Any:
    """Add the generated pages and files."""
    return command.build.add_files(files)


def on_nav(nav: Any, files: Any, **_: Any) -> Any:
    """Keep what a page is made with."""
    return command.build.keep(nav, files)


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Make the head of a page safe to print."""
    command.build.page_head(page)
    return markdown


def on_page_content(html: str, page: Any, **_: Any) -> str:
    """Link terms to the glossary."""
    return command.build.page_content(html, page)


def on_env(env: Any, files: Any, **_: Any) -> Any:
    """All pages have their content: judge them, make the bundles, and take the theme's templates into use."""
    command.build.stop_when_refused()
    command.build.add_bundles(files)
    return command.build.use_templates(env)


def on_page_context(context: Any, page: Any, **_: Any) -> Any:
    """Show a page, when search has read it."""
    return command.build.page_context(context, page)


def on_post_page(output: str, page: Any, **_: Any) -> str:
    """Make a page ready to be written."""
    return command.build.finish_page(output, command.build.source_of(page))


def on_post_template(output_content: str, template_name: str, **_: Any) -> str:
    """The same for a page of the theme itself."""
    if not template_name.endswith(".html"):
        return output_content
    return command.build.finish_page(output_content, template_name)


def on_post_build(**_: Any) -> None:
    """Write the search index, and the policy for hosts that read it from a file."""
    command.build.finish()


def on_build_error(**_: Any) -> None:
    """Leave the old site where it is."""
    if hasattr(command, "build"):
        command.build.fail()


def on_serve(server: Any, config: Any, builder: Any, **_: Any) -> Any:
    """Make the preview quick."""
    from macros.generator import preview

    return preview.attach(server, config, builder)
