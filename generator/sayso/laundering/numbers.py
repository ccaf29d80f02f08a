"""The numbers of a text: in digits and in words, ranges, bounds and orders of magnitude.

One pass reads the digits, one the number words; what bounds a number is looked for in the few
characters beside it. So the time is linear in the length of the text.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from text_to_num import Token, find_numbers

from .beside import beside
from .digits import Said, in_digits
from .lexicon import Lexicon
from .words import Words

#: Languages whose number words the library reads, with or without words of ours.
_LIBRARY: Final = frozenset(["en", "de", "fr", "es", "it", "nl", "pt", "da"])
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


class _Piece(Token):  # type: ignore[misc]  # the library tells no types
    """A word for the library; `apart` where more than a space stands before it."""

    __slots__ = ("apart", "word")

    def __init__(self, word: str, apart: bool) -> None:
        self.word, self.apart = word, apart

    def text(self) -> str:
        return self.word

    def nt_separated(self, previous: Token) -> bool:  # noqa: ARG002 - the library's protocol
        return self.apart


def numbers(words: Words) -> tuple[Said, ...]:
    """Every number of a text, in order; where a range stands, it and each of its ends."""
    lexicon = words.lexicon
    found = [*in_digits(words.lower), *_in_words(words)]
    found.sort(key=lambda said: (said.start, -said.end))
    if lexicon is None:
        return tuple(_apart(found))
    return tuple(beside(words, lexicon, _apart(found)))


def _apart(found: Iterable[Said]) -> Iterator[Said]:
    """Without those that stand inside another."""
    end = -1
    for said in found:
        if said.start >= end:
            yield said
            end = said.end


def _in_words(words: Words) -> Iterator[Said]:
    lexicon = words.lexicon
    if words.language in _LIBRARY and (lexicon is None or not words.heads.isdisjoint(lexicon.numbered)):
        yield from _by_library(words.lower, words.language)
    if lexicon is None:
        return
    if lexicon.read_by_library and not words.heads.isdisjoint(lexicon.other_numerals.heads):
        for hit in lexicon.other_numerals.all(words.lower):
            yield Said((Decimal(1),), hit.start, hit.end, sure=False)
    if words.heads.isdisjoint(lexicon.numbered):
        return
    if not lexicon.read_by_library:
        yield from _by_table(words.lower, lexicon)
    for hit in lexicon.valued.all(words.lower):
        values = tuple(map(Decimal, hit.meaning.split("/")))
        yield Said(values, hit.start, hit.end, sure=hit.meaning not in ("0", "2"))
    for hit in lexicon.ordered.all(words.lower):
        yield Said((), hit.start, hit.end, order=hit.meaning)


def _by_library(text: str, language: str) -> Iterator[Said]:
    """Number words in a row, as text2num reads them; ordinals are no numbers."""
    found = list(_WORD.finditer(text))
    ends = [0, *(word.end() for word in found)]
    pieces: list[Token] = [
        _Piece(word[0], text[end : word.start()] not in (" ", "-", "") or _not_decimal(text, word))
        for word, end in zip(found, ends)
    ]
    for number in find_numbers(pieces, language, threshold=0.0):
        first, last = found[number.start], found[number.end - 1]
        alone = first is last
        if (
            number.is_ordinal
            or first[0] in ("o", "oh")
            or (alone and first[0] in ("dozen", "hundreds", "thousands"))
        ):
            continue
        sure = not (alone and number.value in (0, 1))
        yield Said((Decimal(str(number.value)),), first.start(), last.end(), sure=sure)


def _not_decimal(text: str, word: re.Match[str]) -> bool:
    """Whether a "point" is none of a number's: "at one point two columns came"."""
    return word[0] == "point" and text[: word.start()].endswith("at one ", max(0, word.start() - 7))


def _by_table(text: str, lexicon: Lexicon) -> Iterator[Said]:
    """Number words in a row: tens and units are added up, until one is greater than the last."""
    row: list[tuple[Decimal, int, int]] = []
    for hit in lexicon.other_numerals.all(text):
        value = Decimal(hit.meaning)
        if row and (text[row[-1][2] : hit.start] not in (" ", "-") or value >= row[-1][0] or row[-1][0] < 20):
            yield _sum(row)
            row = []
        row.append((value, hit.start, hit.end))
    if row:
        yield _sum(row)


def _sum(row: list[tuple[Decimal, int, int]]) -> Said:
    value = sum((value for value, _, _ in row), Decimal(0))
    return Said((value,), row[0][1], row[-1][2], sure=value != 1)
