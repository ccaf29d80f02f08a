"""Only this change calls these words verified.

Told where a change is judged by the base branch's lock (`--base-lock`): the words and the lock were
changed together, and nobody but who changed them has seen the source. Readers are told "not checked"
until a maintainer has verified them with a copy of the source: `sayso verify --frozen`.

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
        result: verified

Wrong, in base.lock:

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

Right, in base.lock:

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

from ._kit import Context, Finding, named

CODE = "SAY607"
NAME = "verified-by-this-change"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """Words that the lock calls verified and the base branch's lock does not."""
    hint = "they count as not checked; a maintainer who has a copy of the source runs `sayso verify --frozen`"
    for kept in context.holdings.kept:
        if kept.by_this_change:
            wording = kept.wording
            message = f"{named(wording.entry)}: only this change calls these words verified"
            yield Finding(wording.entry.mark(*wording.path), message, hint, wording.record)
