"""Verified words have gone without a correction.

Readers have seen these words, and somebody may have cited them. To take them away, with their record
or out of it, is a correction: a record in `corrections:` says so, in public. Nor may a change take them
out of the lock (`--base-lock`) and leave them in their record: the next change could then alter them.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}

Wrong:

    claims:
      - {id: losses, text: Forty died., claimant: ministry, source: article}

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

Right:

    claims:
      - {id: losses, text: Forty died., claimant: ministry, source: article}
    corrections:
      - id: losses-2025-01
        corrects: claim:losses
        kind: correction
        date: 2025-01-12
        text: We had given the report's words in part only, and have taken them away.

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

from sayso.diagnostics import Mark, Severity
from sayso.lockfile import LOCK

from ._kit import Context, Finding, named

CODE = "SAY602"
NAME = "verified-words-gone"
SEVERITY = Severity.ERROR
FIXED = True
PREVIEWED = True


def check(context: Context) -> Iterator[Finding]:
    """Verified words that their record, the whole ledger, or the lock alone no longer has."""
    for gone in context.holdings.gone:
        entry = context.ledger.by_name.get(gone.name)
        day = f" on {gone.date}" if gone.date else ""
        what = f"'{gone.held.field[:60]}' of {gone.name[:90]}"
        message = (
            f"{what}: words that were verified{day} in '{gone.held.source}' have gone without a correction"
        )
        hint = f"put them back, or say in 'corrections:' why they went (corrects: {gone.name[:90]})"
        mark = entry.mark() if entry is not None else gone.mark or Mark(LOCK)
        yield Finding(mark, message, hint, gone.name)
    for kept in context.holdings.dropped:
        wording = kept.wording
        day = f" on {kept.date}" if kept.date else ""
        message = (
            f"{named(wording.entry)}: {LOCK} no longer has these words, which were verified{day} in "
            f"'{wording.source}'"
        )
        hint = "put the lock back as the base branch has it; then run `sayso verify`"
        yield Finding(wording.entry.mark(*wording.path), message, hint, wording.record)
