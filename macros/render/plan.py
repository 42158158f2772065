"""The plan seen from different sides: by pillar, state, partner and signal, and who leads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from macros.library import Library
from macros.library.models.entries import Action, Entry
from macros.library.models.single import Objective
from macros.render.dutch import listed
from macros.render.landscape import offers

_STATES = {
    "lopend": ("{} loopt", "{} lopen"),
    "gepland": ("{} is gepland", "{} zijn gepland"),
    "voorgesteld": ("{} is voorgesteld", "{} zijn voorgesteld"),
    "gedaan": ("{} is gedaan", "{} zijn gedaan"),
    "gestopt": ("{} is gestopt", "{} zijn gestopt"),
    "onbekend": ("van {} kennen we de stand niet", "van {} kennen we de stand niet"),
}
"""How a state reads in a sentence, for one and for many, with `{}` for how many."""


@dataclass(frozen=True)
class Group:
    """Actions that belong together in a view."""

    name: str
    address: str
    """Address of the page of what they share; empty for none."""
    actions: tuple[Action, ...]
    leads: frozenset[Action] = frozenset()
    """Those that the partner of this group leads."""


@dataclass(frozen=True)
class PlanView:
    """One way to look at the plan."""

    id: str
    title: str
    groups: tuple[Group, ...]


@lru_cache(maxsize=2)
def actions(library: Library) -> tuple[Action, ...]:
    """All actions: those of the plan first, then the other kinds in the order of their list; within a kind by number
    and name.
    """
    kinds = list(library.lists["actiesoorten"])
    every = library.of(Action).values()
    return tuple(
        sorted(
            every,
            key=lambda action: (
                action.soort != "actie",
                kinds.index(action.soort),
                _by_number(action.nummer or ""),
                action.naam,
            ),
        )
    )


def _by_number(number: str) -> list[tuple[int, str]]:
    """The order of numbers in a plan: 1.2 before 1.10."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in number.replace("-", ".").split(".")]


def views(library: Library) -> list[PlanView]:
    """Every action once in each group where it belongs; what belongs nowhere stands in a last group that says so."""
    every = actions(library)

    def view(id: str, title: str, groups: Iterable[Group], rest: str) -> PlanView:
        full = [group for group in groups if group.actions]
        placed = {action for group in full for action in group.actions}
        left = tuple(action for action in every if action not in placed)
        return PlanView(id, title, (*full, *([Group(rest, "", left)] if left else [])))

    def of(name: str, address: str, members: Iterable[Action]) -> Group:
        return Group(name, address, tuple(members))

    pillars = (
        of(shown.label, "", (action for action in every if action.pijler == word))
        for word, shown in library.lists["pijlers"].items()
    )
    states = (
        of(shown.label, "", (action for action in every if action.status == word))
        for word, shown in library.lists["actiestatussen"].items()
    )
    by_signal = (
        of(entry.naam, entry.address, (action for action in every if id in action.risicofactoren))
        for id, entry in library["risicofactoren"].items()
    )
    return [
        view("per-pijler", "Per pijler", pillars, "Zonder pijler"),
        view("per-stand", "Volgens hoe ver het staat", states, "Zonder stand"),
        view(
            "per-partner",
            "Per partner",
            (of_partner(library, entry) for entry in library["partners"].values()),
            "Zonder partner met een fiche",
        ),
        view("per-signaal", "Per signaal", by_signal, "Zonder bepaald signaal"),
    ]


def of_partner(library: Library, partner: Entry) -> Group:
    """The actions that a partner leads, and then those in which it takes part."""
    every = actions(library)
    leads = [action for action in every if action.trekker == partner.id]
    helps = [action for action in every if partner.id in action.partners and action not in leads]
    return Group(partner.naam, partner.address, (*leads, *helps), frozenset(leads))


def by_pillar(library: Library) -> list[tuple[str, list[Objective]]]:
    """The objectives of each pillar that has them, in the order of the pillars."""
    groups = [
        (pillar, [objective for objective in library.objectives.values() if objective.pijler == pillar])
        for pillar in library.lists["pijlers"]
    ]
    return [(pillar, objectives) for pillar, objectives in groups if objectives]


def serving(library: Library, objective: Objective) -> list[Action]:
    """The actions that serve an objective."""
    return [action for action in actions(library) if action.doelstelling == objective.id]


def states_in_words(library: Library, some: Iterable[Action]) -> str:
    """How many of these actions are in which state, in the order of the list of states: "1 is gepland en 14 lopen"."""
    many = Counter(action.status for action in some)
    states = library.lists["actiestatussen"].items()
    return listed(
        [_told(state, shown.label)[many[state] != 1].format(many[state]) for state, shown in states if many[state]]
    )


def _told(state: str, label: str) -> tuple[str, str]:
    """How a state reads for one and for many; one that an editor added reads with its label."""
    return _STATES.get(state, (f"{{}} staat op '{label}'", f"{{}} staan op '{label}'"))


def kinds(library: Library) -> list[tuple[str, int, str]]:
    """Each kind of action, how many there are, and their states in words."""
    by_kind = {
        kind: [action for action in actions(library) if action.soort == kind] for kind in library.lists["actiesoorten"]
    }
    return [(kind, len(found), states_in_words(library, found)) for kind, found in by_kind.items()]


def leaders(library: Library) -> list[tuple[str, str, int]]:
    """Who leads: name, address of the page (empty for none) and how many actions, most first; who is not known comes
    last, with no name.
    """
    many = Counter(action.trekker or "" for action in actions(library))
    partners = library["partners"]
    named = [
        (partners[who].naam, partners[who].address, number) if who in partners else (who, "", number)
        for who, number in many.items()
    ]
    return sorted(named, key=lambda leader: (not leader[0], -leader[2], leader[0]))


def offers_per_signal(library: Library, action: Action) -> list[tuple[Entry, int]]:
    """Per risk factor of an action the number of offers that partners have for it in the pillar of that action, fewest
    first.
    """
    counts = [(library["risicofactoren"][id], offers(library, id, action.pijler)) for id in action.risicofactoren]
    return sorted(counts, key=lambda item: (item[1], item[0].naam))
