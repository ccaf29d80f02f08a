"""`sayso publish` that is killed leaves the branch as it was or as it is to be, and the next one works."""

import errno
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from sayso.editions.assemble import assemble
from sayso.editions.branch import known
from sayso.editions.repository import Repository
from sayso.editions.shelves import InFolder
from sayso.editions.verify import verify
from tests.support.crashing import COMMAND, ENVIRONMENT, digest, kill
from tests.support.disks import disks
from tests.support.publishing import (
    BRANCH,
    QUIET,
    clone,
    git,
    name_of,
    published,
    repository,
    state,
    with_remote,
)
from tests.support.scratch import REPOSITORY
from tests.support.stepping import Hook, child
from tests.support.true_site import copied

PARTS = 3


def struck(root: Path, remote: Path | None, part: int) -> list[dict[str, Any]]:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.support.publishing", "kill", root, remote or "", str(part), str(PARTS)],
        cwd=REPOSITORY,
        env={**ENVIRONMENT, **QUIET},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    told: list[dict[str, Any]] = json.loads(ended.stdout)
    return told


def whole(told: dict[str, Any]) -> None:
    """The old state or the new one; nothing lost; every byte proved; and the next one works."""
    old, new = told["before"], sorted([*told["before"], told["name"]])
    assert told["left"] in (old, new), told
    assert told["faults"] == [], told
    if told["left"] == old:
        assert told["again"] == "published", told
    else:
        assert "published already" in told["again"], told
    assert told["after"] == new, told


@pytest.mark.parametrize("part", range(PARTS))
def test_killed_around_each_call_of_git(tmp_path: Path, part: int) -> None:
    """With a remote; over 50 moments in all parts, among them every one around what moves a branch."""
    root, remote = with_remote(tmp_path)
    told = struck(root, remote, part)
    for each in told:
        whole(each)
    killed = [each for each in told if each["killed"]]
    assert len(killed) > 12
    assert {each["left"] == each["before"] for each in killed} == {True, False}


def test_killed_without_a_remote(tmp_path: Path) -> None:
    """Then the branch here moves in one step, the last."""
    told = struck(repository(tmp_path / "here"), None, 0)
    for each in told:
        whole(each)
    assert sum(each["killed"] for each in told) > 6


@pytest.fixture
def real(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A small true site in a clone, and its remote."""
    first = copied(tmp_path_factory, tmp_path / "first")
    git(first, "clone", "-q", "--bare", ".", str(tmp_path / "remote.git"))
    return clone(tmp_path / "remote.git", tmp_path / "clone"), tmp_path / "remote.git"


def test_killed_at_random_moments_of_a_true_one(real: tuple[Path, Path]) -> None:
    root, remote = real
    moments = random.Random(20250105)  # noqa: S311 - no secret
    environment = {**ENVIRONMENT, **QUIET}
    started = time.monotonic()
    subprocess.run(
        [*COMMAND, "publish", name_of(0), "-q"], cwd=root, env=environment, check=True, timeout=120
    )
    duration = time.monotonic() - started
    outcomes: Counter[bool] = Counter()
    for number in range(1, 9):
        before = state(remote)[0]
        process = subprocess.Popen(
            [*COMMAND, "publish", name_of(number)],
            cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            start_new_session=True,
        )  # fmt: skip
        # What changes anything comes at the end.
        time.sleep(duration * (0.3 + 0.8 * (number - moments.random()) / 8))
        if not kill(process):
            continue
        left, faults = state(remote)
        assert left in (before, (*before, name_of(number)))
        assert faults == ()
        assert state(root)[1] == ()
        outcomes[left == before] += 1
    assert outcomes[True] >= 2
    subprocess.run(
        [*COMMAND, "publish", name_of(9), "-q"], cwd=root, env=environment, check=True, timeout=120
    )
    assert state(remote) == (state(root)[0], ())
    assert name_of(9) in state(remote)[0]


# Writing all editions into a folder


@pytest.mark.parametrize("kind", ["kill", "ENOSPC"])
def test_assembling_that_is_killed_or_starved_leaves_the_old_folder_or_the_new(
    tmp_path: Path, kind: str
) -> None:
    """At each step that it takes on the disk."""
    root, target = repository(tmp_path / "root"), tmp_path / "out"
    published(root, name_of(0), "")
    assemble(root, known(Repository.of(root), BRANCH, ""), target)
    old = digest(target)
    published(root, name_of(1), "")
    there = known(Repository.of(root), BRANCH, "")

    def work() -> None:
        try:
            assemble(root, there, target)
        except OSError as error:
            assert error.errno == errno.ENOSPC
            sys.exit(3)

    seen = set()
    for step in count(1):
        status = child(work, Hook(tmp_path, kind, step), tmp_path.parent / "said.txt")
        assert status in ((0, -signal.SIGKILL) if kind == "kill" else (0, 3))
        seen.add(digest(target) == old)
        shown = tuple(path.name for path in sorted(target.glob("2025*")))
        assert shown in ((name_of(0),), (name_of(0), name_of(1)))
        assert verify(InFolder(target), shown, everything=True).faults == ()
        if status == 0:
            break
    assert step > 20
    assert seen == {True, False}
    assemble(root, there, target)
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith("-sayso")] == []


# A lock that a killed git left


@pytest.mark.parametrize("where", ["here", "there"])
def test_a_lock_that_a_killed_git_left_is_taken_away(tmp_path: Path, where: str) -> None:
    root, remote = with_remote(tmp_path)
    published(root, name_of(0))
    folder = root / ".git" if where == "here" else remote
    (folder / f"refs/heads/{BRANCH}.lock").write_text("")
    outcome = published(root, name_of(1))
    assert outcome.notes == ()
    both = (name_of(0), name_of(1))
    assert (state(remote), state(root)) == ((both, ()), (both, ()))


# Refused by the disk


def test_a_full_or_read_only_repository_is_told_in_a_sentence(
    tmp_path: Path, real: tuple[Path, Path]
) -> None:
    root, _ = real
    with disks() as mounts:
        assert mounts is not None, "no mount namespace here"
        for number, spoil in enumerate((mounts.read_only, None)):
            folder = root / ".git"
            before = {p: p.stat().st_mtime_ns for p in sorted(folder.rglob("*")) if "refs" in p.parts}
            if spoil:
                spoil(folder)
            else:
                mounts.shell('umount "$1"', folder)
                mounts.tmpfs(tmp_path / "small", "3m")
                mounts.shell('cp -a "$1" "$2"', root, tmp_path / "small" / "root")
                mounts.fill(tmp_path / "small")
            at = root if spoil else tmp_path / "small" / "root"
            ended = mounts.sayso(at, "publish", name_of(number), "-q", "--local")
            assert ended.status == 3, ended.complained
            assert ended.sentence.startswith("Error: ")
            assert any(words in ended.sentence.lower() for words in ("read-only", "no space")), ended.sentence
            assert "Traceback" not in ended.complained
            after = {p: p.stat().st_mtime_ns for p in sorted(folder.rglob("*")) if "refs" in p.parts}
            assert after == before
    assert os.listdir(root / ".git/refs/heads") == ["main"]
