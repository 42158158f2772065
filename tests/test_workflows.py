"""What runs on GitHub can do no more than it must, and nothing of a pull request runs where a token can write."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml
from conftest import script

from macros.editing.proposals.comment import LONGEST, MARK

ROOT = Path(__file__).parent.parent
opmerking = script("opmerking")
TOOLS = Path(sys.executable).parent
"""Where the environment keeps its commands."""
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
SCHEMAS = {
    "workflows/*": "github-workflows",
    "dependabot.yml": "dependabot",
    "ISSUE_TEMPLATE/config.yml": "github-issue-config",
    "ISSUE_TEMPLATE/*-*.yml": "github-issue-forms",
}
"""Which schema holds for which files in `.github/`; the checker carries them."""
UNTRUSTED = re.compile(r"github\.event\b|github\.head_ref|inputs\.|steps\.[^}]*outputs|matrix\.", re.IGNORECASE)
"""What somebody else may have typed; it reaches a command only through `env`."""


def read(path: Path) -> dict[str, Any]:
    """A workflow as GitHub reads it; the base loader keeps `on` a word."""
    loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert isinstance(loaded, dict)
    return loaded


def triggers(workflow: dict[str, Any]) -> set[str]:
    given = workflow["on"]
    return {given} if isinstance(given, str) else set(given)


def steps(workflow: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for job in workflow["jobs"].values():
        yield from job["steps"]


def permissions(workflow: dict[str, Any]) -> list[Any]:
    return [
        workflow.get("permissions"),
        *(job["permissions"] for job in workflow["jobs"].values() if "permissions" in job),
    ]


def lint(path: Path) -> subprocess.CompletedProcess[str]:
    """What the linter says of a file or folder, at its strictest that needs no network; a file that it cannot read
    counts too.
    """
    how = ["--offline", "--quiet", "--pedantic", "--strict-collection", "--format=plain"]
    return subprocess.run([TOOLS / "zizmor", *how, path], capture_output=True, text=True)


every_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)


def test_the_linter_has_nothing_to_say() -> None:
    """Not of the workflows, and not of dependabot.yml; what it may let pass says so on its line, with the reason."""
    ran = lint(ROOT / ".github")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    for path in WORKFLOWS:
        for exception in re.findall(r"zizmor: *ignore.*", path.read_text(encoding="utf-8")):
            assert re.fullmatch(r"zizmor: ignore\[[\w-]+\] \w.{10,}", exception), exception


@pytest.mark.parametrize(
    ("written", "instead", "finding"),
    [
        ('"$NUMBER"', '"${{ github.event.pull_request.title }}"', "template-injection"),
        ("contents: read", "contents: write", "excessive-permissions"),
        ("on: pull_request", "on: pull_request_target", "dangerous-triggers"),
        ("on: pull_request", "on: [pull_request", "invalid YAML"),
    ],
)
def test_the_linter_hears_of_what_is_wrong(written: str, instead: str, finding: str, tmp_path: Path) -> None:
    """So its silence means something."""
    text = (ROOT / ".github/workflows/controle.yml").read_text(encoding="utf-8")
    assert written in text
    workflow = tmp_path / "controle.yml"
    workflow.write_text(text.replace(written, instead), encoding="utf-8")
    ran = lint(workflow)
    assert ran.returncode != 0
    assert finding in ran.stdout + ran.stderr


@pytest.mark.parametrize("files", SCHEMAS)
def test_files_for_github_follow_its_schema(files: str) -> None:
    """GitHub ignores what it does not know, mostly in silence."""
    checked = map(str, (ROOT / ".github").glob(files))
    ran = subprocess.run(
        [TOOLS / "check-jsonschema", f"--builtin-schema=vendor.{SCHEMAS[files]}", *checked],
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_every_file_for_github_has_a_schema() -> None:
    """One of these, and one only."""
    checked = [path for files in SCHEMAS for path in (ROOT / ".github").glob(files)]
    assert sorted(checked) == sorted((ROOT / ".github").rglob("*.y*ml"))


@every_workflow
def test_actions_are_pinned(path: Path) -> None:
    """Each action is a full commit, with its version in a comment: a tag can be moved to other code."""
    used = [line for line in path.read_text(encoding="utf-8").splitlines() if re.match(r"\s*(- )?uses:", line)]
    assert used or not any("uses" in step for step in steps(read(path)))
    for line in used:
        assert re.search(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line


def test_one_action_has_one_version() -> None:
    """All workflows use the same commit of an action, so that an update is one change."""
    used: dict[str, set[str]] = {}
    for path in WORKFLOWS:
        for step in steps(read(path)):
            if "uses" in step:
                action, _, commit = step["uses"].partition("@")
                used.setdefault(action, set()).add(commit)
    assert {action: commits for action, commits in used.items() if len(commits) > 1} == {}


@every_workflow
def test_permissions_are_named(path: Path) -> None:
    """A workflow says what its token can do; never everything, and never more than it says."""
    found = permissions(read(path))
    assert isinstance(found[0], dict) or found[0] == "{}" or found[0] == {}
    assert not {"write-all", "read-all"} & {str(given) for given in found}


@every_workflow
def test_checkout_keeps_no_token(path: Path) -> None:
    """The token of a checkout does not stay behind for what runs after it."""
    for step in steps(read(path)):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"


@every_workflow
def test_every_job_ends(path: Path) -> None:
    """A job that hangs is stopped, and two runs for one thing do not cross."""
    workflow = read(path)
    assert all(int(job["timeout-minutes"]) <= 90 for job in workflow["jobs"].values())
    assert workflow["concurrency"]["group"]


@every_workflow
def test_no_text_of_others_in_a_command(path: Path) -> None:
    """What somebody else typed reaches a command through the environment, where it cannot become a command."""
    for step in steps(read(path)):
        for expression in re.findall(r"\$\{\{.*?\}\}", step.get("run", ""), re.DOTALL):
            assert not UNTRUSTED.search(expression), expression


@every_workflow
def test_code_of_a_pull_request_cannot_write(path: Path) -> None:
    """What runs on a pull request reads only and sees no secret; what may write never fetches the code of one."""
    workflow = read(path)
    assert "pull_request_target" not in triggers(workflow)
    if "pull_request" in triggers(workflow):
        assert {value for given in permissions(workflow) for value in given.values()} <= {"read"}
        assert "secrets." not in path.read_text(encoding="utf-8")
    if "workflow_run" in triggers(workflow):
        for step in steps(workflow):
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["ref"] == "${{ github.event.repository.default_branch }}"
            assert not re.search(r"\b(pip|npm|make|git|unzip)\b", step.get("run", ""))


def test_comment_follows_the_check() -> None:
    """The workflow that comments waits for the one that checks, by its name, and fetches what that one leaves."""
    check, comment = (read(ROOT / ".github/workflows" / name) for name in ("controle.yml", "opmerking.yml"))
    assert comment["on"]["workflow_run"]["workflows"] == [check["name"]]
    left = {
        step["with"]["name"] for step in steps(check) if step.get("uses", "").startswith("actions/upload-artifact@")
    }
    fetched = {
        step["with"]["name"] for step in steps(comment) if step.get("uses", "").startswith("actions/download-artifact@")
    }
    assert left == {"voorbeeld", "opmerking"}
    assert fetched == {"opmerking"}


@every_workflow
def test_scripts_exist(path: Path) -> None:
    """A step does not call a script that is not there."""
    for step in steps(read(path)):
        for name in re.findall(r"\bscripts/[\w.]+", step.get("run", "")):
            assert (ROOT / name).is_file(), name


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=iemand", "-c", "user.email=iemand@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def compare(folder: Path) -> tuple[int, str]:
    """What the script that compares ends with, and the comment that it leaves."""
    command = [str(ROOT / "scripts" / "voorstel_vergelijken.sh"), "12", "opmerking"]
    ran = subprocess.run(
        command, cwd=folder, env={**os.environ, "PYTHON": sys.executable}, capture_output=True, text=True
    )
    assert (folder / "opmerking" / "nummer.txt").read_text(encoding="utf-8") == "12\n"
    return ran.returncode, (folder / "opmerking" / "opmerking.md").read_text(encoding="utf-8")


@pytest.fixture
def merged(small_site: Path) -> Path:
    """A proposal (another phone number), merged with a branch that lost a news item and got another website since."""
    partner = small_site / "data/partners/hulp.yml"
    (small_site / "macros").symlink_to(ROOT / "macros")
    git(small_site, "init", "-q", "-b", "main")
    git(small_site, "add", "content", "data")
    git(small_site, "commit", "-q", "-m", "begin")
    git(small_site, "checkout", "-q", "-b", "voorstel")
    partner.write_text(partner.read_text(encoding="utf-8").replace("02 512 30 05", "02 512 30 06"), encoding="utf-8")
    git(small_site, "commit", "-q", "-a", "-m", "voorstel")
    git(small_site, "checkout", "-q", "main")
    (small_site / "data/nieuws/proefbericht.yml").unlink()
    partner.write_text(
        partner.read_text(encoding="utf-8").replace("gemeenschap: nl", "gemeenschap: bi"), encoding="utf-8"
    )
    git(small_site, "commit", "-q", "-a", "-m", "verder")
    git(small_site, "merge", "-q", "--no-ff", "voorstel", "-m", "samen")
    return small_site


def test_a_branch_that_moved_on(merged: Path) -> None:
    """Only what the proposal changes is told, not what others did since; the file that both changed is named."""
    code, text = compare(merged)
    assert code == 0
    assert "`telefoon`: `02 512 30 05` wordt `02 512 30 06`" in text
    assert "Intussen veranderde iemand anders deze bestanden ook:**\n\n- `data/partners/hulp.yml`\n\n" in text
    assert "gemeenschap" not in text
    assert "proefbericht" not in text


def test_a_proposal_with_a_misspelled_word(merged: Path) -> None:
    """The comment names it: who proposed it does not have to read a report for programmers."""
    partner = merged / "data/partners/hulp.yml"
    partner.write_text(
        partner.read_text(encoding="utf-8").replace("Een gesprek met", "Een gesprekq met"), encoding="utf-8"
    )
    code, text = compare(merged)
    assert code == 0
    assert "wat: 'gesprekq' staat niet in het woordenboek; " in text


def test_a_comparison_that_fails_says_so(merged: Path) -> None:
    """When the code of the proposal is broken, its comment says so, the check is red, and who typed the text is not
    blamed.
    """
    (merged / "macros").unlink()
    (merged / "macros").mkdir()
    code, text = compare(merged)
    assert code == 1
    assert (
        text
        == f"{MARK}\n## De vergelijking liep vast\n\nDat ligt niet aan je tekst. Wie de site beheert, kijkt het na.\n"
    )


class GitHub(BaseHTTPRequestHandler):
    """Stands in for the API: two pages of comments on pull request 12, and a note of what was written."""

    written: ClassVar[list[tuple[str, str, str]]]
    comments: ClassVar[list[dict[str, Any]]]
    address: ClassVar[str]
    head = "a" * 40
    state = "open"

    def do_GET(self) -> None:
        if self.path == "/repos/netwerk/site/pulls/12":
            self.answer({"state": self.state, "head": {"sha": self.head}})
        elif found := re.fullmatch(r"/repos/netwerk/site/issues/12/comments\?per_page=100&page=(\d+)", self.path):
            page = int(found[1])
            self.answer(self.comments[(page - 1) * 100 : page * 100])
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        assert self.headers["Authorization"] == "Bearer sleutel"
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["body"]
        self.written.append((self.command, self.path, body))
        self.answer({})

    do_PATCH = do_POST

    def answer(self, given: object) -> None:
        text = json.dumps(given).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test output clean."""


@pytest.fixture
def github() -> Iterator[type[GitHub]]:
    """A fresh stand-in, for which the environment is set."""

    class Fresh(GitHub):
        written: ClassVar[list[tuple[str, str, str]]] = []
        comments: ClassVar[list[dict[str, Any]]] = []

    with ThreadingHTTPServer(("127.0.0.1", 0), Fresh) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        Fresh.address = f"http://127.0.0.1:{server.server_port}"
        yield Fresh
        server.shutdown()


@pytest.fixture
def left(tmp_path: Path) -> Path:
    """What a check leaves behind."""
    (tmp_path / "nummer.txt").write_text("12\n", encoding="utf-8")
    (tmp_path / "opmerking.md").write_text(f"{MARK}\n## Wat verandert voor de lezer\n\n- `@iemand`\n", encoding="utf-8")
    return tmp_path


def run(github: type[GitHub], left: Path, monkeypatch: pytest.MonkeyPatch, conclusion: str = "success") -> int:
    given = {
        "GITHUB_API_URL": github.address,
        "GITHUB_REPOSITORY": "netwerk/site",
        "GH_TOKEN": "sleutel",
        "HEAD_SHA": "a" * 40,
    }
    for key, value in {**given, "RUN_URL": "https://code.example/runs/1", "CONCLUSION": conclusion}.items():
        monkeypatch.setenv(key, value)
    return int(opmerking.main([str(left)]))


def by(login: str, id: int, body: str) -> dict[str, Any]:
    return {"id": id, "user": {"login": login}, "body": body}


def test_first_comment(github: type[GitHub], left: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first check posts a comment, that says where to see the site as it will be."""
    assert run(github, left, monkeypatch) == 0
    ((method, path, body),) = github.written
    assert (method, path) == ("POST", "/repos/netwerk/site/issues/12/comments")
    assert body.startswith(f"{MARK}\n## Wat verandert")
    assert "De controle is groen." in body
    assert "[het verslag van de controle](https://code.example/runs/1)" in body


def test_next_comment_takes_its_place(github: type[GitHub], left: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A later check rewrites that comment, wherever it stands; one of somebody else with the same mark stays
    as it is.
    """
    github.comments += [by("iemand", number, f"{MARK} nep") for number in range(150)]
    github.comments += [by(opmerking.BOT, 900, "iets anders"), by(opmerking.BOT, 901, f"{MARK}\nvorige")]
    assert run(github, left, monkeypatch, "failure") == 0
    ((method, path, body),) = github.written
    assert (method, path) == ("PATCH", "/repos/netwerk/site/issues/comments/901")
    assert "De controle is nog niet groen." in body


@pytest.mark.parametrize(("field", "value"), [("head", "b" * 40), ("state", "closed")])
def test_comment_of_a_check_that_is_no_longer_about_it(
    field: str, value: str, github: type[GitHub], left: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A number that is not of the checked commit (an older check, or another's pull request) gets no comment."""
    setattr(github, field, value)
    assert run(github, left, monkeypatch) == 0
    assert github.written == []


@pytest.mark.parametrize("number", ["", "0", "12; rm -rf /", "12\n13", "../12", "１２", "9999999999", "12/comments"])
def test_hostile_number(number: str, github: type[GitHub], left: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no number asks GitHub nothing."""
    (left / "nummer.txt").write_text(number, encoding="utf-8")
    assert run(github, left, monkeypatch) == 1
    assert github.written == []


@pytest.mark.parametrize(
    "text",
    [
        "geen merkteken",
        f"{MARK}\n@iemand",
        f"{MARK}\n<img src=x>",
        f"{MARK}\n![](https://example.org/x.png)",
        f"{MARK}\n[klik](https://example.org)",
        f"{MARK}\nhttps://example.org",
        f"{MARK}\nwww.example.org",
        f"{MARK}\nzie #12",
        f"{MARK}\n`open\n` @iemand `",
        f"{MARK}\n\\`@iemand\\`",
        f"{MARK}\na | b\n- | -\n`x | @iemand` | y",
        f"{MARK}\n`\r\r @iemand `",
        f"{MARK}\n" + "a" * opmerking.LONGEST,
        f"{MARK}\n" + "woord " * LONGEST,
    ],
)
def test_hostile_text(
    text: str, github: type[GitHub], left: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A text that GitHub would act on, from a check that was changed to write it, is refused in words."""
    (left / "opmerking.md").write_bytes(text.encode())
    assert run(github, left, monkeypatch) == 1
    assert capsys.readouterr().err.startswith("Niet geplaatst: ")
    assert github.written == []


def test_bytes_that_are_no_text(github: type[GitHub], left: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither is what is no text, or not there."""
    (left / "opmerking.md").write_bytes(MARK.encode() + b"\n\xff")
    assert run(github, left, monkeypatch) == 1
    (left / "opmerking.md").unlink()
    assert run(github, left, monkeypatch) == 1
    assert github.written == []


def test_longest_comment_fits(github: type[GitHub], left: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The longest text that the check makes is taken, and stays under what GitHub takes with the lines below it."""
    (left / "opmerking.md").write_text(f"{MARK}\n" + "é" * LONGEST, encoding="utf-8")
    assert run(github, left, monkeypatch) == 0
    assert len(github.written[0][2]) < 65_536


def test_both_sides_know_the_same_mark() -> None:
    """The script that posts, the one that compares, and the text they carry agree on the mark."""
    assert opmerking.MARK == MARK
    assert f"mark='{MARK}'" in (ROOT / "scripts/voorstel_vergelijken.sh").read_text(encoding="utf-8")
