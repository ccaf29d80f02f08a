"""A claim disputes another without saying why.

"{party} disputes it" stands beside the badge of both claims. A reader must be told what the
dispute is about, or two claims that only differ would look like a quarrel.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}

Wrong:

    claims:
      - {id: repulsed, text: The attack failed., claimant: ministry, source: article, exact: "it failed"}
      - id: ongoing
        text: The attack goes on.
        claimant: ministry
        source: article
        exact: "it goes on"
        relations: [{claim: repulsed, relation: disputes}]

Right:

    claims:
      - {id: repulsed, text: The attack failed., claimant: ministry, source: article, exact: "it failed"}
      - id: ongoing
        text: The attack goes on.
        claimant: ministry
        source: article
        exact: "it goes on"
        relations: [{claim: repulsed, relation: disputes, why: What goes on has not failed.}]
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.model.claims import Claim

from ._kit import Context, Finding, named

CODE = "SAY206"
NAME = "dispute-without-why"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    """Every `disputes` relation without `why`."""
    for entry, claim in context.ledger.each(Claim, having="relations"):
        for index, relation in enumerate(claim.relations):
            if relation.relation == "disputes" and relation.why is None:
                message = f"{named(entry)} disputes '{relation.claim[:80]}' without saying why"
                hint = "add 'why:' with what cannot be true of both"
                yield Finding(entry.mark("relations", index, "relation"), message, hint, entry.name)
