"""Two texts as one, word by word: what only the first has, what only the second, what both."""

import difflib
import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal

#: What is shown of a run of words at most.
_LONGEST: Final = 400
#: So many words in a row are shown; of more, the middle is left out.
_RUN: Final = 24
#: Words compared at most: the comparison takes time that grows with the square.
_MOST: Final = 400
_WORD: Final = re.compile(r"[^\W_]+(?:['.,-][^\W_]+)*|\S")

Which = Literal["same", "out", "in"]
Piece = tuple[Which, str]


class Words:
    """A text as words and signs, with their places: as they stand, and with case folded."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = [found.span() for found in _WORD.finditer(text)]
        self.exact = [text[start:end] for start, end in self.spans]
        self.words = [word.casefold() for word in self.exact]

    def shown(self, first: int, last: int) -> str:
        """The words from `first` up to `last` as they stand, a long run of them cut."""
        if last - first > _RUN:
            return f"{self.shown(first, first + _RUN // 2)} … {self.shown(last - _RUN // 2, last)}"
        return self.whole(first, last)[:_LONGEST]

    def whole(self, first: int, last: int) -> str:
        """The same, uncut."""
        return self.text[self.spans[first][0] : self.spans[last - 1][1]] if last > first else ""


def worded(before: str, after: str) -> str:
    """Two texts as one: what only the first has in `[-...-]`, what only the second has in `{+...+}`;
    of a long run of words the middle is left out."""
    one, other = Words(before), Words(after)
    return word_diff(one, len(one.words), other, 0, len(other.words))


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """The same for whoever marks it up: nothing is left out. Texts that differ in too many words
    to be compared are one replaced by the other."""
    one, other = Words(before), Words(after)
    found: list[Piece] = []
    for same, a, b, c, d in _runs(one, len(one.words), other, 0, len(other.words)):
        if same:
            found.append(("same", other.whole(c, d)))
            continue
        found += [("out", one.whole(a, b))] if b > a else []
        found += [("in", other.whole(c, d))] if d > c else []
    return tuple(found)


def word_diff(ours: Words, count: int, theirs: Words, first: int, last: int) -> str:
    """The first words of one text and some of another, as `worded` tells them."""
    told: list[str] = []
    for same, a, b, c, d in _runs(ours, count, theirs, first, last):
        if same:
            told.append(theirs.shown(c, d))
            continue
        if b > a:
            told.append(f"[-{ours.shown(a, b)}-]")
        if d > c:
            told.append(f"{{+{theirs.shown(c, d)}+}}")
    return " ".join(told)


def matcher(ours: Sequence[str], theirs: Sequence[str]) -> difflib.SequenceMatcher[str]:
    """The comparison itself. The time that it takes grows with the square."""
    return difflib.SequenceMatcher(None, ours, theirs, autojunk=False)


def _runs(
    ours: Words, count: int, theirs: Words, first: int, last: int
) -> Iterator[tuple[bool, int, int, int, int]]:
    """(whether both have it, from, to in ours, from, to in theirs), run after run. What begins and
    ends alike is taken off first: so long texts with one word altered are compared in a moment."""
    wanted, there = ours.exact[:count], theirs.exact[first:last]
    head = _alike(wanted, there)
    tail = _alike(wanted[head:][::-1], there[head:][::-1])
    mine, other = wanted[head : count - tail], there[head : len(there) - tail]
    runs = [("equal", 0, head, 0, head)] if head else []
    if len(mine) > _MOST or len(other) > _MOST:
        runs.append(("replace", head, head + len(mine), head, head + len(other)))
    else:
        codes = matcher(mine, other).get_opcodes()
        runs += [(kind, head + a, head + b, head + c, head + d) for kind, a, b, c, d in codes]
    if tail:
        runs.append(("equal", len(wanted) - tail, len(wanted), len(there) - tail, len(there)))
    for kind, a, b, c, d in _joined(runs):
        yield kind == "equal", a, b, first + c, first + d


_Run = tuple[str, int, int, int, int]


def _joined(runs: Sequence[_Run]) -> list[_Run]:
    """Neighbours that are both equal as one."""
    found: list[_Run] = []
    for run in runs:
        if found and run[0] == found[-1][0] == "equal":
            found[-1] = ("equal", found[-1][1], run[2], found[-1][3], run[4])
        else:
            found.append(run)
    return found


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both begin with."""
    for number, (word, there) in enumerate(zip(one, other)):
        if word != there:
            return number
    return min(len(one), len(other))
