"""A text mends what the source says, and the source's words are missing.

`editors_reading: true` tells the reader that we read more out of the source than it prints.
That is only fair beside the exact words, so that readers can judge our reading.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}

Wrong:

    claims:
      - {id: losses, text: Forty were killed., claimant: ministry, source: article, editors_reading: true}

Right:

    claims:
      - id: losses
        text: Forty were killed.
        claimant: ministry
        source: article
        exact: "forty where killed"
        editors_reading: true
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.model.claims import Claim

from ._kit import Context, Finding, named

CODE = "SAY220"
NAME = "reading-without-words"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """Every editors' reading without exact words or a quotation."""
    for entry, claim in context.ledger.each(Claim, having="editors_reading"):
        words = any(citation.exact or citation.quote for _, citation in claim.evidence)
        if claim.editors_reading and not words:
            message = f"{named(entry)} mends what the source says, without the source's words"
            hint = "add 'exact:' with the words as they are printed, faults included"
            yield Finding(entry.key_mark("editors_reading"), message, hint, entry.name)
