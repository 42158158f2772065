"""What holds for any text and any bytes in `data/`, with examples made by Hypothesis: nothing crashes the reader,
nothing keeps it busy.
"""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
import yaml
from fuzzing import within_a_second
from hypothesis import example, given
from hypothesis import strategies as st

from macros.editing.numbers.changes import known_to
from macros.editing.numbers.exports import screen
from macros.library import DataError, Library, Problem, read_library
from macros.library.library import Memory
from macros.library.models.fields import Known
from macros.library.models.figures import Figure
from macros.library.models.observations import COLUMNS
from macros.library.text.problems import MOST
from macros.outputs.csv_files import FORMULA, excel_csv, from_excel, observations_csv

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
AS_YAML = yaml.safe_dump(PARTNER, sort_keys=False)
SIGNS = st.sampled_from(
    [
        *"\n \t:-?,[]{}#&*!|>'\"%@`~\\\r\0\x1b",
        *(
            "\n  ",
            "\n- ",
            ": ",
            " #",
            "---\n",
            "...\n",
            "<<: ",
            "naam",
            "kort: x",
            "!!str ",
            "&a ",
            "*a ",
            "\ufeff",
            "\x85",
            "\u2028",
            "é",
        ),
        *(
            "\u202e",
            "\u2066",
            "\u200b",
            "\U000e0041",
            "\ufffe",
            "\ufffe",
            "{a: ",
            "[" * 20,
            "- " * 20,
            "\nnaam: a\nnaam: b\n",
            "x" * 3000,
            "!!python/object:os.system ",
        ),
        *(
            "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
            "? ",
            "%YAML 1.1\n",
            "\t- ",
            "!<tag:yaml.org,2002:str> ",
            "\\x00",
            "\\U000e0001",
            "\\ud800",
        ),
    ]
)
YAML_LIKE = st.lists(SIGNS | st.text(max_size=3), max_size=40).map("".join)


class Reader:
    """Reads the small site with one file changed; what did not change is read once."""

    def __init__(self, site: Path) -> None:
        self.site, self.memory = site, Memory()

    def __call__(self, path: str, content: bytes) -> tuple[Library | None, tuple[Problem, ...]]:
        """The library with this file in it, or its problems; any other error is a fault of ours."""
        (self.site / path).write_bytes(content)
        self.memory.read.pop(self.site / path, None)  # two inputs may have one length and one time
        try:
            return read_library(self.site, today=TODAY, memory=self.memory), ()
        except DataError as error:
            return None, error.problems


@pytest.fixture
def known(small_site: Path) -> Known:
    return known_to(read_library(small_site))


@pytest.fixture
def read(small_site: Path) -> Reader:
    return Reader(small_site)


def one_line(text: str) -> str:
    return " ".join(text.split())


HIDDEN = set("\0\x1b\x7f\x80\u200b\u202e\u2066\ufeff\ufffe\uffff\U000e0041")
"""Some letters that nobody sees, turn what stands beside them, or break a file for machines."""


def are_well_told(problems: tuple[Problem, ...], *paths: str) -> bool:
    """Each problem names the file and is one line that is safe to print, and there are no more than somebody reads."""
    return len(problems) <= MOST + 1 and all(
        problem.path in paths and str(problem).isprintable() for problem in problems
    )


@given(value=st.text(max_size=300) | YAML_LIKE, key=st.sampled_from(["kort", "wat"]), unicode=st.booleans())
@example(value="{{ x }} <script> [x](javascript:alert(1))", key="wat", unicode=True)
@example(value="\x1b[31m\u202e", key="kort", unicode=False)
@example(value="een\ufffe", key="kort", unicode=False)
@example(value="een\U000e0041", key="wat", unicode=True)
@within_a_second
def test_text_reads_back_or_is_refused_with_its_line(value: str, key: str, unicode: bool, read: Reader) -> None:
    """Any text that is written as right YAML reads back as it was, or is refused with file and line."""
    library, problems = read(
        SHOWN, yaml.safe_dump({**PARTNER, key: value}, allow_unicode=unicode, sort_keys=False).encode()
    )
    if library is None:
        assert problems
        assert all(problem.path == SHOWN and problem.line >= 1 and problem.field == key for problem in problems)
    else:
        assert one_line(getattr(library["partners"]["fout"], key) or "") == one_line(value)
        assert not HIDDEN & set(one_line(value))


@given(content=st.binary(max_size=400) | st.binary(max_size=60).map(lambda tail: AS_YAML.encode() + tail))
@example(content=b"\xff\xfe")
@example(content=b"\xef\xbb\xbf")
@example(content=b"naam: \xed\xa0\x80")
@within_a_second
def test_bytes_never_crash_the_reader(content: bytes, read: Reader) -> None:
    """Any bytes as a file are accepted or refused in words."""
    library, problems = read(SHOWN, content)
    assert library is not None or problems
    assert are_well_told(problems, SHOWN)


@given(content=YAML_LIKE | YAML_LIKE.map(lambda tail: AS_YAML + tail) | st.text(max_size=300))
@example(content="\n".join(f"sleutel{number}: [{{a: [" for number in range(200)))
@example(content="a: &a [x, x]\n" + "".join(f"k{number}: &k{number} [*a, *a]\n" for number in range(500)))
@within_a_second
def test_text_never_crashes_the_reader(content: str, read: Reader) -> None:
    """Any text as a file is accepted or refused in words."""
    library, problems = read(SHOWN, content.encode())
    assert library is not None or problems
    assert are_well_told(problems, SHOWN)


FIELDS = st.sampled_from(
    ["soort", "telefoon", "email", "website", "leeftijd_van", "nagekeken_op", "talen", "oude_ids", "adressen", "aanbod"]
)
PLAIN_VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.dates() | st.text(max_size=20)
VALUES = st.recursive(
    PLAIN_VALUES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(key=FIELDS, value=VALUES)
@within_a_second
def test_any_value_in_any_field_is_accepted_or_refused_in_words(key: str, value: object, read: Reader) -> None:
    """A value of any type in any field is accepted or refused in words that say what belongs there."""
    _, problems = read(SHOWN, yaml.safe_dump({**PARTNER, key: value}, sort_keys=False).encode())
    assert are_well_told(problems, SHOWN)
    assert not any("deze waarde past hier niet" in problem.message for problem in problems)


FIGURE = ("data/cijfers/afwezig.csv", "data/cijfers/afwezig.yml")
ROWS = [
    {
        **dict.fromkeys(COLUMNS, ""),
        "indicator": "afwezig",
        "periode": year,
        "gebied": "brussels-hoofdstedelijk-gewest",
        "gebied_basis": "vestigingsplaats",
    }
    | {
        "bevolking": "leerlingen",
        "uitsplitsing": "totaal",
        "categorie": "totaal",
        "waarde": "6.7",
        "eenheid": "%",
        "bron": "proefstudie2016",
    }
    for year in ("2015-2016", "2016-2017")
]
CELLS = st.lists(
    st.sampled_from(
        [
            *",;\t\"'\n\r\0 =+-@|%.\x1b\u202e\ufffe\ufeff\x85",
            "=cmd|' /C calc'!A0",
            "=HYPERLINK(1)",
            "<script>",
            "{{ x }}",
            "1e9",
            "x" * 3000,
        ]
    )
    | st.text(max_size=6),
    max_size=8,
).map("".join)


def as_csv(rows: list[dict[str, str]], separator: str = ",") -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, delimiter=separator, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


@given(
    content=st.binary(max_size=300) | CELLS.map(str.encode) | CELLS.map(lambda text: (as_csv(ROWS) + text).encode()),
    separator=st.sampled_from(",;\t"),
)
@example(content=(",".join(COLUMNS) + "\n").encode() + b"a\n" * 1000, separator=",")
@example(content=b'"' + b"x\n" * 1000, separator=",")
@within_a_second
def test_bytes_never_crash_the_reader_of_figures(content: bytes, separator: str, read: Reader) -> None:
    """Any bytes as a CSV file are accepted or refused in words, in `data/` and as a table that somebody sends."""
    content = content.replace(b",", separator.encode())
    library, problems = read(FIGURE[0], content)
    assert library is not None or problems
    assert are_well_told(problems, *FIGURE)


@given(
    content=st.binary(max_size=300) | CELLS.map(str.encode) | CELLS.map(lambda text: (as_csv(ROWS) + text).encode()),
    separator=st.sampled_from(",;\t"),
)
@example(content=b"indicator,\x1b[31m\na,b\n", separator=",")
@example(content=(",".join(COLUMNS) + "\n").encode() + b"a,\x1b,1.234\n" * 1000, separator=";")
@within_a_second
def test_bytes_never_crash_the_reader_of_tables_that_are_sent(content: bytes, separator: str, known: Known) -> None:
    """Any bytes as a table from a statistics service give a report in lines that are safe to print."""
    report = screen(content.replace(b",", separator.encode()), frozenset(["afwezig"]), known).lines()
    assert all(line.isprintable() for line in report)
    assert len(report) < 10 * MOST


@given(cells=st.dictionaries(st.sampled_from(COLUMNS), CELLS, max_size=3), place=st.sampled_from([0, 1]))
@example(cells={"opmerking": "=cmd|' /C calc'!A0", "vindplaats": "\t@SUM(1)"}, place=0)
@example(cells={"opmerking": "een\ntwee"}, place=0)
@example(cells={"opmerking": "\x1b[31mrood"}, place=1)
@example(cells={"vindplaats": "tabel\u202e 3"}, place=1)
@within_a_second
def test_any_cell_reads_back_or_is_refused(cells: dict[str, str], place: int, read: Reader) -> None:
    """Any text in a cell stands in the downloads as it was typed, and in none of them it is a formula; or it is
    refused, with the line of its row.
    """
    rows = [row | cells if number == place else row for number, row in enumerate(ROWS)]
    library, problems = read(FIGURE[0], as_csv(rows).encode("utf-8", "replace"))
    if library is None:
        assert problems
        assert are_well_told(problems, *FIGURE)
        return
    figure = library.of(Figure)["afwezig"]
    plain = list(csv.DictReader(io.StringIO(observations_csv(figure).decode(), newline="")))
    assert [row["opmerking"] for row in plain] == [row["opmerking"].strip() for row in rows]
    assert not HIDDEN & {letter for row in plain for cell in row.values() for letter in cell}
    for row in list(csv.reader(io.StringIO(excel_csv(figure).decode("utf-8-sig"), newline=""), delimiter=";"))[1:]:
        shown = dict(zip(COLUMNS, row, strict=True))
        assert not any(
            cell.startswith(FORMULA) for column, cell in shown.items() if column not in ("waarde", "teller", "noemer")
        )
        assert from_excel(shown["opmerking"]) in [row["opmerking"] for row in plain]


def times(text: str, many: int) -> str:
    return "".join(text.replace("@", str(number)) for number in range(many))


HUGE = {
    "sleutels die niet bestaan": AS_YAML + times("k@:\n", 9_900),
    "een sleutel, telkens opnieuw": AS_YAML + times("k:\n", 80_000),
    "ankers in ankers": times("a@: &a [x,x]\nb@: &b [*a,*a]\nc@: &c [*b,*b]\n", 4_000),
    "woorden die niet in de lijst staan": AS_YAML + "werkgebied:\n" + times("- schaarbek\n", 19_000),
    "talen die bijna bestaan": AS_YAML + "talen:\n" + times("- nl@\n", 19_000),
    "aanbod zonder iets": AS_YAML + "aanbod:\n" + times("- {}\n", 19_000),
    "aanbod zonder pijlers": AS_YAML + "aanbod:\n" + times("- {pijlers: []}\n", 6_500),
    "velden die bijna bestaan": AS_YAML.replace("- url", "- zegt: [" + times("kot@,", 19_000) + "]\n  url"),
    "diep": AS_YAML + "x: " + "[" * 100_000,
    "lang": AS_YAML + "wat: '" + "*a " * 80_000 + "'\n",
    "een lange sleutel": AS_YAML + "? " + "k" * 200_000 + "\n: x\n",
    "een lang webadres": AS_YAML + "website: https://" + "a-" * 100_000 + "\n",
    "een lang mailadres": AS_YAML + "email: a@" + "b." * 100_000 + "\n",
    "een lang nummer": AS_YAML + "telefoon: " + "0 " * 100_000 + "\n",
}
HEADER = ",".join(COLUMNS) + "\n"
LONG_ROW = (
    "afwezig,2015-2016,brussels-hoofdstedelijk-gewest,vestigingsplaats,leerlingen,totaal,c@,"
    "6.7,%,,,proefstudie2016,tabel 3,,\n"
)
HUGE_TABLES = {
    "lege regels": HEADER + "\n" * 1_000_000,
    "te weinig kolommen": HEADER + "a\n" * 500_000,
    "niets klopt": HEADER + "x,y,z,w,p,q,r,s,t,u,v,b,v,k,o\n" * 33_000,
    "een gebied dat bijna bestaat": HEADER + LONG_ROW.replace("hoofdstedelijk", "hofdstedelijk") * 8_500,
    "telkens dezelfde rij": HEADER + LONG_ROW * 8_500,
    "duizenden categorieën": HEADER + times(LONG_ROW, 8_500),
    "een aanhalingsteken": HEADER + '"' + "x\n" * 500_000,
    "een grote cel": HEADER + LONG_ROW.replace("tabel 3", "x" * 900_000),
}


@pytest.mark.parametrize(
    ("path", "text"),
    [(SHOWN, text) for text in HUGE.values()] + [(FIGURE[0], text) for text in HUGE_TABLES.values()],
    ids=[*HUGE, *HUGE_TABLES],
)
def test_no_file_keeps_the_check_busy(path: str, text: str, read: Reader) -> None:
    """The largest files that the reader takes are refused within a second, in no more lines than somebody reads."""
    read(SHOWN, AS_YAML.encode())
    library, problems = within_a_second(read.__call__)(path, text.encode())
    assert library is None
    assert are_well_told(problems, path, *FIGURE)


def test_a_file_with_many_faults_tells_the_first_and_says_so(read: Reader) -> None:
    _, problems = read(SHOWN, (AS_YAML + times("k@: x\n", 150)).encode())
    assert str(problems[0]) == f"{SHOWN}: meer dan 100 problemen; verbeter eerst deze"
    assert [problem.field for problem in problems[1:]] == [f"k{number}" for number in range(100)]


def test_a_long_list_is_read_at_once(small_site: Path) -> None:
    """Ten thousand different values in a list take a moment, not a minute: the time grows with the list, not with its
    square.
    """
    text = (small_site / "data/praktijken/gesprek.yml").read_text(encoding="utf-8")
    (small_site / "data/praktijken/fout.yml").write_text(
        text + "andere_partners:\n" + times("- p@\n", 10_000), encoding="utf-8"
    )
    assert len(within_a_second(read_library)(small_site, today=TODAY)["praktijken"]) == 2
