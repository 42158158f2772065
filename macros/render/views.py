"""What authors of pages can ask for: lists, cards, links, sources. Each gives HTML for the page at address `here`.

What a view gives comes in the page as it is. In a template text is escaped and `Markup` is not, so whatever somebody
typed goes through one (`render`); a view gives a string of its own only when it is a number or an id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from operator import attrgetter
from typing import NamedTuple, TypeVar

from markupsafe import Markup

from macros.editing.forms.questions import FORMS, NEW, questions
from macros.library import Library, recent
from macros.library.collections import CHANGES, collections
from macros.library.models.base import several
from macros.library.models.describe import describe
from macros.library.models.entries import KINDS, POLICY, Entry, Milestone, NetworkDay
from macros.library.models.figures import Figure
from macros.library.models.observations import COLUMNS, Observation
from macros.library.names import sort_key
from macros.library.text.problems import hint
from macros.library.upkeep import limits, upkeep
from macros.render import choices, evidence, finder, handbook, landscape, plan, timeline
from macros.render.charts.plot import plot
from macros.render.citations import citation
from macros.render.dutch import counted
from macros.render.engine import render
from macros.render.pages import entry_pages
from macros.render.terms import anchor

_T = TypeVar("_T")
View = Callable[..., str]
"""Gives HTML for a library and the address of a page; the arguments of an author follow."""
Offered = TypeVar("Offered", bound=View)

LISTED_HERE = "<div data-bundles></div>"
"""What a page has where the list of bundles comes: they are made of the pages, so there are none yet when a page gets
its content.
"""


class Macro(NamedTuple):
    """A view under the name that authors call it by."""

    example: str
    """A call with all that it takes, words in the place of ids: `kaart("partners", "partner-id")`."""
    gives: str
    """What a reader then sees, in Dutch, as a cell of VELDEN.md."""
    view: View


MACROS: dict[str, Macro] = {}
"""Name for authors -> macro, in the order of the code."""


def macro(example: str, gives: str) -> Callable[[Offered], Offered]:
    """Offer a view to authors, under the name with which its example begins. A name can be taken once, and editors must
    read what a macro gives; anything else is a mistake in the code, and stops the import.
    """
    name, _, rest = example.partition("(")
    if not name.isidentifier() or not rest.endswith(")"):
        raise ValueError(f"the example of a macro is a call, such as name('word'), not {example!r}")
    if name in MACROS:
        raise ValueError(f"two macros are called {name}: {MACROS[name].example} and {example}")
    if not gives.strip():
        raise ValueError(f"the macro {name} does not say in Dutch what it gives")

    def offer(view: Offered) -> Offered:
        MACROS[name] = Macro(example, gives, view)
        return view

    return offer


class AuthoringError(Exception):
    """An author of a page asked for something that is not there; the text is one Dutch sentence."""


def entry_of(library: Library, kind: str, id: str) -> Entry:
    """The entry an author names; raises `AuthoringError` with the nearest match."""
    by_id = entries_of(library, kind)
    if id not in by_id:
        raise AuthoringError(f"'{id}' staat niet in data/{kind}/{hint(id, by_id)}")
    return by_id[id]


def entries_of(library: Library, kind: str) -> Mapping[str, Entry]:
    """All entries of a kind an author names, by id, in the order of their names."""
    if kind not in library.entries:
        raise AuthoringError(f"de soort '{kind}' bestaat niet{hint(kind, KINDS) or '; kies uit: ' + ', '.join(KINDS)}")
    return library[kind]


def grouped(library: Library, kind: str, field: str) -> tuple[str, list[tuple[str, str, list[Entry]]]]:
    """The closed list behind `field`, and word, label and entries per word in its order; empty groups are left out."""
    entries = entries_of(library, kind).values()
    lists = {name: described.lists[0] for name, described in describe(KINDS[kind]).items() if described.lists}
    if field not in lists:
        raise AuthoringError(
            f"'{field}' is geen veld met een gesloten lijst{hint(field, lists) or '; kies uit: ' + ', '.join(lists)}"
        )
    groups = []
    for word, shown in library.lists[lists[field]].items():
        members = sorted(
            (entry for entry in entries if word in several(getattr(entry, field))), key=lambda entry: entry.rank
        )
        if members:
            groups.append((word, shown.label, members))
    return lists[field], groups


@macro(
    'lijst("partners", "soort")', "alle fiches van een soort als kaarten, met aantallen; met een veld erbij per groep"
)
def entry_list(library: Library, here: str, kind: str, group: str = "") -> str:
    """All entries of a kind as cards, with counts; grouped by a closed list, with a short index on top, when `group`
    names a field.
    """
    if not entries_of(library, kind):
        return nothing_yet(library, here)
    name, groups = (
        grouped(library, kind, group) if group else ("", [("", "", list(entries_of(library, kind).values()))])
    )
    actors = (
        {word: [role for role in library.roles if role.soort == word] for word, _, _ in groups}
        if name == "soorten"
        else {}
    )
    return render(
        "list.html",
        library,
        here,
        list=name,
        groups=groups,
        choices=choices.choices(library, kind, library[kind].values()),
        roles=actors,
        total=len(library[kind]),
        words=KINDS[kind].words,
    )


def nothing_yet(library: Library, here: str) -> str:
    """What a reader sees where a network has no data of a kind."""
    return render("nothing.html", library, here)


@macro('kaart("partners", "partner-id")', "één fiche als kaart")
def card(library: Library, here: str, kind: str, id: str) -> str:
    """One entry as a card."""
    return render("card.html", library, here, entry=entry_of(library, kind, id))


@macro('link("partners", "partner-id", "tekst")', "een link naar een fiche, met haar naam of met je eigen tekst")
def link(library: Library, here: str, kind: str, id: str, text: str = "") -> str:
    """A link to an entry, with its name or the author's own text."""
    return render("link.html", library, here, entry=entry_of(library, kind, id), text=text)


@macro('bron("bron-id", "tabel 2")', "een bron uit de lijst, en waar erin; met `short=True` alleen auteur en jaar")
def source(library: Library, here: str, id: str, place: str = "", short: bool = False) -> str:
    """A source of the reference list in APA, or in short: author and year; `place` says where in it."""
    if id not in library.sources:
        raise AuthoringError(f"'{id}' staat niet in data/bronnen.yml{hint(id, library.sources)}")
    return render("source.html", library, here, source=library.sources[id], place=place, short=short)


@macro('aantal("praktijken")', "hoeveel fiches er zijn")
def total(library: Library, here: str, kind: str) -> str:
    """How many entries a kind has."""
    return str(len(entries_of(library, kind)))


@macro('voorbeeld("partners")', "het id van de eerste fiche, voor een adres dat werkt")
def example(library: Library, here: str, kind: str) -> str:
    """The id of the first entry of a kind, for an address that works; the word "id" while there is none."""
    return next(iter(entries_of(library, kind)), "id")


@macro("clb_van_je_school()", '"het CLB van je school", met een link zodra er CLB\'s bij de partners staan')
def school_office(library: Library, here: str) -> str:
    """ "het CLB van je school", linked to the partners that are one."""
    return render("school_office.html", library, here)


@macro("contactgegevens()", "hoe je het netwerk bereikt, met uren en vakanties, uit `data/netwerk.yml`")
def network_contact(library: Library, here: str) -> str:
    """Coordinator, CLB, opening hours and holidays, as the network published them."""
    return render("contact.html", library, here, network=library.network)


@macro("deuren()", "de deuren op de eerste pagina")
def home(library: Library, here: str) -> str:
    """The doors and the state of the site on the home page."""
    return render("home.html", library, here)


@macro("begrippenlijst()", "alle begrippen met hun uitleg en waar ze staan")
def glossary(library: Library, here: str) -> str:
    """Every term with its explanation, its other names and the pages that use it."""
    uses: dict[str, list[Entry]] = {anchor(term): [] for term in library.glossary}
    for page in entry_pages(library):
        for name in page.terms:
            uses[name].append(page.entry)
    if not uses:
        return nothing_yet(library, here)
    return render(
        "glossary.html", library, here, letters=_by_letter(library.glossary, lambda term: term.term), uses=uses
    )


@macro('bronnenlijst("onderzoek")', 'alle bronnen; met `"onderzoek"` of `"cijfers"` een deel ervan')
def reference_list(library: Library, here: str, part: str = "") -> str:
    """Every source in APA, with the entries that lean on it; `part` is 'cijfers' (sources of numbers), 'onderzoek' (the
    rest) or all.
    """
    if part not in ("", "cijfers", "onderzoek"):
        raise AuthoringError(f"'{part}' is geen deel van de bronnen; kies uit: cijfers, onderzoek")
    chosen = [
        source
        for source in library.sources.values()
        if not part or (source.id in library.number_sources) == (part == "cijfers")
    ]
    sources = sorted(chosen, key=lambda source: sort_key(_text(citation(source))))
    if not chosen:
        return nothing_yet(library, here)
    return render(
        "sources.html",
        library,
        here,
        total=len(chosen),
        letters=_by_letter(sources, lambda source: _text(citation(source))),
    )


@macro("tijdlijn()", "de mijlpalen, de oudste eerst")
def milestones(library: Library, here: str) -> str:
    """The milestones, oldest first."""
    items = sorted(library.of(Milestone).values(), key=attrgetter("datum"))
    return render("timeline.html", library, here, items=items) if items else nothing_yet(library, here)


@macro("hulplijnen()", "nummers voor hulp; met `urgent=True` de dringendste in het kort")
def help_lines(library: Library, here: str, urgent: bool = False) -> str:
    """Numbers for help now: all in full, or the most urgent in short."""
    lines = [line for line in library.help_lines if not urgent or line.dringend == "ja"]
    return render("helplines.html", library, here, lines=lines, short=urgent) if lines else nothing_yet(library, here)


@macro('grafiek("cijfer-id", "grafiek")', "een grafiek met zin, tabel en downloads")
def chart(library: Library, here: str, id: str, chart: str) -> str:
    """A chart of a figure, with its sentence, table and ways to take it along."""
    figure = figure_of(library, id)
    names = [drawn.id for drawn in figure.grafieken]
    if chart not in names:
        raise AuthoringError(
            f"'{chart}' is geen grafiek van '{id}'{hint(chart, names) or '; kies uit: ' + ', '.join(names)}"
        )
    return render("chart.html", library, here, plot=plot(library, figure, chart), anchor=f"{id}-{chart}")


@macro(
    'cijfer("cijfer-id", "indicator", "gebied", "periode", categorie="woord")',
    "één getal in een zin, met eenheid en bron; zonder periode het nieuwste, zonder kolom het totaal",
)
def number(
    library: Library, here: str, id: str, indicator: str, area: str, period: str = "", cite: bool = True, **words: str
) -> str:
    """One number with its unit and source, the newest when no period is given; `words` choose further columns, such as
    `categorie`.
    """
    figure = figure_of(library, id)
    return render(
        "number.html", library, here, figure=figure, row=row_of(figure, indicator, area, period, words), cite=cite
    )


@macro(
    'kerncijfer("cijfer-id", "indicator", "gebied", "tekst", "grafiek")',
    "het nieuwste totaal van een cijfer voor een gebied, met jaar en bron, en een link naar een grafiek",
)
def key_figure(
    library: Library, here: str, id: str, indicator: str, area: str, text: str, chart: str = "", **words: str
) -> str:
    """The newest number of an indicator in an area, with its year and source and the author's words for it; `chart` is
    where its link leads.
    """
    figure = figure_of(library, id)
    names = [drawn.id for drawn in figure.grafieken]
    if chart and chart not in names:
        raise AuthoringError(f"'{chart}' is geen grafiek van '{id}'{hint(chart, names)}")
    return render(
        "figure.html",
        library,
        here,
        figure=figure,
        row=row_of(figure, indicator, area, "", words),
        text=text,
        chart=chart,
    )


def figure_of(library: Library, id: str) -> Figure:
    """The figure an author names."""
    return library.of(Figure)[entry_of(library, Figure.folder, id).id]


def row_of(figure: Figure, indicator: str, area: str, period: str, words: Mapping[str, str]) -> Observation:
    """The one number that an author means: a total unless `words` say otherwise, and the newest unless a period is
    given.
    """
    if indicator not in figure.indicatoren:
        raise AuthoringError(f"'{indicator}' is geen indicator van '{figure.id}'{hint(indicator, figure.indicatoren)}")
    for name in words:
        if name not in COLUMNS:
            raise AuthoringError(f"'{name}' is geen kolom{hint(name, COLUMNS)}")
    wanted = {"indicator": indicator, "gebied": area, "categorie": "totaal", **words}
    rows = [
        row
        for row in figure.rows
        if row.waarde is not None and all(getattr(row, name) == word for name, word in wanted.items())
    ]
    rows = [row for row in rows if row.periode == (period or max(other.periode for other in rows))]
    if not rows:
        areas = {row.gebied for row in figure.rows}
        asked = ", ".join(filter(None, [f"'{indicator}' voor '{area}'", period, *words.values()]))
        raise AuthoringError(
            f"'{figure.id}' heeft geen getal van {asked}{hint(area, areas) if area not in areas else ''}"
        )
    if len({row.waarde for row in rows}) > 1:
        several = [name for name in (*COLUMNS[3:7], "eenheid", "bron") if len({getattr(row, name) for row in rows}) > 1]
        raise AuthoringError(
            f"'{figure.id}' heeft hier meer dan één getal van '{indicator}'; kies ook: {', '.join(several)}"
        )
    return rows[0]


@macro('definities("cijfer-id/indicator", "cijfer-id/indicator")', "wat indicatoren meten, naast elkaar")
def definitions(library: Library, here: str, *pairs: str) -> str:
    """Indicators side by side, named as `figure/indicator`: what each counts, of whom, and how."""
    indicators = []
    for pair in pairs:
        id, _, indicator = pair.partition("/")
        figure = figure_of(library, id)
        if indicator not in figure.indicatoren:
            raise AuthoringError(f"'{indicator}' is geen indicator van '{id}'{hint(indicator, figure.indicatoren)}")
        indicators.append((figure, figure.indicatoren[indicator]))
    return render("definitions.html", library, here, found=indicators)


@macro("ontbrekende_cijfers()", "wat we niet vonden, per cijfer")
def missing(library: Library, here: str) -> str:
    """What no source told about each figure, and where it can be had."""
    figures = [figure for figure in library.of(Figure).values() if figure.ontbreekt]
    return render("missing.html", library, here, figures=figures) if figures else nothing_yet(library, here)


@macro("volgende_dag()", "de komende netwerkdagen")
def coming_days(library: Library, here: str) -> str:
    """The network days that are planned or sure and not over on the day of the content, the first one first."""
    days = [day for day in library.of(NetworkDay).values() if day.is_to_come(library.day)]
    return render("days.html", library, here, days=sorted(days, key=lambda day: day.begin))


@macro("nieuwste(3)", "het laatste nieuws, de laatste updates van acties en wat het laatst is nagekeken")
def newest(library: Library, here: str, many: int = 3) -> str:
    """The newest news and updates of actions, and what was last checked."""
    day, kinds = recent.checked(library)
    return render("newest.html", library, here, items=recent.happened(library)[:many], checked_on=day, checked=kinds)


@macro(
    'maillink("Stel een actie voor", "Voorstel", "Wat?\\nWie?")',
    "een mail aan het netwerk met onderwerp en vragen ingevuld",
)
def mail_link(library: Library, here: str, text: str, subject: str, questions: str = "") -> str:
    """A link that opens a mail to the network with a subject and questions to answer, one per line."""
    body = "".join(f"{question.strip()}\n\n" for question in questions.splitlines() if question.strip())
    return render("mail_link.html", library, here, text=text, subject=subject, body=body)


@macro(
    'formulier("partners", "wijzigen")',
    "de vragen van een formulier, om te mailen of af te drukken; zonder tweede woord die voor een nieuwe fiche",
)
def paper_form(library: Library, here: str, kind: str, what: str = NEW) -> str:
    """The questions of a form to answer on paper, with a link to a mail that has them too; `what` is 'nieuw',
    'wijzigen' or 'gestopt'.
    """
    forms = FORMS.get(kind, {})
    if what not in forms:
        raise AuthoringError(f"'{kind}' heeft geen formulier '{what}'; kies uit: {', '.join(forms or FORMS)}")
    asked = questions(library, kind, what)
    body = "".join(f"{question.label}\n\n" for question in asked)
    return render(
        "paper_form.html",
        library,
        here,
        questions=asked,
        subject=f"Formulier {KINDS[kind].words[0]}: {what}",
        body=body,
    )


@macro("landschapsblad()", "alle partners op één blad")
def sheet(library: Library, here: str) -> str:
    """The whole landscape on one sheet: every partner in each pillar in which it has an offer."""
    rows = landscape.sheet_rows(library)
    places = sum(len(members) for row in rows for _, members in row.cells)
    return render(
        "sheet.html",
        library,
        here,
        rows=rows,
        rest=landscape.without_offer(library),
        places=places,
        partners=landscape.partners(library),
        letters=landscape.letters(library),
    )


@macro("wie_doet_wat()", "elke soort speler met taak, mandaat en bron")
def roles(library: Library, here: str) -> str:
    """Who does what: each kind of actor with its task, its mandate and its source, by kind of partner."""
    if not library.roles:
        return nothing_yet(library, here)
    by_kind = [(kind, [role for role in library.roles if role.soort == kind]) for kind in library.lists["soorten"]]
    return render(
        "roles.html", library, here, kinds_with_roles=[(kind, members) for kind, members in by_kind if members]
    )


@macro("gemeentekaart()", "de kaart van de gemeenten, met hun partners")
def tiles(library: Library, here: str) -> str:
    """The municipalities as a map of tiles, with their number of local partners."""
    shown = [(word, place, len(landscape.local(library, word))) for word, place in library.lists["gemeenten"].items()]
    return render("tiles.html", library, here, tiles=shown, wide=len(landscape.everywhere(library)))


@macro("lacunes()", "waar aanbod ontbreekt")
def gaps(library: Library, here: str) -> str:
    """How many offers there are per signal, municipality and age in each pillar, and where there are none."""
    return render("gaps.html", library, here, matrices=landscape.matrices(library))


@macro("wie_helpt()", "de zoeker: kies signaal, leeftijd, gemeente ... en zie wie helpt")
def find(library: Library, here: str) -> str:
    """The finder: choices, where to begin, and every partner as an answer."""
    shown = finder.as_listed(library, landscape.partners(library))
    return render(
        "finder.html",
        library,
        here,
        partners=shown,
        choices=choices.finder_choices(library, shown),
        words=KINDS["partners"].words,
        answers_of=partial(finder.finder_answers, library),
        reach=finder.reach,
        practices=finder.practices,
        kinds_in_order=list(library.lists["soorten"]),
        policy=POLICY,
    )


@macro("verband()", "hoe sterk signalen samengaan met afwezigheid")
def strengths(library: Library, here: str) -> str:
    """How strongly each risk factor goes together with absence, with intervals; what is known of dropout apart."""
    absence = [link for link in evidence.measured_links(library, "afwezigheid") if link.interval]
    if not absence:
        return nothing_yet(library, here)
    drawings = [evidence.drawing(absence, width) for width in (700, 320)]
    return render(
        "strengths.html",
        library,
        here,
        absence=absence,
        dropout=evidence.measured_links(library, "uitval"),
        drawings=drawings,
    )


@macro("bewijskaart()", "waar bewijs, praktijken en partners zijn, per signaal en pijler")
def evidence_map(library: Library, here: str) -> str:
    """Signals against pillars: approaches by strength of evidence, practices and partners."""
    return render("evidence_map.html", library, here, rows=evidence.evidence_rows(library))


@macro("zelftest()", "de stellingen voor een schoolteam")
def self_check(library: Library, here: str) -> str:
    """Statements for a school team, by theme, with what to do where one does not hold yet."""
    if not library.self_check:
        return nothing_yet(library, here)
    themes = [
        (theme, [statement for statement in library.self_check if statement.thema == theme])
        for theme in library.lists["zelftestthemas"]
    ]
    return render(
        "selfcheck.html", library, here, themes=[(theme, statements) for theme, statements in themes if statements]
    )


@macro("planoverzicht()", "de acties per pijler, stand, partner, signaal en in de tijd")
def action_plan(library: Library, here: str) -> str:
    """The actions of the plan by pillar, state, partner and signal, and in time."""
    if not library["acties"]:
        return nothing_yet(library, here)
    dated = timeline.dated(library)
    undated = [action for action in plan.actions(library) if action not in dated]
    drawings = [timeline.timeline(library, width) for width in (700, 320)] if dated else []
    return render(
        "plan.html", library, here, views=plan.views(library), dated=dated, undated=undated, drawings=drawings
    )


@macro("planstand()", "het plan in het kort: hoe ver het staat, per soort, en wie trekt")
def plan_in_short(library: Library, here: str) -> str:
    """What the plan holds and how far it is, at a glance: the states in words, in all and per kind, and who leads."""
    every = plan.actions(library)
    if not every:
        return nothing_yet(library, here)
    words = (
        f"Hier {'staat' if len(every) == 1 else 'staan'} {counted(len(every), ('fiche', 'fiches'))}: "
        f"{plan.states_in_words(library, every)}."
    )
    return render(
        "plan_in_short.html",
        library,
        here,
        words=words,
        kinds_of_actions=plan.kinds(library),
        leaders=plan.leaders(library),
    )


@macro("velden()", "per soort fiche alle velden met uitleg, en een leeg bestand")
def handbook_of_kinds(library: Library, here: str) -> str:
    """Per kind of entry the fields that an editor may type, and an empty file to begin with."""
    return render("handbook.html", library, here, handbook=handbook.per_kind(library))


@macro('begrip("begrip")', "de uitleg van één begrip")
def definition(library: Library, here: str, name: str) -> str:
    """What a glossary term means."""
    for term in library.glossary:
        if name in term.names:
            return render("term.html", library, here, term=term)
    raise AuthoringError(
        f"'{name}' staat niet in data/begrippen.yml{hint(name, [term.term for term in library.glossary])}"
    )


@macro("toegankelijkheid()", "wat de laatste test vond, uit `data/toegankelijkheid.yml`")
def accessibility(library: Library, here: str) -> str:
    """What the last test of accessibility found."""
    if library.accessibility is None:
        return nothing_yet(library, here)
    return render("findings.html", library, here, findings=library.accessibility)


@macro("doelstellingen()", "de doelen van het plan met hun getal, en de doelstellingen per pijler")
def objectives(library: Library, here: str) -> str:
    """Goals of the plan with their number, and the objectives of each pillar."""
    if not library.objectives:
        return nothing_yet(library, here)
    goals = [goal for goal in library.objectives.values() if goal.pijler is None]
    return render("objectives.html", library, here, goals=goals, by_pillar=plan.by_pillar(library))


@macro("verwijspad()", "de verwijspaden, stap voor stap")
def referral(library: Library, here: str) -> str:
    """The referral paths, step by step."""
    return render("referral.html", library, here) if library.referral else nothing_yet(library, here)


@macro("beheer()", "wat nagekeken moet worden, per lijst, met de reden")
def care(library: Library, here: str) -> str:
    """What needs care: old, uncertain, unreachable, not confirmed, contradicted, due, linked to nothing."""
    months = limits(library)
    kinds = [
        (many, [KINDS[kind].words[1] for kind in months if months[kind] == many])
        for many in sorted(set(months.values()))
    ]
    return render("upkeep.html", library, here, cares=upkeep(library), limits=kinds)


@macro("bundellijst()", "de PDF-bundels met hun omvang; niets als ze niet gemaakt zijn")
def listed_here(library: Library, here: str) -> str:
    """The place for a list of all bundles."""
    return LISTED_HERE


@macro("gegevens()", "alle lijsten voor programma's en spreadsheets")
def data_sets(library: Library, here: str) -> str:
    """Every list that a program can ask for, with its tables."""
    return render("data_sets.html", library, here, sets=[*collections(library)])


@macro("gegevenswijzigingen()", "wat er aan die lijsten veranderde")
def data_changes(library: Library, here: str) -> str:
    """What changed in the interface for programs, the newest first."""
    return render("data_changes.html", library, here, changes=CHANGES)


def _by_letter(items: Iterable[_T], name: Callable[[_T], str]) -> list[tuple[str, list[_T]]]:
    letters: dict[str, list[_T]] = {}
    for item in items:
        first = sort_key(name(item))[:1].upper()
        letters.setdefault(first if first.isalpha() else "0-9", []).append(item)
    return list(letters.items())


def _text(html: str) -> str:
    return Markup(html).striptags()


def problem_box(library: Library, here: str, message: str) -> str:
    """A mistake of an author, in the page where it was made."""
    return render("problem.html", library, here, message=message)
