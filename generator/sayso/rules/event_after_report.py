"""An event was reported before it happened.

One of the two dates is wrong, or they stand in each other's place. Dates that the editors
worked out (`words`) are left alone.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}
    claims:
      - {id: began, text: It began., claimant: ministry, source: article, exact: "it began"}

Wrong:

    timelines:
      - id: war
        title: The war
        events:
          - id: beginning
            date: 2025-01-05
            date_reported: 2025-01-04
            title: It begins
            stated_by: claim:began

Right:

    timelines:
      - id: war
        title: The war
        events:
          - id: beginning
            date: 2025-01-04
            date_reported: 2025-01-05
            title: It begins
            stated_by: claim:began
"""

from collections.abc import Iterator

from sayso.diagnostics import Related, Severity
from sayso.model.story import Event

from ._kit import Context, Finding, certainly_before, named

CODE = "SAY302"
NAME = "event-after-report"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    """Events that lie wholly after the day on which they were reported."""
    for entry, event in context.ledger.each(Event):
        if certainly_before(event.date_reported, event.date):
            message = f"{named(entry)} lies after its own report"
            hint = "mend 'date' or 'date_reported'"
            related = (Related(entry.mark("date_reported"), "reported here"),)
            yield Finding(entry.mark("date"), message, hint, entry.name, related)
