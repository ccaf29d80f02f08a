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
#: Signs that stand in the middle of a number: "1,000", "3.5", "5:30", "1/2".
_IN_NUMBERS: Final = (",", ".", "'", ":", "/")
#: Signs that are written for an apostrophe, which `fold` leaves as they are but for the first.
_APOSTROPHES: Final = ("'", "`", "´", "′")
_MOST_UNSEEN: Final = 8


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
    left, first = _past(text, at - 1, -1), text[at]
    before, further = text[left : left + 1], text[left - 1 : left] if left > 0 else ""
    if _one_word(before, first):
        return True
    if first.isdigit() and _is_signed(copy, left, before, further):
        return True
    if before == "-":
        return further.isalnum() and first.isalnum() and _is_hyphen(copy, left)
    if before in _IN_NUMBERS and further.isdigit() and first.isdigit():
        return True
    return before == " " and first.isdigit() and _is_group(copy, left)


def cuts_end(copy: SourceCopy, end: int) -> bool:
    """Whether a passage that ends before this ends inside a word or a number."""
    text = copy.folded
    if end <= 0 or end >= len(text):
        return False
    last, right = text[end - 1], _past(text, end, 1)
    after, further = text[right : right + 1], text[right + 1 : right + 2]
    if _one_word(last, after):
        return True
    if after == "-":
        ranged = last.isdigit() and further.isdigit()
        return ranged or (last.isalnum() and further.isalnum() and _is_hyphen(copy, right))
    if after in _APOSTROPHES:
        return last.isalnum() and further.isalnum()  # "we can" is not what "we can't" says
    if not last.isdigit():
        return False
    if after in ("%", "‰") or (after in _IN_NUMBERS and further.isdigit()):
        return True
    return after == " " and _is_group(copy, right)


def _past(text: str, at: int, step: int) -> int:
    """The next place in a direction with a sign that is seen: those that only tie letters
    together, or keep them apart, part no word."""
    for _ in range(_MOST_UNSEEN):
        if not (0 <= at < len(text) and unicodedata.category(text[at]) == "Cf"):
            break
        at += step
    return max(at, 0)


def _one_word(left: str, right: str) -> bool:
    if not left or not right:
        return False
    if unicodedata.category(right)[0] == "M":
        return True
    joined = (left.isalnum() or unicodedata.category(left)[0] == "M") and right.isalnum()
    return joined and not (_UNSPACED.match(left) or _UNSPACED.match(right))


def _is_hyphen(copy: SourceCopy, at: int) -> bool:
    """Whether a folded dash was a hyphen: a dash between two words parts them."""
    return copy.text[copy.origins[at]] in "-‐‑"


def _is_signed(copy: SourceCopy, at: int, before: str, further: str) -> bool:
    """Whether a number has a minus before it, or is the end of a range: "10–20"."""
    if before != "-":
        return False
    origin = copy.origins[at]
    if further.isdigit() or copy.text[origin] == "−":
        return True
    # After a line's beginning it may be the sign of a list.
    return further == " " and copy.text[origin - 1] in f" {_THIN}" and copy.text[origin] in "-‐‑–"


def _is_group(copy: SourceCopy, at: int) -> bool:
    """Whether a folded space keeps the groups of one number together: "10 000"."""
    text, origin = copy.folded, copy.origins[at]
    if not text[at + 1 : at + 4].isdigit() or not text[at - 1 : at].isdigit():
        return False
    if copy.text[origin] in _THIN:
        return True
    plain = copy.text[origin : origin + 2]
    ahead = text[max(0, at - 4) : at].rstrip("0123456789")
    short = bool(ahead) or at < 4  # three digits at most, and not the minutes of an hour
    short = short and ahead[-1:] not in (*_IN_NUMBERS, "-")
    return plain[0] == " " and plain[1].isdigit() and short and not text[at + 4 : at + 5].isdigit()


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
    """Whether a skip takes the place of a part of the word beside it: words in brackets may, a
    sign that something was left out may not ("can[...]" is not in "can't")."""
    return beside.isalnum() and any(char.isalpha() for char in skip)


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
    """For each of several wordings those of its places that leave room for all in order."""
    begins, least = [], 0
    for hits in places:
        begins.append(least)
        least = min((hit.end for hit in hits if hit.start >= least), default=-1)
        if least < 0:
            return [[] for _ in places]
    found: list[list[Hit]] = []
    most = max(hit.end for hit in places[-1])
    for hits, begin in zip(reversed(places), reversed(begins)):
        found.append([hit for hit in hits if hit.start >= begin and hit.end <= most])
        most = max(hit.start for hit in found[-1])
    return found[::-1]
