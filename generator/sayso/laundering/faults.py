"""What can be wrong with a figure or a text, and how it is told in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Final, Literal

from sayso import figures
from sayso.model.claims import Figure

from .digits import Said
from .measures import MEASURE_OF
from .reading import Counted, Reading

Kind = Literal["number", "bound", "measure", "as_said"]
Path = tuple[str | int, ...]

#: So many numbers of the exact words are looked at, and so many are told.
_LOOKED_AT: Final = 50
_TOLD: Final = 4


@dataclass(frozen=True, slots=True)
class Fault:
    """What a figure or a text says otherwise than the exact words, both in words.

    `at` is the path of the fault in the figure; `mend` how it may be mended.
    """

    kind: Kind
    ours: str
    theirs: str
    mend: str
    at: Path = ()


def wanted(figure: Figure) -> list[Decimal]:
    """The numbers that a figure gives: its value, or the ends of its range."""
    given = (figure.value,) if figure.value is not None else (figure.min, figure.max)
    return [number for number in given if number is not None]


def measure_hint(count: Counted) -> str:
    """How a stronger measure is mended."""
    measure = MEASURE_OF.get(count.kind, "casualties")
    return f"write 'measure: {measure}', or cite the words that say more"


def bound_words(bound: str) -> str:
    """A bound as a sentence has it."""
    return "exactly" if bound == "exact" else bound.replace("_", " ")


def told(figure: Figure) -> str:
    """A figure's number in words, its bound included."""
    bound = bound_words(figure.bound or "")
    given = [figures.plain(number) for number in wanted(figure)]
    if len(given) == 1 and figure.value is None:
        given.insert(0, "at least" if figure.min is not None else "at most")
        return " ".join(filter(None, (bound, *given)))
    return " ".join(filter(None, (bound, " to ".join(given))))


def numbers_of(held: Sequence[Reading]) -> str:
    """The numbers that the exact words have instead; "" where they have none."""
    found = dict.fromkeys(
        words.shown_number(said)
        for words in held
        for said in islice(words.numbers, _LOOKED_AT)
        if said.sure and not said.time
    )
    return ", ".join(list(found)[:_TOLD])


def number_hint(figure: Figure) -> str:
    """How a number that nobody said is mended."""
    if figure.as_said is None and figure.components:
        return "write the number as the source gives it, or the parts it is the sum of"
    return "write the number as the source gives it, or cite the words that hold it"


def bound_hint(said: Said) -> str:
    """How a stronger bound is mended, by the words that hold the number."""
    bound = said.bounds[0]
    if said.high:
        low, high = (figures.plain(numbers[0]) for numbers in (said.values, said.high))
        return f"write 'min: {low}' and 'max: {high}'"
    return f"write 'bound: {bound}'" if bound else "take the bound away: the source gives none"


def number_key(figure: Figure) -> str:
    """Where in a figure its number stands."""
    return "value" if figure.value is not None else "min" if figure.min is not None else "max"


def bound_key(figure: Figure) -> str:
    """Where in a figure its bound stands, or what has none."""
    return "bound" if figure.bound is not None else number_key(figure)
