"""What a page says beside words: whether they stand in their source, and when that was seen."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from sayso import edtf
from sayso.dated import display
from sayso.model.captures import Result
from sayso.model.held import Holdings, Kept
from sayso.model.ledger import Ledger
from sayso.phrases import Phrases

State = Literal["stand", "often", "drifted", "unchecked"]
#: The most doubtful first: of a quotation in parts the page tells the worst.
_WORST: tuple[State, ...] = ("unchecked", "drifted", "often", "stand")


@dataclass(frozen=True, slots=True)
class Told:
    """`stand`: the words stand in the source; `often`: more than once; `drifted`: they did, and
    no longer do; `unchecked`: nobody has seen. `date` is the day on which that was seen, for a
    reader, and empty where it is not known."""

    state: State
    date: str = ""


@dataclass(frozen=True)
class Words:
    """The site's words beside its lock, for templates."""

    holdings: Holdings = field(default_factory=lambda: Holdings(Ledger()))

    def told(self, record: str, source: str, wordings: Sequence[str]) -> Told:
        """What to say of these words of a record (`kind:id`), which are given as one."""
        phrases = self.holdings.ledger.words
        states = [_told(phrases, self.holdings.of(record, source, words)) for words in wordings]
        return min(states, key=lambda told: _WORST.index(told.state), default=Told("unchecked"))


def _told(phrases: Phrases, kept: Kept | None) -> Told:
    if kept is None or kept.by_this_change:
        return Told("unchecked")
    if kept.result is Result.DRIFTED and kept.date:
        return Told("drifted", day(phrases, kept.date))
    if kept.result in (Result.VERIFIED, Result.AMBIGUOUS):
        return Told("stand" if kept.result is Result.VERIFIED else "often", day(phrases, kept.date))
    return Told("unchecked")


def day(phrases: Phrases, text: str) -> str:
    """A day of the lock as readers write it; nothing where it is none."""
    try:
        return display(phrases, edtf.read(text))
    except edtf.BadDate:
        return ""
