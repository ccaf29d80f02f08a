"""Words stood in their source once, and no longer do.

They stood in an older copy, or were verified before; the newest copy has them no longer. The source
was changed after we read it, which readers should know. The page says so beside the words.

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
        result: drifted
        stood: 2025-01-05

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

CODE = "SAY604"
NAME = "words-drifted"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """Words that the lock calls drifted, but for those that were changed."""
    hint = "cite the source as it was (its archived copy), or give the words that stand there now"
    for kept in context.holdings.unchanged(Result.DRIFTED):
        wording = kept.wording
        day = f" on {kept.date}" if kept.date else ""
        message = f"{named(wording.entry)}: these words stood in '{wording.source}'{day}, and no longer do"
        yield Finding(wording.entry.mark(*wording.path), message, hint, wording.record)
