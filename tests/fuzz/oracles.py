"""What must hold whatever was put in: marks, time, and HTML in which nothing is active.

Each function raises `AssertionError` where it does not hold, and says what it saw.
"""

import re
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sayso import escape
from sayso.diagnostics import Diagnostic, Mark

#: Seconds of processor time that one input may take.
LONGEST = 1.0

#: Elements that run, load, frame, restyle or redirect something.
SHAPES = {"a", "circle", "desc", "g", "line", "path", "rect", "text", "title", "tspan"}
ACTIVE = {
    *("script", "style", "iframe", "frame", "frameset", "object", "embed", "applet", "form", "input"),
    *("button", "textarea", "select", "base", "meta", "link", "svg", "math", "template", "noscript"),
    *("portal", "audio", "video", "source", "track"),
}
#: What Markdown makes of harmless text, and the wrappers that the targets write themselves.
_TAGS = {
    *("body", "p", "em", "strong", "code", "pre", "ul", "ol", "li", "blockquote", "hr", "br", "sup", "a"),
    *("table", "thead", "tbody", "tr", "th", "td", "h1", "h2", "h3", "h4", "h5", "h6", "img", "div", "span"),
    "bdi",
}
_ATTRIBUTES = {
    "a": {"href", "title", "class", "id"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "li": {"id"},
    "sup": {"id"},
    "th": {"style"},
    "td": {"style"},
    "div": {"class", "title"},
    "span": {"class", "title"},
    **{f"h{n}": {"id"} for n in range(1, 7)},
}
_CLASSES = {"ours", "footnote", "footnote-ref", "footnote-backref", "headerlink"}
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_ALIGNED = re.compile(r"text-align: (left|right|center);")


@contextmanager
def in_time(what: str, longest: float | None = None) -> Iterator[None]:
    """The block takes no more than `longest` seconds of this process's time."""
    start = time.process_time()
    yield
    took = time.process_time() - start
    assert took <= (LONGEST if longest is None else longest), f"{what} took {took:.2f} s"


# Marks


def in_file(mark: Mark, lines: list[str]) -> bool:
    """Whether the mark lies in the text, its end at most one past the end of its line."""
    return (
        1 <= mark.line <= mark.end_line <= len(lines)
        and 1 <= mark.column <= len(lines[mark.line - 1]) + 1
        and 1 <= mark.end_column <= len(lines[mark.end_line - 1]) + 2
        and (mark.line, mark.column) < (mark.end_line, mark.end_column)
    )


def assert_placed(found: Iterable[Diagnostic], lines: list[str]) -> None:
    """Every finding, and all that it refers to, has its place inside the file, and words."""
    for item in found:
        for mark in (item.mark, *(other.mark for other in item.related)):
            assert in_file(mark, lines), f"{item} lies outside a file of {len(lines)} lines"
        assert item.code and item.message


# HTML


@lru_cache(maxsize=16)
def _body(html: str) -> LexborNode:
    body = LexborHTMLParser(f"<body>{html}</body>").body
    assert body is not None
    return body


@lru_cache(maxsize=16)
def elements(html: str) -> tuple[LexborNode, ...]:
    """The elements of the page's body, in order."""
    return tuple(node for node in _body(html).traverse() if node.tag and node.tag[0] not in "-_!")


def shape(html: str) -> list[str]:
    """The names of the page's elements, in order."""
    return [node.tag or "" for node in elements(html)]


def shown(html: str) -> str:
    """The text of the page, as a reader sees it."""
    return _body(html).text()


def assert_inert(html: str, *, styles: bool = False, drawn: bool = False) -> None:
    """Nothing in the HTML runs, loads or leads anywhere but by http, https and mailto.

    `styles`: the alignment that Markdown's tables write is allowed, as before the sanitizer.
    `drawn`: so are the drawings of our templates, which have nothing in them but shapes and words.
    """
    for node in elements(html):
        if drawn and node.tag == "svg":
            inside = {each.tag for each in node.css("*")} - {"svg"}
            assert inside <= SHAPES, f"{inside - SHAPES} in {html!r}"
        else:
            assert node.tag not in ACTIVE, f"<{node.tag}> in {html!r}"
        for name, value in node.attributes.items():
            assert not name.startswith("on"), f"{name} in {html!r}"
            if name == "style":
                assert styles and _ALIGNED.fullmatch(value or ""), f"a style in {html!r}"
            if name in ("href", "src", "action", "formaction", "srcset", "xlink:href", "ping", "background"):
                _assert_address(value or "", html)


def _assert_address(address: str, html: str) -> None:
    """As a browser reads it: without tabs and line ends inside, or controls and spaces before."""
    read = re.sub(r"[\t\n\r]", "", address).lstrip("".join(map(chr, range(33))))
    scheme = _SCHEME.match(read)
    allowed = scheme is None or scheme[0].lower() in ("http:", "https:", "mailto:")
    assert allowed, f"an address {address!r} in {html!r}"
    assert not re.match(r"[/\\]{2}", read), f"an address {address!r} leaves the site in {html!r}"


def assert_only_markdown(html: str) -> None:
    """The HTML holds what Markdown makes of harmless text and our own wrappers, no more."""
    assert_inert(html, styles=True)
    for node in elements(html):
        assert node.tag in _TAGS, f"<{node.tag}> in {html!r}"
        for name, value in node.attributes.items():
            assert name in _ATTRIBUTES.get(node.tag, ()), f"{name} of <{node.tag}> in {html!r}"
            if name == "class":
                assert value in _CLASSES, f"the class {value!r} in {html!r}"
            if name in ("href", "src"):
                address = value or ""
                ours = address.startswith("#")
                assert ours or escape.safe_url(address), f"an address {address!r} in {html!r}"
                assert name == "href" or not _SCHEME.match(address), f"a foreign image in {html!r}"
    assert "<!" not in html and "<?" not in html, f"a declaration in {html!r}"
