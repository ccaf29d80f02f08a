"""A page shows the figure of a claim that has none.

`[[figure:...]]` stands for a number as the data has it, so there must be one.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}
    claims:
      - {id: began, text: It began., claimant: ministry, source: article, exact: "it began"}

Wrong, in content/index.md:

    The Ministry gives a number: [[figure:began]].

Right, in content/index.md:

    The Ministry says that it began. [[badge:began]]
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.prose import Directive

from ._kit import Context, Finding

CODE = "SAY501"
NAME = "figureless-directive"
SEVERITY = Severity.ERROR
FIXED = True


def check(context: Context) -> Iterator[Finding]:
    """Every `figure` directive whose claim has no figure."""
    for page in context.ledger.pages:
        for piece in page.prose.pieces:
            if isinstance(piece, Directive) and piece.word == "figure":
                claim = context.ledger.claims.get(piece.id)
                if claim is not None and claim.figure is None:
                    message = f"the claim '{piece.id}' has no figure to show"
                    hint = f"add 'figure:' to the claim, or write [[badge:{piece.id}]]"
                    yield Finding(piece.id_mark, message, hint)
