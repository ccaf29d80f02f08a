"""What templates are given: the ledger with everything derived from it, ready to be shown."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, TypeVar

from sayso import figures
from sayso.model.claims import Citation, Claim, Figure
from sayso.model.fields import When
from sayso.model.ledger import Ledger, ProsePage
from sayso.model.parties import Source
from sayso.model.settings import Config, Status
from sayso.model.speakers import listed, party_label
from sayso.model.standing import Explanation, Standing
from sayso.model.story import Correction, Event, Question, Quote, Timeline

from .lanes import AccountLane, Lane, account_lanes_of, beside_accounts, in_turn, lanes_of
from .uses import uses_of

_T = TypeVar("_T")
#: So many other claims a claim's page shows beside it.
_BESIDE: Final = 20


@dataclass(frozen=True)
class View:
    """A site as templates see it. Everything is looked up here, nothing is computed there."""

    ledger: Ledger
    config: Config
    standings: Mapping[str, Standing]
    explain: Callable[[Standing], Explanation]
    evidence: Callable[[Standing], str]
    interest: Callable[[str], str]
    _ordered: dict[tuple[str, tuple[str, ...]], list[Claim]] = field(default_factory=dict)

    # Looking up

    def standing(self, claim_id: str) -> Standing:
        return self.standings[claim_id]

    def label(self, words: str, word: str | None) -> str:
        return self.config.vocabulary.label(words, word)

    def party_name(self, party_id: str) -> str:
        return party_label(self.ledger.parties.get(party_id), party_id)

    def side_name(self, side_id: str | None) -> str:
        side = self.ledger.sides.get(side_id or "")
        return side.name if side else ""

    def side_of_party(self, party_id: str) -> str:
        return self.ledger.side_of(party_id) or ""

    def source_of(self, citation: Citation) -> Source | None:
        return self.ledger.source_of(citation)

    def wording(self, citation: Citation) -> tuple[str, ...]:
        return self.ledger.wording_of(citation)

    def recorded_in(self, kind: str, record_id: str) -> str:
        """The file a record stands in; no line, so that pages outlive moved lines."""
        return self.ledger.by_name[f"{kind}:{record_id}"].document.path

    # Words

    def when(self, when: When | None) -> str:
        """A date for a reader: the source's words first, then what we made of them."""
        if when is None:
            return ""
        if when.words is None:
            return when.date.display()
        return f"{when.words} ({when.date.display()}, worked out by us)"

    def figure(self, figure: Figure) -> str:
        """A figure in words: the source's own, else bound, number and unit."""
        if figure.as_said is not None:
            return figure.as_said
        if figure.value_status is not None:
            return "gave no figure" if figure.value_status == "not_given" else "not known"
        bound = "" if figure.bound in (None, "exact") else self.label("bounds", figure.bound) + " "
        if figure.value is not None:
            number = figures.plain(figure.value)
        elif figure.min is not None and figure.max is not None:
            number = f"{figures.plain(figure.min)} to {figures.plain(figure.max)}"
        else:
            known = figure.min if figure.min is not None else figure.max
            number = ("at least " if figure.min is not None else "at most ") + (
                figures.plain(known) if known is not None else ""
            )
        return f"{bound}{number} {figure.unit}" if figure.unit else f"{bound}{number}"

    def counted(self, figure: Figure) -> str:
        """Who or what a figure counts."""
        return listed([self.party_name(party) for party in figure.of])

    def lead(self, standing: Standing) -> str:
        """What stands before a statement. Where there are several sources, one that speaks
        for itself is named: in a list "this source" could be any."""
        if not standing.speaker.own_account or len(self.ledger.sources) == 1:
            return standing.speaker.lead
        sources = {
            source.title: None
            for _, citation in standing.claim.evidence
            if citation.relation == "reports" and (source := self.source_of(citation))
        }
        return f"{standing.speaker.name} ({listed(list(sources))}):"

    def verb(self, party_id: str, plural: str, singular: str) -> str:
        """The form of a verb for a party: a group call, a ministry calls."""
        party = self.ledger.parties.get(party_id)
        return plural if party is not None and party.type == "group" else singular

    # Arrangements

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
            found = {source.id for _, citation in claim.evidence if (source := self.source_of(citation))}
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
        met = ((self.side_of_party(each.id), *each.aligned_with) for each in self.ledger.parties.values())
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
            cited = (self.source_of(citation) for _, citation in claim.evidence)
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

    @cached_property
    def based_on_it(self) -> Mapping[str, list[Source]]:
        return _grouped(self.ledger.sources.values(), lambda source: list(source.based_on))

    @cached_property
    def sources_of_party(self) -> Mapping[str, list[Source]]:
        return _grouped(self.ledger.sources.values(), lambda source: [source.publisher])

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

    def in_turn(self, question: Question) -> list[Claim]:
        return in_turn(self.ledger, self.standings, question)

    def lanes(self, question: Question, part: Sequence[Claim] | None = None) -> list[Lane]:
        return lanes_of(self.ledger, self.standings, question, part)

    def comparable(
        self, question: Question, part: Sequence[Claim] | None = None
    ) -> list[tuple[str, list[Claim]]]:
        """A question's figures in groups that measure the same thing: measure, unit, who
        is counted, period. Only within a group may figures be compared."""
        groups: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
        for claim in self.ledger.claims_about.get(question.id, ()) if part is None else part:
            if (figure := claim.figure) is not None and claim.open:
                period = figure.period.date.text if figure.period else ""
                groups[(figure.measure, figure.unit or "", ",".join(sorted(figure.of)), period)].append(claim)
        figures_first = [(claims[0].figure, claims) for claims in groups.values()]
        return [(self._measures(figure), claims) for figure, claims in figures_first if figure is not None]

    def _measures(self, figure: Figure) -> str:
        parts = [self.label("measures", figure.measure), self.counted(figure), self.when(figure.period)]
        return " · ".join(part for part in parts if part)

    def events(self, timeline: Timeline) -> list[Event]:
        """In order of their dates, else as written."""
        return sorted(timeline.events, key=lambda event: event.date.date.earliest)

    def account_lanes(self, event: Event) -> list[AccountLane]:
        return account_lanes_of(self.ledger, event)

    def beside_accounts(self, event: Event) -> list[str]:
        return beside_accounts(event)

    # Where a record is used

    @cached_property
    def uses(self) -> Mapping[str, list[tuple[str, str, str]]]:
        return uses_of(self.ledger)

    def pages_in_order(self) -> list[ProsePage]:
        """The editors' pages as navigation shows them: the home page, then by `order`, then by title."""
        return sorted(
            self.ledger.pages,
            key=lambda page: (page.address != "index.md", page.order is None, page.order or 0, page.title),
        )


def _grouped(items: Iterable[_T], keys: Callable[[_T], list[str]]) -> Mapping[str, list[_T]]:
    found: dict[str, list[_T]] = defaultdict(list)
    for item in items:
        for key in dict.fromkeys(keys(item)):
            found[key].append(item)
    return found
