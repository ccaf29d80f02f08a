"""The way to the very place in a source: the address with a text fragment.

A browser that knows text fragments (WICG "URL Fragment Text Directives": Chromium, Safari,
Firefox) scrolls to the words and marks them; any other opens the page as it always did. Nothing of
the address itself is changed, and nothing is asked of the network.

    #:~:text=[prefix-,]start[,end][,-suffix]
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final
from urllib.parse import quote as percent
from urllib.parse import urlsplit

from sayso import escape
from sayso.model.claims import Citation
from sayso.model.ledger import Ledger
from sayso.model.parties import Source
from sayso.model.story import Quote

#: Parts a fragment of the page's own from what is for the browser alone.
DELIMITER: Final = ":~:"
#: Longer wordings are named by how they begin and how they end.
_WHOLE: Final = 300
#: The same, as it stands in the address: one letter outside ASCII takes six characters there or more.
_WHOLE_ENCODED: Final = 900
#: So many words name the beginning, the end, and what stands before and after.
_WORDS: Final = 8
_CONTEXT: Final = 4
_EDGE_ENCODED: Final = 300
#: What the words cannot be followed across: something left out, or the end of a line.
_BREAK: Final = re.compile(
    r"[(\[]?(?:…|(?<!\.)\.{3,}+)[)\]]?|[\n\r\u0085\u2028\u2029]"  # linear: nothing in it may repeat but dots
)
#: Kinds of sources whose words are heard or seen, not written on a page.
_UNWRITTEN: Final = frozenset({"broadcast", "image", "map", "video", "dataset"})
#: Files that a browser shows without text fragments.
_FILES: Final = (
    ".pdf", ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".tif", ".tiff", ".svg", ".mp3", ".m4a",
    ".ogg", ".wav", ".mp4", ".m4v", ".mov", ".webm", ".mkv", ".doc", ".docx", ".odt", ".xls", ".xlsx",
    ".ods", ".ppt", ".pptx", ".csv", ".json", ".zip", ".epub",
)  # fmt: skip
#: A place that is no place of a text: a time in a recording, a page on paper.
_ELSEWHERE: Final = re.compile(r"\d:[0-5]\d(?!\d)|\b(?:pp?\.|pages?|min\.|minutes?)\s?\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Passage:
    """Words as they stand in a source, part by part; what stands right before and after them, where
    that is known; and where else the editors say they are ("page 3", "at 12:40")."""

    wordings: Sequence[str] = ()
    prefix: str = ""
    suffix: str = ""
    locator: str = ""


def passage_of(ledger: Ledger, item: Citation | Quote | None) -> Passage:
    """The passage that a quotation or a citation rests on; of no words where it gives none."""
    if isinstance(item, Citation) and item.quote is not None:
        quote = ledger.quotes.get(item.quote)
        found = passage_of(ledger, quote)
        return Passage(found.wordings, found.prefix, found.suffix, item.locator or found.locator)
    if item is None:
        return Passage()
    words = item.wording if isinstance(item, Quote) else ledger.wording_of(item)
    return Passage(words, item.prefix or "", item.suffix or "", item.locator or "")


def to_passage(address: str, source: Source, passage: Passage) -> str:
    """An address of a source, or of a kept copy of it, that leads to a passage; the address as it is
    where no text fragment can lead there."""
    if source.kind in _UNWRITTEN or _ELSEWHERE.search(passage.locator) or not _is_page(address):
        return address
    return with_text(address, passage)


def with_text(address: str, passage: Passage) -> str:
    """The address with a directive for each part of the wording, as many as there is room for. A
    fragment of its own stays before them; one that names words already is left as it is."""
    if DELIMITER in address:
        return address
    found: list[str] = []
    room = escape.MAX_URL - len(address) - len("#" + DELIMITER)
    last = len(passage.wordings) - 1
    for number, words in enumerate(passage.wordings):
        before = passage.prefix if number == 0 else ""
        after = passage.suffix if number == last else ""
        directive = _directive(words, before, after)
        room -= len(directive) + 1
        if directive and room >= 0:
            found.append(directive)
    if not found:
        return address
    return address + ("" if "#" in address else "#") + DELIMITER + "&".join(found)


def _is_page(address: str) -> bool:
    """Whether an address is one of the web, and not plainly that of a file of another kind."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and not parts.path.lower().endswith(_FILES)


def _directive(words: str, before: str, after: str) -> str:
    """One `text=`: the words whole, or their beginning and their end; "" where there are none that
    can be named in a few."""
    pieces = [piece for piece in (_folded(part) for part in _BREAK.split(words)) if piece]
    if not pieces:
        return ""
    whole = encoded(pieces[0])
    if len(pieces) == 1 and len(pieces[0]) <= _WHOLE and len(whole) <= _WHOLE_ENCODED:
        told = whole
    else:
        # From one text of two words or more; of one word there is no beginning that is a word.
        alone = len(pieces) == 1
        start, end = _edges(pieces[0], pieces[-1], alone=alone)
        if not start or not end:
            return ""
        told = f"{start},{end}"
    lead, tail = _edge(_folded(before), _CONTEXT, last=True), _edge(_folded(after), _CONTEXT)
    return "text=" + (f"{lead}-," if lead else "") + told + (f",-{tail}" if tail else "")


def _edges(first: str, last: str, *, alone: bool) -> tuple[str, str]:
    most = min(_WORDS, first.count(" ") + 1 >> 1) if alone else _WORDS
    return _edge(first, most), _edge(last, most, last=True)


def _edge(text: str, most: int, *, last: bool = False) -> str:
    """The first words of a text, or its last, as they stand in an address: whole words, at most so
    many, and no more than there is room for."""
    words = text.split(" ")
    turned = reversed(words) if last else iter(words)
    taken: list[str] = []
    room = _EDGE_ENCODED
    for word in islice(turned, max(0, most)):
        room -= len(encoded(word)) + len("%20")
        if room < 0:
            break
        taken.append(word)
    return encoded(" ".join(reversed(taken) if last else taken))


def _folded(text: str) -> str:
    return escape.fold(text).strip(" ")


def encoded(text: str) -> str:
    """Text for inside a directive: all is percent-encoded but letters, digits, `.`, `_` and `~`. The
    hyphen, the comma and the ampersand part a directive, so they must be (section 3.3.2)."""
    return percent(text, safe="").replace("-", "%2D")
