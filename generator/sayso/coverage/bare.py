"""Numbers in prose that no record holds.

A number in a factual sentence is bound where a record that the sentence leads to has it: in its
figure, its statement, or the exact words it rests on. Numbers in the editors' own words and inside
quotation marks of a sourced sentence, dates, times and ordinals are no matter here. A claim's
retelling in the editors' own words is held against the claim by rules of its own.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sayso.diagnostics import Mark
from sayso.inline import plain
from sayso.model.claims import Claim, Figure
from sayso.model.ledger import Ledger

from .numbers import Number, Value, numbers
from .passages import Cover, Passage, in_order

_QUOTED = re.compile(r'“[^“”]*+”|«[^«»]*+»|„[^„“”]*+[“”]|"[^"]*+"')
_OF_CLAIMS = ("claim", "badge", "figure", "by")


@dataclass(frozen=True, slots=True)
class BareNumber:
    """`text` is the number as written. `claims` are those that its sentence leads to: the ids of
    those that have a figure stand first."""

    text: str
    mark: Mark
    claims: tuple[str, ...] = ()


@dataclass
class Numbers:
    """The numbers that records hold, each record read once."""

    ledger: Ledger
    _known: dict[Cover, frozenset[Value]] = field(default_factory=dict)

    def of(self, cover: Cover) -> frozenset[Value]:
        """The numbers that the record behind a directive holds."""
        key = Cover("claim" if cover.word in _OF_CLAIMS else cover.word, cover.id)
        if key not in self._known:
            self._known[key] = frozenset(self._read(key))
        return self._known[key]

    def _read(self, cover: Cover) -> Iterator[Value]:
        if cover.word == "claim" and (claim := self.ledger.claims.get(cover.id)):
            yield from self._of_claim(claim)
        elif cover.word == "quote" and (quote := self.ledger.quotes.get(cover.id)):
            for text in (*quote.wording, quote.context or "", *(each.text for each in quote.translations)):
                yield from (number.value for number in numbers(text))

    def _of_claim(self, claim: Claim) -> Iterator[Value]:
        if claim.figure:
            yield from _of_figure(claim.figure)
        words = [plain(claim.text)]
        for _, citation in claim.evidence:
            words.extend(self.ledger.wording_of(citation))
        for text in words:
            yield from (number.value for number in numbers(text))

    def with_figure_first(self, covers: Sequence[Cover]) -> tuple[str, ...]:
        """The claims among what covers a sentence."""
        ids = dict.fromkeys(cover.id for cover in covers if cover.word in _OF_CLAIMS)
        claims = self.ledger.claims
        return tuple(sorted(ids, key=lambda each: not (each in claims and claims[each].figure)))


def _of_figure(figure: Figure) -> Iterator[Value]:
    for value in (figure.value, figure.min, figure.max):
        if value is not None:
            yield value
    if figure.bound:
        yield figure.bound
    period = figure.period.words if figure.period else None
    gloss = plain(figure.gloss.text) if figure.gloss else None
    for text in (figure.as_said, period, gloss):
        yield from (number.value for number in numbers(text or ""))
    for part in figure.components:
        yield from _of_figure(part)


def bare_numbers(
    known: Numbers, passage: Passage, sentences: Sequence[tuple[int, int, Sequence[Cover]]]
) -> Iterator[BareNumber]:
    """The numbers of a passage that are not bound. Of its factual sentences: where each begins
    and ends in the passage's text, and what covers it."""
    if not sentences:
        return
    text, starts = passage.text, [start for start, _, _ in sentences]
    editorial = [(start, end) for start, end, _ in in_order(passage.spans, "editorial")]
    quoted = [found.span() for found in _QUOTED.finditer(text)]
    for number in numbers(text):
        start, end, covers = sentences[max(0, bisect_right(starts, number.start) - 1)]
        if not start <= number.start < end or _within(editorial, number):
            continue
        if not any(number.value in known.of(cover) for cover in covers) and not (
            covers and _within(quoted, number)
        ):
            mark = passage.mark(number.start, number.end)
            yield BareNumber(text[number.start : number.end], mark, known.with_figure_first(covers))


def _within(ranges: Sequence[tuple[int, int]], number: Number) -> bool:
    """Whether a number stands in one of the ranges, which are in order."""
    at = bisect_right(ranges, (number.start, len(ranges) and ranges[-1][1])) - 1
    return at >= 0 and number.end <= ranges[at][1]
