"""Which styles hide a text, by their values: in small letters, white space folded."""

import re
from collections.abc import Mapping
from typing import Final

_NUMBER: Final = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)")
_ZERO_CLIP: Final = re.compile(
    r"rect\((?:[01](?:px)?[ ,]*){4}\)|inset\((?:50|100)%|circle\(0|polygon\((?:0(?:px|%)?[ ,]*)+\)"
)
_COLOUR: Final = re.compile(r"[a-z]{2,9}\(([^()]{0,100})\)")
_SHIFT: Final = re.compile(r"translate(?:x|y|3d)?\(([^()]{0,100})\)")
#: The size in the short form `font`: a number with its unit, or nought.
_SIZE: Final = re.compile(r"(?:^| )(0|[\d.]{1,20}[a-z%]{1,5})(?: ?/| )")
_FAR: Final = 900
_FARTHER: Final = 9_000


def size_of(font: str) -> str:
    """The size in the short form `font`; "" where it has none."""
    found = _SIZE.search(font[:400])
    return found[1] if found else ""


def is_clear(colour: str) -> bool:
    """Whether a colour is none: its fourth number, which says how much of it is seen, is nought."""
    if colour.startswith("#"):
        return (len(colour) == 5 and colour[4] == "0") or (len(colour) == 9 and colour[7:] == "00")
    found = _COLOUR.fullmatch(colour)
    if found is None:
        return colour == "transparent"
    before, stroke, share = found[1].rpartition("/")
    numbers = before.split(",") if stroke else found[1].split(",")
    return _is_nought((share if stroke else numbers[-1]).strip()) and (bool(stroke) or len(numbers) == 4)


def is_gone(styles: Mapping[str, str]) -> bool:
    """Whether an element is out of sight with all that is in it."""
    if styles.get("display") == "none" or styles.get("content-visibility") == "hidden":
        return True
    if _is_nought(styles.get("opacity", "")):
        return True
    if _ZERO_CLIP.match(styles.get("clip", "")) or _ZERO_CLIP.match(styles.get("clip-path", "")):
        return True
    if re.match(r"scale[xy]?\(0(?:\.0*)?[,)]", styles.get("transform", "")):
        return True
    if re.search(r"opacity\(0(?:\.0*)?%?\)", styles.get("filter", "")):
        return True
    if any("line-through" in styles.get(name, "") for name in ("text-decoration", "text-decoration-line")):
        return True  # struck out, as by <s>
    kinds = [styles.get(name, "") for name in ("overflow", "overflow-x", "overflow-y")]
    clipped = any(kind.startswith(("hidden", "clip")) for kind in kinds)
    if clipped and any(
        is_tiny(styles.get(name, "")) for name in ("width", "height", "max-width", "max-height")
    ):
        return True
    return _is_away(styles)


def _is_away(styles: Mapping[str, str]) -> bool:
    """Whether styles move an element out of sight. What may be one picture of a row that is moved
    along counts only where it is moved as far as no row is long."""
    near = [styles.get("text-indent", "")]
    far = [styles.get("margin-left", ""), styles.get("margin-top", "")]
    # A margin to both sides makes a bar as wide as the screen; one below moves what follows.
    margins = styles.get("margin", "").split()
    far += [margins[0], margins[3]] if len(margins) == 4 else []
    position = styles.get("position")
    if position in ("absolute", "fixed"):
        near += [styles.get(name, "") for name in ("left", "top", "right")]
        near += [styles.get("bottom", "")] if position == "fixed" else []
        inset = styles.get("inset", "").split()
        near += [inset[0], inset[min(len(inset), 4) - 1 if len(inset) != 3 else 1]] if inset else []
    elif position == "relative":
        far += [styles.get("left", ""), styles.get("top", "")]
    for shift in _SHIFT.findall(styles.get("transform", "")):
        far += shift.replace(",", " ").split()
    return any(_is_far(value, _FAR) for value in near) or any(_is_far(value, _FARTHER) for value in far)


def _number(value: str) -> float | None:
    found = _NUMBER.match(value[:40])
    return float(found[0]) if found else None


def _is_nought(value: str) -> bool:
    return _number(value) == 0


def is_tiny(value: str) -> bool:
    """Whether a length is nought, or a point on the screen at most."""
    number = _number(value)
    return number is not None and (number == 0 or (number <= 1 and value.endswith("px")))


def _is_far(value: str, least: int) -> bool:
    number = _number(value)
    if number is None:
        return False
    return number <= -(least / 15 if value.endswith(("em", "vw", "vh")) else least)
