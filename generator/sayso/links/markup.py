"""One built page to what it points at and what can be pointed at in it. Pure.

Which attributes hold addresses: the HTML standard's table of attributes
(https://html.spec.whatwg.org/multipage/indices.html#attributes-3).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode


class Use(StrEnum):
    """What the browser does with an address."""

    #: It goes there when the reader asks for it.
    FOLLOW = "follow"
    #: It fetches it by itself, to show or to run it.
    LOAD = "load"
    #: It reads it at most: a canonical address, an alternate, a name for machines.
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Address:
    """An address in a page, as written, with the element it stands on."""

    written: str
    use: Use
    element: str


@dataclass(frozen=True, slots=True)
class Markup:
    """What a page holds. `ids` are all anchors of it, `twice` those that it has more than
    once, `redirects` whether it sends the reader on at once."""

    addresses: tuple[Address, ...]
    ids: frozenset[str]
    twice: tuple[str, ...]
    redirects: bool
    has_base: bool


_FOLLOW: Final = {"a": ("href",), "area": ("href",), "form": ("action",), "button": ("formaction",)}
_LOAD: Final = {
    "audio": ("src",),
    "embed": ("src",),
    "feimage": ("href", "xlink:href"),
    "iframe": ("src",),
    "image": ("href", "xlink:href"),
    "img": ("src",),
    "input": ("src",),
    "object": ("data",),
    "script": ("src",),
    "source": ("src",),
    "track": ("src",),
    "use": ("href", "xlink:href"),
    "video": ("src", "poster"),
}
_SETS: Final = {"img": "srcset", "source": "srcset", "link": "imagesrcset"}
#: Values of `rel` for which a browser goes to the address by itself, or to its host.
_LOADING_RELS: Final = frozenset(
    {
        "apple-touch-icon",
        "dns-prefetch",
        "icon",
        "manifest",
        "mask-icon",
        "modulepreload",
        "preconnect",
        "prefetch",
        "preload",
        "prerender",
        "stylesheet",
    }
)
_IN_STYLE: Final = re.compile(r"/\*|url\(|@import", re.IGNORECASE)


def read(html: bytes) -> Markup:
    """Parse a page once and say what stands in it."""
    addresses: list[Address] = []
    ids: set[str] = set()
    twice: dict[str, None] = {}
    redirects = has_base = False
    root = LexborHTMLParser(html).root
    for node in root.traverse() if root is not None else ():
        attributes = node.attributes
        element = node.tag or ""
        if not attributes and element != "style" and element != "base":
            continue
        anchor = attributes.get("id")
        if anchor:
            if anchor in ids:
                twice[anchor] = None
            ids.add(anchor)
        if element == "a" and attributes.get("name"):
            ids.add(attributes["name"] or "")
        elif element == "base":
            has_base = True
        elif element == "meta" and (attributes.get("http-equiv") or "").lower() == "refresh":
            target = refresh_target(attributes.get("content") or "")
            redirects = True
            addresses.append(Address(target, Use.FOLLOW, "meta"))
        addresses.extend(_addresses(node, element, attributes))
    return Markup(tuple(addresses), frozenset(ids), tuple(twice), redirects, has_base)


def _addresses(node: LexborNode, element: str, attributes: dict[str, str | None]) -> Iterator[Address]:
    for name in _FOLLOW.get(element, ()):
        if (value := attributes.get(name)) is not None:
            yield Address(value, Use.FOLLOW, element)
    for name in _LOAD.get(element, ()):
        if (value := attributes.get(name)) is not None:
            yield Address(value, Use.LOAD, element)
    if element == "link" and (value := attributes.get("href")) is not None:
        rels = (attributes.get("rel") or "").lower().split()
        yield Address(value, Use.NAME if _LOADING_RELS.isdisjoint(rels) else Use.LOAD, element)
    if element in _SETS and (value := attributes.get(_SETS[element])):
        yield from (Address(each, Use.LOAD, element) for each in srcset(value))
    style = node.text(deep=True) if element == "style" else attributes.get("style")
    if style:
        yield from (Address(each, Use.LOAD, "style") for each in style_addresses(style))


def srcset(value: str) -> list[str]:
    """The addresses of a `srcset`: `address descriptor, address descriptor, ...`."""
    found = []
    wanted = True
    for token in value.split():
        address = token
        if not wanted:
            # A descriptor: what follows its comma is the next candidate.
            _, comma, address = token.partition(",")
            wanted = bool(comma)
        address = address.lstrip(",")
        if wanted and address:
            found.append(address.rstrip(","))
            wanted = address.endswith(",")
    return found


def refresh_target(content: str) -> str:
    """The address in `<meta http-equiv="refresh" content="0; url=...">`; "" is the page itself."""
    _, _, target = content.partition(";")
    target = target.strip()
    if target[:3].lower() == "url":
        after = target[3:].lstrip()
        if after.startswith("="):
            target = after[1:].strip()
    return target.strip("'\"")


def style_addresses(css: str) -> list[str]:
    """What a style sheet fetches: `url(...)` and `@import "..."`."""
    found = []
    at = 0
    while match := _IN_STYLE.search(css, at):
        at = match.end()
        if match[0] == "/*":
            at = _after(css, "*/", at)
            continue
        while at < len(css) and css[at] in " \t\r\n\f":
            at += 1
        if css[at : at + 1] in ("'", '"'):
            closing, at = css[at], at + 1
        elif match[0][-1] == "(":
            closing = ")"
        else:
            # `@import url(...)`: the next round finds it.
            continue
        end = css.find(closing, at)
        end = len(css) if end < 0 else end
        found.append(css[at:end].strip())
        at = end + 1
    return found


def _after(text: str, closing: str, start: int) -> int:
    end = text.find(closing, start)
    return len(text) if end < 0 else end + len(closing)
