"""Words that leave open whether it is so: "may", "appears", "some officials".

A source's sentence is divided at its commas and stops. A hedge bears on a statement where its
own part of the sentence shares as many of the statement's longer words as any other part does;
so "took the bridge, and could attack the mill" leaves the bridge as it is.
"""

import re
from itertools import pairwise
from typing import Final

from .lexicon import Hit, Phrases
from .words import Words, shortened

_PART = re.compile(r"[.!?;:,](?=[ \"')]|\Z)| - | (?=(?:but|while|whereas|although) )")
#: So many words of what follows a hedge are told with it.
_AFTER: Final = 4
_NEAR: Final = 60
#: The longest part of a sentence that may be nothing but a hedge.
_SHORT: Final = 40
_YEAR_OR_DAY = re.compile(r" [0-9]")
_DAY = re.compile(r"[0-9] \Z")


def hedge_on(words: Words, statement: Words) -> str:
    """The hedge in somebody's words that bears on a statement, with the words that follow it;
    "" where there is none."""
    lexicon = words.lexicon
    if lexicon is None or not words.may_hold(lexicon.hedging):
        return ""
    found = [hit for hit in lexicon.hedging.all(words.lower) if hit.meaning and not _other(words, hit)]
    if not found:
        return ""
    parts = _joined(words, _parts(words), found)
    if len(parts) == 1:
        return _with_rest(words, found[0])
    told = statement.content(0, len(statement.lower))
    shared = [len(told & words.content(start, end)) for start, end in parts]
    most = max(shared)
    if not most:
        return ""
    at = 0
    for hit in found:
        while parts[at][1] <= hit.start:
            at += 1
        if shared[at] == most or (_alone(words, hit, parts, at) and shared[at + 1] == most):
            return _with_rest(words, hit)
    return ""


def _with_rest(words: Words, hit: Hit) -> str:
    """A hedge with the few words that follow it."""
    rest = words.text[hit.end : hit.end + _NEAR].split()[:_AFTER]
    return shortened(" ".join([words.text[hit.start : hit.end], *rest]))


def _alone(words: Words, hit: Hit, parts: list[tuple[int, int]], at: int) -> bool:
    """Whether a hedge is a part by itself, and so belongs to the next one: "Apparently,
    the army took the bridge"."""
    start, end = parts[at]
    if at + 1 == len(parts) or end - start > _SHORT:
        return False
    return not words.content(start, end) - words.content(hit.start, hit.end)


def softened(words: Words) -> bool:
    """Whether our own words leave anything open: by a hedge, or in any such way."""
    lexicon = words.lexicon
    if lexicon is None:
        return True  # in a language that we cannot read, nobody is accused
    return words.may_hold(lexicon.softening) and _any(words, lexicon.softening)


def _any(words: Words, phrases: Phrases) -> bool:
    return any(hit.meaning and not _other(words, hit) for hit in phrases.all(words.lower))


def _parts(words: Words) -> list[tuple[int, int]]:
    ends = [0, *(part.end() for part in _PART.finditer(words.lower)), len(words.lower)]
    return [(start, end) for start, end in pairwise(ends) if end > start]


def _joined(words: Words, parts: list[tuple[int, int]], found: list[Hit]) -> list[tuple[int, int]]:
    """The parts, with the commas round nothing but a hedge taken as none: "the army, apparently,
    took the bridge" is one."""
    lone, at = set(), 0
    for hit in found:
        while parts[at][1] <= hit.start:
            at += 1
        start, end = parts[at]
        if end - start <= _SHORT and not words.content(start, end) - words.content(hit.start, hit.end):
            lone.add(at)
    joined = parts[:1]
    for at, part in enumerate(parts[1:], 1):
        if lone & {at - 1, at} and words.lower[part[0] - 1] == ",":
            joined[-1] = (joined[-1][0], part[1])
        else:
            joined.append(part)
    return joined


def _other(words: Words, hit: Hit) -> bool:
    """The month of May, and "some 300": about so many."""
    word = words.text[hit.start : hit.end]
    if word in ("May", "MAY", "may"):
        dated = _YEAR_OR_DAY.match(words.lower, hit.end) or _DAY.search(
            words.lower, max(0, hit.start - 3), hit.start
        )
        return bool(dated) or (word == "May" and hit.start > 0 and words.text[hit.start - 2] not in ".!?\"'")
    return word.lower() == "some" and _counts(words, hit.end)


def _counts(words: Words, end: int) -> bool:
    """Whether a number follows."""
    lexicon = words.lexicon
    following = words.lower[end : end + 24].split()[:1]
    if not following or lexicon is None:
        return False
    word = following[0]
    return word[0].isdigit() or word.split("-")[0][:4] in lexicon.number_heads
