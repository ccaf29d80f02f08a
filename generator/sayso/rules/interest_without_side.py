"""An interest names a side or an owner that is not there.

Readers see `supporter` as "supports {side}" and `state_media` as "owned by {government}".
Without a side or an affiliation those words have nothing to say, and the balance of the
sides leaves the party out.

With:

    sides:
      - {id: north, name: The North}
    sources:
      - {id: article, title: A report, publisher: agency, kind: article, no_url: given to us on paper}
    claims:
      - {id: losses, text: Forty were killed., claimant: agency, source: article, exact: "forty dead"}

Wrong:

    parties:
      - {id: agency, type: news_media_organization, name: The Agency, interest: state_media}

Right:

    parties:
      - {id: agency, type: news_media_organization, name: The Agency, interest: state_media, side: north}
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.model.parties import Party

from ._kit import Context, Finding, named

CODE = "SAY221"
NAME = "interest-without-side"
SEVERITY = Severity.WARNING

_NEEDS = {
    "party_to_the_conflict": "a 'side', or the side it is 'aligned_with'",
    "supporter": "the side it is 'aligned_with'",
    "state_media": "an 'affiliation' to the government that owns it, or a 'side'",
}


def check(context: Context) -> Iterator[Finding]:
    """Every typed interest whose words need what the party does not have."""
    for entry, party in context.ledger.each(Party):
        if party.interest not in _NEEDS or party.aligned_with or context.ledger.side_of(party.id):
            continue
        if party.interest == "state_media" and party.affiliation:
            continue
        message = f"{named(entry)} has the interest '{party.interest}', and no side"
        yield Finding(entry.mark("interest"), message, f"add {_NEEDS[party.interest]}", entry.name)
