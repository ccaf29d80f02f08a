"""How many people the policy asks to approve a change, and for what."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sayso.diff.claims import measures
from sayso.model.changes import Change
from sayso.model.claims import Claim
from sayso.model.settings import Approval, ReviewSettings
from sayso.model.snapshot import Snapshot

#: The field of the site that holds the policy.
POLICY: Final = "review.approvals"


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of the policy that a change meets: so many must approve, because of these."""

    needs: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Approvals:
    """What the policy asks for. `needs` is the highest number; 0 where nothing was asked."""

    asked: tuple[Asked, ...] = ()

    @property
    def needs(self) -> int:
        return max((each.needs for each in self.asked), default=0)


def approvals(
    policy: ReviewSettings, changes: Iterable[Change], before: Snapshot, after: Snapshot
) -> Approvals:
    """What the policy asks for these changes. Wording only asks for nothing. A change of the policy
    itself, or of what counts as people who were hurt, wants as many as any line does: else a bar
    could be taken away first, and what it bars come next."""
    told = [change for change in changes if change.meaning]
    found = []
    for line in policy.approvals:
        met = tuple(change for change in told if _meets(line, change, before, after))
        if met and line.needs > 0:
            found.append(Asked(line.needs, met))
    most = max((line.needs for line in policy.approvals), default=0)
    bars = tuple(change for change in told if _is_a_bar(change))
    if bars and most:
        found.append(Asked(most, bars))
    return Approvals(tuple(sorted(found, key=lambda each: -each.needs)))


def policy_change(before: ReviewSettings, after: ReviewSettings) -> tuple[Change, ...]:
    """The change of the policy itself; none where both ask for the same."""
    if before.approvals == after.approvals:
        return ()
    one, other = ("; ".join(map(_line, each.approvals)) for each in (before, after))
    return (Change("detail-changed", "site", "The site", one, other, POLICY, grave=True),)


def _line(line: Approval) -> str:
    """A line of the policy: "2 for status-raised of killed, wounded"."""
    return f"{line.needs} for {' of '.join(', '.join(each) for each in (line.kinds, line.measures) if each)}"


def _is_a_bar(change: Change) -> bool:
    return (change.record == "site" and change.field in (POLICY, "casualties")) or (
        change.record == "vocabulary" and change.grave
    )


def _meets(line: Approval, change: Change, before: Snapshot, after: Snapshot) -> bool:
    """Whether a line of the policy speaks of a change: of its kind; and where measures are named,
    of a claim whose figure measures one of them. Without kinds that is every change of numbers:
    another figure, other numbers in the statement, and a claim that comes or goes with its figure."""
    if line.kinds and change.kind not in line.kinds:
        return False
    if not line.measures:
        return bool(line.kinds)
    counted = set(change.measures)
    if line.kinds:
        counted |= _measures(change, before, after)
    return not counted.isdisjoint(line.measures)


def _measures(change: Change, *states: Snapshot) -> frozenset[str]:
    """What the figure of a change's claim measures in any of the states, under either name."""
    found = frozenset[str]()
    for state in states:
        for name in filter(None, (change.record, change.formerly)):
            claim = state.records.get(name)
            if isinstance(claim, Claim):
                found |= measures(claim.figure)
    return found
