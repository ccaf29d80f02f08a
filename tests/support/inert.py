"""What a page does, told by parsing it: every element and attribute that none of ours needs,
and the words that a reader or a machine finds in it.

The lists are this test's own. They do not come from the sanitizer, which they judge.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

#: The elements of converted pages: what our templates and Markdown make.
TAGS = frozenset(
    """
    a article aside b bdi blockquote br caption cite code dd del details dfn div dl dt em figcaption
    figure footer h1 h2 h3 h4 h5 h6 header hr img ins kbd li mark nav ol p pre q s section small
    span strong sub summary sup table tbody td tfoot th thead time tr u ul
    """.split()  # noqa: SIM905 - a table of words
)
#: Attributes without an address in them.
ATTRIBUTES = frozenset(
    """
    alt class colspan data-search-exclude datetime dir hidden id lang open rel role rowspan scope
    start tabindex title aria-current aria-describedby aria-hidden aria-label aria-labelledby
    """.split()  # noqa: SIM905 - a table of words
)
#: What charts and overviews are drawn with, inside an <svg> alone.
DRAWN = frozenset(("circle", "desc", "g", "line", "path", "rect", "svg", "text", "title", "tspan"))
#: Where something is drawn and how: numbers and words, nothing that could be an address.
DRAWING = frozenset(
    """
    cx cy d dx dy fill focusable font-family font-size font-weight height preserveaspectratio r rx stroke
    stroke-dasharray text-anchor transform viewbox width x x1 x2 y y1 y2
    """.split()  # noqa: SIM905 - a table of words
)
_DRAWING = re.compile(r"(?!.*url)[\w\s.,%()-]*", re.I)
_ADDRESS = re.compile(
    r"(?:https?://[^/?#@\\\s]+(?:[/?#]|\Z)|mailto:[^/]|[^:/\\?#\s]*(?:[/?#](?![/\\])|\Z))", re.I
)
#: Robust Links (robustlinks.mementoweb.org/spec): what a link leads to, its kept copy, and of which day.
ROBUST = {
    "data-originalurl": re.compile(r"https?://[^/?#@\\\s]+(?:[/?#]\S*)?", re.I),
    "data-versionurl": re.compile(r"https?://[^/?#@\\\s]+(?:[/?#]\S*)?", re.I),
    "data-versiondate": re.compile(r"\d{4}-\d\d-\d\d(?:T[\d:]+(?:Z|[+-]\d\d:\d\d)?)?"),
}
_ALIGNED = re.compile(r"text-align: (?:left|right|center);")
#: Attributes that a reader hears or sees, or that a machine takes for words.
_SPOKEN = ("title", "alt", "aria-label", "lang", "content")
_SPACES = re.compile(r"[ \t\n\f\r]+")


def tree(html: str) -> LexborNode:
    """The body of a page, or of a part of one."""
    body = LexborHTMLParser(html).body
    assert body is not None
    return body


def active(body: LexborNode) -> list[str]:
    """Everything in the page that could act or lead out of it unseen."""
    wrong = []
    for node in body.css("*"):
        if node is body or node.tag == "body":
            continue
        if node.tag not in TAGS and not (node.tag in DRAWN and _is_drawn(node)):
            wrong.append(f"<{node.tag}>")
        for name, value in node.attributes.items():
            if name in ATTRIBUTES:
                continue
            harmless = (
                (name == "href" and node.tag == "a" and _ADDRESS.match(value or ""))
                or (name in ROBUST and node.tag == "a" and ROBUST[name].fullmatch(value or ""))
                or (name == "src" and node.tag == "img" and local(value or ""))
                or (name == "style" and node.tag in ("td", "th") and _ALIGNED.fullmatch(value or ""))
                or (node.tag in DRAWN and name.lower() in DRAWING and _DRAWING.fullmatch(value or ""))
            )
            if not harmless:
                wrong.append(f"<{node.tag} {name}={value!r}>")
    return wrong


def _is_drawn(node: LexborNode) -> bool:
    """Whether it is a drawing, or stands in one."""
    inside: LexborNode | None = node
    while inside is not None and inside.tag != "svg":
        inside = inside.parent
    return inside is not None


def local(address: str) -> bool:
    """Whether an address stays on the site."""
    return bool(_ADDRESS.match(address)) and not re.match(r"[a-z][a-z0-9+.-]*:", address, re.I)


def shape(body: LexborNode) -> Counter[str]:
    """How many elements of each kind there are, with the first class that our templates gave them."""
    return Counter(
        f"{node.tag}.{(node.attributes.get('class') or '').split(' ')[0]}" for node in body.css("*")
    )


def folded(text: str) -> str:
    """White space as HTML shows it."""
    return _SPACES.sub(" ", text)


def words(body: LexborNode) -> str:
    """All that a reader reads, and after it what stands in attributes, a line for each."""
    return "\n".join([folded(body.text()), *spoken(body.css("*"))])


def spoken(nodes: Iterable[LexborNode]) -> Iterator[str]:
    for node in nodes:
        for name in _SPOKEN:
            if value := node.attributes.get(name):
                yield folded(value)
