"""What a page of prose is read into: pieces that cover it in order, each with its place."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from sayso import escape
from sayso.diagnostics import Diagnostic, Mark, Severity
from sayso.vocabulary import READING_CODES

#: What a run of text is to a reader.
Unit = Literal["paragraph", "item", "row", "quotation", "note"]


class Run(NamedTuple):
    """Words of a piece that stand together as written, and where they begin.

    `width` is how many characters of the file they take: as many as they have, unless
    they were written otherwise (code, an image). `link` is the address that they lead to.
    """

    words: str
    line: int
    column: int
    width: int
    link: str = ""


@dataclass(frozen=True, slots=True)
class TextPiece:
    """Text as written (`text`), as safe Markdown (`safe`), and what a reader reads of it (`words`).

    `kind` is `text`, `heading`, `code` (a block of it) or `gap` (empty lines, link
    definitions). The text of one paragraph, list item, heading or table row is one
    piece, unless directives part it; `starts` says that a fresh one begins here, and `unit`
    what it is. `runs` are its words with their places, without headings and rulers;
    in a row of a table a bar is a run of its own.
    """

    text: str
    safe: str
    words: str
    mark: Mark
    kind: Literal["text", "heading", "code", "gap"] = "text"
    starts: bool = False
    unit: Unit = "paragraph"
    runs: tuple[Run, ...] = field(default=(), repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Directive:
    """`[[word:id]]` or `[[word:id|own words]]`. `block` stands on a line of its own, apart."""

    text: str
    word: str
    id: str
    own_words: str
    block: bool
    mark: Mark
    id_mark: Mark


@dataclass(frozen=True, slots=True)
class SpanOpen:
    """`[[editorial]]` (with no id) or `[[by:id]]`: everything up to its `SpanClose` is covered."""

    text: str
    word: str
    id: str
    block: bool
    mark: Mark
    id_mark: Mark


@dataclass(frozen=True, slots=True)
class SpanClose:
    """`[[/editorial]]` or `[[/by]]`. Spans are always closed, in order, and a block by a block."""

    text: str
    word: str
    block: bool
    mark: Mark


Piece = TextPiece | Directive | SpanOpen | SpanClose


@dataclass(frozen=True, slots=True)
class Prose:
    """A page's body in pieces: their `text`s joined are the body (line ends as `\\n`).

    `too_large` pages (SAY055) are one piece, not read, whose safe text is empty.
    """

    pieces: tuple[Piece, ...] = ()
    too_large: bool = False


@dataclass(slots=True)
class Page:
    """A page while it is read. `spans` are the indexes of the pieces that wait for their end."""

    body: str
    path: str
    first_line: int
    pieces: list[Piece] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)
    spans: list[tuple[int, SpanOpen]] = field(default_factory=list)
    starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.starts = [0, *(line.end() for line in re.finditer("\n", self.body))]

    def place(self, at: int) -> tuple[int, int]:
        """The line and column of an offset in the body."""
        line = bisect_right(self.starts, at)
        return line + self.first_line - 1, at - self.starts[line - 1] + 1

    def mark(self, start: int, end: int) -> Mark:
        """The place of a stretch of the body."""
        line, last = bisect_right(self.starts, start), bisect_right(self.starts, end)
        column, end_column = start - self.starts[line - 1] + 1, end - self.starts[last - 1] + 1
        offset = self.first_line - 1
        return Mark(self.path, line + offset, column, last + offset, end_column)

    def report(self, code: str, message: str, mark: Mark, hint: str, *, grave: bool = True) -> None:
        """Note a finding: an error, or a warning where it is not grave."""
        severity = Severity.ERROR if grave else Severity.WARNING
        self.found.append(Diagnostic(code, READING_CODES[code].name, severity, message, mark, hint))

    def open(self, span: SpanOpen) -> Piece:
        """Begin a span; inside another of its kind it is text."""
        if any(other.word == span.word for _, other in self.spans):
            message = f"{span.text} stands inside another [[{span.word}]]"
            self.report("SAY052", message, span.mark, "one round all of it is enough")
            return shown(span.text, span.mark)
        self.spans.append((len(self.pieces), span))
        return span

    def close(self, span: SpanClose) -> Piece:
        """End the innermost span; the text of the mark where it is of another kind."""
        top = self.spans[-1][1] if self.spans else None
        if top is not None and (top.word, top.block) == (span.word, span.block):
            self.spans.pop()
            return span
        beginning = "[[by:id]]" if span.word == "by" else f"[[{span.word}]]"
        message, hint = f"{span.text} ends nothing", f"write {beginning} where it begins"
        if top is not None and top.word == span.word:
            message = f"{span.text} and {top.text} do not stand alike"
            hint = "put both on lines of their own, or both inside one paragraph"
        elif top is not None and any(other.word == span.word for _, other in self.spans):
            message, hint = f"{span.text} crosses {top.text}", f"write [[/{top.word}]] first"
        self.report("SAY052", message, span.mark, hint)
        return shown(span.text, span.mark)

    def end_of_region(self) -> None:
        """A span that opened inside a paragraph must have closed in it."""
        while self.spans and not self.spans[-1][1].block:
            self._unclosed(
                "is not closed in its paragraph", "; put both on lines of their own to mark several"
            )

    def end_of_page(self) -> None:
        while self.spans:
            self._unclosed("is never closed", "")

    def _unclosed(self, why: str, more: str) -> None:
        index, span = self.spans.pop()
        self.report("SAY052", f"{span.text} {why}", span.mark, f"write [[/{span.word}]] where it ends{more}")
        self.pieces[index] = shown(span.text, span.mark)


def unit_of(prefix: str, row: bool) -> Unit:
    """What the lines are that begin with these marks of lists and quotations."""
    if row:
        return "row"
    if "[^" in prefix:
        return "note"
    if any(char not in "> \t" for char in prefix):
        return "item"
    return "quotation" if ">" in prefix else "paragraph"


def shown(text: str, mark: Mark) -> TextPiece:
    """A directive that cannot be used, as text."""
    return TextPiece(text, str(escape.text(text)), text, mark)
