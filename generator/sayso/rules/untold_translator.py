"""A quotation is a translation, and nobody says whose.

Words that were spoken in another language are a translator's. Who that was belongs beside
them; `translator: not_given` says that the source does not tell.

With:

    parties:
      - {id: ministry, type: government_organization, name: The Ministry}
    sources:
      - {id: article, title: A report, publisher: ministry, kind: article, no_url: given to us on paper}

Wrong:

    quotes:
      - id: q-losses
        speaker: ministry
        text: "Forty dead."
        source: article
        said: 2025-01-05
        language: en
        spoken_in: ru

Right:

    quotes:
      - id: q-losses
        speaker: ministry
        text: "Forty dead."
        source: article
        said: 2025-01-05
        language: en
        spoken_in: ru
        translator: not_given
"""

from collections.abc import Iterator

from sayso.diagnostics import Severity
from sayso.model.story import Quote

from ._kit import Context, Finding, named

CODE = "SAY223"
NAME = "untold-translator"
SEVERITY = Severity.INFO


def check(context: Context) -> Iterator[Finding]:
    """Quotations in another language than they were spoken in, without `translator`."""
    for entry, quote in context.ledger.each(Quote):
        spoken = quote.spoken_in or (quote.original.language if quote.original else None)
        if spoken and quote.language and spoken != quote.language and quote.translator is None:
            message = f"{named(entry)} is a translation and names no translator"
            hint = "add 'translator:' with a party, or 'translator: not_given'"
            yield Finding(entry.mark("language"), message, hint, entry.name)
