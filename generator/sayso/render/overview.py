"""The overview above a timeline: where on the axis each event stands. Numbers only; a macro draws them.

Positions along the axis are parts of a hundred, so that the drawing is as wide as its place and its
letters keep their size; heights are pixels. Each event stands in exactly one mark, and each mark is as
wide as one step of the axis at least: with `slots` steps nothing is too small to be touched (WCAG 2.2,
2.5.8), however many events there are.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sayso.edtf import Edtf
from sayso.model.story import Event

from .timescale import Scale, Unit, bounds, hull, scale, span

#: How high one row of bars is, the row of points, and the room below the axis for words.
ROW: Final = 26
POINTS: Final = 30
FOOT: Final = 22
#: From so many events on, an overview tells more than the list itself.
_WORTH_IT: Final = 3


@dataclass(frozen=True, slots=True)
class Size:
    """For how wide a place at least, in pixels: how many steps, words and rows of bars have room there."""

    name: str
    pixels: int
    slots: int
    ticks: int
    rows: int


#: A phone of 320 px leaves 288: steps of 28 px.
SIZES: Final = (Size("narrow", 288, 10, 4, 3), Size("wide", 620, 24, 8, 4))
#: How wide words on the axis are, in pixels, with some room round them.
_WIDTHS: Final = {"hour": 44, "day": 50, "month": 40, "year": 42, "month_year": 66, "date": 80}
_MONTH: Final = Unit("month")


@dataclass(frozen=True, slots=True)
class Mark:
    """Some events that stand in one place. A point has no row; a bar spans the time in which they may
    lie, from `start` to `end`; what can be touched is `width` from `left`. `begins` and `ends` say that
    it is not open on that side. It is `certain` where the date of one of them is."""

    events: tuple[Event, ...]
    when: Edtf | None
    left: float
    width: float
    start: float
    end: float
    certain: bool
    row: int | None = None
    begins: bool = True
    ends: bool = True

    @property
    def count(self) -> int:
        return len(self.events)

    @property
    def middle(self) -> float:
        if self.row is None:
            return round(self.left + self.width / 2, 2)
        return round((self.start + self.end) / 2, 2)

    @property
    def right(self) -> float:
        return round(self.left + self.width, 2)


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on the axis with words: a moment, and how much of it is told ("month", "day", ...). Near
    the end of the axis the words end there, else they begin there."""

    at: float
    moment: datetime
    told: str
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Overview:
    """One drawing. `rows` are the rows of bars above the row of points."""

    size: Size
    rows: int
    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]

    @property
    def axis(self) -> int:
        return self.rows * ROW + POINTS

    @property
    def height(self) -> int:
        return self.axis + FOOT

    def top(self, mark: Mark) -> int:
        """Where a mark's room begins: the first row of bars is nearest to the points."""
        return self.rows * ROW if mark.row is None else (self.rows - 1 - mark.row) * ROW


@dataclass(frozen=True, slots=True)
class _Spot:
    """An event on a scale: the steps that its date reaches over, and where it begins and ends there."""

    event: Event
    first: int
    last: int
    start: float
    end: float
    begins: bool
    ends: bool


def overviews(events: Sequence[Event]) -> list[Overview]:
    """A drawing for each size, of events in order; [] where there are too few, or no date has an end."""
    ends = [end for event in events for end in bounds(event.date.date) if end is not None]
    if len(events) < _WORTH_IT or not ends:
        return []
    hours = any(event.date.date.precision in ("minute", "second") for event in events)
    if min(ends).date() == max(ends).date() and not hours:
        return []
    first, last = min(ends), max(ends)
    return [_overview(events, scale(first, last, size.slots, hours=hours), size) for size in SIZES]


def _overview(events: Iterable[Event], along: Scale, size: Size) -> Overview:
    spots = [_spot(event, along) for event in events]
    points: dict[int, list[_Spot]] = defaultdict(list)
    for spot in spots:
        if _is_point(spot):
            points[spot.first].append(spot)
    bars = [spot for spot in spots if not _is_point(spot)]
    placed = _bars(bars, along, size.rows)
    marks = [
        *(_mark(found, along) for found in points.values()),
        *(_mark(found, along, row) for row, found in placed),
    ]
    marks.sort(key=lambda mark: (mark.left, mark.right))
    rows = max((row + 1 for row, _ in placed), default=0)
    return Overview(size, rows, tuple(marks), tuple(_ticks(along, size)))


def _spot(event: Event, along: Scale) -> _Spot:
    first, last = bounds(event.date.date)
    begin = 0 if first is None else along.slot(first)
    end = along.slots - 1 if last is None else along.slot(last)
    start = 0.0 if first is None else along.place(first)
    stop = 100.0 if last is None else along.place(last)
    return _Spot(event, begin, end, start, stop, first is not None, last is not None)


def _is_point(spot: _Spot) -> bool:
    return spot.first == spot.last and spot.begins and spot.ends


def _bars(spots: Sequence[_Spot], along: Scale, rows: int) -> list[tuple[int, list[_Spot]]]:
    """Bars in rows: (row, what it holds); what is certain and what is not stand apart. Where they are too
    many for the rows, those that reach over nearly the same time share one, and more until all have room."""
    grain = 1
    while True:
        together: dict[tuple[int, int, bool], list[_Spot]] = defaultdict(list)
        for spot in spots:
            last = min(along.slots - 1, spot.last // grain * grain + grain - 1)
            together[spot.first // grain * grain, last, _is_loose(spot.event.date.date)].append(spot)
        placed, taken = [], [-1] * rows
        for key in sorted(together, key=lambda key: (key[0], -key[1], key[2])):
            row = next((row for row, end in enumerate(taken) if end < key[0]), None)
            if row is None:
                break
            taken[row] = key[1]
            placed.append((row, together[key]))
        if len(placed) == len(together):
            return placed
        grain *= 2


def _mark(found: Sequence[_Spot], along: Scale, row: int | None = None) -> Mark:
    """A mark for events that stand together, as wide as they reach."""
    first, last = min(spot.first for spot in found), max(spot.last for spot in found)
    days = hull(spot.event.date.date for spot in found)
    return Mark(
        events=tuple(spot.event for spot in found),
        when=span(*days) if days and len(found) > 1 else None,
        left=round(100 * first / along.slots, 2),
        width=round(100 * (last - first + 1) / along.slots, 2),
        start=round(min(spot.start for spot in found), 2),
        end=round(max(spot.end for spot in found), 2),
        certain=not all(_is_loose(spot.event.date.date) for spot in found),
        row=row,
        begins=all(spot.begins for spot in found),
        ends=all(spot.ends for spot in found),
    )


def _is_loose(when: Edtf) -> bool:
    return when.approximate or when.uncertain


def _ticks(along: Scale, size: Size) -> Iterator[Tick]:
    """Words along the axis: each where it has room, none over another."""
    months = _months(along)
    moments = months if len(months) > 1 else along.edges[:-1]
    every = -(-len(moments) // size.ticks)
    before: datetime | None = None
    taken = 0.0
    for moment in moments[::every]:
        told = _told(along, moment, before)
        at, wide = round(along.place(moment), 2), 100 * _WIDTHS[told] / size.pixels
        ends = at + wide > 100
        if (at - wide if ends else at) < taken:
            continue
        yield Tick(at, moment, told, ends)
        taken = at if ends else at + wide
        before = moment


def _months(along: Scale) -> Sequence[datetime]:
    """The months that begin on a scale of days or weeks."""
    if along.unit.kind not in ("day", "week"):
        return ()
    starts = [_MONTH.floor(along.edges[0])]
    while starts[-1] < along.edges[-1]:
        starts.append(_MONTH.after(starts[-1]))
    return [start for start in starts if along.edges[0] <= start < along.edges[-1]]


def _told(along: Scale, moment: datetime, before: datetime | None) -> str:
    """How much of a moment the words on the axis tell: what changed since the words before it."""
    kind = along.unit.kind
    same_year = before is not None and before.year == moment.year
    if kind == "year":
        return "year"
    if kind == "month" or len(_months(along)) > 1:
        return "month" if same_year else "month_year"
    if kind == "hour" and before is not None and before.date() == moment.date():
        return "hour"
    return "day" if same_year else "date"
