"""Frames and what else shows another document within a page."""

from collections.abc import Iterator
from typing import Final

from sayso.audit.page import Element, Place, Seen, shorten

NAME: Final = "frame"
WHAT: Final = "a frame or a plug-in"

_FRAMES: Final = ("applet", "embed", "fencedframe", "frame", "frameset", "iframe", "object", "portal")


def seen(element: Element, place: Place) -> Iterator[Seen]:
    """The frame that an element is, by what it shows."""
    if element.name in _FRAMES:
        shown = element.attributes.get("src", element.attributes.get("data", ""))
        inside = element.attributes.get("srcdoc", "")
        yield Seen(
            f"{element.name} {place.resolve(shown)} {inside}", f"<{element.name}> {shorten(shown or inside)}"
        )
