"""`claims.jsonl`: every claim as one object on a line of its own, in the types of JSON (jsonlines.org)."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

PATH: Final = "claims.jsonl"


def text(rows: Iterable[Mapping[str, Any]]) -> str:
    """The file. What a claim has not is null, so that all lines have the same keys."""
    return "".join(json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n" for row in rows)
