"""How far a figure reaches on a scale that begins at 0: what a chart draws for each bound.

The numbers are those of `figures.extent`, so that a chart and the finding that two figures exclude
each other are of one mind. docs/charts.md shows the table of all bounds.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from sayso import figures
from sayso.model.claims import Claim, Figure
from sayso.model.standing import Standing

#: `floor`: independent sources confirm that much. `bar`: so much is said. `span`: the figure lies
#: somewhere in it. `less`: or less, only a limit above is given. `more`: or more, without an end.
#: `none`: whoever was asked gave no figure.
Kind = Literal["floor", "bar", "span", "less", "more", "none"]
#: The order in which they are drawn and explained.
KINDS: Final[tuple[Kind, ...]] = ("floor", "bar", "span", "less", "more", "none")
#: Why a figure is listed and not drawn.
Why = Literal["", "doubt", "words", "unknown", "negative"]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the scale. `stop` is None where it has no end."""

    kind: Kind
    start: float
    stop: float | None


@dataclass(frozen=True, slots=True)
class Reach:
    """What is drawn of one figure: stretches, marks at the numbers that were given, and the
    greatest number. `why` says why nothing is drawn."""

    parts: tuple[Part, ...] = ()
    marks: tuple[float, ...] = ()
    top: float = 0.0
    why: Why = ""


def reach_of(claim: Claim, standing: Standing) -> Reach:
    """What a chart draws for a claim with a figure."""
    figure = claim.figure
    if figure is None:
        return Reach(why="words")
    if claim.doubt is not None and claim.doubt.about == "number":
        return Reach(why="doubt")
    return reach(figure, confirmed_floor(figure, standing))


def reach(figure: Figure, floor: float = 0.0) -> Reach:
    """What a chart draws for a figure of which independent sources confirm `floor`."""
    if figure.value_status is not None:
        silent = figure.value_status == "not_given"
        return Reach((Part("none", 0, None),)) if silent else Reach(why="unknown")
    found = _extent(figure)
    if found is None:
        return Reach(why="words")
    if found.low < 0:
        return Reach(why="negative")
    marks = _marks(figure, found)
    parts = tuple(_parts(figure, found))
    if floor > 0:
        parts = (Part("floor", 0, floor), *parts)
    top = max((each.stop for each in parts if each.stop is not None), default=0.0)
    return Reach(parts, marks, max(top, *marks))


def _parts(figure: Figure, found: figures.Range) -> Iterable[Part]:
    if _only_a_limit(figure):
        yield Part("less", 0, found.high)
        return
    if found.low > 0:
        yield Part("bar", 0, found.low)
    if found.high == float("inf"):
        # "About 40 or more": between the tenth below and the number itself it may lie anywhere.
        given = float(figure.min if figure.value is None and figure.min is not None else figure.value or 0)
        if given > found.low:
            yield Part("span", found.low, given)
        yield Part("more", max(given, found.low), None)
    elif found.high > found.low:
        yield Part("span", found.low, found.high)


def _marks(figure: Figure, found: figures.Range) -> tuple[float, ...]:
    """The numbers as they were given; of a word such as "tens of" the ends of what it may mean."""
    given = [each for each in (figure.value, figure.min, figure.max) if each is not None]
    if figure.bound in figures.ORDERS or not given:
        return (found.low, found.high)
    return tuple(dict.fromkeys(map(float, given)))


def _only_a_limit(figure: Figure) -> bool:
    """Whether the figure says how many at most, and nothing of how many at least."""
    above = figure.bound in ("up_to", "less_than") or (figure.bound == "within" and figure.min is None)
    plain = figure.bound in (None, "exact", "nearly", "about")
    return above or (plain and figure.value is None and figure.min is None)


def _extent(figure: Figure) -> figures.Range | None:
    value, low, high = (None if n is None else float(n) for n in (figure.value, figure.min, figure.max))
    return figures.extent(figure.bound or "", value, low, high)


def confirmed_floor(figure: Figure, standing: Standing) -> float:
    """How much of a figure independent sources confirm: 0 where none.

    Of several confirmed parts the greatest counts and not their sum: whether parts overlap
    is not on record, and a floor may never say too much.
    """
    if standing.overridden:
        return 0.0
    lows = [_extent(figure)] if standing.facts.confirmed else []
    unit = figure.measured().unit
    lows += [
        _extent(part)
        for part in figure.components
        if part.measure in standing.facts.parts_confirmed and part.measured(figure).unit == unit
    ]
    return max((found.low for found in lows if found is not None), default=0.0)
