"""Two tags are spelt differently but would have one page.

Each tag has a page, whose address is made of its letters and digits alone, so `Kursk` and
`kursk` would stand in each other's place. Neither may a tag be called as the first or a
further page of a list.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}

Wrong:

    claims:
      - {id: a, text: It began., claimant: ministry, source: article, exact: "it began", tags: [Kursk]}
      - {id: b, text: It ended., claimant: ministry, source: article, exact: "it ended", tags: [kursk]}

Right:

    claims:
      - {id: a, text: It began., claimant: ministry, source: article, exact: "it began", tags: [Kursk]}
      - {id: b, text: It ended., claimant: ministry, source: article, exact: "it ended", tags: [Kursk]}
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from sayso.diagnostics import Related, Severity
from sayso.model.claims import Claim
from sayso.model.ledger import Entry

from ._kit import Context, Finding, reserved

CODE = "SAY117"
NAME = "clashing-tags"
SEVERITY = Severity.ERROR
FIXED = True


def check(context: Context) -> Iterator[Finding]:
    """Tags whose pages would have the same address, or one that is taken."""
    first: dict[str, tuple[str, Entry, int]] = {}
    told: set[str] = set()
    for entry, claim in context.ledger.each(Claim, having="tags"):
        for index, tag in enumerate(claim.tags):
            if tag in told:
                continue
            key = _address(tag)
            other, place, at = first.setdefault(key, (tag, entry, index))
            if other != tag:
                told.add(tag)
                message = f"the tags '{tag[:60]}' and '{other[:60]}' would have the same page"
                related = (Related(place.mark("tags", at), "first here"),)
                hint = f"write '{other}' here too"
                yield Finding(entry.mark("tags", index), message, hint, entry.name, related)
            elif why := reserved("tag", key):
                told.add(tag)
                mark = entry.mark("tags", index)
                yield Finding(mark, f"the tag '{tag[:60]}' {why}", "choose another word", entry.name)


@lru_cache(maxsize=4096)
def _address(tag: str) -> str:
    """What tells one tag's page from another's; the page's real address tells more apart."""
    plain = unicodedata.normalize("NFKD", tag.casefold())
    return "-".join(
        "".join(char if char.isalnum() else " " for char in plain if not unicodedata.combining(char)).split()
    )
