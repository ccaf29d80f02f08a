"""Parties, sources, dates and addresses in schema.org's terms: what every page's JSON-LD is made of.

A thing is named by an address of its own (`@id`): that of its page in the newest edition, with a
fragment, because the page about a party is not the party. It is the same in all editions.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from sayso.model.fields import When
from sayso.model.parties import Party, Source
from sayso.model.places import record_place
from sayso.model.speakers import party_label
from sayso.outputs.told import Told

Node = dict[str, Any]

#: What schema.org calls a party. It has no word for a group of people ("officials"); an Organization
#: is what it lets speak besides a person.
_PARTIES: Final[Mapping[str, str]] = {
    "person": "Person",
    "organization": "Organization",
    "government_organization": "GovernmentOrganization",
    "news_media_organization": "NewsMediaOrganization",
    "group": "Organization",
}
#: The same for the kinds of sources in `vocabulary.yml`; any other is a CreativeWork.
_SOURCES: Final[Mapping[str, str]] = {
    "article": "Article",
    "post": "SocialMediaPosting",
    "dataset": "Dataset",
    "image": "ImageObject",
    "video": "VideoObject",
    "map": "Map",
}
#: Dates that ISO 8601 and schema.org write as one point. What is worked out, approximate or uncertain
#: is left out: there is no way to say so, and a bare date would claim more than we know.
_POINTS: Final = ("year", "month", "day")


def identity(told: Told, kind: str, record_id: str, start: str) -> str:
    """The `@id` of what a record is about. `start` is the place of the page that says so."""
    return f"{told.places.lasting(record_place(kind, record_id), start)}#{kind}"


def party_type(party: Party | None) -> str:
    """What kind of thing a party is."""
    return _PARTIES[party.type] if party else "Organization"


def party(told: Told, party_id: str, start: str) -> Node:
    """Who says, publishes or translates something, in short."""

    def make() -> Node:
        known = told.ledger.parties.get(party_id)
        name = party_label(known, party_id)
        return {"@type": party_type(known), "@id": identity(told, "party", party_id, start), "name": name}

    return _once(told, "party", party_id, start, make)


def source(told: Told, work: Source, start: str) -> Node:
    """A source with its publisher, its day and the copies of it."""

    def make() -> Node:
        publisher = told.ledger.publishers.get(work.id)
        return without_empty(
            {
                "@type": source_type(told, work),
                "@id": identity(told, "source", work.id, start),
                "name": work.title,
                "url": work.url,
                "publisher": party(told, publisher, start) if publisher else None,
                "datePublished": day(work.published),
                "archivedAt": [copy.url for copy in work.archives],
            }
        )

    return _once(told, "source", work.id, start, make)


def _once(told: Told, kind: str, record_id: str, start: str, make: Callable[[], Node]) -> Node:
    """A node made once for all pages of one folder and depth: from these, any other folder is the same
    way off. Nobody changes a node that he was given."""
    folder = start.partition("/")[0]
    if folder in ("parties", "sources"):
        return make()
    key = (kind, record_id, folder, start.count("/"))
    found = told.known.get(key)
    if found is None:
        found = told.known[key] = make()
    return found


def source_type(told: Told, work: Source) -> str:
    """What kind of work a source is: an article of a news outlet is a NewsArticle."""
    publisher = told.ledger.parties.get(work.publisher)
    if work.kind == "article" and publisher and publisher.type == "news_media_organization":
        return "NewsArticle"
    return _SOURCES.get(work.kind, "CreativeWork")


def day(when: When | None) -> str | None:
    """A date as schema.org has it, where it is one."""
    if when is None or when.worked_out or when.date.approximate or when.date.uncertain:
        return None
    words = when.date.machine
    if when.date.precision in ("minute", "second"):
        # An hour without a zone is no point in time: of that, the day.
        return words if words.endswith("Z") or words[-6] in "+-" else words[:10]
    return words if when.date.precision in _POINTS else None


def publisher(told: Told) -> Node | None:
    """Who publishes this site, as far as the site says."""
    return {"@type": "Organization", "name": told.title} if told.title else None


def edition_day(told: Told) -> str | None:
    """The day of the records that the pages are made of; only editions have one that stays."""
    return told.edition.made[:10] if told.edition else None


def without_empty(node: Mapping[str, Any]) -> Node:
    """A node without what has nothing in it. A list of one stands as the one."""
    found: Node = {}
    for key, value in node.items():
        single = value[0] if isinstance(value, list) and len(value) == 1 else value
        if single is not None and single != [] and single != "":
            found[key] = single
    return found


def refer(names: Iterable[str]) -> list[Node]:
    """References to things that are told elsewhere."""
    return [{"@id": name} for name in dict.fromkeys(names)]
