"""A source rests on itself, through the sources it is based on.

How many independent places a claim comes from is counted by walking from each source to
the one it is based on. A walk that comes round to its beginning has no end, so nothing in
it counts.

With:

    parties:
      - {id: agency, type: news_media_organization, name: The Agency}
    claims:
      - {id: losses, text: Forty were killed., claimant: agency, source: wire, exact: "forty dead"}

Wrong:

    sources:
      - {id: wire, title: A story, publisher: agency, kind: article, no_url: by wire, based_on: [reprint]}
      - {id: reprint, title: A reprint, publisher: agency, kind: article, no_url: on paper, based_on: [wire]}

Right:

    sources:
      - {id: wire, title: A wire story, publisher: agency, kind: article, no_url: by wire}
      - {id: reprint, title: A reprint, publisher: agency, kind: article, no_url: on paper, based_on: [wire]}
    quotes:
      - {id: q, speaker: agency, text: "Forty dead.", source: reprint}
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.model.parties import Source

from ._circles import circles, round_trip
from ._kit import Context, Finding, named

CODE = "SAY105"
NAME = "cyclic-based-on"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    """Every circle of `based_on`, once."""
    sources = {entry.id: (entry, source) for entry, source in context.ledger.each(Source)}
    for way in circles({name: source.based_on for name, (_, source) in sources.items()}):
        entry, source = sources[way[0]]
        after = way[1] if len(way) > 1 else way[0]
        mark = entry.mark("based_on", source.based_on.index(after))
        message = f"{named(entry)} rests on itself: {round_trip(way)}"
        yield Finding(
            mark, message, "keep 'based_on' only where the later one took from the earlier", entry.name
        )
