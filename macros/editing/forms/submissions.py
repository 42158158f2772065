"""Turns a form that somebody filled in on GitHub into a file in `data/`, or into Dutch words about what is wrong with
it.

The text is hostile until proven otherwise. Which kind of entry it is about comes with the command and never from the
text; a heading that the form does not have is refused, so that an answer cannot pose as another one; nothing is written
before the check of all data has passed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic_core import PydanticCustomError

from macros.editing.forms.questions import FORMS, NEW, REMARK, STOPPED, WHICH, WHOLE_ENTRY, YES, Question, questions
from macros.editing.new import LONGEST_ID, nearly_the_same
from macros.editing.numbers.changes import check_with, save
from macros.editing.schemas import first_line
from macros.editing.writing import as_yaml, with_values
from macros.library.library import Library, read_library
from macros.library.models.entries import KINDS, Entry
from macros.library.models.fields import ID, fault
from macros.library.names import identifier_of, sort_key
from macros.library.text.problems import DataError, Problem, hint
from macros.library.text.yaml_file import read_text

MAX_BODY = 64 * 1024
"""Bytes of a whole form; GitHub allows as many characters."""
MAX_ANSWER = 5000
"""Characters of one answer."""

HEADING = "### "
UNANSWERED = "_No response_"
NO_CHOICE = "None"
BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029]")
BULLET = re.compile(r"(?:[-*•]|[0-9]{1,2}[.)])\s+")
BOX = re.compile(r"- \[([ xX])\] (.+)")
_ADDRESS = re.compile(r"(?:(?P<straat>.+?),?\s+)?(?P<postcode>[1-9][0-9]{3})\s+(?P<gemeente>[^0-9]+)")
WHOLE = "Formulier"
"""What a problem names that is about no single answer."""

SETTLED: dict[tuple[str, str], dict[str, str]] = {
    ("partners", NEW): {"zekerheid": "laag"},
    ("praktijken", NEW): {"zekerheid": "laag"},
    ("acties", NEW): {"soort": "actie", "status": "voorgesteld"},
    ("partners", STOPPED): {"status": "gestopt"},
    ("acties", STOPPED): {"status": "gestopt"},
}
"""What follows from the form itself, and is not asked."""

ABOUT_THE_FORM = {WHICH, REMARK, WHOLE_ENTRY, "bronnen", "nagekeken_op", "nagekeken_door"}
"""What says which entry is meant, and who knows it from where; the rest is what changes."""

Answers = dict[str, Any]
"""Field -> value as it will be typed: text, a list, or mappings in a list."""


@dataclass(frozen=True)
class Submission:
    """What became of a form."""

    path: Path
    """The file that was written."""
    notes: tuple[str, ...]
    """What a person still has to do; these lines quote nothing from the form."""


def from_issue(root: Path, kind: str, what: str, body: bytes, today: date | None = None) -> Submission:
    """Write the file that a form asks for.

    `kind` and `what` say which form of `FORMS` it is, `body` is the text of the issue as GitHub makes it. Raises
    `DataError` with everything that is wrong, under the label of its question, and then nothing is written.
    """
    if kind not in FORMS:
        raise DataError([Problem(kind, 0, "", f"voor deze soort is er geen formulier; kies uit: {', '.join(FORMS)}")])
    if what not in FORMS[kind]:
        raise DataError([Problem(what, 0, "", f"dit formulier bestaat niet; kies uit: {', '.join(FORMS[kind])}")])
    library = read_library(root)
    form = _Form(library, kind, questions(library, kind, what))
    answers, problems = form.answers(body)
    essential = {"naam"} if what == NEW else {WHICH, "bronnen", "nagekeken_door"}
    if not essential <= answers.keys():
        raise DataError(problems)
    settled = {**SETTLED.get((kind, what), {}), "nagekeken_op": (today or date.today()).isoformat()}
    try:
        shown, text, notes = form.added(root, answers, settled) if what == NEW else form.changed(root, answers, settled)
    except DataError as error:
        raise DataError([*problems, *error.problems]) from None
    told = {problem.path for problem in problems}
    problems += [
        problem
        for problem in (form.in_words(found, shown) for found in check_with(root, shown, text))
        if problem.path not in told
    ]
    if problems:
        raise DataError(problems)
    save(root / shown, text)
    return Submission(root / shown, notes)


@dataclass(frozen=True)
class _Form:
    """One form with its questions, and what its answers mean."""

    library: Library
    kind: str
    questions: tuple[Question, ...]

    @property
    def order(self) -> tuple[str, ...]:
        return KINDS[self.kind].key_order()

    @property
    def labels(self) -> Mapping[str, str]:
        return {question.id: question.label for question in self.questions}

    def in_words(self, problem: Problem, shown: str) -> Problem:
        """A problem of the file that the form would make, under the label of its question."""
        field = problem.field.partition(".")[0]
        return (
            Problem(self.labels[field], 0, "", problem.message)
            if problem.path == shown and field in self.labels
            else problem
        )

    def answers(self, body: bytes) -> tuple[Answers, list[Problem]]:
        """Field -> value for every question that was answered, and what is wrong with the others."""
        given, problems = _sections(_text(body), [question.label for question in self.questions])
        answers_by_id: Answers = {}
        for question in self.questions:
            text = "\n".join(given.get(question.label, ())).strip()
            try:
                value = self.value(question, text)
            except PydanticCustomError as error:
                problems.append(Problem(question.label, 0, "", str(error)))
                continue
            if value:
                answers_by_id[question.id] = value
            elif question.required:
                problems.append(Problem(question.label, 0, "", "niet ingevuld; deze vraag is verplicht"))
        return answers_by_id, problems

    def value(self, question: Question, text: str) -> Any:
        """The value that an answer stands for; empty when there is none."""
        if text == UNANSWERED or (question.options and text == NO_CHOICE):
            return None
        if len(text) > MAX_ANSWER:
            raise fault(f"{len(text)} tekens; hier passen er {MAX_ANSWER}")
        if question.shape == "text":
            return text
        if question.shape == "choices":
            return list(_ticked(question, text))
        if question.shape == "lines":
            return [
                self.item(question, BULLET.sub("", " ".join(line.split()), count=1))
                for line in text.split("\n")
                if line.strip()
            ]
        if "\n" in text:
            raise fault("hier past maar één regel")
        line = " ".join(text.split())
        if question.id == "website":
            return _whole(line)
        return _word(question, line) if line and question.options else self.reference(question, line)

    def item(self, question: Question, line: str) -> Any:
        """One answer of a list."""
        if question.id == "bronnen":
            return {"url": _whole(line)}
        if question.id == "adressen":
            match = _ADDRESS.fullmatch(line)
            if not match:
                raise fault(f"'{line}' is geen adres; schrijf het zo: Dorpsstraat 1, 1234 Gemeente")
            return {part: value.strip() for part, value in match.groupdict().items() if value}
        return {"naam": line, "staat": "gepland"} if (self.kind, question.id) == ("acties", "stappen") else line

    def reference(self, question: Question, line: str) -> Any:
        """The entry that is meant, where a question is about one."""
        if not line or question.id not in (WHICH, "opgegaan_in", "trekker"):
            return line
        kind = self.kind if question.id == WHICH else "partners"
        entry = _named(self.library, kind, line)
        if question.id == "trekker":  # an organisation without an entry is welcome too
            return entry.id if entry else line
        if entry is None:
            near = hint(line, [other.naam for other in self.library[kind].values()])
            raise fault(f"'{line}' staat niet bij de {KINDS[kind].words[1]}{near}; zet hier het adres van de pagina")
        return entry if question.id == WHICH else entry.id

    def added(self, root: Path, answers: Answers, settled: Mapping[str, str]) -> tuple[str, str, tuple[str, ...]]:
        """Path, text and notes for a new entry."""
        id = identifier_of(answers["naam"])
        if len(id) > LONGEST_ID or not ID.fullmatch(id):
            raise DataError(
                [
                    Problem(
                        self.labels["naam"],
                        0,
                        "",
                        f"kies een naam met letters of cijfers, en niet langer dan {LONGEST_ID} tekens",
                    )
                ]
            )
        twin = _named(self.library, self.kind, answers["naam"]) or _named(self.library, self.kind, id)
        if twin:
            raise DataError(
                [
                    Problem(
                        self.labels["naam"],
                        0,
                        "",
                        f"staat al op de site: {twin.address}; gebruik het formulier om iets te verbeteren",
                    )
                ]
            )
        shown = f"data/{self.kind}/{id}.yml"
        values = {**answers, **settled}
        text = (
            f"{first_line(PurePosixPath(shown))}\n{as_yaml({key: values[key] for key in self.order if key in values})}"
        )
        notes = [
            f"De naam lijkt op die in {path}: kijk of het iets anders is."
            for path in nearly_the_same(root, self.kind, answers["naam"])
        ]
        notes += ["'zekerheid' staat op 'laag': kijk de bronnen na en pas het aan."] if "zekerheid" in settled else []
        notes += (
            ["'aanbod' is er nog niet: zonder staat de partner bij geen pijler en geen signaal."]
            if "aanbod" in self.order
            else []
        )
        return shown, text, tuple(notes)

    def changed(self, root: Path, answers: Answers, settled: Mapping[str, str]) -> tuple[str, str, tuple[str, ...]]:
        """Path, text and notes for an entry that is mended or over."""
        entry: Entry = answers[WHICH]
        text = (root / entry.source).read_bytes().decode("utf-8")
        tree, _ = read_text(text, entry.source)
        assert tree is not None  # the library has read it
        old = tree.plain()
        values = {**answers, **settled}
        if "opmerking" in values and old.get("opmerking"):
            values["opmerking"] = f"{old['opmerking'].strip()} {values['opmerking']}"
        wanted = {key: value for key, value in values.items() if key not in ABOUT_THE_FORM and old.get(key) != value}
        text, left = with_values(text, wanted, self.order)
        if len(left) == len(wanted):
            raise DataError(
                [
                    Problem(
                        WHOLE,
                        0,
                        "",
                        "hier is niets wat we zelf kunnen aanpassen; de redactie leest het en doet het met de hand",
                    )
                ]
            )
        known = {source.get("url") for source in old["bronnen"]}
        supports = [key for key in wanted if key not in left]
        # Who mends one number did not look at the rest.
        whole = answers.get(WHOLE_ENTRY) == YES
        checked = {key: values[key] for key in ("nagekeken_op", "nagekeken_door")} if whole else {}
        if sources := [{**source, "zegt": supports} for source in values["bronnen"] if source["url"] not in known]:
            checked["bronnen"] = [*old["bronnen"], *sources]
        text, later = with_values(text, checked, self.order)
        notes = [
            f"'{key}' is niet aangepast, want er staat een opmerking (#) bij: neem het over uit het formulier."
            for key in (*left, *later)
        ]
        notes += [f"Lees ook het antwoord op '{self.labels[REMARK]}', en pas dat zelf aan."] if REMARK in values else []
        return entry.source, text, tuple(notes)


def _whole(address: str) -> str:
    """A web address as people type it, with the start that they leave out."""
    return f"https://{address}" if address.casefold().startswith("www.") else address


def _text(body: bytes) -> str:
    if len(body) > MAX_BODY:
        raise DataError([Problem(WHOLE, 0, "", f"groter dan {MAX_BODY // 1024} kB; maak je antwoorden korter")])
    try:
        return BREAKS.sub("\n", body.decode("utf-8"))
    except UnicodeDecodeError:
        raise DataError([Problem(WHOLE, 0, "", "geen UTF-8; dit komt niet van het formulier")]) from None


def _sections(text: str, labels: Sequence[str]) -> tuple[dict[str, list[str]], list[Problem]]:
    """Label -> lines of the answer; and a problem for each heading that the form does not have, or has once."""
    sections: dict[str, list[str]] = {}
    problems: list[Problem] = []
    lines: list[str] | None = None
    for line in text.split("\n"):
        label = line.removeprefix(HEADING).strip()
        if not line.startswith(HEADING):
            if lines is not None:
                lines.append(line)
            elif line.strip():
                problems.append(Problem(WHOLE, 0, "", "er staat tekst boven de eerste vraag; zet alles bij een vraag"))
                lines = []
        elif label not in labels or label in sections:
            wrong = "staat er twee keer" if label in sections else "hoort niet bij dit formulier"
            problems.append(Problem(label[:60], 0, "", f"dit kopje {wrong}; begin een regel niet met ###"))
            lines = []
        else:
            lines = sections[label] = []
    return sections, problems


def _word(question: Question, label: str) -> str:
    """The word of a closed list that has this label."""
    by_label = {shown.label: word for word, shown in question.options.items()}
    if label not in by_label:
        raise fault(f"'{label}' kun je hier niet kiezen{hint(label, by_label) or '; kies uit: ' + ', '.join(by_label)}")
    return by_label[label]


def _ticked(question: Question, text: str) -> Iterator[str]:
    """The words whose box is ticked."""
    for line in filter(None, map(str.strip, text.split("\n"))):
        box = BOX.fullmatch(line)
        if not box:
            raise fault(f"'{line}' is geen vakje van het formulier; vink alleen aan wat past")
        if box[1] != " ":
            yield _word(question, box[2].strip())


def _named(library: Library, kind: str, text: str) -> Entry | None:
    """The entry that somebody means with the address of its page, its id, its name or its short name."""
    entries = library[kind].values()
    page = re.search(rf"(?:^|/){kind}/([a-z0-9-]+)/?(?:[?#]\S*)?$", text)
    id = page[1] if page else text
    same = [entry for entry in entries if id == entry.id or id in entry.oude_ids]
    same = same or [
        entry
        for entry in entries
        if sort_key(text) in (sort_key(entry.naam), sort_key(getattr(entry, "afkorting", None) or entry.naam))
    ]
    return same[0] if len(same) == 1 else None
