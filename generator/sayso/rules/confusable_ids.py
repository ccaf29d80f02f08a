"""Two ids of one kind look alike.

Ids are how records name one another, so `tass-1` and `tass-l` would be mixed up by whoever
writes, and by whoever reviews a change in which one takes the other's place. Compared are the
letters and digits that look the same in many fonts: `1` and `l`, `0` and `o`, `m` and `rn`
(Unicode UTS 39).

With:

    sources:
      - {id: article, title: A report, publisher: tass-1, kind: article, no_url: given to us on paper}

Wrong:

    claims:
      - {id: losses, text: Forty died., claimant: [tass-1, tass-l], source: article, exact: "forty dead"}
    parties:
      - {id: tass-1, type: news_media_organization, name: TASS, interest: unknown}
      - {id: tass-l, type: news_media_organization, name: The London bureau, interest: unknown}

Right:

    claims:
      - {id: losses, text: Forty died., claimant: [tass-1, london], source: article, exact: "forty dead"}
    parties:
      - {id: tass-1, type: news_media_organization, name: TASS, interest: unknown}
      - {id: london, type: news_media_organization, name: The London bureau, interest: unknown}
"""

from collections.abc import Iterator

from sayso.diagnostics import Related, Severity
from sayso.looks import id_look
from sayso.model.ledger import Entry

from ._kit import Context, Finding, named

CODE = "SAY118"
NAME = "confusable-ids"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """Every record whose id looks like an earlier one's of its kind."""
    seen: dict[tuple[str, str], Entry] = {}
    for entry in context.ledger.entries:
        first = seen.setdefault((entry.kind, id_look(entry.id)), entry)
        if first.id != entry.id:
            message = f"the id of {named(entry)} looks like that of {named(first)}"
            hint = "give one of the two another id, and put the old one into its 'formerly'"
            related = (Related(first.mark(), "the other id"),)
            yield Finding(entry.mark(), message, hint, entry.name, related)
