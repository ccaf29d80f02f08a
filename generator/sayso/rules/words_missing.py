"""Words do not stand in their source.

They were held against a copy of the source, and are not there; only white space, the shapes of
quotation marks, apostrophes and dashes, and soft hyphens may differ. Like words are not these words.

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
        result: missing

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

CODE = "SAY603"
NAME = "words-missing"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    """Words that the lock calls missing, but for those that were changed."""
    hint = "write them as they stand there, then run `sayso verify`, which shows the nearest passage"
    for kept in context.holdings.unchanged(Result.MISSING):
        wording = kept.wording
        message = f"{named(wording.entry)}: these words do not stand in '{wording.source}'"
        yield Finding(wording.entry.mark(*wording.path), message, hint, wording.record)
