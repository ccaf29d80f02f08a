"""A source has no named publisher, and nobody says why.

`publisher: unnamed` is an honest answer. A reader still wants to know whether the source
hides its publisher or whether our copy has lost it.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    claims:
      - {id: losses, text: Forty were killed., claimant: ministry, source: leaflet, exact: "forty dead"}

Wrong:

    sources:
      - {id: leaflet, title: A leaflet, publisher: unnamed, kind: document, no_url: handed out in the street}

Right:

    sources:
      - id: leaflet
        title: A leaflet
        publisher: unnamed
        publisher_note: It bears no imprint.
        kind: document
        no_url: handed out in the street
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.model.parties import UNNAMED, Source

from ._kit import Context, Finding, named

CODE = "SAY210"
NAME = "unexplained-publisher"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """Every source with `publisher: unnamed` and without `publisher_note`."""
    for entry, source in context.ledger.each(Source):
        if source.publisher == UNNAMED and source.publisher_note is None:
            hint = "add 'publisher_note:' with why no publisher is named"
            yield Finding(entry.mark("publisher"), f"{named(entry)} names no publisher", hint, entry.name)
