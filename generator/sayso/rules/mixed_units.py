"""A part of a figure is in another unit than the whole.

Parts are confirmed one by one and drawn inside the whole, which only works where they are
counted in the same thing. What a part leaves out it takes from the whole.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}

Wrong:

    claims:
      - id: losses
        text: Forty were killed or wounded.
        claimant: ministry
        source: article
        exact: "forty dead and wounded, ten of them dead"
        figure:
          measure: killed_and_wounded
          value: 40
          unit: soldiers
          components: [{measure: killed, value: 10, unit: bodies}]

Right:

    claims:
      - id: losses
        text: Forty were killed or wounded.
        claimant: ministry
        source: article
        exact: "forty dead and wounded, ten of them dead"
        figure:
          measure: killed_and_wounded
          value: 40
          unit: soldiers
          components: [{measure: killed, value: 10}]
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity

from ._kit import Context, Finding, named

CODE = "SAY405"
NAME = "mixed-units"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """Components whose unit is not that of their whole."""
    for entry, whole, path, figure in context.figures:
        if path and figure.unit and whole.unit and figure.unit != whole.unit:
            units = f"'{figure.unit[:40]}', the whole in '{whole.unit[:40]}'"
            message = f"a part of the figure of {named(entry)} is in {units}"
            hint = "take the part's unit away, or make it a claim of its own"
            yield Finding(entry.mark("figure", *path, "unit"), message, hint, entry.name)
