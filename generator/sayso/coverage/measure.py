"""Which factual sentences of the editors' pages lead to a source.

A **factual sentence** is every sentence, or piece of one, in a paragraph, list item, table row,
quotation or footnote. Questions count: they take something for granted. Not counted are
headings, a table's first row, code, the editors' own words ([[editorial]]), and navigation:
sentences that are nothing but links to pages of this site, or names of parties.

It is **sourced** where a directive that leads to a record (`claim`, `badge`, `figure`, `quote`,
`cite`) stands in it or behind it, before the next sentence of the same passage; or where it
stands in [[by:...]]. Several directives behind a sentence all belong to it. One at the very
beginning of a passage belongs to the first sentence. A row of a table is one sentence; where a
cell holds several, each of those needs its own. A directive on a line of its own, set
apart, shows its record and covers nothing else.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal

from sayso.diagnostics import Mark
from sayso.model.ledger import Ledger, ProsePage
from sayso.model.settings import CoverageAim
from sayso.prose_pieces import Unit
from sayso.sentences import PLACEHOLDER, spans

from .bare import BareNumber, Numbers, bare_numbers
from .numbers import numbers
from .passages import SPEAKING, Cover, Passage, in_order, passages

#: The directives that lead a sentence to its source.
COVERING: Final = ("claim", "badge", "figure", "quote", "cite")
#: Words of a link that is no more than a signpost.
_SIGNPOST: Final = 6

Exempt = Literal["", "editorial", "navigation"]

_WORD = re.compile(rf"[^\W_]|{PLACEHOLDER}")
_LETTER = re.compile(r"[^\W_]")
_BEGINS = re.compile(rf"\s+[\"'“‘«„(]*(?=[^\W_]|{PLACEHOLDER})")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text` is what a reader reads, with directives that show words as written. `exempt` says why
    it needs no source. `garbled` sentences have a directive that cannot be read (told elsewhere).
    `stray` is a directive behind the passage that would have covered it, had it stood in it."""

    text: str
    mark: Mark
    kind: Unit
    cover: tuple[Cover, ...] = ()
    exempt: Exempt = ""
    garbled: bool = False
    stray: str = ""

    @property
    def factual(self) -> bool:
        return not self.exempt

    @property
    def sourced(self) -> bool:
        return bool(self.cover)


@dataclass(frozen=True)
class PageCoverage:
    """One page, measured. `aim` is how much of it must be sourced, in per cent."""

    page: ProsePage
    aim: int
    sentences: tuple[Sentence, ...] = ()
    numbers: tuple[BareNumber, ...] = ()

    @cached_property
    def factual(self) -> tuple[Sentence, ...]:
        return tuple(sentence for sentence in self.sentences if sentence.factual)

    @cached_property
    def unsourced(self) -> tuple[Sentence, ...]:
        return tuple(sentence for sentence in self.factual if not sentence.sourced)

    @property
    def sourced(self) -> int:
        """How many factual sentences lead to a source."""
        return len(self.factual) - len(self.unsourced)

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 means all of them; 100 for a page without any."""
        return 100 * self.sourced // len(self.factual) if self.factual else 100

    @property
    def read(self) -> bool:
        """False for a page that is too large to be read: nothing in it is known."""
        return not self.page.prose.too_large

    @property
    def reached(self) -> bool:
        return self.read and self.percent >= self.aim


def measure(ledger: Ledger, aim: CoverageAim, language: str) -> Mapping[str, PageCoverage]:
    """Every prose page by its file, in the ledger's order. `language` is the site's; a page
    may have its own."""
    numbers = Numbers(ledger)
    return {
        page.path: measure_page(page, numbers, aim.pages.get(page.path, aim.threshold), language)
        for page in ledger.pages
    }


def measure_page(page: ProsePage, numbers: Numbers, aim: int, language: str) -> PageCoverage:
    """One page."""
    sentences: list[Sentence] = []
    found: list[BareNumber] = []
    for passage in passages(page.path, page.prose):
        drafts = _drafts(passage, page.lang or language)
        sentences.extend(draft.finished() for draft in drafts)
        factual = [(draft.start, draft.end, draft.cover) for draft in drafts if not draft.exempt]
        found.extend(bare_numbers(numbers, passage, factual))
    return PageCoverage(page, aim, tuple(sentences), tuple(found))


@dataclass(slots=True)
class _Draft:
    """A sentence while its passage is read: from `start` to before `end` in the passage's text."""

    passage: Passage
    text: str
    start: int
    end: int
    exempt: Exempt = ""
    cover: list[Cover] = field(default_factory=list)
    garbled: bool = False
    last: bool = False

    def finished(self) -> Sentence:
        passage = self.passage
        first, last = (
            bisect_left(passage.directives, at, key=lambda each: each[0]) for at in (self.start, self.end)
        )
        shown = iter([each for _, each in passage.directives[first:last] if each and each.word in SPEAKING])
        words = "".join(next(shown).text if char == PLACEHOLDER else char for char in self.text)
        stray = passage.stray.text if self.last and passage.stray else ""
        return Sentence(
            " ".join(words.split()),
            passage.mark(self.start, self.end),
            passage.kind,
            tuple(dict.fromkeys(self.cover)),
            self.exempt,
            self.garbled or passage.garbled,
            stray,
        )


def _drafts(passage: Passage, language: str) -> list[_Draft]:
    """The sentences of a passage, each with what covers it."""
    text = passage.text
    if passage.header or not _WORD.search(text):
        return []
    facts = _blanked(text, [(start, end) for start, end, _ in in_order(passage.spans, "editorial")])
    stated = _without_signposts(passage, facts)
    editorial = any(span.word == "editorial" for span in passage.around)
    drafts = []
    for start, end in _bounds(passage, text, language):
        draft = _Draft(passage, text[start:end], start, end)
        if editorial or not _WORD.search(facts, start, end):
            draft.exempt = "editorial"
        elif not _WORD.search(stated, start, end):
            draft.exempt = "navigation"
        drafts.append(draft)
    _assign(passage, drafts, text)
    return drafts


def _blanked(text: str, ranges: Sequence[tuple[int, int]]) -> str:
    """The text with spaces for what stands in the ranges, which are in order."""
    parts, at = [], 0
    for first, last in ranges:
        start, end = max(first, at), min(last, len(text))
        if end > start:
            parts += [text[at:start], " " * (end - start)]
            at = end
    return "".join([*parts, text[at:]])


def _without_signposts(passage: Passage, facts: str) -> str:
    """The text without links to pages of this site and names of parties."""
    links = [
        (start, end)
        for start, end, address in passage.links
        if not _SCHEME.match(address) and _is_signpost(facts[start:end], facts[end : end + 1])
    ]
    parties = [(at, at + 1) for at, each in passage.directives if each is not None and each.word == "party"]
    return _blanked(facts, sorted(links + parties))


def _is_signpost(words: str, behind: str) -> bool:
    """Whether a link's words only name a page. What ends with a full stop or counts something
    states a fact, however short it is."""
    stated = (words.rstrip() + behind).endswith((".", "!"))
    return not stated and len(words.split()) <= _SIGNPOST and next(numbers(words), None) is None


def _bounds(passage: Passage, text: str, language: str) -> Iterator[tuple[int, int]]:
    """Where sentences with words in them begin and end, without the space round them."""
    cuts = {start for start, _ in spans(text, language)} | set(_after_statements(passage, text))
    ends = sorted(cut for cut in cuts if cut and not _crosses(passage, text, cut))
    start = seen = 0
    for end in (*ends, len(text)):
        if _WORD.search(text, seen, end):
            words = text[start:end]
            yield start + len(words) - len(words.lstrip()), start + len(words.rstrip())
            start = end
        seen = end


def _crosses(passage: Passage, text: str, cut: int) -> bool:
    """Whether a cut is only the border between two cells of a row."""
    if not passage.borders:
        return False
    before = len(text[max(0, cut - 400) : cut].rstrip()) + max(0, cut - 400)
    index = bisect_left(passage.borders, before)
    return index < len(passage.borders) and passage.borders[index] <= cut


def _after_statements(passage: Passage, text: str) -> Iterator[int]:
    """Where a claim, or a quotation that words lead up to, ends the sentence: what follows begins
    as a sentence does."""
    for at, each in passage.directives:
        if each is None or each.word not in ("claim", "quote"):
            continue
        begins = _BEGINS.match(text, at + 1)
        if begins is None or not (text[begins.end()].isupper() or text[begins.end()] == PLACEHOLDER):
            continue
        if each.word == "claim" or text[max(0, at - 80) : at].rstrip().endswith((":", ",", "—", "–")):
            yield at + 1 + len(begins[0]) - len(begins[0].lstrip())


def _assign(passage: Passage, drafts: list[_Draft], text: str) -> None:
    """Give every directive to the sentence it stands in or behind."""
    if not drafts:
        return
    drafts[-1].last = True
    starts = [draft.start for draft in drafts]
    for at, each in passage.directives:
        shows = each is not None and text[at : at + 1] == PLACEHOLDER and each.word in SPEAKING
        index = max(0, bisect_left(starts, at + 1 if shows else at) - 1)
        if index and not shows and not _WORD.search(text, starts[index], at):
            index -= 1  # before the first word of a sentence: "It began. ([[badge:a]]) It ended."
        if each is None:
            drafts[index].garbled = True
        elif each.word in COVERING:
            cover = Cover(each.word, each.id)
            drafts[index].cover.append(cover)
            if index and not _LETTER.search(drafts[index].text):
                drafts[index - 1].cover.append(cover)  # it stands between sentences
    _assign_spans(passage, drafts, text, starts)


def _assign_spans(passage: Passage, drafts: list[_Draft], text: str, starts: Sequence[int]) -> None:
    """Cover what stands in [[by:...]], in line or round the whole passage."""
    for start, end, span in in_order(passage.spans, "by"):
        for draft in drafts[max(0, bisect_right(starts, start) - 1) :]:
            if draft.start >= end:
                break
            if _WORD.search(text, max(start, draft.start), min(end, draft.end)):
                draft.cover.append(Cover("by", span.id))
    for span in passage.around:
        if span.word == "by":
            for draft in drafts:
                draft.cover.append(Cover("by", span.id))
