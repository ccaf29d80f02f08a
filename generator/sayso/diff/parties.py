"""Sides and parties: on whose side somebody is, and with what interest, theirs or inherited."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from sayso.model.changes import Change
from sayso.model.parties import Party, Side
from sayso.phrases import Phrases

from .fields import Kinds, changed
from .pairs import Pair, Paired
from .view import View

#: Who belongs to whom, so far up.
_LONGEST: Final = 32
_PARTY: Final[Kinds] = {
    # Side and interest are told as they are in effect, typed or inherited.
    **dict.fromkeys(("name", "short_name", "unnamed", "type"), "name-changed"),
    "names": "wording-only",
    "aligned_with": "side-changed",
    "affiliation": "side-changed",
    "interest_reason": "interest-changed",
}
_SIDE: Final[Kinds] = {"name": "name-changed", "adjective": "name-changed", "opposes": "side-changed"}


def party_changes(states: Paired, pair: Pair, standpoints: "Standpoints") -> Iterator[Change]:
    """What became of a party that is in both states: also what it inherits from whom it belongs to."""
    if not isinstance(pair.before, Party) or not isinstance(pair.after, Party):
        return
    title, name, formerly = states.after.title(pair.name), pair.name, pair.formerly
    old, new = standpoints.pair(pair.before.id, pair.after.id)
    # Told as they are in effect: what is typed that holds anyway is no change.
    told = {"side", "interest"}
    if old.side_key != new.side_key:
        yield Change("side-changed", name, title, old.side, new.side, "side", formerly=formerly)
    if old.interest != new.interest:
        told.add("interest_reason")
        words = states.after.words
        one, other = _interest(old.interest, pair.before, words), _interest(new.interest, pair.after, words)
        yield Change("interest-changed", name, title, one, other, "interest", formerly=formerly)
    yield from changed(states, pair, _PARTY, frozenset(told))


def side_changes(states: Paired, pair: Pair) -> Iterator[Change]:
    """What became of a side that is in both states."""
    if not isinstance(pair.before, Side) or not isinstance(pair.after, Side):
        return
    same = states.before.opponents.get(pair.old) == states.after.opponents.get(pair.new)
    yield from changed(states, pair, _SIDE, frozenset({"opposes"} if same else ()))


def _interest(interest: str, party: Party, words: Phrases) -> str:
    """An interest in a reader's words, with the reason that was given for it."""
    told = words.plain(f"diff_interest_{interest}")
    return (
        words.plain("common_noted", told=told, note=party.interest_reason) if party.interest_reason else told
    )


@dataclass(frozen=True, slots=True)
class Standpoint:
    """On whose side somebody is, and with what interest. `side_key` is what the side is known by."""

    side: str
    side_key: str
    interest: str


class Standpoints:
    """The standpoints of all parties in both states."""

    def __init__(self, states: Paired) -> None:
        self.states = states
        self._old: dict[str, Standpoint] = {}
        self._new: dict[str, Standpoint] = {}

    @cached_property
    def may_differ(self) -> bool:
        """Whether any party differs at all: else nobody's standpoint does."""
        return any(pair.kind == "party" and pair.before != pair.after for pair in self.states.pairs)

    def pair(self, old: str, new: str) -> tuple[Standpoint, Standpoint]:
        """The standpoint of a party in both states, by its two ids."""
        if old not in self._old:
            self._old[old] = _standpoint(self.states.before, old)
        if new not in self._new:
            self._new[new] = _standpoint(self.states.after, new)
        return self._old[old], self._new[new]

    def told(self, party: str) -> Iterator[str]:
        """What became of a party's standpoint, in clauses; by its present id."""
        if not self.may_differ or self.states.earlier(f"party:{party}") is None:
            return
        name = f"party:{party}"
        was = self.states.old_names.get(name, name).partition(":")[2]
        old, new = self.pair(was, party)
        who, words = self.states.after.party(party), self.states.after.words
        if old.interest != new.interest:
            told = words.plain(f"diff_interest_{new.interest}")
            yield words.plain("diff_party_counts", who=who, interest=told)
        if old.side_key != new.side_key:
            key = "diff_party_side" if new.side else "diff_party_side_none"
            yield words.plain(key, who=who, side=new.side)


def _standpoint(view: View, party_id: str) -> Standpoint:
    """A party's own side and interest, else those of whoever it belongs to; `independent` is
    never inherited."""
    chain: dict[str, Party] = {}
    link: str | None = party_id
    while link is not None and link not in chain and len(chain) < _LONGEST:
        party = view.get("party", link)
        if not isinstance(party, Party):
            break
        chain[link] = party
        link = party.affiliation
    side = next((party.side for party in chain.values() if party.side), "")
    interest = next((party.interest for party in chain.values() if party.interest), "unknown")
    own = chain[party_id].interest if party_id in chain else None
    if interest == "independent" and own is None:
        interest = "unknown"
    return Standpoint(view.title(f"side:{side}") if side else "", view.key(f"side:{side}"), interest)
