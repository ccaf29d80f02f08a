"""Two records of one kind have the same id.

An id is a record's address for ever, and a reference to it must mean one thing. Ids
that differ in capitals only count as the same: on many computers they are one file.
Events are told apart across all timelines.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}

Wrong:

    claims:
      - {id: losses, text: Forty were killed., claimant: ministry, source: article, exact: "forty dead"}
      - {id: losses, text: Sixty were hurt., claimant: ministry, source: article, exact: "sixty hurt"}

Right:

    claims:
      - {id: losses-dead, text: Forty were killed., claimant: ministry, source: article, exact: "forty dead"}
      - {id: losses-hurt, text: Sixty were hurt., claimant: ministry, source: article, exact: "sixty hurt"}
"""

from collections.abc import Iterator

from sayso.diagnostics import Related, Severity
from sayso.model.ledger import Entry

from ._kit import Context, Finding, named

CODE = "SAY102"
NAME = "duplicate-id"
SEVERITY = Severity.ERROR
FIXED = True


def check(context: Context) -> Iterator[Finding]:
    """Every record whose id an earlier one of its kind has."""
    first: dict[tuple[str, str], Entry] = {}
    for entry in context.ledger.entries:
        other = first.setdefault((entry.kind, entry.id.casefold()), entry)
        if other is entry:
            continue
        message = f"the id '{entry.id[:80]}' is given to a second {entry.kind}"
        if other.id != entry.id:
            message = f"{named(entry)} differs from '{other.id[:80]}' in capitals only"
        hint = "give one of the two another id, or make them one record"
        yield Finding(entry.mark(), message, hint, entry.name, (Related(other.mark(), "first here"),))
