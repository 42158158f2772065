"""A source as plain text, for files without markup; pages have `render.citations`."""

from __future__ import annotations

from macros.library.models.sources import CslDate, CslName, Source


def citation(source: Source) -> str:
    """The whole source on one line, in the order of APA: who, when, what, in what, from whom, where to find it."""
    who = "; ".join(map(_name, source.author or source.editor))
    when = f"({_day(source.issued) if source.issued else 'z.d.'})"
    inside = ", ".join(filter(None, (source.container_title, _volume(source), source.page and f"p. {source.page}")))
    told = (f"{who} {when}", source.title) if who else (f"{source.title} {when}",)
    parts = [part.rstrip(".") for part in (*told, source.genre, inside, source.publisher or source.authority) if part]
    where = address(source)
    read = f" (gelezen: {_day(source.accessed)})" if source.accessed else ""
    return f"{'. '.join(parts)}." + (f" {where}{read}" if where else "")


def address(source: Source) -> str | None:
    """Where the source can be read, when that is known: its DOI before its web page."""
    return f"https://doi.org/{source.DOI}" if source.DOI else source.URL


def _name(name: CslName) -> str:
    if name.literal:
        return name.literal
    family = " ".join(filter(None, (name.non_dropping_particle, name.family)))
    return ", ".join(filter(None, (family, " ".join(filter(None, (name.given, name.dropping_particle))), name.suffix)))


def _day(date: CslDate) -> str:
    """A date as far as it is known: `3/5/2019`, `5/2019` or `2019`."""
    return "/".join(map(str, reversed(date.date_parts[0]))) if date.date_parts else date.literal or ""


def _volume(source: Source) -> str | None:
    return (
        f"{source.volume}({source.issue})"
        if source.volume and source.issue
        else source.volume or source.issue or source.number
    )
