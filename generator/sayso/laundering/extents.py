"""How far a number reaches as somebody said it, and whether another one reaches as far.

The law of the whole package: what their words allow, ours must allow too.
"""

from sayso import figures
from sayso.figures import Range
from sayso.model.claims import Figure

from .digits import Said


def extents(said: Said, value: float | None = None) -> list[Range]:
    """The numbers that somebody's words may mean, one range for each reading of their bound."""
    if said.order:
        found = [figures.extent(said.order, None, None, None)]
    elif said.high:
        low, high = float(said.values[0]), float(said.high[0])
        found = [figures.extent(bound, None, min(low, high), max(low, high)) for bound in said.bounds]
    else:
        number = float(said.values[0]) if value is None else value
        found = [figures.extent(bound, number, None, None) for bound in said.bounds]
    return [extent for extent in found if extent is not None]


def holds(outer: Range, inner: Range) -> bool:
    """Whether everything in the inner range is in the outer one too."""
    low = outer.low < inner.low or (outer.low == inner.low and (inner.open_low or not outer.open_low))
    high = outer.high > inner.high or (outer.high == inner.high and (inner.open_high or not outer.open_high))
    return low and high


def fair(ours: Said, theirs: Said) -> bool:
    """Whether a number of ours allows all that a number of theirs, the same one, allows."""
    same = next((value for value in ours.values if value in theirs.values), None)
    value = None if same is None else float(same)
    return any(holds(wide, narrow) for wide in extents(ours, value) for narrow in extents(theirs, value))


def allows(ours: Said, figure: Figure) -> bool:
    """Whether a number of ours allows all that a figure allows."""
    given = (None if n is None else float(n) for n in (figure.value, figure.min, figure.max))
    narrow = figures.extent(figure.bound or "", *given)
    return narrow is None or any(holds(wide, narrow) for wide in extents(ours))
