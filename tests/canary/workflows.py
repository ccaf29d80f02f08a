"""What a workflow that strangers can start may not do. One small function for each rule.

A rule takes a workflow as data (`read`) and yields what breaks it, in words. What a
rule allows is a closed list: something new in the workflow is a failure until somebody
has thought about it and written it down here.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

Workflow = dict[str, Any]
Rule = Callable[[Workflow], Iterator[str]]

#: Events that run a workflow with a read-only token and no secrets where a fork is behind them.
EVENTS = {"push", "pull_request"}
#: Where an expression may stand, and which. None of these is a stranger's words: a number, a
#: commit of ours, `refs/pull/7/merge`. Never in a script: there the words would be run.
EXPRESSIONS = {
    ("concurrency", "group"): {"github.workflow", "github.ref"},
    ("concurrency", "cancel-in-progress"): {"github.event_name == 'pull_request'"},
    ("jobs", "*", "name"): {"matrix.python"},
    ("jobs", "*", "steps", "*", "with", "python-version"): {"matrix.python"},
    ("jobs", "*", "steps", "*", "with", "ref"): {"github.event.pull_request.base.sha"},
}
#: The actions that may be used, and what they may be given.
ACTIONS = {
    "actions/checkout": {"persist-credentials", "ref", "path"},
    "actions/setup-python": {"python-version"},
    "actions/upload-artifact": {"name", "path", "if-no-files-found", "retention-days"},
}
#: Commands that need the network: they fetch packages and a browser, and stand before the first
#: step that is offline. They run a changed Makefile too, which is why there is nothing to take.
ONLINE = {
    "make PYTHON=python install-dev",
    "make PYTHON=python install-browser",
    "make PYTHON=python install-zensical",
    "make -C base PYTHON=python install",
    ".venv/bin/playwright install --with-deps chromium",
}
#: Commands that copy files and run nothing of theirs.
COPYING = {"./base/.ci/take-content proposed base"}
OFFLINE = re.compile(r"(?:\./base/)?\.ci/offline [A-Za-z0-9 ./_-]+")


def read(path: Path) -> Workflow:
    """A workflow file. YAML 1.1 takes the key `on` for a truth value; it is "on" here."""
    data = yaml.safe_load(path.read_text("utf-8"))
    return {"on" if key is True else key: value for key, value in data.items()}


def jobs(workflow: Workflow) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from workflow["jobs"].items()


def steps(workflow: Workflow) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, job in jobs(workflow):
        for step in job.get("steps", ()):
            yield name, step


def texts(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text in a workflow with its path; a list's places and a job's name are `*`."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from texts(item, (*path, "*" if path == ("jobs",) else str(key)))
    elif isinstance(value, list):
        for item in value:
            yield from texts(item, (*path, "*"))
    elif isinstance(value, str):
        yield path, value


def only_harmless_events(workflow: Workflow) -> Iterator[str]:
    """`pull_request_target` and `workflow_run` give a fork's text the base's rights."""
    events = workflow["on"]
    for event in [events] if isinstance(events, str) else events:
        if event not in EVENTS:
            yield f"it runs on {event}"


def reads_only(workflow: Workflow) -> Iterator[str]:
    """The token may read the repository, which is public; no job may widen that."""
    if workflow.get("permissions") != {"contents": "read"}:
        yield f"its permissions are {workflow.get('permissions')}, not contents: read"
    for name, job in jobs(workflow):
        if "permissions" in job:
            yield f"job {name} sets permissions of its own"


def keeps_no_credentials(workflow: Workflow) -> Iterator[str]:
    """By default a checkout leaves the token in `.git/config`, for whoever reads files."""
    for name, step in steps(workflow):
        if str(step.get("uses", "")).startswith("actions/checkout@"):
            given = step.get("with", {})
            if given.get("persist-credentials") is not False:
                yield f"a checkout of job {name} keeps its credentials"


def pinned_actions_only(workflow: Workflow) -> Iterator[str]:
    """A tag can be moved to other code; the full name of a commit cannot. No action from the
    checkout itself (`./`), no container, no workflow from elsewhere."""
    for name, job in jobs(workflow):
        for key in ("uses", "container", "services", "secrets"):
            if key in job:
                yield f"job {name} has '{key}'"
    for name, step in steps(workflow):
        if "uses" not in step:
            continue
        action, _, version = step["uses"].partition("@")
        if not re.fullmatch("[0-9a-f]{40}", version):
            yield f"job {name} uses {step['uses']}, not by a commit"
        if action not in ACTIONS:
            yield f"job {name} uses {action}"
        for key in step.get("with", {}).keys() - ACTIONS.get(action, step.get("with", {}).keys()):
            yield f"job {name} gives {action} '{key}'"


def writes_no_cache(workflow: Workflow) -> Iterator[str]:
    """What a stranger's run leaves in a cache, a later run with more rights would take out."""
    for name, step in steps(workflow):
        uses, given = str(step.get("uses", "")), step.get("with", {})
        restores = uses.startswith("actions/cache/restore@")
        if ("cache" in uses and not restores) or any("cache" in key for key in given):
            yield f"job {name} writes a cache"


def knows_no_secret(workflow: Workflow) -> Iterator[str]:
    """Neither a secret nor the token, however it is spelt; and no environment that has some."""
    secret = re.compile(r"\bsecrets\b|github\s*(\.|\[\s*')\s*token|\btoJSON\b|GITHUB_TOKEN", re.IGNORECASE)
    for path, text in texts(workflow):
        if "secrets" in path or secret.search(text):
            yield f"{'.'.join(path)}: {text}"
    for name, job in jobs(workflow):
        if "environment" in job:
            yield f"job {name} has an environment"


def puts_no_words_into_scripts(workflow: Workflow) -> Iterator[str]:
    """A title or a branch's name that is pasted into a script is run as one."""
    for path, text in texts(workflow):
        for inner in re.findall(r"\$\{\{(.*?)(?:\}\}|\Z)", text, re.DOTALL):
            if inner.strip() not in EXPRESSIONS.get(path, ()):
                yield f"{'.'.join(path)}: {inner.strip()}"


def ends(workflow: Workflow) -> Iterator[str]:
    """Nobody's job runs for ever, least of all a stranger's."""
    for name, job in jobs(workflow):
        minutes = job.get("timeout-minutes")
        if not isinstance(minutes, int) or not 0 < minutes <= 30:
            yield f"job {name} may take {minutes} minutes"


def runs_on_borrowed_machines(workflow: Workflow) -> Iterator[str]:
    """A machine of our own would keep what a stranger's code leaves on it."""
    for name, job in jobs(workflow):
        if not re.fullmatch(r"ubuntu-\d\d\.04", str(job.get("runs-on"))):
            yield f"job {name} runs on {job.get('runs-on')}"


def is_offline_once_installed(workflow: Workflow) -> Iterator[str]:
    """Every command is one of the few that fetch, before all others, or has no network."""
    for name, job in jobs(workflow):
        cut = False
        for step in job.get("steps", ()):
            for line in str(step.get("run", "")).strip().splitlines():
                command = line.strip()
                if OFFLINE.fullmatch(command):
                    cut = True
                elif command not in ONLINE | COPYING:
                    yield f"job {name} runs with network: {command}"
                elif cut:
                    yield f"job {name} has the network again: {command}"


def sets_no_environment(workflow: Workflow) -> Iterator[str]:
    """What a variable may be is decided in `.ci/offline`; a step's shell is bash as GitHub calls it."""
    for path, text in texts(workflow):
        if "env" in path:
            yield f"{'.'.join(path)}: {text}"
        if path[-1] in ("shell", "working-directory") and text != "bash":
            yield f"{'.'.join(path)}: {text}"


def judges_content_by_the_base(workflow: Workflow) -> Iterator[str]:
    """One job judges changed content by the base branch's tool: it checks out the base's commit
    and the proposal apart, and no command begins in the proposal."""
    job = workflow["jobs"].get("content-by-base", {})
    places = {
        step["with"].get("path"): step["with"].get("ref")
        for step in job.get("steps", ())
        if str(step.get("uses", "")).startswith("actions/checkout@")
    }
    if places != {"base": "${{ github.event.pull_request.base.sha }}", "proposed": None}:
        yield f"content-by-base checks out {places}"
    if "continue-on-error" in str(job):
        yield "content-by-base goes on after an error"
    commands = [step["run"].strip() for step in job.get("steps", ()) if "run" in step]
    for command in commands:
        if not command.startswith(("make -C base ", "./base/")):
            yield f"content-by-base runs {command}"


RULES: tuple[Rule, ...] = (
    only_harmless_events,
    reads_only,
    keeps_no_credentials,
    pinned_actions_only,
    writes_no_cache,
    knows_no_secret,
    puts_no_words_into_scripts,
    ends,
    runs_on_borrowed_machines,
    is_offline_once_installed,
    sets_no_environment,
    judges_content_by_the_base,
)
