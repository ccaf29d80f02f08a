"""A record rests on a claim that is deprecated.

A deprecated claim stays where it was, for those who follow old links. Whatever speaks in
the present (an event, a relation of another claim, the claim that replaces one) should
lead to a claim that still stands.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}
    claims:
      - id: losses
        text: Forty were killed.
        claimant: ministry
        source: article
        exact: "forty dead"
        rank: deprecated
        deprecated_reason: It was put down twice.
        replaced_by: forty-killed
      - {id: forty-killed, text: Forty people died., claimant: ministry, source: article, exact: "forty"}

Wrong:

    timelines:
      - id: war
        title: The war
        events: [{id: battle, date: 2025-01-05, title: A battle, stated_by: "claim:losses"}]

Right:

    timelines:
      - id: war
        title: The war
        events: [{id: battle, date: 2025-01-05, title: A battle, stated_by: "claim:forty-killed"}]
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.model.claims import Claim
from sayso.model.fields import Ref
from sayso.model.ledger import Entry
from sayso.model.story import Event
from sayso.model.walk import Path

from ._kit import Context, Finding, named

CODE = "SAY115"
NAME = "deprecated-in-use"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """Every use of a deprecated claim by a record that is not deprecated itself."""
    gone = {claim.id: claim for _, claim in context.ledger.each(Claim, having="rank") if not claim.open}
    if not gone:
        return
    for entry, path, claim_id in _uses(context):
        if claim_id in gone:
            now = gone[claim_id].replaced_by
            hint = (
                f"use '{now}', which replaces it"
                if now
                else "use a claim that still stands, or take this away"
            )
            message = f"{named(entry)} uses the claim '{claim_id}', which is deprecated"
            yield Finding(entry.mark(*path), message, hint, entry.name)


def _uses(context: Context) -> Iterator[tuple[Entry, Path, str]]:
    for entry, claim in context.ledger.each(Claim):
        if claim.replaced_by is not None and claim.replaced_by != claim.id:
            yield entry, ("replaced_by",), claim.replaced_by
        if claim.open:  # to update or correct a claim is what made it deprecated
            for index, relation in enumerate(claim.relations):
                if relation.relation not in ("updates", "corrects"):
                    yield entry, ("relations", index, "claim"), relation.claim
    for entry, event in context.ledger.each(Event):
        if event.stated_by.startswith("claim:"):
            yield entry, ("stated_by",), event.stated_by.removeprefix("claim:")
        for leaf in entry.leaves:
            if isinstance(leaf.marker, Ref) and leaf.marker.kind == "claim":
                yield entry, leaf.path, leaf.text
