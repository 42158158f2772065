"""A reader finds each source in APA, each part of it once."""

import html
from pathlib import Path

import pytest
from conftest import real_library

from macros.library.models.sources import Source
from macros.render.citations import citation
from macros.render.engine import readable

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (
            {
                "type": "webpage",
                "title": "Minder schoolverlaters bij ons",
                "container-title": "WTV",
                "issued": {"date-parts": [[2017, 2, 8]]},
            },
            "<i>Minder schoolverlaters bij ons</i>. (2017, 8 februari). WTV.",
        ),
        (
            {
                "type": "article-newspaper",
                "title": "Wat doet een boete?",
                "container-title": "De Tijd",
                "issued": {"date-parts": [[2016]]},
            },
            "Wat doet een boete? (2016). <i>De Tijd</i>.",
        ),
        (
            {
                "type": "article-newspaper",
                "title": "Honger en dorst",
                "genre": "Column",
                "container-title": "De Tijd",
                "issued": {"date-parts": [[2016]]},
            },
            "Honger en dorst [Column]. (2016). <i>De Tijd</i>.",
        ),
        (
            {
                "type": "report",
                "title": "Wie blijft weg?",
                "author": [{"literal": "AGODI"}],
                "issued": {"date-parts": [[2019]]},
            },
            "AGODI. (2019). <i>Wie blijft weg?</i>",
        ),
    ],
)
def test_a_source_is_told_as_apa_tells_it(given: dict[str, object], shown: str) -> None:
    assert str(citation(Source.model_validate({"id": "bron", **given}))).strip() == shown


def test_no_source_says_its_title_twice() -> None:
    for source in real_library().sources.values():
        assert str(citation(source)).count(html.escape(source.title, quote=False)) == 1, citation(source)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({"author": [{"family": "Hattie"}], "issued": {"date-parts": [[2009]]}}, "Hattie, 2009"),
        ({"author": [{"literal": "AGODI"}, {"family": "De Witte"}]}, "AGODI en De Witte"),
        (
            {
                "author": [{"family": "Freeman"}, {"family": "Simonsen"}, {"family": "Briere"}],
                "issued": {"date-parts": [[2014]]},
            },
            "Freeman e.a., 2014",
        ),
        ({"container-title": "Knack", "issued": {"date-parts": [[2017, 2]]}}, "Knack, 2017"),
        ({}, "Bericht"),
    ],
)
def test_a_sentence_names_a_source_in_short(given: dict[str, object], shown: str) -> None:
    assert Source.model_validate({"id": "bron", "type": "article", "title": "Bericht", **given}).short == shown


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://www.voorbeeld.be/caf%C3%A9-%E2%80%93-nieuws", "voorbeeld.be/café-–-nieuws"),
        ("http://voorbeeld.be/a%20b?x=%26", "voorbeeld.be/a%20b?x=%26"),  # would be another address
        ("https://voorbeeld.be/%C2%93Roma%C2%94", "voorbeeld.be/%C2%93Roma%C2%94"),  # no letter has a picture of this
        ("https://voorbeeld.be/%E9t%E9", "voorbeeld.be/%E9t%E9"),
    ],
)
def test_paper_shows_an_address_as_people_read_it(address: str, shown: str) -> None:
    assert readable(address) == shown
