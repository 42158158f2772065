"""What the forms for people outside ask, per kind: the same questions on GitHub, on paper and in a mail.

Shape, choices and help come from the models and the closed lists. Here stands what is asked, in which order, and in
which words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, urlencode

from macros.library.library import Library
from macros.library.models.describe import Description, describe
from macros.library.models.entries import KINDS, Entry
from macros.library.models.fields import visible
from macros.library.models.lists import Word

NEW, WRONG, STOPPED = "nieuw", "wijzigen", "gestopt"
"""What somebody wants: add an entry, mend one, or tell that it is over."""
WHICH, REMARK, WHOLE_ENTRY = "fiche", "mis", "alles"
"""Questions without a field in the model: which entry is meant, what only a person can work out, and whether whoever
mends one thing looked at all of it.
"""
YES = "ja"
CHECKED = {YES: Word(label="Ja, alles klopt nu"), "nee": Word(label="Nee, alleen wat ik hier invul")}
"""Answers to that last one."""

FORMS: dict[str, dict[str, str]] = {
    "partners": {
        NEW: "naam* kort* soort* gemeenschap* wat werkgebied niveaus doelgroepen aanmelden telefoon email website "
        "adressen bronnen* nagekeken_door*",
        WRONG: "fiche* naam kort aanmelden telefoon email website adressen openingsuren kost mis alles bronnen* "
        "nagekeken_door*",
        STOPPED: "fiche* opmerking* opgegaan_in bronnen* nagekeken_door*",
    },
    "praktijken": {
        NEW: "naam* kort* wat* waar* bereik* stappen* pijlers* niveaus* resultaat soort_bewijs* voor_wie tijd "
        "kost andere_partners periode contact website "
        "bronnen* nagekeken_door*",
        WRONG: "fiche* naam kort wat voor_wie resultaat tijd kost periode contact website mis alles bronnen* "
        "nagekeken_door*",
        STOPPED: "fiche* periode* bronnen* nagekeken_door*",
    },
    "acties": {
        NEW: "naam* kort* pijler* doelstelling* trekker* andere_partners begin einde stappen kost bronnen* "
        "nagekeken_door*",
        WRONG: "fiche* naam kort status status_reden begin einde kost mis alles bronnen* nagekeken_door*",
        STOPPED: "fiche* status_reden* einde bronnen* nagekeken_door*",
    },
    "netwerkdagen": {
        NEW: "naam* kort* soort* begin* organisator* einde plaats voor_wie bronnen* nagekeken_door*",
        WRONG: "fiche* naam kort begin einde plaats voor_wie status mis alles bronnen* nagekeken_door*",
    },
    "nieuws": {
        NEW: "naam* kort* datum* tekst* bronnen* nagekeken_door*",
        WRONG: "fiche* naam kort datum tekst mis alles bronnen* nagekeken_door*",
    },
}
"""Kind -> what somebody wants -> its questions in order, with * for what must be answered: fields that somebody outside
can know.

Figures and research have no form: they need an editor.
"""

LABELS = {
    WHICH: "Welke fiche?",
    REMARK: "Wat klopt er nog niet?",
    WHOLE_ENTRY: "Keken jullie de hele fiche na?",
    "aanmelden": "Hoe meldt iemand zich aan?",
    "acties.naam": "Naam van de actie",
    "acties.stappen": "Welke stappen zijn er?",
    "adressen": "Adres",
    "andere_partners": "Welke organisaties doen mee?",
    "begin": "Wanneer begint het?",
    "bereik": "Waar loopt het?",
    "bronnen": "Waar staat dat?",
    "contact": "Bij welke organisatie kun je terecht?",
    "datum": "Van welke dag is het bericht?",
    "doelgroepen": "Wie wordt geholpen?",
    "doelstelling": "Aan welke doelstelling werkt de actie?",
    "einde": "Wanneer eindigt het?",
    "email": "E-mail",
    "gemeenschap": "In welke taal wordt er gewerkt?",
    "kort": "Wat is het, in één zin?",
    "kost": "Wat kost het?",
    "naam": "Naam",
    "nagekeken_door": "Welke organisatie vult dit in?",
    "netwerkdagen.status": "Gaat het door?",
    "netwerkdagen.voor_wie": "Wie is welkom?",
    "nieuws.kort": "Het nieuws in één zin",
    "nieuws.naam": "Titel",
    "niveaus": "Voor welk onderwijs?",
    "openingsuren": "Openingsuren",
    "opgegaan_in": "Welke partner nam het werk over?",
    "opmerking": "Wat is er gebeurd, en wanneer?",
    "organisator": "Wie richt het in?",
    "partners.naam": "Naam van de organisatie",
    "periode": "Wanneer liep of loopt het?",
    "pijler": "Bij welke pijler hoort het?",
    "pijlers": "Bij welke pijler hoort het?",
    "plaats": "Op welke plaats?",
    "resultaat": "Wat zagen jullie veranderen?",
    "soort": "Welke soort is het?",
    "soort_bewijs": "Waar steunt dat resultaat op?",
    "stappen": "Hoe pakken jullie het aan, stap voor stap?",
    "status": "Hoe ver staat het?",
    "status_reden": "Wat is er gebeurd, en wanneer?",
    "tekst": "Het bericht",
    "telefoon": "Telefoon",
    "tijd": "Hoeveel tijd kost het?",
    "trekker": "Welke organisatie trekt?",
    "voor_wie": "Voor welke leerlingen, ouders of teams?",
    "waar": "Welke school of organisatie, en in welke gemeente?",
    "wat": "Vertel er wat meer over",
    "website": "Website",
    "werkgebied": "Waar wordt er gewerkt?",
}
"""Field, or kind and field -> the question. In one form no two are alike."""

HELP = {
    WHICH: "Het adres van de pagina op deze site, of de naam zoals die daar staat.",
    REMARK: "Wat je bij de andere vragen niet kwijt kunt. De redactie leest dit en past het zelf aan.",
    "acties.begin": "Schrijf JJJJ-MM-DD. Weet je de dag niet? Schrijf dan JJJJ-MM of JJJJ.",
    "acties.einde": "Schrijf JJJJ-MM-DD. Weet je de dag niet? Schrijf dan JJJJ-MM of JJJJ.",
    "acties.stappen": "Zet elke stap op een eigen regel.",
    "adressen": "Schrijf het zo: Dorpsstraat 1, 1234 Gemeente. Zet elk adres op een eigen regel.",
    "andere_partners": "Noem organisaties, geen personen. Zet elke organisatie op een eigen regel.",
    "bronnen": "Het webadres van de pagina waar je antwoorden te lezen zijn. Zet elk adres op een eigen regel.",
    "contact": "Noem een organisatie, geen persoon.",
    "datum": "Schrijf JJJJ-MM-DD.",
    "email": "Het adres van de organisatie, niet dat van een persoon.",
    "nagekeken_door": "Noem je organisatie, geen persoon. Keek ze de hele fiche na? Dan staat dat op de site.",
    "opgegaan_in": "De naam van een partner die al op deze site staat.",
    "opmerking": "Schrijf gewone zinnen, zoals ze op de site mogen staan.",
    "periode": "Bijvoorbeeld: sinds 2019, of: van 2016 tot juni 2024.",
    "plaats": "Gebouw, straat en gemeente.",
    "status_reden": "Eén zin, zoals die op de site mag staan.",
    "stappen": "Zet elke stap op een eigen regel.",
    "tekst": "Schrijf gewone zinnen. Na een lege regel begint een nieuwe alinea.",
    "trekker": "De organisatie die ervoor zorgt dat het gebeurt.",
    "voor_wie": "Zeg ook welke leeftijd of welk leerjaar.",
    "wat": "Enkele zinnen: wat er gebeurt, en waarom.",
}
"""Field, or kind and field -> help for somebody outside, where the help for editors does not fit."""

CHOICE_HELP = {"choice": "Kies wat het best past.", "choices": "Vink aan wat past."}

AnswerShape = Literal["line", "text", "lines", "choice", "choices"]


@dataclass(frozen=True)
class Question:
    """One question of a form."""

    id: str
    """The field of the model that takes the answer, or `WHICH`, `REMARK` or `WHOLE_ENTRY`."""
    label: str
    """The question itself."""
    help: str
    """How to answer it, in one or two sentences."""
    shape: AnswerShape
    """One line, a text, one answer per line, one of the options, or several of them."""
    required: bool
    """Whether a form without this answer is refused."""
    options: Mapping[str, Word]
    """For a choice: word -> what is shown for it."""


def questions(library: Library, kind: str, what: str) -> tuple[Question, ...]:
    """The questions of one form in `FORMS`, in order; the library gives the choices, and what has none is not asked."""
    asked = (_question(library, kind, marked.rstrip("*"), marked.endswith("*")) for marked in FORMS[kind][what].split())
    return tuple(question for question in asked if question.options or question.shape not in ("choice", "choices"))


def _question(library: Library, kind: str, id: str, required: bool) -> Question:
    label = LABELS.get(f"{kind}.{id}") or LABELS[id]
    help = HELP.get(f"{kind}.{id}") or HELP.get(id) or ""
    if id == WHOLE_ENTRY:
        return Question(id, label, CHOICE_HELP["choice"], "choice", required, CHECKED)
    if id in (WHICH, REMARK):
        return Question(id, label, help, "line" if id == WHICH else "text", required, {})
    field = describe(KINDS[kind])[id]
    shape = _shape(field)
    return Question(
        id,
        label,
        CHOICE_HELP.get(shape) or help or field.help,
        shape,
        required,
        _options(library, field),
    )


def _shape(field: Description) -> AnswerShape:
    if field.lists or _goals(field):
        return "choices" if field.is_list else "choice"
    if field.is_list:
        return "lines"
    return "text" if visible in field.checks else "line"


def _options(library: Library, field: Description) -> Mapping[str, Word]:
    if _goals(field):
        return {id: Word(label=goal.naam) for id, goal in library.objectives.items()}
    return {word: shown for name in field.lists for word, shown in library.lists[name].items()}


def _goals(field: Description) -> bool:
    """Whether a field names a goal of the plan: there are few of them, so they can be chosen."""
    return any(marker.kind == "doelstellingen" for marker in field.refers_to)


def form_file(kind: str, what: str) -> str:
    """The name of a form on GitHub."""
    return f"{KINDS[kind].words[0]}-{what}.yml"


def form_address(entry: Entry, repo_url: str) -> str:
    """Where somebody says on GitHub what is wrong with an entry, with title and entry filled in; nothing without a
    repository or such a form.
    """
    if not repo_url or WRONG not in FORMS.get(entry.folder, {}):
        return ""
    filled = {"template": form_file(entry.folder, WRONG), "title": f"Verbetering: {entry.naam}", WHICH: entry.address}
    return f"{repo_url.rstrip('/')}/issues/new?{urlencode(filled, quote_via=quote, safe='')}"
