"""One list names the same thing twice.

The second mention changes nothing, so it was either left over or should name something
else: another claimant, another hand, another claim.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
      - {id: army, type: government_organization, name: The Army}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}

Wrong:

    claims:
      - id: losses
        text: Forty were killed.
        claimant: [ministry, ministry]
        source: article
        exact: "forty dead"
        via: [army]

Right:

    claims:
      - id: losses
        text: Forty were killed.
        claimant: ministry
        source: article
        exact: "forty dead"
        via: [army]
"""

from collections.abc import Iterator

from sayso.diagnostics import Related, Severity
from sayso.model.claims import Claim
from sayso.model.fields import Ref
from sayso.model.ledger import Entry
from sayso.model.walk import Path

from ._kit import Context, Finding, named

CODE = "SAY116"
NAME = "listed-twice"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """Every second mention in a list of references or tags."""
    for entry in context.ledger.entries:
        seen: dict[tuple[Path, str], Path] = {}
        for path, text in _items(entry):
            first = seen.setdefault((path[:-1], text), path)
            if first is not path:
                message = f"'{path[-2]}' of {named(entry)} names '{text[:80]}' twice"
                related = (Related(entry.mark(*first), "first here"),)
                yield Finding(entry.mark(*path), message, "take one of the two away", entry.name, related)


def _items(entry: Entry) -> Iterator[tuple[Path, str]]:
    for leaf in entry.leaves:
        if isinstance(leaf.marker, Ref) and isinstance(leaf.path[-1], int):
            yield leaf.path, leaf.text
    record = entry.record
    if isinstance(record, Claim):
        yield from ((("claimant", n), party) for n, party in enumerate(record.claimant))
        yield from ((("tags", n), tag) for n, tag in enumerate(record.tags))
