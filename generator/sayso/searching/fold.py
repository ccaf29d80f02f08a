"""Words as they are looked for: however they were typed, and with whatever marks.

The page's script folds what a reader types in the same way (`assets/search.js`): what is done
here must be done there.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

#: Letters that are written in two ways by people who mean one, and are not one letter with a mark
#: (Unicode normalisation form KD takes the marks off: ё, ї, й, é, Arabic's vowels).
_ALIKE: Final = str.maketrans({"є": "е", "ґ": "г", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ς": "σ", "ـ": ""})
#: What stands for an apostrophe: part of a word, and left out of it.
_APOSTROPHES: Final = "'’‘ʼ`´′＇"
_MARKS: Final = re.compile(f"[{re.escape(_APOSTROPHES)}]")
_WORD: Final = re.compile(rf"[^\W_]+(?:[{re.escape(_APOSTROPHES)}][^\W_]+)*")


def folded(text: str) -> str:
    """A text in small letters, without marks on letters and apostrophes in words."""
    small = unicodedata.normalize("NFKD", text).casefold()
    plain = unicodedata.normalize("NFKD", _MARKS.sub("", small))
    bare = "".join(each for each in plain if not unicodedata.category(each).startswith("M"))
    return bare.translate(_ALIKE)


def words(text: str) -> Iterator[str]:
    """The words of a text, as written."""
    return (found[0] for found in _WORD.finditer(unicodedata.normalize("NFC", text)))
