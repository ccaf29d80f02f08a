"""Schemes of addresses: a link leads to a page or to a letter, and nowhere else."""

from collections.abc import Iterator
from typing import Final

from sayso.audit.page import Element, Place, Seen, addresses, scheme, shorten
from sayso.vocabulary import URL_SCHEMES

NAME: Final = "scheme"
WHAT: Final = "an address of a kind that is not allowed"


def seen(element: Element, place: Place) -> Iterator[Seen]:  # noqa: ARG001 - all kinds are asked alike
    """Every address on an element whose scheme no link may have."""
    for name, address in addresses(element):
        if (kind := scheme(address)) and kind not in URL_SCHEMES:
            yield Seen(f"{element.name} {name} {kind}", f'{name}="{shorten(address)}" on <{element.name}>')
