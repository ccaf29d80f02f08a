"""A figure's bound and its numbers do not go together.

"Over" needs a number below, "up to" one above; "tens of" is a number by itself, and a value
beside it is not read. Such a figure cannot be compared with any other, nor drawn.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}

Wrong:

    claims:
      - id: losses
        text: Over forty were killed.
        claimant: ministry
        source: article
        exact: "over forty dead"
        figure: {measure: killed, max: 40, bound: over, unit: soldiers}

Right:

    claims:
      - id: losses
        text: Over forty were killed.
        claimant: ministry
        source: article
        exact: "over forty dead"
        figure: {measure: killed, value: 40, bound: over, unit: soldiers}
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.figures import BOUNDS, extent
from sayso.model.claims import Figure

from ._kit import Context, Finding, named

CODE = "SAY401"
NAME = "unreadable-figure"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """Figures with a bound for which their numbers are wrong, missing or too many."""
    for entry, _, path, figure in context.figures:
        if figure.bound in BOUNDS and (fault := _fault(figure)):
            message, hint = fault
            mark = entry.mark("figure", *path, "bound")
            yield Finding(mark, f"{message}, in the figure of {named(entry)}", hint, entry.name)


def _fault(figure: Figure) -> tuple[str, str] | None:
    bound = figure.bound or ""
    given = [name for name in ("value", "min", "max") if getattr(figure, name) is not None]
    if figure.value_status is not None:
        return f"'{bound}' bounds a number that is {figure.value_status}", "take 'bound' away"
    if given and bound.endswith("_of"):
        return f"'{bound}' is a number by itself, and '{given[0]}' is not read", f"take '{given[0]}' away"
    if (
        given
        and extent(bound, *(None if n is None else float(n) for n in (figure.value, figure.min, figure.max)))
        is None
    ):
        needed = "min" if bound in ("over", "at_least") else "max"
        return f"no number can be '{bound}' what is given", f"write 'value:' or '{needed}:'"
    return None
