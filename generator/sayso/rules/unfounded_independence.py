"""A party is called independent without a reason, or in spite of a side.

Independent confirmation is what raises a status, so nobody is independent by mere say-so:
there must be a reason that a reader can judge, and no side, own or inherited, and a name.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}

Wrong:

    parties:
      - {id: monitors, type: organization, name: The Monitors, interest: independent}
    claims:
      - {id: losses, text: Forty were killed., claimant: monitors, source: article, exact: "forty dead"}

Right:

    parties:
      - id: monitors
        type: organization
        name: The Monitors
        interest: independent
        interest_reason: Paid for by readers of many countries; publishes its accounts.
    claims:
      - {id: losses, text: Forty were killed., claimant: monitors, source: article, exact: "forty dead"}
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.model.ledger import Ledger
from sayso.model.parties import Party

from ._kit import Context, Finding, named

CODE = "SAY204"
NAME = "unfounded-independence"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    """Every party with `interest: independent` that does not count as independent."""
    for entry, party in context.ledger.each(Party):
        if party.interest != "independent":
            continue
        if not party.interest_reason:
            hint = "add 'interest_reason:' with what makes it independent, or write 'interest: unknown'"
            message = f"{named(entry)} is called independent without a reason"
            yield Finding(entry.mark("interest"), message, hint, entry.name)
        for field, why in _against(context.ledger, party):
            message = f"{named(entry)} is called independent, but {why}"
            yield Finding(entry.mark(field), message, "take one of the two away", entry.name)
            break


def _against(ledger: Ledger, party: Party) -> Iterator[tuple[str, str]]:
    """Each field that speaks against independence, and what it says."""
    if party.side:
        yield "side", f"belongs to the side '{party.side}'"
    elif side := ledger.side_of(party.id):
        yield "affiliation", f"belongs to the side '{side}' through its affiliation"
    if party.aligned_with:
        yield "aligned_with", f"is aligned with the side '{party.aligned_with[0]}'"
    if party.unnamed is not None:
        yield "unnamed", "is not named"
