"""Which figures measure the same thing, and in what the others differ.

Only figures that agree in measure, unit, who is counted and period may stand in one table or
chart. Where they do not, the page says which of the four it is.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sayso.model.claims import Claim, Figure, Measured


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


def differences(figures: Sequence[Figure], wording: Wording) -> list[str]:
    """Why these may not be compared, a sentence for each way in which they differ.

    "They do not measure the same thing: killed or wounded / losses (of what kind is not said)."
    """
    asked = (
        ("They do not measure the same thing", "not said", wording.measure),
        ("They are not given in the same unit", "no unit", lambda figure: figure.unit or ""),
        ("They do not count the same people or things", "not said who", wording.counted),
        ("They are not for the same days", "not said when", wording.period),
    )
    found = []
    for number, (sentence, missing, words) in enumerate(asked):
        if len({figure.measured()[number] for figure in figures}) > 1:
            told = dict.fromkeys(words(figure) or missing for figure in figures)
            found.append(f"{sentence}: {' / '.join(told)}.")
    return found
