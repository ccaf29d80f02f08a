"""`claims.jsonl`: every claim as one object on a line of its own, in the types of JSON (jsonlines.org)."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

PATH: Final = "claims.jsonl"


def text(rows: Iterable[Mapping[str, Any]]) -> str:
    """The file. What a claim has not is null, so that all lines have the same keys.

    What ends a line in Unicode (UAX 14: NEL, LS, PS) is written as an escape: not every reader of
    lines keeps to the line feed alone.
    """
    lines = "".join(json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n" for row in rows)
    return lines.replace("\x85", "\\u0085").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
