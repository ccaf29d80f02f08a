"""The words of the interface, each under its name, in one language: `site_config/words.yml`.

A phrase is a text with `{names}` in it, or one text for each plural form of its language
(CLDR's categories, by Babel: `one`, `few`, `many`, `other`). A phrase is text: whatever it
holds, none of it is read as HTML or Markdown.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final, Literal, NamedTuple, Optional

from babel import Locale
from babel.core import UnknownLocaleError
from babel.numbers import format_decimal
from markupsafe import Markup

from sayso import escape

#: One text, or one for each plural form.
Phrase = str | Mapping[str, str]
_NAME: Final = re.compile(r"\{([a-z_]{1,40})\}")
_NO_NAME: Final = re.compile(r"[{}]")
#: The numbers by which the plural forms of a language are known. Only of whole numbers is there
#: a count; some forms are for fractions alone.
_COUNTS: Final = range(201)


@dataclass(frozen=True)
class Phrases:
    """The words of a site. Calling it gives what a template prints.

    `behind` says what `texts` does not have, by the plural forms of a language of its own.
    """

    language: str = "en"
    texts: Mapping[str, Phrase] = field(default_factory=dict)
    behind: Optional["Phrases"] = None

    def __call__(self, key: str, n: int | None = None, /, **values: object) -> Markup:
        """A phrase for a page: its text is inert there, and so is each value that is no `Markup`.

        `n` chooses the plural form and stands for `{n}`, written as the language writes numbers.
        Raises `KeyError` for a phrase that there is not, or a value that is not given.
        """
        pieces = _pieces(self._text(key, n))
        if n is not None:
            values["n"] = self.number(n)
        if len(pieces) == 1 and not pieces[0][1]:
            return _inert(pieces[0][0])
        return Markup("".join(_printed(values[piece]) if named else _inert(piece) for piece, named in pieces))

    def plain(self, key: str, n: int | None = None, /, **values: object) -> str:
        """The same as text, for where no markup is read: titles, descriptions, sentences."""
        if n is not None:
            values["n"] = self.number(n)
        return "".join(str(values[piece]) if named else piece for piece, named in _pieces(self._text(key, n)))

    def __contains__(self, key: object) -> bool:
        return key in self.texts or (self.behind is not None and key in self.behind)

    def listed(self, items: Iterable[object]) -> Markup:
        """Names and links as a list in a sentence, for a page: "a", "a and b", "a, b and c"."""
        return Markup("").join(
            _inert(piece) if ours else _printed(piece) for piece, ours in self._joined(items)
        )

    def plain_listed(self, names: Iterable[str]) -> str:
        """The same as text."""
        told = list(names)
        return "".join(str(piece) for piece, _ in self._joined(told)) if len(told) > 1 else "".join(told)

    def number(self, value: int) -> str:
        """A whole number as the language writes it: "1,000", "1 000"."""
        return _number(value, self.language)

    def month(self, number: int, *, day: bool) -> str:
        """The name of a month as it stands in a date with a day, or without one: in many
        languages these are different words."""
        names = self.locale.months["format" if day else "stand-alone"]["wide"]
        return str(names[number])

    def under(self, prefix: str) -> dict[str, Phrase]:
        """The phrases whose names begin so, by what comes after: for a page's script or its frame."""
        found = self.behind.under(prefix) if self.behind else {}
        cut = len(prefix)
        return found | {key[cut:]: text for key, text in self.texts.items() if key.startswith(prefix)}

    def script(self, name: str) -> str:
        """The words of a page's script as JSON: those that begin with `script_<name>_`. The script
        chooses the plural form by `Intl.PluralRules` of the language."""
        told = {"language": self.language, "words": dict(sorted(self.under(f"script_{name}_").items()))}
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"), default=dict)

    @cached_property
    def scripts(self) -> frozenset[str]:
        """The scripts that have words."""
        return frozenset(key.partition("_")[0] for key in self.under("script_"))

    def _text(self, key: str, n: int | None) -> str:
        phrase = self.texts.get(key)
        if phrase is None:
            if self.behind is None:
                raise KeyError(f"there are no words '{key}'")
            return self.behind._text(key, n)
        if isinstance(phrase, str):
            return phrase
        form = str(self.locale.plural_form(0 if n is None else n))
        return phrase.get(form) or phrase.get("other") or next(iter(phrase.values()))

    def _joined(self, items: Iterable[object]) -> list[tuple[object, bool]]:
        """The items with what stands between them: (piece, whether it is ours)."""
        told: list[tuple[object, bool]] = []
        pending = list(items)
        for left, item in zip(range(len(pending) - 1, -1, -1), pending, strict=True):
            told.append((item, False))
            if left:
                told.append((self._text("common_list_comma" if left > 1 else "common_list_and", None), True))
        return told

    @cached_property
    def locale(self) -> Locale:
        return Locale.parse(self.language, sep="-")

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        return "rtl" if self.locale.text_direction == "rtl" else "ltr"


class Forms(NamedTuple):
    """The plural forms of a language: those that whole numbers take, all that it has, and those
    that stand for one number alone (Ukrainian counts 21 as it counts 1, English does not)."""

    wanted: frozenset[str]
    known: frozenset[str]
    single: frozenset[str]


def forms(language: str) -> Forms:
    """How a language counts. Raises `ValueError` where nobody knows it."""
    try:
        rule = Locale.parse(language, sep="-").plural_form
    except UnknownLocaleError as unknown:
        raise ValueError(str(unknown)) from None
    taken = Counter(str(rule(number)) for number in _COUNTS)
    single = frozenset(form for form, times in taken.items() if times == 1)
    return Forms(frozenset(taken), frozenset(map(str, rule.rules)) | {"other"}, single)


def names(phrase: Phrase) -> frozenset[str]:
    """The names that a phrase has in braces, in any of its forms."""
    texts = [phrase] if isinstance(phrase, str) else phrase.values()
    return frozenset(name for text in texts for name in _NAME.findall(text))


def has_stray_brace(text: str) -> bool:
    """Whether a brace stands in a text that belongs to no name."""
    return bool(_NO_NAME.search(_NAME.sub("", text)))


_inert = lru_cache(maxsize=5_000)(escape.text)
#: Names stand on thousands of pages.
_value = lru_cache(maxsize=50_000)(escape.text)


@lru_cache(maxsize=5_000)
def _number(value: int, language: str) -> str:
    return str(format_decimal(value, locale=Locale.parse(language, sep="-")))


def _printed(value: object) -> Markup:
    # What has `__html__` was escaped already; `Markup.escape` would escape for HTML alone.
    return Markup(value) if hasattr(value, "__html__") else _value(str(value))


@lru_cache(maxsize=5_000)
def _pieces(text: str) -> tuple[tuple[str, bool], ...]:
    """A text cut at its names: (piece, whether it is a name)."""
    return tuple((piece, odd % 2 == 1) for odd, piece in enumerate(_NAME.split(text)) if piece)
