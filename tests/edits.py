"""Ordinary edits of the network's own data, made by rule: whatever stands in `data/` today, there is something to edit.

Each takes the folder of a project and changes it as an editor would, in a browser, without Python.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from macros.editing.writing import as_yaml, with_values
from macros.library import DataError, Library, read_library
from macros.library.models.describe import Description, describe
from macros.library.models.entries import KINDS, Action, NetworkDay, Partner
from macros.library.models.figures import Figure
from macros.library.models.known_words import KNOWN_WORDS, KnownWords

SOURCE = [{"url": "https://www.voorbeeld.be/nieuw", "jaar": "2026"}]
CHECKED = {"bronnen": SOURCE, "nagekeken_op": "2026-11-23", "nagekeken_door": "redactie"}


def change(path: Path, model: type[Any], **values: Any) -> None:
    """Put values in the file of an entry, the rest as it was."""
    text, left = with_values(path.read_text(encoding="utf-8"), values, list(model.model_fields))
    assert not left
    path.write_text(text, encoding="utf-8")


def add(root: Path, kind: str, id: str, values: Mapping[str, Any]) -> None:
    """Write the file of a new entry."""
    (root / "data" / kind / f"{id}.yml").write_text(as_yaml(values), encoding="utf-8")


def active_partner(library: Library) -> Partner:
    """A partner that works, is named by others, and is not one that the network itself leans on."""
    own = {library.network.meldpunt, *library.network.eerste_hulp}
    partners = [entry for entry in library.of(Partner).values() if entry.id not in own]
    named = [entry for entry in partners if entry.status == "actief" and any(library.neighbours(entry).values())]
    return named[0]


def new_hours(root: Path) -> None:
    """The office opens and closes at other hours."""
    path = root / "data" / "netwerk.yml"
    text = path.read_text(encoding="utf-8")
    hours = "08:00-16:30" if "08:00-16:30" not in text else "08:15-16:45"
    text = re.sub(r'"[0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2}( en [0-9:-]+)?"', f'"{hours}"', text)
    text = re.sub(r"( *)openingsuren:.*(\n\1 +.*)*", r"\1openingsuren: Op werkdagen, de hele dag.", text, count=1)
    path.write_text(text, encoding="utf-8")


def partner_stops(root: Path) -> None:
    """A partner that others name stops."""
    partner = active_partner(read_library(root))
    change(root / partner.source, Partner, status="gestopt", nagekeken_op="2026-11-23")


def new_partner(root: Path) -> None:
    """A partner with no more than what is required."""
    add(
        root,
        "partners",
        "proefhuis-kort",
        {"naam": "Proefhuis kort", "kort": "Een huis.", "soort": "onderwijs", "gemeenschap": "nl", "zekerheid": "laag"}
        | CHECKED,
    )


def partner_with_every_field(root: Path) -> None:
    """A partner of which everything is known, with names that are long."""
    library = read_library(root)
    offers = [
        {
            "naam": f"Aanbod {number} met een heel lange naam, want zo heet het nu eenmaal bij ons in huis",
            "wat": "Wat het is, voor wie en hoe lang.",
            "pijlers": list(library.lists["pijlers"]),
            "risicofactoren": list(library["risicofactoren"]),
            "interventies": list(library["interventies"])[:3],
        }
        for number in range(1, 9)
    ]
    values = {
        "naam": "Proefhuis voor jongeren, ouders en leerkrachten van het Brusselse onderwijs in de Vlaamse rand vzw",
        "afkorting": "PHJOLBOVR",
        "kort": "Een huis met alles.",
        "gemeenschap": "bi",
        "wat": "Meer tekst.\n\n- een punt\n- nog een punt\n",
        "aanbod": offers,
        "leeftijd_van": "3",
        "leeftijd_tot": "25",
        "aanmelden": "Bel of mail.",
        "volgende_stap": "Bel ons op 02 512 30 06.",
        "kost": "Gratis",
        "adressen": [{"straat": "Proefstraat 2", "postcode": "1070", "gemeente": "Anderlecht"}],
        "telefoon": "02 512 30 06",
        "email": "proef@voorbeeld.be",
        "website": "https://www.voorbeeld.be",
        "openingsuren": "Elke werkdag.",
        "status": "actief",
        "zekerheid": "hoog",
        "opmerking": "Niets.",
    }
    left_out = {"opgegaan_in", "oude_ids", *values, *CHECKED}
    rest = {name: anything(library, field) for name, field in describe(Partner).items() if name not in left_out}
    add(root, "partners", "proefhuis-lang", values | rest | CHECKED)


def anything(library: Library, field: Description) -> str | list[str]:
    """What a field may hold: every word of its lists, every entry that it can name, or some text."""
    words = list(dict.fromkeys(word for name in field.lists for word in library.lists[name]))
    ids = [id for marker in field.refers_to for id in library[marker.kind]]
    known = words or ids or (["1"] if int in field.types else ["Tekst."])
    return known if field.is_many else known[-1]


def last_year(figure: Figure) -> str:
    """The year of the last row of a figure."""
    return figure.rows[-1].periode or ""


def new_year(root: Path) -> None:
    """One more row in a series: the last one, a year later."""
    figures = read_library(root).of(Figure).values()
    yearly = [entry for entry in figures if entry.rows[-1].periode and re.fullmatch("[0-9]{4}", entry.rows[-1].periode)]
    path = (root / min(yearly, key=last_year).source).with_suffix(".csv")
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    last = list(rows[-1])
    place = rows[0].index("periode")
    last[place] = str(int(last[place]) + 1)
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(last)
    with path.open("a", encoding="utf-8") as file:
        file.write(line.getvalue())


def renamed(root: Path) -> None:
    """A partner gets another address: its file another name, its old one kept, and every line that the check names."""
    partner = active_partner(read_library(root))
    id = f"{partner.id}-nieuw"
    path = root / partner.source
    change(path, Partner, oude_ids=[*partner.oude_ids, partner.id])
    path.rename(path.with_stem(id))
    for _ in range(20):
        try:
            read_library(root)
        except DataError as error:
            for problem in error.problems:
                lines = (root / problem.path).read_text(encoding="utf-8").splitlines(keepends=True)
                lines[problem.line - 1] = re.sub(rf"(?<![\w-]){partner.id}(?![\w-])", id, lines[problem.line - 1])
                (root / problem.path).write_text("".join(lines), encoding="utf-8")
        else:
            break
    for page in (root / "content").rglob("*.md"):
        text = page.read_text(encoding="utf-8")
        page.write_text(re.sub(rf'"partners", "{partner.id}"', f'"partners", "{id}"', text), encoding="utf-8")


def new_network_day(root: Path) -> None:
    """A day to come, with a programme."""
    year = read_library(root).day.year + 1
    values = {
        "naam": "Proefdag van het netwerk",
        "kort": "Een dag voor alle scholen.",
        "soort": "netwerkdag",
        "begin": f"{year}-03-11 09:00",
        "einde": f"{year}-03-11 16:00",
        "plaats": "Het huis in Molenbeek",
        "organisator": "Het netwerk",
        "voor_wie": "Alle scholen",
        "programma": [{"begin": "09:00", "einde": "10:00", "wat": "Onthaal"}, {"begin": "10:00", "wat": "Gesprek"}],
        "status": "bevestigd",
    }
    assert values.keys() <= NetworkDay.model_fields.keys()
    add(root, "netwerkdagen", "proefdag", values | CHECKED)


def moved_word(root: Path) -> None:
    """A word of a chapter goes to another place in its sentence: it changes places with the one before."""
    for path in sorted((root / "content" / "informatiebundel").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        moved = re.sub(
            r"^([A-Z][a-z]+ (?:\w+ )*?)([a-z]{3,}) ([a-z]{3,}) ", r"\1\3 \2 ", text, count=1, flags=re.MULTILINE
        )
        if moved != text:
            path.write_text(moved, encoding="utf-8")
            return
    raise AssertionError("geen hoofdstuk met een zin")


def action_with_steps(root: Path) -> None:
    """An action of the plan, with a leader, steps that are late, done and to come, and a number to change."""
    library = read_library(root)
    figure = next(iter(library.of(Figure).values()))
    row = figure.rows[-1]
    values = {
        "naam": "Proefactie",
        "kort": "Wij doen iets.",
        "soort": "actie",
        "pijler": next(iter(library.lists["pijlers"])),
        "doelstelling": next(iter(library.objectives)),
        "trekker": active_partner(library).id,
        "begin": "2026-09",
        "einde": "2027-06-30",
        "status": "lopend",
        "stappen": [
            {"naam": "Eerste stap", "tegen": "2026-10-01", "staat": "gedaan", "gedaan_op": "2026-10-01"},
            {"naam": "Tweede stap", "tegen": "2026-10-15", "staat": "gepland"},
            {"naam": "Derde stap", "tegen": "2027-05", "staat": "gepland"},
        ],
        "updates": [{"datum": "2026-10-02", "tekst": "De eerste stap is gezet."}],
        "indicatoren": [
            {
                "cijfer": figure.id,
                "indicator": row.indicator,
                "gebied": row.gebied,
                "richting": "omlaag",
                "doelwaarde": "5",
                "eenheid": row.eenheid,
                "tegen": "2030",
            }
        ],
    }
    assert values.keys() <= Action.model_fields.keys()
    add(root, "acties", "proefactie", values | CHECKED)


def is_extendable(name: str) -> bool:
    """Whether editors may add a word to a list."""
    return not KNOWN_WORDS.get(name, KnownWords()).fixed


def used_in() -> Iterator[tuple[str, str, str]]:
    """Kind, field and list where an entry says one word of a list that editors may extend; where it says several,
    `partner_with_every_field` takes every word.
    """
    for kind, model in KINDS.items():
        for name, field in describe(model).items():
            if len(field.lists) == 1 and not field.is_many and is_extendable(field.lists[0]):
                yield kind, name, field.lists[0]


def new_word(name: str) -> str:
    """The word that a list gets more."""
    return f"proefwoord-{name.replace('_', '-')}"


def new_words(root: Path) -> None:
    """A word more in each list that editors may extend, each said by an entry."""
    paths = sorted((root / "data" / "lijsten").glob("*.yml"))
    for number, path in enumerate(path for path in paths if is_extendable(path.stem)):
        text = path.read_text(encoding="utf-8").rstrip("\n")
        sign = ", teken: p" if KNOWN_WORDS.get(path.stem, KnownWords()).signed else ""
        path.write_text(f"{text}\n  {new_word(path.stem)}: {{label: Proefwoord {number}{sign}}}\n", encoding="utf-8")
    library = read_library(root)
    for place, (kind, field, name) in enumerate(used_in()):
        entries = list(library[kind].values())
        if entries:
            entry = entries[-1 - place % len(entries)]
            change(root / entry.source, KINDS[kind], **{field: new_word(name)})
    path = root / next(iter(library["cijfers"].values())).source
    header, first, *rest = list(csv.reader(io.StringIO(path.with_suffix(".csv").read_text(encoding="utf-8"))))
    place = header.index("vlag")
    first[place] = f"{first[place]} {new_word('vlaggen')}".strip()
    table = io.StringIO()
    csv.writer(table, lineterminator="\n").writerows([header, first, *rest])
    path.with_suffix(".csv").write_text(table.getvalue(), encoding="utf-8")


EDITS: tuple[Callable[[Path], None], ...] = (
    new_hours,
    partner_stops,
    new_partner,
    new_year,
    new_words,
    partner_with_every_field,
    renamed,
    new_network_day,
    moved_word,
    action_with_steps,
)
