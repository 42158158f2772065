"""The head of a page that people write: what stands between the two lines `---` at the top of a file in `content/`."""

from __future__ import annotations

from macros.library.models.base import Model
from macros.library.models.fields import Count, Text


class PageHead(Model):
    """De kop van een pagina in `content/`."""

    title: Text
    """De naam van de pagina, in de browser en in het menu."""
    description: Text | None = None
    """Eén zin over de pagina, voor wie een link deelt en voor zoekmachines."""
    section: Text | None = None
    """De pagina van het menu waar deze bij hoort, als pad in `content/`."""
    hoofdstuk: Count | None = None
    """Het hoeveelste hoofdstuk van een bundel deze pagina is."""
