"""Most claims have one and the same status, though there are independent sources.

From five independent sources on one would expect some claims to be confirmed and others
not. Where one badge is on more than seven of ten, it tells readers little: perhaps
citations say `reports` where the source says the same on its own knowledge (`supports`).

With:

    parties:
      - {id: m1, type: organization, name: One, interest: independent, interest_reason: Open books.}
      - {id: m2, type: organization, name: Two, interest: independent, interest_reason: Open books.}
      - {id: m3, type: organization, name: Three, interest: independent, interest_reason: Open books.}
      - {id: m4, type: organization, name: Four, interest: independent, interest_reason: Open books.}
      - {id: m5, type: organization, name: Five, interest: independent, interest_reason: Open books.}
    sources:
      - {id: s1, title: Report 1, publisher: m1, kind: document, no_url: on paper}
      - {id: s2, title: Report 2, publisher: m2, kind: document, no_url: on paper}
      - {id: s3, title: Report 3, publisher: m3, kind: document, no_url: on paper}
      - {id: s4, title: Report 4, publisher: m4, kind: document, no_url: on paper}
      - {id: s5, title: Report 5, publisher: m5, kind: document, no_url: on paper}

Wrong:

    claims:
      - {id: c1, text: Village 1 was taken., claimant: m1, source: s1, exact: "was taken"}
      - {id: c2, text: Village 2 was taken., claimant: m2, source: s2, exact: "was taken"}
      - {id: c3, text: Village 3 was taken., claimant: m3, source: s3, exact: "was taken"}
      - {id: c4, text: Village 4 was taken., claimant: m4, source: s4, exact: "was taken"}
      - {id: c5, text: Village 5 was taken., claimant: m5, source: s5, exact: "was taken"}

Right:

    claims:
      - id: c1
        text: Village 1 was taken.
        claimant: m1
        citations:
          - {source: s1, exact: "was taken"}
          - {source: s2, relation: supports, exact: "we saw it fall"}
      - id: c2
        text: Village 2 was taken.
        claimant: m2
        citations:
          - {source: s2, exact: "was taken"}
          - {source: s3, relation: supports, exact: "we saw it fall"}
      - id: c3
        text: Village 3 was taken.
        claimant: m3
        citations:
          - {source: s3, exact: "was taken"}
          - {source: s4, relation: supports, exact: "we saw it fall"}
      - {id: c4, text: Village 4 was taken., claimant: m4, source: s4, exact: "was taken"}
      - {id: c5, text: Village 5 was taken., claimant: m5, source: s5, exact: "was taken"}
"""

from collections import Counter
from collections.abc import Iterator

from sayso.diagnostics import Mark, Severity
from sayso.model.ledger import Ledger
from sayso.model.parties import Source

from ._kit import Context, Finding

CODE = "SAY212"
NAME = "one-status-for-most"
SEVERITY = Severity.INFO

_SOURCES = 5
_SHARE = 0.7
_RUBRIC = "site_config/rubric.yml"


def check(context: Context) -> Iterator[Finding]:
    """The status that more than seven of ten open claims have, from five independent sources on."""
    ledger = context.ledger
    if (
        not ledger.complete
        or sum(_independent(ledger, source) for _, source in ledger.each(Source)) < _SOURCES
    ):
        return
    count = Counter(standing.status.code for standing in context.standings.values() if standing.claim.open)
    for code, claims in count.most_common(1):
        if claims > _SHARE * count.total():
            message = f"{claims} of {count.total()} open claims have the status '{code}'"
            hint = "look whether citations say 'reports' where the source speaks from its own knowledge"
            yield Finding(_place(context, code), message, hint)


def _independent(ledger: Ledger, source: Source) -> bool:
    publisher = ledger.parties.get(source.publisher)
    return (
        publisher is not None
        and publisher.interest == "independent"
        and publisher.interest_reason is not None
    )


def _place(context: Context, code: str) -> Mark:
    """Where the status is defined."""
    codes = [status.code for status in context.config.rubric.statuses]
    document = context.documents.get(_RUBRIC)
    return document.mark(("statuses", codes.index(code), "code")) if document else Mark(_RUBRIC)
