"""States of a site for tests of what changed: from plain data, graded by the repository's rubric."""

import copy
from collections.abc import Mapping
from typing import Any

from sayso.model.changes import Change
from sayso.model.snapshot import Snapshot, read_document
from sayso.model.spoken import figure_words, lead
from sayso.outputs import ledger_json
from sayso.rubric.explain import evidence_line

from .ledgers import Data, config, grade, ledger_of


def document_of(data: Mapping[str, list[dict[str, Any]]], state: Mapping[str, Any] | None = None) -> Any:
    """The `ledger.json` of these records, as data. What is in `state` (rubric, pages, vocabulary,
    standings, ...) is laid over it. Raises `ValidationError` for a record that is broken."""
    ledger, standings = ledger_of(data), grade(data)
    made = ledger_json.document(
        ledger,
        config(),
        standings,
        evidence=evidence_line,
        lead=lambda standing: lead(ledger, standing),
        figure=lambda standing: (
            figure_words(standing.claim.figure, config().vocabulary.label) if standing.claim.figure else ""
        ),
        texts={},
    )
    return laid_over(made, state or {})


def snapshot_of(data: Mapping[str, list[dict[str, Any]]], state: Mapping[str, Any] | None = None) -> Snapshot:
    """The state of a site with these records."""
    return read_document(document_of(data, state))


def laid_over(below: Any, above: Any) -> Any:
    """One mapping laid over another, level by level; a key with nothing (null) is taken away, and
    of lists of records those with one `id`, `code` or `path` are the same."""
    if isinstance(below, dict) and isinstance(above, Mapping):
        made = {key: copy.deepcopy(value) for key, value in below.items() if key not in above}
        for key, value in above.items():
            if value is not None:
                made[key] = laid_over(below.get(key), value)
        return made
    if isinstance(above, list) and all(isinstance(item, Mapping) for item in above):
        for name in ("id", "code", "path"):
            if above and all(name in item for item in above):
                return _records(below if isinstance(below, list) else [], above, name)
    return copy.deepcopy(above)


def _records(below: list[Any], above: list[Any], name: str) -> list[Any]:
    known = {item[name]: item for item in below}
    for item in above:
        if item.get("gone"):
            del known[item[name]]
        else:
            known[item[name]] = laid_over(known.get(item[name], {}), item)
    return list(known.values())


def as_text(value: Any) -> Any:
    """Scalars as texts, as the YAML contract has them."""
    if isinstance(value, dict):
        return {key: as_text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_text(item) for item in value]
    if value is None or isinstance(value, str):
        return value
    return str(value).lower() if isinstance(value, bool) else str(value)


def line(change: Change) -> str:
    """A change as the tables of tests/diff/ write it."""
    told = f"{change.kind} {change.record}"
    told += f" (was {change.formerly})" if change.formerly else ""
    told += f" [{change.field}]" if change.field else ""
    told += " !" if change.grave else ""
    told += f": {change.before} → {change.after}"
    return told + "".join(f"; because {clause}" for clause in change.because)


__all__ = ["Data", "as_text", "document_of", "laid_over", "line", "snapshot_of"]
