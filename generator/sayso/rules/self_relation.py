"""A record stands in a relation to itself.

A claim cannot dispute, support or replace itself, and a side does not oppose itself. Most
often another record of a like name was meant.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}

Wrong:

    claims:
      - id: losses
        text: Forty were killed.
        claimant: ministry
        source: article
        exact: "forty dead"
        relations: [{claim: losses, relation: supports}]

Right:

    claims:
      - id: losses
        text: Forty were killed.
        claimant: ministry
        source: article
        exact: "forty dead"
        relations: [{claim: burials, relation: supports}]
      - {id: burials, text: Forty were buried., claimant: ministry, source: article, exact: "forty graves"}
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.model.claims import Claim
from sayso.model.parties import Side

from ._kit import Context, Finding, named

CODE = "SAY108"
NAME = "self-relation"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    """Relations, replacements and oppositions that name their own record."""
    hint = "name the other record, or take this away"
    for entry, claim in context.ledger.each(Claim):
        for index, relation in enumerate(claim.relations):
            if relation.claim == claim.id:
                message = f"{named(entry)} {relation.relation} itself"
                yield Finding(entry.mark("relations", index, "claim"), message, hint, entry.name)
        if claim.replaced_by == claim.id:
            yield Finding(
                entry.mark("replaced_by"), f"{named(entry)} is replaced by itself", hint, entry.name
            )
    for entry, side in context.ledger.each(Side):
        for index, other in enumerate(side.opposes):
            if other == side.id:
                message = f"{named(entry)} opposes itself"
                yield Finding(entry.mark("opposes", index), message, hint, entry.name)
