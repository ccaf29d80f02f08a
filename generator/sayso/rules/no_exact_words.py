"""A citation has none of the source's own words.

With the exact words a reader sees what the source wrote and can find the place; without
them our summary is all there is. A source that we have not seen ourselves is not asked.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}

Wrong:

    claims:
      - {id: losses, text: Forty were killed., claimant: ministry, source: article}

Right:

    claims:
      - {id: losses, text: Forty were killed., claimant: ministry, source: article, exact: "forty dead"}
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.model.claims import Claim

from ._kit import Context, Finding, cited_at, named

CODE = "SAY208"
NAME = "no-exact-words"
SEVERITY = Severity.INFO


def check(context: Context) -> Iterator[Finding]:
    """Citations of sources we have seen, without `exact` and without a quotation."""
    ledger = context.ledger
    for entry, path, citation in context.citations:
        if citation.exact is not None or citation.quote is not None or _told(entry.record):
            continue
        source = ledger.sources.get(citation.source or "")
        if source is not None and source.seen:
            message = f"{named(entry)} cites '{source.id}' without its exact words"
            hint = "add 'exact:' with the source's own words in quotation marks"
            yield Finding(cited_at(entry, path), message, hint, entry.name)


def _told(record: object) -> bool:
    """Whether another rule asks for the words of this claim more urgently."""
    if not isinstance(record, Claim) or any(cited.exact or cited.quote for _, cited in record.evidence):
        return False
    silent = record.figure is not None and record.figure.value_status == "not_given"
    return record.editors_reading or silent
