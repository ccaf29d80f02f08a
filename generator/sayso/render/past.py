"""The editions of a site as pages tell of them: what changed in each, and how a claim stood then."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import Final

from sayso import inline
from sayso.model.changes import Change, History, Risk, Step
from sayso.model.claims import Claim
from sayso.model.editions import Edition
from sayso.model.ledger import Ledger
from sayso.model.snapshot import Stood
from sayso.phrases import Phrases
from sayso.vocabulary import WITH_PAGE

from .address import page_path

PATH: Final = "changes/index.md"
#: So many changes the home page tells.
_GRAVEST: Final = 4
#: What the weights of changes are called.
_WEIGHT: Final = {
    Risk.HIGH: "changes_weight_high",
    Risk.MEDIUM: "changes_weight_medium",
    Risk.LOW: "changes_weight_low",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One change of an edition, for a list that is cut into pages; `change` is None where the
    edition has none."""

    step: Step
    change: Change | None


@dataclass(frozen=True, slots=True)
class Sort:
    """The changes of one kind in an edition, those of one record together. `number` counts all that
    the edition has of the kind, on whatever page of the list."""

    label: str
    number: int
    records: tuple[tuple[Change, ...], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The changes of one weight, and the words for it."""

    words: str
    sorts: tuple[Sort, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What a page of the list shows of one edition; `begins` where its first change is here."""

    step: Step
    begins: bool
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """A claim in one edition: its id and how it stood then, and what had changed. `words` are its
    speaker and statement where these are not those of now; `same` are the editions right after
    it in which nothing changed, with its id in each, newest first."""

    edition: Edition
    id: str
    stood: Stood | None
    words: str
    changes: tuple[Change, ...]
    first: bool
    same: tuple[tuple[Edition, str], ...] = ()


@dataclass(frozen=True)
class Past:
    """A history beside the ledger of now. Nothing is worked out before it is asked for."""

    history: History
    ledger: Ledger
    #: What a kind of change is called.
    label: Callable[[str], str]
    words: Phrases
    page_size: int = 100

    @property
    def now(self) -> Step:
        return self.history.now

    @property
    def first(self) -> bool:
        """Whether this is the first edition of all."""
        return len(self.history.steps) == 1

    # What changed, edition by edition

    @cached_property
    def items(self) -> list[Item]:
        """All changes in meaning, the newest edition first, in it the gravest."""
        found: list[Item] = []
        for step in reversed(self.history.steps):
            found.extend(Item(step, change) for change in step.in_meaning)
            if not step.in_meaning:
                found.append(Item(step, None))
        return found

    def parts(self, items: Sequence[Item]) -> list[Part]:
        """What stands on one page of the list, edition by edition."""
        found = []
        for name, group in groupby(items, key=lambda item: item.step.edition.name):
            told = list(group)
            changes = [item.change for item in told if item.change]
            groups = [
                Group(self.words.plain(_WEIGHT[risk]), tuple(self._sorts(told[0].step, list(each))))
                for risk, each in groupby(changes, key=lambda change: change.risk)
                if risk in _WEIGHT
            ]
            begins = self._begins[name][1] == told[0]
            found.append(Part(told[0].step, begins, tuple(groups)))
        return found

    def _sorts(self, step: Step, changes: Sequence[Change]) -> Iterator[Sort]:
        """Changes of one weight by their kinds, in the order given."""
        counts = dict(self._counted(step))
        by_kind: dict[str, dict[str, list[Change]]] = {}
        for change in changes:
            by_kind.setdefault(self.label(change.kind), {}).setdefault(change.record, []).append(change)
        for label, records in by_kind.items():
            number = counts[changes[0].risk, label]
            yield Sort(label, number, tuple(map(tuple, records.values())))

    def counted(self, step: Step) -> list[tuple[str, int]]:
        """How many records changed in which way, the gravest first: ("New claim", 27)."""
        found: dict[str, int] = {}
        for (_, label), number in self._counted(step):
            found[label] = found.get(label, 0) + number
        return list(found.items())

    def _counted(self, step: Step) -> list[tuple[tuple[Risk, str], int]]:
        """The same by weight: ((weight, words), how many)."""
        found: dict[tuple[Risk, str], set[str]] = {}
        for change in step.in_meaning:
            found.setdefault((change.risk, self.label(change.kind)), set()).add(change.record)
        return [(key, len(records)) for key, records in found.items()]

    def place(self, edition: Edition) -> tuple[str, str]:
        """The page on which an edition's changes begin, and the place there."""
        number = self._begins[edition.name][0] // max(1, self.page_size) + 1
        path = PATH if number == 1 else f"changes/page-{number}.md"
        return path, anchor(edition)

    @cached_property
    def _begins(self) -> Mapping[str, tuple[int, Item]]:
        found: dict[str, tuple[int, Item]] = {}
        for number, item in enumerate(self.items):
            found.setdefault(item.step.edition.name, (number, item))
        return found

    def wording_only(self, step: Step) -> int:
        return len(step.changes) - len(step.in_meaning)

    def gravest(self) -> tuple[Change, ...]:
        """The few changes of this edition that a reader should see first."""
        return self.now.in_meaning[:_GRAVEST]

    def came_with(self, name: str) -> Edition | None:
        """The edition in which a record was new, where it is another than the first."""
        for edition, change in self.history.of_record.get(name, ()):
            if change.kind in ("correction-published", "record-added"):
                return edition
        return None

    # Where what changed is told of now

    def page_of(self, change: Change) -> tuple[str, str] | None:
        """The page of what changed, and the place on it; None where there is none any more."""
        name = self.history.current.get(change.record, change.record)
        kind, _, own = name.partition(":")
        if name == "rubric":
            return "method/index.md", ""
        if kind == "page":
            return self._prose.get(own)
        if kind == "event":
            line = self._lines.get(own)
            return (page_path("timeline", line), own) if line else None
        if name not in self.ledger.by_name:
            return None
        if kind == "correction":
            return "corrections/index.md", ""
        return (page_path(kind, own), "") if kind in WITH_PAGE else None

    @cached_property
    def _prose(self) -> Mapping[str, tuple[str, str]]:
        return {page.path: (page.address, "") for page in self.ledger.pages}

    @cached_property
    def _lines(self) -> Mapping[str, str]:
        return {event.id: line.id for line in self.ledger.timelines.values() for event in line.events}

    # One claim

    def of_claim(self, claim_id: str) -> list[Known]:
        """How a claim stood in each edition before this one in which something of it changed, and in
        this one, newest first; where it was not there yet there is nothing."""
        found: list[Known] = []
        same: list[tuple[Edition, str]] = []
        for known in self._known(claim_id):
            if known.changes or known.first or known.edition is self.now.edition:
                found.append(known if not same else replace(known, same=tuple(same)))
                same = []
            else:
                same.append((known.edition, known.id))
        return found

    def _known(self, claim_id: str) -> Iterator[Known]:
        """The claim in every edition that has it, newest first."""
        name = f"claim:{claim_id}"
        pairs = zip(self.history.steps, self._then, strict=True)
        there = [(step, then[name]) for step, then in pairs if name in then]
        now = self._words(self.now, claim_id)
        for number, (step, then_id) in enumerate(reversed(there), start=1):
            words = self._words(step, then_id)
            changes = self._changes.get((step.edition.name, name), ())
            stood = step.snapshot.standings.get(then_id)
            yield Known(
                step.edition, then_id, stood, words if words != now else "", changes, number == len(there)
            )

    def not_yet(self, claim_id: str) -> list[Edition]:
        """The editions in which a claim was not there, newest first."""
        name = f"claim:{claim_id}"
        pairs = zip(self.history.steps, self._then, strict=True)
        return [step.edition for step, then in pairs if name not in then][::-1]

    @cached_property
    def _then(self) -> list[Mapping[str, str]]:
        """For each edition: a claim's present name -> the id it had."""
        current = self.history.current
        return [
            {current.get(f"claim:{then}", f"claim:{then}"): then for then in step.snapshot.claims}
            for step in self.history.steps
        ]

    @cached_property
    def _changes(self) -> Mapping[tuple[str, str], tuple[Change, ...]]:
        """(edition, present name) -> what changed, in meaning."""
        found: dict[tuple[str, str], list[Change]] = {}
        for step in self.history.steps:
            for change in step.in_meaning:
                name = self.history.current.get(change.record, change.record)
                found.setdefault((step.edition.name, name), []).append(change)
        return {key: tuple(told) for key, told in found.items()}

    @staticmethod
    def _words(step: Step, claim_id: str) -> str:
        stood = step.snapshot.standings.get(claim_id)
        claim = step.snapshot.claims.get(claim_id)
        return f"{stood.lead} {inline.plain(claim.text)}" if stood and isinstance(claim, Claim) else ""


def anchor(edition: Edition) -> str:
    """The id of the place where an edition's changes begin."""
    return f"edition-{edition.name}"
