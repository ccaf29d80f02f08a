"""Time cut into equal steps of the calendar, for what is drawn along it and what is listed under it.

Days are those that the editors wrote: a time of day counts on the day of its own zone. Nothing here
knows of "now", and no date is moved: a step is only a drawer in which dates are found again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final, Literal

from sayso.edtf import BEGINNING, END, Edtf, read

Kind = Literal["hour", "day", "week", "month", "year"]


@dataclass(frozen=True, slots=True)
class Unit:
    """So many hours, days, weeks (from Monday, ISO 8601), months or years at a time."""

    kind: Kind
    step: int = 1

    def floor(self, moment: datetime) -> datetime:
        """Where the step begins that a moment lies in."""
        day = moment.replace(hour=0, minute=0, second=0, microsecond=0)
        if self.kind == "hour":
            return day.replace(hour=moment.hour // self.step * self.step)
        if self.kind in ("day", "week"):
            size = self.step * (7 if self.kind == "week" else 1)
            # Day 1 of the calendar is a Monday.
            return datetime.fromordinal((day.toordinal() - 1) // size * size + 1).replace(tzinfo=UTC)
        if self.kind == "month":
            return day.replace(month=(day.month - 1) // self.step * self.step + 1, day=1)
        return day.replace(year=max(1, day.year // self.step * self.step), month=1, day=1)

    def after(self, start: datetime) -> datetime:
        """Where the next step begins; the end of time where there is none."""
        try:
            if self.kind == "hour":
                return start + timedelta(hours=self.step)
            if self.kind in ("day", "week"):
                return start + timedelta(days=self.step * (7 if self.kind == "week" else 1))
            if self.kind == "month":
                months = start.year * 12 + start.month - 1 + self.step
                return start.replace(year=months // 12, month=months % 12 + 1)
            return start.replace(year=start.year // self.step * self.step + self.step)
        except (OverflowError, ValueError):
            return END


_UNITS: Final = (
    *(Unit("hour", step) for step in (1, 2, 3, 6, 12)),
    *(Unit("day", step) for step in (1, 2)),
    *(Unit("week", step) for step in (1, 2)),
    *(Unit("month", step) for step in (1, 3, 6)),
    *(Unit("year", step) for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000)),
)


_HOURS: Final = sum(unit.kind == "hour" for unit in _UNITS)


@dataclass(frozen=True, slots=True)
class Scale:
    """Steps without a gap: each lies between two neighbours of `edges`."""

    unit: Unit
    edges: tuple[datetime, ...]

    @property
    def slots(self) -> int:
        return len(self.edges) - 1

    def slot(self, moment: datetime) -> int:
        """The number of the step that a moment lies in; before and after all, the first and the last."""
        found = sum(1 for edge in self.edges[1:-1] if edge <= moment)
        return min(found, self.slots - 1)

    def place(self, moment: datetime) -> float:
        """Where a moment lies along all steps, each of which is as wide as the others: 0 to 100."""
        number = self.slot(moment)
        start, end = self.edges[number : number + 2]
        return 100 * (number + (moment - start) / (end - start)) / self.slots


def scale(first: datetime, last: datetime, most: int, *, hours: bool = True) -> Scale:
    """The finest steps of which at most `most` reach from one moment to another; no hours where
    nothing is dated so closely."""
    for unit in _UNITS if hours else _UNITS[_HOURS:]:
        edges = [unit.floor(first)]
        while edges[-1] <= last and edges[-1] < END and len(edges) <= most + 1:
            edges.append(unit.after(edges[-1]))
        if len(edges) <= most + 1:
            return Scale(unit, tuple(edges))
    return Scale(_UNITS[-1], (_UNITS[-1].floor(first), END))


def bounds(when: Edtf) -> tuple[datetime | None, datetime | None]:
    """The first and the last moment of a date as its own calendar and clock show them, whatever the zone;
    None for an open end."""
    if when.precision in ("minute", "second"):
        local = datetime.fromisoformat(when.text).replace(tzinfo=UTC)
        return local, local
    first = None if when.earliest == BEGINNING else when.earliest
    return first, None if when.latest == END else when.latest


def hull(dates: Iterator[Edtf]) -> tuple[date, date] | None:
    """The first and the last day that some dates name; None where they name none."""
    ends = [end.date() for when in dates for end in bounds(when) if end is not None]
    return (min(ends), max(ends)) if ends else None


def span(first: date, last: date) -> Edtf:
    """The days from one to another as a date: a whole month or year is named as such."""
    month_ends = last.day == 31 or (last + timedelta(days=1)).day == 1
    size = 10
    if first.day == 1 and month_ends:
        size = 4 if first.month == 1 and last.month == 12 else 7
    texts = first.isoformat()[:size], last.isoformat()[:size]
    return read(texts[0] if texts[0] == texts[1] else "/".join(texts))
