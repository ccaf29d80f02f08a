"""A page shows a comparison, chart or timeline in which there is nothing.

The reader would find a heading, or a gap, where the page promises something.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}
    questions:
      - {id: how-many, title: How many were killed?}
      - {id: who-won, title: Who won?}
    claims:
      - {id: won, text: We won., claimant: ministry, source: article, exact: "we won", about: who-won}

Wrong, in content/index.md:

    [[compare:how-many]]

Right, in content/index.md:

    [[compare:who-won]]
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.model.ledger import Ledger
from sayso.prose import Directive

from ._kit import Context, Finding

CODE = "SAY505"
NAME = "empty-block"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """Block directives whose record has nothing to show."""
    ledger = context.ledger
    if not ledger.complete:
        return
    for page in ledger.pages:
        for piece in page.prose.pieces:
            if isinstance(piece, Directive) and (why := _empty(ledger, piece)):
                yield Finding(
                    piece.id_mark, f"{piece.text[:90]} shows nothing: {why}", "add it, or take this away"
                )


def _empty(ledger: Ledger, piece: Directive) -> str:
    """What is missing, or an empty text."""
    claims = [claim for claim in ledger.claims_about.get(piece.id, ()) if claim.open]
    if piece.word in ("compare", "chart") and piece.id in ledger.questions:
        question = ledger.questions[piece.id]
        if not claims and not (piece.word == "compare" and question.gaps):
            return f"no claim is about the question '{piece.id}'"
        if piece.word == "chart" and not any(claim.figure for claim in claims):
            return f"no claim about the question '{piece.id}' has a figure"
    if piece.word == "timeline" and piece.id in ledger.timelines and not ledger.timelines[piece.id].events:
        return f"the timeline '{piece.id}' has no event"
    return ""
