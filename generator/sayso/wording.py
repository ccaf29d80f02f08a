"""When two wordings count as the same: the declared normalisation, and nothing beside it.

`fold` does five things, which docs/commands/verify.md tells editors: Unicode's composed form
(NFC); each run of white space is one space; quotation marks, apostrophes and dashes are each
one sign, however they are drawn; soft hyphens, and the few other signs without any width that a
record cannot hold either, are left out. All else must be the same: letters, their case, every
comma, three dots and an ellipsis, a hyphen at the end of a line.
"""

import hashlib
import json
import unicodedata
from array import array
from collections.abc import Iterator
from typing import Final

_DOUBLE: Final = "“”„‟«»＂"
_SINGLE: Final = "‘’‚‛‹›ʼ＇"
_DASHES: Final = "‐‑‒–—―−"
#: Soft hyphen, zero width space, word joiner, byte-order mark, the two marks of direction.
_UNSEEN: Final = "\u00ad\u200b\u2060\ufeff\u200e\u200f"
_TABLE: Final = str.maketrans(
    {
        **dict.fromkeys(_DOUBLE, '"'),
        **dict.fromkeys(_SINGLE, "'"),
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys(_UNSEEN, ""),
    }
)
#: Characters of combining class 0 that may still melt into the one before them: Hangul vowels and
#: final consonants, signs of Indic scripts, three Tibetan vowels that come apart into two marks.
MELTING: Final = frozenset(
    [
        *map(chr, range(0x1161, 0x1176)),
        *map(chr, range(0x11A8, 0x11C3)),
        *"\u09be\u09d7\u0b3e\u0b56\u0b57\u0bbe\u0bd7\u0cc2\u0cd5\u0cd6\u0d3e\u0d57\u0dcf\u0ddf",
        *"\u0f73\u0f75\u0f81\u102e\u1b35",
        *"\U000110ba\U00011127\U0001133e\U00011357\U000113b8\U000113bb\U000113c2\U000113c5\U000113c7"
        "\U000113c8\U000113c9\U000114b0\U000114ba\U000114bd\U000115af\U00011930\U0001611e\U0001611f"
        "\U00016120\U00016121\U00016122\U00016123\U00016124\U00016125\U00016126\U00016127\U00016128"
        "\U00016129\U00016d63\U00016d67",
    ]
)
#: A letter with more marks than this is left as it is: sorting them takes time that grows with
#: the square. No record can hold so many (SAY018).
_MOST_MARKS: Final = 64


def fold(text: str) -> str:
    """The text as it is compared. `fold(fold(text)) == fold(text)`."""
    if not text.isascii():
        text = _composed(text.translate(_TABLE))
    return " ".join(text.split())


def origins(text: str) -> "array[int]":
    """For each character of `fold(text)`, and for its end, where it comes from in the text.

    Where several characters melt into one, or change their order, it is the first of them.
    """
    kept = [at for at, char in enumerate(text) if char not in _UNSEEN]
    plain = text.translate(_TABLE)
    found = array("L")
    gap = -1
    for start, piece in _pieces(plain):
        composed = piece if len(piece) == 1 else _compose(piece)
        same = len(composed) == len(piece)
        for offset, char in enumerate(composed):
            # Of what has melted the first; a space before it is not part of that.
            at = kept[start + (offset if same else int(offset > 0 and piece[0].isspace()))]
            if char.isspace():
                gap = at if gap < 0 and found else gap
                continue
            if gap >= 0:
                found.append(gap)
                gap = -1
            found.append(at)
    found.append(found[-1] + 1 if found else 0)
    return found


def digest(words: str) -> str:
    """SHA-256 of a wording as it is compared, in hexadecimal digits."""
    return hashlib.sha256(fold(words).encode("utf-8", "surrogatepass")).hexdigest()


def digest_of(parts: dict[str, object]) -> str:
    """SHA-256 of what says where words stand (prefix, suffix, ...); "" where nothing does."""
    told = {name: value for name, value in sorted(parts.items()) if value}
    if not told:
        return ""
    return hashlib.sha256(json.dumps(told, ensure_ascii=True).encode()).hexdigest()


def _composed(text: str) -> str:
    """The text in NFC, in linear time whatever it holds."""
    if unicodedata.is_normalized("NFC", text):
        return text
    return "".join(piece if len(piece) == 1 else _compose(piece) for _, piece in _pieces(text))


def _compose(piece: str) -> str:
    return piece if len(piece) > _MOST_MARKS else unicodedata.normalize("NFC", piece)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """(offset, piece) of a text, cut so that nothing melts together across a cut. A piece of one
    character is to be taken as it is."""
    begin, size = 0, len(text)
    for at in range(1, size + 1):
        if at < size:
            char = text[at]
            if char >= "\u0300" and (unicodedata.combining(char) or char in MELTING):
                continue
        piece = text[begin:at]
        if at - begin == 1 and piece > "\u02ff":
            piece = unicodedata.normalize("NFC", piece)  # a few have another form by themselves
            yield from ((begin, char) for char in piece)
        else:
            yield begin, piece
        begin = at
