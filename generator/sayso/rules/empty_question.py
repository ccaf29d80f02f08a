"""A question has no claim and no gap.

A question is answered by claims that name it in `about`. With none, its page is empty,
except for what it asks.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}

Wrong:

    claims:
      - {id: losses, text: Forty were killed., claimant: ministry, source: article, exact: "forty dead"}
    questions:
      - {id: how-many, title: How many were killed?}

Right:

    claims:
      - {id: losses, text: Forty died., claimant: ministry, source: article, exact: "40", about: how-many}
    questions:
      - {id: how-many, title: How many were killed?}
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.model.story import Question

from ._kit import Context, Finding, named

CODE = "SAY111"
NAME = "empty-question"
SEVERITY = Severity.INFO


def check(context: Context) -> Iterator[Finding]:
    """Questions without open claims, gaps or questions below them; nothing while records are broken."""
    ledger = context.ledger
    if not ledger.complete:
        return
    parents = {question.parent for _, question in ledger.each(Question)}
    for entry, question in ledger.each(Question):
        answered = any(claim.open for claim in ledger.claims_about.get(question.id, ()))
        if not answered and not question.gaps and question.id not in parents:
            hint = f"write 'about: {question.id}' in the claims that answer it"
            yield Finding(entry.mark(), f"no claim is about {named(entry)}", hint, entry.name)
