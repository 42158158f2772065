"""The door for mkdocs-macros: gives the authors of pages their macros."""

from typing import Any


def define_env(env: Any) -> None:
    """Called by mkdocs-macros at the start of each build."""
    from macros.generator.authoring import register
    from macros.generator.build import Build

    register(env, Build.running)
