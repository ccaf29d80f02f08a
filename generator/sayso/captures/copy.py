"""One copy of a source as it was read: its text, the text as it is compared, places in both."""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sayso.diagnostics import Mark
from sayso.text import Places
from sayso.wording import fold, origins


@dataclass(frozen=True)
class SourceCopy:
    """A capture. `version` is its day, "" for the newest, undated one.

    `text` is what a reader sees of it. `lines` tells, where the text is not the file itself,
    at which offsets of the text which line of the file begins.
    """

    source: str
    version: str
    path: str
    sha256: str
    text: str = field(repr=False)
    lines: Callable[[], Sequence[tuple[int, int]]] | None = field(default=None, repr=False, compare=False)

    @cached_property
    def folded(self) -> str:
        """The text as it is compared."""
        return fold(self.text)

    @cached_property
    def origins(self) -> "array[int]":
        """Where each character of `folded` comes from in `text`; worked out only if needed."""
        return origins(self.text)

    @cached_property
    def _places(self) -> Places:
        return Places(self.text, self.path)

    @cached_property
    def _lines(self) -> Sequence[tuple[int, int]]:
        return self.lines() if self.lines is not None else ()

    def mark(self, start: int, end: int) -> Mark:
        """The place in the file of a passage of `folded`: for plain text exactly, for a page the
        line on which it begins, and the file alone where even that is not known."""
        if start >= len(self.origins) - 1:
            return Mark(self.path)
        first, last = self.origins[start], self.origins[min(end, len(self.origins) - 1) - 1] + 1
        if self.lines is None:
            return self._places.mark(first, last)
        at = bisect_right(self._lines, (first, 1 << 60)) - 1
        return Mark(self.path, self._lines[at][1]) if at >= 0 else Mark(self.path)
