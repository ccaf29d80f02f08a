"""Other hosts: a page names those that its editors wrote, in links, and no other."""

from collections.abc import Iterator
from typing import Final

from sayso.audit.page import Element, Place, Seen, addresses, host, shorten

NAME: Final = "host"
WHAT: Final = "an address on another host"

#: Before the host of what a reader must click on: only there an editor's own link may stand.
FOLLOWED: Final = ("a href ", "a data-originalurl ", "a data-versionurl ")


def seen(element: Element, place: Place) -> Iterator[Seen]:  # noqa: ARG001 - all kinds are asked alike
    """Every address on an element that leads to another host."""
    for name, address in addresses(element):
        if there := host(address):
            yield Seen(f"{element.name} {name} {there}", f'{name}="{shorten(address)}" on <{element.name}>')
