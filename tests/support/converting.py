"""Markdown to HTML, as the site's pages are converted; the converter is made once."""

from collections.abc import Iterable
from functools import cache

from markdown import Markdown

from sayso.prose import EXTENSIONS


@cache
def _converter(extensions: tuple[str, ...]) -> Markdown:
    return Markdown(extensions=list(extensions))


def converted(text: str, extensions: Iterable[str] = EXTENSIONS) -> str:
    """The HTML of a page's Markdown."""
    return _converter(tuple(extensions)).reset().convert(text)
