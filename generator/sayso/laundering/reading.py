"""A text with its numbers and with what each of them counts, read once."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple

from .beside import bounded
from .digits import Said
from .lexicon import Hit
from .measures import measures
from .numbers import numbers
from .words import Words

#: So near a number and its measure stand where they take turns.
_BESIDE: Final = 25


_MARKS: Final = ".,;:!?()\"'"


class Counted(NamedTuple):
    """The words that tell what a number counts, and which kind of loss that is."""

    kind: str
    words: str


class _Item(NamedTuple):
    """A number, or words for what is counted (`kind`), in a sentence."""

    start: int
    end: int
    sentence: int
    kind: str = ""


class Reading(Words):
    """Words, read. Each part is read when it is first asked for."""

    @cached_property
    def numbers(self) -> tuple[Said, ...]:
        return numbers(self)

    @cached_property
    def by_value(self) -> Mapping[Decimal, Sequence[Said]]:
        """Value -> the numbers that may mean it, no ranges among them."""
        found: dict[Decimal, list[Said]] = {}
        for said in self.numbers:
            if not said.high:
                for value in said.values:
                    found.setdefault(value, []).append(said)
        return found

    @cached_property
    def digits(self) -> tuple[str, ...]:
        """Its words with digits in them, without the marks round them."""
        unlike = [word for word in self.lower.split() if not word.isalpha()]
        return tuple(word.strip(_MARKS) for word in unlike if any(map(str.isdigit, word)))

    @cached_property
    def bare(self) -> bool:
        """Whether its one number, if it has any, stands in digits, and no word stands beside
        it that a comparison would look at: then digits can be compared as digits."""
        if self.lexicon is None or len(self.digits) > 1 or not self.heads.isdisjoint(self.lexicon.telling):
            return False
        return all(map(str.isdecimal, self.digits))

    def alone(self, digits: str) -> tuple[str, ...] | None:
        """The bounds of a number in digits that stands by itself: in no range, before no
        "million". None where only a closer look would tell."""
        lexicon = self.lexicon
        if lexicon is None or digits not in self.digits or not self.heads.isdisjoint(lexicon.numbered):
            return None
        text = f" {self.lower} "
        found = max(text.find(f" {digits}{mark}") for mark in " ,.")
        if found < 0:
            return None
        end = found + len(digits) + 1
        if text.startswith(lexicon.range_words, end) or text[max(0, found - 9) : found + 1].endswith(
            lexicon.range_words
        ):
            return None
        return bounded(self, found, end - 1)[0]

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of losses that it tells of, wherever in it."""
        return frozenset([hit.meaning for hit in self._measures])

    @cached_property
    def _measures(self) -> tuple[Hit, ...]:
        return tuple(measures(self))

    def may_hold_numbers(self) -> bool:
        """Whether there could be a number in it at all."""
        if self.digits:
            return True
        return self.lexicon is not None and not self.heads.isdisjoint(self.lexicon.numbered)

    def shown_number(self, said: Said) -> str:
        return self.shown(said.start, said.end)

    # What is counted

    def counted(self, start: int, end: int) -> list[Counted]:
        """What the number at this place counts: the words before it and after it in its
        sentence, up to the next number; one of the two where numbers and measures clearly
        take turns ("killed 12 and wounded 30")."""
        items = self._items
        if not items or not any(item.kind for item in items):
            return []
        sentence = bisect_right(self.stops, start)
        # Words of the number itself ("12 dead") tell what it counts.
        first, last = (
            bisect_left(items, start, key=lambda item: item.end),
            bisect_left(items, end, key=_start),
        )
        within = [item for item in items[first:last] if item.kind and item.start >= start]
        if within:
            return [Counted(item.kind, self.shown(item.start, item.end)) for item in within]
        own = next((n for n in range(first, last) if not items[n].kind), None)
        if own is not None and (turn := self._turns.get(items[own].sentence)) is not None:
            near = [items[own + turn]]
        else:
            near = [*items[max(first - 1, 0) : first], *items[last : last + 1]]
        return [
            Counted(item.kind, self.shown(item.start, item.end))
            for item in near
            if item.kind and item.sentence == sentence
        ]

    @cached_property
    def _items(self) -> list[_Item]:
        """The numbers and the measures of the whole text, in order; none lies in another."""
        found = [_Item(hit.start, hit.end, 0, hit.meaning) for hit in self._measures]
        if found:
            counting = (said for said in self.numbers if _counts(said))
            found += [_Item(said.start, said.end, 0) for said in counting]
        found.sort(key=lambda item: (item.start, -item.end))
        apart: list[_Item] = []
        for item in found:
            if not apart or item.start >= apart[-1].end:
                apart.append(_Item(item.start, item.end, bisect_right(self.stops, item.start), item.kind))
        return apart

    @cached_property
    def _turns(self) -> Mapping[int, int]:
        """Sentences in which numbers and measures take turns, each beside its partner, with
        the way from a number to its measure."""
        sentences: dict[int, list[_Item]] = {}
        for item in self._items:
            sentences.setdefault(item.sentence, []).append(item)
        return {
            sentence: -1 if items[0].kind else 1
            for sentence, items in sentences.items()
            if len(items) >= 4
            and len(items) % 2 == 0
            and all(bool(one.kind) != bool(other.kind) for one, other in pairwise(items))
            and all(other.start - one.end <= _BESIDE for one, other in zip(items[::2], items[1::2]))
        }


def _counts(said: Said) -> bool:
    """Whether something is counted by a number: not a date, not "a few"."""
    return said.order not in ("", "few") or (said.sure and not said.time and not said.order)


def _start(item: _Item) -> int:
    return item.start
