"""An id is one that the site needs for itself.

`index` and `readme` are the first page of a folder, digits and `page-2` the further pages
of a list. A party may not be called `source` or `unnamed`: in `claimant` and `publisher`
these words have a meaning of their own.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}

Wrong:

    claims:
      - {id: page-2, text: Forty were killed., claimant: ministry, source: article, exact: "forty dead"}

Right:

    claims:
      - {id: forty-killed, text: Forty were killed., claimant: ministry, source: article, exact: "forty dead"}
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity

from ._kit import Context, Finding, named, reserved

CODE = "SAY103"
NAME = "reserved-id"
SEVERITY = Severity.ERROR
FIXED = True


def check(context: Context) -> Iterator[Finding]:
    """Every record with an id that is not free."""
    for entry in context.ledger.entries:
        if why := reserved(entry.kind, entry.id):
            hint = "give it another id, of words that say what it is"
            yield Finding(entry.mark(), f"the id of {named(entry)} {why}", hint, entry.name)
