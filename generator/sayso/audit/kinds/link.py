"""<link>: style sheets, icons, and all else that a page is tied to."""

from collections.abc import Iterator
from typing import Final

from sayso.audit.page import Element, Place, Seen, shorten

NAME: Final = "link"
WHAT: Final = "a <link>"

#: Relations that only name another page. Which one differs from page to page.
_NAMES: Final = frozenset({"alternate", "author", "canonical", "feed", "license", "next", "prev"})


def seen(element: Element, place: Place) -> Iterator[Seen]:
    """A <link> by its relations, and by its address unless they only name."""
    if element.name != "link":
        return
    relations = sorted(element.attributes.get("rel", "").lower().split())
    target = element.attributes.get("href", "")
    rel = value = " ".join(relations)
    if not relations or not _NAMES.issuperset(relations):
        value += f": {place.resolve(target)}"
    yield Seen(value, f'<link rel="{shorten(rel)}" href="{shorten(target)}">')
