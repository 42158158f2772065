"""A mail that asks a partner whether its entry is still right: all its fields in a reader's words, what we do not know,
and how to answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from macros.editing.forms.questions import form_address
from macros.library import Library
from macros.library.models.entries import Partner
from macros.library.upkeep import REDACTION
from macros.render.dutch import in_words, listed, lower_first, stop
from macros.render.engine import TEMPLATES, ages_in_words
from macros.texts.environment import text_environment

_NAMES = {"talen", "werkgebieden", "gemeenten"}
"""Closed lists of names."""

Told = Callable[[Library, Partner], Any]
"""The value of a field in words, or as it is when the template says it on lines of its own; false for nothing."""


def _labels(key: str, *lists: str) -> Told:
    """The words of a field as a reader sees them; only names keep a capital in the middle."""

    def tell(library: Library, partner: Partner) -> str:
        value = getattr(partner, key)
        first, *rest = [library.label(word, *lists) for word in (value if isinstance(value, tuple) else (value,))] or [
            ""
        ]
        return ", ".join([first, *(rest if _NAMES & set(lists) else map(lower_first, rest))])

    return tell


def _text(key: str) -> Told:
    return lambda library, partner: getattr(partner, key) or ""


FIELDS: dict[str, tuple[str, Told]] = {
    "naam": ("Naam", _text("naam")),
    "afkorting": ("Korte naam", _text("afkorting")),
    "kort": ("In één zin", _text("kort")),
    "soort": ("Soort", _labels("soort", "soorten")),
    "gemeenschap": ("Taalgemeenschap", _labels("gemeenschap", "gemeenschappen")),
    "wat": ("Meer uitleg", _text("wat")),
    "aanbod": ("Wat jullie doen", lambda library, partner: partner.aanbod),
    "doelgroepen": ("Voor wie", _labels("doelgroepen", "doelgroepen")),
    "niveaus": ("Onderwijs", _labels("niveaus", "niveaus")),
    "leeftijd_van": ("Leeftijd", lambda library, partner: ages_in_words(partner)),
    "talen": ("Talen", _labels("talen", "talen")),
    "werkgebied": ("Waar jullie werken", _labels("werkgebied", "werkgebieden", "gemeenten")),
    "wie_meldt_aan": ("Wie een leerling mag aanmelden", _labels("wie_meldt_aan", "wie_meldt_aan")),
    "aanmelden": ("Hoe iemand zich aanmeldt", _text("aanmelden")),
    "volgende_stap": ("Wat een school nu doet", _text("volgende_stap")),
    "kost": ("Wat het kost", _text("kost")),
    "adressen": ("Adres", lambda library, partner: "; ".join(_address(partner))),
    "telefoon": ("Telefoon", _text("telefoon")),
    "email": ("Mail", _text("email")),
    "website": ("Website", _text("website")),
    "openingsuren": ("Wanneer iemand jullie bereikt", _text("openingsuren")),
    "status": ("Of jullie nog werken", _labels("status", "statussen")),
    "zekerheid": ("Hoe zeker we van deze gegevens zijn", _labels("zekerheid", "zekerheden")),
    "opmerking": ("Goed om te weten", _text("opmerking")),
    "bronnen": ("Waar we dit lazen", lambda library, partner: partner.bronnen),
}
"""Field -> what it is called in the mail, and its value; in the order of the mail."""
TOGETHER = frozenset({"leeftijd_tot", "nagekeken_op", "nagekeken_door"})
"""Fields that are told with another one, or in the opening."""
LEFT_OUT = frozenset({"oude_ids", "opgegaan_in"})
"""Fields that say nothing to an active partner."""
NOT_MISSED = frozenset({"afkorting", "wat", "opmerking"})
"""Fields that may well stay empty: nobody has to be asked for them."""


def mail(library: Library, partner: Partner, site_url: str = "", repo_url: str = "") -> str:
    """Address, subject and text of the mail; links stand in it as far as `site_url` and `repo_url` are known."""
    values = [(field, name, tell(library, partner)) for field, (name, tell) in FIELDS.items()]
    return _TEXTS.get_template("klopt_dit_nog.txt").render(
        library=library,
        network=library.network,
        partner=partner,
        checked_by_us=partner.nagekeken_door == REDACTION,
        page=f"{site_url.rstrip('/')}/{partner.address}" if site_url else "",
        form=form_address(partner, repo_url),
        known=[(field, name, value) for field, name, value in values if value],
        unknown=[name for field, name, value in values if not value and field not in NOT_MISSED],
    )


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
