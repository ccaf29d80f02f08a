"""A figure measures something else than its question asks.

A question with a `measure` sets figures of that measure side by side. Another measure may
well belong there (all casualties, where the question is about the dead), but it is never
drawn beside them.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}
    questions:
      - {id: how-many, title: How many were killed?, measure: killed}

Wrong:

    claims:
      - id: losses
        text: Forty were hurt.
        claimant: ministry
        source: article
        exact: "forty hurt"
        figure: {measure: wounded, value: 40, unit: soldiers}
        about: how-many

Right:

    claims:
      - id: losses
        text: Forty were killed.
        claimant: ministry
        source: article
        exact: "forty dead"
        figure: {measure: killed, value: 40, unit: soldiers}
        about: how-many
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.model.claims import Claim

from ._kit import Context, Finding, figures_in, named

CODE = "SAY406"
NAME = "other-measure"
SEVERITY = Severity.INFO


def check(context: Context) -> Iterator[Finding]:
    """Figures of claims whose question names another measure, unless a part has it."""
    questions = context.ledger.questions
    for entry, claim in context.ledger.each(Claim, having="figure"):
        question = questions.get(claim.about or "")
        if claim.figure is None or question is None or question.measure is None:
            continue
        if question.measure not in {figure.measure for _, figure in figures_in(claim.figure)}:
            message = f"{named(entry)} measures '{claim.figure.measure}', its question '{question.measure}'"
            hint = "mend the measure, or ask another question; as it is, it is not drawn with the others"
            yield Finding(entry.mark("figure", "measure"), message, hint, entry.name)
