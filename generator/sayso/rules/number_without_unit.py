"""A figure has a number and no unit.

Forty what? Figures are compared and drawn only with figures of the same unit.

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
        figure: {measure: killed, value: 40}

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

CODE = "SAY403"
NAME = "number-without-unit"
SEVERITY = Severity.INFO


def check(context: Context) -> Iterator[Finding]:
    """Figures with digits and without a unit, their own or that of the whole."""
    for entry, whole, path, figure in context.figures:
        if figure.unit or whole.unit:
            continue
        given = [name for name in ("value", "min", "max") if getattr(figure, name) is not None]
        if given:
            message = f"a figure of {named(entry)} has a number and no unit"
            hint = "add 'unit:', such as soldiers, vehicles or square miles"
            yield Finding(entry.mark("figure", *path, given[0]), message, hint, entry.name)
