"""The steps of publish.yml, run as they stand there, with a stand-in for the tool: what it is given,
and that no commit is published which is not on main."""

import base64
import os
import subprocess
from pathlib import Path

import pytest

from tests.canary.workflows import read
from tests.support.forge import TOKEN
from tests.support.scratch import REPOSITORY

STEPS = read(REPOSITORY / ".github/workflows/publish.yml")["jobs"]["publish"]["steps"]
MERGED, PUBLISHED = STEPS[-2]["run"], STEPS[-1]["run"]


def run(script: str, where: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    settings = {f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {"PATH": os.environ["PATH"], "HOME": str(where), **settings, **variables}
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=where, env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone with two commits on main, and one that was never merged."""
    commands = """
        git init --quiet --initial-branch main
        git commit --quiet --allow-empty --message one
        git tag old
        git commit --quiet --allow-empty --message two
        git checkout --quiet -b stranger
        git commit --quiet --allow-empty --message three
        git checkout --quiet main
    """
    assert run(commands, tmp_path).returncode == 0
    return tmp_path


@pytest.mark.parametrize(
    ("commit", "good"),
    [("main", True), ("old", True), ("HEAD~1", True), ("stranger", False), ("nowhere", False), ("", False),
     ("--all", False), ("$(touch x)", False), ("main; touch x", False)],
)  # fmt: skip
def test_only_what_is_on_main_is_published(commit: str, good: bool, clone: Path) -> None:
    assert (run(MERGED, clone, COMMIT=commit).returncode == 0) is good
    assert not (clone / "x").exists()


def test_the_tool_gets_names_as_they_are_and_git_the_token(clone: Path) -> None:
    tool = clone / ".venv/bin/sayso"
    tool.parent.mkdir(parents=True)
    tool.write_text(
        '#!/bin/sh\nprintf "<%s>" "$@"; echo; env | grep -c "^TOKEN=" || true\n'
        "git config --get-urlmatch http.extraheader https://forge.example/team/site\n"
    )
    tool.chmod(0o755)
    edition = "2025-01-05'; touch x; '$(touch x)"
    done = run(
        PUBLISHED, clone, EDITION=edition, COMMIT="main", TOKEN=TOKEN,
        GITHUB_SERVER_URL="https://forge.example",
    )  # fmt: skip
    masked, arguments, tokens, header = done.stdout.splitlines()
    credentials = base64.b64encode(f"x-access-token:{TOKEN}".encode()).decode()
    assert masked == f"::add-mask::{credentials}"
    assert arguments == f"<publish><--commit><main><--><{edition}>"
    assert tokens == "0"
    assert header == f"AUTHORIZATION: basic {credentials}"
    assert not (clone / "x").exists()
    assert run("git config --get-regexp extraheader", clone).stdout == "", "nothing is kept"
