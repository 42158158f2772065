"""What the forms say on GitHub: above their questions, and to who filled one in. The words stand in `templates/`."""

from __future__ import annotations

from pathlib import Path

from macros.texts.environment import text_environment

_TEXTS = text_environment(Path(__file__).parent / "templates", {})


def text(name: str, **values: object) -> str:
    """The text `name`, in the Markdown of GitHub, with its values filled in."""
    return _TEXTS.get_template(f"{name}.md").render(**values)
