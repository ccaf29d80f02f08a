"""One claim as a row: the fields of `claims.csv` and `claims.jsonl`, in one order and under one name.

docs/machines.md tells what each holds. Who says it stands before what is said, and `statement` has both.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from sayso import inline
from sayso.model.claims import Claim
from sayso.model.places import record_place
from sayso.model.speakers import party_label
from sayso.model.standing import Standing

from .told import Told

#: What a cell may hold; a list has texts.
Value = str | int | float | bool | None | list[str]
_Read = Callable[[Told, Claim, Standing], Value]


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _sides(told: Told, _: Claim, standing: Standing) -> Value:
    known = told.ledger.sides
    return [known[each].name for each in standing.facts.claimant_sides if each in known]


def _figure(name: str) -> _Read:
    """A field of the figure, as it was written."""
    return lambda _, claim, __: getattr(claim.figure, name) if claim.figure else None


def _amount(name: str) -> _Read:
    return lambda _, claim, __: _number(getattr(claim.figure, name)) if claim.figure else None


def _counted(told: Told, claim: Claim, _: Standing) -> Value:
    of = claim.figure.of if claim.figure else ()
    return [party_label(told.ledger.parties.get(each), each) for each in of]


def _period(_: Told, claim: Claim, __: Standing) -> Value:
    return claim.figure.period.date.text if claim.figure and claim.figure.period else None


def _speaker(_: Told, __: Claim, standing: Standing) -> Value:
    return standing.speaker.full


def _doubt(_: Told, claim: Claim, __: Standing) -> Value:
    return inline.plain(claim.doubt.text) if claim.doubt else None


def _reason(_: Told, claim: Claim, __: Standing) -> Value:
    return inline.plain(claim.deprecated_reason) if claim.deprecated_reason else None


#: Field -> how it is read, in the order of the columns.
FIELDS: Final[Mapping[str, _Read]] = {
    "id": lambda _, claim, __: claim.id,
    "address": lambda told, claim, _: told.places.lasting(record_place("claim", claim.id)),
    "speaker": _speaker,
    "speaker_ids": lambda _, __, standing: list(standing.speaker.parties),
    "sides": _sides,
    "statement": lambda told, claim, _: told.statement(claim),
    "text": lambda _, claim, __: inline.plain(claim.text),
    "status": lambda _, __, standing: standing.status.code,
    "badge": lambda _, __, standing: standing.badge,
    "evidence": lambda told, _, standing: told.evidence(standing),
    "nature": lambda _, claim, __: claim.kind_of_statement,
    "said": lambda _, claim, __: claim.said.date.text if claim.said else None,
    "question": lambda _, claim, __: claim.about,
    "figure": lambda told, claim, _: told.figure(claim) or None,
    "measure": _figure("measure"),
    "value": _amount("value"),
    "min": _amount("min"),
    "max": _amount("max"),
    "bound": _figure("bound"),
    "unit": _figure("unit"),
    "counted": _counted,
    "period": _period,
    "outlets": lambda _, __, standing: standing.facts.outlets,
    "independent_support": lambda _, __, standing: standing.facts.independent_support,
    "independent_refutation": lambda _, __, standing: standing.facts.independent_refutation,
    "sources": lambda told, claim, _: [each.id for each in told.sources(claim)],
    "source_addresses": lambda told, claim, _: [each.url for each in told.sources(claim) if each.url],
    "tags": lambda _, claim, __: list(dict.fromkeys(claim.tags)),
    "doubt": _doubt,
    "overridden": lambda _, __, standing: standing.overridden,
    "deprecated": lambda _, claim, __: not claim.open,
    "deprecated_reason": _reason,
    "replaced_by": lambda _, claim, __: claim.replaced_by,
}


def rows(told: Told) -> Iterator[dict[str, Any]]:
    """Every claim as a row, in the order of the ledger."""
    for claim in told.ledger.claims.values():
        standing = told.standings[claim.id]
        yield {name: read(told, claim, standing) for name, read in FIELDS.items()}
