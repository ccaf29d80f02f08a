"""A record that a published edition has is gone.

Nothing that was published is deleted. Readers have followed links to it and quoted it; whoever comes
by an old link must find what became of it. A claim that no longer holds is deprecated with a reason,
a record that got another id says what it was called (`formerly`), and its old page then leads on. A
page of prose stays, with a sentence on where its content went. Where a record has to go for all that
(a court's order, a danger to somebody), a maintainer excuses it, and the reason is on record.

Told when an edition is made (`sayso publish`), which knows those before it. In the examples
`published.yml` is the claims.yml of an edition before.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}

Wrong, in published.yml:

    claims:
      - {id: losses, text: Forty died., claimant: ministry, source: article, exact: "forty dead"}

Wrong:

    claims:
      - {id: forty-killed, text: Forty died., claimant: ministry, source: article, exact: "forty dead"}

Right, in published.yml:

    claims:
      - {id: losses, text: Forty died., claimant: ministry, source: article, exact: "forty dead"}

Right:

    claims:
      - id: forty-killed
        text: Forty died.
        claimant: ministry
        source: article
        exact: "forty dead"
        formerly: [losses]
"""

from collections.abc import Iterator

from sayso.diagnostics import Mark, Severity
from sayso.model.editions import Edition

from ._kit import Context, Finding

CODE = "SAY119"
NAME = "published-record-gone"
SEVERITY = Severity.ERROR
OF_EDITIONS = True

_HINTS = {
    "claim": "keep it with 'rank: deprecated' and a reason; or, if it has another id now, write the old "
    "one there under 'formerly:'",
    "page": "keep it, with a sentence that says where its content went",
}
_ELSE = "keep it; or, if it has another id now, write the old one there under 'formerly:'"


def check(context: Context) -> Iterator[Finding]:
    """Every record and page of an edition before that nothing leads to any more."""
    if not context.ledger.complete:
        return  # what is missing from it may stand where nothing could be read
    published: dict[str, Edition] = {}
    for snapshot in context.past:
        if snapshot.edition is not None:
            names = (*snapshot.records, *(f"page:{path}" for path in snapshot.pages))
            published.update(dict.fromkeys(names, snapshot.edition))
    ledger = context.ledger
    there = {*ledger.by_name, *ledger.former, *(f"page:{page.path}" for page in ledger.pages)}
    for name, edition in published.items():
        if name not in there:
            kind, _, what = name.partition(":")
            message = f"{kind} '{what}' stands in the edition of {edition.display()}, and is gone"
            yield Finding(_place(context, kind, what), message, _HINTS.get(kind, _ELSE), name)


def _place(context: Context, kind: str, what: str) -> Mark:
    """Where it would stand: the first file with records of its kind."""
    if kind == "page":
        return Mark(what)
    files = (entry.document.path for entry in context.ledger.entries if entry.kind == kind)
    return Mark(next(files, "claims.yml"))
