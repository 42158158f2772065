"""What each column of a file with numbers is called and means, for who downloads it; the help of a field speaks to an
editor.
"""

from __future__ import annotations

from macros.library import Library
from macros.library.models.base import several
from macros.library.models.describe import describe
from macros.library.models.figures import Figure
from macros.library.models.observations import Observation

MEANING: dict[str, tuple[str, str]] = {
    "indicator": ("Indicator", "Wat er gemeten is, als vaste naam. Bij elke indicator hoort een definitie."),
    "periode": (
        "Periode",
        "Een jaar (2015), een schooljaar (2015-2016), een maand (2019-07) of een gemiddelde over jaren (2009/2018). "
        "Leeg als de bron geen periode noemt: lees dan de opmerking.",
    ),
    "gebied": ("Gebied", "De gemeente, de stad, het gewest, het land of het onderwijs waarover het getal gaat."),
    "gebied_basis": (
        "Soort gebied",
        "Of het gebied zegt waar de school ligt, waar de leerling woont, of over welke inwoners het gaat.",
    ),
    "bevolking": ("Bevolking", "Over wie het getal gaat."),
    "uitsplitsing": (
        "Uitsplitsing",
        "Waarop de groep is opgesplitst, bijvoorbeeld geslacht. Er staat 'totaal' als er niet opgesplitst is.",
    ),
    "categorie": ("Categorie", "De groep binnen de uitsplitsing, bijvoorbeeld vrouwen."),
    "waarde": ("Waarde", "Het getal zelf. Leeg als het niet bekend is: dan staat de vlag 'ontbreekt' erbij."),
    "eenheid": ("Eenheid", "Waarin de waarde is uitgedrukt, bijvoorbeeld % of leerlingen."),
    "teller": ("Teller", "Het aantal boven de deelstreep. Leeg als de bron het niet geeft."),
    "noemer": ("Noemer", "Het aantal onder de deelstreep. Leeg als de bron het niet geeft."),
    "bron": ("Bron", "De vaste naam van de bron van dit getal. De volledige bron staat in de lijst van de bronnen."),
    "vindplaats": ("Vindplaats", "Waar het getal in de bron staat."),
    "vlag": (
        "Vlag",
        "Waarop je bij dit getal moet letten. Bij meer dan één vlag staat er een spatie tussen. Leeg als er geen "
        "vlag is.",
    ),
    "opmerking": ("Opmerking", "Wat je bij dit getal moet weten."),
}
"""Column -> title and explanation, in Dutch; a column of `Observation` without one is a fault that the tests find."""


def words_used(figure: Figure, column: str) -> tuple[str, ...]:
    """The different words in a column of a figure, each once, in the order of its rows; a flag counts by itself."""
    words: dict[str, None] = {}
    for row in figure.rows:
        value = getattr(row, column)
        words.update(dict.fromkeys(several(value)))
    return tuple(words)


def labels(library: Library, figure: Figure, column: str) -> dict[str, str]:
    """Word -> what a reader sees, for the words of a closed list, or the ids of indicators, that occur in a column of a
    figure.

    Empty for a column with free words.
    """
    words = words_used(figure, column)
    if column == "indicator":
        return {word: figure.indicatoren[word].naam for word in words}
    lists = describe(Observation)[column].lists
    return {word: library.label(word, *lists) for word in words} if lists else {}
