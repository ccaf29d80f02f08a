"""`versions.json`, the list from which Material's selector offers the editions, as mike writes it."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sayso.model.editions import LATEST, Edition

_PARTS = re.compile(r"[0-9]{1,18}|[^0-9]+")


def text(editions: Sequence[Edition], others: Iterable[Mapping[str, Any]]) -> bytes:
    """The file. Material puts a title into its page as HTML, so it is the day alone and never words
    that somebody wrote. `editions` are ours, the oldest first, the draft among them where there is one;
    `others` what somebody else's entries say, which stay."""
    ours = {edition.name for edition in editions}
    newest = next((each.name for each in reversed(editions) if not each.draft), None)
    entries: list[dict[str, Any]] = []
    for other in others:
        if other["version"] not in ours:
            aliases = [each for each in other.get("aliases", []) if not (newest and each == LATEST)]
            entries.append({**other, "aliases": aliases})
    for edition in editions:
        aliases = [LATEST] if edition.name == newest else []
        entries.append({"version": edition.name, "title": edition.display(), "aliases": aliases})
    entries.sort(key=lambda entry: _order(entry["version"]), reverse=True)
    return (json.dumps(entries, indent=2) + "\n").encode()


def _order(name: str) -> tuple[bool, tuple[tuple[int, int, str], ...]]:
    """What begins with no digit (`dev`) counts as newer than all the rest: so mike has it."""
    parts = _PARTS.findall(name[:200])
    numbered = tuple((1, int(part), "") if part[0].isdecimal() else (0, 0, part) for part in parts)
    return not re.match(r"v?[0-9]", name), numbered
