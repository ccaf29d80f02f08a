"""The pairs of tests/diff/: two states of a small site, and what is to be told of them."""

from pathlib import Path
from typing import Any, NamedTuple

import yaml

from sayso.model.snapshot import Snapshot

from .states import as_text, laid_over, snapshot_of

FOLDER = Path(__file__).parent.parent / "diff"


class StatePair(NamedTuple):
    """One pair of a table."""

    file: str
    why: str
    before: Snapshot
    after: Snapshot
    tells: list[str]


def cast() -> dict[str, Any]:
    """The records that every pair begins with."""
    found: dict[str, Any] = as_text(yaml.safe_load((FOLDER / "cast.yml").read_text("utf-8")))
    return found


def pairs() -> list[StatePair]:
    """All pairs, file after file."""
    found = []
    for file in sorted(FOLDER.glob("*.yml")):
        if file.name != "cast.yml":
            cases = as_text(yaml.safe_load(file.read_text("utf-8")))
            found += [_pair(file.name, case) for case in cases]
    return found


def _pair(file: str, case: dict[str, Any]) -> StatePair:
    was = laid_over(cast(), case.get("was") or {})
    state = was.pop("state", {})
    now = laid_over(was, case.get("now") or {})
    later = laid_over(state, now.pop("state", {}))
    tells = [str(each) for each in case["tells"]]
    return StatePair(file, case["why"], snapshot_of(was, state), snapshot_of(now, later), tells)
