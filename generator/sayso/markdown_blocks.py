"""The block structure of a Markdown page: which lines are code, which are read together.

Only what our own reading of inline marks needs to know is found out: code (nothing is
read in it), definitions of links and footnotes, and regions: lines whose content is
one run of text to Markdown (a paragraph, a list item, a heading, a table row). It follows
Python-Markdown where that is simple. Nothing that must hold for safety rests on its
agreeing with Python-Markdown: what is written out of a region is inert in any of them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

#: `text` is read for inline marks; `code` shows its lines as they stand; `gap` (empty
#: lines, link definitions) shows nothing.
Kind = Literal["text", "code", "gap"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a region. `start` is its offset in the page, `text` it without its end,
    and its content begins after `indent` characters of quote, list or heading marks."""

    start: int
    text: str
    indent: int = 0


@dataclass(slots=True)
class Region:
    """Lines that are read together.

    `alone` is a single `[[...]]` on a line of its own, `apart` one that has only empty
    lines round it. `nested` code is in a list or quotation; `code` is what it shows.
    """

    kind: Kind
    lines: list[Line] = field(default_factory=list)
    heading: bool = False
    row: bool = False
    alone: bool = False
    apart: bool = False
    nested: bool = False
    code: str = ""


@dataclass(slots=True)
class Blocks:
    """A page's regions, in order and without a gap; the address and title of its
    link definitions, by folded label; the ids of its footnotes, and the lines on which one
    begins whose id was there before; for each excess, the line it begins on, counted from 1 (0 for none)."""

    regions: list[Region] = field(default_factory=list)
    definitions: dict[str, tuple[str, str]] = field(default_factory=dict)
    notes: set[str] = field(default_factory=set)
    repeated: list[Line] = field(default_factory=list)
    too_deep: int = 0
    too_long: int = 0


#: Lists and quotations may stand this deep in one another.
MAX_DEPTH: Final = 12
#: So many lines may follow one another without an empty line.
MAX_LINES: Final = 500

_RULE = re.compile(r"[ \t]*+([-*_])[ \t]*+(?:\1[ \t]*+){2,}+")
_PREFIX = re.compile(r"[ \t]*+(?:(?:>|[*+-](?=[ \t])|\d{1,9}\.(?=[ \t])|\#{1,6})[ \t]*+)*+")
_NOTE = re.compile(r" {0,3}\[\^([A-Za-z0-9_-]{1,40})\]:[ \t]*+")
_DEFINITION = re.compile(
    r""" {0,3}\[([^\[\]^][^\[\]]{0,200})\]:[ \t]*(?:<([^<>]{0,2000})>|([^\s<>]{1,2000}))"""
    r"""(?:[ \t]+(?:"([^"]{0,500})"|'([^']{0,500})'|\(([^()]{0,500})\)))?[ \t]*"""
)
_FENCE = re.compile(r"(`{3,}|~{3,})([^`]*)")
_ALONE = re.compile(r" {0,3}\[\[[^\[\]]*\]\][ \t]*")
_DELIMITERS = re.compile(r"[ \t>]*+\|?[ \t]*+:?-[-|: \t]*+")


def label(text: str) -> str:
    """A link label as definitions are looked up: case and white space do not matter."""
    return " ".join(text.split()).casefold()


def read(page: str) -> Blocks:
    """The regions of a page whose line ends are all `\\n`. Linear in its length."""
    reader = _Reader(list(_lines(page)))
    reader.read()
    return reader.found


def _lines(page: str) -> Iterator[Line]:
    start = 0
    for text in page.split("\n"):
        yield Line(start, text)
        start += len(text) + 1


@dataclass(slots=True)
class _Reader:
    lines: list[Line]
    found: Blocks = field(default_factory=Blocks)
    at: int = 0
    in_list: bool = False  # an indented line belongs to a list item or a footnote
    in_table: bool = False
    run: int = 0  # lines since the last empty one
    # Fences known to have no end: so many marks or more, before that line.
    hopeless: dict[tuple[str, int], tuple[int, int]] = field(default_factory=dict)

    def read(self) -> None:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not line.text.strip():
                self._add("gap", line)
                self.run, self.in_table = 0, False
                self.at += 1
            elif not (self._fenced() or self._indented()):
                self._line(line)
                self.run += 1
                if self.run > MAX_LINES and not self.found.too_long:
                    self.found.too_long = self.at + 1
                self.at += 1

    def _add(self, kind: Kind, line: Line, *, fresh: bool = True) -> Region:
        """Put the line into the last region, or begin a fresh one."""
        regions = self.found.regions
        if not fresh or (kind == "gap" and regions and regions[-1].kind == "gap"):
            regions[-1].lines.append(line)
        else:
            regions.append(Region(kind, [line]))
        return regions[-1]

    def _line(self, line: Line) -> None:
        """A line of text, or a definition."""
        if (defined := _DEFINITION.fullmatch(line.text)) and not self.in_table:
            title = defined[4] or defined[5] or defined[6] or ""
            self.found.definitions[label(defined[1])] = (defined[2] or defined[3] or "", title)
            self._add("gap", line)
            return
        note = _NOTE.match(line.text)
        if note:
            if note[1] in self.found.notes:
                self.found.repeated.append(line)
            self.found.notes.add(note[1])
        prefix = note[0] if note else _prefix(line.text)
        marks = prefix.strip()
        listed = bool(note) or any(c not in "#> \t" for c in prefix)
        if self.run == 0 and not listed and not _is_indented(line.text):
            self.in_list = False
        self._measure(prefix, listed)
        heading = "#" in marks
        self.in_list = (self.in_list or listed) and not (heading and not listed)
        alone = _ALONE.fullmatch(line.text) is not None
        row = self._row(line)
        last = self.found.regions[-1] if self.found.regions else None
        fresh = (
            self.run == 0 or bool(listed or heading or row or alone)
            or last is None or last.kind != "text" or last.heading or last.row or last.alone
        )  # fmt: skip
        region = self._add("text", Line(line.start, line.text, len(prefix)), fresh=fresh)
        region.heading, region.row, region.alone = region.heading or heading, row, alone
        region.apart = alone and self._apart(self.at - 1) and self._apart(self.at + 1)

    def _measure(self, prefix: str, listed: bool) -> None:
        depth = prefix.count(">") + len(re.findall(r"[*+-]|\d+\.", prefix))
        if self.in_list or listed:
            spaces = prefix[: len(prefix) - len(prefix.lstrip())].expandtabs(4)
            depth += len(spaces) // 4
        if depth > MAX_DEPTH and not self.found.too_deep:
            self.found.too_deep = self.at + 1

    def _row(self, line: Line) -> bool:
        """Whether the line is a row of a table: its second line is made of dashes and bars."""
        if self.run == 0:
            after = self.lines[self.at + 1].text if self.at + 1 < len(self.lines) else ""
            self.in_table = "|" in line.text and "|" in after and _DELIMITERS.fullmatch(after) is not None
        return self.in_table

    def _apart(self, at: int) -> bool:
        """Whether the line is empty, missing, or itself a directive on a line of its own."""
        text = self.lines[at].text if 0 <= at < len(self.lines) else ""
        return not text.strip() or _ALONE.fullmatch(text) is not None

    # Code

    def _indented(self) -> bool:
        """Code by four spaces: after an empty line and outside lists and footnotes."""
        if self.run or self.in_list or not _is_indented(self.lines[self.at].text):
            return False
        end = self.at
        for index in range(self.at, len(self.lines)):
            text = self.lines[index].text
            if _is_indented(text):
                end = index + 1
            elif text.strip():
                break
        lines = self.lines[self.at : end]
        code = "\n".join(line.text.expandtabs(4)[4:] for line in lines)
        self.found.regions.append(Region("code", lines, code=code))
        self.at = end
        return True

    def _fenced(self) -> bool:
        """Code between fences of three or more backticks or tildes. A fence without its end
        is text: otherwise one slip would hide the rest of the page."""
        line = self.lines[self.at]
        prefix = "" if self.in_table else _prefix(line.text)
        fence = _FENCE.fullmatch(line.text, len(prefix))
        quotes = prefix.count(">")
        if fence is None or "#" in prefix or quotes > MAX_DEPTH:
            return False
        size, before = self.hopeless.get((fence[1][0], quotes), (0, -1))
        if self.at < before and len(fence[1]) >= size:
            return False
        found, end = self._fence_end(fence[1], quotes)
        if not found:
            self.hopeless[fence[1][0], quotes] = (len(fence[1]), end)
            return False
        lines = self.lines[self.at : end + 1]
        column = len(prefix.expandtabs(4)) if not quotes else 0
        content = [_dedent(_unquoted(line.text, quotes), column) for line in lines[1:-1]]
        nested = prefix.strip() != "" or len(prefix.expandtabs(4)) > 3
        first = Line(line.start, line.text, len(prefix))
        region = Region("code", [first, *lines[1:]], nested=nested, code="\n".join(content))
        self.found.regions.append(region)
        if any(c not in "> \t" for c in prefix):
            self.in_list = True
        self.at, self.run = end + 1, 1 if nested else 0
        return True

    def _fence_end(self, fence: str, quotes: int) -> tuple[bool, int]:
        """The line that closes the fence; or False, and the line where its quotation ends."""
        for index in range(self.at + 1, len(self.lines)):
            text = self.lines[index].text
            content = _unquoted(text, quotes)
            if quotes and text[: len(text) - len(content)].count(">") < quotes:
                return False, index
            content = content.strip()
            if content.startswith(fence) and not content.strip(fence[0]):
                return True, index
        return False, len(self.lines)


def _prefix(text: str) -> str:
    """The quote, list and heading marks that a line begins with, and the spaces round them."""
    if _RULE.fullmatch(text):
        return ""
    found = _PREFIX.match(text)
    return found[0] if found else ""


def _is_indented(text: str) -> bool:
    return text.strip() != "" and text.expandtabs(4).startswith("    ")


def _unquoted(text: str, quotes: int) -> str:
    """The line without so many quotation marks."""
    for _ in range(quotes):
        bare = text.lstrip(" \t")
        if not bare.startswith(">"):
            break
        text = bare[1:].removeprefix(" ")
    return text


def _dedent(text: str, column: int) -> str:
    """The line without its first spaces, as many as stand before the fence."""
    wide = text.expandtabs(4)
    spaces = len(wide) - len(wide.lstrip(" "))
    return wide[min(spaces, column) :]
