"""A page's prose as passages: paragraphs, list items, table rows, quotations, footnotes.

A passage is plain text as a reader reads it, together with what stands in it and where:
directives, the editors' own words, links, the borders of a row's cells. A directive that shows
words of its own (`claim`, `figure`, `quote`, `party`) takes one character; a badge or a citation
none. Every character leads back to its place in the file.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from sayso.diagnostics import Mark
from sayso.prose import Directive, Prose, SpanClose, SpanOpen, TextPiece
from sayso.prose_pieces import Run, Unit
from sayso.sentences import PLACEHOLDER
from sayso.vocabulary import SPAN_DIRECTIVES

#: Directives that show words of their own.
SPEAKING: Final = ("claim", "figure", "quote", "party")
_SPANS: Final = tuple(f"[[{word}" for word in SPAN_DIRECTIVES)
_STICKS_TO_WHAT_CAME: Final = tuple(".,;:!?…)]}»”’")


class Cover(NamedTuple):
    """What a sentence leads to: the directive's word and its id."""

    word: str
    id: str

    def __str__(self) -> str:
        return f"{self.word}:{self.id}"


@dataclass(slots=True)
class Passage:
    """`text` from its parts; `runs` and `starts` (offsets in the text) go with the parts.

    `directives` are (offset, directive), None for one that cannot be read; `spans` are (start,
    end, what opened it); `links` (start, end, address); `borders` where cells of a row meet.
    `around` are the block spans it stands in, and `stray` is a directive in a paragraph of
    its own behind it, where it covers nothing. A `header` is a table's first row. A passage is
    `garbled` from where a span was opened that cannot be read on: what it holds is not known.
    """

    path: str
    kind: Unit
    around: tuple[SpanOpen, ...] = ()
    header: bool = False
    parts: list[str] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    length: int = 0
    directives: list[tuple[int, Directive | None]] = field(default_factory=list)
    spans: list[tuple[int, int, SpanOpen]] = field(default_factory=list)
    links: list[tuple[int, int, str]] = field(default_factory=list)
    borders: list[int] = field(default_factory=list)
    open: list[tuple[int, SpanOpen]] = field(default_factory=list)
    stray: Directive | None = None
    garbled: bool = False

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def mark(self, start: int, end: int) -> Mark:
        """The place of a stretch of the text, which is not empty."""
        line, column, _ = self._place(start)
        last, _, end_column = self._place(end - 1)
        return Mark(self.path, line, column, last, end_column)

    def _place(self, at: int) -> tuple[int, int, int]:
        """The line of a character, its column, and the column behind it."""
        index = bisect_right(self.starts, at) - 1
        run, within = self.runs[index], at - self.starts[index]
        if run.width == len(run.words):
            return run.line, run.column + within, run.column + within + 1
        return run.line, run.column, run.column + run.width

    # While it is read

    def _add(self, words: str, run: Run) -> None:
        self.parts.append(words)
        self.runs.append(run)
        self.starts.append(self.length)
        self.length += len(words)

    def add(self, run: Run) -> None:
        """Words as they stand."""
        if self.kind == "row" and run.words == "|" and run.width == 1:
            self.borders.append(self.length)
            return self._add(" ", run)
        if run.words.startswith(_STICKS_TO_WHAT_CAME) and self._badge_before():
            self._strip()
        if run.link:
            self.links.append((self.length, self.length + len(run.words), run.link))
        return self._add(run.words.replace(PLACEHOLDER, "\ufffd"), run)

    def _badge_before(self) -> bool:
        """Whether nothing stands between here and a directive that shows no words."""
        return bool(self.directives) and self.directives[-1][0] == self.length

    def _strip(self) -> None:
        """Take away the space before a badge that is followed by the sentence's full stop."""
        while self.parts and self.parts[-1].endswith((" ", "\n")):
            kept = self.parts[-1].rstrip(" \n")
            self.length -= len(self.parts[-1]) - len(kept)
            self.parts[-1] = kept
            if not kept:
                for each in (self.parts, self.runs, self.starts):
                    each.pop()
            else:
                run = self.runs[-1]
                same = run.width == len(run.words)
                self.runs[-1] = run._replace(words=kept, width=len(kept)) if same else run
        for index in range(len(self.directives) - 1, -1, -1):
            at, directive = self.directives[index]
            if at <= self.length:
                break
            self.directives[index] = (self.length, directive)

    def direct(self, directive: Directive | None) -> None:
        """A directive inside the passage; None for one that cannot be read."""
        self.directives.append((self.length, directive))
        if directive is not None and directive.word in SPEAKING:
            mark = directive.mark
            self._add(PLACEHOLDER, Run("", mark.line, mark.column, len(directive.text)))

    def close(self) -> None:
        """End the innermost span."""
        if self.open:
            start, span = self.open.pop()
            self.spans.append((start, self.length, span))


def passages(path: str, prose: Prose) -> Sequence[Passage]:
    """What a page has of them, in order; headings and code are none."""
    reader = _Reader(path)
    for piece in () if prose.too_large else prose.pieces:
        reader.read(piece)
    return reader.found


@dataclass(slots=True)
class _Reader:
    path: str
    found: list[Passage] = field(default_factory=list)
    current: Passage | None = None
    blocks: list[SpanOpen] = field(default_factory=list)
    rows: int = 0  # of the table that is being read
    garbled: bool = False

    def read(self, piece: TextPiece | Directive | SpanOpen | SpanClose) -> None:
        if isinstance(piece, TextPiece):
            self._text(piece)
        elif isinstance(piece, Directive):
            self._directive(piece)
        elif piece.block:
            self.current = None
            if isinstance(piece, SpanOpen):
                self.blocks.append(piece)
            elif self.blocks:
                self.blocks.pop()
        elif self.current is not None and isinstance(piece, SpanOpen):
            self.current.open.append((self.current.length, piece))
        elif self.current is not None:
            self.current.close()

    def _text(self, piece: TextPiece) -> None:
        if piece.kind != "text":
            if piece.kind != "gap" or "\n" in piece.text:
                self.current, self.rows = None, 0
            return
        if piece.starts:
            self.rows = self.rows + 1 if piece.unit == "row" else 0
            self.current = Passage(self.path, piece.unit, tuple(self.blocks), header=self.rows == 1)
            self.current.garbled = self.garbled
            self.found.append(self.current)
        unreadable = not piece.runs and piece.text.startswith("[[") and not piece.starts
        self.garbled = self.garbled or (unreadable and piece.text.startswith(_SPANS))
        if self.current is None:
            return
        self.current.garbled = self.garbled
        if unreadable:
            self.current.direct(None)
        for run in piece.runs:
            self.current.add(run)

    def _directive(self, piece: Directive) -> None:
        if piece.block:
            self.current = None
        elif self.current is not None:
            self.current.direct(piece)
        elif self.found and self.found[-1].stray is None:
            self.found[-1].stray = piece


def in_order(spans: Sequence[tuple[int, int, SpanOpen]], word: str) -> Iterator[tuple[int, int, SpanOpen]]:
    """The spans of a kind, by where they begin. Two of a kind never overlap."""
    return iter(sorted((span for span in spans if span[2].word == word), key=lambda span: span[:2]))
