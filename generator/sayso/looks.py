"""What a text looks like, so that two that a reader could confuse can be compared.

Skeletons after Unicode UTS 39 (4, confusable detection), but coarser: accents, spaces and
signs do not count either, nor do capitals in the second of the two looks. The table of
look-alikes is confusables.txt, as the library `confusable_homoglyphs` has it. Mixed scripts
after UTS 39, 5.1 and 5.2 ("highly restrictive"), but word by word: a name may well have words
of two alphabets ("Novaya Gazeta Европа"), a word may not.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from confusable_homoglyphs.categories import alias  # type: ignore[import-untyped]
from confusable_homoglyphs.confusables import confusables_data  # type: ignore[import-untyped]

from sayso.characters import ACCENTS, JOINERS, SELECTORS

#: Scripts that one word may mix, because a language is written with all of them (UTS 39, 5.2).
_TOGETHER: Final = (
    frozenset(["LATIN", "HAN", "HIRAGANA", "KATAKANA"]),
    frozenset(["LATIN", "HAN", "BOPOMOFO"]),
    frozenset(["LATIN", "HAN", "HANGUL"]),
)
_NEUTRAL: Final = frozenset(["COMMON", "INHERITED", "Unknown"])
#: Of ASCII characters that look alike, the one that stands for them (UTS 39).
_ALIKE: Final = {"m": "rn", "1": "l", "I": "l", "|": "l", "0": "O"}
#: One letter in two keyboards' spelling, which the table lacks: Arabic, Persian and Urdu.
_KEYBOARDS: Final = {"ي": "ى", "ی": "ى", "ك": "ک", "ه": "ہ", "ە": "ہ"}
#: Apostrophes vanish ("army's", "army’s"), other signs are a space between words.
_APOSTROPHES: Final = "'’‘ʼʹ`´′‛＇"
_ASCII: Final = {
    point: "" if chr(point) in _APOSTROPHES else _ALIKE.get(chr(point), chr(point))
    for point in range(128)
    if chr(point).isalnum() or chr(point) in "|" + _APOSTROPHES
} | {point: " " for point in range(128) if not chr(point).isalnum() and chr(point) not in "|'`"}

#: Accents, the vowel points of Hebrew and Arabic, joiners and selectors: they can be left out of
#: a name that is still the same. The vowels of Indian scripts and the marks of kana cannot.
_PASSED_OVER: Final = re.compile(
    f"[{ACCENTS}\u0591-\u05c7\u064b-\u065f\u0670\u06d6-\u06ed{JOINERS}{SELECTORS}]"
)
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_DIGITS: Final = re.compile(r"\d+")


def looks(text: str) -> tuple[str, str]:
    """What a text looks like, twice: letter for letter, and without capitals.

    Texts that a reader could confuse have one of the two in common. "" where nothing in it
    is a letter or a digit.
    """
    if text.isascii():
        return _joined(text.translate(_ASCII)), _joined(text.lower().translate(_ASCII)).casefold()
    folded = unicodedata.normalize("NFKD", text)
    plain = _PASSED_OVER.sub("", folded)
    exact = "".join(map(_prototype, plain))
    return _joined(exact), _joined("".join(map(_prototype, plain.casefold()))).casefold()


def id_look(record_id: str) -> str:
    """What an id looks like; ids have small letters only."""
    look: str = record_id.translate(_ASCII)
    return look


def mixed_word(text: str) -> str:
    """The first word that mixes letters of several scripts, or digits of several kinds."""
    if text.isascii():
        return ""
    for word in _LETTERS.findall(unicodedata.normalize("NFKC", text)):
        if not word.isascii() and _mixes(word):
            return str(word)
    for number in _DIGITS.findall(text):
        if len({ord(char) - unicodedata.digit(char, 0) for char in number}) > 1:
            return str(number)
    return ""


def _mixes(word: str) -> bool:
    scripts = set(map(_script, word)) - _NEUTRAL
    return len(scripts) > 1 and not any(scripts <= together for together in _TOGETHER)


def _joined(plain: str) -> str:
    return " ".join(plain.split())


@lru_cache(maxsize=4096)
def _script(char: str) -> str:
    return str(alias(char))


@lru_cache(maxsize=4096)
def _prototype(char: str) -> str:
    """What stands for all characters that look like this one."""
    if char.isascii():
        return _ASCII.get(ord(char), char)
    if char in _APOSTROPHES:
        return ""
    if char in _KEYBOARDS:
        return _KEYBOARDS[char]
    digit = unicodedata.decimal(char, -1)
    if digit >= 0:
        return _prototype(str(digit))
    alike = [other["c"] for other in confusables_data.get(char, ())]
    plain = sorted(other for other in alike if other.isascii() and other.isalnum())
    if plain:
        return "".join(map(_prototype, plain[0]))
    if not char.isalnum():
        return " "
    return str(min([char, *(other for other in alike if len(other) == 1 and other.isalnum())]))
