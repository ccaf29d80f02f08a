"""Which words apply to a text: by what its language is said to be, and by its letters."""

import re
from typing import Final

from .english import ENGLISH
from .russian import RUSSIAN
from .ukrainian import UKRAINIAN

LEXICONS: Final = {lexicon.language: lexicon for lexicon in (ENGLISH, UKRAINIAN, RUSSIAN)}

_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[a-z\u00c0-\u024f]")
_UKRAINIAN = re.compile("[іїєґ]")
_RUSSIAN = re.compile("[ыэъё]")


def language_of(declared: str, text: str) -> str:
    """The language of a folded text in small letters: the declared one, unless its letters
    speak against that; "" where we cannot tell.

    A post in Ukrainian whose source names no language must not be read with English words.
    """
    language = declared.casefold().replace("_", "-").partition("-")[0]
    if text.isascii():
        return "" if language in ("uk", "ru") else language
    cyrillic, latin = len(_CYRILLIC.findall(text)), len(_LATIN.findall(text))
    if cyrillic > latin:
        return language if language in ("uk", "ru") else _by_letters(text, language)
    mostly_latin = latin * 2 >= sum(map(str.isalpha, text))
    return language if mostly_latin and language not in ("uk", "ru") else ""


def _by_letters(text: str, declared: str) -> str:
    if declared not in ("", "en"):
        return declared  # Bulgarian, Belarusian, Serbian
    ukrainian, russian = bool(_UKRAINIAN.search(text)), bool(_RUSSIAN.search(text))
    if ukrainian == russian:
        return ""
    return "uk" if ukrainian else "ru"
