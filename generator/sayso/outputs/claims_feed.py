"""`feeds/claims.json`: all claims as one DataFeed of schema.org, the form in which search engines and
researchers collect fact checks. Each item is a Claim as its own page tells it, with the verdict
beside it where there is one.

There is no Atom feed of claims: Atom wants the moment at which each entry changed, which only
editions know, and these have a feed of what changed.
"""

from collections.abc import Iterator
from typing import Any, Final

from sayso import escape

from .jsonld import records
from .jsonld.pages import CONTEXT
from .jsonld.things import edition_day, publisher, without_empty
from .told import Told

PATH: Final = "feeds/claims.json"


def text(told: Told) -> str:
    """The file, one claim a line. Escaped as within a page: whoever puts an item into one is safe."""
    head = escape.json_html(_head(told))[:-1]
    items = ",\n".join(escape.json_html(item) for item in _items(told))
    return f'{head}, "dataFeedElement": [\n{items}\n]}}\n'


def _head(told: Told) -> dict[str, Any]:
    return without_empty(
        {
            "@context": CONTEXT,
            "@type": "DataFeed",
            "@id": told.places.lasting(PATH, PATH),
            "name": told.config.words.plain("data_feed_name", title=told.title),
            "description": told.config.words.plain("data_feed_about"),
            "inLanguage": told.language,
            "dateModified": edition_day(told),
            "version": told.edition.name if told.edition else None,
            "publisher": publisher(told),
            "isAccessibleForFree": True,
        }
    )


def _items(told: Told) -> Iterator[dict[str, Any]]:
    for claim in told.ledger.claims.values():
        verdict = records.review(told, told.standings[claim.id], PATH)
        node = records.claim(told, claim, PATH)
        yield without_empty(
            {
                "@type": "DataFeedItem",
                "dateModified": edition_day(told),
                "item": [node, verdict] if verdict else node,
            }
        )
