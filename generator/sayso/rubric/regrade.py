"""What another rubric would make of the same claims: two rubrics in, every move out.

The facts do not depend on the rubric, so they are computed once; only the conditions are
tried again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from sayso.model.settings import Config, Rubric, Status, way
from sayso.model.standing import Standing

from .status import Grader

Way = Literal["raised", "lowered", "other"]
#: In the order in which they are told: what is lost before what is gained.
WAYS: Final[tuple[Way, ...]] = ("lowered", "raised", "other")
#: Fields that decide which claims a status takes, and how it compares with others.
DECIDING: Final = ("when", "rank")


@dataclass(frozen=True, slots=True)
class StatusChange:
    """A status that one of the two rubrics lacks, or that differs in some fields
    ((field, before, after); texts for people, "" where there is none)."""

    code: str
    kind: Literal["added", "removed", "changed"]
    fields: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """A claim that would get another status."""

    claim: str
    before: str
    after: str
    way: Way


@dataclass(frozen=True, slots=True)
class Regraded:
    """What lies between two rubrics. `reordered` says that the statuses which both have stand
    in another order; `held` are claims that the rules would move, but an editor's
    assessment keeps where they are."""

    old: Rubric
    new: Rubric
    statuses: tuple[StatusChange, ...]
    reordered: bool
    moves: tuple[Move, ...]
    held: tuple[str, ...]
    claims: int

    @property
    def same_rules(self) -> bool:
        """Whether the two decide alike, whatever their words."""
        return self.old.rules == self.new.rules

    def moved(self, way: Way) -> list[Move]:
        return [move for move in self.moves if move.way == way]


def regrade(standings: Mapping[str, Standing], config: Config, old: Rubric) -> Regraded:
    """Regrade every claim from an old rubric to the one in `config`.

    `standings` are those under the latter. A claim that an editor assessed moves only if
    one of the two rubrics has no such status.
    """
    grader = Grader(Config(old, config.vocabulary, config.settings))
    moves, held = [], []
    for claim_id, standing in standings.items():
        derived, _ = grader.grade(standing.facts)
        shown = derived
        if standing.claim.assessment is not None:
            shown = old.by_code.get(standing.claim.assessment.status, derived)
        if shown.code != standing.status.code:
            way = _way(old, config.rubric, shown, standing.status)
            moves.append(Move(claim_id, shown.code, standing.status.code, way))
        elif derived.code != standing.derived.code:
            held.append(claim_id)
    return Regraded(
        old,
        config.rubric,
        tuple(_changes(old, config.rubric)),
        _order(old, config.rubric) != _order(config.rubric, old),
        tuple(moves),
        tuple(held),
        len(standings),
    )


def _way(old: Rubric, new: Rubric, before: Status, after: Status) -> Way:
    """Up or down, by the ranks of a rubric that knows both statuses, the new one first:
    ranks of two rubrics measure nothing together."""
    for rubric in (new, old):
        one, other = rubric.by_code.get(before.code), rubric.by_code.get(after.code)
        if one is not None and other is not None:
            return way(one.rank, other.rank)
    return "other"


def _order(rubric: Rubric, other: Rubric) -> list[str]:
    """The codes of a rubric that another has too, in its own order."""
    return [code for code in rubric.by_code if code in other.by_code]


def _changes(old: Rubric, new: Rubric) -> Iterator[StatusChange]:
    for code in new.by_code:
        if code not in old.by_code:
            yield StatusChange(code, "added")
        elif fields := tuple(_fields(old.by_code[code], new.by_code[code])):
            yield StatusChange(code, "changed", fields)
    for code in old.by_code:
        if code not in new.by_code:
            yield StatusChange(code, "removed")


def _fields(before: Status, after: Status) -> Iterator[tuple[str, str, str]]:
    """The fields in which two statuses differ; white space in a condition is no difference."""
    for name in sorted(Status.model_fields, key=lambda name: name not in DECIDING):
        one, other = (
            "" if value is None else " ".join(str(value).split())
            for value in (getattr(before, name), getattr(after, name))
        )
        if one != other:
            yield name, one, other
