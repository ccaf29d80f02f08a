"""`claims.jsonl`: an object of strict JSON on each line."""

import json
from collections.abc import Iterator
from typing import NoReturn

from sayso.audit.found import Finding
from sayso.audit.page import shorten


def judge(name: str, data: bytes) -> Iterator[Finding]:
    """What is wrong with such a file; the first fault is enough."""
    for number, line in enumerate(data.splitlines(), start=1):
        try:
            value = json.loads(line, parse_constant=_no_constant)
        except (ValueError, RecursionError) as error:
            message = f"line {number} is not JSON ({shorten(str(error))})"
            yield Finding(name, "jsonl", "malformed", message, theme=False)
            return
        if not isinstance(value, dict):
            message = f"line {number} is no object"
            yield Finding(name, "jsonl", "shape", message, theme=False)
            return


def _no_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is no JSON value")
