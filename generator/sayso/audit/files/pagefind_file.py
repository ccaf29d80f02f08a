"""Files of Pagefind's index: of the form that its script reads, and nothing else among them.

Its script puts no text of them into a page, and ours puts them there as text. What is left to see
to is that nothing else hides in a packed file, and that no result leads out of the site. The script
itself and what it runs are known by their bytes, as the theme's files are.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from sayso.audit.found import Finding
from sayso.audit.page import host, scheme, shorten
from sayso.pagefind_files import ENTRY, FOLDER, LANGUAGE, NotPagefind, content, fragment

_PART: Final = re.compile(
    rf"(?:(?P<kind>fragment|index|filter)/|pagefind\.){LANGUAGE}_[0-9a-f]{{6,64}}"
    r"\.pf_(?P<suffix>fragment|index|filter|meta)"
)
_RECORD: Final = {
    "url": str,
    "content": str,
    "word_count": int,
    "filters": dict,
    "meta": dict,
    "anchors": list,
}
_FIRST: Final = frozenset({"version", "languages", "include_characters"})
#: A page of prose may be long; a whole book in one record is something else.
_LONGEST: Final = 8 * 1024 * 1024


def judge(name: str, data: bytes) -> Iterator[Finding]:
    """What is wrong with a file in the index's folder."""
    own = name.removeprefix(FOLDER)
    part = _PART.fullmatch(own)
    if own != ENTRY and (part is None or part["suffix"] != (part["kind"] or "meta")):
        yield Finding(name, "file", "unknown", "nobody declared this file")
        return
    try:
        wrong = _first(data) if part is None else _record(data) if part["kind"] == "fragment" else ""
        if part is not None and part["kind"] != "fragment":
            content(data)
    except NotPagefind as why:
        wrong = str(why)
    if wrong:
        yield Finding(
            name, "search", wrong, f"this file of the search index is not as ours: {wrong}", theme=False
        )


def _first(data: bytes) -> str:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return "it is not JSON"
    return "" if isinstance(value, dict) and value.keys() == _FIRST else "it has other keys"


def _record(data: bytes) -> str:
    value: dict[str, Any] = fragment(data, _LONGEST)
    if value.keys() != _RECORD.keys() or not all(
        isinstance(value[key], kind) for key, kind in _RECORD.items()
    ):
        return "it is not shaped as a record"
    address = value["url"]
    if scheme(address) or host(address) or address.startswith(("/", "\\")) or ".." in address.split("/"):
        return f"it leads out of the site ({shorten(address)})"
    lists = list(value["filters"].values())
    texts = [
        *value["meta"].values(),
        *(each for values in lists if isinstance(values, list) for each in values),
    ]
    flat = all(isinstance(each, str) for each in texts) and all(isinstance(each, list) for each in lists)
    return "" if flat else "it holds what is no text"
