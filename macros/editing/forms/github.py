"""Writes the issue forms of GitHub, with the questions of `macros.editing.forms.questions`.

The rules of GitHub for such a form are in "Syntax for GitHub's form schema" and "Common validation errors when creating
issue forms" (docs.github.com).
"""

from __future__ import annotations

from typing import Any

import yaml

from macros.editing.forms.questions import FORMS, NEW, STOPPED, WRONG, Question, form_file, questions
from macros.editing.schemas import COMMAND
from macros.library import Library
from macros.library.models.entries import KINDS

FORM_FOLDER = ".github/ISSUE_TEMPLATE"
LABEL = "formulier"
"""The label of every form; a second one says which form it is, `partners-nieuw`."""

HEAD = f"# Gemaakt door {COMMAND}. Verander dit bestand niet met de hand.\n"
_NAMES = {NEW: "nieuw", WRONG: "iets klopt niet", STOPPED: "gestopt"}
TASKS = {
    NEW: "Stel een {} voor om op de site te zetten.",
    WRONG: "Zeg wat er anders moet aan een {} op de site.",
    STOPPED: "Laat weten dat een {} gestopt is.",
}
_TYPES = {"line": "input", "text": "textarea", "lines": "textarea", "choice": "dropdown", "choices": "checkboxes"}


def forms(library: Library) -> dict[str, str]:
    """Path from the project folder -> the text of each form, and of the page where somebody chooses one."""
    written = {
        f"{FORM_FOLDER}/{form_file(kind, what)}": _form(library, kind, what)
        for kind, asked in FORMS.items()
        for what in asked
    }
    # A remark about a figure, a page or the code has no form, so an empty one stays possible.
    return {**written, f"{FORM_FOLDER}/config.yml": f"{HEAD}blank_issues_enabled: true\n"}


def form_questions(library: Library) -> dict[str, str]:
    """Path from the project folder -> how the text of that form ends: its questions."""
    return {
        f"{FORM_FOLDER}/{form_file(kind, what)}": _questions(library, kind, what)
        for kind, asked in FORMS.items()
        for what in asked
    }


def _form(library: Library, kind: str, what: str) -> str:
    from macros.editing.forms.texts import text  # with templates; a check of the questions does without

    word = KINDS[kind].words[0]
    name = f"{word.capitalize()}: {_NAMES[what]}"
    task = TASKS[what].format(word)
    head = {
        "name": name,
        "description": task,
        "title": name,
        "labels": [LABEL, f"{kind}-{what}"],
        "body": [{"type": "markdown", "attributes": {"value": text("inleiding", task=task, what=what)}}],
    }
    return HEAD + _as_yaml(head) + _questions(library, kind, what)


def _questions(library: Library, kind: str, what: str) -> str:
    return _as_yaml([_element(question) for question in questions(library, kind, what)])


def _as_yaml(value: object) -> str:
    return yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=150)


def _element(question: Question) -> dict[str, Any]:
    attributes: dict[str, Any] = {"label": question.label, "description": _description(question)}
    labels = [shown.label for shown in question.options.values()]
    if question.shape == "choices":
        attributes["options"] = [{"label": label} for label in labels]
    elif question.shape == "choice":
        attributes["options"] = labels
    required = (
        {"validations": {"required": True}} if question.required and question.shape != "choices" else {}
    )  # GitHub asks it per box only
    return {"type": _TYPES[question.shape], "id": question.id, "attributes": attributes, **required}


def _description(question: Question) -> str:
    told = [f"{shown.label}: {shown.uitleg}" for shown in question.options.values() if shown.uitleg]
    return " ".join(
        [question.help, *(["Minstens één."] if question.required and question.shape == "choices" else []), *told]
    )
