"""A page before it is rendered: its template, and what that is given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sayso import escape


@dataclass(frozen=True, slots=True)
class Pager:
    """Where one page stands among those of its list. `paths` are all of them."""

    number: int
    total: int
    paths: tuple[str, ...]

    @property
    def pages(self) -> int:
        return len(self.paths)


@dataclass(frozen=True, slots=True)
class Draft:
    """A page to be made: the template and what it is given."""

    path: str
    template: str
    origin: str
    values: Mapping[str, Any]


class Lazy:
    """Markup that is made when the template prints it, so that a directive's template
    that fails is told like any other."""

    def __init__(self, make: Callable[[], str]) -> None:
        self._make = make

    def __html__(self) -> str:
        return self._make()

    def __str__(self) -> str:
        return self._make()


def cut(words: str, length: int) -> str:
    """At most `length` characters, cut between words, and marked where cut."""
    folded = escape.fold(words).strip(" ")
    if len(folded) <= length:
        return folded
    return folded[: length - 1].rsplit(" ", 1)[0] + "…"
