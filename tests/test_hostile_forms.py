"""A form from a stranger gives one file in its own folder in which every answer is plain text, or words that say what
is wrong; whatever stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from fuzzing import within_a_second
from hypothesis import event, example, given
from hypothesis import strategies as st

from macros.editing.forms.questions import FORMS, NEW, WHICH, Question, questions
from macros.editing.forms.submissions import MAX_ANSWER, from_issue
from macros.editing.writing import as_yaml
from macros.library import DataError, Library, read_library
from macros.library.text.yaml_file import read_text

TODAY = date(2017, 3, 2)
ALL_FORMS = [(kind, what) for kind, forms in FORMS.items() for what in forms]
THERE = {
    "partners": "hulp",
    "praktijken": "gesprek",
    "acties": "aanspreekpunt",
    "netwerkdagen": "proefdag",
    "nieuws": "proefbericht",
}
PLAIN = {
    **{
        "naam": "Steun",
        "bronnen": "https://example.org/steun",
        "adressen": "Proefstraat 1, 1000 Brussel",
        "telefoon": "02 512 30 06",
    },
    **{
        "email": "steun@example.org",
        "website": "https://example.org/steun",
        "trekker": "Hulp",
        "opgegaan_in": "",
        "status": "",
    },
    **{"begin": "2017-03-10", "einde": "2017-03-11", "datum": "2017-03-10"},
}
"""Field -> an answer that fits; another field takes any text."""
TEXT = "Iets wat alleen in de tests bestaat."
HEADING = re.compile(r"(^|[\n\r\x85\u2028\u2029])### ")

SIGNS = [
    *"\n\r\t:-#&*!|>'\"%@`~\\{}[]<\0\x1b\u202e\u2028\x85\ufffe",
    *(
        "\n### ",
        "\n### Naam\n",
        "\n### Naam van de organisatie\n",
        "- [x] ",
        "- [ ] ",
        "Hulp",
        "hulp",
        "Gesprek aan huis",
        "_No response_",
        "None",
    ),
    *(
        "<script>alert(1)</script>",
        "{{ 7*7 }}",
        "{% raw %}",
        "../../.github/workflows/x",
        "/etc/passwd",
        "data/partners/hulp.yml",
        "..\\x",
        "%2e%2e/",
    ),
    *(
        "naam: x",
        "\nstatus: gestopt\n",
        "- a: b",
        "!!python/object:os.system x",
        "&a [*a]",
        "\n---\n",
        "$(id)",
        "`id`",
        "::error::x",
        "https://a.be",
    ),
    *("soort: onderwijs", "kind: cijfers", "1000 Brussel", "2017-02-30", "2017", "x" * 600),
]
HOSTILE = st.lists(st.sampled_from(SIGNS) | st.text(max_size=4), max_size=12).map("".join)


@pytest.fixture
def library(small_site: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    """The small site, read once: every input finds it as it was. What a form would make of it is read anew."""
    library = read_library(small_site)
    monkeypatch.setattr("macros.editing.forms.submissions.read_library", lambda root: library)
    return library


def files(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def plain_answer(question: Question, kind: str) -> str:
    """An answer that nobody can say anything of."""
    if question.id == WHICH:
        return THERE[kind]
    if question.options:
        label = next(iter(question.options.values())).label
        return f"- [x] {label}" if question.shape == "choices" else label
    return PLAIN.get(question.id, TEXT)


def body_of(asked: tuple[Question, ...], answers: dict[str, str]) -> str:
    return "\n\n".join(f"### {question.label}\n\n{answers[question.id] or '_No response_'}" for question in asked)


def undo(site: Path, before: dict[str, bytes], changed: list[str]) -> None:
    for name in changed:
        if name in before:
            (site / name).write_bytes(before[name])
        else:
            (site / name).unlink()


@pytest.mark.parametrize(("kind", "what"), ALL_FORMS)
def test_a_plain_form_is_taken(kind: str, what: str, library: Library, small_site: Path) -> None:
    """What the tests below make hostile is right by itself."""
    asked = questions(library, kind, what)
    assert from_issue(
        small_site,
        kind,
        what,
        body_of(asked, {question.id: plain_answer(question, kind) for question in asked}).encode(),
        TODAY,
    )


@given(form=st.sampled_from(ALL_FORMS), data=st.data())
@within_a_second
def test_hostile_answers_stay_text_or_are_refused(
    form: tuple[str, str], data: st.DataObject, library: Library, small_site: Path
) -> None:
    """Never a trace, never another file, never a second of work; what is written reads back as it was typed, and the
    data is as right as before.
    """
    kind, what = form
    asked = questions(library, kind, what)
    one, more = (
        st.sampled_from([question.id for question in asked if question.shape in ("line", "text")]),
        st.sampled_from([question.id for question in asked]),
    )
    hostile = data.draw(
        st.dictionaries(one, HOSTILE, min_size=1, max_size=1) | st.dictionaries(more, HOSTILE, max_size=3)
    )
    answers = {question.id: hostile.get(question.id, plain_answer(question, kind)) for question in asked}
    event(holds(small_site, kind, what, body_of(asked, answers).encode("utf-8", "replace"), answers, asked))


@given(
    form=st.sampled_from(ALL_FORMS),
    body=st.binary(max_size=200) | HOSTILE.map(lambda text: text.encode("utf-8", "replace")),
)
@example(form=("partners", NEW), body=b"### Naam van de organisatie\n\n" + b"x" * 1_000_000)
@example(form=("partners", NEW), body=b"### " * 16_000)
@example(form=("acties", "gestopt"), body=b"### Welke fiche?\n\n" + b"a/acties/" * 500)
@within_a_second
def test_any_body_at_all(form: tuple[str, str], body: bytes, library: Library, small_site: Path) -> None:
    """What did not come from the form of GitHub is refused."""
    holds(small_site, *form, body, {}, ())


@given(
    kind=HOSTILE | st.sampled_from(["cijfers", "../partners", "lijsten", "bronnen", "partners/", "Partners"]),
    what=HOSTILE | st.sampled_from(list(FORMS["nieuws"])),
)
@within_a_second
def test_a_forged_kind_is_refused(kind: str, what: str, library: Library, small_site: Path) -> None:
    """Also when it is a folder of `data/`, or a path."""
    holds(small_site, kind, what, b"### Naam\n\nx", {}, ())


@pytest.mark.parametrize(
    "hostile",
    [
        {"naam": "a" * MAX_ANSWER},
        {"website": "https://" + "a-" * 2400 + ".be", "adressen": "1000 " * 900, "email": "a@" + "b." * 2400},
        {"bronnen": "https://a.be\n" * 350, "wat": "*a" * 2400, "aanmelden": "[" * MAX_ANSWER},
        {"werkgebied": "- [x] Brusel\n" * 350, "soort": "Onderwjs" * 600},
    ],
    ids=["naam", "adressen", "tekst", "keuzes"],
)
@within_a_second
def test_the_longest_answers_keep_nobody_waiting(hostile: dict[str, str], library: Library, small_site: Path) -> None:
    asked = questions(library, "partners", NEW)
    answers = {question.id: hostile.get(question.id, plain_answer(question, "partners")) for question in asked}
    holds(small_site, "partners", NEW, body_of(asked, answers).encode(), answers, asked)


def holds(site: Path, kind: str, what: str, body: bytes, answers: dict[str, str], asked: tuple[Question, ...]) -> str:
    """The promise of this file, for one body; says whether there is a file."""
    before = files(site)
    try:
        made = from_issue(site, kind, what, body, TODAY)
    except DataError as refused:
        told = [str(problem) for problem in refused.problems]
        assert told
        assert all(line.isprintable() for line in told)
        assert files(site) == before
        return "geweigerd"
    after = files(site)
    changed = [name for name in after if after[name] != before.get(name)]
    try:
        assert changed == [made.path.relative_to(site).as_posix()]
        assert before.keys() <= after.keys()
        assert re.fullmatch(rf"data/{kind}/[a-z0-9]+(-[a-z0-9]+)*\.yml", changed[0])
        assert (changed[0] in before) == (what != NEW)
        assert all(note.isprintable() and not re.search(r"[<@`{$]", note) for note in made.notes)
        read_library(site)
        tree, problems = read_text(made.path.read_text(encoding="utf-8"), "")
        assert tree
        assert not problems
        typed = tree.plain()
        for id, answer in plain_texts(asked, answers):
            if id in typed and not typed.get("opmerking", "").endswith(answer):
                assert " ".join(typed[id].split()) == " ".join(answer.split())
    finally:
        undo(site, before, changed)
    return "een bestand"


def plain_texts(asked: tuple[Question, ...], answers: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The answers that must stand in the file as they were typed; not those that name an entry, or that were taken for
    another question.
    """
    if any(HEADING.search(answer) for answer in answers.values()):
        return
    for question in asked:
        if (
            question.shape in ("line", "text")
            and not question.options
            and question.id not in (WHICH, "mis", "trekker", "opgegaan_in")
            and (question.id != "nagekeken_door" or WHICH not in answers)  # it may not have looked at the whole entry
        ):
            answer = re.sub("\r\n|[\r\x85\u2028\u2029]", "\n", answers[question.id]).strip()
            if answer and answer != "_No response_":
                yield question.id, answer


@given(
    st.recursive(
        st.text() | HOSTILE,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(HOSTILE, inner, max_size=3),
        max_leaves=6,
    )
)
@within_a_second
def test_what_is_written_reads_back(value: object) -> None:
    """Text, lists and mappings stand in the file as themselves, or YAML refuses them; they never become
    something else.
    """
    tree, problems = read_text(as_yaml({"a": value}), "")
    assert problems or (tree is not None and tree.plain() == {"a": value})
