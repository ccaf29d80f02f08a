"""How long after an event it was reported, as far as the dates allow it to be said."""

from dataclasses import dataclass
from typing import Final

from sayso.edtf import Edtf

from .timescale import bounds

#: Up to so many days are told as days, up to so many months as months.
_DAYS: Final = 60
_MONTHS: Final = 24
_SAME: Final = "timeline_reported_same"
_LONG: Final = {"days": 1.0, "months": 30.437, "years": 365.25}
#: The phrase of the interface for a unit and a shape.
_PHRASES: Final = {
    ("days", "exact"): "timeline_days_later",
    ("days", "range"): "timeline_days_later_between",
    ("days", "most"): "timeline_days_later_at_most",
    ("days", "about"): "timeline_days_later_about",
    ("months", "range"): "timeline_months_later_between",
    ("months", "most"): "timeline_months_later_at_most",
    ("months", "about"): "timeline_months_later_about",
    ("years", "range"): "timeline_years_later_between",
    ("years", "most"): "timeline_years_later_at_most",
    ("years", "about"): "timeline_years_later_about",
}


@dataclass(frozen=True, slots=True)
class Delay:
    """The name of a phrase of the interface, the number that it is counted by, and what it begins with
    where it is a range."""

    phrase: str
    n: int = 0
    least: int = 0

    @property
    def same_day(self) -> bool:
        return self.phrase == _SAME


def delay(happened: Edtf, reported: Edtf) -> Delay | None:
    """The time between two dates; None where nothing can be told of it.

    It is what the dates leave possible: from the last day of the one to the first of the other at least.
    """
    about = any((happened.approximate, happened.uncertain, reported.approximate, reported.uncertain))
    if happened.text == reported.text:
        return Delay(_SAME) if happened.precision == "day" and not about else None
    first, last = bounds(happened)
    begin, end = bounds(reported)
    if first is None or last is None or begin is None or end is None:
        return None
    most = (end.date() - first.date()).days
    # A report from before the last day of what it tells of says nothing of a delay.
    if most < 0 or end.date() < last.date() or (about and most == 0):
        return None
    if most == 0:
        return Delay(_SAME)
    return _told(max(0, (begin.date() - last.date()).days), most, about)


def _told(least: int, most: int, about: bool) -> Delay:
    unit = "days" if most <= _DAYS else "months" if most <= _MONTHS * 31 else "years"
    low, high = (int(days / _LONG[unit] + 0.5) for days in (least, most))
    if least == 0:
        return Delay(_PHRASES[unit, "most"], high)
    if about:
        return Delay(_PHRASES[unit, "about"], max(1, int((least + most) / 2 / _LONG[unit] + 0.5)))
    if low == high:
        # A rounded number of months is no exact one.
        return Delay(_PHRASES[unit, "exact" if least == most and unit == "days" else "about"], high)
    return Delay(_PHRASES[unit, "range"], high, low)
