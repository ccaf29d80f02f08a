"""What a page tells browsers and machines of itself: refreshes, policies, names."""

from collections.abc import Iterator
from typing import Final

from sayso.audit.page import Element, Place, Seen, shorten

NAME: Final = "meta"
WHAT: Final = "a <meta> order"

#: Orders that are judged by the page that they stand on, not by the allow-list.
REFRESH: Final = "http-equiv refresh"
POLICY: Final = "http-equiv content-security-policy"


def seen(element: Element, place: Place) -> Iterator[Seen]:  # noqa: ARG001 - all kinds are asked alike
    """An order to the browser by its name, another piece of data by its name alone."""
    if element.name != "meta":
        return
    attributes = element.attributes
    content = attributes.get("content", "")
    if (order := attributes.get("http-equiv")) is not None:
        name = f"http-equiv {order.strip().lower()}"
        value = name if name in (REFRESH, POLICY) else f"{name} {content}"
        yield Seen(value, f'<meta http-equiv="{shorten(order)}" content="{shorten(content)}">')
    for key in ("name", "property", "itemprop"):
        if (name := attributes.get(key, "").strip().lower()) != "":
            yield Seen(f"{key} {name}", f'<meta {key}="{shorten(name)}">')
