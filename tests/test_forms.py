"""The issue forms: fresh, within the rules of GitHub, asking only what has a place in a file, and accepted when they
are filled in as GitHub does it.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import real_library

from macros.editing.forms.github import FORM_FOLDER, forms
from macros.editing.forms.questions import FORMS, NEW, REMARK, STOPPED, WHICH, WHOLE_ENTRY, questions
from macros.editing.forms.submissions import SETTLED, from_issue
from macros.library import read_library
from macros.library.models.entries import KINDS

ROOT = Path(__file__).parent.parent
LIBRARY = real_library()
WRITTEN = forms(LIBRARY)
ALL = [pytest.param(kind, what, id=f"{kind}-{what}") for kind, asked in FORMS.items() for what in asked]
TYPES = {
    "markdown": {"value"},
    "input": {"label", "description"},
    "textarea": {"label", "description"},
    "dropdown": {"label", "description", "options"},
    "checkboxes": {"label", "description", "options"},
}


def form(kind: str, what: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(WRITTEN[f"{FORM_FOLDER}/{KINDS[kind].words[0]}-{what}.yml"])
    return loaded


def test_the_committed_forms_are_fresh() -> None:
    """After a change in the models or the lists: python -m macros write."""
    committed = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in (ROOT / FORM_FOLDER).iterdir()
    }
    assert committed == WRITTEN


def test_names_that_links_rely_on() -> None:
    assert {
        f"{FORM_FOLDER}/{name}.yml"
        for name in ("partner-nieuw", "partner-wijzigen", "partner-gestopt", "praktijk-nieuw", "actie-nieuw")
    } <= WRITTEN.keys()
    names = [yaml.safe_load(text)["name"] for name, text in WRITTEN.items() if not name.endswith("config.yml")]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("kind", "what"), ALL)
def test_a_form_keeps_to_the_rules_of_github(kind: str, what: str) -> None:
    """As docs.github.com has them under "Common validation errors when creating issue forms"."""
    loaded = form(kind, what)
    assert loaded.keys() == {"name", "description", "title", "labels", "body"}
    assert loaded["labels"] == ["formulier", f"{kind}-{what}"]
    asked = [element for element in loaded["body"] if element["type"] != "markdown"]
    ids = [element["id"] for element in asked]
    labels = [element["attributes"]["label"] for element in asked]
    for element in loaded["body"]:
        assert element.keys() <= {"type", "id", "attributes", "validations"}
        assert element["attributes"].keys() == TYPES[element["type"]]
        assert all(
            text and (isinstance(text, list) or text.strip() == text or element["type"] == "markdown")
            for text in element["attributes"].values()
        )
        assert element["type"] != "checkboxes" or "validations" not in element
    for element in asked:
        options = [
            option["label"] if isinstance(option, dict) else option
            for option in element["attributes"].get("options", ["x"])
        ]
        assert all(isinstance(option, str) for option in options)
        assert len(options) == len(set(options)) > 0
        assert not {option.casefold() for option in options} & {"none", "true", "false", "yes", "no"}
        labels += options if element["type"] == "checkboxes" else []
    assert all(re.fullmatch(r"[A-Za-z0-9_-]+", id) for id in ids)
    assert len(ids) == len(set(ids))
    assert len({re.sub(r"\W+", "-", label.casefold()).strip("-") for label in labels}) == len(labels)
    assert not [label for label in labels if "wachtwoord" in label or "password" in label]


@pytest.mark.parametrize(("kind", "what"), ALL)
def test_every_answer_has_its_place_and_nothing_needed_is_left_out(kind: str, what: str) -> None:
    asked = questions(LIBRARY, kind, what)
    fields = KINDS[kind].model_fields
    assert {question.id for question in asked} - {WHICH, REMARK, WHOLE_ENTRY} <= fields.keys()
    assert {"bronnen", "nagekeken_door"} <= {question.id for question in asked if question.required}
    assert all(question.help for question in asked)
    if what == NEW:
        given = (
            {question.id for question in asked if question.required}
            | SETTLED.get((kind, what), {}).keys()
            | {"nagekeken_op"}
        )
        assert {name for name, info in fields.items() if info.is_required()} <= given
    else:
        assert WHICH in {question.id for question in asked if question.required}


ANSWERS = {
    **{
        "fiche": "Hulp",
        "telefoon": "02 512 30 05",
        "email": "hulp@example.org",
        "website": "https://example.org/x",
        "bronnen": "https://example.org/y",
    },
    **{
        "adressen": "Proefstraat 1, 1070 Anderlecht",
        "begin": "2017",
        "einde": "2019",
        "datum": "2017-02-01",
        "opgegaan_in": "hulp",
    },
}
FICHES = {
    "praktijken": "Gesprek aan huis",
    "acties": "Een aanspreekpunt",
    "netwerkdagen": "Proefdag",
    "nieuws": "Proefbericht",
}


@pytest.mark.parametrize(("kind", "what"), ALL)
def test_a_form_with_every_answer_filled_in_becomes_a_file(kind: str, what: str, small_site: Path) -> None:
    """The body is made from the form itself, as GitHub does it: the first box ticked, the first option chosen."""
    parts = []
    for element in yaml.safe_load(forms(read_library(small_site))[f"{FORM_FOLDER}/{KINDS[kind].words[0]}-{what}.yml"])[
        "body"
    ]:
        attributes = element["attributes"]
        if element["type"] == "checkboxes":
            value = "\n".join(
                f"- [{' ' if place else 'X'}] {option['label']}" for place, option in enumerate(attributes["options"])
            )
        elif element["type"] == "dropdown":
            value = attributes["options"][0]
        elif element["type"] != "markdown":
            value = (
                FICHES.get(kind, "Hulp")
                if element["id"] == "fiche"
                else ANSWERS.get(element["id"], f"Een antwoord op {element['id']}.")
            )
        if element["type"] != "markdown":
            parts.append(f"### {attributes['label']}\n\n{value}")
    submission = from_issue(small_site, kind, what, "\n\n".join(parts).encode(), date(2017, 3, 2))
    assert submission.path.parent == small_site / "data" / kind
    library = read_library(small_site)
    entry = library[kind][submission.path.stem]
    checked = (entry.nagekeken_door, entry.nagekeken_op) == ("Een antwoord op nagekeken_door.", date(2017, 3, 2))
    assert checked is (what != STOPPED)  # it says "Ja" where it is asked whether all was looked at
    for question in questions(library, kind, what):
        assert question.id in (WHICH, REMARK, WHOLE_ENTRY) or getattr(entry, question.id)
