"""A claim is withdrawn by somebody who did not make it.

Only whoever said something can take it back, so this citation changes nothing. If another
party contradicts the claim, the relation is `disputes` or `refutes`.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
      - {id: general, type: person, name: The General}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}
    quotes:
      - {id: q-general, speaker: general, text: "That was wrong.", source: article}
      - {id: q-ministry, speaker: ministry, text: "We were wrong.", source: article}

Wrong:

    claims:
      - id: losses
        text: Forty were killed.
        claimant: ministry
        citations:
          - {source: article, exact: "forty dead"}
          - {quote: q-general, relation: withdraws}

Right:

    claims:
      - id: losses
        text: Forty were killed.
        claimant: ministry
        citations:
          - {source: article, exact: "forty dead"}
          - {quote: q-ministry, relation: withdraws}
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.model.claims import Citation, Claim
from sayso.model.ledger import Ledger

from ._kit import Context, Finding, named

CODE = "SAY217"
NAME = "foreign-withdrawal"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """Every `withdraws` citation whose voice is not a claimant's."""
    ledger = context.ledger
    for entry, claim in ledger.each(Claim):
        for path, citation in claim.evidence:
            if citation.relation != "withdraws" or (voice := _voice(ledger, citation)) is None:
                continue
            if voice not in ledger.claimant_ids(claim):
                message = f"{named(entry)} is withdrawn by '{voice}', who did not make it"
                hint = "cite the claimant's own words, or write 'relation: disputes' or 'refutes'"
                yield Finding(entry.mark(*path, "relation"), message, hint, entry.name)


def _voice(ledger: Ledger, citation: Citation) -> str | None:
    """Whose voice a citation is: the quotation's speaker, else the source's publisher."""
    if citation.quote is not None:
        quote = ledger.quotes.get(citation.quote)
        return quote.speaker if quote else None
    source = ledger.source_of(citation)
    return source.publisher if source else None
