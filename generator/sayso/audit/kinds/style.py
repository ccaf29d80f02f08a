"""Styles within a page: they can hide, move and cover what others wrote."""

from collections.abc import Iterator
from typing import Final

from sayso.audit.page import Element, Place, Seen, shorten

from .script import digest

NAME: Final = "style"
WHAT: Final = "a style"


def seen(element: Element, place: Place) -> Iterator[Seen]:  # noqa: ARG001 - all kinds are asked alike
    """A style sheet in the page, and a style on an element."""
    if element.name == "style":
        text = element.text()
        yield Seen(f"sheet {digest(text)}", shorten(text))
    if (value := element.attributes.get("style")) is not None:
        yield Seen(f"{element.name} {value}", f'style="{shorten(value)}" on <{element.name}>')
