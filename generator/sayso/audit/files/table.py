"""`claims.csv`: a table (RFC 4180) in which no cell is a formula to a spreadsheet."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Final

from sayso.audit.found import Finding
from sayso.audit.page import shorten

#: What a spreadsheet takes for the beginning of a formula, also after what it drops.
_FORMULA: Final = re.compile(r"[\s\ufeff\u200b]*[=+\-@\uff1d\uff0b\uff0d\uff20]")
_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?\Z", re.ASCII)


def judge(name: str, data: bytes) -> Iterator[Finding]:
    """What is wrong with a table. Its first row names the columns."""
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        yield Finding(name, "csv", "malformed", f"this is no table ({shorten(str(error))})", theme=False)
        return
    for number, row in enumerate(rows, start=1):
        if len(row) != len(rows[0]):
            message = f"row {number} has {len(row)} cells, and there are {len(rows[0])} columns"
            yield Finding(name, "csv", "shape", message, theme=False)
            return
        for cell in row:
            if _FORMULA.match(cell) and not _NUMBER.match(cell):
                message = f"row {number} has a cell that a spreadsheet could run: {shorten(cell)}"
                yield Finding(name, "csv", "formula", message, theme=False)
                return
