"""Words stand more than once in their source.

Whoever looks them up may find the wrong passage: another speaker's, or of another day. `prefix` and
`suffix`, the words just before and after, say which is meant.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}

Wrong:

    claims:
      - {id: losses, text: Forty died., claimant: ministry, source: article, exact: "forty dead"}

Wrong, in site_config/captures.lock:

    schema: 1
    captures:
      - source: article
        sha256: 0000000000000000000000000000000000000000000000000000000000000000
        checked: 2025-01-10
    wordings:
      - record: claim:losses
        field: exact
        source: article
        words: ee7c00447e61bc6826d1a37e203cb90f130ef41a5e714dfa430073323ef21343
        result: ambiguous

Right:

    claims:
      - {id: losses, text: Forty died., claimant: ministry, source: article, exact: "forty dead"}

Right, in site_config/captures.lock:

    schema: 1
    captures:
      - source: article
        sha256: 0000000000000000000000000000000000000000000000000000000000000000
        checked: 2025-01-10
    wordings:
      - record: claim:losses
        field: exact
        source: article
        words: ee7c00447e61bc6826d1a37e203cb90f130ef41a5e714dfa430073323ef21343
        result: verified
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.model.captures import Result

from ._kit import Context, Finding, named

CODE = "SAY605"
NAME = "words-ambiguous"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """Words that the lock calls ambiguous, but for those that were changed."""
    hint = "add 'prefix:' or 'suffix:', or take in more words; `sayso verify` shows all places"
    for kept in context.holdings.unchanged(Result.AMBIGUOUS):
        wording = kept.wording
        message = f"{named(wording.entry)}: these words stand more than once in '{wording.source}'"
        yield Finding(wording.entry.mark(*wording.path), message, hint, wording.record)
