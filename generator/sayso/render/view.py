"""What templates are given: the ledger with everything derived from it, ready to be shown."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final
from urllib.parse import quote as percent

from sayso import inline
from sayso.coverage.measure import PageCoverage, measure
from sayso.dated import display, display_edition
from sayso.edtf import Edtf
from sayso.model.changes import History
from sayso.model.claims import Citation, Claim, Figure
from sayso.model.editions import Edition, Publication
from sayso.model.fields import When
from sayso.model.ledger import ProsePage
from sayso.model.parties import Archive, Source
from sayso.model.speakers import listed, party_label
from sayso.model.spoken import figure_words, lead
from sayso.model.standing import Explanation, Standing, Wanted
from sayso.model.story import Event, Question, Quote

from .accounts import Columns
from .arranged import Arranged
from .charting import Charting
from .draft import cut
from .fallen import fallen_on
from .foot import Feet, Foot
from .freshness import Freshness
from .headline import event_lead
from .lanes import AccountLane, Lane, account_lanes_of, beside_accounts, in_turn, lanes_of
from .matrix import Matrix, matrix_of
from .named import named
from .passage import passage_of, to_passage
from .past import Past
from .uses import uses_of
from .words import Words

#: So much of a statement a table shows.
_IN_TABLE: Final = 280


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
    #: Where the site is published, and of which commit; empty where that is not known.
    publication: Publication = field(default_factory=Publication)
    commit: str = ""

    # Looking up

    def standing(self, claim_id: str) -> Standing:
        return self.standings[claim_id]

    def label(self, words: str, word: str | None) -> str:
        return self.config.vocabulary.label(words, word)

    def party_name(self, party_id: str) -> str:
        return party_label(self.ledger.parties.get(party_id), party_id, self.config.words)

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
        if lineage is None or not lineage.taint:
            return "", ""
        return self.config.words.plain(f"fallen_{lineage.taint}"), lineage.culprit

    def recorded_in(self, kind: str, record_id: str) -> str:
        """The file a record stands in; no line, so that pages outlive moved lines."""
        return self.ledger.by_name[f"{kind}:{record_id}"].document.path

    @cached_property
    def past(self) -> Past | None:
        """The editions as pages tell of them; None outside of any."""
        if self.history is None:
            return None
        settings, words = self.config.settings, self.config.words
        return Past(self.history, self.ledger, self.change_label, words, settings.page_size)

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

    def passage(self, address: str, source: Source, item: Citation | Quote | None) -> str:
        """An address of a source that leads to the very words, where that can be."""
        return to_passage(address, source, passage_of(self.ledger, item))

    def kept(self, source: Source) -> Archive | None:
        """The latest copy of a source that is kept; None where there is none."""
        return max(source.archives, key=lambda archive: archive.date.date.latest, default=None)

    def foot(self, path: str, title: str, description: str, record: str) -> Foot:
        """How to cite a page, and where to report and mend what is wrong in it."""
        return self.feet.of(path, title, description, record)

    @cached_property
    def feet(self) -> Feet:
        edition = self.history.now.edition if self.history else None
        return Feet(self.ledger, self.config, edition, self.publication, self.commit, self.built)

    # Words

    def when(self, when: When | None) -> str:
        """A date for a reader: the source's words first, then what we made of them."""
        if when is None:
            return ""
        told = self.date(when.date)
        if when.words is None:
            return told
        return self.config.words.plain("date_words_worked_out", words=when.words, date=told)

    def date(self, date: Edtf) -> str:
        return display(self.config.words, date)

    def edition(self, edition: Edition) -> str:
        """An edition by its day, for a reader."""
        return display_edition(self.config.words, edition)

    def change_label(self, kind: str) -> str:
        """What a reader is told of a kind of change."""
        return self.config.words.plain(f"change_{kind.replace('-', '_')}")

    def figure(self, figure: Figure) -> str:
        """A figure in words: the source's own, else bound, number and unit."""
        return figure_words(figure, self.label, self.config.words)

    def shortened(self, text: str) -> str:
        """A statement for a table; the claim's own page has all of a long one."""
        return cut(inline.plain(text), _IN_TABLE)

    def counted(self, figure: Figure) -> str:
        """Who or what a figure counts."""
        return listed((self.party_name(party) for party in figure.of), self.config.words)

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
        return lanes_of(self.ledger, self.standings, self.config.words, question, part)

    def matrix(self, question: Question) -> Matrix:
        """A question as a table: who says it, about whom."""
        return matrix_of(self.ledger, self.standings, self.lanes(question))

    @cached_property
    def charting(self) -> Charting:
        """A question's figures: only those that measure the same thing stand in one chart or table."""
        return Charting(
            ledger=self.ledger,
            standings=self.standings,
            w=self.config.words,
            label=self.label,
            figure=self.figure,
            counted=self.counted,
            when=self.when,
            lead=self.lead,
            site=self.publication.title,
            day=self.edition(self.past.now.edition) if self.past and not self.past.first else self.built,
        )

    def event_lead(self, event: Event) -> str:
        return event_lead(self.ledger, event)

    def account_lanes(self, event: Event, columns: Columns) -> list[AccountLane]:
        return columns.kept(account_lanes_of(self.ledger, self.config.words, event))

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
