"""Changes as people read them: what became of one record stands together."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from sayso.model.changes import Change, Risk


def together(changes: Iterable[Change]) -> Iterator[tuple[Risk, list[list[Change]]]]:
    """The changes by risk, and in each risk record by record. A record stands once, under the risk
    of its gravest change, which leads; its lesser ones follow. Changes come the gravest first."""
    records: dict[str, list[Change]] = {}
    for change in changes:
        records.setdefault(change.record, []).append(change)
    for risk, group in groupby(records.values(), key=lambda each: each[0].risk):
        yield risk, list(group)
