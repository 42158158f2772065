"""A figure: a dataset with what it measures, of when and where, and the files to download."""

from __future__ import annotations

from collections.abc import Iterator

from macros.library.models.figures import Figure, Indicator
from macros.outputs.columns import words_used
from macros.outputs.downloads import file_names
from macros.outputs.jsonld.nodes import LANGUAGE, Here, JsonLd, node, optional
from macros.outputs.packages import LICENCE

FORMATS = {"csv": "text/csv", "json": "application/json"}


def figure(here: Here, entry: Figure) -> JsonLd:
    """The dataset. Its files are told with name and form; size and hash stand in its Data Package."""
    areas = dict.fromkeys(row.gebied for row in entry.rows)
    places = [here.area(word, "gebieden", "gemeenten") for word in areas]
    variables = [_indicator(id, measured) for id, measured in entry.indicatoren.items()]
    return here.entry(
        entry,
        identifier=entry.id,
        inLanguage=LANGUAGE,
        license=LICENCE["path"],
        isAccessibleForFree=True,
        creator={"@id": here.network},
        publisher={"@id": here.network},
        dateModified=entry.nagekeken_op.isoformat(),
        temporalCoverage=_period(entry),
        spatialCoverage=places,
        variableMeasured=variables,
        isBasedOn=[{"@id": here.source(id)} for id in words_used(entry, "bron")],
        about=here.refs("risicofactoren", entry.risicofactoren),
        includedInDataCatalog={"@id": here.self_of(entry.listed_at)},
        distribution=list(_files(here, entry)),
    )


def _files(here: Here, entry: Figure) -> Iterator[JsonLd]:
    for name in file_names(entry):
        form = FORMATS.get(name.rpartition(".")[2])
        if form:
            address = here.at(f"{entry.address}{name}")
            yield node("DataDownload", name=name, contentUrl=address, encodingFormat=form)


def _indicator(id: str, measured: Indicator) -> JsonLd:
    """What is measured, of whom and against what. `PropertyValue` has the unit, `StatisticalVariable` the rest; neither
    has a numerator.
    """
    return node(
        ["PropertyValue", "StatisticalVariable"],
        propertyID=id,
        name=measured.naam,
        description=measured.definitie,
        unitText=measured.eenheid,
        measurementMethod=measured.methode,
        measurementDenominator=optional("StatisticalVariable", name=measured.noemer),
        populationType=optional("Class", name=measured.bevolking),
    )


def catalogue(here: Here) -> JsonLd:
    """All figures together."""
    return node(
        "DataCatalog",
        here.self_of(f"{Figure.folder}/"),
        name=f"Cijfers van {here.library.network.naam}",
        license=LICENCE["path"],
        publisher={"@id": here.network},
        dataset=here.refs(Figure.folder, here.library[Figure.folder]),
    )


def _period(entry: Figure) -> str | None:
    """From the first to the last year of its numbers, `2004/2025`; a school year or a mean over years counts to its
    end.
    """
    periods = [row.periode for row in entry.rows if row.periode]
    if not periods:
        return None
    first = min(period[:4] for period in periods)
    last = max(_last_year(period) for period in periods)
    return first if first == last else f"{first}/{last}"


def _last_year(period: str) -> str:
    return period[-4:] if len(period) == len("JJJJ-JJJJ") else period[:4]
