"""An id that a record once had is used again.

Ids are permanent: whoever followed a link to the old id must still find that record, so
the old page leads to the new one. It cannot do so if another record takes the id, if two
records claim to have had it, or if it never was an id.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}

Wrong:

    claims:
      - id: forty-killed
        text: Forty were killed.
        claimant: ministry
        source: article
        exact: "forty dead"
        formerly: [losses]
      - {id: losses, text: Sixty were hurt., claimant: ministry, source: article, exact: "sixty hurt"}

Right:

    claims:
      - id: forty-killed
        text: Forty were killed.
        claimant: ministry
        source: article
        exact: "forty dead"
        formerly: [losses]
      - {id: sixty-hurt, text: Sixty were hurt., claimant: ministry, source: article, exact: "sixty hurt"}
"""

from collections.abc import Iterator

from sayso.diagnostics import Mark, Related, Severity
from sayso.ids import bad_id
from sayso.model.ledger import Entry

from ._kit import Context, Finding, named, reserved

CODE = "SAY104"
NAME = "reused-id"
SEVERITY = Severity.ERROR
FIXED = True


def check(context: Context) -> Iterator[Finding]:
    """Every `formerly` that cannot lead to its record."""
    taken: dict[str, Mark] = {}
    for entry in context.ledger.entries:
        for index, old in enumerate(getattr(entry.record, "formerly", ())):
            mark = entry.mark("formerly", index)
            name = f"{entry.kind}:{old}"
            if why := _never(entry, old):
                hint = "write the id that the record had before, or take this away"
                yield Finding(
                    mark, f"'formerly' of {named(entry)} has '{old[:80]}', which {why}", hint, entry.name
                )
            elif name in taken:
                message = f"'{old}' is said to be the former id of two records"
                hint = "keep it at the one that had it"
                yield Finding(mark, message, hint, entry.name, (Related(taken[name], "first here"),))
            elif other := context.ledger.by_name.get(name):
                message = f"the id of {named(other)} was the id of '{entry.id}' before"
                related = (Related(mark, "here it is kept as a former id"),)
                yield Finding(other.mark(), message, "give this record another id", other.name, related)
            taken.setdefault(name, mark)


def _never(entry: Entry, old: str) -> str:
    """Why this cannot have been the id, or an empty text."""
    if old == entry.id:
        return "is its id now"
    return bad_id(old) or reserved(entry.kind, old)
