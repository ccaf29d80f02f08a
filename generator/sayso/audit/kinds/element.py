"""Elements and attributes: only those of the theme and of converted Markdown."""

from collections.abc import Iterator
from typing import Final

from sayso.audit.page import Element, Place, Seen

NAME: Final = "element"
WHAT: Final = "an element or attribute"


def seen(element: Element, place: Place) -> Iterator[Seen]:  # noqa: ARG001 - all kinds are asked alike
    """An element by its name, and each of its attributes by both names."""
    yield Seen(element.name, f"<{element.name}>")
    for name in element.attributes:
        yield Seen(f"{element.name} {name}", f"the attribute '{name}' of <{element.name}>")
