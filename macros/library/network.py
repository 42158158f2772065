"""The network itself, `data/netwerk.yml`: who to reach, where, and when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from macros.library.entries import Address, PartnerId
from macros.library.fields import Email, Known, Many, PartialDate, Phone, Sentence, Text, WebAddress
from macros.library.models import Fault, Model
from macros.library.sources import SourceRef, unknown_keys


class Coordinator(Model):
    """Wie het netwerk coördineert, zoals het netwerk haar zelf bekendmaakte."""

    naam: Text
    """Naam."""
    telefoon: Phone
    """Rechtstreeks nummer."""
    bekendgemaakt: PartialDate
    """Wanneer het netwerk dit bekendmaakte."""


class Holiday(Model):
    """Wat er in een vakantie gebeurt."""

    vakantie: Text
    """Welke vakantie."""
    regel: Text
    """Open, dicht, of wanneer wel."""


class Office(Model):
    """Het CLB waar het netwerk zit."""

    naam: Text
    """Naam van het centrum."""
    telefoon: Phone
    """Nummer van het onthaal."""
    email: Email
    """Adres om te mailen, ook voor verbeteringen aan deze site."""
    website: WebAddress | None = None
    """Website."""
    adressen: Annotated[tuple[Address, ...], Field(min_length=1)]
    """Waar je het vindt."""
    openingsuren: Text
    """Gewone uren."""
    vakanties: tuple[Holiday, ...] = ()
    """Uren in de schoolvakanties."""


class Network(Model):
    """Het bestand `data/netwerk.yml`."""

    naam: Text
    """Volledige naam van het netwerk."""
    kort: Sentence
    """Eén zin over het netwerk."""
    start: PartialDate
    """Wanneer het netwerk begon."""
    coordinator: Coordinator
    """Coördinator."""
    clb: Office
    """CLB waar het netwerk zit."""
    meldpunt: PartnerId | None = None
    """Partner (id) waar het netwerk voor meldingen naar doorverwijst."""
    eerste_hulp: Many[PartnerId] = ()
    """Partners (id) bij wie een school altijd kan beginnen: de CLB's."""
    bronnen: Annotated[tuple[SourceRef, ...], Field(min_length=1)]
    """Waar dit vandaan komt."""

    def rules(self, known: Known) -> Iterator[Fault]:
        """`zegt` names keys of this file."""
        yield from unknown_keys(self.bronnen, Network, "het netwerk")
