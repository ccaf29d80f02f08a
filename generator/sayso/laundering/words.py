"""A text as it is compared: its signs folded, in small letters, with its language's words."""

import re
import unicodedata
from functools import cached_property
from typing import Final

from .languages import LEXICONS, language_of
from .lexicon import HEAD, Lexicon, Phrases

#: Quotation marks, dashes and spaces that mean the same.
_FOLD: Final = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʼ´`", "'"),
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "…": "...",
        "\u00ad": "",
    }
)
_BREAK: Final = str.maketrans(dict.fromkeys("!\"#$%&'()*+,-./:;<=>?@[\\]^_{|}~", " "))
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")
#: "Killed: about 12" is not parted.
_STOP = re.compile(r"(?:[.!?;]|:(?! (?:[^\W\d_]+ ){0,2}[0-9]))(?=[ \"')]|\Z)")
_WORD = re.compile(r"[^\W\d_]+")
_DIGITS: Final = "0123456789"  # before a unit: "5bn"
#: So much of a text a message shows.
_SHOWN: Final = 70


def fold(text: str) -> str:
    """One line, with one kind of quotation mark, dash, space and digit; letters as written."""
    if not text.isascii():
        text = _FOREIGN_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text.translate(_FOLD))
    return " ".join(text.split())


def shortened(text: str) -> str:
    """A text as a message quotes it."""
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rsplit(" ", 1)[0] + "…"


class Words:
    """Somebody's words: a source's, or ours. `declared` is what their language is said to be.

    `text` is folded, letters as written, as long as `lower`; `language` is "" where we cannot
    tell. From `heads`, what its words begin with, is seen whether a table can apply at all.
    """

    def __init__(self, raw: str, declared: str = "en") -> None:
        folded = fold(raw)
        lower = folded.lower()
        self.text: Final = folded if len(folded) == len(lower) else lower
        self.lower: Final = lower
        self.declared: Final = declared
        self.language: Final = language_of(declared, lower)
        self.lexicon: Final[Lexicon | None] = LEXICONS.get(self.language)
        heads = [(word.lstrip(_DIGITS) or word)[:HEAD] for word in lower.translate(_BREAK).split()]
        self.heads: Final = frozenset(heads)

    def may_hold(self, phrases: Phrases) -> bool:
        return not self.heads.isdisjoint(phrases.heads)

    @cached_property
    def stops(self) -> tuple[int, ...]:
        """Where sentences and their halves end."""
        return tuple(stop.end() for stop in _STOP.finditer(self.lower))

    def content(self, start: int, end: int) -> frozenset[str]:
        """What is told of in a stretch: the stems of its longer words."""
        common = self.lexicon.common_words if self.lexicon else ()
        words = _WORD.findall(self.lower, start, end)
        return frozenset(word[:5] for word in words if len(word) > 3 and word not in common)

    def shown(self, start: int, end: int) -> str:
        return shortened(self.text[start:end])
