"""`favours` stands without its reason, or a reason without `favours`.

Which side a claim would help is a judgement, and a reader may not share it. With its reason
it can be shown and checked; without it the claim favours nobody.

With:

    sides:
      - {id: north, name: The North}
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
        favours: north

Right:

    claims:
      - id: losses
        text: Forty were killed.
        claimant: ministry
        source: article
        exact: "forty dead"
        favours: north
        favours_reason: They were soldiers of the other side.
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.model.claims import Claim

from ._kit import Context, Finding, named

CODE = "SAY205"
NAME = "unreasoned-favour"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    """Every claim that has one of the two and not the other."""
    for entry, claim in context.ledger.each(Claim):
        if claim.favours is not None and claim.favours_reason is None:
            message = f"{named(entry)} favours '{claim.favours}' without a reason"
            yield Finding(entry.mark("favours"), message, "add 'favours_reason:'", entry.name)
        elif claim.favours is None and claim.favours_reason is not None:
            message = f"{named(entry)} has a 'favours_reason' and favours nobody"
            hint = "add 'favours:' with a side, or take the reason away"
            yield Finding(entry.key_mark("favours_reason"), message, hint, entry.name)
