"""A figure held against the exact words that it is taken from.

What the words allow, the figure must allow too: "over 340" may be told as "at least 340",
never as 340. A figure is borne out if one citation bears it out; where none does, the first
that comes near is what the message tells of.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import Final

from sayso import figures
from sayso.model.claims import Figure

from .as_said import as_said_faults, places
from .beside import bounded, scale_of
from .digits import Said
from .english import ENGLISH
from .extents import extents, holds
from .faults import (
    Fault,
    Path,
    bound_hint,
    bound_key,
    bound_words,
    measure_hint,
    number_hint,
    number_key,
    numbers_of,
    told,
    wanted,
)
from .measures import MEASURE_OF, MEASURES, WEAKER
from .reading import Reading

#: What is lost where numbers with a point are added up.
_ROUNDING: Final = 1e-9
#: So many places of one number are looked at.
_PLACES: Final = 50
#: Bounds that a bare number in the words bears out.
_OF_BARE: Final = frozenset([None, "exact", "about", "at_least", "up_to", "within"])


def figure_faults(figure: Figure, held: Sequence[Reading], at: Path = ()) -> Iterator[Fault]:
    """Everything in a figure and its parts that no citation bears out."""
    if held and not _plainly(figure, held):
        yield from as_said_faults(figure, held, at)
        yield from _amount(figure, held, at)
    for number, part in enumerate(figure.components):
        yield from figure_faults(part, held, (*at, "components", number))


def _plainly(figure: Figure, held: Sequence[Reading]) -> bool:
    """Whether the number stands by itself in the words, with this bound, and nothing in them
    speaks against its measure: most figures need no closer look."""
    if figure.value is None or figure.as_said is not None:
        return False
    digits = str(figure.value)
    for words in held:
        if figure.measure in MEASURES and words.lexicon and not words.heads.isdisjoint(words.lexicon.timed):
            return False
        bounds = words.alone(digits)
        same = bounds is not None and (figure.bound or "") in bounds
        if same or (bounds == ("",) and figure.bound in _OF_BARE):
            return figure.measure not in MEASURES or all(
                figure.measure in WEAKER[kind] for kind in words.kinds
            )
    return False


# The number


def _amount(figure: Figure, held: Sequence[Reading], at: Path) -> Iterator[Fault]:
    """Whether number, bound and measure are those of the words."""
    if figure.value is None and figure.min is None and figure.max is None:
        if figure.as_said is not None:
            yield from _typed_bound(figure, at)
            yield from _measure(figure, _said_places(figure.as_said, held), at)
        elif figure.bound is not None and figure.bound.endswith("_of"):
            yield from _order(figure, held, at)
        return
    found = [(words, said) for words in held for said in _bearing(figure, words)]
    if not found:
        if _is_sum(figure):
            yield from _sum(figure, at)
        elif not any(_cannot_tell(words, figure) for words in held):
            yield Fault(
                "number", told(figure), numbers_of(held), number_hint(figure), (*at, number_key(figure))
            )
        return
    yield from _bound(figure, found, at)
    yield from _measure(figure, [(words, said.start, said.end) for words, said in found], at)


def _bearing(figure: Figure, words: Reading) -> list[Said]:
    """The numbers in the words that are this figure's: of a range, the range itself where
    it stands there, else its ends."""
    given = wanted(figure)
    times = scale_of(figure.unit, words.lexicon or ENGLISH) if figure.unit else Decimal(1)
    found = [_with_value(words, number, times) for number in given]
    if figure.measure in MEASURES:  # nobody is killed by the hours
        found = [[said for said in ends if not said.time] for ends in found]
    if len(given) == 1 or not all(found):
        return found[0] if all(found) else []
    ranges = [
        said
        for said in words.numbers
        if said.high
        and {given[0], given[0] * times} & {*said.values}
        and {given[1], given[1] * times} & {*said.high}
    ]
    return ranges or [said for ends in found for said in ends]


def _with_value(words: Reading, number: Decimal, times: Decimal) -> list[Said]:
    number = abs(number)  # "minus" stands as a word or as a dash
    numbers = {number, number * times}
    if words.lexicon is None:
        numbers |= {number / 1000, number / 1_000_000, number / 1_000_000_000}
    return [said for value in numbers for said in islice(words.by_value.get(value, ()), _PLACES)]


def _order(figure: Figure, held: Sequence[Reading], at: Path) -> Iterator[Fault]:
    """A figure that is nothing but "thousands of"."""
    wide = figures.extent(figure.bound or "", None, None, None)
    readable = [words for words in held if words.lexicon is not None]
    found = [
        (words, said.start, said.end)
        for words in readable
        for said in words.numbers
        if said.order == figure.bound
        or (wide and said.sure and not said.time and any(holds(wide, narrow) for narrow in extents(said)))
    ]
    if found:
        yield from _measure(figure, found[:_PLACES], at)
    elif readable and len(readable) == len(held):
        yield Fault(
            "number",
            told(figure),
            numbers_of(held),
            "write the number as the source gives it",
            (*at, "bound"),
        )


def _is_sum(figure: Figure) -> bool:
    """Whether it is the sum of its parts: our arithmetic, each part of which is held by itself."""
    parts = [part.value for part in figure.components]
    return (
        bool(parts) and None not in parts and sum(part for part in parts if part is not None) == figure.value
    )


def _sum(figure: Figure, at: Path) -> Iterator[Fault]:
    """A sum says no more than its parts do: of "about 12" and 30 it is about 42, and of the
    killed and the wounded nobody knows that all were killed."""
    parts = figure.components
    extents_of = [
        figures.extent(part.bound or "", None if part.value is None else float(part.value), None, None)
        for part in parts
    ]
    ours = figures.extent(figure.bound or "", float(figure.value or 0), None, None)
    known = [extent for extent in extents_of if extent is not None]
    bound = next((part.bound for part in parts if part.bound), None)
    if bound and ours is not None and len(known) == len(parts) and not (figure.bound or "").endswith("_of"):
        low, high = sum(extent.low for extent in known), sum(extent.high for extent in known)
        if low < ours.low - _ROUNDING * abs(low) or high > ours.high + _ROUNDING * abs(ours.high):
            mend = f"write 'bound: {bound}', as its parts have"
            yield Fault("bound", told(figure), " and ".join(map(told, parts)), mend, (*at, bound_key(figure)))
    for part in parts if figure.measure in MEASURES else ():
        kinds = [kind for kind, measure in MEASURE_OF.items() if measure == part.measure]
        if part.measure != figure.measure and not any(figure.measure in WEAKER[kind] for kind in kinds):
            yield Fault(
                "measure",
                figure.measure.replace("_", " "),
                part.measure.replace("_", " "),
                "count in a sum only what all its parts are: killed and wounded are casualties",
                (*at, "measure"),
            )
            return


def _cannot_tell(words: Reading, figure: Figure) -> bool:
    """In a language without words of ours: whether the number may stand there in letters, as
    small and round ones do. And a one is in many languages no word at all."""
    if words.lexicon is not None:
        return words.language != "en" and wanted(figure) == [1]
    return not words.by_value or any(number < 100 or number % 100 == 0 for number in wanted(figure))


# The bound


def _bound(figure: Figure, found: Sequence[tuple[Reading, Said]], at: Path) -> Iterator[Fault]:
    if (figure.bound or "").endswith("_of"):
        return  # another rule says that its number is not read
    ours = figures.extent(
        figure.bound or "", *(None if n is None else float(n) for n in (figure.value, figure.min, figure.max))
    )
    spread = figure.value is None
    readable = [(words, said) for words, said in found if words.lexicon is not None]
    if ours is None or not readable or len(readable) < len(found):
        return
    if (
        spread
        and not any(said.high for _, said in readable)
        and figure.min is not None
        and figure.max is not None
    ):
        return  # "at least 600 and at most 800": the two ends stand apart
    if not spread and any((figure.bound or "") in said.bounds for _, said in readable):
        return
    value = float(wanted(figure)[0])
    if any(holds(ours, theirs) for _, said in readable for theirs in extents(said, value)):
        return
    words, said = readable[0]
    yield Fault("bound", told(figure), words.shown_number(said), bound_hint(said), (*at, bound_key(figure)))


def _typed_bound(figure: Figure, at: Path) -> Iterator[Fault]:
    """A bound typed beside the source's words that is none of theirs."""
    words = Reading(figure.as_said or "")
    ours = figures.extent(figure.bound or "", 1.0, None, None)
    orders = [said.order for said in words.numbers if said.order not in ("", "few")]
    if (figure.bound or "").endswith("_of") and orders and figure.bound not in orders:
        mend = f"write 'bound: {orders[0]}', as the source's words have"
        yield Fault(
            "bound", bound_words(figure.bound or ""), words.shown(0, len(words.lower)), mend, (*at, "bound")
        )
    if figure.bound is None or figure.bound.endswith("_of") or ours is None or words.lexicon is None:
        return
    first = next((said for said in words.numbers if not said.order and not said.high), None)
    bounds, _, _ = bounded(words, 0, 0) if first is None else (first.bounds, 0, 0)
    theirs = [extent for bound in bounds if (extent := figures.extent(bound, 1.0, None, None))]
    if theirs and not any(holds(ours, extent) for extent in theirs):
        mend = "write the bound that the source's words have, or take it away"
        yield Fault(
            "bound", (figure.bound).replace("_", " "), words.shown(0, len(words.lower)), mend, (*at, "bound")
        )


# The measure


def _said_places(said: str, held: Sequence[Reading]) -> list[tuple[Reading, int, int]]:
    return [(words, start, end) for words in held for start, end in places(words, said)]


def _measure(figure: Figure, places: Sequence[tuple[Reading, int, int]], at: Path) -> Iterator[Fault]:
    if figure.measure not in MEASURES:
        return
    counts = [count for words, start, end in places for count in words.counted(start, end)]
    if not counts or any(figure.measure in WEAKER.get(count.kind, ()) for count in counts):
        return
    mend = measure_hint(counts[0])
    yield Fault("measure", figure.measure.replace("_", " "), counts[0].words, mend, (*at, "measure"))
