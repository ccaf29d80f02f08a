"""A claim should have been looked at again by now.

`review_by` is the editors' own promise. Readers see that it has passed.

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
        review_by: 2024-12-31

Right:

    claims:
      - id: losses
        text: Forty were killed.
        claimant: ministry
        source: article
        exact: "forty dead"
        review_by: 2999-12-31
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.model.claims import Claim

from ._kit import Context, Finding, named

CODE = "SAY304"
NAME = "review-overdue"
SEVERITY = Severity.INFO


def check(context: Context) -> Iterator[Finding]:
    """Open claims whose `review_by` has passed."""
    for entry, claim in context.ledger.each(Claim, having="review_by"):
        standing = context.standings.get(claim.id)
        if claim.open and standing is not None and standing.facts.stale:
            message = f"{named(entry)} was to be looked at again by now"
            hint = "look whether it still holds, then set a new day"
            yield Finding(entry.mark("review_by"), message, hint, entry.name)
