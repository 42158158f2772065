"""Sources: the reference list `bronnen.yml` (CSL, as Zotero exports it) and how an entry points at a source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import ConfigDict
from pydantic_core import PydanticCustomError

from macros.library.models.base import Fault, Model, Single
from macros.library.models.fields import Count, Id, Known, Many, Text, To, WebAddress, partial_date
from macros.library.text.problems import hint

DOI_RESOLVER = "https://doi.org/"

SourceId = Annotated[str, To("bronnen")]


class SourceRef(Model):
    """Waar iets vandaan komt: een bron uit `bronnen.yml`, of een webpagina die alleen deze fiche gebruikt."""

    bron: SourceId | None = None
    """Id uit data/bronnen.yml: onderzoek, wet, rapport of een bron van cijfers."""
    vindplaats: Text | None = None
    """Waar het in die bron staat: bladzijde, tabel, hoofdstuk."""
    url: WebAddress | None = None
    """Adres van de webpagina, als de bron niet in data/bronnen.yml staat."""
    titel: Text | None = None
    """Titel van de webpagina; zonder titel toont de site de naam van de website."""
    jaar: Count | None = None
    """Jaar waarover de pagina spreekt; weglaten als de pagina geen jaar toont."""
    zegt: Many[Text] = ()
    """Velden van deze fiche die op deze bron steunen."""
    steunt: Text | None = None
    """Wat de bron zegt, in enkele woorden."""

    def rules(self, known: Known) -> Iterator[Fault]:
        """Either a source of the list or a web page."""
        if bool(self.bron) == bool(self.url):
            yield "bron" if self.bron else "", "een bron heeft ofwel 'bron' (uit data/bronnen.yml) ofwel 'url'"
        elif self.bron and (self.titel or self.jaar):
            yield "titel" if self.titel else "jaar", "hoort bij 'url'; voor een 'bron' staat dit in data/bronnen.yml"
        if self.jaar is not None and not 1900 <= self.jaar <= known.today.year + 1:
            yield "jaar", f"{self.jaar} is geen jaar van een webpagina"


def unknown_keys(sources: tuple[SourceRef, ...], model: type[Model], called: str) -> Iterator[Fault]:
    """Keys in `zegt` that `model` does not have."""
    keys = model.model_fields
    for place, source in enumerate(sources):
        for key in source.zegt:
            if key not in keys:
                yield ("bronnen", place, "zegt"), f"'{key}' is geen veld van {called}{hint(key, keys)}"


class CslModel(Model):
    """A part of a CSL item; its keys have hyphens, so the field `container_title` is the key `container-title`."""

    model_config = ConfigDict(alias_generator=lambda name: name.replace("_", "-"))


class CslName(CslModel):
    """Een auteur: een persoon met familie- en voornaam, of een organisatie als 'literal'."""

    family: Text | None = None
    given: Text | None = None
    literal: Text | None = None
    non_dropping_particle: Text | None = None
    dropping_particle: Text | None = None
    suffix: Text | None = None

    def rules(self, known: Known) -> Iterator[Fault]:
        """Either a person or an organisation."""
        if bool(self.family) == bool(self.literal):
            yield "", "een auteur heeft ofwel 'family' (persoon) ofwel 'literal' (organisatie)"


class CslDate(CslModel):
    """Een datum: `date-parts: [[2019, 5, 3]]`, of los in woorden als 'literal'."""

    date_parts: tuple[tuple[Count, ...], ...] = ()
    literal: Text | None = None
    season: Text | None = None
    circa: Text | None = None

    def rules(self, known: Known) -> Iterator[Fault]:
        """A date says something, and each of its days exists."""
        for parts in self.date_parts:
            text = "-".join(f"{part:04}" if place == 0 else f"{part:02}" for place, part in enumerate(parts))
            try:
                partial_date(text)
            except PydanticCustomError:
                yield "date-parts", f"'{text}' bestaat niet op de kalender; schrijf [[jaar, maand, dag]]"
        if not self.date_parts and not self.literal:
            yield "", "een datum heeft 'date-parts' of 'literal'"

    @property
    def year(self) -> int | None:
        """The first year named."""
        return self.date_parts[0][0] if self.date_parts and self.date_parts[0] else None


class Source(CslModel):
    """Een bron in `data/bronnen.yml`, in CSL."""

    id: Id
    """Naam waarmee een fiche naar de bron wijst."""
    type: Text
    """Soort bron in CSL: article-journal, report, book, thesis, webpage, legislation ..."""
    title: Text
    """Titel, in de taal van de bron."""
    author: tuple[CslName, ...] = ()
    """Auteurs, personen of organisaties."""
    editor: tuple[CslName, ...] = ()
    issued: CslDate | None = None
    """Wanneer de bron verscheen; weglaten als dat niet bekend is."""
    accessed: CslDate | None = None
    """Wanneer de redactie de bron las."""
    container_title: Text | None = None
    """Tijdschrift, boek of website waarin de bron staat."""
    collection_title: Text | None = None
    publisher: Text | None = None
    publisher_place: Text | None = None
    genre: Text | None = None
    volume: Text | None = None
    issue: Text | None = None
    page: Text | None = None
    number: Text | None = None
    edition: Text | None = None
    version: Text | None = None
    DOI: Text | None = None
    ISBN: Text | None = None
    ISSN: Text | None = None
    URL: WebAddress | None = None
    language: Text | None = None
    authority: Text | None = None
    jurisdiction: Text | None = None
    abstract: Text | None = None
    note: Text | None = None
    """Wat de redactie wel en niet van de bron las."""

    @property
    def doi_address(self) -> str | None:
        """Where its DOI leads, for who has one."""
        return f"{DOI_RESOLVER}{self.DOI}" if self.DOI else None

    @property
    def address(self) -> str | None:
        """Where the source can be read, when that is known: its DOI before its web page."""
        return self.doi_address or self.URL

    @property
    def year(self) -> int | None:
        """Year of publication, where known."""
        return self.issued.year if self.issued else None

    @property
    def short(self) -> str:
        """How a sentence names it: "Hattie, 2009", "Cabus en De Witte, 2016", "Freeman e.a.", or where it stands when
        it has no author.
        """
        names = [author.literal or author.family or "" for author in self.author]
        who = (
            f"{names[0]} e.a."
            if len(names) > 2
            else " en ".join(names) or self.container_title or self.publisher or self.title
        )
        return f"{who}, {self.year}" if self.year else who


class References(Single):
    """Het bestand `data/bronnen.yml`: een lijst onder 'references', zoals Zotero die schrijft."""

    file = "bronnen"
    known_as = "bronnen"
    listed_as = "bronnen"
    items_in = "references"
    is_required = True
    gives_ids = True
    is_spelled = False

    references: tuple[Source, ...]

    def rules(self, known: Known) -> Iterator[Fault]:
        """Each id once."""
        seen: set[str] = set()
        for place, source in enumerate(self.references):
            if source.id in seen:
                yield ("references", place, "id"), f"de bron '{source.id}' staat er twee keer"
            seen.add(source.id)
