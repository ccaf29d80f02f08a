"""Nothing cites a source.

A source that nothing rests on is either left over or, more often, a sign that a citation
names another source than it should.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}

Wrong:

    claims:
      - {id: losses, text: Forty were killed., claimant: ministry, source: article, exact: "forty dead"}
    sources:
      - {id: leaflet, title: A leaflet, publisher: ministry, kind: document, no_url: handed out}

Right:

    claims:
      - id: losses
        text: Forty were killed.
        claimant: ministry
        citations:
          - {source: article, exact: "forty dead"}
          - {source: leaflet, exact: "40 fallen"}
    sources:
      - {id: leaflet, title: A leaflet, publisher: ministry, kind: document, no_url: handed out}
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.model.parties import Source

from ._kit import Context, Finding, named

CODE = "SAY109"
NAME = "orphan-source"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """Sources to which no record and no page leads; nothing while records are broken."""
    ledger = context.ledger
    if not ledger.complete:
        return
    used = context.used["source"]
    for entry, source in ledger.each(Source):
        if source.id not in used:
            hint = "cite it, or take it away if nothing was ever published with it"
            yield Finding(entry.mark(), f"nothing cites {named(entry)}", hint, entry.name)
