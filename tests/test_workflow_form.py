"""Every workflow is one that a forge can read: its keys, its events, its expressions, its scripts.

What actionlint would say, as tests: a workflow with a slip of the pen is not run at all, or a step
of it never, and nobody is told. Each check has a slip that it finds.
"""

import ast
import copy
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.canary.workflows import Workflow, jobs, read, steps, texts
from tests.support.scratch import REPOSITORY

FILES = sorted((REPOSITORY / ".github/workflows").glob("*.yml"))
SCRIPTS = [REPOSITORY / ".ci" / name for name in ("offline", "run", "take-content", "tell-review")]

#: What may stand where. The forge knows more; what we do not use is a slip until it is entered.
KEYS = {
    "workflow": {"name", "on", "permissions", "env", "defaults", "concurrency", "jobs"},
    "job": {
        "name", "if", "needs", "runs-on", "timeout-minutes", "permissions", "environment", "env", "strategy",
        "steps", "concurrency", "outputs", "defaults",
    },
    "step": {
        "name", "id", "if", "uses", "with", "run", "shell", "env", "working-directory", "timeout-minutes",
    },
}  # fmt: skip
EVENTS = {
    "push": {"branches"},
    "pull_request": {"types"},
    "workflow_run": {"workflows", "types"},
    "workflow_dispatch": {"inputs"},
}
SCOPES = {"actions", "contents", "issues", "pull-requests", "pages", "id-token", "checks", "statuses"}
#: The first word of what an expression names; functions that may be called.
CONTEXTS = {"github", "matrix", "inputs", "needs", "steps", "env", "runner", "job", "strategy"}
FUNCTIONS = {"cancelled", "failure", "always", "success", "contains", "startsWith", "hashFiles"}
_WORD = re.compile(r"'(?:[^']|'')*'|([A-Za-z_][\w-]*)(\s*\()?((?:\.[A-Za-z_*][\w-]*)*)")


def keys_are_known(workflow: Workflow) -> Iterator[str]:
    yield from (f"workflow: {key}" for key in workflow.keys() - KEYS["workflow"])
    for name, job in jobs(workflow):
        yield from (f"job {name}: {key}" for key in job.keys() - KEYS["job"])
        if not re.fullmatch(r"[A-Za-z_][\w-]*", name):
            yield f"job {name}: no name for a job"
    for name, step in steps(workflow):
        yield from (f"step of {name}: {key}" for key in step.keys() - KEYS["step"])
        if ("run" in step) == ("uses" in step):
            yield f"step of {name}: neither or both of 'run' and 'uses'"
        if "with" in step and "uses" not in step:
            yield f"step of {name}: 'with' without 'uses'"


def events_are_known(workflow: Workflow) -> Iterator[str]:
    named = workflow["on"]
    for event in [named] if isinstance(named, str) else named:
        if event not in EVENTS:
            yield f"event {event}"
        elif isinstance(named, dict):
            yield from (f"{event}: {key}" for key in (named[event] or {}).keys() - EVENTS[event])


def what_is_waited_for_is_there(workflow: Workflow) -> Iterator[str]:
    """A job's `needs`, and the names of the workflows whose end one waits for."""
    for name, job in jobs(workflow):
        needs = job.get("needs", [])
        for other in [needs] if isinstance(needs, str) else needs:
            if other not in workflow["jobs"]:
                yield f"job {name} needs {other}"
    if isinstance(workflow["on"], dict):
        names = {read(file)["name"] for file in FILES}
        for other in (workflow["on"].get("workflow_run") or {}).get("workflows", ()):
            if other not in names:
                yield f"it waits for {other}"


def permissions_are_known(workflow: Workflow) -> Iterator[str]:
    for granted in (
        workflow.get("permissions", {}),
        *(job.get("permissions", {}) for _, job in jobs(workflow)),
    ):
        for scope, level in granted.items():
            if scope not in SCOPES or level not in ("read", "write", "none"):
                yield f"{scope}: {level}"


def expressions_can_be_read(workflow: Workflow) -> Iterator[str]:
    """Closed, of known contexts and functions; inputs and matrix as the workflow declares them."""
    for path, text in texts(workflow):
        found = re.findall(r"\$\{\{(.*?)\}\}", text, re.DOTALL)
        if text.count("${{") != len(found):
            yield f"{'.'.join(path)}: not closed"
        if path[-1] == "if" and not found:
            found = [text]
        for inner in found:
            yield from (f"{'.'.join(path)}: {fault}" for fault in _faults(inner, workflow))


def _faults(expression: str, workflow: Workflow) -> Iterator[str]:
    on = workflow["on"] if isinstance(workflow["on"], dict) else {}
    matrices = (job.get("strategy", {}).get("matrix", {}) for _, job in jobs(workflow))
    declared = {
        "inputs": set((on.get("workflow_dispatch") or {}).get("inputs", {})),
        "matrix": {key for matrix in matrices for key in matrix},
    }
    for word, call, rest in _WORD.findall(expression):
        if word in ("", "true", "false", "null"):
            continue
        if call and word not in FUNCTIONS:
            yield f"no function {word}"
        if not call and word not in CONTEXTS:
            yield f"no context {word}"
        if word in declared and rest.split(".")[1] not in declared[word]:
            yield f"{word} has no {rest}"
    if expression.count("(") != expression.count(")") or re.search(r"(?<![=!<>])=(?!=)", expression):
        yield "cannot be read"


def scripts_can_be_read(workflow: Workflow) -> Iterator[str]:
    """By the shell that runs them: bash, or Python."""
    for name, step in steps(workflow):
        script, shell = step.get("run", ""), step.get("shell", "bash")
        if shell.startswith("python3"):
            try:
                ast.parse(script)
            except SyntaxError as error:
                yield f"step of {name}: {error}"
        else:
            done = subprocess.run(["bash", "-n"], input=script, capture_output=True, text=True, check=False)
            if done.returncode or done.stderr:
                yield f"step of {name}: {done.stderr}"


Check = Callable[[Workflow], Iterator[str]]
CHECKS: tuple[Check, ...] = (
    keys_are_known,
    events_are_known,
    what_is_waited_for_is_there,
    permissions_are_known,
    expressions_can_be_read,
    scripts_can_be_read,
)


@pytest.mark.parametrize("check", [pytest.param(check, id=check.__name__) for check in CHECKS])
@pytest.mark.parametrize("file", [pytest.param(file, id=file.name) for file in FILES])
def test_a_forge_can_read_it(file: Any, check: Check) -> None:
    assert list(check(read(file))) == []


def _slip(*path: Any, to: Any) -> Callable[[Workflow], None]:
    def change(workflow: Workflow) -> None:
        place: Any = workflow
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = to

    return change


STEP = ("jobs", "review", "steps", 4)
SLIPS: list[tuple[Check, Callable[[Workflow], None]]] = [
    (keys_are_known, _slip("permission", to={})),
    (keys_are_known, _slip("jobs", "review", "timeout-minute", to=5)),
    (keys_are_known, _slip(*STEP, "uses", to="actions/checkout@x")),
    (keys_are_known, _slip(*STEP, "with", to={})),
    (keys_are_known, _slip("jobs", "1st", to={"steps": []})),
    (events_are_known, _slip("on", to=["pull_requests"])),
    (events_are_known, _slip("on", to={"push": {"branch": ["main"]}})),
    (what_is_waited_for_is_there, _slip("jobs", "review", "needs", to="test")),
    (what_is_waited_for_is_there, _slip("on", to={"workflow_run": {"workflows": ["reviews"]}})),
    (permissions_are_known, _slip("permissions", "content", to="read")),
    (permissions_are_known, _slip("jobs", "review", "permissions", to={"contents": "yes"})),
    (expressions_can_be_read, _slip(*STEP, "run", to="echo ${{ github.ref")),
    (expressions_can_be_read, _slip(*STEP, "run", to="echo ${{ gihub.ref }}")),
    (expressions_can_be_read, _slip(*STEP, "run", to="echo ${{ inputs.edition }}")),
    (expressions_can_be_read, _slip(*STEP, "if", to="canceled()")),
    (expressions_can_be_read, _slip(*STEP, "if", to="github.ref = 'main'")),
    (scripts_can_be_read, _slip(*STEP, "run", to="if true; then echo")),
    (scripts_can_be_read, _slip("jobs", "review", "steps", 4, to={"run": "if x", "shell": "python3 -I {0}"})),
]


@pytest.mark.parametrize(("check", "slip"), SLIPS)
def test_a_slip_is_found(check: Check, slip: Callable[[Workflow], None]) -> None:
    workflow = copy.deepcopy(read(REPOSITORY / ".github/workflows/review.yml"))
    slip(workflow)
    assert list(check(workflow)) != []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_our_own_scripts_can_be_read_and_started(script: Any) -> None:
    assert subprocess.run(["bash", "-n", script], check=False).returncode == 0
    assert script.stat().st_mode & 0o111 or script.name == "run"
    if shutil.which("shellcheck"):
        done = subprocess.run(
            ["shellcheck", "-s", "bash", script], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout
