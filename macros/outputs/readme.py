"""The plain text that goes with the numbers of a figure: what they are, what they are not, and where they come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from textwrap import wrap

from macros.library import Library
from macros.library.models.figures import Figure, Indicator
from macros.library.models.sources import SourceRef
from macros.outputs.columns import MEANING, labels, words_used
from macros.outputs.packages import LICENCE
from macros.outputs.plain_sources import citation

WIDTH = 90


def readme(library: Library, figure: Figure) -> bytes:
    """The Dutch text for `leesmij.txt`: UTF-8 with a byte order mark, so that a browser that is not told the encoding
    shows accents well.
    """
    lines = [figure.naam.upper(), "=" * len(figure.naam), "", *_text(figure.kort), ""]
    for block in (figure.wat or "").splitlines():
        lines += [*_text(block), ""]
    for title, body in _sections(library, figure):
        lines += [title, "-" * len(title), *body, ""]
    text = "\n".join(lines)
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text.encode("utf-8-sig")


def _sections(library: Library, figure: Figure) -> Iterator[tuple[str, Iterable[str]]]:
    yield "Wat vind je in deze map?", _files(figure)
    yield "Wat staat er in elke kolom?", _terms({column: text for column, (_, text) in MEANING.items()})
    yield (
        "Wat is er gemeten?",
        [line for id, indicator in figure.indicatoren.items() for line in _indicator(id, indicator)],
    )
    areas = {**library.lists["gemeenten"], **library.lists["gebieden"]}
    yield (
        "Welke gebieden komen voor?",
        _terms(
            {
                word: f"{label}. {areas[word].uitleg or ''}".rstrip()
                for word, label in labels(library, figure, "gebied").items()
            }
        ),
    )
    yield (
        "Waarop slaat een gebied?",
        _terms({word: f"{label}." for word, label in labels(library, figure, "gebied_basis").items()}),
    )
    flags = library.lists["vlaggen"]
    used = words_used(figure, "vlag")
    yield (
        "Wat betekenen de vlaggen?",
        _terms({word: f"{flags[word].label}. {flags[word].uitleg or ''}" for word in flags if word in used})
        if used
        else ["Bij geen enkel getal staat een vlag."],
    )
    if figure.tegenspraak:
        yield "Waar spreken bronnen elkaar tegen?", _items(figure.tegenspraak)
    yield (
        "Wat ontbreekt er?",
        _items(figure.ontbreekt) if figure.ontbreekt else ["We weten van geen gaten in deze getallen."],
    )
    numbers = words_used(figure, "bron")
    yield "Waar komen de getallen vandaan?", _terms({id: citation(library.sources[id]) for id in numbers})
    others = [line for ref in figure.bronnen if ref.bron not in numbers for line in _items([_reference(library, ref)])]
    if others:
        yield "Waar komt de uitleg vandaan?", others
    yield "Hoe vers is dit?", _fresh(figure)
    yield "Wat mag je ermee doen?", _licence(library, figure)


def _files(figure: Figure) -> Iterator[str]:
    yield from _terms(
        {
            f"{figure.id}.csv": f"De {len(figure.rows)} getallen, voor een programma. Tussen de kolommen staat "
            "een komma, in de getallen een punt. "
            "De tekens zijn UTF-8.",
            f"{figure.id}-excel.csv": "Dezelfde getallen, voor Excel in het Nederlands. Tussen de kolommen staat "
            "een puntkomma, in de getallen een komma.",
            "datapackage.json": "Dezelfde uitleg, voor een programma (Data Package, versie 2).",
            "leesmij.txt": "Deze uitleg.",
        }
    )
    yield ""
    yield from _text(
        "In het bestand voor Excel staat soms een apostrof (') voor een tekst. Zonder dat teken maakt Excel van "
        "de maand 2019-07 een datum, en van een "
        "tekst die met = begint een formule. De apostrof hoort niet bij de tekst. Lees je dit bestand met een "
        "programma? Haal dan één apostrof weg aan het "
        "begin van elke tekst die ermee begint. In het andere bestand staan alle teksten zoals ze zijn."
    )
    yield ""
    yield from _text(
        "Staat in Excel alles in één kolom? Kies dan Gegevens, Uit tekst/CSV, en neem de puntkomma als scheidingsteken."
    )


def _indicator(id: str, indicator: Indicator) -> Iterator[str]:
    yield f"{indicator.naam} ({id})"
    told = {
        "Definitie": indicator.definitie,
        "Teller": indicator.teller,
        "Noemer": indicator.noemer,
        "Bevolking": indicator.bevolking,
        "Eenheid": indicator.eenheid,
        "Methode": indicator.methode,
    }
    for name, text in told.items():
        if text:
            yield from _text(f"{name}: {text}", "  ")
    for name, texts in (("Breuk in de reeks", indicator.breuken), ("Let op", indicator.voorbehoud)):
        for text in texts:
            yield from _text(f"{name}: {text}", "  ")
    yield ""


def _reference(library: Library, ref: SourceRef) -> str:
    if ref.bron:
        return citation(library.sources[ref.bron])
    return ". ".join(filter(None, (ref.titel, str(ref.jaar or ""), ref.url)))


def _fresh(figure: Figure) -> Iterator[str]:
    yield from _text(f"Nagekeken op {_day(figure.nagekeken_op)} door: {figure.nagekeken_door}.")
    yield from _text(f"Nieuwe getallen: {figure.volgende_update or 'nog niet bekend wanneer.'}")


def _licence(library: Library, figure: Figure) -> Iterator[str]:
    network = library.network
    yield from _text(f"Licentie: {LICENCE['title']} ({LICENCE['name']}), {LICENCE['path']}")
    yield from _text(
        "Je mag de getallen gebruiken, delen en bewerken. Zeg van wie ze komen, en zeg het als je iets "
        "veranderde. Gebruik je één getal? Noem dan ook de "
        "bron van dat getal."
    )
    yield ""
    yield "Zo verwijs je ernaar:"
    yield from _text(
        f"{network.naam} ({figure.nagekeken_op.year}). {figure.naam} [gegevensbestand]. Nagekeken op "
        f"{_day(figure.nagekeken_op)}.",
        "  ",
    )
    yield from _text("Zet er het adres bij waar je het bestand vond.")
    yield ""
    yield from _text(f"Zie je een fout? Mail naar {network.clb.email}.")


def _terms(terms: dict[str, str]) -> Iterator[str]:
    for term, text in terms.items():
        yield term
        yield from _text(text, "  ")


def _items(texts: Iterable[str]) -> list[str]:
    return [line for text in texts for line in _text(text, "- ", "  ")]


def _text(text: str, first: str = "", after: str | None = None) -> list[str]:
    """The text in lines; an address is never cut."""
    return wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=first if after is None else after,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"
