"""A page before it is rendered: its template, and what that is given."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sayso import escape
from sayso.model.claims import Claim
from sayso.model.settings import Status
from sayso.model.story import Question

#: How many pages before and after this one the pager leads to, beside the first and the last.
_AROUND: Final = 2


@dataclass(frozen=True, slots=True)
class Pager:
    """Where one page stands among those of its list. `paths` are all of them; `first` and `last` count
    the entries that stand on it, from 1."""

    number: int
    total: int
    paths: tuple[str, ...]
    first: int = 1
    last: int = 0

    @property
    def pages(self) -> int:
        return len(self.paths)

    @property
    def shown(self) -> list[int]:
        """The numbers of the pages that are linked, and 0 where some are left out: with "previous"
        and "next" never more than nine links, however long the list."""
        near = range(self.number - _AROUND, self.number + _AROUND + 1)
        wanted = sorted({1, self.pages, *(each for each in near if 1 <= each <= self.pages)})
        found: list[int] = []
        for before, each in zip([0, *wanted], wanted, strict=False):
            if each - before == 2:
                found.append(each - 1)  # a gap of one page is no shorter than its number
            elif each - before > 2:
                found.append(0)
            found.append(each)
        return found

    def path(self, number: int) -> str:
        """The page of that number; "" where there is none."""
        return self.paths[number - 1] if 1 <= number <= self.pages else ""


@dataclass(frozen=True, slots=True)
class Section:
    """The claims of one status that stand on one page of a list, in the order of their questions.

    `first` says which of the status's `total` claims comes first here: a section that began on the
    page before, or goes on upon the next, says so.
    """

    status: Status
    total: int
    first: int
    topics: tuple[tuple[Question | None, tuple[Claim, ...]], ...]

    @property
    def last(self) -> int:
        return self.first - 1 + sum(len(claims) for _, claims in self.topics)

    @property
    def whole(self) -> bool:
        return self.first == 1 and self.last == self.total


def sections(
    whole: Sequence[tuple[Status, Sequence[Claim]]],
    questions: Mapping[str, Question],
    first: int,
    last: int,
) -> list[Section]:
    """What a page shows of claims in the order of their statuses: those from `first` to `last`,
    counted from 1 through all of them."""
    found: list[Section] = []
    before = 0
    for status, claims in whole:
        start, end = max(first - 1 - before, 0), min(last - before, len(claims))
        if start < end:
            found.append(Section(status, len(claims), start + 1, _topics(claims[start:end], questions)))
        before += len(claims)
    return found


def _topics(
    claims: Sequence[Claim], questions: Mapping[str, Question]
) -> tuple[tuple[Question | None, tuple[Claim, ...]], ...]:
    """Claims by the question that they answer; each question once, where it first comes."""
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.about or "", []).append(claim)
    return tuple((questions.get(name), tuple(group)) for name, group in found.items())


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
