"""A figure's bound says more than the exact words.

"About 340" is not 340, "up to a battalion" is not a battalion, and "over 340" is neither: each
time a source's doubt would become our certainty. What the words allow, the figure must allow
too; so 340 may be told as "about 340", and "over 340" as "at least 340". The source's own words
(`as_said`), which readers see first, may not leave the bound out either.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}

Wrong:

    claims:
      - id: losses
        text: About 340 soldiers were killed.
        claimant: ministry
        source: article
        exact: "about 340 of their soldiers were killed"
        figure: {measure: killed, value: 340, unit: soldiers}

Right:

    claims:
      - id: losses
        text: About 340 soldiers were killed.
        claimant: ministry
        source: article
        exact: "about 340 of their soldiers were killed"
        figure: {measure: killed, value: 340, bound: about, unit: soldiers}
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity

from ._kit import Context, Finding, named

CODE = "SAY408"
NAME = "stronger-bound"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    """Figures that exclude what each citation that holds their number leaves possible."""
    for entry, _, fault in context.held.figure_faults.get("bound", ()):
        message = f'the figure of {named(entry)} says "{fault.ours}", the exact words say "{fault.theirs}"'
        yield Finding(entry.mark("figure", *fault.at), message, fault.mend, entry.name)
