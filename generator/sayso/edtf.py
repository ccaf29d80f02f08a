"""Dates as editors write them: a closed profile of EDTF (ISO 8601-2:2019, levels 0 and 1).

Read here: a year `2024`, month `2024-08`, day `2025-01-05`, time `2025-01-05T09:00+03:00` (seconds
optional; zone `Z`, an offset, or none); `2025-XX` and `2025-01-XX` (as year and month); an interval
`A/B` of dates, one end of which may be `..` (open); after a date or after each end of an interval
one of `~` (approximate), `?` (uncertain), `%` (both). All else is refused with what to write instead.

A qualifier does not widen a date: `2024-12~` has the bounds of December 2024. Comparing dates may
only ever find what the source's words exclude, and nobody said how far "about" reaches.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final, Literal, NamedTuple

Precision = Literal["year", "month", "day", "minute", "second", "interval"]

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

#: What an open end of an interval is bounded by.
BEGINNING: Final = datetime.min.replace(tzinfo=UTC)
END: Final = datetime.max.replace(tzinfo=UTC)

YEARS = "years from 1000 to 9999 can be written, with four digits"
_POINT = re.compile(
    r"([0-9]{4})(?:-(?:XX|([0-9]{2})(?:-(?:XX|([0-9]{2})"
    r"(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?(Z|[+-][0-9]{2}:[0-9]{2})?)?))?))?([~?%])?"
)


class BadDate(ValueError):
    """A text outside the profile: `message` names the fault, `hint` what to write instead."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return self.message


class _Point(NamedTuple):
    """One date or time. A part that is not given is None; `zone` and `mark` are then ''."""

    year: int
    month: int | None
    day: int | None
    hour: int | None
    minute: int | None
    second: int | None
    zone: str
    mark: str

    @property
    def approximate(self) -> bool:
        return self.mark in ("~", "%")

    @property
    def uncertain(self) -> bool:
        return self.mark in ("?", "%")

    @property
    def precision(self) -> Precision:
        if self.month is None:
            return "year"
        if self.day is None:
            return "month"
        if self.hour is None:
            return "day"
        return "minute" if self.second is None else "second"


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date of the profile. Two are equal, and hash alike, when their texts are the same.

    `earliest` and `latest` are the first and the last microsecond (inclusive) of what the text can
    mean, aware, in UTC. A text without a zone is in local time somewhere; it is treated as UTC, so
    either bound may be up to 14 hours out. An open end is `BEGINNING` or `END`, which cannot be
    converted to another zone. For an interval `approximate` and `uncertain` hold if either end is.
    """

    text: str
    earliest: datetime = field(compare=False)
    latest: datetime = field(compare=False)
    approximate: bool = field(compare=False)
    uncertain: bool = field(compare=False)
    precision: Precision = field(compare=False)

    def display(self) -> str:
        """The date in English words: "5 January 2025", "6–8 August 2024", "about December 2024"."""
        if self.precision != "interval":
            return _point_words(_point(self.text))
        first, last = self.text.split("/")
        if first == "..":
            return f"until {_point_words(_point(last))}"
        if last == "..":
            return f"since {_point_words(_point(first))}"
        return _span_words(_point(first), _point(last))

    @property
    def machine(self) -> str:
        """The value for HTML's `<time datetime>` (HTML, section 4.5.14); "" where HTML has none that is true.

        A date that is qualified has none: HTML cannot say "about". An interval has the month or the year
        that both its ends lie in: HTML knows no intervals, and its start alone would be another date.
        """
        if self.approximate or self.uncertain:
            return ""
        first, _, last = self.text.replace("-XX", "").partition("/")
        if not last or first == last:
            return first
        whole = first[:7] if len(first) > 4 and first[:7] == last[:7] else first[:4]
        return whole if first[:4] == last[:4] else ""


def before(a: Edtf, b: Edtf) -> bool:
    """Whether the whole of `a` lies before all of `b`."""
    return a.latest < b.earliest


def overlaps(a: Edtf, b: Edtf) -> bool:
    """Whether `a` and `b` have an instant in common: neither is before the other."""
    return a.earliest <= b.latest and b.earliest <= a.latest


# ---- reading --------------------------------------------------------------------------------


def read(text: str) -> Edtf:
    """The date that `text` means.

    :raises BadDate: if it is outside the profile; without a hint where it has not the shape of a date.
    """
    if "/" in text:
        return _interval(text)
    point = _point(text)
    earliest, latest = _bounds(point)
    return Edtf(text, earliest, latest, point.approximate, point.uncertain, point.precision)


def _interval(text: str) -> Edtf:
    parts = text.split("/")
    if len(parts) != 2:
        raise BadDate("not the shape of an interval")
    first, last = (None if part in ("", "..") else _point(part) for part in parts)
    ends = [end for end in (first, last) if end is not None]
    if not ends:
        raise BadDate("the interval has no date at either end", "write a date at one end: 2024-08-06/..")
    if "" in parts:
        which = "end" if parts[0] else "start"
        remedy = f"write {parts[0] or '..'}/{parts[1] or '..'} for an open {which}"
        raise BadDate(f"the interval has no {which}", remedy)
    if any(end.hour is not None for end in ends):
        days = "/".join(part.partition("T")[0] for part in parts)
        raise BadDate("an interval stands between dates, not times of day", f"write {days}")
    earliest = _bounds(first)[0] if first else BEGINNING
    latest = _bounds(last)[1] if last else END
    if latest < earliest:
        raise BadDate("the interval ends before it begins", f"write {parts[1]}/{parts[0]}")
    approximate = any(end.approximate for end in ends)
    return Edtf(text, earliest, latest, approximate, any(end.uncertain for end in ends), "interval")


def _point(text: str) -> _Point:
    """One date or time. BadDate without a hint if it has not the shape of one."""
    match = _POINT.fullmatch(text)
    if match is None:
        raise BadDate("not the shape of a date")
    month, day, hour, minute, second = (None if part is None else int(part) for part in match.groups()[1:6])
    point = _Point(int(match[1]), month, day, hour, minute, second, match[7] or "", match[8] or "")
    if point.year < 1000:
        raise BadDate(f"the year {match[1]} is before 1000", YEARS)
    if month is not None and not 1 <= month <= 12:
        raise _bad_month(point.year, month, day)
    if month is not None and day is not None and not 1 <= day <= monthrange(point.year, month)[1]:
        remedy = f"its days go from 01 to {monthrange(point.year, month)[1]}"
        raise BadDate(f"{MONTHS[month - 1]} {point.year} has no day {day}", remedy)
    if hour is not None:
        _check_clock(text[:10], point)
    return point


def _bad_month(year: int, month: int, day: int | None) -> BadDate:
    if day is None and 21 <= month <= 24:  # EDTF's seasons, spring to winter; the south has them otherwise
        start = 3 * (month - 20)
        months = f"{year}-{start:02}/{year + start // 12}-{(start + 1) % 12 + 1:02}"
        return BadDate(f"{year}-{month} is a season, not a month", f"write its months, such as {months}")
    if day is not None and 1 <= day <= 12 and 1 <= month <= 31:
        remedy = f"write {year}-{day:02}-{month:02} if {month} is the day"
        return BadDate(f"there is no month {month}", remedy)
    return BadDate(f"there is no month {month:02}", "months go from 01 to 12")


def _check_clock(day: str, point: _Point) -> None:
    """Refuse a time of day or an offset that no clock shows, and a time with a qualifier."""
    if (point.hour or 0) > 23 or (point.minute or 0) > 59 or (point.second or 0) > 59:
        raise BadDate("no clock shows this time", "24:00 is 00:00 of the next day; minutes end at 59")
    zone = point.zone
    if zone == "-00:00" or zone[4:] > "59" or zone[1:] > ("12:00" if zone[:1] == "-" else "14:00"):
        raise BadDate(f"no place has the offset {zone}", "offsets go from -12:00 to +14:00; UTC is Z")
    if point.mark:
        remedy = f"write {day}{point.mark}, and the time in `words`"
        raise BadDate(f"a time of day cannot have '{point.mark}'", remedy)


def _bounds(point: _Point) -> tuple[datetime, datetime]:
    """First and last microsecond of a point, in UTC."""
    year, month, day, hour, minute, second, zone, _ = point
    start = datetime(year, month or 1, day or 1, hour or 0, minute or 0, second or 0, tzinfo=UTC)
    if hour is None:
        month = month or 12
        day = day or monthrange(year, month)[1]
        return start, datetime(year, month, day, 23, 59, 59, 999999, UTC)
    if zone not in ("", "Z"):
        ahead = timedelta(hours=int(zone[1:3]), minutes=int(zone[4:]))
        try:
            start += ahead if zone[0] == "-" else -ahead
        except OverflowError:  # the last hours of 9999, west of Greenwich
            raise BadDate("in UTC this time falls after the year 9999", YEARS) from None
    return start, start + timedelta(seconds=60 if second is None else 1, microseconds=-1)


# ---- words ----------------------------------------------------------------------------------


def _plain_words(point: _Point) -> str:
    if point.month is None:
        return f"{point.year}"
    month = f"{MONTHS[point.month - 1]} {point.year}"
    return month if point.day is None else f"{point.day} {month}"


def _point_words(point: _Point) -> str:
    words = _plain_words(point)
    if point.hour is not None:
        words += f", {point.hour:02}:{point.minute:02}"
        words += "" if point.second is None else f":{point.second:02}"
        words += f" ({_zone_words(point.zone)})"
    return ("about " if point.approximate else "") + words + (" (uncertain)" if point.uncertain else "")


def _zone_words(zone: str) -> str:
    if not zone:
        return "local time"
    if zone in ("Z", "+00:00"):
        return "UTC"
    hours, minutes = int(zone[1:3]), zone[4:]
    sign = "+" if zone[0] == "+" else "\N{MINUS SIGN}"
    return f"UTC{sign}{hours}" + ("" if minutes == "00" else f":{minutes}")


def _span_words(first: _Point, last: _Point) -> str:
    """An interval in words; what both ends share is said once, unless either end is qualified."""
    if first == last:
        return _point_words(first)
    if first.mark or last.mark or first.precision != last.precision:
        return f"{_point_words(first)} – {_point_words(last)}"
    if first.month is None or last.month is None:
        return f"{first.year}–{last.year}"
    if first.year != last.year:
        return f"{_plain_words(first)} – {_plain_words(last)}"
    month = MONTHS[first.month - 1]
    if first.day is None:
        return f"{month}–{_plain_words(last)}"
    if first.month == last.month:
        return f"{first.day}–{_plain_words(last)}"
    return f"{first.day} {month} – {_plain_words(last)}"
