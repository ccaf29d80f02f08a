"""The axis of a chart: always linear, always from 0, with round numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from math import isfinite
from typing import Final

from sayso.figures import plain

from .chart_lines import SMALL, width_of

#: Where 0 stands, and how long the axis is, in percent of the plot's width. Before it there is room
#: for half a mark, behind it for ends that are open.
START: Final = 2.0
AXIS: Final = 86.0
_STEPS: Final = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
#: How many steps are tried, the most first: as many as their numbers have room beside each other.
_COUNTS: Final = (4, 2, 1)
#: A figure this many times smaller than the axis cannot be told from 0 on a phone.
_TOO_SMALL: Final = 200


@dataclass(frozen=True, slots=True)
class Tick:
    """A number of the axis, where it stands and how it is written ("" where there is no room)."""

    at: float
    x: str
    label: str


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from 0 to `top`. `uneven` says that some figures are too small to be seen on it."""

    top: float
    ticks: tuple[Tick, ...]
    uneven: bool = False

    def x(self, number: float) -> str:
        """Where a number stands, in percent of the plot's width."""
        return percent(self._at(number))

    def width(self, start: float, stop: float | None) -> str:
        """How wide a stretch is; without an end it goes to the edge of the plot."""
        return percent((100.0 if stop is None else self._at(stop)) - self._at(start))

    def _at(self, number: float) -> float:
        return START + AXIS * min(number / self.top, 1.0)


def percent(number: float) -> str:
    """ "50%", "33.333%": three decimals say more than a screen can show."""
    return f"{number:.3f}".rstrip("0").rstrip(".") + "%"


def scale(numbers: Iterable[float], room: float) -> Scale:
    """The axis for these numbers, none below 0, in so many pixels of width."""
    told = [number for number in numbers if isfinite(number)]
    top = max(told, default=0.0)
    whole = all(number.is_integer() for number in told)
    least = min((number for number in told if number > 0), default=0.0)
    for count in _COUNTS:
        step = _step(top, count, whole)
        steps = [step * number for number in range(int(_ceiling(Decimal(repr(top)) / step)) + 1)]
        found = _ticks(steps if len(steps) > 1 else [Decimal(0), step], room)
        if found:
            break
    return Scale(found[-1].at, found, uneven=least > 0 and top / least >= _TOO_SMALL)


def _step(top: float, count: int, whole: bool) -> Decimal:
    """The smallest round step with which `count` of them reach `top`."""
    if top <= 0:
        return Decimal(1)
    rough = Decimal(repr(top)) / count
    power = Decimal(10) ** rough.adjusted()
    step = next(each * power for each in _STEPS if each * power >= rough)
    return max(_ceiling(step), Decimal(1)) if whole else step


def _ceiling(number: Decimal) -> Decimal:
    return number.to_integral_value(ROUND_CEILING)


def _ticks(steps: list[Decimal], room: float) -> tuple[Tick, ...]:
    """The ticks, where their numbers have room; of two numbers at least the 0 is written."""
    top = float(steps[-1])
    labels = [plain(float(each)) for each in steps]
    fits = sum(width_of(label, SMALL) + 10 for label in labels) <= room * AXIS / 100
    if not fits and len(steps) > 2:
        return ()
    if not fits:
        labels[-1] = ""
    return tuple(
        Tick(float(each), percent(START + AXIS * float(each) / top), label)
        for each, label in zip(steps, labels, strict=True)
    )
