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
    # Those alone in which some list has a second item.
    several = {
        id(entry) for entry, path, _, _ in context.references if type(path[-1]) is int and path[-1] > 0
    }
    several |= {id(entry) for entry, claimant in context.claimants if len(claimant) > 1}
    several |= {id(entry) for entry, claim in context.ledger.each(Claim, having="tags") if claim.tags[1:]}
    for entry in context.ledger.entries:
        if id(entry) not in several:
            continue
        seen: dict[tuple[Path, str], Path] = {}
        for path, text in _items(entry):
            first = seen.setdefault((path[:-1], text), path)
            if first is not path:
                message = f"'{path[-2]}' of {named(entry)} names '{text[:80]}' twice"
                related = (Related(entry.mark(*first), "first here"),)
                yield Finding(entry.mark(*path), message, "take one of the two away", entry.name, related)


def _items(entry: Entry) -> list[tuple[Path, str]]:
    items = [
        (path, text) for path, text, marker in entry.leaves if type(path[-1]) is int and type(marker) is Ref
    ]
    record = entry.record
    if type(record) is Claim:  # type(), as pydantic makes isinstance() slow
        items += [(("claimant", n), party) for n, party in enumerate(record.claimant)]
        items += [(("tags", n), tag) for n, tag in enumerate(record.tags)]
    return items
