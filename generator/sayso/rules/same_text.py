"""Two open claims say the same thing in the same words.

One statement is one claim. If a party says it again, that is a second citation; if another
party says it too, it is one claim with two claimants, and readers see that both say so.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}

Wrong:

    claims:
      - {id: losses, text: Forty were killed., claimant: ministry, source: article, exact: "forty dead"}
      - {id: losses-again, text: forty were killed, claimant: ministry, source: article, exact: "40 dead"}

Right:

    claims:
      - id: losses
        text: Forty were killed.
        claimant: ministry
        citations:
          - {source: article, exact: "forty dead"}
          - {source: article, exact: "40 dead"}
"""

from collections.abc import Iterator

from sayso.diagnostics import Related, Severity
from sayso.model.claims import Claim
from sayso.model.ledger import Entry

from ._kit import Context, Finding, named

CODE = "SAY207"
NAME = "same-text"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """Every open claim whose text an earlier one has."""
    first: dict[str, tuple[Entry, Claim]] = {}
    for entry, claim, text in context.statements:
        if not claim.open:
            continue
        other, earlier = first.setdefault(text.rstrip(".!… "), (entry, claim))
        if other is entry or earlier.id == claim.id:
            continue
        message = f"{named(entry)} has the same text as {named(other)}"
        if set(claim.claimant) & set(earlier.claimant):
            hint = "make it a second citation of that claim, or deprecate one of the two"
        else:
            both = ", ".join(dict.fromkeys((*earlier.claimant, *claim.claimant)))
            hint = f"make it one claim with 'claimant: [{both}]'"
        related = (Related(other.mark("text"), "first here"),)
        yield Finding(entry.mark("text"), message, hint, entry.name, related)
