"""What a pull request hears on GitHub: annotations on a line, and one comment in Markdown on what is wrong or what
changes for the reader.

Everything that somebody typed stands in a code span: there GitHub makes no links, images, HTML, mentions or references
of it. What stands outside of one are our own words, so that `scripts/opmerking.py` can hold every comment against that
rule before it posts it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from macros.editing.proposals.comparison import (
    Comparison,
    Deleted,
    FieldChange,
    Link,
    Lost,
    Section,
    Stale,
    Thing,
    ThingChange,
)
from macros.library.text.problems import Problem, printable

MARK = "<!-- samen-tegen-schooluitval: controle -->"
"""First line of the comment, by which it is found again."""
LONGEST = 60_000
"""Characters; GitHub takes 65,536, and what posts the comment adds a few lines."""
LONGEST_VALUE = 300
SHOWN = 30
"""Items of one list, at most; the rest is counted."""
AROUND = 40
"""Characters that stay on either side of where two long texts differ."""


MEND = """Zo verbeter je dat:

1. Klik boven op **Files changed**. Klik bij het bestand op de drie puntjes, en dan op **Edit file**.
2. Verbeter de tekst. Klik op **Commit changes**, en nog eens op **Commit changes**.

De controle loopt dan vanzelf opnieuw, en deze opmerking verandert mee. Begin geen nieuw voorstel. \
Kom je er niet uit, of staat het bestand er niet bij? Zeg het hieronder, dan helpt iemand van het netwerk je."""
"""How somebody who works in a browser goes on with the same proposal."""
STOPPED = """**Bestaat wat je weghaalde niet meer?** Laat het bestand dan staan: \
sluit dit voorstel met **Close pull request**. \
Klik op de site bij die fiche op **Wijzig deze pagina**, zet er `status: gestopt` in en zeg wat er gebeurde. \
Dan blijft het adres werken, en kloppen de andere fiches nog."""
"""What to do instead of taking away an entry that can say that it is over."""
WORD = "Is een woord toch juist? Zeg het hieronder, dan zet iemand van het netwerk het in de woordenlijst."


def annotation(problem: Problem) -> str:
    """The line by which GitHub shows a problem beside the line it is about."""
    line = f",line={problem.line}" if problem.line else ""
    place = f"file={_property(problem.path)}{line},title={_property(problem.field or 'Gegevens')}"
    return f"::error {place}::{_escaped(problem.message)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def review_of_changes(comparison: Comparison, meanwhile: Sequence[str] = (), language: Sequence[Problem] = ()) -> str:
    """The comment on data without problems.

    `meanwhile` are files that the branch changed too since the proposal left it, `language` is what is misspelled or
    too long.
    """
    lines = (
        _to_mend(language, [line for problem in language for line in _problem(problem, None)], WORD) if language else []
    )
    lines += ["## Wat verandert voor de lezer", ""]
    lines += _meanwhile(meanwhile)
    lines += _block("Let op:", [*map(_lost, comparison.lost), *map(_stale, comparison.stale)])
    for section in comparison.sections:
        lines += [f"### {section.title[:1].upper()}{section.title[1:]}", "", *_section(section)]
    links = (
        [f"- Erbij: {_link(link)}" for link in comparison.new_links],
        [f"- Weg: {_link(link)}" for link in comparison.gone_links],
    )
    if any(links):
        lines += ["### Links tussen fiches", "", *_capped(links[0], "- "), *_capped(links[1], "- "), ""]
    if not comparison.any:
        lines += [
            "Aan de gegevens verandert niets. Pagina's, opmaak en code vergelijken we hier niet: kijk daarvoor "
            "naar het voorbeeld.",
            "",
        ]
    return _comment(lines)


def review_of_problems(problems: Sequence[tuple[Problem, Deleted | None]], meanwhile: Sequence[str] = ()) -> str:
    """The comment on data that the check refuses, with what to do for each problem."""
    told = [line for problem, deleted in problems for line in _problem(problem, deleted)]
    stopped = any(deleted and deleted.can_stop for _, deleted in problems)
    return _comment(
        [*_to_mend([problem for problem, _ in problems], told, STOPPED if stopped else ""), *_meanwhile(meanwhile)]
    )


def _to_mend(problems: Sequence[Problem], told: Sequence[str], advice: str) -> list[str]:
    """What is wrong, and how to mend it in a browser."""
    found = "1 probleem" if len(problems) == 1 else f"{len(problems)} problemen"
    return [
        "## Er klopt nog iets niet",
        "",
        f"De controle vond {found}:",
        "",
        *told,
        "",
        *([advice, ""] if advice else []),
        MEND,
        "",
    ]


def review_without_base(problems: Sequence[Problem]) -> str:
    """The comment on data without problems, when that of the branch itself has some."""
    lines = [
        "## Jouw gegevens zijn in orde",
        "",
        "We kunnen niet zeggen wat er verandert: de versie waarmee we vergelijken, klopt zelf niet. Dat ligt niet "
        "aan jou. Wie de site beheert, verbetert dit:",
        "",
    ]
    return _comment([*lines, *(line for problem in problems for line in _problem(problem, None))])


def code(text: str) -> str:
    """Text of somebody else on one line in a code span, with a fence that it cannot close; letters that nobody sees
    become a sign.
    """
    line = printable(text) or "(leeg)"
    fence = "`" * (1 + max(map(len, re.findall("`+", line)), default=0))
    room = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{room}{line}{room}{fence}"


def _short(text: str, longest: int = LONGEST_VALUE) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _value(text: str) -> str:
    return code(_short(text))


def _values(words: Sequence[str]) -> str:
    return ", ".join([*map(_value, words[:SHOWN]), *([f"en nog {len(words) - SHOWN}"] if len(words) > SHOWN else [])])


def _steps(steps: Sequence[str]) -> str:
    return " › ".join(code(_short(step, 120)) for step in steps)


def _capped(lines: Sequence[str], indent: str) -> list[str]:
    """At most `SHOWN` items, then how many more there are. An item may be a few lines."""
    return [*lines[:SHOWN], *([f"{indent}en nog {len(lines) - SHOWN}"] if len(lines) > SHOWN else [])]


def _block(title: str, items: Iterable[str]) -> list[str]:
    found = [f"- {item}" for item in items]
    return [f"**{title}**", "", *_capped(found, "- "), ""] if found else []


def _meanwhile(files: Sequence[str]) -> list[str]:
    shown = _block("Intussen veranderde iemand anders deze bestanden ook:", map(_value, files))
    return [*shown, "Jouw versie is daarmee samengevoegd, en zo nagekeken. Lees ze nog eens na.", ""] if shown else []


def _lost(lost: Lost) -> str:
    gone = f"het adres {code(lost.id)} van {_value(lost.name)} werkt niet meer"
    if lost.successor:
        return f"{gone}. {code(lost.successor)} lijkt dezelfde fiche: zet daarin {code(f'oude_ids: [{lost.id}]')}"
    told = [gone, f"kwam er een andere fiche in de plaats? Zet daar {code(f'oude_ids: [{lost.id}]')} bij"]
    if lost.can_stop:
        told.append(
            f"bestaat ze niet meer? Laat het bestand staan en zet er {code('status: gestopt')} in: dan blijft het "
            "adres werken"
        )
    return "\n  - ".join([*told, "doe je niets, dan krijgt wie de oude link volgt een pagina die zegt dat er niets is"])


def _stale(stale: Stale) -> str:
    places = [f"{code(path)} ({code(field)})" for path, field in stale.places]
    return "\n".join(
        [
            f"{_value(stale.value)} staat ook nog op deze plaatsen. Moet het daar ook anders?",
            *_capped([f"  - {place}" for place in places], "  - "),
        ]
    )


def _section(section: Section) -> Iterator[str]:
    yield from _capped([_added(thing) for thing in section.added], "- ")
    yield from _capped([f"- **Weg:** {_value(thing.name)}" for thing in section.removed], "- ")
    yield from _capped(
        [f"- **Samengevoegd:** {_value(was.name)} leidt nu naar {_value(heir.name)}" for was, heir in section.merged],
        "- ",
    )
    yield from _capped(["\n".join(_changed(change)) for change in section.changed], "- ")
    yield ""


def _added(thing: Thing) -> str:
    told = [f"- **Nieuw:** {_value(thing.name)}", *([f"  {_value(thing.short)}"] if thing.short else [])]
    return "\n".join([*told, *(f"  - {code(name)}: {_values(words)}" for name, words in thing.facts)])


def _changed(change: ThingChange) -> Iterator[str]:
    yield f"- **Gewijzigd:** {_value(change.name)}"
    if change.was:
        yield f"  - nieuw adres: {code(change.was)} heet nu {code(change.path)}; het oude adres leidt ernaartoe"
    yield from _capped([_field(field) for field in change.fields], "  - ")
    yield from _capped([_field(number) for number in change.numbers], "  - ")


def _field(change: FieldChange) -> str:
    place = f"  - {_steps(change.steps)}: "
    if change.is_list or not (change.old and change.new):
        parts = [
            f"erbij {_values(change.new)}" if change.new else "",
            f"weg {_values(change.old)}" if change.old else "",
        ]
        before = f" (ervoor {_value(change.earlier)})" if change.earlier else ""
        return place + ("; ".join(filter(None, parts)) or "andere volgorde") + before
    old, new = _difference(change.old[0], change.new[0])
    return f"{place}{code(old)} wordt {code(new)}"


def _difference(old: str, new: str) -> tuple[str, str]:
    """Two texts, cut down to where they differ when they are long."""
    old, new = " ".join(old.split()), " ".join(new.split())
    if max(len(old), len(new)) > 2 * AROUND:
        shorter = min(len(old), len(new))
        same = next((place for place in range(shorter) if old[place] != new[place]), shorter)
        last = next((place for place in range(shorter - same) if old[-1 - place] != new[-1 - place]), shorter - same)
        start, end = max(same - AROUND, 0), max(last - AROUND, 0)
        old, new = (f"{'…' if start else ''}{text[start : len(text) - end]}{'…' if end else ''}" for text in (old, new))
    return _short(old), _short(new)


def _link(link: Link) -> str:
    return " en ".join(f"{_value(name)} ({kind})" for name, kind in (link.one, link.other))


def _problem(problem: Problem, deleted: Deleted | None) -> Iterator[str]:
    place = code(problem.path) + (f", regel {problem.line}" if problem.line else "")
    message = problem.message.partition("; bedoelde je")[0] if deleted else problem.message  # it was no slip of the pen
    yield f"- {place}: {_value(': '.join(filter(None, (problem.field, message))))}"
    if deleted and deleted.successor:
        yield f"  - {code(deleted.id)} heet nu {code(deleted.successor)}: schrijf dat hier"
    elif deleted:
        yield f"  - {code(deleted.path)} haalde je weg. Zet het terug, of haal {code(deleted.id)} hier weg"


def _comment(lines: Iterable[str]) -> str:
    """The lines under the mark, as many as fit."""
    found = "\n".join(lines).rstrip("\n").split("\n")
    kept: list[str] = [MARK]
    room = LONGEST - len(MARK)
    for place, line in enumerate(found):
        room -= len(line) + 1
        if room < 0:
            kept += ["", f"En nog {len(found) - place} regels: die passen hier niet."]
            break
        kept.append(line)
    return "\n".join(kept) + "\n"
