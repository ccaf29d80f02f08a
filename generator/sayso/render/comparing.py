"""Which figures measure the same thing, and in what the others differ.

Only figures that agree in measure, unit, who is counted and period may stand in one table or
chart. Where they do not, the page says which of the four it is.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sayso.model.claims import Claim, Figure, Measured
from sayso.phrases import Phrases

#: For each part of `Measured`: the sentence, and the words for what a figure leaves out.
_ASKED: Final = (
    ("differ_measure", "differ_measure_missing"),
    ("differ_unit", "differ_unit_missing"),
    ("differ_counted", "differ_counted_missing"),
    ("differ_period", "differ_period_missing"),
)


@dataclass(frozen=True, slots=True)
class Wording:
    """How a page words what figures are compared by."""

    measure: Callable[[Figure], str]
    counted: Callable[[Figure], str]
    period: Callable[[Figure], str]


def grouped(claims: Iterable[Claim]) -> list[list[Claim]]:
    """The claims with a figure, still in use, in groups that measure the same thing."""
    groups: dict[Measured, list[Claim]] = {}
    for claim in claims:
        if claim.figure is not None and claim.open:
            groups.setdefault(claim.figure.measured(), []).append(claim)
    return list(groups.values())


def differences(figures: Sequence[Figure], wording: Wording, w: Phrases) -> list[str]:
    """Why these may not be compared, a sentence for each way in which they differ.

    "They do not measure the same thing: killed or wounded / losses (of what kind is not said)."
    """
    words: tuple[Callable[[Figure], str], ...] = (
        wording.measure,
        lambda figure: figure.unit or "",
        wording.counted,
        wording.period,
    )
    found = []
    for number, ((sentence, missing), word) in enumerate(zip(_ASKED, words, strict=True)):
        if len({figure.measured()[number] for figure in figures}) > 1:
            told = dict.fromkeys(word(figure) or w.plain(missing) for figure in figures)
            found.append(w.plain(sentence, values=" / ".join(told)))
    return found
