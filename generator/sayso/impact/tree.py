"""The tree of everything that depends on a record, before it is changed."""

from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from sayso.diagnostics import Mark
from sayso.model.ledger import Ledger

from .uses import Use, Uses, reminder, uses_of

#: The order in which dependents are told.
ORDER: Final = (
    "source", "claim", "quote", "event", "question", "timeline", "party", "side", "correction", "page",
)  # fmt: skip
#: What only shows others: reached from below, nothing but pages depends on it.
_FRAMES: Final = ("question", "timeline")


@dataclass(frozen=True, slots=True)
class Line:
    """One dependent, below what it depends on.

    `how` says in what way; `words` by what it is known; `again` that all that depends on
    it in turn is told at another line, above or below. `last`: the last of its level.
    """

    depth: int
    name: str
    how: str
    words: str
    place: Mark
    last: bool
    again: Literal["", "above", "below"] = ""

    @property
    def kind(self) -> str:
        return self.name.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Tree:
    """What depends on a record: the lines in order, parents before what is below them,
    and how many records and pages of each kind."""

    root: str
    words: str
    lines: tuple[Line, ...]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """(kind, how many), in the order in which they are told."""
        names = {line.name for line in self.lines} - {self.root}
        count = Counter(name.partition(":")[0] for name in names)
        return [(kind, count[kind]) for kind in ORDER if count[kind]]


def tree_of(ledger: Ledger, root: str) -> Tree:
    """Everything that depends on the record of that name.

    Each dependent is opened once, as near to the root as it stands. Nothing recurses, so
    that a chain may be as long as it likes.
    """
    uses = uses_of(ledger)
    # Where a claim's own evidence is touched, the claims that it disputes or revises are too.
    touched = frozenset(_reach(uses, root, None))
    lines = _lines(ledger, uses, root, touched, _reach(uses, root, touched))
    return Tree(root, reminder(ledger, root), tuple(lines))


def _below(uses: Uses, name: str, root: str, touched: frozenset[str] | None) -> list[Use]:
    """What depends on one record, in order. Without `touched`, no relation is followed."""
    kind = name.partition(":")[0]
    found = list(uses.of.get(name, ()))
    if kind in _FRAMES and name != root:
        found = [use for use in found if use.name.partition(":")[0] in ("page", "correction")]
    if name == root:
        found += uses.members.get(name, [])
    if touched is None:
        found = [use for use in found if not use.relation]
    elif name in touched:
        known = {use.name for use in found}
        found += [use for use in uses.back.get(name, ()) if use.name not in known]
    return sorted(found, key=lambda use: ORDER.index(use.name.partition(":")[0]))


def _reach(uses: Uses, root: str, touched: frozenset[str] | None) -> Mapping[str, str]:
    """Every dependent that is opened -> what it is opened under, nearest to the root first."""
    opened = {root: ""}
    queue = deque([root])
    while queue:
        name = queue.popleft()
        for use in _below(uses, name, root, touched):
            if not use.leaf and use.name not in opened:
                opened[use.name] = name
                queue.append(use.name)
    return opened


def _lines(
    ledger: Ledger, uses: Uses, root: str, touched: frozenset[str], opened: Mapping[str, str]
) -> list[Line]:
    lines: list[Line] = []
    at = {root: -1}
    stack = [iter(_levels(uses, root, root, touched))]
    above = [root]
    while stack:
        step = next(stack[-1], None)
        if step is None:
            stack.pop()
            above.pop()
            continue
        use, last = step
        here = opened.get(use.name) == above[-1] and use.name not in at and not use.leaf
        line = Line(len(above), use.name, use.how, reminder(ledger, use.name), use.place, last)
        if here:
            at[use.name] = len(lines)
            stack.append(iter(_levels(uses, use.name, root, touched, above[-1])))
            above.append(use.name)
        elif not use.leaf:
            line = replace(line, again="below")  # until it is known where it is opened
        lines.append(line)
    return [
        replace(line, again="above") if line.again and at[line.name] < number else line
        for number, line in enumerate(lines)
    ]


def _levels(
    uses: Uses, name: str, root: str, touched: frozenset[str], parent: str = ""
) -> list[tuple[Use, bool]]:
    """What is told under a record, each with whether it is the last; not what it stands
    under: most ties run both ways."""
    below = [use for use in _below(uses, name, root, touched) if use.name != parent]
    return [(use, number == len(below) - 1) for number, use in enumerate(below)]
