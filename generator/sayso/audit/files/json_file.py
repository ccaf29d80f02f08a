"""JSON: strict, and in the search index no markup but that which Material keeps.

Material's script puts titles and texts of the search index into the page as HTML, so
they are parsed as HTML here.
"""

import json
from collections.abc import Iterator
from typing import Any, Final, NoReturn

from selectolax.lexbor import LexborHTMLParser

from sayso.audit.found import Finding
from sayso.audit.page import host, scheme, shorten

SEARCH: Final = "search/search_index.json"
#: What Material's search plugin keeps of a page (its Parser.keep); never with an attribute.
_KEPT: Final = frozenset({"code", "li", "ol", "p", "pre", "sub", "sup", "ul"})
_FRAME: Final = frozenset({"html", "head", "body"})


def judge(name: str, data: bytes, search: str) -> Iterator[Finding]:
    """What is wrong with a JSON file. `search`: the settings that its search index must have."""
    try:
        value = json.loads(data, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        message = f"this is not JSON ({shorten(str(error))})"
        yield Finding(name, "json", "malformed", message, theme=False)
        return
    if name == SEARCH:
        yield from _search(name, value, search)


def settings(data: bytes) -> str:
    """The settings of a search index, in one spelling."""
    return json.dumps(json.loads(data).get("config"), sort_keys=True)


def _no_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is no JSON value")


def _search(name: str, value: Any, search: str) -> Iterator[Finding]:
    if not isinstance(value, dict) or not isinstance(value.get("docs"), list):
        yield Finding(name, "json", "shape", "the search index is not shaped as the theme reads it")
        return
    if json.dumps(value.get("config"), sort_keys=True) != search:
        yield Finding(name, "json", "config", "the search index has settings that the theme does not make")
    for entry in value["docs"]:
        yield from _entry(name, entry)


def _entry(name: str, entry: Any) -> Iterator[Finding]:
    location = str(entry.get("location", "")) if isinstance(entry, dict) else ""
    if not isinstance(entry, dict) or scheme(location) or host(location) or location.startswith(("/", "..")):
        message = f"an entry of the search index leads out of the site: {shorten(location)}"
        yield Finding(name, "json", "location", message, theme=False)
        return
    for key in ("title", "text"):
        for tag, attributes in _markup(str(entry.get(key, ""))):
            if tag not in _KEPT or attributes:
                shown = f"<{tag}{' ' + ' '.join(attributes) if attributes else ''}>"
                message = f"the search index has markup for '{shorten(location)}': {shorten(shown)}"
                yield Finding(name, "json", shown, message, theme=False)


def _markup(text: str) -> Iterator[tuple[str, list[str]]]:
    """The elements that a browser would make of a text, each with its attributes."""
    if "<" not in text:
        return
    root = LexborHTMLParser(f"<body>{text}").root
    for node in root.traverse() if root is not None else ():
        name = node.tag or ""
        if name and name[0] not in "-!" and not (name in _FRAME and not node.attributes):
            yield name, sorted(node.attributes)
