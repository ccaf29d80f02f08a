"""Who says what side by side: one lane for each side, also for one that says nothing."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from sayso.model.claims import Claim
from sayso.model.ledger import Ledger
from sayso.model.standing import Standing
from sayso.model.story import Account, Event, Gap, Question
from sayso.phrases import Phrases

#: The lane of what several sides say together; no side has this id.
_BOTH: Final = "*"


@dataclass(frozen=True, slots=True)
class Lane:
    """A question's claims from one side. `side` is "" for several sides and for none.

    `gaps` are silences that a source reports; `shared` says that the side has its
    part in what several sides say, so that an empty lane is not an empty hand.
    """

    side: str
    name: str
    claims: tuple[Claim, ...] = ()
    gaps: tuple[Gap, ...] = ()
    shared: bool = False

    @property
    def empty(self) -> bool:
        return not self.claims and not self.gaps


@dataclass(frozen=True, slots=True)
class AccountLane:
    """What one side tells of an event."""

    side: str
    name: str
    accounts: tuple[Account, ...] = ()


def in_turn(ledger: Ledger, standings: Mapping[str, Standing], question: Question) -> list[Claim]:
    """A question's claims, the lanes taking turns: however the list is cut into pages,
    the sides stand beside each other on each."""
    queues: dict[str, list[Claim]] = defaultdict(list)
    for claim in ledger.claims_about.get(question.id, ()):
        queues[_lane(standings[claim.id])].append(claim)
    turns = zip_longest(*queues.values())
    return [claim for turn in turns for claim in turn if claim is not None]


def _lane(standing: Standing) -> str:
    sides = standing.facts.claimant_sides
    return sides[0] if len(sides) == 1 else _BOTH if sides else ""


def lanes_of(
    ledger: Ledger,
    standings: Mapping[str, Standing],
    w: Phrases,
    question: Question,
    part: Sequence[Claim] | None = None,
) -> list[Lane]:
    """What several sides say together, each side, then who has no side; [] where nobody says anything.

    `part` is what a further page shows of a long list: there a lane without claims has
    only come to its end, so it is left out, and so are the silences, told on the first.
    """
    claims: dict[str, list[Claim]] = defaultdict(list)
    gaps: dict[str, list[Gap]] = defaultdict(list)
    sharing: set[str] = set()
    for claim in ledger.claims_about.get(question.id, ()) if part is None else part:
        standing = standings[claim.id]
        claims[_lane(standing)].append(claim)
        if len(standing.facts.claimant_sides) > 1:
            sharing.update(standing.facts.claimant_sides)
    for gap in question.gaps if part is None else ():
        gaps[ledger.side_of(gap.party) or ""].append(gap)
    if not claims and not gaps:
        return []
    lanes = [
        Lane(side.id, side.name, tuple(claims[side.id]), tuple(gaps[side.id]), side.id in sharing)
        for side in ledger.sides.values()
    ]
    if claims[_BOTH]:
        name = w.plain("compare_both" if len(sharing) == 2 else "compare_several")
        lanes.insert(0, Lane("", name, tuple(claims[_BOTH])))
    if claims[""] or gaps[""]:
        lanes.append(Lane("", w.plain("compare_others"), tuple(claims[""]), tuple(gaps[""])))
    return lanes if part is None else [lane for lane in lanes if not lane.empty]


def account_lanes_of(ledger: Ledger, w: Phrases, event: Event) -> list[AccountLane]:
    """Each side's account of an event, also where a side gives none; [] where nobody gives one."""
    told: dict[str, list[Account]] = defaultdict(list)
    for account in event.accounts:
        told[ledger.side_of(account.party) or ""].append(account)
    if not told:
        return []
    lanes = [AccountLane(side.id, side.name, tuple(told[side.id])) for side in ledger.sides.values()]
    return [*lanes, AccountLane("", w.plain("compare_others"), tuple(told[""]))] if told[""] else lanes


def beside_accounts(event: Event) -> list[str]:
    """An event's claims that none of the accounts holds already."""
    told = {claim for account in event.accounts for claim in account.claims}
    return [claim for claim in event.claims if claim not in told]
