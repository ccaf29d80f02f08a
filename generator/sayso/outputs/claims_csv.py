"""`claims.csv`: every claim as a row (RFC 4180: a header, CRLF, quotation marks doubled), in UTF-8."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sayso import escape

from .claim_rows import FIELDS

PATH: Final = "claims.csv"
#: Between the parts of one cell that holds several. `claims.jsonl` has them as a list.
BETWEEN: Final = "; "


def text(rows: Iterable[Mapping[str, Any]]) -> str:
    """The file."""
    lines = [",".join(FIELDS), *(",".join(map(_cell, row.values())) for row in rows)]
    return "\r\n".join(lines) + "\r\n"


def _cell(value: object) -> str:
    """A cell: nothing for what is not known, numbers bare, yes and no as `true` and `false`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    return escape.csv_cell(BETWEEN.join(value) if isinstance(value, list) else str(value))
