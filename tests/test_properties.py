"""What holds for any text and any bytes, with examples made by Hypothesis."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from time import perf_counter

import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from macros.library import DataError, Library, Problem, read_library

TODAY = date(2026, 11, 24)
SHOWN = "data/partners/fout.yml"
PARTNER = {
    "naam": "Fout",
    "kort": "Een fiche om te testen.",
    "soort": "onderwijs",
    "gemeenschap": "nl",
    "zekerheid": "laag",
    "nagekeken_op": "2017-03-01",
    "nagekeken_door": "redactie",
    "bronnen": [{"url": "https://example.org"}],
}
SIGNS = st.sampled_from(
    [
        *"\n \t:-?,[]{}#&*!|>'\"%@`~\\\r\0",
        *("\n  ", "\n- ", ": ", " #", "---\n", "...\n", "<<: ", "naam", "kort: x", "!!str ", "&a ", "*a ", "\ufeff", "\x85", "\u2028", "é"),
    ]
)
YAML_LIKE = st.lists(SIGNS | st.text(max_size=3), max_size=40).map("".join)

quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])  # every example writes the same file anew


def read(site: Path, content: bytes) -> tuple[Library | None, tuple[Problem, ...]]:
    """The library with one more partner, or its problems; any other error is a fault of the reader."""
    (site / SHOWN).write_bytes(content)
    try:
        return read_library(site, today=TODAY), ()
    except DataError as error:
        return None, error.problems


def one_line(text: str) -> str:
    return " ".join(text.split())


@quick
@given(value=st.text(max_size=300) | YAML_LIKE, key=st.sampled_from(["kort", "wat"]), unicode=st.booleans())
@example(value="{{ x }} <script> [x](javascript:alert(1))", key="wat", unicode=True)
@example(value="\x1b[31m\u202e", key="kort", unicode=False)
def test_text_reads_back_or_is_refused_with_its_line(value: str, key: str, unicode: bool, small_site: Path) -> None:
    """Any text that is written as right YAML reads back as it was, or is refused with file and line."""
    library, problems = read(small_site, yaml.safe_dump({**PARTNER, key: value}, allow_unicode=unicode, sort_keys=False).encode())
    if library is None:
        assert problems
        assert all(problem.path == SHOWN and problem.line >= 1 and problem.field == key for problem in problems)
    else:
        assert one_line(getattr(library["partners"]["fout"], key) or "") == one_line(value)


def is_well_told(problems: tuple[Problem, ...]) -> bool:
    """Each problem names the file and is one line that is safe to print."""
    return all(problem.path == SHOWN and str(problem).isprintable() for problem in problems)


@quick
@given(content=st.binary(max_size=400) | st.binary(max_size=60).map(lambda tail: yaml.safe_dump(PARTNER).encode() + tail))
@example(content=b"\xff\xfe")
@example(content=b"\xef\xbb\xbf")
@example(content=b"naam: \xed\xa0\x80")
def test_bytes_never_crash_the_reader(content: bytes, small_site: Path) -> None:
    """Any bytes as a file are accepted or refused in words."""
    library, problems = read(small_site, content)
    assert library is not None or problems
    assert is_well_told(problems)


@quick
@given(content=YAML_LIKE | YAML_LIKE.map(lambda tail: yaml.safe_dump(PARTNER) + tail) | st.text(max_size=300))
@example(content="\n".join(f"sleutel{number}: [{{a: [" for number in range(200)))
def test_text_never_crashes_the_reader(content: str, small_site: Path) -> None:
    """Any text as a file is accepted or refused in words."""
    library, problems = read(small_site, content.encode())
    assert library is not None or problems
    assert is_well_told(problems)


FIELDS = st.sampled_from(["soort", "telefoon", "email", "website", "leeftijd_van", "nagekeken_op", "talen", "oude_ids", "adressen", "aanbod"])
PLAIN_VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.dates() | st.text(max_size=20)
VALUES = st.recursive(PLAIN_VALUES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3), max_leaves=8)


@quick
@given(key=FIELDS, value=VALUES)
def test_any_value_in_any_field_is_accepted_or_refused_in_words(key: str, value: object, small_site: Path) -> None:
    """A value of any type in any field is accepted or refused in words that say what belongs there."""
    _, problems = read(small_site, yaml.safe_dump({**PARTNER, key: value}, sort_keys=False).encode())
    assert is_well_told(problems)
    assert not any("deze waarde past hier niet" in problem.message for problem in problems)


def test_long_list_is_read_at_once(small_site: Path) -> None:
    """Thirty thousand different values in a list take a moment, not a minute: the time grows with the list, not with its square."""
    text = (small_site / "data/praktijken/gesprek.yml").read_text(encoding="utf-8")
    (small_site / "data/praktijken/fout.yml").write_text(text + "andere_partners:\n" + "".join(f"- p{number}\n" for number in range(30_000)), encoding="utf-8")
    start = perf_counter()
    assert len(read_library(small_site, today=TODAY)["praktijken"]) == 2
    assert perf_counter() - start < 5
