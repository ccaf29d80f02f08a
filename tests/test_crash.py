"""A build that is killed, interrupted or refused leaves the old site or the new one, never a half."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.crashing import ENVIRONMENT, Ended, Site, end, kill, listening, litter, prepared_once
from tests.support.disks import Disks, disks
from tests.support.scratch import REPOSITORY

#: 50 kills in all, in batches that run side by side.
BATCHES, KILLS = 5, 10
FULL, READ_ONLY = "no space left on device", "read-only file system"


@pytest.fixture
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return prepared_once(tmp_path_factory.getbasetemp())


@pytest.fixture
def site(prepared: Site, tmp_path: Path) -> Site:
    return prepared.copy(tmp_path / "root")


def other(name: str) -> str:
    return "B" if name == "A" else "A"


def refused(ended: Ended, words: str, status: int = 3) -> None:
    """One sentence and a status; never a traceback."""
    assert ended.status == status, ended.complained
    assert ended.sentence.startswith("Error: ")
    assert words in ended.sentence
    assert "Traceback" not in ended.complained


# Killed


@pytest.mark.parametrize("batch", range(BATCHES))
def test_killed_at_50_random_moments_it_leaves_the_old_site_or_the_new(site: Site, batch: int) -> None:
    """One moment drawn from each fiftieth of a build. The next build works: every third one
    is let through, and each of the others is itself killed on top of what the last kill left."""
    moments = random.Random(20260101 + batch)  # noqa: S311 - no secret
    duration = site.duration()
    outcomes: Counter[str] = Counter()
    for number in range(2 * KILLS):
        before = site.shown()
        after = other(before)
        site.content(after)
        process = site.start()
        part = (BATCHES * (number % KILLS) + batch + moments.random()) / (BATCHES * KILLS)
        time.sleep(duration * part)
        killed = kill(process)
        shown = site.shown()
        assert shown in ((before, after) if killed else after), f"killed after {part:.0%} of a build"
        if killed:
            outcomes["old" if shown == before else "new"] += 1
        if killed and outcomes.total() % 3 == 1:
            ended = site.run()
            assert (ended.status, site.shown(), litter(site.root)) == (0, after, []), ended.complained
        if outcomes.total() == KILLS:
            break
    assert outcomes.total() == KILLS
    print(f"batch {batch}:", dict(outcomes))


def stepping(folder: Path, *arguments: object) -> list[dict[str, Any]]:
    """Strikes at numbered steps on the disk: see tests/support/stepping.py."""
    ended = subprocess.run(
        [sys.executable, "-m", "tests.support.stepping", *map(str, arguments)],
        cwd=folder,
        env={**ENVIRONMENT, "PYTHONPATH": f"{REPOSITORY}{os.pathsep}{os.environ['PYTHONPATH']}"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    answer: list[dict[str, Any]] = json.loads(ended.stdout)
    return answer


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    folder = tmp_path / "empty"
    folder.mkdir()
    return folder


def test_killed_at_each_step_of_the_exchange(empty: Path) -> None:
    """Random moments hardly ever meet the exchange, which takes microseconds: so each step."""
    told = stepping(empty, "exchange", "kill", "swap")
    assert len(told) > 15
    assert {each["shown"] for each in told} == {"old", "new"}
    for each in told:
        assert (each["recovered"], each["left"]) == (each["shown"], ["site"])


def test_killed_at_each_step_where_the_system_cannot_swap(empty: Path) -> None:
    """Then there is one step, between two renames, at which there is no site; the next build
    begins by putting the old one back."""
    told = stepping(empty, "exchange", "kill", "two")
    assert Counter(each["shown"] for each in told)["nothing"] == 1
    assert {each["shown"] for each in told} == {"old", "new", "nothing"}
    for each in told:
        expected = "old" if each["shown"] == "nothing" else each["shown"]
        assert (each["recovered"], each["left"]) == (expected, ["site"])


# Interrupted


@pytest.mark.parametrize("way", ["swap", "two"])
def test_interrupted_at_each_step_of_the_exchange(empty: Path, way: str) -> None:
    """Without a swap too: a Ctrl-C waits until the second rename is done."""
    told = stepping(empty, "exchange", "int", way)
    assert len(told) > 15
    for each in told:
        assert each["shown"] in ("old", "new")
        assert each["status"] in (130, 0)
        assert each["shown"] == "new" or each["status"] == 130
        assert (each["beside"], each["said"]) == (["site"], "")


@pytest.mark.parametrize(
    ("number", "status", "times"),
    [(signal.SIGINT, 130, 8), (signal.SIGTERM, 143, 4), (signal.SIGHUP, 129, 2)],
)
def test_interrupted_at_random_moments(site: Site, number: signal.Signals, status: int, times: int) -> None:
    """From the first moment in which we can know of it, on: while modules are loaded too."""
    moments = random.Random(int(number))  # noqa: S311 - no secret
    duration = site.duration()
    interrupted = 0
    for turn in range(2 * times):
        before = site.shown()
        after = other(before)
        site.content(after)
        process = site.start()
        listening(process)
        time.sleep(duration * 0.9 * ((turn % times) + moments.random()) / times)
        process.send_signal(number)
        ended = end(process)
        assert "Traceback" not in ended.complained
        assert "Exception ignored" not in ended.complained
        assert litter(site.root) == []
        if ended.status == 0:
            assert site.shown() == after
            continue
        interrupted += 1
        assert (ended.status, ended.sentence) == (status, "Interrupted.")
        assert site.shown() in (before, after)
        if interrupted == times:
            break
    assert interrupted == times
    site.content("B")
    assert (site.run().status, site.shown()) == (0, "B")


@pytest.mark.parametrize(
    "hook",
    [
        "try:\n        os.kill(os.getpid(), signal.SIGTERM)\n    except BaseException:\n        pass",
        "exec('os.kill(os.getpid(), signal.SIGTERM)')",
    ],
    ids=["swallowed", "through exec"],
)
def test_a_signal_is_not_lost_in_a_library(site: Site, hook: str) -> None:
    """Swallowed by one it is raised again; and what Python itself makes of it is not the status."""
    site.content("B")
    (site.root / "hook.py").write_text(f"import os, signal\ndef on_env(env, config, files):\n    {hook}\n")
    text = (site.root / "mkdocs.yml").read_text()
    (site.root / "mkdocs.yml").write_text(text + "hooks: [hook.py]\n")
    ended = site.run()
    assert (ended.status, ended.sentence) == (143, "Interrupted.")
    assert (site.shown(), litter(site.root)) == ("A", [])


def test_a_signal_that_the_caller_ignores_stays_ignored(site: Site) -> None:
    """`nohup sayso build`, and a shell's `sayso build &`."""
    site.content("B")
    process = site.start(preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN))
    listening(process)
    process.send_signal(signal.SIGINT)
    assert (end(process).status, site.shown()) == (0, "B")


# Refused: by faults that are put in, which need nothing of the machine


@pytest.mark.parametrize(
    ("fault", "words", "steps"),
    [("ENOSPC", FULL, (1, 3, 8, 60, 130, 180)), ("EROFS", READ_ONLY, (1, 4, 70))],
)
def test_a_disk_that_refuses_from_one_step_on(
    site: Site, fault: str, words: str, steps: tuple[int, ...]
) -> None:
    """Wherever in the build it begins. Once the disk is well the next build works."""
    site.content("B")
    for each in stepping(site.root, "build", fault, *steps):
        struck, following = (
            Site(site.root.parent / f"{each['step']}-{name}", site.built) for name in ("struck", "next")
        )
        refused(Ended(each["status"], "", each["said"]), words)
        assert struck.shown() == "A"
        assert (each["next"], following.shown(), litter(following.root)) == (0, "B", [])


@pytest.mark.parametrize("way", ["swap", "two"])
def test_a_disk_that_is_full_at_one_step_of_the_exchange(empty: Path, way: str) -> None:
    *failed, last = stepping(empty, "exchange", "ENOSPC", way)
    assert len(failed) > 5
    for each in failed:
        assert (each["status"], each["shown"], each["beside"]) == (3, "old", ["site"])
    assert (last["status"], last["shown"]) == (0, "new")


def test_the_output_may_be_full_too(site: Site) -> None:
    """`sayso build > file` on a full disk: the site is there, but nobody could be told."""
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "sayso", "build"],
            cwd=site.root,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    refused(Ended(ended.returncode, "", ended.stderr), FULL)


# Refused: by real disks


@pytest.fixture
def real() -> Iterator[Disks]:
    with disks() as found:
        if found is None:
            pytest.skip("this machine lets nobody mount; the same with faults put in runs above")
        yield found


@pytest.mark.parametrize("folder", ["out", "build"])
def test_a_real_disk_that_is_full(site: Site, real: Disks, folder: str) -> None:
    """A target with room for one site, not for two; and pages without any room."""
    disk = site.root / folder
    real.tmpfs(disk, "4m")
    target = disk / "site" if folder == "out" else site.root / "site"
    command = ("build", "--out", target)
    if folder == "out":
        assert real.sayso(site.root, *command).status == 0
    else:
        real.fill(disk)
    site.content("B")
    refused(real.sayso(site.root, *command), FULL)
    assert site.shown(real.at(target)) == "A"
    assert [name for name in os.listdir(real.at(target.parent)) if name.endswith("-sayso")] == []
    real.resize(disk, "40m")
    assert real.sayso(site.root, *command).status == 0
    assert site.shown(real.at(target)) == "B"


def test_a_lock_needs_no_room(site: Site, real: Disks) -> None:
    """Who has it is written into it only where that is possible."""
    real.tmpfs(site.root / ".sayso", "4k")
    real.fill(site.root / ".sayso")
    site.content("B")
    assert (real.sayso(site.root, "build").status, site.shown()) == (0, "B")


@pytest.mark.parametrize(
    ("folder", "words"),
    [
        ("", READ_ONLY),
        ("build/docs", READ_ONLY),
        (".sayso", READ_ONLY),
        ("site", "this folder cannot be exchanged for another; name a folder inside it with --out"),
    ],
)
def test_a_real_disk_that_is_read_only(site: Site, real: Disks, folder: str, words: str) -> None:
    site.content("B")
    real.read_only(site.root / folder)
    ended = real.sayso(site.root, "build")
    refused(ended, words)
    assert site.shown(real.at(site.root / "site")) == "A"
    assert litter(site.root) == []


def test_a_target_beside_which_nothing_can_be_written(site: Site, real: Disks, empty: Path) -> None:
    real.read_only(empty)
    refused(real.sayso(site.root, "build", "--out", empty / "site"), READ_ONLY)


@pytest.mark.parametrize("kind", ["tmpfs", "bind"])
def test_a_target_that_is_a_mount_point(site: Site, real: Disks, empty: Path, kind: str) -> None:
    """As a container's volume is. It cannot be exchanged, and is not filled by and by either."""
    if kind == "tmpfs":
        real.tmpfs(site.root / "site", "40m")
        ended = real.sayso(site.root, "build")
        refused(ended, "is a mount point, which cannot be replaced; name a folder inside it", 2)
        assert os.listdir(real.at(site.root / "site")) == []
        assert real.sayso(site.root, "build", "--out", "site/inside").status == 0
        assert site.shown(real.at(site.root / "site/inside")) == "A"
    else:
        real.bind(empty, site.root / "site")
        refused(real.sayso(site.root, "build"), "this folder cannot be exchanged for another; name a folder")
        assert os.listdir(real.at(site.root / "site")) == []
    assert litter(site.root) == []
