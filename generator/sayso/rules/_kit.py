"""What every rule is given and what it gives back, and the few things that several need."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Final

from sayso.coverage.measure import PageCoverage, measure
from sayso.diagnostics import Mark, Related
from sayso.inline import plain
from sayso.model.claims import SOURCE_VOICE, Citation, Claim, Figure
from sayso.model.fields import Ref, When
from sayso.model.held import Holdings
from sayso.model.ledger import Entry, Ledger
from sayso.model.parties import UNNAMED, Source
from sayso.model.settings import Config
from sayso.model.snapshot import Snapshot
from sayso.model.standing import Standing
from sayso.model.story import Event, Question, Quote
from sayso.model.validate import point
from sayso.model.walk import Path
from sayso.prose import Directive
from sayso.source import Document
from sayso.text import did_you_mean
from sayso.vocabulary import DIRECTIVE_KIND

from ._held import Held

#: So many ids are compared for "did you mean" in one run: thousands of unknown ids in
#: a large ledger must not take minutes.
_COMPARISONS: Final = 60_000
#: A date without a zone is local time somewhere (see `sayso.dates`).
_ZONES: Final = timedelta(hours=14)


@dataclass(frozen=True)
class Context:
    """Everything a rule may look at. `documents` are the files of `site_config/`."""

    ledger: Ledger
    config: Config
    standings: Mapping[str, Standing] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)
    #: The words of the ledger beside `site_config/captures.lock`.
    holdings: Holdings = field(default_factory=lambda: Holdings(Ledger()))
    #: The editions before the one that is being made; none outside of any.
    past: tuple[Snapshot, ...] = ()

    # What several rules look at is gathered once.

    @cached_property
    def citations(self) -> Sequence[tuple[Entry, Path, Citation]]:
        """Every citation of every sound record, with its record and its path in it."""
        found: list[tuple[Entry, Path, Citation]] = []
        for entry, claim in self.ledger.each(Claim):
            found.extend((entry, path, citation) for path, citation in claim.evidence)
        for entry, event in self.ledger.each(Event):
            found.extend((entry, ("citations", n), citation) for n, citation in enumerate(event.citations))
        for entry, question in self.ledger.each(Question):
            for n, gap in enumerate(question.gaps):
                found.append((entry, ("gaps", n, "citation"), gap.citation))
        return found

    @cached_property
    def figures(self) -> Sequence[tuple[Entry, Figure, Path, Figure]]:
        """Every figure of a claim and all its parts: the claim's entry, the whole figure, the
        path of the part in it, the part. The whole is the first of its parts."""
        return [
            (entry, claim.figure, path, figure)
            for entry, claim in self.ledger.each(Claim, having="figure")
            if claim.figure
            for path, figure in figures_in(claim.figure)
        ]

    @cached_property
    def statements(self) -> Sequence[tuple[Entry, Claim, str]]:
        """Every claim with its text in small letters, without markup, with single spaces."""
        return [
            (entry, claim, " ".join(plain(claim.text).casefold().split()))
            for entry, claim in self.ledger.each(Claim)
        ]

    @cached_property
    def references(self) -> Sequence[tuple[Entry, Path, str, str]]:
        """Every reference of every sound record: its entry, its path in it, the id, its kind."""
        return [
            (entry, path, text, marker.kind)
            for entry in self.ledger.entries
            for path, text, marker in entry.leaves
            if type(marker) is Ref
        ]

    @cached_property
    def referred(self) -> Mapping[str, set[str]]:
        """The ids of each kind that `references` name."""
        found: dict[str, set[str]] = defaultdict(set)
        for _, _, text, kind in self.references:
            found[kind].add(text)
        return found

    @cached_property
    def claimants(self) -> Sequence[tuple[Entry, tuple[str, ...]]]:
        """Who makes each claim, as it is written."""
        return [(entry, claim.claimant) for entry, claim in self.ledger.each(Claim)]

    @cached_property
    def held(self) -> Held:
        """The claims with the exact words they are held against."""
        return Held(self.ledger, self.config.settings.language)

    @cached_property
    def coverage(self) -> Mapping[str, PageCoverage]:
        """What of each page leads to a source, by its file."""
        settings = self.config.settings
        return measure(self.ledger, settings.coverage, settings.language)

    @cached_property
    def used(self) -> Mapping[str, set[str]]:
        """The ids of each kind that some record or some page names."""
        return _used_ids(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault. The runner stamps the rule's code, name and severity on it.

    `record` is the `kind:id` it is about, so that a single record can be excused.
    """

    mark: Mark
    message: str
    hint: str = ""
    record: str = ""
    related: tuple[Related, ...] = ()


# Words


def a(kind: str) -> str:
    """A kind with its article: "a claim", "an event"."""
    return f"an {kind}" if kind[:1] in "aeio" else f"a {kind}"


def named(entry: Entry) -> str:
    """A record as messages name it: "claim 'losses-340'"."""
    return f"{entry.kind} '{entry.id[:80]}'"


def reserved(kind: str, record_id: str) -> str:
    """Why a record of this kind cannot have this id, or an empty text."""
    if record_id.casefold() in ("index", "readme"):
        return "is the name of a folder's first page"
    if record_id.isdigit() or record_id.startswith("page-"):
        return "is the name of a list's further page"
    if kind == "party" and record_id in (SOURCE_VOICE, UNNAMED):
        field = "claimant" if record_id == SOURCE_VOICE else "publisher"
        return f"is a word with a meaning of its own in '{field}'"
    return ""


@dataclass
class Guesses:
    """ "Did you mean" over the ids of a ledger, each question answered once."""

    ledger: Ledger
    _left: int = _COMPARISONS
    _known: dict[tuple[str, str], str] = field(default_factory=dict)
    _ids: dict[str, list[str]] = field(default_factory=dict)

    def hint(self, kind: str, wanted: str) -> str:
        """What an unknown id was probably meant to be; "" where nothing is near."""
        if now := self.ledger.former.get(f"{kind}:{wanted}"):
            return f"it is now called '{now}'"
        if (kind, wanted) not in self._known:
            if kind not in self._ids:
                self._ids[kind] = list(self.ledger.ids(kind))
            ids = self._ids[kind]
            self._left -= len(ids) + 10
            self._known[kind, wanted] = did_you_mean(wanted, ids) if self._left >= 0 else ""
        return self._known[kind, wanted]


# Places


def cited_at(entry: Entry, path: Path) -> Mark:
    """The place that stands for a citation: its source or quote, else its first key."""
    for key in ("source", "quote"):
        if entry.document.has((*entry.path, *path, key)):
            return entry.mark(*path, key)
    if not path:
        return entry.mark()
    data: object = entry.document.data
    for step in (*entry.path, *path):
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int):
            data = data[step]
    return point(entry.document, (*entry.path, *path), data)


def figures_in(figure: Figure, prefix: Path = ()) -> Iterator[tuple[Path, Figure]]:
    """A figure and all its parts, with their paths; the whole first."""
    yield prefix, figure
    for index, part in enumerate(figure.components):
        yield from figures_in(part, (*prefix, "components", index))


def _used_ids(context: Context) -> Mapping[str, set[str]]:
    ledger = context.ledger
    used: dict[str, set[str]] = defaultdict(set)
    for referred, ids in context.referred.items():
        used[referred] = set(ids)
    parties = used["party"]
    for _, claimant in context.claimants:
        parties.update(claimant)
    for _, source in ledger.each(Source):
        parties.add(source.publisher)
    for _, quote in ledger.each(Quote):
        parties.update(filter(None, (quote.translator, *(each.translator for each in quote.translations))))
    for page in ledger.pages:
        for piece in page.prose.pieces:
            if isinstance(piece, Directive) and (kind := DIRECTIVE_KIND.get(piece.word)):
                used[kind].add(piece.id)
    return used


# Dates


def certainly_before(one: When | None, other: When | None) -> bool:
    """Whether two dates that the sources give exclude that `one` is not before `other`.

    A date that the editors worked out excludes nothing. Where only one of the two has a
    zone, the other may be anywhere on earth.
    """
    if one is None or other is None or one.worked_out or other.worked_out:
        return False
    if other.date.earliest <= one.date.latest:
        return False  # nearly always; what follows takes longer
    zones = [_has_zone(when) for when in (one, other)]
    gap = other.date.earliest - one.date.latest
    return gap > (_ZONES if zones[0] != zones[1] else timedelta())


def _has_zone(when: When) -> bool:
    clock = when.date.text.partition("T")[2]
    return clock.endswith("Z") or "+" in clock or "-" in clock
