"""A page speaks through a claim that is deprecated.

A deprecated claim is kept for old links only. A page tells what stands now.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}
    claims:
      - id: began
        text: It began.
        claimant: ministry
        source: article
        exact: "it began"
        rank: deprecated
        deprecated_reason: It was put down twice.
        replaced_by: beginning
      - {id: beginning, text: It began at dawn., claimant: ministry, source: article, exact: "at dawn"}

Wrong, in content/index.md:

    It began, the Ministry says. [[badge:began]]

Right, in content/index.md:

    It began at dawn, the Ministry says. [[badge:beginning]]
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.prose import Directive, SpanOpen
from sayso.vocabulary import DIRECTIVE_KIND

from ._kit import Context, Finding

CODE = "SAY502"
NAME = "deprecated-in-prose"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """Every directive that names a deprecated claim."""
    claims = context.ledger.claims
    for page in context.ledger.pages:
        for piece in page.prose.pieces:
            if isinstance(piece, Directive | SpanOpen) and DIRECTIVE_KIND.get(piece.word) == "claim":
                claim = claims.get(piece.id)
                if claim is not None and not claim.open:
                    now = claim.replaced_by
                    hint = f"use '{now}', which replaces it" if now else "use a claim that still stands"
                    yield Finding(piece.id_mark, f"the claim '{piece.id}' is deprecated", hint)
