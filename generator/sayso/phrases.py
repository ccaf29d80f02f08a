"""The words of the interface, each under its name, in one language: `site_config/words.yml`.

A phrase is a text with `{names}` in it, or one text for each plural form of its language
(CLDR's categories, by Babel: `one`, `few`, `many`, `other`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final

from babel import Locale
from babel.core import UnknownLocaleError
from markupsafe import Markup

from sayso import escape
from sayso.figures import plain as number

#: One text, or one for each plural form.
Phrase = str | Mapping[str, str]
_NAME: Final = re.compile(r"\{([a-z_]{1,40})\}")


@dataclass(frozen=True)
class Phrases:
    """The words of a site. Calling it gives what a template prints."""

    language: str = "en"
    texts: Mapping[str, Phrase] = field(default_factory=dict)

    def __call__(self, key: str, n: int | None = None, /, **values: object) -> Markup:
        """A phrase for a page: its text is inert there, and so is each value that is no `Markup`.

        `n` chooses the plural form and stands for `{n}`, with its thousands set apart.
        Raises `KeyError` for a phrase that there is not, or a value that is not given.
        """
        if n is not None:
            values["n"] = number(float(n))
        return Markup("").join(
            _printed(values[part]) if named else _inert(part) for part, named in _parts(self._text(key, n))
        )

    def plain(self, key: str, n: int | None = None, /, **values: object) -> str:
        """The same as text, for where no markup is read: titles, descriptions, sentences."""
        if n is not None:
            values["n"] = number(float(n))
        return "".join(str(values[part]) if named else part for part, named in _parts(self._text(key, n)))

    def _text(self, key: str, n: int | None) -> str:
        phrase = self.texts[key]
        if isinstance(phrase, str):
            return phrase
        form = self._locale.plural_form(0 if n is None else n)
        return phrase.get(form) or phrase["other"]

    @cached_property
    def _locale(self) -> Locale:
        return Locale.parse(self.language, sep="-")


def forms(language: str) -> frozenset[str]:
    """The plural forms of a language. Raises `ValueError` where nobody knows it."""
    try:
        return frozenset(Locale.parse(language, sep="-").plural_form.rules) | {"other"}
    except UnknownLocaleError as unknown:
        raise ValueError(str(unknown)) from None


def names(text: str) -> frozenset[str]:
    """The names that a text has in braces."""
    return frozenset(_NAME.findall(text))


_inert = lru_cache(maxsize=5_000)(escape.text)


def _printed(value: object) -> Markup:
    # What has `__html__` was escaped already; `Markup.escape` would escape for HTML alone.
    return Markup(value) if hasattr(value, "__html__") else escape.text(str(value))


@lru_cache(maxsize=5_000)
def _parts(text: str) -> tuple[tuple[str, bool], ...]:
    """A text cut at its names: (piece, whether it is a name)."""
    return tuple((piece, odd % 2 == 1) for odd, piece in enumerate(_NAME.split(text)) if piece)
