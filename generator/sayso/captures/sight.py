"""Whether a reader sees the text of an element, by its name, its attributes and its styles."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

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
    ]
)
#: Struck out: the source itself has taken these words back.
STRUCK: Final = frozenset(["del", "s", "strike"])
#: What stands apart from what is beside it. Anything else runs on within a word.
BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "button",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
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
        "img",
        "input",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
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
_NUMBER: Final = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)")
_INLINE: Final = Weight(False, 1 << 20, 0, 0, 0)
_ZERO_CLIP: Final = re.compile(r"rect\((?:[01](?:px)?[ ,]*){4}\)|inset\((?:50|100)%|circle\(0")
_FAR: Final = 900


@dataclass(frozen=True, slots=True)
class Sight:
    """How an element's own text is seen. `gone` holds for all in it; the other three can be
    undone by what is inside: hidden, of no size, of no colour."""

    gone: bool = False
    hidden: bool = False
    sizeless: bool = False
    colourless: bool = False

    @property
    def seen(self) -> bool:
        return not (self.gone or self.hidden or self.sizeless or self.colourless)


def sight(
    tag: str, attributes: Mapping[str, str | None], element: int, sheets: Sheets, above: Sight
) -> tuple[Sight, bool]:
    """How an element is seen inside another, and whether it stands apart from its neighbours."""
    apart = tag in BLOCKS
    if tag in UNSEEN or tag in STRUCK or _shut(tag, attributes):
        return Sight(gone=True), apart
    said = dict(sheets.of(element))
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
    return _within(styles, above), apart


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
    if "font-size" in styles:
        size = styles["font-size"]
        relative = size.endswith(("em", "%")) and not size.endswith("rem")
        sizeless = _is_nought(size) or (sizeless and (relative or size == "inherit"))
    if "color" in styles and styles["color"] not in ("inherit", "currentcolor"):
        colourless = styles["color"] == "transparent" or bool(
            re.fullmatch(r"(?:rgb|hsl)a?\(.*[,/] ?\.?0*(?:\.0+)?%?\)", styles["color"])
        )
    return Sight(above.gone or _is_gone(styles), hidden, sizeless, colourless)


def _is_gone(styles: Mapping[str, str]) -> bool:
    if styles.get("display") == "none" or styles.get("content-visibility") == "hidden":
        return True
    if _is_nought(styles.get("opacity", "")):
        return True
    if _ZERO_CLIP.match(styles.get("clip", "")) or _ZERO_CLIP.match(styles.get("clip-path", "")):
        return True
    if re.match(r"scale[xy]?\(0(?:\.0*)?[,)]", styles.get("transform", "")):
        return True
    clipped = styles.get("overflow", "").startswith(("hidden", "clip"))
    if clipped and any(
        _is_tiny(styles.get(name, "")) for name in ("width", "height", "max-width", "max-height")
    ):
        return True
    placed = styles.get("position") in ("absolute", "fixed")
    away = [styles.get(name, "") for name in ("left", "top", "right")] if placed else []
    return any(_is_far(value) for value in (styles.get("text-indent", ""), *away))


def _number(value: str) -> float | None:
    found = _NUMBER.match(value[:40])
    return float(found[0]) if found else None


def _is_nought(value: str) -> bool:
    return _number(value) == 0


def _is_tiny(value: str) -> bool:
    number = _number(value)
    return number is not None and (number == 0 or (number <= 1 and value.endswith("px")))


def _is_far(value: str) -> bool:
    number = _number(value)
    if number is None:
        return False
    return number <= (-60 if value.endswith(("em", "vw", "vh")) else -_FAR)
