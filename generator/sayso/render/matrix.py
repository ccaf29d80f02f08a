"""A question as a table: who says it, about whom. Sides first, in the site's order, then the others.

About whom a claim is, its figure says (`of`, also in its parts), and nothing that would have to be
guessed: the same rule as in `sayso.balance`. A claim that counts nobody stands in a column
of its own.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sayso.model.claims import Claim, Figure
from sayso.model.ledger import Ledger
from sayso.model.speakers import listed, party_label
from sayso.model.spoken import lead
from sayso.model.standing import Standing
from sayso.model.story import Gap

from .lanes import Lane

#: So many claims stand in one cell; that there are more is said.
MOST_IN_CELL: Final = 6
#: A table with more columns reads as blocks on every screen.
MOST_COLUMNS: Final = 4


@dataclass(frozen=True, slots=True)
class Column:
    """Whom claims are about. `side` is "" for those of no side, `name` "" where nobody is counted."""

    key: tuple[str, ...]
    name: str
    side: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What somebody says about somebody. `more` claims are not shown here."""

    column: Column
    claims: tuple[Claim, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """What one speaker says: a row. `parties` are ids, `name` is for a speaker without a page."""

    name: str
    parties: tuple[str, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of a lane, and the silences that a source reports of it."""

    lane: Lane
    rows: tuple[Said, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The table of a question."""

    columns: tuple[Column, ...]
    groups: tuple[Group, ...]

    @property
    def wide(self) -> bool:
        """Whether it is too wide for a table."""
        return len(self.columns) > MOST_COLUMNS

    @property
    def plain(self) -> bool:
        """Whether no claim is known to be about anybody: then there is one column without a name."""
        return len(self.columns) == 1 and not self.columns[0].key


def matrix_of(ledger: Ledger, standings: Mapping[str, Standing], lanes: Sequence[Lane]) -> Matrix:
    """The table of a question whose claims stand in these lanes."""
    columns: dict[tuple[str, ...], Column] = {}
    for lane in lanes:
        for claim in lane.claims:
            column = _about(ledger, claim)
            columns.setdefault(column.key, column)
    order = list(ledger.sides)
    ranked = sorted(
        columns.values(),
        key=lambda each: (not each.key, order.index(each.side) if each.side else len(order), each.key),
    )
    groups = tuple(Group(lane, _rows(ledger, standings, lane, ranked), lane.gaps) for lane in lanes)
    return Matrix(tuple(ranked) or (Column((), ""),), groups)


def _rows(
    ledger: Ledger, standings: Mapping[str, Standing], lane: Lane, columns: Sequence[Column]
) -> tuple[Said, ...]:
    """A row for each speaker, in the order in which they first speak."""
    told: dict[tuple[str, ...], dict[tuple[str, ...], list[Claim]]] = {}
    names: dict[tuple[str, ...], str] = {}
    for claim in lane.claims:
        speaker = standings[claim.id].speaker
        own = lead(ledger, standings[claim.id]).removesuffix(":") if speaker.own_account else ""
        key = ("", own) if own else speaker.parties
        names.setdefault(key, own or speaker.name)
        told.setdefault(key, defaultdict(list))[_about(ledger, claim).key].append(claim)
    return tuple(
        Said(
            names[key],
            () if key[0] == "" else key,
            tuple(_cell(column, cells.get(column.key, [])) for column in columns),
        )
        for key, cells in told.items()
    )


def _cell(column: Column, claims: Sequence[Claim]) -> Cell:
    return Cell(column, tuple(claims[:MOST_IN_CELL]), max(0, len(claims) - MOST_IN_CELL))


def _about(ledger: Ledger, claim: Claim) -> Column:
    """Whom a claim is about: a side where all counted belong to it, else those who are counted."""
    counted = tuple(dict.fromkeys(_counted(claim.figure))) if claim.figure else ()
    if not counted:
        return Column((), "")
    sides = {ledger.side_of(party) or "" for party in counted}
    side = next(iter(sides)) if len(sides) == 1 else ""
    if side:
        return Column((f"side:{side}",), ledger.sides[side].name, side)
    names = [party_label(ledger.parties.get(party), party) for party in counted]
    return Column(tuple(sorted(counted)), listed(names))


def _counted(figure: Figure) -> tuple[str, ...]:
    return (*figure.of, *(party for part in figure.components for party in part.of))
