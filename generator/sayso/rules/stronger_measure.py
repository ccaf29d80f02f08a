"""A figure's measure says more than the exact words.

"Losses" may be dead, hurt, captured or missing soldiers: whoever tells them as "killed" has
added deaths that nobody reported. The same goes for "casualties", and for "killed and wounded"
counted together. The other way is allowed: the killed are casualties too. Where no word beside
the number tells what is counted, nothing is said.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}

Wrong:

    claims:
      - id: losses
        text: Over 340 soldiers were lost.
        claimant: ministry
        source: article
        exact: "losses of over 340 soldiers"
        figure: {measure: killed, value: 340, bound: over, unit: soldiers}

Right:

    claims:
      - id: losses
        text: Over 340 soldiers were lost.
        claimant: ministry
        source: article
        exact: "losses of over 340 soldiers"
        figure: {measure: losses_unspecified, value: 340, bound: over, unit: soldiers}
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity

from ._kit import Context, Finding, named

CODE = "SAY409"
NAME = "stronger-measure"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    """Figures whose measure the words beside their number do not bear out."""
    for entry, _, fault in context.held.figure_faults.get("measure", ()):
        message = f'the figure of {named(entry)} counts "{fault.ours}", the exact words say "{fault.theirs}"'
        yield Finding(entry.mark("figure", *fault.at), message, fault.mend, entry.name)
