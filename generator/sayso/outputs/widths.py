"""How wide a line of text will be, without a font at hand: enough to cut a text into lines.

The widths are those of Helvetica (Adobe's font metrics), to which Arial, Liberation Sans and Arimo
are made; scripts that it has not are taken by an average of theirs.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

#: Thousandths of the font's size, from the space to the tilde.
_ASCII: Final = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778,
    722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278,
    278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
)  # fmt: skip
_OTHERS: Final = {"’": 222, "‘": 222, "“": 333, "”": 333, "·": 333, "…": 1000, "—": 1000, "–": 556}
#: Bold letters are wider by so much.
_BOLD: Final = 1.07


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a line, in the unit of the font's size."""
    return sum(map(_of, text)) * size / 1000 * (_BOLD if bold else 1)


@lru_cache(maxsize=5_000)
def _of(character: str) -> int:
    if " " <= character <= "~":
        return _ASCII[ord(character) - 32]
    if character in _OTHERS:
        return _OTHERS[character]
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return 1000
    return 700 if character.isupper() else 560


def lines(text: str, most: float, size: float, *, bold: bool = False) -> Iterator[str]:
    """A text cut between words into lines that are at most so wide; a longer word is cut within."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if width(longer, size, bold=bold) <= most:
            line = longer
            continue
        if line:
            yield line
        *full, line = _pieces(word, most, size, bold=bold)
        yield from full
    if line:
        yield line


def _pieces(word: str, most: float, size: float, *, bold: bool) -> list[str]:
    pieces, start, so_far = [], 0, 0.0
    for at, character in enumerate(word):
        wide = width(character, size, bold=bold)
        if so_far + wide > most and at > start:
            pieces.append(word[start:at])
            start, so_far = at, 0.0
        so_far += wide
    return [*pieces, word[start:]]
