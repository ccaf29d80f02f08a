"""What a reader reads on a generated page: its sentences, without the markup.

A page is Markdown with HTML of our own templates in it. Each line of HTML and each paragraph is a
block; a block gives one unit for each of its sentences, so that two states of a page can be laid
side by side. Technical tables, tallies and the line on coverage are left out: they only follow
from the rest.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Final

from sayso.render.pages import Page
from sayso.sentences import spans

#: So many sentences of a page are compared; a page that has more is compared up to there.
MOST_UNITS: Final = 2_000
#: So long may a sentence be that is shown; of a longer one what lies between the differences, and so
#: many characters round them.
LONGEST: Final = 320
_ROUND: Final = 100
#: So many sentences that were exchanged together are held against each other, and are each other's
#: where they share that many of their words.
_BESIDE: Final = 40
_ALIKE: Final = 0.35
#: What only counts, lists, or is there to be copied, by the class that opens it, with what closes it.
_SKIPPED: Final = {
    "sy-why__facts": "</details>",
    "sy-distribution": "</div>",
    "sy-tally": "</p>",
    "sy-coverage": "</p>",
    "sy-crumbs": "</nav>",
    "sy-embed": "</details>",
    "sy-page-foot": "</aside>",
}
_CLASS: Final = re.compile(r'<[a-z]+ class="(sy-[a-z_-]+)')
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]*>|<!--[^<>]*-->")
_LABEL: Final = re.compile(r'(<span class="sy-[a-z_]{0,40}label">[^<>]*)</span>(?=\S)')
_LINK: Final = re.compile(r"\[([^\[\]]{0,1000})\]\([^()\s]{0,2000}\)")
_LEAD: Final = re.compile(r"(?:[-*+]|\d{1,9}[.)]|#{1,6}|>|:)[ \t]+")
_HREF: Final = re.compile(r'href="([^"]{0,400})"')
_RECORD: Final = re.compile(r"(claims|quotes|sources|parties|questions|timelines)/([A-Za-z0-9-]{1,128})/")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence as it was and as it would be; "" where there was none, or is none."""

    before: str
    after: str


def units(page: Page, language: str) -> tuple[str, ...]:
    """The sentences of a page, in order."""
    found: list[str] = []
    for block in _blocks(page.text):
        text = _told(block)
        if not any(char.isalnum() for char in text):
            continue
        found.extend(text[start:end].strip() for start, end in spans(text, language))
        if len(found) >= MOST_UNITS:
            break
    return tuple(each for each in found[:MOST_UNITS] if each)


def links(page: Page) -> frozenset[tuple[str, str]]:
    """The records that a page leads to: (folder, id)."""
    found = (_RECORD.search(address) for address in _HREF.findall(page.text))
    return frozenset((each[1], each[2]) for each in found if each)


def compare(before: tuple[str, ...], after: tuple[str, ...]) -> tuple[Passage, ...]:
    """The sentences that differ, each beside the one in whose place it stands; each pair once."""
    found: dict[Passage, None] = {}
    for tag, i, j, k, m in SequenceMatcher(None, before, after).get_opcodes():
        if tag != "equal":
            found.update((_cut(old, new), None) for old, new in _paired(before[i:j], after[k:m]))
    return tuple(found)


def _paired(old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Sentences that stand in each other's place: those that share most words, in order. Where many
    were exchanged at once, each with the one at the same place."""
    if len(old) == len(new) == 1 or max(len(old), len(new)) > _BESIDE:
        yield from zip_longest(old, new, fillvalue="")
        return
    at = 0
    words = [set(text.split()) for text in old]
    for text in new:
        own = set(text.split())
        likeness = [
            (len(own & each) / len(own | each or {""}), -n) for n, each in enumerate(words) if n >= at
        ]
        best, place = max(likeness, default=(0.0, 0))
        if best < _ALIKE:
            yield "", text
            continue
        for gone in old[at:-place]:
            yield gone, ""
        yield old[-place], text
        at = -place + 1
    for gone in old[at:]:
        yield gone, ""


def _blocks(text: str) -> Iterator[str]:
    """Blocks of a page's text: a line of HTML, a heading, an item, a paragraph of several lines."""
    paragraph: list[str] = []
    closing = ""
    for line in _body(text).split("\n"):
        if closing:
            closing = "" if closing in line else closing
            continue
        opened = _CLASS.search(line[:400])
        if opened and opened[1] in _SKIPPED:
            closing = _SKIPPED[opened[1]]
            closing = "" if closing in line else closing
            continue
        apart = not line.strip() or line.lstrip().startswith("<") or _LEAD.match(line.lstrip())
        if apart and paragraph:
            yield "\n".join(paragraph)
            paragraph = []
        if line.strip():
            if line.lstrip().startswith("<") and not line.lstrip().startswith(("<span", "<a ", "<bdi", "<q")):
                yield line
            else:
                paragraph.append(line)
    if paragraph:
        yield "\n".join(paragraph)


def _body(text: str) -> str:
    """The text behind the front matter."""
    if text.startswith("---\n"):
        return text[4:].partition("\n---\n")[2]
    return text


def _told(block: str) -> str:
    """A block as it is read: no tags, no marks of Markdown, no references."""
    bare = _LINK.sub(r"\1", _TAG.sub("", _LABEL.sub(r"\1 ", block)))
    bare = bare.strip()
    if lead := _LEAD.match(bare):
        bare = bare[lead.end() :]
    bare = bare.replace("**", "").replace("\\", "")
    return " ".join(html.unescape(bare).replace("|", " ").split())


def _cut(before: str, after: str) -> Passage:
    """Both sentences; where they are long, only what lies between the first and the last difference,
    and a little round it: so no second difference hides behind a first."""
    if max(len(before), len(after)) <= LONGEST:
        return Passage(before, after)
    head = _alike(before, after)
    tail = min(_alike(before[::-1], after[::-1]), len(before) - head, len(after) - head)
    return Passage(_piece(before, head, tail), _piece(after, head, tail))


def _alike(one: str, other: str) -> int:
    """How many characters both begin with."""
    return next((n for n, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))


def _piece(text: str, head: int, tail: int) -> str:
    """The text without most of what both begin and end with; of a long middle its two ends."""
    if not text:
        return ""
    start, end = max(0, head - _ROUND), min(len(text), len(text) - tail + _ROUND)
    shown = text[start:end].strip()
    if len(shown) > 3 * LONGEST:
        shown = f"{shown[:LONGEST].strip()} … {shown[-LONGEST:].strip()}"
    return ("… " if start else "") + shown + (" …" if end < len(text) else "")
