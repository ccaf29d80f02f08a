"""`kind:id` on the command line."""

import click

from sayso.model.ledger import Entry, Ledger
from sayso.text import did_you_mean
from sayso.vocabulary import KINDS


def wanted(ledger: Ledger, name: str, *, only: str = "") -> Entry:
    """The record of that name. A wrong name is wrong usage, with a hint."""
    kinds = [only] if only else [*KINDS, "event"]
    kind, colon, record_id = name.partition(":")
    if not colon:
        kind, record_id = only, name
    if kind not in kinds:
        allowed = ", ".join(f"{each}:ID" for each in kinds)
        raise click.UsageError(f"{name!r} names no record; write {allowed}")
    entry = ledger.by_name.get(f"{kind}:{record_id}")
    if entry is None:
        if now := ledger.former.get(f"{kind}:{record_id}"):
            raise click.UsageError(f"{kind}:{record_id} is now called {kind}:{now}")
        guess = did_you_mean(record_id, ledger.ids(kind))
        raise click.UsageError(f"there is no {kind}:{record_id}" + (f"; {guess}" if guess else ""))
    return entry
