"""What every rule is given and what it gives back, and the few things that several need."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from sayso.diagnostics import Mark, Related
from sayso.model.claims import SOURCE_VOICE, Citation, Claim, Figure
from sayso.model.fields import Ref, When
from sayso.model.ledger import Entry, Ledger
from sayso.model.parties import UNNAMED, Source
from sayso.model.settings import Config
from sayso.model.standing import Standing
from sayso.model.story import Event, Question, Quote
from sayso.model.validate import point
from sayso.model.walk import Path
from sayso.prose import Directive
from sayso.source import Document
from sayso.text import did_you_mean
from sayso.vocabulary import DIRECTIVE_KIND

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


def citations(ledger: Ledger) -> Iterator[tuple[Entry, Path, Citation]]:
    """Every citation of every sound record, with its record and its path in it."""
    for entry, claim in ledger.each(Claim):
        for path, citation in claim.evidence:
            yield entry, path, citation
    for entry, event in ledger.each(Event):
        for index, citation in enumerate(event.citations):
            yield entry, ("citations", index), citation
    for entry, question in ledger.each(Question):
        for index, gap in enumerate(question.gaps):
            yield entry, ("gaps", index, "citation"), gap.citation


def figures_in(figure: Figure, prefix: Path = ()) -> Iterator[tuple[Path, Figure]]:
    """A figure and all its parts, with their paths; the whole first."""
    yield prefix, figure
    for index, part in enumerate(figure.components):
        yield from figures_in(part, (*prefix, "components", index))


def used_ids(ledger: Ledger, kind: str) -> set[str]:
    """The ids of a kind that some other record or some page names."""
    used: set[str] = set()
    for entry in ledger.entries:
        used.update(
            leaf.text for leaf in entry.leaves if isinstance(leaf.marker, Ref) and leaf.marker.kind == kind
        )
        record = entry.record
        if kind == "party" and isinstance(record, Claim):
            used.update(record.claimant)
        elif kind == "party" and isinstance(record, Source):
            used.add(record.publisher)
        elif kind == "party" and isinstance(record, Quote):
            used.update(filter(None, (record.translator, *(each.translator for each in record.translations))))
    for page in ledger.pages:
        for piece in page.prose.pieces:
            if isinstance(piece, Directive) and DIRECTIVE_KIND.get(piece.word) == kind:
                used.add(piece.id)
    return used


# Dates


def certainly_before(one: When | None, other: When | None) -> bool:
    """Whether two dates that the sources give exclude that `one` is not before `other`.

    A date that the editors worked out excludes nothing. Where only one of the two has a
    zone, the other may be anywhere on earth.
    """
    if one is None or other is None or one.worked_out or other.worked_out:
        return False
    zones = [_has_zone(when) for when in (one, other)]
    gap = other.date.earliest - one.date.latest
    return gap > (_ZONES if zones[0] != zones[1] else timedelta())


def _has_zone(when: When) -> bool:
    clock = when.date.text.partition("T")[2]
    return clock.endswith("Z") or "+" in clock or "-" in clock


# Circles


def circles(links: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """The circles in a graph of ids, in time linear in its size.

    Out: one list for each knot of circles, a shortest way from its first id (in the
    order given) round to itself, without the repetition at its end.
    """
    found = []
    order = {node: number for number, node in enumerate(links)}
    for knot in _knots(links):
        inside = set(knot)
        start = min(knot, key=lambda node: order.get(node, len(order)))
        if way := _way_round(start, links, inside):
            found.append(way)
    return sorted(found, key=lambda way: order.get(way[0], 0))


def round_trip(way: list[str]) -> str:
    """A circle in words, its middle left out where it is long."""
    shown = way if len(way) <= 6 else [*way[:3], "…", *way[-2:]]
    return " → ".join([*shown, way[0]])


def _way_round(start: str, links: Mapping[str, Iterable[str]], inside: set[str]) -> list[str]:
    came: dict[str, str] = {}
    queue = [start]
    for node in queue:  # grows while it is walked
        for below in links.get(node, ()):
            if below == start:
                way = [node]
                while way[-1] != start:
                    way.append(came[way[-1]])
                return way[::-1]
            if below in inside and below not in came:
                came[below] = node
                queue.append(below)
    return []


def _knots(links: Mapping[str, Iterable[str]]) -> Iterator[list[str]]:
    """Strongly connected components (Tarjan 1972), without recursion."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    on_stack: set[str] = set()
    stack: list[str] = []
    for root in links:
        if root in index:
            continue
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        work = [(root, iter(links.get(root, ())))]
        while work:
            node, below = work[-1]
            for child in below:
                if child not in index:
                    index[child] = low[child] = len(index)
                    stack.append(child)
                    on_stack.add(child)
                    work.append((child, iter(links.get(child, ()))))
                    break
                if child in on_stack:
                    low[node] = min(low[node], index[child])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    knot = [stack.pop()]
                    while knot[-1] != node:
                        knot.append(stack.pop())
                    on_stack.difference_update(knot)
                    yield knot
