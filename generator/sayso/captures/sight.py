"""Whether a reader sees the text of an element, by its name, its attributes and its styles."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from .hiding import is_clear, is_gone, is_tiny, size_of
from .styles import Declaration, Sheets, Weight, declarations, put

#: Never shown as text, or only where something else is missing.
UNSEEN: Final = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "head",
        "title",
        "meta",
        "link",
        "base",
        "iframe",
        "object",
        "embed",
        "audio",
        "video",
        "canvas",
        "noembed",
        "noframes",
        "datalist",
        "rp",
        "param",
        "source",
        "track",
        "area",
        "annotation",
        "annotation-xml",
    ]
)
#: Parts of a drawing that are not drawn where they stand.
_UNDRAWN: Final = frozenset(
    ["defs", "desc", "metadata", "symbol", "clippath", "mask", "marker", "pattern", "lineargradient"]
)
#: Struck out: the source itself has taken these words back.
STRUCK: Final = frozenset(["del", "s", "strike"])
#: What stands apart from what is beside it. Anything else runs on within a word.
BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "audio",
        "blockquote",
        "body",
        "br",
        "button",
        "canvas",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "embed",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "iframe",
        "img",
        "input",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "object",
        "ol",
        "optgroup",
        "option",
        "p",
        "pre",
        "search",
        "section",
        "select",
        "summary",
        "table",
        "tbody",
        "td",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "svg",
        "text",
        "video",
    ]
)
_APART: Final = frozenset(
    [
        "block",
        "flex",
        "grid",
        "table",
        "list-item",
        "flow-root",
        "inline-block",
        "inline-flex",
        "inline-grid",
        "inline-table",
        "table-cell",
        "table-row",
        "table-caption",
    ]
)
_INLINE: Final = Weight(False, 1 << 20, 0, 0, 0)
#: What an attribute of a drawing says yields to every rule.
_DRAWN: Final = Weight(False, -1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Sight:
    """How an element's own text is seen. `gone` holds for all in it; the other three can be
    undone by what is inside: hidden, of no size, of no colour. Within a drawing (`svg`) only what
    is `lettered` is text."""

    gone: bool = False
    hidden: bool = False
    sizeless: bool = False
    colourless: bool = False
    svg: bool = False
    lettered: bool = True

    @property
    def seen(self) -> bool:
        unseen = self.gone or self.hidden or self.sizeless or self.colourless
        return self.lettered and not unseen


def sight(
    tag: str,
    attributes: Mapping[str, str | None],
    element: int,
    sheets: Sheets,
    above: Sight,
    *,
    initial: bool = False,
) -> tuple[Sight, bool]:
    """How an element is seen inside another, and whether it stands apart from its neighbours.
    `initial`: it holds a single letter, which its style may make great without parting the word."""
    apart = tag in BLOCKS
    if tag in UNSEEN or tag in STRUCK or _shut(tag, attributes) or (above.svg and tag.lower() in _UNDRAWN):
        return Sight(gone=True), apart
    above = _lettered(tag.lower(), above)
    said = dict(sheets.of(element))
    if above.svg:
        put(said, _of_drawing(attributes), _DRAWN)
    if style := attributes.get("style"):
        put(said, _inline(style), _INLINE)
    # An attribute hides like the weakest of rules: any rule for `display` undoes it.
    if "hidden" in attributes and "display" not in said:
        return Sight(gone=True), apart
    if not said:
        return above, apart
    styles = {name: value for name, (_, value) in said.items()}
    if "display" in styles:
        apart = styles["display"] in _APART or (apart and styles["display"] != "inline")
    if initial and (styles.get("float") == "left" or styles.get("display") == "inline-block"):
        apart = False
    return _within(styles, above), apart


def _lettered(tag: str, above: Sight) -> Sight:
    """What is in a drawing is text only where it says so."""
    if tag == "svg":
        return replace(above, svg=True, lettered=False)
    if above.svg and tag in ("text", "foreignobject"):
        return replace(above, svg=tag == "text", lettered=True)
    return above


def _of_drawing(attributes: Mapping[str, str | None]) -> list[Declaration]:
    """Styles that a drawing's element has as attributes."""
    return [
        Declaration(name, value.strip().lower()[:40], False)
        for name in ("display", "visibility", "opacity")
        if (value := attributes.get(name))
    ]


@lru_cache(maxsize=1_024)
def _inline(style: str) -> list[Declaration]:
    return declarations(style[:20_000])


def _shut(tag: str, attributes: Mapping[str, str | None]) -> bool:
    if tag == "dialog":
        return "open" not in attributes
    return "popover" in attributes or (tag == "input" and attributes.get("type") == "hidden")


def _within(styles: Mapping[str, str], above: Sight) -> Sight:
    hidden, sizeless, colourless = above.hidden, above.sizeless, above.colourless
    if "visibility" in styles and styles["visibility"] != "inherit":
        hidden = styles["visibility"] in ("hidden", "collapse")
    if size := styles.get("font-size") or size_of(styles.get("font", "")):
        relative = size.endswith(("em", "%")) and not size.endswith("rem")
        sizeless = is_tiny(size) or (sizeless and (relative or size == "inherit"))
    if "color" in styles and styles["color"] not in ("inherit", "currentcolor"):
        colourless = is_clear(styles["color"])
    gone = above.gone or is_gone(styles)
    return Sight(gone, hidden, sizeless, colourless, above.svg, above.lettered)
