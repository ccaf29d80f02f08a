"""The steps of review.yml, run as they stand there, on a stranger's branch.

On the machine of tests/canary: hostile code lies beside the content, and secrets round it. What the
next workflow may make of what is left behind is in tests/test_comment_workflow.py.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping

import pytest

from sayso.commands._review_words import MARK, MOST
from tests.canary.attacks import ATTACKS, Link, Thing
from tests.canary.hostile import branch
from tests.canary.steps import GIT, HOME_PAGE, SEARCH, World, propose, restore, world
from tests.canary.workflows import read
from tests.support.scratch import CAST, REPOSITORY, claims

GOOD: dict[str, Thing] = {
    "claims.yml": claims(4),
    "content/cast.yml": CAST,
    "content/index.md": HOME_PAGE + "\nMore [[claim:claim-00003]]\n",
}
LOUD = {
    name: thing
    for attack in ATTACKS
    if all("/" in name for name in attack.files)
    for name, thing in attack.files.items()
}
#: What is proposed beside hostile code, and how the steps end. The hostile configuration among that
#: had no say, and is told as unusable: so the review fails each time.
PROPOSALS: dict[str, tuple[Mapping[str, Thing], list[int]]] = {
    "good content": (GOOD, [0, 1, 0]),
    "all attacks at once": ({**GOOD, **LOUD}, [0, 1, 0]),
    "claims.yml leads out": ({"claims.yml": Link("../../../elsewhere/secret.yml")}, [0, 1, 0]),
    "content leads to everything": ({"claims.yml": claims(4), "content": Link("/")}, [0, 1, 0]),
}


def scripts() -> list[str]:
    job = read(REPOSITORY / ".github/workflows/review.yml")["jobs"]["review"]
    return [step["run"] for step in job["steps"] if "run" in step]


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> World:
    return world(tmp_path_factory.mktemp("review"))


@pytest.fixture
def machine(pristine: World) -> Iterator[World]:
    yield pristine
    restore(pristine)
    left = pristine.work / "review"
    if left.is_symlink():
        left.unlink()
    elif left.exists():
        shutil.rmtree(left)


def git(made: World, *command: str) -> str:
    settings = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "core.hooksPath=/dev/null")
    done = subprocess.run(
        ["git", *settings, *command], cwd=made.proposed, capture_output=True, text=True, check=True,
        env={"PATH": os.environ["PATH"], "HOME": str(made.area), "GIT_CONFIG_GLOBAL": "/dev/null"},
    )  # fmt: skip
    return done.stdout.strip()


def merged(made: World, files: Mapping[str, Thing]) -> None:
    """The checkout of a pull request as the forge makes it: merged into its base."""
    shutil.rmtree(made.proposed / "content")
    (made.proposed / "claims.yml").unlink()
    propose(made, {**branch(str(made.marks)), **files})
    merge = git(made, "commit-tree", "HEAD^{tree}", "-p", "origin/main", "-p", "HEAD", "-m", "merge")
    git(made, "update-ref", "HEAD", merge)


@pytest.mark.parametrize("name", PROPOSALS)
def test_the_review_runs_nothing_of_a_pull_request_and_tells_no_secret(name: str, machine: World) -> None:
    files, statuses = PROPOSALS[name]
    merged(machine, files)
    (machine.area / "runner/GITHUB_STEP_SUMMARY").write_text("")

    # The last step runs whatever came before (`if: "!cancelled()"`).
    ended = [machine.run(f"export GITHUB_REF=refs/pull/7/merge; {script}") for script in scripts()]

    told = "".join(each.stdout + each.stderr for each in ended)
    assert [each.returncode for each in ended] == statuses, told
    assert "Traceback" not in told
    left = machine.work / "review"
    assert sorted(os.listdir(left)) == ["number", "review.json", "review.md"]
    text = (left / "review.md").read_text()
    assert (machine.area / "runner/GITHUB_STEP_SUMMARY").read_text() == text
    assert text.startswith(f"{MARK}\n")
    assert len(text) <= MOST
    assert (left / "number").read_text() == "7\n"
    assert json.loads((left / "review.json").read_text())["failed"] is (statuses[1] == 1)
    everything = told + text + (left / "review.json").read_text()
    assert machine.canaries.in_text(everything) == []
    assert os.listdir(machine.marks) == [], "hostile code ran"
    watched = set(machine.log.read_text().splitlines()) - {"watching"}
    assert all(line.startswith(GIT) or SEARCH.match(line) for line in watched), watched


def test_the_log_gets_no_word_of_a_contributor(machine: World) -> None:
    """What a forge reads there for orders to itself is not written there."""
    merged(machine, {**GOOD, "claims.yml": claims(4).replace("bridge.", "bridge ::error::x.")})
    done = machine.run(scripts()[1])
    assert "::error" not in done.stderr
    assert not any(line.lstrip().startswith("::") or "##[" in line for line in done.stdout.splitlines())


def test_a_review_that_ended_early_leaves_a_sentence_and_the_number(machine: World) -> None:
    done = machine.run(f"export GITHUB_REF=refs/pull/12/merge; {scripts()[2]}")
    assert done.returncode == 0, done.stderr
    assert "It could not be told" in (machine.work / "review/review.md").read_text()
    assert (machine.work / "review/number").read_text() == "12\n"


@pytest.mark.parametrize("reference", ["refs/heads/7", "refs/pull/7;x/merge", "refs/pull/0/merge", ""])
def test_only_a_pull_request_has_a_number(reference: str, machine: World) -> None:
    assert machine.run(f"export GITHUB_REF='{reference}'; {scripts()[2]}").returncode == 0
    assert not (machine.work / "review/number").exists()


def test_a_link_in_the_reviews_place_is_refused(machine: World) -> None:
    (machine.work / "review").symlink_to(machine.area)
    assert machine.run(scripts()[2]).returncode == 2
