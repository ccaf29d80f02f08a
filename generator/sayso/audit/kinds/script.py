"""Scripts: by file, or by what stands in them."""

import base64
import hashlib
import json
from collections.abc import Iterator
from typing import Any, Final

from sayso.audit.page import Element, Place, Seen, scheme, shorten

NAME: Final = "script"
WHAT: Final = "a script"

#: Types whose content is data, which a browser does not run.
DATA: Final = ("application/json", "application/ld+json")
#: What a page tells machines: other on each page, so judged by what it is.
LINKED: Final = "application/ld+json"
_NAMES_OF_ADDRESSES: Final = frozenset(
    {"@id", "url", "sameAs", "archivedAt", "publishingPrinciples", "citation"}
)
#: The one way in which a page may ask for the theme's selector of versions.
VERSIONS: Final = {"provider": "mike"}


def seen(element: Element, place: Place) -> Iterator[Seen]:
    """The script that an element is."""
    if element.name != "script":
        return
    if (source := element.attributes.get("src", element.attributes.get("href"))) is not None:
        yield Seen(f"src {place.resolve(source)}", source)
        return
    kind = element.attributes.get("type", "").strip().lower()
    text = element.text()
    if kind == LINKED and _is_linked(text):
        yield Seen(f"data {kind}", shorten(text))
    elif kind in DATA:
        mark = element.attributes.get("id", "")
        yield Seen(f"data {kind} {mark} {digest(_config(text, place))}", shorten(text))
    else:
        yield Seen(f"inline {digest(without_base(text, place))}", shorten(text))


def _is_linked(text: str) -> bool:
    """Whether a text is data in schema.org's words and could not be anything else: JSON, an object whose
    one context is theirs, without a character that could end the element, with addresses that only
    lead to pages."""
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        return False
    if not isinstance(values, dict) or values.get("@context") != "https://schema.org" or "<" in text:
        return False
    return all(scheme(each) in ("", "http", "https") for each in _addresses(values))


def _addresses(value: Any) -> Iterator[str]:
    """What stands in data where an address is meant."""
    todo = [value]
    while todo:
        each = todo.pop()
        if isinstance(each, list):
            todo += each
        elif isinstance(each, dict):
            todo += each.values()
            for name in _NAMES_OF_ADDRESSES & each.keys():
                found = each[name] if isinstance(each[name], list) else [each[name]]
                yield from (told for told in found if isinstance(told, str))


def digest(text: str) -> str:
    """A text's SHA-256 as a Content-Security-Policy writes it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8", "replace")).digest()).decode()


def without_base(text: str, place: Place) -> str:
    """A script's text with the page's way to the root taken out: the one thing in which
    the theme's inline scripts differ from page to page."""
    for base in dict.fromkeys(place.bases):
        text = text.replace(f'new URL("{base}"', 'new URL("{base}"')
    return text


def _config(text: str, place: Place) -> str:
    """The theme's settings for its own script, the same on every page but for addresses."""
    try:
        values = json.loads(text)
    except ValueError:
        return text
    if isinstance(values, dict):
        # The selector of editions is asked for in editions alone; its settings are always these.
        if values.get("version") == VERSIONS:
            values["version"] = None
        if values.get("base") in place.bases:
            values["base"] = "{base}"
        if isinstance(values.get("search"), str):
            values["search"] = place.resolve(values["search"])
    return json.dumps(values, sort_keys=True)
