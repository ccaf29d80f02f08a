"""An event rests on nothing.

`stated_by: editorial` lets us name an event in our own voice, but not invent it: a claim, a
quotation or a citation must be there that it can be read from.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}

Wrong:

    claims:
      - {id: began, text: It began., claimant: ministry, source: article, exact: "it began"}
    timelines:
      - id: war
        title: The war
        events: [{id: beginning, date: 2025-01-05, title: It begins, stated_by: editorial}]

Right:

    claims:
      - {id: began, text: It began., claimant: ministry, source: article, exact: "it began"}
    timelines:
      - id: war
        title: The war
        events: [{id: beginning, date: 2025-01-05, title: It begins, stated_by: editorial, claims: [began]}]
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.model.story import Event

from ._kit import Context, Finding, named

CODE = "SAY209"
NAME = "groundless-event"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """Events in the editors' voice without claims, quotes, citations and accounts."""
    for entry, event in context.ledger.each(Event):
        told = any(account.claims for account in event.accounts)
        if event.stated_by == "editorial" and not (event.claims or event.quotes or event.citations or told):
            hint = "add 'claims:', 'quotes:' or 'citations:', or name who says so in 'stated_by'"
            yield Finding(entry.mark("stated_by"), f"{named(entry)} rests on nothing", hint, entry.name)
