"""A quotation does not say when it was said.

What somebody said means more when a reader knows when. Where the source gives no date,
nothing is wrong: this is only a reminder.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}

Wrong:

    quotes:
      - {id: q-losses, speaker: ministry, text: "Forty dead.", source: article}

Right:

    quotes:
      - {id: q-losses, speaker: ministry, text: "Forty dead.", source: article, said: 2025-01-05}
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.model.story import Quote

from ._kit import Context, Finding, named

CODE = "SAY202"
NAME = "undated-quote"
SEVERITY = Severity.INFO


def check(context: Context) -> Iterator[Finding]:
    """Every quotation without a date."""
    for entry, quote in context.ledger.each(Quote):
        if quote.said is None:
            hint = "add 'said:' with a date, if the source gives one or lets you work it out"
            yield Finding(entry.mark(), f"{named(entry)} has no date", hint, entry.name)
