"""What lies between two states of a site, in meaning. The types only: `sayso.diff` finds the
changes, pages, feeds and commands tell them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import cached_property
from types import MappingProxyType
from typing import Final, NamedTuple

from sayso import vocabulary

from .editions import Edition
from .snapshot import Snapshot


class Risk(IntEnum):
    """How closely somebody should look at a change. `NONE`: no change in meaning."""

    NONE = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3

    @property
    def word(self) -> str:
        return self.name.lower()


class Kind(NamedTuple):
    """One kind of change: its risk, what a reader is told, and the kind of its reverse."""

    name: str
    risk: Risk
    label: str
    mirror: str


_TABLE: Final = (
    # Claims, how well they are evidenced, what they say, and who says it
    Kind("status-raised", Risk.HIGH, "Better confirmed than before", "status-lowered"),
    Kind("status-lowered", Risk.MEDIUM, "Less well confirmed than before", "status-raised"),
    Kind("status-turned", Risk.MEDIUM, "Another badge", "status-turned"),
    Kind("badge-changed", Risk.MEDIUM, "The badge says something else", "badge-changed"),
    Kind("figure-revised", Risk.MEDIUM, "Another figure", "figure-revised"),
    Kind("figure-added", Risk.MEDIUM, "Figure added", "figure-removed"),
    Kind("figure-removed", Risk.MEDIUM, "Figure taken out", "figure-added"),
    Kind("claim-withdrawn", Risk.HIGH, "Taken back by whoever said it", "withdrawal-undone"),
    Kind("withdrawal-undone", Risk.HIGH, "No longer counts as taken back", "claim-withdrawn"),
    Kind("claim-added", Risk.MEDIUM, "New claim", "claim-removed"),
    Kind("claim-removed", Risk.HIGH, "Claim taken out", "claim-added"),
    Kind("claim-deprecated", Risk.MEDIUM, "No longer used", "claim-reinstated"),
    Kind("claim-reinstated", Risk.MEDIUM, "Used again", "claim-deprecated"),
    Kind("claim-renamed", Risk.LOW, "New address", "claim-renamed"),
    Kind("statement-changed", Risk.MEDIUM, "Told in other words", "statement-changed"),
    Kind("attribution-changed", Risk.HIGH, "Put down to somebody else", "attribution-changed"),
    Kind("dispute-begun", Risk.MEDIUM, "Now disputed", "dispute-ended"),
    Kind("dispute-ended", Risk.MEDIUM, "No longer disputed", "dispute-begun"),
    Kind("doubt-opened", Risk.MEDIUM, "We are no longer sure of our reading", "doubt-settled"),
    Kind("doubt-settled", Risk.MEDIUM, "Our doubt of the reading is settled", "doubt-opened"),
    Kind("judgement-changed", Risk.HIGH, "The editors’ own judgement changed", "judgement-changed"),
    # Evidence
    Kind("citation-added", Risk.LOW, "Evidence added", "citation-lost"),
    Kind("citation-lost", Risk.MEDIUM, "Evidence taken out", "citation-added"),
    Kind("citation-changed", Risk.MEDIUM, "Evidence told otherwise", "citation-changed"),
    Kind("source-added", Risk.LOW, "New source", "source-lost"),
    Kind("source-lost", Risk.MEDIUM, "Source taken out", "source-added"),
    Kind("source-retracted", Risk.HIGH, "Source retracted", "source-reinstated"),
    Kind("source-reinstated", Risk.HIGH, "Source stands again", "source-retracted"),
    Kind("source-state-changed", Risk.MEDIUM, "State of a source changed", "source-state-changed"),
    Kind("source-changed", Risk.MEDIUM, "A source is described otherwise", "source-changed"),
    Kind("source-archived", Risk.LOW, "Copy of a source kept", "archive-lost"),
    Kind("archive-lost", Risk.LOW, "Copy of a source gone", "source-archived"),
    Kind("quote-added", Risk.MEDIUM, "New quotation", "quote-lost"),
    Kind("quote-lost", Risk.MEDIUM, "Quotation taken out", "quote-added"),
    Kind("quote-altered", Risk.HIGH, "Quoted words altered", "quote-altered"),
    # Who and when
    Kind("side-changed", Risk.HIGH, "Side changed", "side-changed"),
    Kind("name-changed", Risk.MEDIUM, "Called by another name", "name-changed"),
    Kind("interest-changed", Risk.HIGH, "Interest changed", "interest-changed"),
    Kind("event-added", Risk.LOW, "New event", "event-lost"),
    Kind("event-lost", Risk.MEDIUM, "Event taken out", "event-added"),
    Kind("event-moved", Risk.MEDIUM, "Event moved to another date", "event-moved"),
    # What the editors say of themselves, and how they judge
    Kind("correction-published", Risk.MEDIUM, "Correction", "correction-lost"),
    Kind("correction-lost", Risk.HIGH, "Correction taken out", "correction-published"),
    Kind("correction-changed", Risk.MEDIUM, "A correction was rewritten", "correction-changed"),
    Kind("rubric-changed", Risk.HIGH, "Rules for the badges changed", "rubric-changed"),
    # Everything else
    Kind("record-added", Risk.LOW, "New entry", "record-removed"),
    Kind("record-removed", Risk.MEDIUM, "Entry taken out", "record-added"),
    Kind("record-renamed", Risk.LOW, "New address", "record-renamed"),
    Kind("page-added", Risk.LOW, "New page", "page-removed"),
    Kind("page-removed", Risk.MEDIUM, "Page taken out", "page-added"),
    Kind("page-changed", Risk.LOW, "Page rewritten", "page-changed"),
    Kind("detail-changed", Risk.LOW, "Detail changed", "detail-changed"),
    Kind("wording-only", Risk.NONE, "Wording only", "wording-only"),
)
#: Every kind of change by its name, the gravest first within what belongs together.
KINDS: Final[Mapping[str, Kind]] = MappingProxyType({kind.name: kind for kind in _TABLE})


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `record` is a record as `kind:id` (its present name; the old one where it is
    gone), `rubric`, or `page:` with a page's file. `title` names it to a reader: of a claim who
    says so, and the statement (as it is now). `formerly` is the old name of a record that was
    renamed, "" of any other. `before` and `after` are a reader's words, "" where there is
    nothing; `field` is the path of what changed ("figure.value"). `because` says in clauses what
    moved a status; `by` who gave a figure; `measures` what the claim's figure counts, where the
    change is one of numbers. `grave` lifts the risk to the highest."""

    kind: str
    record: str
    title: str = ""
    before: str = ""
    after: str = ""
    field: str = ""
    because: tuple[str, ...] = ()
    by: str = ""
    grave: bool = False
    formerly: str = ""
    measures: tuple[str, ...] = ()

    @property
    def risk(self) -> Risk:
        return Risk.HIGH if self.grave else KINDS[self.kind].risk

    @property
    def label(self) -> str:
        return KINDS[self.kind].label

    @property
    def meaning(self) -> bool:
        """Whether it is a change in meaning."""
        return self.risk > Risk.NONE

    @property
    def sort_key(self) -> tuple[int, int, str, str, str, str]:
        """The gravest first; then by kind, record and field."""
        return (-self.risk, _ORDER[self.kind], self.record, self.field, self.before, self.after)

    def mirrored(self) -> "Change":
        """The same change seen from the other side: what was after is before. `title`, `because`
        and `by` are told by the later state and stay as they are."""
        return replace(
            self,
            kind=KINDS[self.kind].mirror,
            record=self.formerly or self.record,
            formerly=self.record if self.formerly else "",
            before=self.after,
            after=self.before,
        )


_ORDER: Final = {name: number for number, name in enumerate(KINDS)}


@dataclass(frozen=True)
class Step:
    """One edition and what changed in it since the one before (None for the first)."""

    edition: Edition
    snapshot: Snapshot
    before: Edition | None
    changes: tuple[Change, ...]

    @property
    def in_meaning(self) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.meaning)

    def page_of(self, change: Change) -> str:
        """The address of what changed, below the whole site; "" where this edition has no page of it."""
        kind, _, own = change.record.partition(":")
        there = kind in vocabulary.WITH_PAGE and change.record in self.snapshot.records
        return f"{self.edition.name}/{vocabulary.KINDS[kind]}/{own}/" if there else ""


@dataclass(frozen=True)
class History:
    """The editions of a site, the oldest first. The last is the one that is being made.

    `current` maps each record's name in any edition to its present name.
    """

    steps: tuple[Step, ...]
    current: Mapping[str, str]

    @property
    def now(self) -> Step:
        return self.steps[-1]

    @cached_property
    def of_record(self) -> Mapping[str, tuple[tuple[Edition, Change], ...]]:
        """Present name -> all that changed of it, the newest edition first."""
        found: dict[str, list[tuple[Edition, Change]]] = {}
        for step in reversed(self.steps):
            for change in step.changes:
                name = self.current.get(change.record, change.record)
                found.setdefault(name, []).append((step.edition, change))
        return {name: tuple(told) for name, told in found.items()}


@dataclass(frozen=True)
class Series:
    """What an edition that is being made is told: what it is, the editions before it (oldest
    first), and the files of every published edition, by its name, to which its pages may link."""

    edition: Edition
    past: tuple[Snapshot, ...] = ()
    files: Mapping[str, frozenset[str]] = field(default_factory=dict)
    #: The commit that it is made of; "" where that is not known.
    commit: str = ""
