"""What templates are given: the ledger with everything derived from it, ready to be shown."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import quote as percent

from sayso.coverage.measure import PageCoverage, measure
from sayso.model.changes import History
from sayso.model.claims import Citation, Claim, Figure
from sayso.model.fields import When
from sayso.model.ledger import ProsePage
from sayso.model.parties import Source
from sayso.model.speakers import listed, party_label
from sayso.model.spoken import figure_words, lead
from sayso.model.standing import Explanation, Standing, Wanted
from sayso.model.story import Event, Question, Timeline

from .arranged import Arranged
from .comparing import Wording, differences, grouped
from .fallen import fallen_on
from .freshness import Freshness
from .headline import event_lead
from .lanes import AccountLane, Lane, account_lanes_of, beside_accounts, in_turn, lanes_of
from .named import named
from .past import Past
from .uses import uses_of
from .words import Words


@dataclass(frozen=True, kw_only=True)
class View(Arranged):
    """A site as templates see it. Everything is looked up here, nothing is computed there."""

    explain: Callable[[Standing], Explanation]
    evidence: Callable[[Standing], str]
    interest: Callable[[str], str]
    wanted: Callable[[], list[Wanted]]
    words: Words = field(default_factory=Words)
    #: The day on which the pages are made, for a reader.
    built: str = ""
    #: The editions up to the one that is being made; None outside of any.
    history: History | None = None

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

    def taint(self, source_id: str) -> tuple[str, str]:
        """What became of a source or of one that it rests on ("was retracted"), and of which
        source that is said; empty where it stands."""
        lineage = self.ledger.lineage.get(source_id)
        return (lineage.taint, lineage.culprit) if lineage else ("", "")

    def recorded_in(self, kind: str, record_id: str) -> str:
        """The file a record stands in; no line, so that pages outlive moved lines."""
        return self.ledger.by_name[f"{kind}:{record_id}"].document.path

    @cached_property
    def past(self) -> Past | None:
        """The editions as pages tell of them; None outside of any."""
        return Past(self.history, self.ledger, self.config.settings.page_size) if self.history else None

    def feed(self, claim_id: str = "") -> str:
        """The file of the feed of all changes, or of one claim's; "" outside of any edition."""
        return (f"feeds/claims/{claim_id}.xml" if claim_id else "feeds/changes.xml") if self.past else ""

    def named(self, name: str) -> tuple[str, str, str] | None:
        """Any record, as `kind:id`: its page, the place there, and words for it."""
        return named(self.ledger, name, self.standing, self.lead)

    def correction_page(self, correction_id: str) -> str:
        """The page of the list of corrections on which one stands."""
        order = [item.id for item in self.corrections]
        number = order.index(correction_id) // max(1, self.config.settings.page_size) + 1
        return "corrections/index.md" if number == 1 else f"corrections/page-{number}.md"

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
        return figure_words(figure, self.label)

    def counted(self, figure: Figure) -> str:
        """Who or what a figure counts."""
        return listed([self.party_name(party) for party in figure.of])

    def lead(self, standing: Standing) -> str:
        """What stands before a statement."""
        return lead(self.ledger, standing)

    def verb(self, party_id: str, plural: str, singular: str) -> str:
        """The form of a verb for a party: a group call, a ministry calls."""
        party = self.ledger.parties.get(party_id)
        return plural if party is not None and party.type == "group" else singular

    # What templates show of these

    def in_turn(self, question: Question) -> list[Claim]:
        return in_turn(self.ledger, self.standings, question)

    def lanes(self, question: Question, part: Sequence[Claim] | None = None) -> list[Lane]:
        return lanes_of(self.ledger, self.standings, question, part)

    def comparable(
        self, question: Question, part: Sequence[Claim] | None = None
    ) -> list[tuple[str, list[Claim]]]:
        """A question's figures in groups that measure the same thing: measure, unit, who
        is counted, period. Only within a group may figures be compared."""
        found = grouped(self.ledger.claims_about.get(question.id, ()) if part is None else part)
        figures_first = [(claims[0].figure, claims) for claims in found]
        return [(self._measures(figure), claims) for figure, claims in figures_first if figure is not None]

    def differences(self, question: Question, part: Sequence[Claim] | None = None) -> list[str]:
        """Why not all of a question's figures may be compared, in sentences."""
        figures = [claims[0].figure for _, claims in self.comparable(question, part)]
        wording = Wording(
            measure=lambda figure: self.label("measures", figure.measure),
            counted=self.counted,
            period=lambda figure: self.when(figure.period),
        )
        return differences([figure for figure in figures if figure is not None], wording)

    def _measures(self, figure: Figure) -> str:
        parts = [self.label("measures", figure.measure), self.counted(figure), self.when(figure.period)]
        return " · ".join(part for part in parts if part)

    def events(self, timeline: Timeline) -> list[Event]:
        """In order of their dates, else as written."""
        return sorted(timeline.events, key=lambda event: event.date.date.earliest)

    def event_lead(self, event: Event) -> str:
        return event_lead(self.ledger, event)

    def account_lanes(self, event: Event) -> list[AccountLane]:
        return account_lanes_of(self.ledger, event)

    def beside_accounts(self, event: Event) -> list[str]:
        return beside_accounts(event)

    def fallen_on(self, page: ProsePage) -> list[str]:
        return fallen_on(self.ledger, self.standings, page)

    @cached_property
    def wanted_by_id(self) -> Mapping[str, Wanted]:
        return {item.claim.id: item for item in self.wanted_items}

    @cached_property
    def wanted_items(self) -> list[Wanted]:
        return self.wanted()

    @cached_property
    def freshness(self) -> Freshness:
        return Freshness(self.ledger, self.words.holdings)

    def evidence_to(self, record: str) -> str:
        """The address to which evidence on a record is sent, empty where the site names none."""
        address = self.config.settings.report_evidence or ""
        return address.replace("{record}", percent(record, safe=""))

    @cached_property
    def coverage(self) -> Mapping[str, PageCoverage]:
        """How much of each prose page leads to a source, by its file."""
        settings = self.config.settings
        return measure(self.ledger, settings.coverage, settings.language)

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
