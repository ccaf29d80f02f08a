"""Nobody has said what interest a claimant or publisher has.

A reader wants to know where a speaker stands. `interest: unknown` is an honest answer; no
answer at all may be an oversight. It is inherited from the `affiliation`, but for
`independent`, which counts only where it is typed.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry, interest: unknown}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}

Wrong:

    claims:
      - {id: losses, text: Forty were killed., claimant: general, source: article, exact: "forty dead"}
    parties:
      - {id: general, type: person, name: The General}

Right:

    claims:
      - {id: losses, text: Forty were killed., claimant: general, source: article, exact: "forty dead"}
    parties:
      - {id: general, type: person, name: The General, interest: unknown}
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.model.claims import Claim
from sayso.model.ledger import Ledger
from sayso.model.parties import Party, Source

from ._kit import Context, Finding, named

CODE = "SAY203"
NAME = "untyped-interest"
SEVERITY = Severity.INFO


def check(context: Context) -> Iterator[Finding]:
    """Parties that speak or publish, and have no interest, of their own or inherited."""
    ledger = context.ledger
    speak = {party for _, claim in ledger.each(Claim) if claim.open for party in claim.claimant}
    publish = {source.publisher for _, source in ledger.each(Source)}
    for entry, party in ledger.each(Party):
        if party.id not in speak and party.id not in publish:
            continue
        if not any(_typed(ledger, link) for link in ledger.affiliations(party.id)):
            what = "makes claims" if party.id in speak else "publishes sources"
            hint = "add 'interest:'; 'unknown' says that you looked and could not tell"
            yield Finding(entry.mark(), f"{named(entry)} {what} and has no 'interest'", hint, entry.name)


def _typed(ledger: Ledger, party_id: str) -> bool:
    """Whether the party has an interest; one that is not on record is not judged."""
    party = ledger.parties.get(party_id)
    return party is None or party.interest is not None
