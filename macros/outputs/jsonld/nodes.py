"""What every kind of node shares: addresses and references as seen from one page, and the rule that what is not known
is left out.

JSON-LD 1.1, https://www.w3.org/TR/json-ld11/, in the words of schema.org. A page and what it tells about have each an
`@id`: the page its address, and the thing that address with `#zelf`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from macros.library import Library
from macros.library.models.entries import (
    Action,
    Entry,
    Intervention,
    NetworkDay,
    NewsItem,
    Partner,
    Practice,
    RiskFactor,
)
from macros.library.models.fields import BELGIUM
from macros.library.models.figures import Figure
from macros.library.names import relative

JsonLd = dict[str, Any]

LANGUAGE = "nl-BE"
_TYPES: dict[str, str | list[str]] = {
    Practice.folder: ["LearningResource", "HowTo"],
    RiskFactor.folder: "DefinedTerm",
    Intervention.folder: "Article",
    Action.folder: "PlanAction",
    NetworkDay.folder: "EducationEvent",
    NewsItem.folder: "NewsArticle",
    Figure.folder: "Dataset",
}
"""Kind -> what it is; a partner is told apart below."""
PARTNER_TYPES = {
    "onderwijs": "EducationalOrganization",
    "overheid-beleid": "GovernmentOrganization",
    "politie-justitie": "GovernmentOrganization",
}
"""Kinds of partners that say by themselves what the partner is. Among the others are public services as well as
associations.
"""
ASSOCIATION = re.compile(r"\b(vzw|asbl)\b", re.IGNORECASE)
"""The legal form of an association without profit, in the name of one."""


def node(type: str | list[str], id: str | None = None, **known: Any) -> JsonLd:
    """A node with what is known of it; a property without a value is left out."""
    return {
        "@type": type,
        **({"@id": id} if id else {}),
        **{name: value for name, value in known.items() if value not in (None, "", [], ())},
    }


def optional(type: str, **known: Any) -> JsonLd | None:
    """A node that stands or falls with what is known of it: nothing when no property has a value."""
    about = node(type, **known)
    return about if len(about) > 1 else None


def moment(text: str) -> str:
    """A day or a day with its hour, as ISO 8601 wants it: `2027-03-01 09:00` -> `2027-03-01T09:00:00+01:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=BELGIUM).isoformat() if " " in text else text


def type_of(entry: Entry) -> str | list[str]:
    """What an entry is."""
    if isinstance(entry, Partner):
        return PARTNER_TYPES.get(entry.soort) or ("NGO" if ASSOCIATION.search(entry.naam) else "Organization")
    return _TYPES.get(entry.folder, "CreativeWork")


@dataclass(frozen=True)
class Here:
    """The page at `address`, on a site that stands at `site_url`."""

    library: Library
    address: str
    site_url: str = ""

    def at(self, target: str) -> str:
        """An address of the site: absolute when it is known where the site stands, else as a link from this page."""
        if self.site_url:
            return f"{self.site_url.rstrip('/')}/{target}"
        return relative(target, self.address)

    def self_of(self, address: str) -> str:
        """The `@id` of what the page at an address tells about."""
        return f"{self.at(address)}#zelf"

    @property
    def network(self) -> str:
        """The `@id` of the network."""
        return f"{self.at('')}#netwerk"

    def ref(self, entry: Entry) -> JsonLd:
        """A reference to an entry, with its name for who does not follow it."""
        return node(type_of(entry), self.self_of(entry.address), name=entry.naam)

    def entry(self, entry: Entry, **known: Any) -> JsonLd:
        """An entry with its name and its one sentence, the addresses at which it stood before, and what more is known
        of it.
        """
        before = [self.at(f"{entry.folder}/{old}/") for old in entry.oude_ids]
        return node(
            type_of(entry),
            self.self_of(entry.address),
            **{"name": entry.naam, "description": entry.kort, "sameAs": before, **known},
        )

    def refs(self, kind: str, ids: Iterable[str]) -> list[JsonLd]:
        """References to entries of one kind, each once."""
        return [self.ref(self.library[kind][id]) for id in dict.fromkeys(ids)]

    def source(self, id: str) -> str:
        """The `@id` of a source."""
        return self.at(self.library.source_address(id))

    def term(self, list: str, word: str, name: str) -> JsonLd:
        """A word of the closed list with this name, and the code that stands for it in the data."""
        return node(
            "DefinedTerm",
            termCode=word,
            name=self.library.label(word, list),
            inDefinedTermSet=node("DefinedTermSet", name=name),
        )

    def labels(self, list: str, words: Iterable[str]) -> list[str]:
        """What a reader sees for words of a closed list."""
        return [self.library.lists[list][word].label for word in words]

    def pillars(self, entry: Entry) -> list[JsonLd]:
        """The pillars of an entry."""
        return [
            node("DefinedTerm", name=name, inDefinedTermSet=self.pillar_set)
            for name in self.labels("pijlers", entry.pillars)
        ]

    @property
    def pillar_set(self) -> JsonLd:
        """The list of pillars."""
        return node("DefinedTermSet", name="Pijlers van de aanpak van schooluitval")

    def area(self, word: str, *lists: str) -> JsonLd:
        """A municipality with its code, or a larger area."""
        place = next(self.library.lists[name][word] for name in lists if word in self.library.lists[name])
        code = node("PropertyValue", propertyID="NIS", value=place.nis) if place.nis else None
        return node(
            "AdministrativeArea",
            name=place.label,
            alternateName=place.frans if place.frans != place.label else None,
            identifier=code,
        )

    def party(self, kind: str, id_or_name: str) -> JsonLd | str:
        """A partner by its id, or who has no entry, by name."""
        partner = self.library[kind].get(id_or_name)
        return self.ref(partner) if partner else id_or_name
