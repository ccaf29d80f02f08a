"""A word is not in the site's vocabulary.

Measures, bounds, speech acts, kinds of source and the like are lists in
`site_config/vocabulary.yml`, each with what the reader sees for it. A word outside them
has no meaning that a reader could look up, and no status could be trusted that rests on it.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    claims:
      - {id: losses, text: Forty were killed., claimant: ministry, source: article, exact: "forty dead"}

Wrong:

    sources:
      - {id: article, title: A report, publisher: ministry, kind: artikel, no_url: given to us on paper}

Right:

    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.model.fields import Word
from sayso.model.validate import path_name
from sayso.text import did_you_mean

from ._kit import Context, Finding, named

CODE = "SAY113"
NAME = "unknown-term"
SEVERITY = Severity.ERROR
FIXED = True


def check(context: Context) -> Iterator[Finding]:
    """Every word of a field whose words are listed that is not on its list."""
    lists = context.config.vocabulary.words
    for entry in context.ledger.entries:
        for leaf in entry.leaves:
            if type(leaf.marker) is Word and leaf.text not in lists[leaf.marker.words]:
                known = lists[leaf.marker.words]
                field = path_name(leaf.path)
                message = f"{leaf.text[:60]!r} is not a word that '{field}' of {named(entry)} may have"
                hint = did_you_mean(leaf.text, known) or "write one of: " + ", ".join(known)
                yield Finding(entry.mark(*leaf.path), message, hint, entry.name)
