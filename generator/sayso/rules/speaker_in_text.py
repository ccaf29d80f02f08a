"""The text of a claim begins with who says it.

`text` is the bare assertion: everywhere it is shown, its claimant stands before it.
"The Ministry says: The Ministry says ..." is said twice, and what is claimed would
then be that it was said.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}

Wrong:

    claims:
      - id: losses
        text: The Ministry says that forty were killed.
        claimant: ministry
        source: article
        exact: "forty dead"

Right:

    claims:
      - {id: losses, text: Forty were killed., claimant: ministry, source: article, exact: "forty dead"}
"""

import re
from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.model.parties import Party

from ._kit import Context, Finding, named

CODE = "SAY214"
NAME = "speaker-in-text"
SEVERITY = Severity.WARNING

_VERBS = (
    r"(?:has |have |had |also )?(?:said|says?|claim(?:s|ed)?|stat(?:es?|ed)|report(?:s|ed)?|announc(?:es?|ed)"
    r"|den(?:y|ies|ied)|admit(?:s|ted)?|acknowledg(?:es?|ed)|insist(?:s|ed)?|declar(?:es?|ed)|told|tells?"
    r"|estimat(?:es?|ed)|predict(?:s|ed)?|promis(?:es?|ed)|alleg(?:es?|ed)|asserts?|asserted|believ(?:es?|ed))\b"
)
_VERB = re.compile(r"[,:]? ?" + _VERBS)
_FORGIVEN = re.compile(r"(?:according to |in the words of )?(?:the |mr\. |ms\. |mrs\. )?")


def check(context: Context) -> Iterator[Finding]:
    """Texts that begin with a claimant's name and a verb of saying, or "according to" them."""
    parties = context.ledger.parties
    names = {party_id: _names(party) for party_id, party in parties.items()}
    for entry, claim, text in context.statements:
        start = _FORGIVEN.match(text)
        at = start.end() if start else 0
        for party in filter(None, (parties.get(claimant) for claimant in claim.claimant)):
            name = next((name for name in names[party.id] if text.startswith(name, at)), "")
            if name and (text.startswith(("according", "in the words")) or _VERB.match(text, at + len(name))):
                message = f"the text of {named(entry)} begins with who says it"
                hint = "write what is claimed alone: readers see the claimant before it"
                yield Finding(entry.mark("text"), message, hint, entry.name)
                break


def _names(party: Party) -> list[str]:
    """What the party may be called in a text, without its article, the longest first."""
    described = party.unnamed.described_as if party.unnamed else ""
    names = {" ".join(name.casefold().split()) for name in (party.name, party.short_name or "", described)}
    return sorted((name.removeprefix("the ") for name in names if name), key=len, reverse=True)
