"""Numbers from elsewhere: every file in `refresh/` is what someone may send, next to what must come of it; a new case
needs no Python.
"""

from __future__ import annotations

import csv
import http.server
import io
import itertools
import os
import re
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import script

from macros.editing.numbers.changes import Cells, compare_rows, known_to, read_sheet, save
from macros.editing.numbers.exports import Ambiguous, plain_number, screen
from macros.editing.numbers.sdmx_csv import AnswerError, read_dataset
from macros.library import Library, read_library
from macros.library.models.figures import Figure
from macros.library.models.observations import COLUMNS

TESTS = Path(__file__).parent
REFRESH = TESTS / "refresh"
FIGURE = "esl-18-24-lfs"
TABLE = "edat_lfse_16"


eurostat = script("eurostat")
export_lezen = script("export_lezen")


def cases(folder: str) -> list[Any]:
    """The inputs in a folder."""
    return [
        pytest.param(path, id=path.stem)
        for path in sorted((REFRESH / folder).glob("*.csv"))
        if not path.name.endswith(".na.csv")
    ]


def expected(path: Path) -> list[str]:
    """What stands next to an input."""
    return path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()


@pytest.fixture
def site(small_site: Path) -> Path:
    """The small site with a figure that Eurostat feeds."""
    data = small_site / "data"
    for suffix in (".yml", ".csv"):
        shutil.copy(REFRESH / f"begin{suffix}", csv_of(small_site).with_suffix(suffix))
    sources = (data / "bronnen.yml").read_text(encoding="utf-8")
    found = re.search(r"  - id: proefstudie2016\n(?:    .*\n)+", sources)
    assert found
    (data / "bronnen.yml").write_text(
        sources + found[0].replace("proefstudie2016", "eurostat-edat-lfse-16"), encoding="utf-8"
    )
    return small_site


def csv_of(site: Path) -> Path:
    return site / "data" / "cijfers" / f"{FIGURE}.csv"


def tree(site: Path) -> dict[str, bytes]:
    """Every file of a site, hidden ones too."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def answer_with(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> list[str]:
    """Let Eurostat answer this; gives the addresses that are asked."""
    asked: list[str] = []

    def fetch(url: str) -> bytes:
        asked.append(url)
        return raw

    monkeypatch.setattr(eurostat, "fetch", fetch)
    return asked


@pytest.mark.parametrize("path", cases("sdmx-csv"))
def test_answer_gives_exactly_these_cells(path: Path) -> None:
    """An answer gives its cells (codes, value, words, letters without a word), or a line for everything that
    is wrong with it.
    """
    try:
        cells = read_dataset(path.read_bytes()).cells
        said = [
            " | ".join(
                [" ".join([*cell.codes.values(), cell.period]), str(cell.value), " ".join(cell.flags), cell.unknown]
            ).rstrip(" |")
            for cell in cells
        ]
    except AnswerError as error:
        said = [f"FOUT: {line}" for line in error.lines]
    assert said == expected(path)


@pytest.mark.parametrize("path", cases("exports"))
def test_export_gives_exactly_this_report(path: Path, site: Path) -> None:
    """A file that was sent gives its report, and its rows as our CSV wants them when all is well."""
    library = read_library(site)
    screening = screen(path.read_bytes(), indicators(library), known_to(library))
    lines = screening.lines()
    if screening.passed:
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(list(row.cells.values()) for row in screening.rows)
        lines += ["", *text.getvalue().splitlines()]
    assert lines == expected(path)


@pytest.mark.parametrize("path", cases("exports"))
def test_export_writes_only_when_asked_and_when_all_is_well(
    path: Path, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without `--write` nothing changes; with it, only a file that passes does, and the library accepts the outcome."""
    before = tree(site)
    command = [FIGURE, str(path), "--root", str(site)]
    passes = expected(path)[0].startswith("In orde")
    assert export_lezen.main(command) == (0 if passes else 1)
    assert tree(site) == before
    capsys.readouterr()
    assert export_lezen.main([*command, "--write"]) == (0 if passes else 1)
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    if passes:
        after = tree(site)
        wrote = {name for name in after if after[name] != before.get(name)}
        assert wrote == (set() if "\n  0 nieuw, 0 gewijzigd" in out else {f"data/cijfers/{FIGURE}.csv"})
        assert ("Geschreven." in out) == bool(wrote)
        read_library(site)
    else:
        assert err.endswith("Niets geschreven.\n")
        assert tree(site) == before


def test_export_that_does_not_fit_the_file_is_not_written(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Rows that are right by themselves and not beside ours: the library says so, and the file stays as it is."""
    sent = tmp_path / "export.csv"
    row = "esl-18-24-lfs;2024;belgie;inwoners;18-24 jaar;geslacht;totaal;9,9;%;;;proefstudie2016;;;"
    sent.write_text(f"{';'.join(COLUMNS)}\n{row}\n{row.replace('2024', '2022')}\n", encoding="utf-8")
    before = tree(site)
    assert export_lezen.main([FIGURE, str(sent), "--root", str(site), "--write"]) == 1
    out, err = capsys.readouterr()
    assert "  2 nieuw, 0 gewijzigd, 0 verdwenen, 0 gelijk" in out.splitlines()
    assert err.splitlines() == [
        "data/cijfers/esl-18-24-lfs.csv:5: vlag: een andere waarde dan regel 4 (7.0) voor hetzelfde; zet bij "
        "beide de vlag 'tegenspraak'",
        "Niets geschreven.",
    ]
    assert tree(site) == before


def test_rows_that_an_export_leaves_out_are_named_and_stay(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of a series that was sent again, the years that are not in it any more; other series and sources are not
    named.
    """
    sent = tmp_path / "export.csv"
    row = (
        "esl-18-24-lfs;2024;belgie;inwoners;18-24 jaar;geslacht;totaal;7,0;%;;;eurostat-edat-lfse-16;rij "
        "A,PC,T,Y18-24,BE;breuk;"
    )
    sent.write_text(f"{';'.join(COLUMNS)}\n{row}\n", encoding="utf-8")
    before = tree(site)
    assert export_lezen.main([FIGURE, str(sent), "--root", str(site), "--write"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-2:] == [
        "  0 nieuw, 0 gewijzigd, 1 verdwenen, 1 gelijk",
        "  - esl-18-24-lfs, 2023, belgie, 18-24 jaar, geslacht, totaal, %, eurostat-edat-lfse-16:"
        " 6.2 is er niet meer bij; de rij blijft staan tot je ze zelf weghaalt",
    ]
    assert tree(site) == before


@pytest.mark.parametrize("path", cases("eurostat"))
def test_table_of_eurostat_says_and_writes_exactly_this(
    path: Path, site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command shows what an answer changes; a `.na.csv` next to it is the file after `--write`, and without one
    nothing may change.
    """
    answer_with(monkeypatch, path.read_bytes())
    before = tree(site)
    shown = eurostat.main([TABLE, "--root", str(site)])
    out, err = capsys.readouterr()
    assert tree(site) == before
    assert [*out.splitlines(), *(f"FOUT: {line}" for line in err.splitlines())] == expected(path)
    written = eurostat.main([TABLE, "--root", str(site), "--write"])
    assert shown == written == (1 if err else 0)
    after = path.with_suffix(".na.csv")
    if after.exists():
        assert csv_of(site).read_bytes() == after.read_bytes()
        read_library(site)
    assert {
        name: text for name, text in tree(site).items() if name != f"data/cijfers/{FIGURE}.csv" or not after.exists()
    }.items() <= before.items()


def test_every_other_row_keeps_its_bytes(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an answer does not touch stays as it was typed: quotes, line ends, the mark at the start, no last
    line end.
    """
    text = csv_of(site).read_text(encoding="utf-8").replace("\n", "\r\n").rstrip()
    csv_of(site).write_bytes(b"\xef\xbb\xbf" + text.encode())
    csv_of(site).chmod(0o640)
    before = csv_of(site).read_bytes()
    answer_with(monkeypatch, (REFRESH / "eurostat" / "nieuw-jaar-en-herziening.csv").read_bytes())
    assert eurostat.main([TABLE, "--root", str(site), "--write"]) == 0
    after = csv_of(site).read_bytes()
    kept = [
        line
        for line in before.split(b"\r\n")
        if b"proefboek2015" in line or b"gemiddelde" in line or b"indicator," in line
    ]
    assert kept
    assert all(line in after.split(b"\r\n") for line in kept)
    assert b"\n" not in after.replace(b"\r\n", b"")
    assert csv_of(site).stat().st_mode & 0o777 == 0o640


def test_our_own_rows_come_back_as_they_were(site: Path) -> None:
    """An answer made from our own rows changes nothing: area, sex, age, place and flags are written the same way."""
    table = eurostat.TABLES[TABLE]
    ours = [cells for cells in read_sheet(csv_of(site), "x").cells if cells["bron"] == table.source]
    dataset = read_dataset(as_answer(TABLE, ours))
    eurostat.refuse_other(TABLE, dataset)
    before = {eurostat.key(cells): cells for cells in ours}
    rows = [
        eurostat.with_own_words(cells, before[eurostat.key(cells)]) for cells, _ in eurostat.rows_of(TABLE, dataset)
    ]
    changes = compare_rows(ours, rows, lambda _: True)
    assert {flag for cells in ours for flag in cells["vlag"].split()} == {"breuk", "onbetrouwbaar", "tegenspraak"}
    assert (changes.new, changes.changed, changes.gone, changes.same) == ((), (), (), 8)


@pytest.mark.parametrize(
    ("name", "place", "row"),
    [
        (
            "edat_lfse_16",
            "A,PC,F,Y18-24,BE10",
            "esl-18-24-lfs,2025,brussels-hoofdstedelijk-gewest,inwoners,18-24 jaar,geslacht,vrouwen,9.0,%,,,"
            'eurostat-edat-lfse-16,"rij A,PC,F,Y18-24,BE10",breuk,',
        ),
        (
            "edat_lfse_14",
            "A,M,POP,PC,Y18-24,EU27_2020",
            "esl-18-24-lfs,2025,eu27-2020,inwoners,18-24 jaar,geslacht,mannen,9.0,%,,,"
            'eurostat-edat-lfse-16,"rij A,M,POP,PC,Y18-24,EU27_2020",breuk,',
        ),
        (
            "edat_lfse_22",
            "A,T,Y15-29,NO_FE_NO_NFE,NEMP,PC,BE3",
            "neet-15-29,2025,waals-gewest,inwoners,15-29 jaar,totaal,totaal,9.0,%,,,"
            'eurostat-edat-lfse-22,"rij A,T,Y15-29,NO_FE_NO_NFE,NEMP,PC,BE3",breuk,',
        ),
        (
            "lfst_r_lfu3rt",
            "A,TOTAL,T,Y15-24,PC,BE2",
            "jeugdwerkloosheid-15-24,2025,vlaams-gewest,inwoners,beroepsbevolking 15-24 jaar,geslacht,totaal,9.0,%,,,"
            'eurostat-lfst-r-lfu3rt,"rij A,TOTAL,T,Y15-24,PC,BE2",breuk,',
        ),
    ],
)
def test_each_table_becomes_rows_of_its_figure(name: str, place: str, row: str) -> None:
    """Of an answer with every code that is asked of a table, each place gives its row, under our own words."""
    places = [",".join(codes) for codes in itertools.product(*eurostat.TABLES[name].asked.values())]
    dataset = read_dataset(
        as_answer(
            name,
            [{"vindplaats": f"rij {codes}", "periode": "2025", "waarde": "9", "vlag": "breuk"} for codes in places],
        )
    )
    eurostat.refuse_other(name, dataset)
    rows = {cells["vindplaats"]: cells for cells, _ in eurostat.rows_of(name, dataset)}
    assert list(rows) == [f"rij {codes}" for codes in places]
    assert list(rows[f"rij {place}"].values()) == next(csv.reader([row]))


def as_answer(name: str, rows: Sequence[Cells]) -> bytes:
    """What Eurostat answers when it says what our rows say."""
    letters = {"breuk": "b", "onbetrouwbaar": "u"}
    dimensions = list(eurostat.TABLES[name].asked)
    text = io.StringIO()
    answer = csv.writer(text)
    answer.writerow(["DATAFLOW", "LAST UPDATE", *dimensions, "TIME_PERIOD", "OBS_VALUE", "OBS_FLAG", "CONF_STATUS"])
    for cells in rows:
        codes = cells["vindplaats"].removeprefix("rij ").split(",")
        flags = "".join(letters.get(flag, "") for flag in cells["vlag"].split())
        answer.writerow(
            [f"ESTAT:{name.upper()}(1.0)", "30/04/26 23:00:00", *codes, cells["periode"], cells["waarde"], flags, ""]
        )
    return text.getvalue().encode()


def test_address_asks_just_the_rows_of_the_figure(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each dimension but time stands in the address, in the order of the table, with every code that is asked."""
    asked = answer_with(monkeypatch, (REFRESH / "eurostat" / "nieuw-jaar-en-herziening.csv").read_bytes())
    eurostat.main([TABLE, "--root", str(site)])
    assert asked == [
        "https://ec.europa.eu/eurostat/api/dissemination/sdmx/2.1/data/edat_lfse_16/"
        "A.PC.T+M+F.Y18-24.BE+BE10+BE2+BE3+EU27_2020?format=SDMX-CSV&compressed=false"
    ]


def test_what_is_not_described_is_skipped_or_refused(
    site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table whose figure or source nobody described is passed over, and is a fault when it was asked for by name."""
    asked = answer_with(monkeypatch, (REFRESH / "eurostat" / "nieuw-jaar-en-herziening.csv").read_bytes())
    for suffix in (".yml", ".csv"):
        shutil.copy(csv_of(site).with_suffix(suffix), csv_of(site).with_name(f"neet{suffix}"))
    assert eurostat.main(["edat_lfse_22", "lfst_r_lfu3rt", "--root", str(site), "--write"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "edat_lfse_22: beschrijf eerst de indicator 'neet-15-24' in data/cijfers/neet.yml",
        "edat_lfse_22: beschrijf eerst de indicator 'neet-15-29' in data/cijfers/neet.yml",
        "edat_lfse_22: beschrijf eerst de indicator 'neet-18-24' in data/cijfers/neet.yml",
        "edat_lfse_22: beschrijf eerst de bron 'eurostat-edat-lfse-22' in data/bronnen.yml",
        "lfst_r_lfu3rt: beschrijf eerst het cijfer 'jeugdwerkloosheid-15-24' in "
        "data/cijfers/jeugdwerkloosheid-15-24.yml",
        "Niets geschreven.",
    ]
    assert not asked
    monkeypatch.setattr(
        eurostat, "TABLES", {name: table for name, table in eurostat.TABLES.items() if name != "edat_lfse_14"}
    )
    assert eurostat.main(["--root", str(site)]) == 0
    assert capsys.readouterr().out.startswith("edat_lfse_16 -> data/cijfers/esl-18-24-lfs.csv\n")
    assert len(asked) == 1


def test_a_control_table_compares_and_never_writes(
    site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The table of countries says where it agrees with the rows of the table of regions; they stay as they are."""
    rows = [
        {"vindplaats": f"rij A,{sex},POP,PC,Y18-24,{area}", "periode": period, "waarde": value, "vlag": ""}
        for sex, area, period, value in [
            ("T", "BE", "2023", "6.2"),
            ("T", "BE", "2024", "7.1"),
            ("T", "BE", "1992", "18.1"),
            ("M", "BE", "1992", "20.5"),
            ("F", "EU27_2020", "2023", "8.4"),
        ]
    ]
    answer_with(monkeypatch, as_answer("edat_lfse_14", rows))
    before = tree(site)
    assert eurostat.main(["edat_lfse_14", "--root", str(site), "--write"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "edat_lfse_14",
        "  alleen controle van eurostat-edat-lfse-16: 2 gelijk, 1 verschillend, 2 alleen hier",
        "  ! 2024, belgie, totaal: 7.0 in ons bestand, 7.1 hier",
    ]
    assert tree(site) == before


def test_one_table_that_fails_keeps_all_from_being_written(
    site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two tables are asked, one answers badly: the good one is not written either."""
    good = (REFRESH / "eurostat" / "nieuw-jaar-en-herziening.csv").read_bytes()
    monkeypatch.setattr(eurostat, "fetch", lambda url: good if "edat_lfse_16" in url else b"<html>")
    before = tree(site)
    assert eurostat.main(["edat_lfse_16", "edat_lfse_14", "--root", str(site), "--write"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "edat_lfse_14: het antwoord is een webpagina, geen cijfers",
        "Niets geschreven.",
    ]
    assert tree(site) == before


FAULT = b"<S:Fault><faultcode>%s</faultcode><faultstring>%s</faultstring></S:Fault>"


class Answers(http.server.BaseHTTPRequestHandler):
    """Answers as a server in trouble does; the path says which trouble."""

    troubles: Mapping[str, tuple[int, bytes]] = {
        "webpagina": (200, b"<!DOCTYPE html><title>Maintenance</title>"),
        "onderhoud": (503, b"<html>Service Unavailable</html>"),
        "geen-csv": (200, b"geo\ttime"),
        "fout": (400, FAULT % (b"150", b"INVALID_QUERY_DIMENSION_VALUE: GEO=BE10")),
        "later": (413, FAULT % (b"413", b"ASYNCHRONOUS_RESPONSE. Please try again later.")),
        "afgebroken": (200, (REFRESH / "eurostat" / "nieuw-jaar-en-herziening.csv").read_bytes()),
        "traag": (200, b"{}"),
        "trage-fout": (500, b"{}"),
    }

    def do_GET(self) -> None:
        name = self.path.split("/")[1]
        status, body = self.troubles[name]
        if name == "traag":
            time.sleep(0.6)
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) + (100 if name == "afgebroken" else 0)))
        self.end_headers()
        if name == "trage-fout":
            time.sleep(0.6)
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Be silent."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers) as running:
        running.handle_error = lambda *_: None  # type: ignore[method-assign]  # a client that left is no news
        thread = threading.Thread(target=running.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


TROUBLES = {
    "webpagina": "het antwoord is een webpagina, geen cijfers",
    "onderhoud": "Eurostat antwoordt met fout 503; probeer het later opnieuw",
    "geen-csv": "het antwoord is geen SDMX-CSV van Eurostat; deze kolommen ontbreken: DATAFLOW, TIME_PERIOD, "
    "OBS_VALUE, OBS_FLAG",
    "fout": "Eurostat geeft fout 150: INVALID_QUERY_DIMENSION_VALUE: GEO=BE10",
    "later": "Eurostat maakt dit antwoord later klaar; probeer het over enkele minuten opnieuw",
    "afgebroken": "het antwoord is halverwege afgebroken; probeer het later opnieuw",
    "traag": "Eurostat antwoordt niet (timed out); kijk je verbinding na of probeer het later opnieuw",
    "trage-fout": "Eurostat antwoordt niet (timed out); kijk je verbinding na of probeer het later opnieuw",
}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_server_in_trouble_gives_one_line_and_changes_nothing(
    trouble: str, server: str, site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever comes back instead of the table: one Dutch line, exit 1, no file touched."""
    monkeypatch.setattr(eurostat, "API", f"{server}/{trouble}")
    monkeypatch.setattr(eurostat, "TIMEOUT", 0.2)
    before = tree(site)
    assert eurostat.main([TABLE, "--root", str(site), "--write"]) == 1
    out, err = capsys.readouterr()
    assert (out, err.splitlines()) == ("", [f"{TABLE}: {TROUBLES[trouble]}", "Niets geschreven."])
    assert tree(site) == before


def test_nobody_answers(site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A port on which nothing listens gives one line too."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setattr(eurostat, "API", f"http://127.0.0.1:{port}")
    assert eurostat.main([TABLE, "--root", str(site), "--write"]) == 1
    assert re.fullmatch(
        rf"{TABLE}: Eurostat antwoordt niet \(.+\); kijk je verbinding na .+\nNiets geschreven\.\n",
        capsys.readouterr().err,
    )


def test_faulty_data_must_be_mended_first(
    site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both commands stop when the data has problems of its own, and ask nobody anything."""
    asked = answer_with(monkeypatch, b"{}")
    (site / "data" / "netwerk.yml").unlink()
    assert eurostat.main([TABLE, "--root", str(site)]) == 1
    assert export_lezen.main([FIGURE, "x.csv", "--root", str(site)]) == 1
    assert capsys.readouterr().err.count("data/netwerk.yml: dit bestand ontbreekt\nLos dit eerst op.\n") == 2
    assert not asked


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["esl-18-24-lsf", "x.csv"], "'esl-18-24-lsf' is geen cijfer; bedoelde je 'esl-18-24-lfs'?"),
        (["zzz", "x.csv"], "'zzz' is geen cijfer; kies uit: afwezig, esl-18-24-lfs"),
        ([FIGURE, "bestaat-niet.csv"], "bestaat-niet.csv: niet te lezen (No such file or directory)"),
    ],
)
def test_export_of_or_for_nothing(
    arguments: list[str], line: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong figure or file is answered in one line."""
    assert export_lezen.main([*arguments, "--root", str(site)]) == 1
    assert capsys.readouterr().err == f"{line}\nNiets geschreven.\n"


def test_unknown_table_gets_a_hint(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A mistyped table is answered with the nearest one, and one that resembles none with all."""
    assert eurostat.main(["edat_lfse_61", "zzz", "--root", str(site)]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "edat_lfse_61: die tabel kennen we niet; bedoelde je 'edat_lfse_16'?",
        f"zzz: die tabel kennen we niet; kies uit: {', '.join(eurostat.TABLES)}",
        "Niets geschreven.",
    ]


@pytest.mark.parametrize("command", [eurostat.main, export_lezen.main])
def test_wrong_command_is_answered_in_dutch(
    command: Callable[[list[str]], int], capsys: pytest.CaptureFixture[str]
) -> None:
    """An option that does not exist gives the use of the command."""
    with pytest.raises(SystemExit) as caught:
        command(["--wat"])
    assert caught.value.code == 2
    assert capsys.readouterr().err.startswith("Zo gebruik je dit: python scripts/")


def test_a_crash_while_writing_leaves_the_old_file(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The new text takes the place of the old one at once, or not at all, and leaves nothing behind."""
    before = tree(site)

    def crash(*_: Any) -> None:
        raise OSError("schijf vol")

    monkeypatch.setattr(os, "replace", crash)
    with pytest.raises(OSError, match="schijf vol"):
        save(csv_of(site), "half")
    assert tree(site) == before


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", "12"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("-0,25", "-0.25"),
        ("\u22123", "-3"),
        ("0,125", "0.125"),
        ("0.125", "0.125"),
        ("1234,567", "1234.567"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1,234,567.8", "1234567.8"),
        ("1 234", "1234"),
        ("1\u00a0234,5", "1234.5"),
        ("1\u202f234\u202f567", "1234567"),
    ],
)
def test_a_number_of_excel_becomes_ours(text: str, number: str) -> None:
    """Marks between thousands go, the decimal mark is a point, digits stay."""
    assert plain_number(text) == number


@pytest.mark.parametrize("text", ["1.234", "1,234", "12.345", "999,000"])
def test_a_number_that_may_be_two_is_a_question(text: str) -> None:
    """Three digits after one mark: thousands or decimals; a count can only be the first, a percentage only the
    second.
    """
    digits = re.sub("[.,]", "", text)
    with pytest.raises(Ambiguous, match=f"kan {digits} zijn of "):
        plain_number(text)
    assert plain_number(text, whole=True) == digits
    assert plain_number(text, percentage=True) == str(Decimal(text.replace(",", ".")))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        ":",
        "n.b.",
        "1,2,3",
        "1.23.456",
        "1 23",
        "12 3456",
        "1e3",
        "12,",
        ",5",
        "१२",
        "1 234\u00a0567",
        "#DEEL/0!",
        "5 %",
    ],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(ValueError, match="geen getal") as caught:
        plain_number(text)
    assert not isinstance(caught.value, Ambiguous)


def indicators(library: Library) -> frozenset[str]:
    figure = library.of(Figure)[FIGURE]
    return frozenset(figure.indicatoren)


def test_every_case_has_its_outcome() -> None:
    """Inputs and outcomes come in pairs, with kebab-case names."""
    for folder in ("sdmx-csv", "exports", "eurostat"):
        inputs = {param.values[0].stem for param in cases(folder)}
        assert inputs == {path.stem for path in (REFRESH / folder).glob("*.txt")}
        assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in inputs)
