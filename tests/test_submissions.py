"""A filled-in form: what becomes of it, however hostile; each case in `submissions/` is a body as GitHub gives it, with
what must come of it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
import yaml

from macros.__main__ import main
from macros.editing.forms.questions import questions
from macros.editing.forms.submissions import MAX_ANSWER, MAX_BODY, from_issue
from macros.editing.writing import as_yaml, with_values
from macros.library import DataError, read_library
from macros.library.text.yaml_file import read_text

TESTS = Path(__file__).parent
ROOT = TESTS.parent
CASES = sorted((TESTS / "submissions").glob("*.md"))
TODAY = date(2017, 3, 2)


def files(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def filled(site: Path, kind: str, what: str, answers: dict[str, str]) -> bytes:
    """A body as GitHub makes it of the answers per question."""
    asked = questions(read_library(site), kind, what)
    return "\n\n".join(
        f"### {question.label}\n\n{answers.get(question.id, '_No response_')}" for question in asked
    ).encode()


PARTNER = {
    "naam": "Steun",
    "kort": "Een partner die alleen in de tests bestaat.",
    "soort": "Onderwijs",
    "gemeenschap": "Nederlandstalig",
    "bronnen": "https://example.org/steun",
    "nagekeken_door": "Testgroep",
}

PRACTICE = {
    **{
        "kort": "Een praktijk die alleen in de tests bestaat.",
        "wat": "We bellen.",
        "waar": "Proefschool, Brussel",
        "bereik": "Brussel",
    },
    **{
        "stappen": "- Bellen",
        "pijlers": "- [x] Preventie",
        "niveaus": "- [x] Lager onderwijs",
        "soort_bewijs": "Ervaring",
    },
    **{"bronnen": "https://example.org/x", "nagekeken_door": "Testgroep"},
}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_form_becomes_exactly_this_file_or_these_words(path: Path, small_site: Path) -> None:
    """The case says which form it is; nothing else than its file changes, and nothing at all when the form is
    refused.
    """
    case: dict[str, Any] = yaml.safe_load(path.with_suffix(".yml").read_text(encoding="utf-8"))
    before = files(small_site)
    problems, written = [], {}
    try:
        submission = from_issue(small_site, case["kind"], case["what"], path.read_bytes(), TODAY)
    except DataError as error:
        problems = [str(problem) for problem in error.problems]
    else:
        written = {submission.path.relative_to(small_site).as_posix(): submission.path.read_text(encoding="utf-8")}
        assert list(submission.notes) == case["notes"]
        read_library(small_site, today=TODAY)
    assert problems == case.get("problems", [])
    assert written == ({case["path"]: case["text"]} if "path" in case else {})
    assert {name: content for name, content in files(small_site).items() if before.get(name) != content} == {
        name: text.encode() for name, text in written.items()
    }


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (
            b"### Naam van de organisatie\n\n" + b"x" * 1_000_000,
            f"Formulier: groter dan {MAX_BODY // 1024} kB; maak je antwoorden korter",
        ),
        (b"### Naam van de organisatie\n\n\xff\xfe", "Formulier: geen UTF-8; dit komt niet van het formulier"),
        (
            b"### Naam van de organisatie\n\n" + b"x" * (MAX_ANSWER + 1),
            f"Naam van de organisatie: {MAX_ANSWER + 1} tekens; hier passen er {MAX_ANSWER}",
        ),
    ],
    ids=["groot", "bytes", "lang"],
)
def test_too_much_is_refused_before_it_is_read(
    body: bytes, line: str, small_site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tekst.md").write_bytes(body)
    start = perf_counter()
    assert (
        main(
            [
                "from-issue",
                "--root",
                str(small_site),
                "--kind",
                "partners",
                "--what",
                "nieuw",
                "--body",
                str(tmp_path / "tekst.md"),
            ]
        )
        == 1
    )
    assert perf_counter() - start < 1
    assert line in capsys.readouterr().out.splitlines()


@pytest.mark.parametrize(
    ("kind", "what", "line"),
    [
        (
            "cijfers",
            "nieuw",
            "cijfers: voor deze soort is er geen formulier; kies uit: partners, praktijken, acties, netwerkdagen, "
            "nieuws",
        ),
        (
            "../partners",
            "nieuw",
            "../partners: voor deze soort is er geen formulier; kies uit: partners, praktijken, acties, "
            "netwerkdagen, nieuws",
        ),
        ("nieuws", "gestopt", "gestopt: dit formulier bestaat niet; kies uit: nieuw, wijzigen"),
    ],
)
def test_a_form_that_does_not_exist(
    kind: str, what: str, line: str, small_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (small_site / "tekst.md").write_bytes(filled(small_site, "partners", "nieuw", PARTNER))
    before = files(small_site)
    assert (
        main(
            [
                "from-issue",
                "--root",
                str(small_site),
                "--kind",
                kind,
                "--what",
                what,
                "--body",
                str(small_site / "tekst.md"),
            ]
        )
        == 1
    )
    assert capsys.readouterr().out == f"{line}\n"
    assert files(small_site) == before


def test_command_prints_the_path_and_what_is_left_to_do(small_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small_site / "tekst.md").write_bytes(filled(small_site, "partners", "nieuw", PARTNER))
    assert (
        main(
            [
                "from-issue",
                "--root",
                str(small_site),
                "--kind",
                "partners",
                "--what",
                "nieuw",
                "--body",
                str(small_site / "tekst.md"),
            ]
        )
        == 0
    )
    assert capsys.readouterr().out.splitlines() == [
        "data/partners/steun.yml",
        "'zekerheid' staat op 'laag': kijk de bronnen na en pas het aan.",
        "'aanbod' is er nog niet: zonder staat de partner bij geen pijler en geen signaal.",
    ]
    assert (
        main(
            [
                "from-issue",
                "--root",
                str(small_site),
                "--kind",
                "partners",
                "--what",
                "nieuw",
                "--body",
                str(small_site / "weg.md"),
            ]
        )
        == 1
    )
    assert capsys.readouterr().out == f"{small_site / 'weg.md'}: niet te lezen (No such file or directory)\n"


def test_a_name_that_is_nearly_another_is_for_a_person_to_judge(small_site: Path) -> None:
    body = filled(small_site, "praktijken", "nieuw", PRACTICE | {"naam": "Gesprekken aan huis"})
    notes = from_issue(small_site, "praktijken", "nieuw", body, TODAY).notes
    assert notes[0] == "De naam lijkt op die in data/praktijken/gesprek.yml: kijk of het iets anders is."


def test_web_addresses_as_people_type_them(small_site: Path) -> None:
    """`www.` is enough; anything else is left as it was typed, for the check to judge."""
    answers = {**PARTNER, "website": "www.example.org/steun", "bronnen": "WWW.example.org\nhttp://www.example.org/oud"}
    text = from_issue(
        small_site, "partners", "nieuw", filled(small_site, "partners", "nieuw", answers), TODAY
    ).path.read_text(encoding="utf-8")
    assert "website: https://www.example.org/steun\n" in text
    assert "- url: https://WWW.example.org\n  - url: http://www.example.org/oud\n" in text


def test_a_new_action_is_a_proposal_with_steps_and_its_leader(small_site: Path) -> None:
    """A leader with an entry is linked, another one stays text; steps are planned."""
    answers = {
        **{
            "naam": "Samen bellen",
            "kort": "Elke school belt.",
            "pijler": "Preventie",
            "doelstelling": "Minder uitval",
            "trekker": "Hulp",
        },
        **{
            "stappen": "1. Afspreken\n2) Bellen",
            "begin": "2018-09",
            "bronnen": "https://example.org/x",
            "nagekeken_door": "Testgroep",
        },
    }
    path = from_issue(small_site, "acties", "nieuw", filled(small_site, "acties", "nieuw", answers), TODAY).path
    tree, _ = read_text(path.read_text(encoding="utf-8"), "")
    assert tree is not None
    made = tree.plain()
    assert (made["soort"], made["status"], made["doelstelling"], made["trekker"]) == (
        "actie",
        "voorgesteld",
        "minder-uitval",
        "hulp",
    )
    assert made["stappen"] == [{"naam": "Afspreken", "staat": "gepland"}, {"naam": "Bellen", "staat": "gepland"}]
    answers |= {"naam": "Samen mailen", "trekker": "Een school in de buurt"}
    other = from_issue(small_site, "acties", "nieuw", filled(small_site, "acties", "nieuw", answers), TODAY).path
    assert "trekker: Een school in de buurt\n" in other.read_text(encoding="utf-8")


def test_what_stopped_keeps_what_was_said_of_it(small_site: Path) -> None:
    path = small_site / "data/partners/hulp.yml"
    path.write_text(path.read_text(encoding="utf-8") + "opmerking: Heette vroeger Steun.\n", encoding="utf-8")
    body = filled(small_site, "partners", "gestopt", {**PARTNER, "fiche": "hulp", "opmerking": "Gestopt in 2017."})
    from_issue(small_site, "partners", "gestopt", body, TODAY)
    assert "opmerking: Heette vroeger Steun. Gestopt in 2017.\n" in path.read_text(encoding="utf-8")


ENTRY = """\
# eerste regel
naam: Hulp   # de naam
kort: >-
  Een zin
  op twee regels.

# over de telefoon
telefoon: 02 512 30 05
bronnen:
  - url: https://example.org/a  # blijft staan
  # onder de bron
"""
ORDER = ("naam", "kort", "telefoon", "email", "bronnen")


@pytest.mark.parametrize(
    ("values", "old", "new", "left"),
    [
        ({"telefoon": "1712"}, "telefoon: 02 512 30 05\n", "telefoon: 1712\n", ()),
        ({"kort": "Kort."}, "kort: >-\n  Een zin\n  op twee regels.\n", "kort: Kort.\n", ()),
        ({"email": "a@b.be"}, "30 05\n", "30 05\nemail: a@b.be\n", ()),
        ({"naam": "Steun"}, "", "", ("naam",)),
        ({"bronnen": [{"url": "https://example.org/b"}]}, "", "", ("bronnen",)),
        (
            {"bronnen": [{"url": "https://example.org/a"}, {"url": "https://example.org/b", "zegt": ["naam"]}]},
            "  # onder de bron\n",
            "  # onder de bron\n  - url: https://example.org/b\n    zegt: [naam]\n",
            (),
        ),
    ],
)
def test_every_other_byte_of_a_file_stays(values: dict[str, Any], old: str, new: str, left: tuple[str, ...]) -> None:
    """What has a remark beside it is left to a person."""
    assert with_values(ENTRY, values, ORDER) == (ENTRY.replace(old, new, 1) if old else ENTRY, left)


@pytest.mark.parametrize("text", ["{naam: Hulp, telefoon: '1712'}\n", "- naam\n", "naam: [\n"])
def test_a_file_of_another_shape_is_left_to_a_person(text: str) -> None:
    assert with_values(text, {"naam": "Steun"}, ORDER) == (text, ("naam",))


@pytest.mark.parametrize(
    "word",
    [
        "true",
        "No",
        "null",
        "~",
        "",
        "2017-03-02",
        "0489",
        "- x",
        "a: b",
        "x #y",
        "é\nè",
        "a " * 100,
        "\u2028",
        "\x85x",
        " x ",
    ],
)
def test_written_text_reads_back(word: str) -> None:
    tree, problems = read_text(as_yaml({"a": word, "b": [word], "c": [{"d": word}]}), "")
    assert tree is not None
    assert not problems
    assert tree.plain() == {"a": word, "b": [word], "c": [{"d": word}]}


@pytest.fixture
def repository(small_site: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small site as a clone with the script, and a `gh` that writes down what it is asked."""
    outside = tmp_path_factory.mktemp("outside")
    (small_site / "macros").symlink_to(ROOT / "macros")
    (small_site / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "formulier.py", small_site / "scripts")
    git = ("git", "-c", "user.name=Testgroep", "-c", "user.email=testgroep@example.org")
    subprocess.run(["git", "init", "--quiet", "--bare", str(outside / "remote.git")], check=True)
    for command in (
        ["init", "--quiet", "-b", "main"],
        ["add", "data"],
        ["commit", "--quiet", "-m", "begin"],
        ["remote", "add", "origin", str(outside / "remote.git")],
    ):
        subprocess.run([*git, *command], cwd=small_site, check=True)
    gh = outside / "gh"
    gh.write_text(
        f'#!{sys.executable}\nimport sys\nfrom pathlib import Path\nwith open(r"{outside / "log"}", "a") as '
        "log:\n    print(*sys.argv[1:], file=log)\n"
        'if sys.argv[1:3] == ["pr", "create"]:\n    print("https://example.org/pull/8")\n'
    )
    gh.chmod(0o755)
    monkeypatch.setenv("PATH", f"{outside}{os.pathsep}{os.environ['PATH']}")
    return outside


def handle(site: Path, outside: Path, labels: list[str], body: str) -> str:
    """What the workflow does with an issue; gives what `gh` was asked."""
    event = {
        "issue": {"number": 7, "labels": [{"name": name} for name in labels], "body": body},
        "repository": {"default_branch": "main"},
    }
    (outside / "event.json").write_text(json.dumps(event), encoding="utf-8")
    for step in ("lees", "stuur"):
        subprocess.run(
            [sys.executable, "scripts/formulier.py", step, str(outside / "event.json"), str(outside)],
            cwd=site,
            check=True,
        )
    return (outside / "log").read_text(encoding="utf-8")


def test_a_form_becomes_a_branch_and_a_pull_request(small_site: Path, repository: Path) -> None:
    body = filled(small_site, "partners", "nieuw", {**PARTNER, "naam": "$(touch gekraakt) `touch gekraakt`"}).decode()
    asked = handle(small_site, repository, ["formulier", "partners-nieuw", "maak-een-voorstel"], body)
    path = "data/partners/touch-gekraakt-touch-gekraakt.yml"
    assert asked.splitlines() == [
        f"pr create --base main --head formulier/7 --title Formulier #7: {path} --body-file "
        f"{repository / 'bericht.md'}",
        f"issue comment 7 --body-file {repository / 'dank.md'}",
    ]
    assert "een voorstel gemaakt: https://example.org/pull/8\n" in (repository / "dank.md").read_text(encoding="utf-8")
    told = (repository / "bericht.md").read_text(encoding="utf-8")
    assert told.startswith("Closes #7\n")
    assert "touch" not in told
    shown = [
        "git",
        "--git-dir",
        str(repository / "remote.git"),
        "show",
        "--name-status",
        "--format=%an %s",
        "formulier/7",
    ]
    assert subprocess.run(shown, capture_output=True, text=True, check=True).stdout.split("\n") == [
        "github-actions[bot] Formulier #7",
        "",
        f"A\t{path}",
        "",
    ]
    assert not (small_site / "gekraakt").exists()


def test_a_refused_form_becomes_a_comment_in_which_nothing_is_live(small_site: Path, repository: Path) -> None:
    body = filled(small_site, "partners", "nieuw", {**PARTNER, "email": "@iedereen ``` <b>x</b>"}).decode()
    asked = handle(small_site, repository, ["formulier", "partners-nieuw"], body)
    assert asked.splitlines() == [
        f"issue comment 7 --body-file {repository / 'bericht.md'}",
        "issue edit 7 --remove-label maak-een-voorstel",
    ]
    lines = (repository / "bericht.md").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "@" in line] == [
        "    E-mail: '@iedereen ``` <b>x</b>' is geen e-mailadres; schrijf bijvoorbeeld info@school.be"
    ]
    branches = subprocess.run(
        ["git", "--git-dir", str(repository / "remote.git"), "branch"], capture_output=True, text=True, check=True
    )
    assert not branches.stdout


@pytest.mark.parametrize(
    "labels", [["formulier"], ["formulier", "partners-nieuw", "acties-nieuw"], ["formulier", "cijfers-nieuw"]]
)
def test_only_a_label_says_which_form_it_is(labels: list[str], small_site: Path, repository: Path) -> None:
    handle(small_site, repository, labels, filled(small_site, "partners", "nieuw", PARTNER).decode())
    assert "    Labels: zet er precies één dat zegt welk formulier het is" in (repository / "bericht.md").read_text(
        encoding="utf-8"
    )


def test_the_workflow_starts_by_a_label_of_the_network_and_never_puts_text_in_a_command() -> None:
    text = (ROOT / ".github" / "workflows" / "formulier.yml").read_text(encoding="utf-8")
    workflow = yaml.load(text, Loader=yaml.BaseLoader)
    assert workflow["on"] == {"issues": {"types": ["labeled"]}}
    assert workflow["permissions"] == {}
    job = workflow["jobs"]["voorstel"]
    assert job["if"].startswith("github.event.label.name == 'maak-een-voorstel' && ")
    assert all(
        re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v[\d.]+", action) for action in re.findall(r"uses: (.*)", text)
    )
    assert not [step for step in job["steps"] if "${{" in step.get("run", "")]
    assert [step for step in job["steps"] if "GH_TOKEN" in step.get("env", {})] == job["steps"][-1:]
