"""The ledger's records in the arrangements that pages show: by status, by party, by source, by question."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, TypeVar

from sayso.model.claims import Claim
from sayso.model.ledger import Ledger
from sayso.model.parties import Source
from sayso.model.settings import Config, Status
from sayso.model.standing import Standing
from sayso.model.story import Correction, Event, Quote, Timeline

from .accounts import Columns, columns
from .chronicle import Chronicle
from .delay import Delay, delay

_T = TypeVar("_T")
#: So many other claims a claim's page shows beside it.
_BESIDE: Final = 20


@dataclass(frozen=True, kw_only=True)
class Arranged:
    """A ledger with how its claims stand. Each arrangement is made once, when it is first asked for."""

    ledger: Ledger
    config: Config
    standings: Mapping[str, Standing]
    _ordered: dict[tuple[str, tuple[str, ...]], list[Claim]] = field(default_factory=dict)
    _chronicles: dict[str, Chronicle] = field(default_factory=dict)

    @cached_property
    def open_claims(self) -> list[Claim]:
        return [claim for claim in self.ledger.claims.values() if claim.open]

    @cached_property
    def distribution(self) -> list[tuple[Status, int]]:
        """How many open claims have each status, in the rubric's order."""
        counts = Counter(self.standings[claim.id].status.code for claim in self.open_claims)
        return [
            (status, counts[status.code]) for status in self.config.rubric.statuses if counts[status.code]
        ]

    @cached_property
    def main_source(self) -> tuple[Source, int] | None:
        """The source that most claims rest on, and on how many it is the only one."""
        only: Counter[str] = Counter()
        for claim in self.open_claims:
            cited = (self.ledger.source_of(citation) for _, citation in claim.evidence)
            found = {source.id for source in cited if source}
            if len(found) == 1:
                only.update(found)
        best = only.most_common(1)
        return (self.ledger.sources[best[0][0]], best[0][1]) if best else None

    def by_status(self, claims: Sequence[Claim]) -> list[tuple[Status, list[Claim]]]:
        groups: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            groups[self.standings[claim.id].status.code].append(claim)
        return [
            (status, groups[status.code]) for status in self.config.rubric.statuses if status.code in groups
        ]

    @cached_property
    def claims_of_party(self) -> Mapping[str, list[Claim]]:
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.ledger.claims.values():
            for party in self.ledger.claimant_ids(claim):
                found[party].append(claim)
        return found

    @cached_property
    def claims_of_side(self) -> Mapping[str, list[Claim]]:
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.ledger.claims.values():
            for side in self.standings[claim.id].facts.claimant_sides:
                found[side].append(claim)
        return found

    @cached_property
    def sides_met(self) -> frozenset[str]:
        """Sides that somebody belongs to or stands with: to the others no page would lead."""
        parties = self.ledger.parties.values()
        met = ((self.ledger.side_of(each.id) or "", *each.aligned_with) for each in parties)
        return frozenset(side for sides in met for side in sides)

    @cached_property
    def claims_of_tag(self) -> Mapping[str, list[Claim]]:
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.ledger.claims.values():
            for tag in dict.fromkeys(claim.tags):
                found[tag].append(claim)
        return dict(sorted(found.items()))

    @cached_property
    def claims_of_source(self) -> Mapping[str, list[Claim]]:
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.ledger.claims.values():
            cited = (self.ledger.source_of(citation) for _, citation in claim.evidence)
            for source_id in dict.fromkeys(source.id for source in cited if source is not None):
                found[source_id].append(claim)
        return found

    @cached_property
    def quotes_of_party(self) -> Mapping[str, list[Quote]]:
        return _grouped(self.ledger.quotes.values(), lambda quote: [quote.speaker])

    @cached_property
    def quotes_of_source(self) -> Mapping[str, list[Quote]]:
        return _grouped(self.ledger.quotes.values(), lambda quote: [quote.source])

    @cached_property
    def quotes_of_claim(self) -> Mapping[str, list[Quote]]:
        return _grouped(self.ledger.quotes.values(), lambda quote: list(quote.claims))

    def quotes_beside(self, claim: Claim) -> list[Quote]:
        """The quotations of a claim that its evidence does not show already. One that it shows stands there
        again only where there is more to it than its words: another language, its sentence, a doubt."""
        shown = {citation.quote for _, citation in claim.evidence}
        return [
            quote
            for quote in self.quotes_of_claim.get(claim.id, [])
            if quote.id not in shown or quote.original or quote.fragment or quote.doubt
        ]

    @cached_property
    def based_on_it(self) -> Mapping[str, list[Source]]:
        return _grouped(self.ledger.sources.values(), lambda source: list(source.based_on))

    @cached_property
    def sources_of_party(self) -> Mapping[str, list[Source]]:
        return _grouped(self.ledger.sources.values(), lambda source: [source.publisher])

    def chronicle(self, line: Timeline) -> Chronicle:
        """A timeline's events under their dates, and in pages."""
        if line.id not in self._chronicles:
            self._chronicles[line.id] = Chronicle(line)
        return self._chronicles[line.id]

    def columns(self, line: Timeline) -> Columns:
        """The columns in which a timeline's accounts stand."""
        return columns(self.ledger, line.events)

    def delay(self, event: Event) -> Delay | None:
        """How long after an event it was reported."""
        return delay(event.date.date, event.date_reported.date) if event.date_reported else None

    @cached_property
    def corrections_of(self) -> Mapping[str, list[Correction]]:
        return _grouped(self.corrections, lambda item: [item.corrects])

    @cached_property
    def corrections(self) -> list[Correction]:
        """Newest first."""
        return sorted(
            self.ledger.corrections.values(),
            key=lambda item: (item.date.date.earliest, item.id),
            reverse=True,
        )

    @cached_property
    def relations_to(self) -> Mapping[str, list[tuple[Claim, str, str]]]:
        """Claim id -> claims that relate to it: (claim, relation, why)."""
        found: dict[str, list[tuple[Claim, str, str]]] = defaultdict(list)
        for claim in self.ledger.claims.values():
            for relation in claim.relations:
                found[relation.claim].append((claim, relation.relation, relation.why or ""))
        return found

    def competing(self, claim: Claim) -> tuple[list[Claim], int]:
        """Other claims on the same question, opposing sides first: the first few, and how
        many more stand on the question's own page."""
        most = min(_BESIDE, self.config.settings.page_size)
        found = self._on_question(claim.about or "", self.standings[claim.id].facts.claimant_sides)
        shown = [other for other in found[: most + 1] if other.id != claim.id][:most]
        return shown, max(0, len(found) - 1 - len(shown))

    def _on_question(self, question: str, sides: tuple[str, ...]) -> list[Claim]:
        """A question's claims, those of other sides than these first."""
        if (question, sides) not in self._ordered:
            own = set(sides)
            self._ordered[question, sides] = sorted(
                self.ledger.claims_about.get(question, ()),
                key=lambda other: bool(own.intersection(self.standings[other.id].facts.claimant_sides)),
            )
        return self._ordered[question, sides]


def _grouped(items: Iterable[_T], keys: Callable[[_T], list[str]]) -> Mapping[str, list[_T]]:
    found: dict[str, list[_T]] = defaultdict(list)
    for item in items:
        for key in dict.fromkeys(keys(item)):
            found[key].append(item)
    return found
