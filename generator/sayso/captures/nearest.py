"""The passage of a text that is nearest to some words, to show an editor: it decides nothing."""

import difflib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sayso.diff.worded import Words, matcher, word_diff

from .copy import SourceCopy

#: Words compared at most: the comparison takes time that grows with the square.
_WORDS: Final = 120
#: Of the wording's rarest words so many, each at so many places, say where to look.
_RAREST, _PLACES = 24, 40


@dataclass(frozen=True, slots=True)
class Nearest:
    """A passage (offsets in the folded text) and how it differs from the words, word by word:
    `[-ours-]` is not in the source, `{+theirs+}` is not in our words."""

    start: int
    end: int
    diff: str


class Index:
    """The words of one copy with their places; made once for all that are looked for in it."""

    def __init__(self, copy: SourceCopy) -> None:
        self.copy = Words(copy.folded)
        self.places: Mapping[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self.copy.words):
            self.places[word].append(number)

    def nearest(self, words: str) -> Nearest | None:
        """The nearest passage; None where hardly a word of it is there."""
        ours = Words(words[: _WORDS * 20])
        wanted = ours.words[:_WORDS]
        begin = self._window(wanted)
        if begin is None:
            return None
        first = max(0, begin - len(wanted) // 4 - 3)
        there = self.copy.words[first : first + len(wanted) + len(wanted) // 2 + 8]
        blocks = [block for block in matcher(wanted, there).get_matching_blocks() if block.size]
        if sum(block.size for block in blocks) * 3 < len(wanted):
            return None
        low, high = _ends(blocks, len(wanted), len(there))
        start, end = self.copy.spans[first + low][0], self.copy.spans[first + high - 1][1]
        return Nearest(start, end, word_diff(ours, len(wanted), self.copy, first + low, first + high))

    def _window(self, wanted: Sequence[str]) -> int | None:
        """Where the passage would begin, by the vote of the rarest words."""
        known = [(number, self.places[word]) for number, word in enumerate(wanted) if word in self.places]
        rarest = sorted(known, key=lambda each: len(each[1]))[:_RAREST]
        votes: Counter[int] = Counter()
        for number, places in rarest:
            for place in places[:_PLACES]:
                # A word more or less moves the beginning: neighbours vote for one another.
                for near in (-1, 0, 1):
                    votes[place - number + near] += 2 if near == 0 else 1
        return min(votes, key=lambda at: (-votes[at], at)) if votes else None


def _ends(blocks: Sequence[difflib.Match], ours: int, theirs: int) -> tuple[int, int]:
    """What part of the window belongs to the passage: from the first to the last word that is
    in both, and as many beyond as ours has there."""
    first, last = blocks[0], blocks[-1]
    low = max(0, first.b - first.a)
    high = min(theirs, last.b + last.size + (ours - last.a - last.size))
    return low, high
