"""What the audit sees of a built page: its elements, and where in the site it stands.

Addresses are judged as a browser reads them (WHATWG URL, sections 4.1 and 4.4), not
as they were written: white space and control characters hide nothing.
"""

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

#: Attributes whose value a browser may go to, fetch or send to (the HTML standard's table
#: of attributes, and what browsers still read of older and of SVG markup); and those of Robust Links,
#: to which a reader's own tools go.
ADDRESSES: Final = frozenset(
    """
    action archive background cite classid codebase data data-originalurl data-versionurl dynsrc
    formaction href icon imagesrcset itemid
    longdesc lowsrc manifest ping poster profile src srcdoc srcset usemap xlink:href xml:base
    """.split()  # noqa: SIM905 - a table of words
)
_SETS: Final = ("srcset", "imagesrcset")
_STRIPPED: Final = "".join(map(chr, range(0x21)))
_INSIDE: Final = re.compile(r"[\t\n\r]")
_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


class Element(NamedTuple):
    """An element of a page: its name, its attributes ("" where one has no value), and
    how to get at the text in it."""

    name: str
    attributes: Mapping[str, str]
    text: Callable[[], str]


class Seen(NamedTuple):
    """Something that the audit counts: what it is compared by, and how a person is told."""

    value: str
    shown: str


@dataclass(frozen=True)
class Place:
    """A page's place in the site: "claims/x/index.html", and the path that the site's root
    has on its server ("/", "/kursk/")."""

    name: str
    root: str = "/"

    @property
    def base(self) -> str:
        """The way from the page to the root, as MkDocs writes it."""
        depth = self.name.count("/")
        return "/".join([".."] * depth) or "."

    @property
    def bases(self) -> tuple[str, ...]:
        """Both ways in which a page may name the root. A page for any address, as that of the
        error 404, names it absolutely."""
        return self.base, self.root, self.root.rstrip("/") or "/"

    def resolve(self, address: str) -> str:
        """An address of this site as a path from its root; any other as it is read."""
        plain = browser_reading(address)
        path, mark, rest = re.split(r"([?#]|\Z)", plain, maxsplit=1)
        if scheme(plain) or plain.startswith(("//", "\\", "/\\")):
            return plain
        if path.startswith("/"):
            inside = path.removeprefix(self.root) if path.startswith(self.root) else path
            return inside + mark + rest
        folder = posixpath.dirname(self.name)
        joined = posixpath.normpath(posixpath.join(folder, path)) if path else self.name
        return joined + mark + rest


def browser_reading(address: str) -> str:
    """An address without what a browser takes away before it reads it."""
    return _INSIDE.sub("", address.strip(_STRIPPED))


def scheme(address: str) -> str:
    """The scheme of an address, in small letters; "" where it has none."""
    found = _SCHEME.match(browser_reading(address))
    return found[1].lower() if found else ""


def host(address: str) -> str:
    """The host that an address names, in small letters; "" where it stays on this site."""
    plain = browser_reading(address).replace("\\", "/")
    kind = scheme(plain)
    if kind not in ("", "http", "https", "ftp", "ws", "wss"):
        return ""
    rest = plain[len(kind) + 1 :] if kind else plain
    if not kind and not rest.startswith("//"):
        return ""
    authority = re.split(r"[/?#]", rest.lstrip("/"), maxsplit=1)[0]
    return authority.rpartition("@")[2].lower()


def addresses(element: Element) -> Iterator[tuple[str, str]]:
    """Every address on an element, with its attribute."""
    for name, value in element.attributes.items():
        if name in _SETS:
            for candidate in value.split(","):
                yield name, (candidate.split() or [""])[0]
        elif name == "ping":
            for each in value.split():
                yield name, each
        elif name in ADDRESSES:
            yield name, value


def elements(html: bytes) -> Iterator[Element]:
    """All elements of a page, in the order of the document, as a browser without
    scripts makes them."""
    root = LexborHTMLParser(html).root
    for node in root.traverse() if root is not None else ():
        if (node.tag or "?")[0] not in "-!":
            yield element_of(node)


def element_of(node: LexborNode) -> Element:
    """An element of the parser as the audit sees it."""
    attributes = {key: value or "" for key, value in node.attributes.items()}
    return Element(node.tag or "", attributes, partial(_text, node))


def _text(node: LexborNode) -> str:
    return node.text(deep=True) or ""


def shorten(text: str, most: int = 80) -> str:
    """A text on one line, cut."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
