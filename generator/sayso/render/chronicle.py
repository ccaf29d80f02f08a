"""A timeline as its pages tell it: its events under dates, and cut into pages where they are many.

The first page has every event: those that its own part does not tell in full stand there in brief, with
their ids. So an address that was published once leads to its event for ever, also without a script,
however long the timeline has become.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from sayso.edtf import Edtf, read
from sayso.model.story import Event, Timeline

from .address import page_path
from .overview import Overview, overviews
from .timescale import Kind, bounds, hull, span

#: What an event weighs on a page, by what it shows: 1 is about 700 bytes of a built page.
_EVENT: Final = 3
_CLAIM: Final = 1
_QUOTE: Final = 1
_CITATION: Final = 3
#: So much of a timeline stands on one page. A longer one is cut: its first page tells less in full, for it
#: has all other events in brief, and stays under 400 kB with 300 of them.
_WHOLE: Final = 300
_FIRST: Final = 100
_FURTHER: Final = 250
#: Dates as headings: the finest of these of which each has so many events on the whole.
_HEADINGS: Final[tuple[Kind, ...]] = ("day", "month", "year")
_PER_HEADING: Final = 3
#: The group of a timeline that has none.
_ALL: Final = "_events"
#: In the editors' text so many of the first and of the last events stand; where one or two would be left
#: out between them, none is.
_BEGINNING: Final = 5
_END: Final = 7
_REST: Final = 2


@dataclass(frozen=True, slots=True)
class Group:
    """Events under one date; `when` is None for those whose beginning nobody knows. `id` is the heading's:
    no record's begins with "_". `first` is the number of its first event on the timeline, from 1."""

    id: str
    when: Edtf | None
    events: tuple[Event, ...]
    first: int

    @property
    def headed(self) -> bool:
        """Whether it has a heading: a timeline without dates as headings is one group."""
        return self.id != _ALL


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a timeline: the groups that it tells in full."""

    number: int
    path: str
    groups: tuple[Group, ...]

    @property
    def events(self) -> int:
        return sum(len(group.events) for group in self.groups)

    @property
    def first(self) -> int:
        return self.groups[0].first if self.groups else 0

    @property
    def last(self) -> int:
        return self.first + self.events - 1

    @property
    def when(self) -> Edtf | None:
        days = hull(event.date.date for group in self.groups for event in group.events)
        return span(*days) if days else None


#: A date on the page that tells it.
Way = tuple[str, Group]


@dataclass(frozen=True)
class Chronicle:
    """A timeline with its events in order."""

    line: Timeline

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """All events under their dates; one group without a date where headings would tell nothing."""
        events = in_order(self.line)
        for kind in _HEADINGS:
            keys = [_key(event.date.date, kind) for event in events]
            if len(set(keys)) * _PER_HEADING <= len(events):
                return tuple(_grouped(events, keys))
        return (Group(_ALL, None, tuple(events), 1),) if events else ()

    @property
    def events(self) -> tuple[Event, ...]:
        return tuple(event for group in self.groups for event in group.events)

    @property
    def when(self) -> Edtf | None:
        """From the first day to the last one that its events name."""
        days = hull(event.date.date for event in self.line.events)
        return span(*days) if days else None

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The pages, each as full as it may be."""
        path = page_path("timeline", self.line.id)
        cuts = list(_cut(self.groups)) if self._weight > _WHOLE else [list(self.groups)]
        further = path.removesuffix(".md")
        return tuple(
            Part(number, path if number == 1 else f"{further}/part-{number}.md", tuple(groups))
            for number, groups in enumerate(cuts, start=1)
        )

    @property
    def _weight(self) -> int:
        return sum(map(_weight, self.line.events))

    @cached_property
    def pages(self) -> Mapping[str, str]:
        """Event id -> the page that tells it in full."""
        return {event.id: part.path for part in self.parts for group in part.groups for event in group.events}

    @cached_property
    def overviews(self) -> tuple[Overview, ...]:
        """The drawing above it, for each size; none where it would tell nothing."""
        return tuple(overviews(self.events))

    @property
    def key(self) -> tuple[str, ...]:
        """Which kinds of marks its drawings have: "point", "bar", "loose"."""
        marks = [mark for drawing in self.overviews for mark in drawing.marks]
        found = {
            "point": any(mark.row is None for mark in marks),
            "bar": any(mark.row is not None for mark in marks),
            "loose": not all(mark.certain for mark in marks),
        }
        return tuple(kind for kind, there in found.items() if there)

    def beside(self, group: Group) -> tuple[Way | None, Way | None]:
        """The date before and the date after one, each with the page on which it begins."""
        at = next(number for number, each in enumerate(self.groups) if each.id == group.id)
        ways = [(self.pages[each.events[0].id], each) for each in self.groups[max(0, at - 1) : at + 2]]
        before = ways[0] if at else None
        return before, ways[-1] if at + 1 < len(self.groups) else None

    @property
    def brief(self) -> tuple[tuple[Event, ...], tuple[Event, ...], tuple[Event, ...]]:
        """What stands of it in the editors' text: how it begins, what is left out, and how it ends, so far
        as it is known. All of it is in the first where it is short."""
        events = self.events
        if len(events) <= _BEGINNING + _END + _REST:
            return events, (), ()
        return events[:_BEGINNING], events[_BEGINNING:-_END], events[-_END:]


def in_order(line: Timeline) -> list[Event]:
    """A timeline's events in order of their dates, else as written."""
    return sorted(line.events, key=lambda event: event.date.date.earliest)


def _key(when: Edtf, kind: Kind) -> str:
    """The heading that a date stands under: its day, month or year, never finer than it is itself."""
    start = bounds(when)[0]
    if start is None:
        return ""
    written = when.text.partition("/")[0].replace("-XX", "").rstrip("~?%")
    return written[: {"day": 10, "month": 7, "year": 4}.get(kind, 10)]


def _grouped(events: Sequence[Event], keys: Sequence[str]) -> Iterator[Group]:
    found: dict[str, list[Event]] = defaultdict(list)
    for key, event in zip(keys, events, strict=True):
        found[key].append(event)
    number = 1
    # The order of the headings is that of their texts: a year before its months, these before their days.
    for key in sorted(found):
        told = tuple(found[key])
        yield Group(f"_{key or 'before'}", read(key) if key else None, told, number)
        number += len(told)


def _cut(groups: Sequence[Group]) -> Iterator[list[Group]]:
    """Groups in pages, none heavier than it may be unless it is a single event."""
    page: list[Group] = []
    weight, room = 0, _FIRST
    for group in groups:
        start = 0
        for at, event in enumerate(group.events):
            if (page or at > start) and weight + _weight(event) > room:
                page += _piece(group, start, at)
                yield page
                page, weight, room, start = [], 0, _FURTHER, at
            weight += _weight(event)
        page += _piece(group, start, len(group.events))
    if page:
        yield page


def _piece(group: Group, start: int, end: int) -> list[Group]:
    """A date's events from one to another; none where there are none."""
    if start == end:
        return []
    whole = start == 0 and end == len(group.events)
    return [group if whole else Group(group.id, group.when, group.events[start:end], group.first + start)]


def _weight(event: Event) -> int:
    claims = len(event.claims) + sum(len(account.claims) for account in event.accounts)
    return _EVENT + _CLAIM * claims + _QUOTE * len(event.quotes) + _CITATION * len(event.citations)
