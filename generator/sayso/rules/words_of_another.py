"""A claim is put down to one party in the words of another.

A citation of a quotation shows the speaker's own words. If the speaker is neither a
claimant nor somebody who belongs to one, nor passed the claim on (`via`), either the
claimant or the quotation is the wrong one.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
      - {id: general, type: person, name: The General}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}
    quotes:
      - {id: q-losses, speaker: general, text: "Forty dead.", source: article}

Wrong:

    claims:
      - {id: losses, text: Forty were killed., claimant: ministry, citations: [{quote: q-losses}]}

Right:

    claims:
      - {id: losses, text: Forty were killed., claimant: general, citations: [{quote: q-losses}]}
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.model.claims import SOURCE_VOICE, Claim
from sayso.model.ledger import Ledger
from sayso.model.story import Quote

from ._kit import Context, Finding, named

CODE = "SAY215"
NAME = "words-of-another"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """Quotations cited as a claimant's words, or listed with a claim, whose speaker is another."""
    ledger = context.ledger
    told: set[tuple[str, str]] = set()
    for entry, claim in ledger.each(Claim, having="citations"):
        for index, citation in enumerate(claim.citations):
            quote = ledger.quotes.get(citation.quote or "")
            if quote is None:
                continue
            told.add((quote.id, claim.id))
            if citation.relation == "reports" and not _speaks(ledger, quote.speaker, claim):
                message = f"{named(entry)} is by {_claimants(claim)}, but the quote is by '{quote.speaker}'"
                hint = (
                    "mend the claimant, cite another quote, or say how the two stand with 'via' or 'relation'"
                )
                yield Finding(entry.mark("citations", index, "quote"), message, hint, entry.name)
    for entry, quote in ledger.each(Quote, having="claims"):
        for index, claim_id in enumerate(quote.claims):
            listed = ledger.claims.get(claim_id)
            if listed and (quote.id, claim_id) not in told and not _speaks(ledger, quote.speaker, listed):
                claimed = f"'{claim_id}' is claimed by {_claimants(listed)}"
                message = f"{named(entry)} is by '{quote.speaker}', but {claimed}"
                hint = "take the claim out of 'claims', or mend the speaker"
                yield Finding(entry.mark("claims", index), message, hint, entry.name)


def _claimants(claim: Claim) -> str:
    return " and ".join(f"'{party[:80]}'" for party in claim.claimant)


def _speaks(ledger: Ledger, speaker: str, claim: Claim) -> bool:
    """Whether the speaker is a claimant or of one house with one, or passed the claim on."""
    if claim.claimant == (SOURCE_VOICE,) or speaker in claim.claimant:
        return True
    hands = {hand for _, citation in claim.evidence for hand in citation.via}
    own = ledger.affiliations(speaker)
    return any(
        party in own or speaker in ledger.affiliations(party) or party not in ledger.parties
        for party in (*claim.claimant, *hands)
    )
