"""Event handlers: attributes that hold a script."""

from collections.abc import Iterator
from typing import Final

from sayso.audit.page import Element, Place, Seen, shorten

NAME: Final = "handler"
WHAT: Final = "an event handler"


def seen(element: Element, place: Place) -> Iterator[Seen]:  # noqa: ARG001 - all kinds are asked alike
    """Every attribute whose name begins with "on", known to browsers or not."""
    for name, value in element.attributes.items():
        if name.startswith("on"):
            yield Seen(f"{element.name} {name} {value}", f'{name}="{shorten(value)}" on <{element.name}>')
