"""A claimant stands among those who passed the claim on.

`via` names who stood between the claimant and the source: "the Ministry, according to the
Agency". Nobody stands between a party and itself.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
      - {id: agency, type: news_media_organization, name: The Agency}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}

Wrong:

    claims:
      - id: losses
        text: Forty were killed.
        claimant: ministry
        via: [agency, ministry]
        source: article
        exact: "forty dead"

Right:

    claims:
      - id: losses
        text: Forty were killed.
        claimant: ministry
        via: [agency]
        source: article
        exact: "forty dead"
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.model.claims import Claim

from ._kit import Context, Finding, named

CODE = "SAY216"
NAME = "claimant-in-via"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    """Every hand of a citation that is the claimant's own."""
    for entry, claim in context.ledger.each(Claim):
        for path, citation in claim.evidence:
            for index, hand in enumerate(citation.via):
                if hand in claim.claimant:
                    message = f"'{hand}' is the claimant of {named(entry)} and cannot have passed it on"
                    hint = "'via' names those between the claimant and the source: take it out"
                    yield Finding(entry.mark(*path, "via", index), message, hint, entry.name)
