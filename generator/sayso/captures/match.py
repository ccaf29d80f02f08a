"""Where words stand in a text, exactly: both in the form of `sayso.wording.fold`.

Nothing here is settled by likeness. A wording stands where all its characters stand, from a
word's beginning to a word's end, with `before` and `after` next to it. Only words that are marked
as edited may skip, at "…", "[...]" and words in brackets, and then their pieces stand in order.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, NamedTuple

from .copy import SourceCopy

#: So many places are looked at: whoever quotes what stands more often needs `prefix` anyway.
MOST: Final = 1_000
#: Words with more skips than this are no quotation; each piece is looked for in the whole text.
_MOST_SKIPS: Final = 40
_SKIP: Final = re.compile(r"…|\[[^\[\]]{0,200}\]")
#: Scripts that are written without spaces: a wording may begin and end between any two letters.
_UNSPACED: Final = re.compile(
    "[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003fffd]"
)
_THIN: Final = "\u00a0\u2009\u202f"


class Hit(NamedTuple):
    """A passage, as offsets in the folded text."""

    start: int
    end: int


class Piece(NamedTuple):
    """Words between two skips. `forms` are the spellings allowed (`[W]e` for `we`); open ends
    may lie inside a word of the source, since a bracket has taken the place of its rest."""

    forms: tuple[str, ...]
    open_start: bool = False
    open_end: bool = False


def standing(copy: SourceCopy, words: str, before: str, after: str, *, edited: bool) -> list[Hit]:
    """All passages that are these words (all three folded), in order; at most `MOST`."""
    found = passages(copy, Piece((words,)))
    if edited and (pieces := pieces_of(words)) is not None:
        known = {hit.start for hit in found}
        found = sorted([*found, *(hit for hit in chains(copy, pieces) if hit.start not in known)])
    return [hit for hit in found if _beside(copy.folded, hit, before, after)]


def passages(copy: SourceCopy, piece: Piece) -> list[Hit]:
    """Where one piece stands as whole words."""
    text = copy.folded
    found: list[Hit] = []
    for form in piece.forms:
        at = text.find(form) if form else -1
        while at >= 0 and len(found) < MOST:
            end = at + len(form)
            if (piece.open_start or not cuts_start(copy, at)) and (piece.open_end or not cuts_end(copy, end)):
                found.append(Hit(at, end))
            at = text.find(form, at + 1)
    return sorted(found)


def _beside(text: str, hit: Hit, before: str, after: str) -> bool:
    """Whether these stand next to a passage, with at most a space between."""
    begin = hit.start - (text[hit.start - 1 : hit.start] == " ")
    end = hit.end + (text[hit.end : hit.end + 1] == " ")
    return text.endswith(before, 0, begin) and text.startswith(after, end)


# Whole words


def cuts_start(copy: SourceCopy, at: int) -> bool:
    """Whether a passage that begins here begins inside a word or a number."""
    text = copy.folded
    if at <= 0 or at >= len(text):
        return False
    before, first = text[at - 1], text[at]
    if _one_word(before, first):
        return True
    further = text[at - 2 : at - 1]
    if before == "-":
        return further.isalnum() and first.isalnum() and _is_hyphen(copy, at - 1)
    if before in ".,'" and further.isdigit() and first.isdigit():
        return True
    return before == " " and further.isdigit() and text[at : at + 3].isdigit() and _is_thin(copy, at - 1)


def cuts_end(copy: SourceCopy, end: int) -> bool:
    """Whether a passage that ends before this ends inside a word or a number."""
    text = copy.folded
    if end <= 0 or end >= len(text):
        return False
    last, after, further = text[end - 1], text[end], text[end + 1 : end + 2]
    if _one_word(last, after):
        return True
    if after == "-":
        return last.isalnum() and further.isalnum() and _is_hyphen(copy, end)
    if after == "'":
        return last.isalnum() and further.isalnum()  # "we can" is not what "we can't" says
    if after in ".," and last.isdigit() and further.isdigit():
        return True
    return after == " " and last.isdigit() and text[end + 1 : end + 4].isdigit() and _is_thin(copy, end)


def _one_word(left: str, right: str) -> bool:
    if unicodedata.category(right)[0] == "M":
        return True
    joined = (left.isalnum() or unicodedata.category(left)[0] == "M") and right.isalnum()
    return joined and not (_UNSPACED.match(left) or _UNSPACED.match(right))


def _is_hyphen(copy: SourceCopy, at: int) -> bool:
    """Whether a folded dash was a hyphen: a dash between two words parts them."""
    return copy.text[copy.origins[at]] in "-‐‑"


def _is_thin(copy: SourceCopy, at: int) -> bool:
    """Whether a folded space was one that keeps the groups of a number together."""
    return copy.text[copy.origins[at]] in _THIN


# Edited words


def pieces_of(words: str) -> list[Piece] | None:
    """The pieces of edited words between their skips; None where nothing is skipped."""
    skips = list(_SKIP.finditer(words))
    if not 1 <= len(skips) <= _MOST_SKIPS:
        return None
    pieces: list[Piece] = []
    begin, letter, open_start = 0, "", False
    for skip in skips:
        own = words[begin : skip.start()]
        _add(pieces, own, letter, open_start, open_end=_glued(own[-1:], skip[0]))
        begin = skip.end()
        inside = skip[0][1:-1]
        next_one = words[begin : begin + 1]
        glued = _glued(next_one, skip[0])
        letter = inside if glued and len(inside) == 1 and inside.isalpha() and not _glued_before(own) else ""
        open_start = glued and not letter
    _add(pieces, words[begin:], letter, open_start, open_end=False)
    return pieces


def _glued(beside: str, skip: str) -> bool:
    return skip != "…" and beside.isalnum()


def _glued_before(own: str) -> bool:
    return own[-1:].isalnum()


def _add(pieces: list[Piece], own: str, letter: str, open_start: bool, *, open_end: bool) -> None:
    """Add a piece. Of `[W]e` the letter is known: only its case may differ."""
    words = own.strip(" ")
    if not words:
        return
    forms: tuple[str, ...] = (words,)
    if letter:
        forms = tuple(dict.fromkeys((letter.lower() + words, letter.upper() + words)))
    pieces.append(Piece(forms, open_start and own[:1] != " ", open_end and own[-1:] != " "))


def chains(copy: SourceCopy, pieces: Sequence[Piece]) -> list[Hit]:
    """Passages from a place of the first piece to one of the last that hold all pieces in order.

    Every pair of ends counts: where either end is in doubt there is more than one.
    """
    places = [passages(copy, piece) for piece in pieces]
    if not places or not all(places):
        return []
    found: list[Hit] = []
    for first in places[0]:
        least = first.end
        for middle in places[1:-1]:
            at = bisect_left(middle, (least, 0))
            if at == len(middle):
                return found
            least = middle[at].end
        if len(pieces) == 1:
            found.append(first)
            continue
        last = places[-1]
        for hit in last[bisect_left(last, (least, 0)) :]:
            found.append(Hit(first.start, hit.end))
            if len(found) >= MOST:
                return found
    return found


def in_order(places: Sequence[Sequence[Hit]]) -> list[list[Hit]]:
    """The ways to give each of several wordings one of its places, all in order; two at most,
    for more than one is too many."""
    ways: list[list[Hit]] = [[]]
    for number, hits in enumerate(places):
        later = places[number + 1 :]
        longer: list[list[Hit]] = []
        for way in ways:
            least = way[-1].end if way else 0
            longer += [[*way, hit] for hit in hits if hit.start >= least and _room(later, hit.end)][:2]
        ways = longer[:2]
    return ways


def _room(places: Sequence[Sequence[Hit]], least: int) -> bool:
    """Whether all that follow can still stand in order from here on."""
    for hits in places:
        after = [hit.end for hit in hits if hit.start >= least]
        if not after:
            return False
        least = min(after)
    return True
