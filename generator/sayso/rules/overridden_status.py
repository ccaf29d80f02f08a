"""A status was set by hand.

An override is allowed, signed and with its reason, and readers see that it is one. It is
listed here so that none is forgotten when the evidence changes, and so that one that says
what the evidence says anyway can go.

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
        assessment: {status: confirmed, reason: We saw the list., by: the editors, date: 2025-01-06}

Right:

    claims:
      - {id: losses, text: Forty were killed., claimant: ministry, source: article, exact: "forty dead"}
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.model.claims import Claim

from ._kit import Context, Finding, named

CODE = "SAY211"
NAME = "overridden-status"
SEVERITY = Severity.INFO


def check(context: Context) -> Iterator[Finding]:
    """Every assessment, with what the evidence would give."""
    known = context.config.rubric.by_code
    for entry, claim in context.ledger.each(Claim, having="assessment"):
        standing = context.standings.get(claim.id)
        if claim.assessment is None or standing is None or claim.assessment.status not in known:
            continue
        mark = entry.mark("assessment", "status")
        given, derived = claim.assessment.status, standing.derived.code
        if given == derived:
            message = (
                f"the assessment of {named(entry)} gives the status that the evidence gives: '{derived}'"
            )
            yield Finding(mark, message, "take 'assessment' away", entry.name)
        else:
            message = f"{named(entry)} has the status '{given}' by hand; the evidence gives '{derived}'"
            yield Finding(mark, message, "look at it again when the evidence changes", entry.name)
