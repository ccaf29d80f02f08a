"""The words of a site, for the page's script: what a misspelt word may have been meant to be.

Pagefind finds words by their beginnings and stems, not by likeness. The list is fetched only where
a search finds little; the most frequent words stand first.
"""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Final

from .fold import folded, words
from .record import Found

PATH: Final = "search/words.json"
#: So many words at most, of so many letters: 20,000 words are about 70 kB packed.
_MOST: Final = 20_000
_SHORTEST, _LONGEST = 4, 30


def spelling(records: Iterable[Found]) -> str:
    """The file: the words of all records as readers see them, each once however it is written."""
    counted: Counter[str] = Counter()
    written: dict[str, str] = {}
    for record in records:
        tags = record.filters.get("tag", ())
        names = record.filters.get("claimant", ())
        for word in words("\n".join((record.title, record.lead, *names, *tags, record.content))):
            key = folded(word)
            if _SHORTEST <= len(key) <= _LONGEST and not key.isnumeric():
                counted[key] += 1
                written.setdefault(key, word)
    most = sorted(counted, key=lambda key: (-counted[key], key))[:_MOST]
    return json.dumps([written[key] for key in most], ensure_ascii=False, separators=(",", ":")) + "\n"
