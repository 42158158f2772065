"""A mail that asks a partner whether its entry is still right: all its fields in a reader's words, what we do not know,
and how to answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from macros.editing.forms.questions import form_address
from macros.library import Library
from macros.library.models.base import several
from macros.library.models.describe import Description, describe
from macros.library.models.entries import Partner
from macros.library.upkeep import REDACTION
from macros.render.dutch import in_words, listed, lower_first, stop
from macros.render.engine import TEMPLATES, ages_in_words
from macros.texts.environment import text_environment

_PROPER_NAMES = {"talen", "werkgebieden", "gemeenten"}
"""Closed lists of names: they keep their capital in the middle."""
FIELD_NAMES = {
    "naam": "Naam",
    "afkorting": "Korte naam",
    "kort": "In één zin",
    "soort": "Soort",
    "gemeenschap": "Taalgemeenschap",
    "wat": "Meer uitleg",
    "aanbod": "Wat jullie doen",
    "doelgroepen": "Voor wie",
    "niveaus": "Onderwijs",
    "leeftijd_van": "Leeftijd",
    "talen": "Talen",
    "werkgebied": "Waar jullie werken",
    "wie_meldt_aan": "Wie een leerling mag aanmelden",
    "aanmelden": "Hoe iemand zich aanmeldt",
    "volgende_stap": "Wat een school nu doet",
    "kost": "Wat het kost",
    "adressen": "Adres",
    "telefoon": "Telefoon",
    "email": "Mail",
    "website": "Website",
    "openingsuren": "Wanneer iemand jullie bereikt",
    "status": "Of jullie nog werken",
    "zekerheid": "Hoe zeker we van deze gegevens zijn",
    "opmerking": "Goed om te weten",
    "bronnen": "Waar we dit lazen",
}
"""Field -> what it is called, in the order of the mail. Any other goes by its key, before the sources."""
TOLD_APART: dict[str, Callable[[Partner], Any]] = {
    "aanbod": lambda partner: partner.aanbod,
    "leeftijd_van": lambda partner: ages_in_words(partner),
    "adressen": lambda partner: "; ".join(_address(partner)),
    "bronnen": lambda partner: partner.bronnen,
}
"""Field -> its value where that is no text, number, word or entry; the template says offers and sources on lines of
their own.
"""
TOGETHER = frozenset({"leeftijd_tot", "nagekeken_op", "nagekeken_door"})
"""Fields that are told with another one, or in the opening."""
LEFT_OUT = frozenset({"oude_ids", "opgegaan_in"})
"""Fields that say nothing to an active partner."""
NOT_MISSED = frozenset({"afkorting", "wat", "opmerking"})
"""Fields that may well stay empty: nobody has to be asked for them."""


def mail(library: Library, partner: Partner, site_url: str = "", repo_url: str = "") -> str:
    """Address, subject and text of the mail; links stand in it as far as `site_url` and `repo_url` are known."""
    fields = describe(Partner)
    values = [
        (name, called, field_in_words(library, partner, fields[name])) for name, called in field_names(fields).items()
    ]
    return _TEXTS.get_template("klopt_dit_nog.txt").render(
        library=library,
        network=library.network,
        partner=partner,
        checked_by_us=partner.nagekeken_door == REDACTION,
        page=f"{site_url.rstrip('/')}/{partner.address}" if site_url else "",
        form=form_address(partner, repo_url),
        known=[(name, called, value) for name, called, value in values if value],
        unknown=[called for name, called, value in values if not value and name not in NOT_MISSED],
    )


def field_names(fields: Iterable[str]) -> dict[str, str]:
    """What each field is called, in the order of the mail, without those of which it says nothing."""
    more = [name for name in fields if name not in {*FIELD_NAMES, *TOGETHER, *LEFT_OUT}]
    *before, last = FIELD_NAMES.items()
    return dict([*before, *((name, name.replace("_", " ").capitalize()) for name in more), last])


def field_in_words(library: Library, partner: Partner, field: Description) -> Any:
    """The value of a field in words, or as it is when the template says it on lines of its own; false for nothing."""
    if field.name in TOLD_APART:
        return TOLD_APART[field.name](partner)
    value = getattr(partner, field.name)
    words = several(value)
    if field.lists:
        return _labels([library.label(word, *field.lists) for word in words], field.lists)
    for marker in field.refers_to:
        return ", ".join(library[marker.kind][id].naam for id in words)
    return ", ".join(map(str, words))


def _labels(labels: Sequence[str], lists: Iterable[str]) -> str:
    """The words of a field as a reader sees them; only names keep a capital in the middle."""
    if _PROPER_NAMES.isdisjoint(lists):
        labels = [*labels[:1], *map(lower_first, labels[1:])]
    return ", ".join(labels)


def _in_a_row(words: Iterable[str]) -> str:
    """The words as part of a sentence: only the first keeps its capital."""
    first, *rest = words
    return listed([first, *map(lower_first, rest)])


def _address(partner: Partner) -> Iterator[str]:
    for address in partner.adressen:
        town = " ".join(filter(None, (address.postcode, address.gemeente)))
        yield ", ".join(filter(None, (address.straat, town)))


_TEXTS = text_environment(
    TEMPLATES,
    {
        "date": in_words,
        "in_a_row": _in_a_row,
        "label": lambda word, library, name: library.label(word, name),
        "name": lambda id, entries: entries[id].naam,
        "stop": stop,
    },
)
