"""The site as plain files for another generator: every page as front matter and HTML, every other file as it will be
served, the theme and a config.

Material for MkDocs is at its end on 5 May 2027. What a generator must do after that is little: put a page in the frame
of a theme. No hooks, no macros.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils.yaml import yaml_load

from macros.generator.build import OURS, Build
from macros.generator.linked import linked_data
from macros.generator.ready_page import ReadyPage

PAGES, THEME, CONFIG = "docs", "theme", "mkdocs.yml"
LINKED_DATA = "linked_data"
"""Key in the front matter, and name in the theme, of what a page tells machines."""
_LEFT_OUT = ("hooks", "watch", "validation", "edit_uri")
"""Settings that only speak of how these files were made."""


def stage_site(root: Path, target: Path) -> tuple[int, int]:
    """Write the folder `target`, and give how many pages and other files are in it.

    `target` must not exist yet. Raises `FileExistsError` when it does, and what MkDocs raises when the site cannot be
    built; then nothing is left behind.
    """
    if target.exists():
        raise FileExistsError(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as name:
        folder = Path(name) / target.name
        config = load_config(str(root / CONFIG), site_dir=str(Path(name) / "site"), strict=True)
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        config.plugins.on_shutdown()
        done = Build.running()
        pages = _write_pages(folder / PAGES, done)
        others = _write_others(folder / PAGES, config, done.files)
        shutil.copytree(str(config.theme.custom_dir), folder / THEME)
        (folder / CONFIG).write_text(
            yaml.safe_dump(_settings(root, config), allow_unicode=True, sort_keys=False), encoding="utf-8"
        )
        folder.rename(target)
    return pages, others


def _write_pages(folder: Path, done: Build) -> int:
    pages = [file.page for file in done.files.documentation_pages() if file.page]
    for page in pages:
        _write(folder / page.file.src_uri, _page(page, done).encode())
    return len(pages)


def _write_others(folder: Path, config: MkDocsConfig, files: Files) -> int:
    """Everything that is no page and does not come with the theme."""
    others = [
        file
        for file in files
        if not file.is_documentation_page() and (file.generated_by or file.src_dir == config.docs_dir)
    ]
    for file in others:
        _write(folder / file.src_uri, file.content_bytes)
    return len(others)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _page(page: Page, done: Build) -> str:
    """Front matter and HTML. The block of JSON-LD is in the front matter, where a theme finds it and nothing takes it
    for text or a script of the page.
    """
    if isinstance(page, ReadyPage):
        safe = {key: page.meta[key] for key in ("title", "description")}
        meta, html = {**page.item.meta, **safe}, page.ready.html
    else:
        meta = {key: value for key, value in page.meta.items() if value is not OURS}
        html = f"<div>\n{page.content}\n</div>"
    if done.library:
        meta |= {LINKED_DATA: linked_data(done.library, page, done.config, done.files)}
    front = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in meta.items())
    return f"---\n{front}\n---\n\n{html}\n"


def _settings(root: Path, config: MkDocsConfig) -> dict[str, Any]:
    """The settings of the site without what belongs to our way of making pages."""
    with (root / CONFIG).open(encoding="utf-8") as file:
        settings: dict[str, Any] = yaml_load(file)
    kept = {key: value for key, value in settings.items() if key not in _LEFT_OUT}
    theme = {**settings["theme"], "custom_dir": THEME}
    extra = {**settings["extra"], "netwerk": config.extra["netwerk"]}
    return {
        **kept,
        "extra": extra,
        "docs_dir": PAGES,
        "theme": theme,
        "plugins": ["search"],
        "markdown_extensions": [{"toc": {"permalink": False}}],
    }
