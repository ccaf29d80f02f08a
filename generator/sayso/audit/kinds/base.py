"""A <base> turns every relative address of a page elsewhere."""

from collections.abc import Iterator
from typing import Final

from sayso.audit.page import Element, Place, Seen, shorten

NAME: Final = "base"
WHAT: Final = "a <base>"


def seen(element: Element, place: Place) -> Iterator[Seen]:
    """The <base> that an element is."""
    if element.name == "base":
        target = element.attributes.get("href", "")
        yield Seen(
            f"{place.resolve(target)} {element.attributes.get('target', '')}",
            f'<base href="{shorten(target)}">',
        )
