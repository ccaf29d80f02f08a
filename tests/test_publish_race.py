"""Publishers at once: each edition is there in the end, and the same one only once."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.crashing import ENVIRONMENT
from tests.support.publishing import QUIET, clone, name_of, state, with_remote
from tests.support.scratch import REPOSITORY

ROUNDS = 20


def start(root: Path, names: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.support.publishing", "race", str(root), *names],
        cwd=REPOSITORY,
        env={**ENVIRONMENT, **QUIET},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def results(process: subprocess.Popen[str]) -> list[dict[str, Any]]:
    said, complained = process.communicate(timeout=240)
    assert process.returncode == 0, complained
    return [json.loads(line) for line in said.splitlines()]


def test_two_publishers_in_two_clones_twenty_times(tmp_path: Path) -> None:
    """Neither waits for the other, so they meet again and again; nobody's edition is lost."""
    one, remote = with_remote(tmp_path)
    other = clone(remote, tmp_path / "other")
    mine, theirs = ([name_of(2 * number + who) for number in range(ROUNDS)] for who in (0, 1))
    processes = [start(one, mine), start(other, theirs)]
    told = [result for process in processes for result in results(process)]
    assert all(each["done"] for each in told), told
    assert state(remote) == (tuple(sorted([*mine, *theirs])), ())


def test_the_same_edition_by_two_at_once_is_published_once(tmp_path: Path) -> None:
    one, remote = with_remote(tmp_path)
    other = clone(remote, tmp_path / "other")
    names = [name_of(number) for number in range(6)]
    first, second = (results(process) for process in [start(one, names), start(other, names)])
    for mine, theirs in zip(first, second, strict=True):
        assert [mine["done"], theirs["done"]].count(True) == 1, (mine, theirs)
        loser = theirs if mine["done"] else mine
        assert "published already" in loser["why"]
    assert state(remote) == (tuple(names), ())


@pytest.mark.parametrize("rounds", [3])
def test_eight_at_once(tmp_path: Path, rounds: int) -> None:
    first, remote = with_remote(tmp_path)
    clones = [first, *(clone(remote, tmp_path / f"clone-{number}") for number in range(7))]
    names = [[name_of(8 * turn + who) for turn in range(rounds)] for who in range(8)]
    processes = [start(root, mine) for root, mine in zip(clones, names, strict=True)]
    told = [result for process in processes for result in results(process)]
    assert all(each["done"] for each in told), told
    assert state(remote) == (tuple(sorted(name for mine in names for name in mine)), ())


def test_two_in_one_clone(tmp_path: Path) -> None:
    """The second is told so at once, or waits its turn: none is lost, none is half."""
    root, remote = with_remote(tmp_path)
    processes = [start(root, [name_of(0)]), start(root, [name_of(1)])]
    told = [result for process in processes for result in results(process)]
    assert any(each["done"] for each in told)
    for each in told:
        assert each["done"] or (each["kind"], "another `sayso publish` is at work" in each["why"]) == (
            "Busy",
            True,
        )
    assert state(remote) == (tuple(each["name"] for each in told if each["done"]), ())
