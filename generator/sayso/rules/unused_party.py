"""A party says nothing, publishes nothing and is mentioned by nothing.

That is no fault, as it may be about to be needed. It can also mean that a claim is put
down to somebody else.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}

Wrong:

    claims:
      - {id: losses, text: Forty were killed., claimant: ministry, source: article, exact: "forty dead"}
    parties:
      - {id: general, type: person, name: The General}

Right:

    claims:
      - {id: losses, text: Forty were killed., claimant: general, source: article, exact: "forty dead"}
    parties:
      - {id: general, type: person, name: The General}
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.model.parties import Party

from ._kit import Context, Finding, named

CODE = "SAY110"
NAME = "unused-party"
SEVERITY = Severity.INFO


def check(context: Context) -> Iterator[Finding]:
    """Parties to which no record and no page leads; nothing while records are broken."""
    ledger = context.ledger
    if not ledger.complete:
        return
    used = context.used["party"]
    for entry, party in ledger.each(Party):
        if party.id not in used:
            hint = "take it away, or leave it for what will follow"
            yield Finding(entry.mark(), f"nothing speaks of {named(entry)}", hint, entry.name)
