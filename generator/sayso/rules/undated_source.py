"""A source does not say when it was published.

Without that day no date that rests on the source can be held to it, and readers cannot
tell how old it is. Where the source gives none, say how you worked it out.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    claims:
      - {id: losses, text: Forty were killed., claimant: ministry, source: article, exact: "forty dead"}

Wrong:

    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}

Right:

    sources:
      - id: article
        title: A report
        publisher: ministry
        kind: article
        no_url: given to us on paper
        published: {date: 2025-01-05, words: Sunday, from: it calls the day after Saturday the 4th Sunday}
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.model.parties import Source

from ._kit import Context, Finding, named

CODE = "SAY305"
NAME = "undated-source"
SEVERITY = Severity.INFO


def check(context: Context) -> Iterator[Finding]:
    """Sources that we have seen, without `published`."""
    for entry, source in context.ledger.each(Source):
        if source.published is None and source.seen:
            hint = "add 'published:' with a date, or with the words that it was worked out from"
            yield Finding(entry.mark(), f"{named(entry)} has no date of publication", hint, entry.name)
