"""A number is said not to be given, without the source's words.

`value_status: not_given` states that a source, or a party in it, gave no number. Silence is
a finding like any other: it needs a citation in which a reader can see it.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}

Wrong:

    claims:
      - id: losses
        text: Some were killed.
        claimant: ministry
        source: article
        figure: {measure: killed, as_said: some, value_status: not_given}

Right:

    claims:
      - id: losses
        text: Some were killed.
        claimant: ministry
        source: article
        exact: "the army gave no number, only that some had died"
        figure: {measure: killed, as_said: some, value_status: not_given}
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.model.claims import Claim

from ._kit import Context, Finding, figures_in, named

CODE = "SAY402"
NAME = "unquoted-silence"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """Figures that are not given, in claims that quote nothing."""
    for entry, claim in context.ledger.each(Claim, having="figure"):
        if not claim.evidence or any(citation.exact or citation.quote for _, citation in claim.evidence):
            continue
        for path, figure in figures_in(claim.figure) if claim.figure else ():
            if figure.value_status == "not_given":
                message = f"{named(entry)} says that a number is not given, without the source's words"
                hint = "add 'exact:' to the citation, or write 'value_status: unknown'"
                yield Finding(entry.mark("figure", *path, "value_status"), message, hint, entry.name)
