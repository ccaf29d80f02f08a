"""A party belongs to itself, through the parties it is affiliated with.

A party takes its side and its interest from what it belongs to, and whoever belongs to a
claimant is never independent of it. In a circle nobody is at the top, and parties of one
house would count as strangers.

With:

    claims:
      - {id: losses, text: Forty were killed., claimant: ministry, source: article, exact: "forty dead"}
    sources:
      - {id: article, title: A report, publisher: army, kind: article, no_url: given to us on paper}

Wrong:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry, affiliation: army}
      - {id: army, type: government_organization, name: The Army, affiliation: ministry}

Right:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
      - {id: army, type: government_organization, name: The Army, affiliation: ministry}
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.model.parties import Party

from ._circles import circles, round_trip
from ._kit import Context, Finding, named

CODE = "SAY106"
NAME = "cyclic-affiliation"
SEVERITY = Severity.ERROR
FIXED = True


def check(context: Context) -> Iterator[Finding]:
    """Every circle of affiliations, once."""
    parties = {entry.id: (entry, party) for entry, party in context.ledger.each(Party)}
    links = {name: (party.affiliation,) for name, (_, party) in parties.items() if party.affiliation}
    for way in circles(links):
        entry, _ = parties[way[0]]
        message = f"{named(entry)} belongs to itself: {round_trip(way)}"
        hint = "take 'affiliation' away from the one at the top"
        yield Finding(entry.mark("affiliation"), message, hint, entry.name)
