"""A source as plain text, for files without markup; pages have `render.citations`."""

from __future__ import annotations

from macros.library.models.sources import CslDate, CslName, Source


def plain_citation(source: Source) -> str:
    """The whole source on one line, in the order of APA: who, when, what, in what, from whom, where to find it."""
    who = "; ".join(map(_name, source.author or source.editor))
    when = f"({_day(source.issued) if source.issued else 'z.d.'})"
    inside = ", ".join(filter(None, (source.container_title, _volume(source), source.page and f"p. {source.page}")))
    opening = (f"{who} {when}", source.title) if who else (f"{source.title} {when}",)
    wanted = (*opening, source.genre, inside, source.publisher or source.authority)
    parts = [part.rstrip(".") for part in wanted if part]
    read = f" (gelezen: {_day(source.accessed)})" if source.accessed else ""
    return f"{'. '.join(parts)}." + (f" {source.address}{read}" if source.address else "")


def _name(name: CslName) -> str:
    if name.literal:
        return name.literal
    family = " ".join(filter(None, (name.non_dropping_particle, name.family)))
    given = " ".join(filter(None, (name.given, name.dropping_particle)))
    return ", ".join(filter(None, (family, given, name.suffix)))


def _day(date: CslDate) -> str:
    """A date as far as it is known: `3/5/2019`, `5/2019` or `2019`."""
    if not date.date_parts:
        return date.literal or ""
    return "/".join(str(part) for part in reversed(date.date_parts[0]))


def _volume(source: Source) -> str | None:
    if source.volume and source.issue:
        return f"{source.volume}({source.issue})"
    return source.volume or source.issue or source.number
