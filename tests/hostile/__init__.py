"""Our own corpus of hostile strings and files, and how it is read and written.

`strings/*.txt` is written by hand, `made/*.txt` by `make.py` out of building blocks;
`files/` holds whole files. In a `.txt` file each line is one string; a line that begins
with `json ` holds it as a JSON string (line ends, blanks at either end, and every
character that an editor would not show), one that begins with `## ` is a comment.
The name of a file is the family of its strings. Nothing here was copied from elsewhere.
"""

import json
from functools import cache
from pathlib import Path

from sayso.text import refused

HERE = Path(__file__).parent
FOLDERS = ("strings", "made")


def read(path: Path) -> list[str]:
    """The strings of one file, in order."""
    lines = path.read_text(encoding="utf-8").split("\n")
    assert lines.pop() == "", f"{path.name} ends in a line end"
    return [
        json.loads(line.removeprefix("json ")) if line.startswith("json ") else line
        for line in lines
        if not line.startswith("## ")
    ]


def written(string: str) -> str:
    """The line of a string: as it stands, where a reader of the file would see all of it."""
    plain = (
        string.strip() == string != ""
        and string.isprintable()
        and not refused(string)
        and not string.startswith(("json ", "## "))
    )
    return string if plain else "json " + json.dumps(string)


@cache
def corpus() -> dict[str, tuple[str, ...]]:
    """Family -> its strings; a string stands in one family only."""
    found: dict[str, str] = {}
    for folder in FOLDERS:
        for path in sorted((HERE / folder).glob("*.txt")):
            for string in read(path):
                found.setdefault(string, path.stem)
    families: dict[str, list[str]] = {}
    for string, family in found.items():
        families.setdefault(family, []).append(string)
    return {family: tuple(strings) for family, strings in families.items()}


def strings() -> tuple[str, ...]:
    """All of them, each once."""
    return tuple(string for family in corpus().values() for string in family)


def readable() -> tuple[str, ...]:
    """Those that reading lets pass: they must come out as written."""
    return tuple(string for string in strings() if _passes(string))


def unreadable() -> tuple[str, ...]:
    """Those that reading must refuse, with a place."""
    return tuple(string for string in strings() if not _passes(string))


def _passes(string: str) -> bool:
    # A carriage return is a line end in YAML and in Markdown; elsewhere it is refused as such.
    return bool(string) and not refused(string)
