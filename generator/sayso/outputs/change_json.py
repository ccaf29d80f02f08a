"""One change as data, alike wherever a program reads it: `sayso diff`, `sayso review`, an edition's
`changes.json`. docs/changes.md has the fields."""

from typing import Any

from sayso.diff.words import for_editors
from sayso.model.changes import Change


def as_data(change: Change) -> dict[str, Any]:
    """All that is known of a change; `told` is the line that an editor reads."""
    return {
        "kind": change.kind,
        "risk": change.risk.word,
        "grave": change.grave,
        "label": change.label,
        "record": change.record,
        "formerly": change.formerly or None,
        "title": change.title,
        "field": change.field,
        "before": change.before,
        "after": change.after,
        "because": list(change.because),
        "by": change.by,
        "measures": list(change.measures),
        "told": " ".join(for_editors(change).split()),
    }
