"""The source's words of a figure do not stand in the exact words.

`as_said` is shown to readers first, in quotation marks, as what the source said. So it must be
there, letter by letter; only spaces, quotation marks, dashes and capital letters may differ,
and "..." may stand for words left out.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}

Wrong:

    claims:
      - id: losses
        text: Up to a battalion was lost.
        claimant: ministry
        source: article
        exact: "they lost up to a battalion of infantry"
        figure: {measure: losses_unspecified, as_said: "up to a battalion of soldiers"}

Right:

    claims:
      - id: losses
        text: Up to a battalion was lost.
        claimant: ministry
        source: article
        exact: "they lost up to a battalion of infantry"
        figure: {measure: losses_unspecified, as_said: "up to a battalion of infantry"}
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.laundering.words import shortened

from ._kit import Context, Finding, named

CODE = "SAY410"
NAME = "figure-words-apart"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    """Every `as_said` that occurs in none of the claim's citations."""
    for entry, _, fault in context.held.figure_faults.get("as_said", ()):
        ours = shortened(fault.ours)
        message = f'{named(entry)} has as_said "{ours}", which is not in the exact words "{fault.theirs}"'
        yield Finding(entry.mark("figure", *fault.at), message, fault.mend, entry.name)
