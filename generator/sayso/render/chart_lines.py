"""The words inside a chart, in lines that fit a phone.

SVG breaks no lines, and nothing is measured in a browser here: widths are estimated from the kind
of each letter, rather too wide than too narrow.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from markupsafe import Markup

from sayso import escape

#: The width that a screen of 320 px leaves for words, and the sizes of letters, in px.
ROOM: Final = 276.0
NORMAL: Final = 12.0
SMALL: Final = 11.0
TITLE: Final = 13.0
#: Longer texts are cut before they are measured: no line shows more.
_LONGEST: Final = 600
_BOLD: Final = 1.08
_NARROW: Final = frozenset("iljtfrI.,:;'’‘|!()[]{}/\\\"“” \u00a0")
_WIDE: Final = frozenset("mwMW@%—…")


def lines(text: str, *, most: int, size: float = NORMAL, bold: bool = False) -> tuple[str, ...]:
    """A text in at most so many lines; what is left out is marked with "…"."""
    room = ROOM / (_BOLD if bold else 1.0)
    folded = escape.fold(text).strip(" ")
    found = list(_broken(folded[:_LONGEST], room, size))
    if len(found) <= most and len(folded) <= _LONGEST:
        return tuple(found)
    last = found[:most][-1]
    while last and width_of(last + "…", size) > room:
        last = last[:-1]
    return (*found[: most - 1], last.rstrip(" ,;:·") + "…")


def shown(text: str) -> Markup:
    """A line for a page, escaped; words from right to left have a direction of their own. `<bdi>`
    is no element of SVG: Unicode's isolates (UAX 9, section 2.4) stand in its place."""
    return Markup(str(escape.isolated(text)).replace("<bdi>", "&#8296;").replace("</bdi>", "&#8297;"))


def width_of(text: str, size: float) -> float:
    """About how wide a text is, in px."""
    return size * sum(map(_em, text))


def _broken(text: str, room: float, size: float) -> Iterator[str]:
    line, used = "", 0.0
    space = size * _em(" ")
    for word in text.split(" "):
        wide = width_of(word, size)
        if line and used + space + wide <= room:
            line, used = f"{line} {word}", used + space + wide
            continue
        if line:
            yield line
        *full, line = _cut_up(word, room, size) if wide > room else [word]
        yield from full
        used = width_of(line, size)
    if line:
        yield line


def _cut_up(word: str, room: float, size: float) -> list[str]:
    """A word that is wider than a line, in pieces; no mark is parted from its letter."""
    pieces, used = [""], 0.0
    for letter in word:
        wide = size * _em(letter)
        if used + wide > room and wide:
            pieces.append("")
            used = 0.0
        pieces[-1] += letter
        used += wide
    return pieces


@lru_cache(maxsize=4_000)
def _em(letter: str) -> float:
    """The width of a letter in a sans-serif type, in parts of its size."""
    kind = unicodedata.category(letter)
    if kind[0] == "M" or kind == "Cf":
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    if letter in _NARROW:
        return 0.32
    if letter in _WIDE:
        return 0.92
    if kind == "Lu":
        return 0.7
    return 0.57 if letter.isascii() else 0.62
