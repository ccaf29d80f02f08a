"""A number in our own words is not the source's, or says more than the source.

What holds for a figure holds for the sentence that readers see: the claim's `text`, and the
editors' own words for it on a page (`[[claim:losses|...]]`). Each number in it must stand in
the exact words or in the figure, with a bound and a measure no stronger than there. Dates and
lengths of time are not asked for.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}

Wrong:

    claims:
      - id: losses
        text: Some 340 soldiers were killed.
        claimant: ministry
        source: article
        exact: "losses of about 340 soldiers"
        figure: {measure: losses_unspecified, value: 340, bound: about, unit: soldiers}

Right:

    claims:
      - id: losses
        text: Some 340 soldiers were lost.
        claimant: ministry
        source: article
        exact: "losses of about 340 soldiers"
        figure: {measure: losses_unspecified, value: 340, bound: about, unit: soldiers}
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity

from ._kit import Context, Finding

CODE = "SAY411"
NAME = "other-number-in-text"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    """Numbers in our own words that neither the exact words nor the figure bear out."""
    for told, fault in context.held.text_faults:
        if fault.kind == "number":
            theirs = f'hold "{fault.theirs}"' if fault.theirs else "hold no number"
        else:
            theirs = f'say "{fault.theirs}"'
        message = f'{told.where} says "{fault.ours}", the exact words {theirs}'
        yield Finding(told.mark, message, fault.mend, told.entry.name)
