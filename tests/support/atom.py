"""What RFC 4287 asks of a feed, as a table; a validator that names each rule a document breaks."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

ATOM = "{http://www.w3.org/2005/Atom}"
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})\Z")

#: Element -> its children, with how often each may stand (RFC 4287, sections 4.1 and 4.2).
CHILDREN: dict[str, dict[str, str]] = {
    "feed": {
        "id": "1", "title": "1", "updated": "1", "subtitle": "?", "rights": "?", "generator": "?",
        "icon": "?", "logo": "?", "author": "*", "contributor": "*", "category": "*", "link": "*",
        "entry": "*",
    },
    "entry": {
        "id": "1", "title": "1", "updated": "1", "published": "?", "summary": "?", "content": "?",
        "rights": "?", "source": "?", "author": "*", "contributor": "*", "category": "*", "link": "*",
    },
    "author": {"name": "1", "uri": "?", "email": "?"},
}  # fmt: skip
#: Element -> the attributes that it may have.
ATTRIBUTES = {
    "feed": {_BASE},
    "link": {"href", "rel", "type", "hreflang", "title", "length"},
    "title": {"type"},
    "subtitle": {"type"},
    "summary": {"type"},
}
#: How often is how often.
_TIMES = {"1": (1, 1), "?": (0, 1), "*": (0, 10**9)}


def faults(data: bytes) -> list[str]:
    """Every rule that a feed breaks."""
    try:
        root = ElementTree.fromstring(data)  # noqa: S314 - our own, and expat loads nothing
    except ElementTree.ParseError as error:
        return [f"not well-formed: {error}"]
    found = [] if root.tag == f"{ATOM}feed" else [f"the root is {root.tag}"]
    return [*found, *_element(root), *_feed(root)]


def addresses(data: bytes, own: str) -> Iterator[tuple[str, str]]:
    """(relation, whole address) of every link of a feed that was fetched from `own`."""
    root = ElementTree.fromstring(data)  # noqa: S314
    base = urljoin(own, root.get(_BASE, ""))
    for link in root.iter(f"{ATOM}link"):
        yield link.get("rel", "alternate"), urljoin(base, link.get("href", ""))


def _element(node: ElementTree.Element) -> Iterator[str]:
    name = node.tag.removeprefix(ATOM)
    allowed = CHILDREN.get(name, {})
    counts = Counter(child.tag.removeprefix(ATOM) for child in node)
    for child in counts:
        if child not in allowed:
            yield f"<{name}> has <{child}>"
    for child, times in allowed.items():
        least, most = _TIMES[times]
        if not least <= counts[child] <= most:
            yield f"<{name}> has <{child}> {counts[child]} times"
    for attribute in set(node.keys()) - ATTRIBUTES.get(name, set()):
        yield f"<{name}> has the attribute {attribute}"
    if not allowed and name != "link" and not (node.text or "").strip():
        yield f"<{name}> is empty"
    if name in ("updated", "published"):
        yield from _moment(node.text or "")
    if name == "id" and not re.fullmatch(r"[a-z][a-z0-9+.-]*:\S+", node.text or ""):
        yield f"the id {node.text!r} is no absolute IRI"
    if name == "link" and not node.get("href"):
        yield "a link leads nowhere"
    if name == "link" and "/" in node.get("rel", "") and not urlsplit(node.get("rel", "")).scheme:
        yield f"the relation {node.get('rel')!r} has no name"
    for child in node:
        yield from _element(child)


def _moment(text: str) -> Iterator[str]:
    if not _DATE.match(text):
        yield f"{text!r} is no RFC 3339 date"
        return
    try:
        datetime.fromisoformat(text)
    except ValueError:
        yield f"{text!r} is no date"


def _feed(root: ElementTree.Element) -> Iterator[str]:
    entries = root.findall(f"{ATOM}entry")
    if root.find(f"{ATOM}author") is None and any(each.find(f"{ATOM}author") is None for each in entries):
        yield "nobody is the author"
    if not any(link.get("rel") == "self" for link in root.findall(f"{ATOM}link")):
        yield "the feed does not say where it stands"
    for part in (root, *entries):
        alike = Counter(
            (link.get("type"), link.get("hreflang"))
            for link in part.findall(f"{ATOM}link")
            if link.get("rel", "alternate") == "alternate"
        )
        if any(count > 1 for count in alike.values()):
            yield "two alternates are of one kind"
        if part is not root and not alike and part.find(f"{ATOM}content") is None:
            yield "an entry has neither content nor an alternate"
    ids = Counter(node.text for node in root.iter(f"{ATOM}id"))
    yield from (f"the id {name} stands {count} times" for name, count in ids.items() if count > 1)
    latest = max((each.findtext(f"{ATOM}updated", "") for each in entries), default="")
    if latest > root.findtext(f"{ATOM}updated", ""):
        yield "an entry is newer than the feed"
