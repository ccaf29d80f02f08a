"""The allow-list: what an empty site has, written down as data.

It is derived, never written by hand: the site's own theme and configuration build a
site without content, and whatever is active in that is ours. `site_config/active-content.json`
keeps it, so that a change of it (a new release of the theme, a script of the site's own)
is a change that maintainers read and approve.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, Final

from sayso import sanitize

from .kinds import base, element, form, frame, handler, host, link, meta, scheme, script, style
from .page import Element, Place, Seen, elements

FILE: Final = "site_config/active-content.json"
#: What converted Markdown may have, by the sanitizer's own list.
_CONTENT: Final = frozenset([*sanitize.TAGS, *(f"{tag} {name}" for tag, name in sanitize.attributes())])
#: What stands only on pages of former ids and in each page's policy, which are judged as such.
_JUDGED: Final = ((element.NAME, "meta http-equiv"), (meta.NAME, "name robots"))
#: Every kind of active content, in the order in which findings are told.
KINDS: Final[tuple[ModuleType, ...]] = (
    script, handler, style, frame, form, base, meta, link, scheme, host, element,
)  # fmt: skip
_ABOUT: Final = (
    "Made by `sayso audit --renew` from a build of an empty site. All that may run, style, frame, send, "
    "refresh or load in a page; anything else fails the build. Read what changes here before you approve it."
)


class BadList(Exception):
    """An allow-list that cannot be used. The message says why."""


@dataclass(frozen=True)
class Allowed:
    """What may be in a site. `seen`: kind -> value -> how a person is told. `files`: the
    theme's own files with the SHA-256 of each. `search`: the search index's settings."""

    seen: Mapping[str, Mapping[str, str]]
    files: Mapping[str, str] = field(default_factory=dict)
    search: str = ""

    def has(self, kind: str, value: str) -> bool:
        """Whether an empty site has it too, or converted Markdown may."""
        if kind == element.NAME and value in _CONTENT:
            return True
        return value in self.seen.get(kind, {}) or (kind, value) in _JUDGED

    def to_json(self) -> str:
        """The file's text; the same for the same list."""
        elements: dict[str, str] = {}
        for value in sorted(self.seen.get(element.NAME, {})):
            if value in _CONTENT:
                continue
            name, _, attribute = value.partition(" ")
            elements[name] = f"{elements.get(name, '')} {attribute}".strip()
        seen = {name: values for name, values in self.seen.items() if name != element.NAME}
        data = {
            "about": _ABOUT, "seen": seen, "elements": elements, "files": self.files, "search": self.search,
        }  # fmt: skip
        return json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def from_json(text: str) -> Allowed:
    """The list in a file's text. Raises `BadList`."""
    try:
        data: Any = json.loads(text)
    except (ValueError, RecursionError):
        raise BadList("it is not JSON") from None
    if not isinstance(data, dict) or not data.keys() >= {"seen", "elements", "files", "search"}:
        raise BadList("it has not the keys 'seen', 'elements', 'files' and 'search'")
    seen, elements, files, search = (data[key] for key in ("seen", "elements", "files", "search"))
    flat = isinstance(seen, dict) and all(_is_words(each) for each in (*seen.values(), elements, files))
    if not flat or not isinstance(search, str):
        raise BadList("what stands under its keys is not as `sayso audit --renew` writes it")
    names = [
        value for tag, attributes in elements.items()
        for value in (tag, *(f"{tag} {each}" for each in attributes.split()))
    ]  # fmt: skip
    return Allowed({**seen, element.NAME: dict.fromkeys(names, "")}, files, search)


def _is_words(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(each, str) for each in value.values())


def inventory(pages: Iterable[tuple[Place, bytes]]) -> dict[str, dict[str, str]]:
    """What is active in some pages, by kind: value -> how a person is told."""
    found: dict[str, dict[str, str]] = {kind.NAME: {} for kind in KINDS}
    for place, html in pages:
        for each in elements(html):
            for name, seen in of_element(each, place):
                found[name].setdefault(seen.value, seen.shown)
    return found


def of_element(each: Element, place: Place) -> list[tuple[str, Seen]]:
    """All that every kind has to tell of an element."""
    return [(kind.NAME, seen) for kind in KINDS for seen in kind.seen(each, place)]
