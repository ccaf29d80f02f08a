"""A figure's number does not occur in the exact words.

The number that readers see must be the source's. It may stand there in digits or in words
("a dozen" is 12, "half" is 50 per cent), or be the sum of parts that each stand there. A
number that somebody worked out, rounded or mistyped is not what the source says.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}

Wrong:

    claims:
      - id: losses
        text: About 430 soldiers were killed.
        claimant: ministry
        source: article
        exact: "about 340 of their soldiers were killed"
        figure: {measure: killed, value: 430, bound: about, unit: soldiers}

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

CODE = "SAY407"
NAME = "figure-not-in-words"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    """Figures whose number none of the claim's citations holds."""
    for entry, _, fault in context.held.figure_faults.get("number", ()):
        theirs = f'hold "{fault.theirs}"' if fault.theirs else "hold no number"
        message = f'the figure of {named(entry)} says "{fault.ours}", the exact words {theirs}'
        yield Finding(entry.mark("figure", *fault.at), message, fault.mend, entry.name)
