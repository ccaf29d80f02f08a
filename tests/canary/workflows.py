"""What a workflow may not do, by what it is. One small function for each rule.

What strangers can start, holds nothing (`RULES`). What comments on pull requests may comment, and
runs nothing but what stands in it (`RULES_OF_POSTERS`). What publishes may write, and only people
who may write start it (`RULES_OF_PUBLISHERS`). Which of them a workflow is, its events decide.

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
    "actions/checkout": {"persist-credentials", "ref", "path", "fetch-depth"},
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
COPYING = {"./base/.ci/take-content proposed base", "./base/.ci/tell-review review"}
OFFLINE = re.compile(r"(?:\./base/)?\.ci/offline [A-Za-z0-9 ./_~-]+")
#: The job of each workflow that judges a stranger's content by the base branch's tool.
JUDGES = {"check": "content-by-base", "review": "review"}


def read(path: Path) -> Workflow:
    """A workflow file. YAML 1.1 takes the key `on` for a truth value; it is "on" here."""
    data = yaml.safe_load(path.read_text("utf-8"))
    return {"on" if key is True else key: value for key, value in data.items()}


def events(workflow: Workflow) -> list[str]:
    named = workflow["on"]
    return [named] if isinstance(named, str) else list(named)


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
    for event in events(workflow):
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
                elif cut and command not in COPYING:
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
    name = JUDGES.get(workflow.get("name", ""), "")
    job = workflow["jobs"].get(name, {})
    places = {
        step["with"].get("path"): step["with"].get("ref")
        for step in job.get("steps", ())
        if str(step.get("uses", "")).startswith("actions/checkout@")
    }
    if places != {"base": "${{ github.event.pull_request.base.sha }}", "proposed": None}:
        yield f"{name} checks out {places}"
    if "continue-on-error" in str(job):
        yield f"{name} goes on after an error"
    commands = [step["run"].strip() for step in job.get("steps", ()) if "run" in step]
    for command in commands:
        if not command.startswith(("make -C base ", "./base/")):
            yield f"{name} runs {command}"


def reviews_where_nothing_contributed_runs(workflow: Workflow) -> Iterator[str]:
    """What is posted is made by a workflow that has no job but the one that runs the base's tool: in
    one with others, contributed code could leave an artifact under the same name."""
    if workflow.get("name") == "review" and list(workflow["jobs"]) != ["review"]:
        yield f"review has the jobs {', '.join(workflow['jobs'])}"
    if workflow.get("name") != "review" and any(
        step.get("with", {}).get("name") == "review" for _, step in steps(workflow)
    ):
        yield f"{workflow.get('name')} leaves an artifact called review"


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
    reviews_where_nothing_contributed_runs,
)


# Workflows that hold a token which may write


#: What starts a program, runs a text, or writes what an archive names.
_STARTS = re.compile(
    r"\b(?:subprocess|os\.(?:system|exec\w*|popen|spawn\w*|posix_spawn\w*)|eval|exec|(?<!re\.)compile|pickle"
    r"|extractall|extract|__import__|importlib|ctypes|runpy)\b"
)


def grants_nothing_but(granted: dict[str, str]) -> Rule:
    """Nothing for the workflow as a whole, and this for its only job."""

    def rule(workflow: Workflow) -> Iterator[str]:
        if workflow.get("permissions") != {}:
            yield f"its permissions are {workflow.get('permissions')}, not none"
        if len(workflow["jobs"]) != 1:
            yield f"it has the jobs {', '.join(workflow['jobs'])}"
        for name, job in jobs(workflow):
            if job.get("permissions") != granted:
                yield f"job {name} has the permissions {job.get('permissions')}"
            for key in ("uses", "container", "services", "secrets", "strategy", "continue-on-error"):
                if key in job:
                    yield f"job {name} has '{key}'"

    rule.__name__ = "grants_only_" + "_".join(granted).replace("-", "_")
    return rule


def gives_the_token_only_to(script: str) -> Rule:
    """The token stands in the environment of one step, as TOKEN; other words from outside stand
    in variables of a step as well, never in a script; and no other secret is named."""
    allowed = {"github.token", *(("inputs.edition", "inputs.commit") if script == "publish" else ())}

    def rule(workflow: Workflow) -> Iterator[str]:
        holders = [step for _, step in steps(workflow) if "github.token" in str(step)]
        if len(holders) != 1 or "env" not in holders[0] or "uses" in holders[0]:
            yield "not one step alone holds the token"
        elif holders[0] is not list(steps(workflow))[-1][1]:
            yield "the token is there before the last step"
        for path, text in texts(workflow):
            for inner in re.findall(r"\$\{\{(.*?)(?:\}\}|\Z)", text, re.DOTALL):
                if path[:5] != ("jobs", "*", "steps", "*", "env") or inner.strip() not in allowed:
                    yield f"{'.'.join(path)}: {inner.strip()}"
            if re.search(r"\bsecrets\b", text) or "secrets" in path:
                yield f"{'.'.join(path)}: {text}"

    rule.__name__ = f"gives_the_token_only_to_{script}"
    return rule


def begins_after_the_review_alone(workflow: Workflow) -> Iterator[str]:
    """It is started by the end of the review and by nothing else, and only for pull requests."""
    if workflow["on"] != {"workflow_run": {"workflows": ["review"], "types": ["completed"]}}:
        yield f"it runs on {workflow['on']}"
    for name, job in jobs(workflow):
        if job.get("if") != "github.event.workflow_run.event == 'pull_request'":
            yield f"job {name} runs if {job.get('if')}"


def runs_only_what_stands_in_it(workflow: Workflow) -> Iterator[str]:
    """No action, no checkout; one script, by a Python that takes nothing from its surroundings,
    which starts no program and runs no text."""
    for name, step in steps(workflow):
        if "uses" in step:
            yield f"job {name} uses {step['uses']}"
        if step.get("shell") != "python3 -I {0}":
            yield f"job {name} has the shell {step.get('shell')}"
        if found := _STARTS.search(step.get("run", "")):
            yield f"job {name} has {found[0]}"
    for name, job in jobs(workflow):
        if len(job["steps"]) != 1:
            yield f"job {name} has {len(job['steps'])} steps"


def begins_by_hand_on_main(workflow: Workflow) -> Iterator[str]:
    """Only somebody who may write starts it, and it publishes nothing but what is on main."""
    if events(workflow) != ["workflow_dispatch"]:
        yield f"it runs on {', '.join(events(workflow))}"
    if workflow.get("concurrency") != {"group": "publish", "cancel-in-progress": False}:
        yield "two of it may run at once, or one be broken off"
    for name, job in jobs(workflow):
        if job.get("if") != "github.ref == 'refs/heads/main'":
            yield f"job {name} runs if {job.get('if')}"
        if job.get("environment") != "publish":
            yield f"job {name} needs nobody's consent"
        checkouts = [
            step.get("with", {}) for step in job["steps"] if "actions/checkout@" in str(step.get("uses"))
        ]
        if [each.get("ref") for each in checkouts] != ["main"]:
            yield f"job {name} does not check out main"
        if not any("merge-base --is-ancestor" in step.get("run", "") for step in job["steps"][:-1]):
            yield f"job {name} publishes what is on no branch"


RULES_OF_POSTERS: tuple[Rule, ...] = (
    begins_after_the_review_alone,
    grants_nothing_but({"actions": "read", "pull-requests": "write"}),
    gives_the_token_only_to("comment"),
    runs_only_what_stands_in_it,
    ends,
    runs_on_borrowed_machines,
)
RULES_OF_PUBLISHERS: tuple[Rule, ...] = (
    begins_by_hand_on_main,
    grants_nothing_but({"contents": "write"}),
    gives_the_token_only_to("publish"),
    keeps_no_credentials,
    pinned_actions_only,
    writes_no_cache,
    ends,
    runs_on_borrowed_machines,
)


def rules_of(workflow: Workflow) -> tuple[Rule, ...]:
    """The rules for what a workflow is. Whatever has any other event, or more than one kind of
    them, is held to the rules for what strangers can start."""
    match events(workflow):
        case ["workflow_run"]:
            return RULES_OF_POSTERS
        case ["workflow_dispatch"]:
            return RULES_OF_PUBLISHERS
    return RULES
