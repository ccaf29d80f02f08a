"""Words are quoted from a source that we have not seen.

`seen: false` says that we know a source only because others cite it. Its words cannot be
held to it, and may be somebody else's summary: quote the source that we have.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}
      - {id: order, title: An order, publisher: ministry, kind: document, no_url: not public, seen: false}

Wrong:

    claims:
      - {id: losses, text: Forty were killed., claimant: ministry, source: order, exact: "forty dead"}
      - {id: wounded, text: Sixty were hurt., claimant: ministry, source: article, exact: "sixty hurt"}

Right:

    claims:
      - {id: losses, text: Forty were killed., claimant: ministry, source: order}
      - {id: wounded, text: Sixty were hurt., claimant: ministry, source: article, exact: "sixty hurt"}
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.model.story import Quote

from ._kit import Context, Finding, named

CODE = "SAY222"
NAME = "words-not-seen"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """Exact words and quotations from sources with `seen: false`."""
    ledger = context.ledger
    hint = "quote the source that you have seen, or take 'seen: false' away once you have seen this one"
    for entry, path, citation in context.citations:
        source = ledger.sources.get(citation.source or "")
        if source is not None and not source.seen and citation.exact is not None:
            message = f"{named(entry)} quotes '{source.id}', which we have not seen"
            yield Finding(entry.key_mark(*path, "exact"), message, hint, entry.name)
    for entry, quote in ledger.each(Quote):
        source = ledger.sources.get(quote.source)
        if source is not None and not source.seen:
            message = f"{named(entry)} stands in '{source.id}', which we have not seen"
            yield Finding(entry.mark("source"), message, hint, entry.name)
