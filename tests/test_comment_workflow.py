"""The workflow that comments, run as it stands in comment.yml, against a forge on this machine.

It holds a token, and what it reads was left by a run that a stranger started: so everything about
that is wrong here, once each, and then nothing may be posted.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.canary.workflows import read, steps
from tests.support.forge import BOT, TOKEN, Forge, forge, packed
from tests.support.scratch import REPOSITORY

MARK = "<!-- sayso-review -->"
SHA, RUN, NUMBER = "5" * 40, 4711, 7
HERE = "/repos/team/site"
GOOD = f"{MARK}\n### What this change means\n\n**1 change in meaning.**\n\n- quote q&#58; &#64;<!-- -->all\n"
CASES = sorted((REPOSITORY / "tests/review_cases").glob("*/comment.md"))


@pytest.fixture
def made() -> Iterator[Forge]:
    """A forge on which a review of pull request 7, from a fork, has just ended well."""
    with forge() as fake:
        leave(fake, {"review.md": GOOD.encode(), "number": b"7\n", "review.json": b"{}"})
        fake.has[f"{HERE}/pulls/{NUMBER}"] = pull()
        fake.has[f"{HERE}/pulls/{NUMBER}/files"] = [{"filename": "claims.yml"}]
        yield fake


def leave(fake: Forge, files: Any, **artifact: Any) -> None:
    """The artifact that the run left."""
    raw = files if isinstance(files, bytes) else packed(files)
    told = {"id": 99, "name": "review", "expired": False, "size_in_bytes": len(raw), **artifact}
    fake.has[f"{HERE}/actions/runs/{RUN}/artifacts"] = {"artifacts": [told]}
    fake.has[f"{HERE}/actions/artifacts/99/zip"] = (302, {"Location": f"{fake.address}/stored"}, b"")
    fake.has["/stored"] = raw


def pull(**changed: Any) -> dict[str, Any]:
    head = {"sha": SHA, "repo": {"full_name": "stranger/site"}}
    return {"state": "open", "head": head, "base": {"repo": {"full_name": "team/site"}}, **changed}


def run_of(**changed: Any) -> dict[str, Any]:
    return {
        "id": RUN,
        "event": "pull_request",
        "path": ".github/workflows/review.yml",
        "head_sha": SHA,
        "head_repository": {"full_name": "stranger/site"},
        **changed,
    }


def post(fake: Forge, folder: Path, **changed: Any) -> subprocess.CompletedProcess[str]:
    """Run the workflow's only step, with nothing in its environment but what it is given."""
    ((_, step),) = steps(read(REPOSITORY / ".github/workflows/comment.yml"))
    (folder / "script").write_text(step["run"], encoding="utf-8")
    (folder / "event.json").write_text(json.dumps({"workflow_run": run_of(**changed)}), encoding="utf-8")
    environment = {
        "GITHUB_API_URL": fake.address,
        "GITHUB_SERVER_URL": "https://forge.example",
        "GITHUB_REPOSITORY": "team/site",
        "GITHUB_EVENT_PATH": str(folder / "event.json"),
        "TOKEN": TOKEN,
    }
    done = subprocess.run(
        [sys.executable, "-I", folder / "script"], env=environment, cwd=folder, capture_output=True,
        text=True, timeout=60, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    assert TOKEN not in done.stdout + done.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["event.json", "script"], "written to the disk"
    assert all(given == f"Bearer {TOKEN}" for _, path, given, _ in fake.asked if path != "/stored")
    assert all(not given for _, path, given, _ in fake.asked if path == "/stored"), "the token went elsewhere"
    return done


def test_the_first_review_is_written(made: Forge, tmp_path: Path) -> None:
    done = post(made, tmp_path)
    assert done.returncode == 0, done.stdout
    ((method, path, data),) = made.written
    assert (method, path) == ("POST", f"{HERE}/issues/7/comments")
    assert data["body"].startswith(GOOD.rstrip())
    assert f"Commit {SHA[:12]}" in data["body"]
    assert f"https://forge.example/team/site/actions/runs/{RUN}" in data["body"]


def test_the_next_one_takes_its_place(made: Forge, tmp_path: Path) -> None:
    """Only ours: neither one that somebody else began with our mark, nor another of the bot's."""
    made.comments = [
        {"id": 1, "user": {"login": "stranger", "type": "User"}, "body": f"{MARK} hello"},
        {"id": 2, "user": BOT, "body": "Another workflow's"},
        {"id": 3, "user": None, "body": MARK},
        {"id": 4, "user": BOT, "body": None},
        *({"id": number, "user": {"login": "x", "type": "User"}, "body": "x"} for number in range(10, 120)),
        {"id": 200, "user": BOT, "body": f"{MARK}\nold"},
        {"id": 201, "user": BOT, "body": f"{MARK}\nold too"},
    ]
    assert post(made, tmp_path).returncode == 0
    assert [(method, path) for method, path, _ in made.written] == [
        ("PATCH", f"{HERE}/issues/comments/200"),
        ("DELETE", f"{HERE}/issues/comments/201"),
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.parent.name)
def test_what_the_tool_writes_is_let_through(case: Path, made: Forge, tmp_path: Path) -> None:
    leave(made, {"review.md": case.read_bytes(), "number": b"7"})
    done = post(made, tmp_path)
    assert (done.returncode, len(made.written)) == (0, 1), done.stdout


def test_a_review_that_ended_early_is_told(made: Forge, tmp_path: Path) -> None:
    """By the sentence of .ci/tell-review."""
    told = re.search(r"'(<!-- sayso.*?)' >", (REPOSITORY / ".ci/tell-review").read_text(), re.DOTALL)
    assert told is not None
    text = "\n".join(re.findall(r"'([^']*)'", "'" + told[1] + "'"))
    leave(made, {"review.md": text.encode(), "number": b"7"})
    assert post(made, tmp_path).returncode == 0
    assert "could not be told" in made.written[0][2]["body"]


HOSTILE: dict[str, str] = {
    "no mark": GOOD[1:],
    "a call": GOOD + "@team",
    "a reference": GOOD + "see #1",
    "a link": GOOD + "[x](y)",
    "a picture": GOOD + "![x](y)",
    "an address": GOOD + "https://evil.example",
    "another address": GOOD + "www.evil.example",
    "an element": GOOD + "<img src=x>",
    "an attribute": GOOD + "<details open>",
    "a comment": GOOD + "<!-- x -->",
    "a named reference": GOOD + "&lt;img&gt;",
    "an at sign, written otherwise": GOOD + "&#64;team",
    "a hash, written otherwise": GOOD + "&#x23;1",
    "a control character": GOOD + "\x1b[31m",
    "a bidi control": GOOD + "\u202e",
    "a heading of its own": GOOD + "# Approved",
    "too long": GOOD + "x" * 62_000,
    "no text": "\ud800",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_the_tool_would_not_write_is_not_posted(what: str, made: Forge, tmp_path: Path) -> None:
    leave(made, {"review.md": HOSTILE[what].encode("utf-8", "surrogatepass"), "number": b"7"})
    done = post(made, tmp_path)
    assert (done.returncode, made.written) == (1, [])
    assert "evil" not in done.stdout


ODD: dict[str, Any] = {
    "no zip": b"x",
    "an empty one": packed({}),
    "cut short": packed({"review.md": GOOD.encode() * 50, "number": b"7"})[:-40],
    "no review": {"number": b"7"},
    "no number": {"review.md": GOOD.encode()},
    "two reviews": [("review.md", GOOD.encode()), ("review.md", GOOD.encode()), ("number", b"7")],
    "elsewhere": {"../review.md": GOOD.encode(), "number": b"7"},
    "a bomb": {"review.md": b"x" * 50_000_000, "number": b"7"},
    "a long number": {"review.md": GOOD.encode(), "number": b"7" * 30},
    "no digits": {"review.md": GOOD.encode(), "number": b"7; echo"},
    "other digits": {"review.md": GOOD.encode(), "number": "٧".encode()},
    "a path": {"review.md": GOOD.encode(), "number": b"7/../8"},
    "none": {"review.md": GOOD.encode(), "number": b"0"},
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("what", ODD)
def test_an_artifact_that_is_not_ours_is_not_posted(what: str, made: Forge, tmp_path: Path) -> None:
    leave(made, ODD[what])
    assert (post(made, tmp_path).returncode, made.written) == (1, [])


@pytest.mark.parametrize(
    "artifact", [{"size_in_bytes": 10**9}, {"size_in_bytes": 0}, {"expired": True}, {"name": "site"}]
)
def test_an_artifact_of_another_kind_is_not_fetched(
    artifact: dict[str, Any], made: Forge, tmp_path: Path
) -> None:
    leave(made, {"review.md": GOOD.encode(), "number": b"7"}, **artifact)
    assert (post(made, tmp_path).returncode, made.written) == (1, [])
    assert not any(path.endswith(("/zip", "/stored")) for _, path, _, _ in made.asked)


def test_an_artifact_that_is_larger_than_was_said_is_not_read(made: Forge, tmp_path: Path) -> None:
    leave(made, bytes(300_000), size_in_bytes=1000)
    assert (post(made, tmp_path).returncode, made.written) == (1, [])


@pytest.mark.parametrize(
    "changed",
    [
        {"event": "push"},
        {"path": ".github/workflows/mine.yml"},
        {"head_sha": "x"},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_a_run_of_another_kind_is_refused(changed: dict[str, Any], made: Forge, tmp_path: Path) -> None:
    assert (post(made, tmp_path, **changed).returncode, made.written) == (1, [])
    assert made.asked == []


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"state": "closed"}, 0),
        ({"head": {"sha": "6" * 40, "repo": {"full_name": "stranger/site"}}}, 0),
        ({"head": {"sha": SHA, "repo": {"full_name": "another/site"}}}, 1),
        ({"head": {"sha": SHA, "repo": None}}, 1),
        ({"base": {"repo": {"full_name": "another/site"}}}, 1),
    ],
    ids=["closed", "moved on", "another fork", "a fork that is gone", "another base"],
)
def test_the_number_must_be_that_of_the_runs_own_pull_request(
    changed: dict[str, Any], status: int, made: Forge, tmp_path: Path
) -> None:
    made.has[f"{HERE}/pulls/{NUMBER}"] = pull(**changed)
    assert (post(made, tmp_path).returncode, made.written) == (status, [])


@pytest.mark.parametrize(
    "file",
    [
        {"filename": ".github/workflows/review.yml"},
        {"filename": ".github/workflows/new.yml"},
        {"filename": "x.yml", "previous_filename": ".github/workflows/review.yml"},
    ],
)
def test_who_changes_the_workflows_does_not_say_what_is_posted(
    file: dict[str, str], made: Forge, tmp_path: Path
) -> None:
    """Its own version of the review ran: what it left may say whatever it likes."""
    made.has[f"{HERE}/pulls/{NUMBER}/files"] = [{"filename": f"{n}.md"} for n in range(150)] + [file]
    assert post(made, tmp_path).returncode == 0
    body = made.written[0][2]["body"]
    assert "Not shown here" in body
    assert "q&#58;" not in body


def test_more_files_than_can_be_looked_at_count_as_such_a_change(made: Forge, tmp_path: Path) -> None:
    made.has[f"{HERE}/pulls/{NUMBER}/files"] = [{"filename": f"{n}.md"} for n in range(3100)]
    assert post(made, tmp_path).returncode == 0
    assert "Not shown here" in made.written[0][2]["body"]


@pytest.mark.parametrize("path", [f"{HERE}/pulls/7", f"{HERE}/actions/runs/{RUN}/artifacts", "/stored"])
def test_a_forge_that_refuses_is_told_in_a_sentence(path: str, made: Forge, tmp_path: Path) -> None:
    made.has[path] = (503, {}, b"::error::x")
    done = post(made, tmp_path)
    assert (done.returncode, done.stdout, made.written) == (1, "The forge refuses (503).\n", [])


def test_the_token_goes_nowhere_else(made: Forge, tmp_path: Path) -> None:
    made.has[f"{HERE}/actions/artifacts/99/zip"] = (302, {"Location": "file:///etc/passwd"}, b"")
    assert (post(made, tmp_path).returncode, made.written) == (1, [])
    made.has["/stored"] = (302, {"Location": f"{made.address}/again"}, b"")
    made.has[f"{HERE}/actions/artifacts/99/zip"] = (302, {"Location": f"{made.address}/stored"}, b"")
    assert (post(made, tmp_path).returncode, made.written) == (1, [])
    assert not any(path == "/again" for _, path, _, _ in made.asked)
