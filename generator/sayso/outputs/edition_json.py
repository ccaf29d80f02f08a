"""`changes.json` of an edition: what changed in it since the one before, for machines."""

import json
from typing import Any, Final

from sayso.model.changes import History
from sayso.model.editions import Edition

from .change_json import as_data

PATH: Final = "changes.json"
SCHEMA: Final = 1


def files(history: History) -> dict[str, str]:
    """The file of the edition that is being made, by its name."""
    return {PATH: json.dumps(document(history), ensure_ascii=False, indent=1) + "\n"}


def document(history: History) -> dict[str, Any]:
    """The same as data. `before` is null for the first edition, whose changes are none."""
    step = history.now
    return {
        "schema": SCHEMA,
        "edition": _edition(step.edition),
        "before": _edition(step.before) if step.before else None,
        "meaning": len(step.in_meaning),
        "wording": len(step.changes) - len(step.in_meaning),
        "changes": [as_data(change) for change in step.changes],
    }


def _edition(edition: Edition) -> dict[str, str]:
    return {"name": edition.name, "made": edition.made, "title": edition.title, "note": edition.note}
