"""When the evidence of a page was last held against its sources: another day than the page's own."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sayso.model.held import Holdings, Kept
from sayso.model.ledger import Ledger, ProsePage
from sayso.model.story import Timeline
from sayso.phrases import Phrases
from sayso.prose import Directive, SpanOpen
from sayso.vocabulary import DIRECTIVE_KIND

from .uses import names_in
from .words import day


@dataclass(frozen=True)
class Freshness:
    """Answers for any set of records, by their names (`claim:losses-340`)."""

    ledger: Ledger
    holdings: Holdings

    @cached_property
    def _all(self) -> Sequence[Kept]:
        """How each wording stands; without a lock none was ever checked."""
        return self.holdings.kept or [Kept(wording, None) for wording in self.holdings.wordings]

    @cached_property
    def _kept(self) -> Mapping[str, list[Kept]]:
        found: dict[str, list[Kept]] = defaultdict(list)
        for kept in self._all:
            found[kept.wording.record].append(kept)
        return found

    def told(self, names: Iterable[str] | None = None) -> str:
        """One sentence on the wordings of these records, and of the quotations that they cite. Where
        they have none, or no names are given, on all that the site has; empty where it has none."""
        if names is not None and (chosen := list(self._of(names))):
            return _sentence(self.ledger.words, "page", chosen)
        return self._of_the_site

    @cached_property
    def _of_the_site(self) -> str:
        return _sentence(self.ledger.words, "site", self._all) if self._all else ""

    def _of(self, names: Iterable[str]) -> Iterator[Kept]:
        told: dict[str, None] = {}
        for name in names:
            told[name] = None
            kind, _, record = name.partition(":")
            if kind == "claim" and record in self.ledger.claims:
                cited = (citation.quote for _, citation in self.ledger.claims[record].evidence)
                told.update((f"quote:{quote}", None) for quote in cited if quote)
        for name in told:
            yield from self._kept.get(name, ())


def _sentence(words: Phrases, where: str, chosen: Sequence[Kept]) -> str:
    """`where` is "page" or "site"."""
    checked = sorted({kept.date for kept in chosen if kept.verified and kept.date})
    if not checked:
        return words.plain(f"checked_never_{where}")
    days = [day(words, each) for each in (checked[0], checked[-1])]
    when = words.plain("checked_on", date=days[0])
    if days[0] != days[1]:
        when = words.plain("checked_between", first=days[0], last=days[1])
    open_ones = sum(1 for kept in chosen if not kept.verified)
    if not open_ones:
        return words.plain(f"checked_{where}", when=when)
    total = words.number(len(chosen))
    return words.plain(f"checked_{where}_but", open_ones, when=when, total=total)


def names_along(line: Timeline) -> Iterator[str]:
    """The records with words of a source that a timeline shows."""
    for event in line.events:
        yield f"event:{event.id}"
        yield from names_in(event)


def names_on(ledger: Ledger, page: ProsePage) -> Iterator[str]:
    """The records with words of a source that an editors' page shows."""
    for piece in page.prose.pieces:
        if isinstance(piece, Directive | SpanOpen) and piece.id:
            kind = DIRECTIVE_KIND[piece.word]
            yield f"{kind}:{piece.id}"
            if kind == "question":
                yield from (f"claim:{claim.id}" for claim in ledger.claims_about.get(piece.id, ()))
            elif kind == "timeline":
                yield from names_along(ledger.timelines[piece.id])
