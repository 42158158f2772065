"""A mail that asks a partner whether its entry is still right: all its fields in a reader's words, what we do not know,
and how to answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from macros.editing.forms.questions import form_address
from macros.library import Library
from macros.library.models.entries import Partner
from macros.library.models.parts import Offer
from macros.library.upkeep import REDACTION
from macros.render.dutch import in_words, listed, lower_first, stop
from macros.render.engine import ages

NAMES = {"talen", "werkgebieden", "gemeenten"}
"""Closed lists of names."""

Told = Callable[[Library, Partner], str]


def _labels(key: str, *lists: str) -> Told:
    """The words of a field as a reader sees them; only names keep a capital in the middle."""

    def tell(library: Library, partner: Partner) -> str:
        value = getattr(partner, key)
        first, *rest = [library.label(word, *lists) for word in (value if isinstance(value, tuple) else (value,))] or [
            ""
        ]
        return ", ".join([first, *(rest if NAMES & set(lists) else map(lower_first, rest))])

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
    "aanbod": ("Wat jullie doen", lambda library, partner: "".join(_offer(library, offer) for offer in partner.aanbod)),
    "doelgroepen": ("Voor wie", _labels("doelgroepen", "doelgroepen")),
    "niveaus": ("Onderwijs", _labels("niveaus", "niveaus")),
    "leeftijd_van": ("Leeftijd", lambda library, partner: ages(partner)),
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
    "bronnen": (
        "Waar we dit lazen",
        lambda library, partner: "".join(f"\n- {line}" for line in _sources(library, partner)),
    ),
}
"""Field -> what it is called in the mail, and its value in words; in the order of the mail."""
TOGETHER = frozenset({"leeftijd_tot", "nagekeken_op", "nagekeken_door"})
"""Fields that are told with another one, or in the opening."""
LEFT_OUT = frozenset({"oude_ids", "opgegaan_in"})
"""Fields that say nothing to an active partner."""
NOT_MISSED = frozenset({"afkorting", "wat", "opmerking"})
"""Fields that may well stay empty: nobody has to be asked for them."""


def mail(library: Library, partner: Partner, site_url: str = "", repo_url: str = "") -> str:
    """Address, subject and text of the mail; links stand in it as far as `site_url` and `repo_url` are known."""
    network = library.network
    told = {name: value for name, tell in FIELDS.values() if (value := tell(library, partner))}
    unknown = [name for key, (name, _) in FIELDS.items() if name not in told and key not in NOT_MISSED]
    lines = [
        f"Aan: {partner.email or '(we kennen geen mailadres)'}",
        f"Onderwerp: Klopt dit nog? {partner.naam} op de site {library.network.title}",
        "",
        "Dag",
        "",
        f"Op de site van het {network.naam} staat een pagina over {stop(partner.naam)} Scholen en CLB's zoeken "
        "daar wie een leerling kan helpen.",
        _checked(partner),
    ]
    if site_url:
        lines += ["", f"De pagina: {site_url.rstrip('/')}/{partner.address}"]
    lines += [
        "",
        "DIT STAAT ER NU",
        "",
        *(f"{name}:{value}" if value.startswith("\n") else f"{name}: {value}" for name, value in told.items()),
    ]
    if unknown:
        lines += ["", "DIT WETEN WE NIET", "", *(f"- {name}" for name in unknown)]
    lines += [
        "",
        "ZO LAAT JE HET WETEN",
        "",
        *_ways(partner, network.clb.email, repo_url),
        "",
        "Dank je wel!",
        "",
        network.naam,
    ]
    return "\n".join(lines) + "\n"


def _checked(partner: Partner) -> str:
    day = in_words(partner.nagekeken_op)
    if partner.nagekeken_door == REDACTION:
        return (
            f"We haalden de gegevens uit openbare bronnen, op {day}. Jullie zelf zagen ze nog niet na. Willen "
            "jullie dat nu doen?"
        )
    return f"{partner.nagekeken_door} zag ze na op {day}. Willen jullie kijken of alles nog klopt?"


def _ways(partner: Partner, network_mail: str, repo_url: str) -> Iterator[str]:
    yield "- Klopt alles? Antwoord met 'klopt'. We zetten er dan bij dat jullie het zelf nakeken."
    if repo_url:
        yield f"- Moet er iets anders? Vul dit formulier in: {form_address(partner, repo_url)}"
        yield (
            "  Daarvoor heb je een account bij GitHub nodig. Liever niet? Antwoord gewoon op deze mail, of "
            f"schrijf naar {network_mail}."
        )
    else:
        yield f"- Moet er iets anders? Antwoord op deze mail, of schrijf naar {network_mail}."
    yield "- Wil je niet op de site staan? Laat het weten, dan halen we de pagina weg."
    yield "Zet geen namen van leerlingen in je antwoord."


def _offer(library: Library, offer: Offer) -> str:
    """An offer on lines of its own."""
    near = {
        "Pijlers": [library.label(word, "pijlers") for word in offer.pijlers],
        "Signalen": [library["risicofactoren"][id].naam for id in offer.risicofactoren],
        "Lijkt op deze onderzochte aanpak": [library["interventies"][id].naam for id in offer.interventies],
    }
    lines = [
        f"- {stop(offer.naam)} {offer.wat}",
        *(f"  {name}: {listed([found[0], *map(lower_first, found[1:])])}." for name, found in near.items() if found),
    ]
    return "".join(f"\n{line}" for line in lines)


def _address(partner: Partner) -> Iterator[str]:
    for address in partner.adressen:
        town = " ".join(filter(None, (address.postcode, address.gemeente)))
        yield ", ".join(filter(None, (address.straat, town)))


def _sources(library: Library, partner: Partner) -> Iterator[str]:
    for ref in partner.bronnen:
        if ref.bron:
            source = library.sources[ref.bron]
            yield ", ".join(filter(None, (source.title, str(source.year or ""), source.URL)))
        else:
            yield f"{ref.url}{f' ({ref.jaar})' if ref.jaar else ''}"
