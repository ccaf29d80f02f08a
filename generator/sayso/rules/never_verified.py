"""Words were never held against their source.

The site has a lock, so somebody verifies its words, but these are not in it: they are new, they had
another `prefix` or `suffix` then, or there was no copy of their source. Readers are told "not checked".

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

CODE = "SAY606"
NAME = "never-verified"
SEVERITY = Severity.INFO


def check(context: Context) -> Iterator[Finding]:
    """Words of which the lock says nothing, or only that there was no copy of their source."""
    for kept in context.holdings.unchanged(None, Result.NOT_CAPTURED):
        wording = kept.wording
        message = f"{named(wording.entry)}: these words were never held against '{wording.source}'"
        if kept.elsewhere:
            message = (
                f"{named(wording.entry)}: these words were verified with another prefix, suffix or order"
            )
        hint = (
            f"save a copy of the source as .captures/{wording.source}.html (or .txt, .md), run `sayso verify`"
        )
        yield Finding(wording.entry.mark(*wording.path), message, hint, wording.record)
