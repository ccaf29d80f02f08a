"""A claim cites no source.

Nothing stands on this site without the place where it was said. Whoever reads a claim must
be able to look it up.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}

Wrong:

    claims:
      - {id: losses, text: Forty were killed., claimant: ministry}
      - {id: wounded, text: Sixty were hurt., claimant: ministry, source: article, exact: "sixty hurt"}

Right:

    claims:
      - {id: losses, text: Forty were killed., claimant: ministry, source: article, exact: "forty dead"}
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.model.claims import Claim

from ._kit import Context, Finding, named

CODE = "SAY201"
NAME = "uncited-claim"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    """Every claim without any citation."""
    for entry, claim in context.ledger.each(Claim):
        if not claim.evidence:
            hint = "add 'source:', and 'exact:' with the source's own words in quotation marks"
            yield Finding(entry.mark(), f"{named(entry)} cites no source", hint, entry.name)
