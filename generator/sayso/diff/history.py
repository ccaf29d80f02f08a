"""The editions of a site in a row, each with what changed in it."""

from collections.abc import Sequence

from sayso.model.changes import History, Step
from sayso.model.snapshot import Snapshot
from sayso.phrases import Phrases

from .differ import diff


def history(past: Sequence[Snapshot], now: Snapshot, words: Phrases | None = None) -> History:
    """The history up to a state that is being made. Each of these has its `edition`. It is told in
    the words of the site, else in the default ones."""
    steps: list[Step] = []
    for snapshot in (*past, now):
        if snapshot.edition is None:
            raise ValueError("a state without an edition has no place in a history")
        before = steps[-1] if steps else None
        changes = diff(before.snapshot, snapshot, words) if before else ()
        steps.append(Step(snapshot.edition, snapshot, before.edition if before else None, changes))
    return History(tuple(steps), current_names([step.snapshot for step in steps]))


def current_names(snapshots: Sequence[Snapshot]) -> dict[str, str]:
    """Each former name of a record -> the name it has in the last of these states."""
    found: dict[str, str] = {}
    for snapshot in snapshots:
        for name, record in snapshot.records.items():
            kind = name.partition(":")[0]
            for old in getattr(record, "formerly", ()):
                found[f"{kind}:{old}"] = name
    for old in found:
        seen = {old}
        while found[old] in found and found[old] not in seen:
            seen.add(found[old])
            found[old] = found[found[old]]
    return found
