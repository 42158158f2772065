"""What was read before is used again by the preview, and never in the place of what changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from macros.library import DataError, Library, read_library
from macros.library.library import Memory
from macros.library.models.figures import Figure


def told(root: Path, memory: Memory | None = None) -> object:
    """Everything that was read, or every problem."""
    try:
        library = read_library(root, memory=memory)
    except DataError as error:
        return [str(problem) for problem in error.problems]
    return library.entries, library.lists, library.sources, library.network, library.objectives, rows(library)


def rows(library: Library) -> list[object]:
    return [figure.rows for figure in library.of(Figure).values()]


def changes(data: Path) -> Iterator[str]:
    """One change after the other, each with its name."""

    def edit(name: str, old: str, new: str) -> str:
        path = data / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        return f"{name}: {new}"

    yield "nothing"
    yield edit("partners/hulp.yml", "naam: Hulp", "naam: Bijstand")
    yield edit("partners/hulp.yml", "naam: Bijstand", "naam:")
    yield edit("acties/aanspreekpunt.yml", "trekker: hulp", "trekker: hulpp")
    yield edit("partners/hulp.yml", "naam:\n", "naam: Hulp\n")
    yield edit("acties/aanspreekpunt.yml", "trekker: hulpp", "trekker: hulp")
    yield edit("cijfers/afwezig.csv", ",6.1,", ",6.2,")
    yield edit("cijfers/afwezig.csv", ",6.2,", ",zes,")
    yield edit("cijfers/afwezig.csv", ",zes,", ",6.1,")
    yield edit("cijfers/afwezig.yml", "indicator: afwezig", "indicator: aanwezig")
    yield edit("cijfers/afwezig.yml", "indicator: aanwezig", "indicator: afwezig")
    yield edit("lijsten/pijlers.yml", "preventie:", "voorkomen:")
    yield edit("lijsten/pijlers.yml", "voorkomen:", "preventie:")
    yield edit("bronnen.yml", "proefboek2015", "proefboek2016")
    yield edit("bronnen.yml", "proefboek2016", "proefboek2015")
    (data / "partners" / "hulp.yml").rename(data / "partners" / "steun.yml")
    yield "a partner has another id"
    (data / "partners" / "steun.yml").rename(data / "partners" / "hulp.yml")
    yield "and its own again"


def test_a_reading_with_a_memory_says_the_same_as_one_without(small_site: Path) -> None:
    memory = Memory()
    for change in changes(small_site / "data"):
        assert told(small_site, memory) == told(small_site), change
        assert told(small_site, memory) == told(small_site), f"{change}, read twice"
