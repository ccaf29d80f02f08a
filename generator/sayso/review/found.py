"""What a change brings to be mended, and what it mends: findings of two checks, held against
each other."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sayso.diagnostics import Diagnostic, has_errors


@dataclass(frozen=True)
class Brought:
    """Findings that only the proposal has, and how many of the base's it no longer has."""

    new: tuple[Diagnostic, ...] = ()
    mended: int = 0

    @property
    def failed(self) -> bool:
        return has_errors(self.new)


def brought(before: Iterable[Diagnostic], after: Iterable[Diagnostic]) -> Brought:
    """What is new. A finding is known by its code, its record or file and its message, never by
    its line: what only moved down is not new. Where one is there twice more than before, both
    of the last are told."""
    left = Counter(map(_known_by, before))
    new = []
    for item in after:
        key = _known_by(item)
        if left[key] > 0:
            left[key] -= 1
        else:
            new.append(item)
    return Brought(tuple(new), sum(left.values()))


def _known_by(item: Diagnostic) -> tuple[str, str, str]:
    return item.code, item.record or item.mark.path, item.message
