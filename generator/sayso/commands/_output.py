"""What leaves in other formats than text: JSON, and Markdown for a forge's comments."""

import json
import re
from typing import Any, Final

from sayso import escape
from sayso.report import visible

#: Of a text that only reminds which record is meant.
_LONGEST: Final = 100
#: A forge takes 65,536 characters in a comment; a poster adds a line.
MOST: Final = 60_000
_HALVES: Final = re.compile("[\ud800-\udfff]")


def as_json(document: dict[str, Any]) -> str:
    """A document with its schema, in lines. Only in a text can `##[` stand, an order to a
    forge that reads the log, and there this means the same; half a character, which another
    JSON may have brought, cannot be printed otherwise."""
    written = json.dumps({"schema": 1, **document}, ensure_ascii=False, indent=2)
    written = _HALVES.sub(lambda half: f"\\u{ord(half[0]):04x}", written)
    return written.replace("##[", "##\\u005b")


def markdown(text: str) -> str:
    """Anybody's text, inert in Markdown. A comment parts `@` and `#` from what follows, so
    that a forge calls nobody and links nothing."""
    told = str(escape.text(visible(text)))
    return told.replace("&#64;", "&#64;<!-- -->").replace("&#35;", "&#35;<!-- -->")


def short(text: str) -> str:
    """A text on one line, cut between words where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rpartition(" ")[0] + "…"


def counted(number: int, word: str, plural: str = "") -> str:
    """ "1 claim", "3 claims", "2 parties"."""
    return f"{number:,} {word if number == 1 else plural or word + 's'}"
