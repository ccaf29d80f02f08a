"""A claim updates another that it cannot update.

`updates` says that the same party has since revised what it said on the same question. An
update by another claimant, of another question or with an earlier date changes nothing.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
      - {id: general, type: person, name: The General}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}

Wrong:

    claims:
      - {id: losses, text: Forty were killed., claimant: ministry, source: article, exact: "forty dead"}
      - id: losses-2
        text: Sixty were killed.
        claimant: general
        source: article
        exact: "sixty dead"
        relations: [{claim: losses, relation: updates}]

Right:

    claims:
      - {id: losses, text: Forty were killed., claimant: ministry, source: article, exact: "forty dead"}
      - id: losses-2
        text: Sixty were killed.
        claimant: ministry
        source: article
        exact: "sixty dead"
        relations: [{claim: losses, relation: updates}]
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.model.claims import Claim
from sayso.model.ledger import Ledger

from ._kit import Context, Finding, named

CODE = "SAY218"
NAME = "idle-update"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """Every `updates` relation that has no effect."""
    ledger = context.ledger
    for entry, claim in ledger.each(Claim, having="relations"):
        for index, relation in enumerate(claim.relations):
            older = ledger.claims.get(relation.claim)
            if relation.relation != "updates" or older is None or older.id == claim.id or not claim.open:
                continue
            if why := _idle(ledger, claim, older):
                message = f"{named(entry)} cannot update '{older.id}': {why}"
                hint = "write 'disputes' with 'why', 'corrects' or 'qualifies', or mend what does not fit"
                yield Finding(entry.mark("relations", index, "relation"), message, hint, entry.name)


def _idle(ledger: Ledger, claim: Claim, older: Claim) -> str:
    """Why an update has no effect, or an empty text. The same as `rubric.facts` asks."""
    if set(ledger.claimant_ids(claim)) != set(ledger.claimant_ids(older)):
        return "it has another claimant"
    if claim.about and older.about and claim.about != older.about:
        return "it is about another question"
    if claim.said and older.said and claim.said.date.latest < older.said.date.earliest:
        return "it was said earlier"
    return ""
