"""What can be said about an editor's file, and where: values, never exceptions.

A `Mark` is a span of characters in one file. A `Diagnostic` is one fault with its
place, a message that names the fault and a hint that names the remedy. Neither
knows how it is printed: `sayso.report` does that.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs: an error fails the check, the others do not."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the gravest, so that sorting puts errors first."""
        return _RANKS[self]


_RANKS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A span in a file. Lines and columns count from 1; columns count code points.

    `end_column` is exclusive: a mark over one character has
    `end_column == column + 1`. `path` is relative to the site's root, with `/`.
    """

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 0
    end_column: int = 0

    def __post_init__(self) -> None:
        if self.end_line < self.line:
            object.__setattr__(self, "end_line", self.line)
            object.__setattr__(self, "end_column", max(self.end_column, self.column + 1))

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that belongs to a finding ("first defined here")."""

    mark: Mark
    message: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. `code` is `SAYnnn`; `name` is its kebab-case name.

    `record` is the `kind:id` the finding is about, where there is one: a single
    record can be excused from a rule by that name.
    """

    code: str
    name: str
    severity: Severity
    message: str
    mark: Mark
    hint: str = ""
    related: tuple[Related, ...] = ()
    record: str = ""

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order by place, then code: the order in which an editor mends things."""
        return (self.mark.path, self.mark.line, self.mark.column, self.code, self.message)


def tidy(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sort by place and drop what was said twice."""
    return sorted(dict.fromkeys(diagnostics), key=lambda d: d.sort_key)


def without_echoes(found: Iterable[Diagnostic], unread: Iterable[Mark]) -> list[Diagnostic]:
    """Leave out what is said of a place in which something could not be read.

    A value with a refused character in it, say, is no known id either: one fault, told once.
    """
    places: dict[str, list[Mark]] = {}
    for mark in sorted(set(unread)):
        places.setdefault(mark.path, []).append(mark)
    if not places:
        return list(found)
    return [item for item in found if not _holds_any(item.mark, places.get(item.mark.path, []))]


#: So many places are looked at from a mark's beginning; nearly always it is the first.
_NEAR = 64


def _holds_any(mark: Mark, places: list[Mark]) -> bool:
    """Whether one of the places (sorted, of the same file) lies wholly in the mark."""
    end = (mark.end_line, mark.end_column)
    first = bisect_left(places, (mark.line, mark.column), key=_start)
    for place in places[first : first + _NEAR]:
        if _start(place) >= end:
            return False
        if (place.end_line, place.end_column) <= end:
            return True
    return False


def _start(mark: Mark) -> tuple[int, int]:
    return mark.line, mark.column


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any finding is an error."""
    return any(d.severity is Severity.ERROR for d in diagnostics)
