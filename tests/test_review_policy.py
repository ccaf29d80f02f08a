"""The policy on approvals in site_config/sayso.yml: what it may name, and where a slip in it is told."""

from pathlib import Path

import pytest

from sayso.config import load_config
from sayso.model.changes import KINDS

from .support.scratch import REPOSITORY, scratch

#: The lines below `approvals:`, and what is said of them: place, message, hint.
SLIPS = {
    "- {kinds: [status-raisd], needs: 2}": (
        "3:16", "'status-raisd' is no kind of change", "did you mean 'status-raised'?"
    ),
    "- {kinds: [status-raised, x], needs: 2}": ("3:31", "'x' is no kind of change", "there are: "),
    "- {measures: kiled, needs: 2}": (
        "3:18", "'kiled' is no measure of the vocabulary", "did you mean 'killed'?"
    ),
    "- {kinds: quote-altered, needs: 0}": ("3:37", "0 approvals ask for nothing", "write how many"),
    "- {needs: 2}": ("3:7", "this line of the policy does not say for what", "write kinds: "),
    "- {kinds: quote-altered}": ("3:8", "has no 'needs'", ""),
    "- {kinds: quote-altered, needs: two}": ("3:37", "'two' is not a whole number", "write digits"),
}  # fmt: skip


@pytest.mark.parametrize("line", SLIPS)
def test_a_slip_in_the_policy_is_told_at_its_place(line: str, tmp_path: Path) -> None:
    place, message, hint = SLIPS[line]
    site = scratch(tmp_path, {"site_config/sayso.yml": f"review:\n  approvals:\n    {line}\n"})
    (found,) = load_config(site).diagnostics
    assert f"{found.mark.line}:{found.mark.column}" == place
    assert message in found.message
    assert hint in found.hint


def test_what_weighs_most_must_be_measures(tmp_path: Path) -> None:
    site = scratch(tmp_path, {"site_config/sayso.yml": "review:\n  casualties: [killed, woundet]\n"})
    (found,) = load_config(site).diagnostics
    assert (found.code, found.hint) == ("SAY040", "did you mean 'wounded'?")


def test_our_own_policy_wants_two_for_what_does_most_harm() -> None:
    configured = load_config(REPOSITORY)
    assert configured.diagnostics == []
    assert configured.config is not None
    lines = configured.config.settings.review.approvals
    kinds = {kind for line in lines for kind in line.kinds if line.needs >= 2}
    measures = {measure for line in lines for measure in line.measures if line.needs >= 2}
    assert {"status-raised", "quote-altered", "attribution-changed"} <= kinds <= set(KINDS)
    assert measures == set(configured.config.settings.review.casualties)
