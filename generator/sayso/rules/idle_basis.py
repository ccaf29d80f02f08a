"""A basis stands where it has no effect.

`basis` says on what a source's own judgement rests (a list of names, a place worked out
from images). It counts where the source supports or refutes the claim. A source that only
reports what the claimant said judges nothing.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
      - {id: monitors, type: organization, name: The Monitors}
    sources:
      - {id: list, title: A list, publisher: monitors, kind: document, no_url: given to us on paper}

Wrong:

    claims:
      - id: losses
        text: Forty were killed.
        claimant: ministry
        citations: [{source: list, exact: "forty names", basis: named_individuals}]

Right:

    claims:
      - id: losses
        text: Forty were killed.
        claimant: ministry
        citations: [{source: list, relation: supports, exact: "forty names", basis: named_individuals}]
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity

from ._kit import Context, Finding, named

CODE = "SAY219"
NAME = "idle-basis"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """Every `basis` of a citation that neither supports nor refutes."""
    for entry, path, citation in context.citations:
        if citation.basis is not None and citation.relation not in ("supports", "refutes"):
            message = f"a citation of {named(entry)} has a 'basis', but its relation is '{citation.relation}'"
            hint = (
                "write 'relation: supports' or 'refutes' if the source judges for itself, else take it away"
            )
            yield Finding(entry.mark(*path, "basis"), message, hint, entry.name)
