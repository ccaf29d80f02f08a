"""Each side's account of a timeline's events, in the same columns all down the page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sayso.model.ledger import Ledger
from sayso.model.parties import Side
from sayso.model.story import Event

from .lanes import AccountLane

#: Sides that always have a column of their own. Of more, those have one that give an account on the
#: timeline, and those that they oppose.
_ALWAYS: Final = 3


@dataclass(frozen=True)
class Columns:
    """The columns of one timeline. `others` says that one stands for those without a side; `silent` are
    sides without a column: the page says of them once that our sources have no account of theirs."""

    sides: tuple[Side, ...]
    others: bool
    silent: tuple[Side, ...]

    @property
    def count(self) -> int:
        return len(self.sides) + self.others

    def names(self, others: str) -> tuple[str, ...]:
        """What stands above the columns; `others` are those without a side."""
        return (*(side.name for side in self.sides), *((others,) if self.others else ()))

    def kept(self, lanes: Iterable[AccountLane]) -> list[AccountLane]:
        """Those of an event's lanes that have a column, in its order."""
        shown = {"", *(side.id for side in self.sides)}
        return [lane for lane in lanes if lane.side in shown]


def columns(ledger: Ledger, events: Iterable[Event]) -> Columns:
    """The columns for some events; none at all where there is no account of any."""
    telling = {ledger.side_of(account.party) or "" for event in events for account in event.accounts}
    if not telling:
        return Columns((), others=False, silent=())
    sides = tuple(ledger.sides.values())
    shown = (
        sides if len(sides) <= _ALWAYS else tuple(side for side in sides if _belongs(side, sides, telling))
    )
    silent = tuple(side for side in sides if side not in shown)
    return Columns(shown, others="" in telling, silent=silent)


def _belongs(side: Side, sides: Iterable[Side], telling: set[str]) -> bool:
    opposed = {other for each in sides if each.id in telling for other in each.opposes}
    return side.id in telling or side.id in opposed or not telling.isdisjoint(side.opposes)
