"""A partner: an organisation, how to reach it, and what it offers to whom, where and how."""

from __future__ import annotations

from macros.library.models.entries import Partner
from macros.library.models.parts import Address, Offer
from macros.outputs.jsonld.nodes import Here, JsonLd, node, optional


def partner(here: Here, entry: Partner) -> JsonLd:
    """The organisation, with each offer as a service."""
    areas = [here.area(word, "gemeenten", "werkgebieden") for word in entry.werkgebied]
    signals = (id for offer in entry.aanbod for id in offer.risicofactoren)
    state = here.library.label(entry.status, "statussen") if entry.status != "actief" else None
    return here.entry(
        entry,
        alternateName=entry.afkorting,
        disambiguatingDescription=state,
        keywords=here.labels("soorten", [entry.soort]),
        url=entry.website,
        telephone=entry.telefoon,
        email=entry.email,
        address=[postal_address(address) for address in entry.adressen],
        areaServed=areas,
        contactPoint=_contact(entry),
        knowsAbout=here.refs("risicofactoren", signals),
        makesOffer=[_offer(here, entry, offer, areas) for offer in entry.aanbod],
    )


def postal_address(address: Address) -> JsonLd:
    """An address in Belgium, as far as it is known."""
    return node(
        "PostalAddress",
        streetAddress=address.straat,
        postalCode=address.postcode,
        addressLocality=address.gemeente,
        addressCountry="BE",
    )


def _contact(entry: Partner) -> JsonLd | None:
    """How to reach it. Hours are told in words: nobody typed them per day."""
    if not (entry.telefoon or entry.email or entry.talen or entry.openingsuren):
        return None
    return node(
        "ContactPoint",
        telephone=entry.telefoon,
        email=entry.email,
        availableLanguage=list(entry.talen),
        description=entry.openingsuren,
    )


def _offer(here: Here, entry: Partner, offer: Offer, areas: list[JsonLd]) -> JsonLd:
    service = node(
        "Service",
        name=offer.naam,
        description=offer.wat,
        serviceType=here.labels("pijlers", offer.pijlers),
        audience=_audience(here, entry),
        areaServed=areas,
        availableChannel=_channel(here, entry),
    )
    return node("Offer", itemOffered=service, priceSpecification=optional("PriceSpecification", description=entry.kost))


def _audience(here: Here, entry: Partner) -> list[JsonLd]:
    roles = here.labels("doelgroepen", entry.doelgroepen)
    levels = here.labels("niveaus", entry.niveaus)
    groups = optional("EducationalAudience", educationalRole=roles, audienceType=levels)
    ages = optional("PeopleAudience", suggestedMinAge=entry.leeftijd_van, suggestedMaxAge=entry.leeftijd_tot)
    return [audience for audience in (groups, ages) if audience]


def _channel(here: Here, entry: Partner) -> JsonLd | None:
    """How somebody signs up, when that is known."""
    if not (entry.aanmelden or entry.volgende_stap or entry.wie_meldt_aan):
        return None
    who = ", ".join(here.labels("wie_meldt_aan", entry.wie_meldt_aan))
    lines = (entry.aanmelden, f"Wie meldt aan: {who}." if who else "")
    return node(
        "ServiceChannel",
        name=entry.volgende_stap,
        description="\n\n".join(filter(None, lines)),
        serviceUrl=entry.website,
        servicePhone=optional("ContactPoint", telephone=entry.telefoon),
    )
