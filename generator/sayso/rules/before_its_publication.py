"""A source was changed, looked at or archived before it was published.

One of the dates is wrong; often two fields were filled in each other's place. Dates that
the editors worked out (`words`) are left alone.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    claims:
      - {id: losses, text: Forty were killed., claimant: ministry, source: article, exact: "forty dead"}

Wrong:

    sources:
      - id: article
        title: A report
        publisher: ministry
        kind: article
        no_url: given to us on paper
        published: 2025-01-05
        modified: 2025-01-04

Right:

    sources:
      - id: article
        title: A report
        publisher: ministry
        kind: article
        no_url: given to us on paper
        published: 2025-01-04
        modified: 2025-01-05
"""

from collections.abc import Iterator

from sayso.diagnostics import Related, Severity
from sayso.model.fields import When
from sayso.model.parties import Source
from sayso.model.walk import Path

from ._kit import Context, Finding, certainly_before, named

CODE = "SAY303"
NAME = "before-its-publication"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    """Dates of a source that lie wholly before its publication."""
    for entry, source in context.ledger.each(Source):
        dates: list[tuple[Path, When | None]] = [
            (("modified",), source.modified),
            (("accessed",), source.accessed),
            (("status_date",), source.status_date),
            *((("archives", n, "date"), archive.date) for n, archive in enumerate(source.archives)),
        ]
        for path, when in dates:
            if certainly_before(when, source.published):
                label = "an archive's 'date'" if path[0] == "archives" else f"'{path[0]}'"
                message = f"{label} of {named(entry)} lies before its publication"
                related = (Related(entry.mark("published"), "published here"),)
                yield Finding(entry.mark(*path), message, "mend one of the two dates", entry.name, related)
