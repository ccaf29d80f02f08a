"""An assessment gives a status that the rubric does not have.

An override replaces the status that the evidence gives, signed and with its reason. With a
status that does not exist it would be passed over in silence.

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
        assessment: {status: proven, reason: We saw the list., by: the editors, date: 2025-01-06}

Right:

    claims:
      - id: losses
        text: Forty were killed.
        claimant: ministry
        source: article
        exact: "forty dead"
        assessment: {status: confirmed, reason: We saw the list., by: the editors, date: 2025-01-06}
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.model.claims import Claim
from sayso.text import did_you_mean

from ._kit import Context, Finding, named

CODE = "SAY114"
NAME = "unknown-status"
SEVERITY = Severity.ERROR
FIXED = True


def check(context: Context) -> Iterator[Finding]:
    """Every assessment whose status is not in `site_config/rubric.yml`."""
    known = context.config.rubric.by_code
    for entry, claim in context.ledger.each(Claim):
        if claim.assessment is not None and claim.assessment.status not in known:
            status = claim.assessment.status
            message = f"{status[:60]!r} is not a status, in the assessment of {named(entry)}"
            hint = did_you_mean(status, known) or "the statuses are: " + ", ".join(known)
            yield Finding(entry.mark("assessment", "status"), message, hint, entry.name)
