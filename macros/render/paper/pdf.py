"""A bundle as PDF/UA-1 with WeasyPrint, which is an extra: it needs libraries of the system that not every
machine has.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from multiprocessing import get_context
from typing import Any

from macros.render.paper.tagging import mend

NEEDED = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-lato fonts-dejavu-core"
"""What Debian and Ubuntu call the libraries and the letters; the Makefile installs the same."""


class NoPdfError(Exception):
    """PDFs cannot be made on this machine; the text is one Dutch sentence that says why."""


@dataclass(frozen=True)
class Pdf:
    """A bundle ready to be served."""

    body: bytes
    pages: int


@cache
def _weasyprint() -> Any:
    """The library; raises `NoPdfError` without it, or without what it leans on. What it would print then is for its
    makers.
    """
    try:
        with redirect_stdout(io.StringIO()):
            import weasyprint
    except ImportError:
        raise NoPdfError("WeasyPrint is niet geïnstalleerd (extra 'pdf')") from None
    except OSError as error:
        library = str(error).partition("'")[2].partition("'")[0] or "een bibliotheek"
        raise NoPdfError(f"{library} ontbreekt; op Debian of Ubuntu: apt install {NEEDED}") from None
    return weasyprint


def pdfs(documents: Sequence[str], css: str) -> list[Pdf]:
    """All documents as PDF, two at a time; raises `NoPdfError` when this machine cannot make them.

    Each takes a core for many seconds, and some hundreds of MB that only the end of its process gives back.
    """
    _weasyprint()
    with ProcessPoolExecutor(2, get_context("spawn"), max_tasks_per_child=1) as pool:
        return list(pool.map(pdf, documents, repeat(css)))


def pdf(html: str, css: str) -> Pdf:
    """A document with its style as PDF/UA-1. Fetches nothing: pictures are in the document. The same document gives the
    same bytes.
    """
    weasyprint = _weasyprint()
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols={"data"})
    source = weasyprint.HTML(string=html, url_fetcher=fetcher)
    document = source.render(stylesheets=[weasyprint.CSS(string=css)], pdf_variant="pdf/ua-1")
    return Pdf(document.write_pdf(pdf_variant="pdf/ua-1", finisher=lambda _, made: mend(made)), len(document.pages))
