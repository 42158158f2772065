"""The one list of what is generated: every page and file with its path, text and source. Knows no generator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from macros.library import Library
from macros.library.look import ICON, Look
from macros.library.models.figures import Figure
from macros.outputs.api import api
from macros.outputs.archives import archive
from macros.outputs.calendars import calendars
from macros.outputs.downloads import downloads
from macros.outputs.feeds import FEED as FEED
from macros.outputs.feeds import feed
from macros.outputs.images import social
from macros.outputs.plotly import plotly_js
from macros.outputs.security import SECURITY_TXT as SECURITY
from macros.outputs.security import security_txt
from macros.outputs.upkeep_json import UPKEEP_JSON as UPKEEP
from macros.outputs.upkeep_json import upkeep_json
from macros.render.charts.chart_kind import interactive
from macros.render.charts.plot import plot
from macros.render.engine import render
from macros.render.pages import EntryPage, entry_pages
from macros.render.paper.poster import poster


@dataclass(frozen=True)
class Generated:
    """A page or file that nobody typed."""

    path: str
    """Place in the site's sources: `partners/atlas.md`, or a file as it will be served."""
    source: str
    """The file that an editor changes to change this one."""
    body: str | bytes
    """HTML of a page, or the whole content of a file."""
    page: EntryPage | None = None
    """For a page: the entry and what can be searched in it."""

    @property
    def meta(self) -> dict[str, Any]:
        """Front matter of a page; nothing in it may run as a macro."""
        if self.page is None:
            return {}
        entry = self.page.entry
        return {
            "title": entry.naam,
            "description": entry.kort,
            "section": f"{entry.listed_at}index.md",
            "render_macros": False,
        }


def generated(library: Library, site_url: str = "", look: Look | None = None) -> Iterator[Generated]:
    """Everything that is generated from the data, in a fixed order.

    Pages of entries, pictures, calendars, the API, the feed, security.txt, what needs care, downloads and charts of
    figures, redirects for old ids. `site_url` is where the site will stand; calendars, the API, the feed and
    security.txt do without when it is not known. Without `look` there are no pictures.
    """
    for page in entry_pages(library):
        entry = page.entry
        yield Generated(f"{entry.folder}/{entry.id}.md", entry.source, page.html, page)
    if look:
        yield Generated(
            "assets/social.png",
            ICON,
            social(look.icon, library.network.title, library.network.woordmerk.leuze, look.light),
        )
        yield Generated("landschap/landschapstekening.svg", "data/partners", poster(library, "landschap/", look.light))
    for path, source, body in (*calendars(library, site_url), *api(library, site_url)):
        yield Generated(path, source, body)
    yield Generated(FEED, "data", feed(library, site_url))
    yield Generated(SECURITY, "data/netwerk.yml", security_txt(library, site_url))
    yield Generated(
        ".nojekyll", "macros/generator/generated.py", ""
    )  # GitHub Pages would leave out names with a dot or a line in front
    yield Generated(UPKEEP, "data", upkeep_json(library))
    packed = {}
    for entry in library:
        if isinstance(entry, Figure):
            for name, body in downloads(library, entry).items():
                packed[f"{entry.id}/{name}"] = (entry.nagekeken_op, body)
                yield Generated(
                    f"{entry.address}{name}",
                    entry.source.replace(".yml", ".csv") if name.endswith(".csv") else entry.source,
                    body,
                )
            for chart in entry.grafieken:
                drawn = plot(library, entry, chart.id)
                yield Generated(f"{entry.address}grafieken/{chart.id}.csv", entry.source, drawn.csv())
                yield Generated(f"{entry.address}grafieken/{chart.id}.json", entry.source, interactive(drawn))
        for old in entry.oude_ids:
            here = f"{entry.folder}/{old}/"
            yield Generated(f"{here}index.html", entry.source, render("redirect.html", library, here, entry=entry))
    if packed:
        yield Generated("assets/plotly.min.js", "package.json", plotly_js())
    yield Generated(f"{Figure.folder}/{Figure.folder}.zip", f"data/{Figure.folder}", archive(packed))
