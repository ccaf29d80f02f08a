"""What a change would do to the badges: derived anew with the ledger changed in memory."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sayso.model.claims import Claim
from sayso.model.fields import Record
from sayso.model.ledger import Entry, Ledger
from sayso.model.parties import Party, Source
from sayso.model.settings import Config, Status
from sayso.model.standing import Standing
from sayso.rubric.status import standings as standings_of


@dataclass(frozen=True, slots=True)
class Effect:
    """A claim that would get another badge. `spoilt`: it would then rest on a source that no
    longer stands, and did not before. `disputes` are the parties that would no longer
    dispute it, and those that would begin to: (before, after)."""

    claim: str
    before: Status
    after: Status
    spoilt: bool
    disputes: tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Supposed:
    """A change that is only supposed ("if it were retracted"), and what it would do."""

    words: str
    effects: tuple[Effect, ...]


def suppose(
    ledger: Ledger, config: Config, standings: Mapping[str, Standing], entry: Entry, today: datetime
) -> Supposed | None:
    """What would come of it if a source were retracted, a party not independent, a claim
    deprecated; None where there is nothing of the kind to suppose."""
    words, changed = _changed(entry.record)
    if changed is None:
        return None
    entries = tuple(replace(each, record=changed) if each is entry else each for each in ledger.entries)
    after = standings_of(replace(ledger, entries=entries), config, today)
    effects = []
    for claim_id, now in standings.items():
        then = after[claim_id]
        spoilt = then.facts.tainted and not now.facts.tainted
        was, is_now = set(now.facts.disputed_by), set(then.facts.disputed_by)
        disputes = tuple(sorted(was - is_now)), tuple(sorted(is_now - was))
        if spoilt or any(disputes) or then.status.code != now.status.code:
            effects.append(Effect(claim_id, now.status, then.status, spoilt, disputes))
    return Supposed(words, tuple(effects))


def _changed(record: Record | None) -> tuple[str, Record | None]:
    """The change that is supposed, in words, and the record after it."""
    if isinstance(record, Source) and record.status != "retracted":
        return "if it were retracted", record.model_copy(update={"status": "retracted"})
    if isinstance(record, Party) and record.interest == "independent":
        update = {"interest": "unknown", "interest_reason": None}
        return "if it did not count as independent", record.model_copy(update=update)
    if isinstance(record, Claim) and record.open:
        update = {"rank": "deprecated", "deprecated_reason": "supposed"}
        return "if it were deprecated", record.model_copy(update=update)
    return "", None
