"""The door for mkdocs-macros: gives the authors of pages their macros. Whatever is imported of the house, the kinds of
charts come with it, since the check asks what they ask.
"""

from typing import Any

from macros.render.charts import kinds as kinds


def define_env(env: Any) -> None:
    """Called by mkdocs-macros at the start of each build."""
    from macros.generator.authoring import register
    from macros.generator.build import Build

    register(env, Build.running)
