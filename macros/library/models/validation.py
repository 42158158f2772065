"""From a tree of text to a typed model, or to problems with the line of each field and Dutch words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import ValidationError

from macros.library.models.base import Model, several
from macros.library.models.describe import describe
from macros.library.models.fields import Known
from macros.library.text.problems import Problem, first, hint
from macros.library.text.yaml_file import Node

_M = TypeVar("_M", bound=Model)

_DUTCH = {
    "string_type": "hier hoort tekst, geen lijst of blok; zet tekst met ': ' tussen aanhalingstekens",
    "tuple_type": "hier hoort een lijst; zet elk punt op een regel met '- ' ervoor",
    "dict_type": "hier hoort een blok met 'sleutel: waarde'",
    "model_type": "hier hoort een blok met 'sleutel: waarde'",
    "model_attributes_type": "hier hoort een blok met 'sleutel: waarde'",
    "too_short": "te weinig; minstens {min_length} nodig",
    "too_long": "te veel; hoogstens {max_length}",
    "string_too_long": "te lang; er passen {max_length} tekens",
    "string_pattern_mismatch": "heeft niet de juiste vorm",
}


def validate(model: type[_M], tree: Node, shown: str, known: Known) -> tuple[_M | None, list[Problem]]:
    """The model that `tree` describes, or None with everything that is wrong; `shown` is the path in problems."""
    if not isinstance(tree.value, dict):
        kind = "een lijst" if isinstance(tree.value, list) else "losse tekst"
        return None, [
            Problem(shown, tree.line, "", f"het bestand bevat {kind}; hier horen regels met 'sleutel: waarde'")
        ]
    try:
        return model.model_validate(tree.plain(), context=known), []
    except ValidationError as error:
        faults = error.errors(include_url=False)
        around = {details["loc"][:depth] for details in faults for depth in range(len(details["loc"]))}
        # An item that is wrong does not count, but saying that there are too few would only confuse.
        kept = (details for details in faults if details["type"] != "too_short" or details["loc"] not in around)
        return None, first((problem for details in kept for problem in _problems(model, tree, shown, details)), shown)


def _problems(model: type[Model], tree: Node, shown: str, details: Any) -> Iterator[Problem]:
    steps: tuple[str | int, ...] = details["loc"]
    context: dict[str, Any] = details.get("ctx", {})
    if details["type"] == "rules":
        for blamed, message in context["faults"]:
            yield _place(tree, shown, steps + several(blamed or None), message)
    elif details["type"] == "extra_forbidden":
        keys = _keys_beside(model, steps)
        yield _place(
            tree,
            shown,
            steps,
            "dit veld bestaat niet" + (hint(str(steps[-1]), keys) or f"; kies uit: {', '.join(keys)}"),
        )
    elif details["type"] == "missing":
        _, node = tree.find(steps)
        yield _place(tree, shown, steps, "leeg; dit veld is verplicht" if node else "ontbreekt; dit veld is verplicht")
    elif details["type"] == "dutch":
        yield _place(tree, shown, steps, context["message"] + context.get("near", str)())
    else:
        yield _place(tree, shown, steps, _DUTCH.get(details["type"], "deze waarde past hier niet").format(**context))


def _place(tree: Node, shown: str, steps: tuple[str | int, ...], message: str) -> Problem:
    line, _ = tree.find(steps)
    return Problem(shown, line, ".".join(step for step in steps if isinstance(step, str) and step != "[key]"), message)


def _keys_beside(model: type[Model], steps: tuple[str | int, ...]) -> list[str]:
    """The keys that may stand where `steps` ends."""
    for step in steps[:-1]:
        if isinstance(step, str) and step in describe(model):
            model = next(iter(describe(model)[step].models), model)
    return [field.key for field in describe(model).values()]
