"""Words differ from what was verified.

The lock knows the words of each record that were held against a copy of their source. If a record
has lost some of them and has others that nobody verified, its words were changed: perhaps the
source has the new ones, perhaps nobody has. That shows without any copy of the source; with one,
`sayso verify` shows the difference word by word.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}

Wrong:

    claims:
      - {id: losses, text: Forty died., claimant: ministry, source: article, exact: "forty soldiers dead"}

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

from ._kit import Context, Finding, named

CODE = "SAY601"
NAME = "words-changed"
SEVERITY = Severity.ERROR
FIXED = True
PREVIEWED = True


def check(context: Context) -> Iterator[Finding]:
    """Words that nobody verified, in records that have lost verified ones."""
    for changed in context.holdings.changed:
        wording = changed.wording
        day = f" on {changed.date}" if changed.date else ""
        message = (
            f"{named(wording.entry)}: these words differ from what was verified{day} in '{changed.source}'"
        )
        hint = "put the verified words back; if the source has these, run `sayso verify` with a copy of it"
        yield Finding(wording.entry.mark(*wording.path), message, hint, wording.record)
