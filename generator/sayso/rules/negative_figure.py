"""A count is less than nothing.

People, vehicles, land and distances are counted from nought. The sign is most often a dash
that belonged to the text. Money and shares may be negative.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}

Wrong:

    claims:
      - id: losses
        text: Forty were killed.
        claimant: ministry
        source: article
        exact: "forty dead"
        figure: {measure: killed, value: -40, unit: soldiers}

Right:

    claims:
      - id: losses
        text: Forty were killed.
        claimant: ministry
        source: article
        exact: "forty dead"
        figure: {measure: killed, value: 40, unit: soldiers}
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity

from ._kit import Context, Finding, named

CODE = "SAY404"
NAME = "negative-figure"
SEVERITY = Severity.ERROR

#: Measures that go below nought.
_SIGNED = ("money", "share")


def check(context: Context) -> Iterator[Finding]:
    """Numbers below nought of a measure that counts."""
    for entry, _, path, figure in context.figures:
        numbers = {"value": figure.value, "min": figure.min, "max": figure.max}
        for field, number in numbers.items():
            if number is not None and number < 0 and figure.measure not in _SIGNED:
                message = f"'{field}' in the figure of {named(entry)} is less than nothing"
                hint = "take the '-' away"
                yield Finding(entry.mark("figure", *path, field), message, hint, entry.name)
