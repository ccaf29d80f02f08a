"""The arithmetic of reported figures: how far "about 340" or "tens of" reach.

A range serves to find figures that exclude one another. Where a word is loose the wider reading is
taken, so that a contradiction is only reported where no reading of the words avoids it. The
tolerances are ours; no standard sets them. All figures are counts or amounts in one unit, which
is the caller's business.
"""

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

#: "About" and "nearly" reach this far: a tenth of the figure.
TOLERANCE: Final = 10

_ENDS = ("exact", "about", "nearly", "over", "at_least", "up_to", "less_than", "within")

#: Bounds that name an order of magnitude, whatever figures stand beside them.
ORDERS: Final = {
    "tens_of": (20.0, 100.0),
    "hundreds_of": (200.0, 1_000.0),
    "thousands_of": (2_000.0, 10_000.0),
    "tens_of_thousands_of": (20_000.0, 100_000.0),
}

#: Every word that `extent` knows; "" is "as given".
BOUNDS: Final = frozenset(["", *_ENDS, *ORDERS])

#: The longest text that `number` reads, so that nothing overflows later.
_LONGEST: Final = 40
_NUMBER = re.compile(
    r"-?(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?P<gap>[, \u00a0\u2009\u202f])[0-9]{3}(?:(?P=gap)[0-9]{3})*)"
    r"(?:\.[0-9]+)?"
)


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers from `low` to `high`; an open end is not itself among them. Never empty.

    :raises ValueError: if no number lies in it, or an end is NaN.
    """

    low: float
    high: float
    open_low: bool = False
    open_high: bool = False

    def __post_init__(self) -> None:
        single = self.low == self.high and not (self.open_low or self.open_high or math.isinf(self.low))
        if not (self.low < self.high or single):
            raise ValueError(f"no number lies between {self.low} and {self.high}")

    def contains(self, x: float) -> bool:
        """Whether `x` lies in the range."""
        above = x > self.low if self.open_low else x >= self.low
        below = x < self.high if self.open_high else x <= self.high
        return above and below

    def disjoint(self, other: "Range") -> bool:
        """Whether the two have no number in common."""
        return self._ends_before(other) or other._ends_before(self)

    def _ends_before(self, other: "Range") -> bool:
        if self.high == other.low:
            return self.open_high or other.open_low
        return self.high < other.low


def extent(bound: str, value: float | None, low: float | None, high: float | None) -> Range | None:
    """The numbers that a figure may mean; None where nothing is known.

    `bound` is the data model's word ('' is "as given", read as exact). `low` and `high` are the
    figure's `min` and `max`; if either is given, `value` is not looked at. For a value v:

    ==========  ====================  ===============================================
    bound       range                 with min and max instead
    ==========  ====================  ===============================================
    exact, ''   [v, v]                [min, max]
    about       [v - 10 %, v + 10 %]  [min - 10 %, max + 10 %]
    nearly      [v - 10 %, v)         [min - 10 %, max)
    over        (v, ∞)                (min, ∞): "over 5 to 10" may be anything over 5
    at_least    [v, ∞)                [min, ∞)
    up_to       [0, v]                [0, max]
    less_than   [0, v)                [0, max)
    within      [0, v]                [min, max]
    ==========  ====================  ===============================================

    A `min` alone leaves the top open (∞), a `max` alone begins at 0; below 0 the bottom is -∞.
    `tens_of` is [20, 100), and so on by tens up to `tens_of_thousands_of`, [20,000, 100,000),
    whatever numbers are given. None for a bound not listed, for one whose end is not given (`over`
    with only a `max`), for figures that are not finite, and where no number would be left (`min`
    above `max`, `nearly` 0).
    """
    if bound in ORDERS:
        return _range(*ORDERS[bound], open_high=True)
    if bound not in BOUNDS or not all(math.isfinite(x) for x in (value, low, high) if x is not None):
        return None
    if low is None and high is None:
        if value is None:
            return None
        low = high = value
        bound = "up_to" if bound == "within" else bound
    if bound in ("over", "at_least"):
        return None if low is None else _range(low, math.inf, open_low=bound == "over")
    if bound in ("up_to", "less_than"):
        return None if high is None else _range(_floor(high), high, open_high=bound == "less_than")
    bottom = _floor(high) if low is None else low
    top = math.inf if high is None else high
    if bound in ("about", "nearly"):
        bottom -= abs(bottom) / TOLERANCE
    if bound == "about":
        top += abs(top) / TOLERANCE
    return _range(bottom, top, open_high=bound == "nearly")


def _floor(high: float | None) -> float:
    """Where a figure begins that is only bounded above: nothing is counted below 0."""
    return -math.inf if high is not None and high < 0 else 0.0


def _range(low: float, high: float, *, open_low: bool = False, open_high: bool = False) -> Range | None:
    """A Range whose infinite ends are open; None if no number lies in it."""
    try:
        return Range(low, high, open_low or math.isinf(low), open_high or math.isinf(high))
    except ValueError:
        return None


def number(text: str) -> Decimal | None:
    """The number that an editor wrote: "340", "1,000", "1 000", "-3", "12.5"; None if it is not one.

    Thousands may be set apart by commas or by spaces (plain, no-break or thin ones), in groups of
    three and all alike; the decimal sign is a point. None for exponents, a leading '+' or zero
    ("010"), a point without digits on both sides, digits other than 0 to 9, and over 40 characters.
    """
    if len(text) > _LONGEST or _NUMBER.fullmatch(text) is None:
        return None
    return Decimal(re.sub(r"[^0-9.-]", "", text))


def plain(value: Decimal | float) -> str:
    """A number as a reader sees it: 1000 -> "1,000", 12.5 -> "12.5", 340.0 -> "340".

    A Decimal keeps the decimals it was written with ("12.50"); a float has those it needs.

    :raises ValueError: for infinity and NaN.
    """
    if not math.isfinite(value):
        raise ValueError(f"not a number to show: {value}")
    if isinstance(value, float):
        value = int(value) if value.is_integer() else Decimal(repr(value))
    return f"{value:,}" if isinstance(value, int) else f"{value:,f}"
