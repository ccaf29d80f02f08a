"""Bytes to text that can be trusted: encoding, control characters, invisibles.

Both readers (YAML and Markdown) begin here. What is refused is reported and stands
in the text as U+FFFD, one for one, so that every column stays what the editor sees
and nothing invisible travels on. Which characters these are: `sayso.characters`.
"""

import difflib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from itertools import accumulate
from typing import Final

from sayso.characters import describe, refused, replace_refused
from sayso.diagnostics import Diagnostic, Mark, Related, Severity
from sayso.vocabulary import READING_CODES

#: After so many findings of one code in one file, the rest is only counted.
MAX_PER_CODE: Final = 100


class Places:
    """Offsets in one text (code points, from 0) to marks in its file.

    `line_offset` is the number of lines of the file before the text's first.
    """

    __slots__ = ("_starts", "length", "line_offset", "path")

    def __init__(self, text: str, path: str, line_offset: int = 0) -> None:
        self.path = path
        self.line_offset = line_offset
        self.length = len(text)
        # A line begins after all lines before it and the sign that ends each.
        lengths = map(len, text.split("\n")[:-1])
        self._starts = list(accumulate((length + 1 for length in lengths), initial=0))

    def mark(self, start: int, end: int) -> Mark:
        """The mark from `start` up to, not including, `end`; at least one character wide."""
        line, column = self.position(start)
        end_line, end_column = self.position(max(start, end))
        if (end_line, end_column) <= (line, column):
            end_column = column + 1
        return Mark(self.path, line + self.line_offset, column, end_line + self.line_offset, end_column)

    def position(self, offset: int) -> tuple[int, int]:
        """(line, column) of an offset, both from 1, line offset not counted."""
        offset = min(max(offset, 0), self.length)
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


class Findings:
    """Collects reading errors of one file. Many of one kind are counted, not listed."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self._found: list[Diagnostic] = []
        self._count: Counter[str] = Counter()

    def add(
        self, code: str, start: int, end: int, message: str, hint: str, *related: tuple[int, int, str]
    ) -> None:
        """Report `code` for the text from `start` to `end` (offsets)."""
        self._count[code] += 1
        if self._count[code] > MAX_PER_CODE:
            return
        mark = self.places.mark
        others = tuple(Related(mark(first, last), words) for first, last, words in related)
        self._found.append(
            Diagnostic(
                code, READING_CODES[code].name, Severity.ERROR, message, mark(start, end), hint, others
            )
        )

    def list(self) -> list[Diagnostic]:
        """All findings in the order found; the last of a crowded code says how many more there are."""
        result = list(self._found)
        for code, count in self._count.items():
            if count > MAX_PER_CODE:
                at = max(i for i, d in enumerate(result) if d.code == code)
                last = result[at]
                more = f"{last.message} (and {count - MAX_PER_CODE} more like it in this file)"
                result[at] = Diagnostic(
                    code, last.name, last.severity, more, last.mark, last.hint, last.related
                )
        return result


def decode(raw: bytes, path: str, line_offset: int = 0) -> tuple[str, list[Diagnostic]]:
    """The text of a file, and what is wrong with its characters.

    In: the file's bytes; its path and the number of lines before them, for the marks.
    Out: text whose lines end in `\\n` (a lone `\\r` counts as a line end too), without a
    byte-order mark at its start; nothing else is normalised. Every refused character
    or undecodable byte sequence is one U+FFFD. A file in UTF-16 or UTF-32 gives "".
    Codes: SAY001, SAY002, SAY014, SAY018. Never raises.
    """
    if _is_wide(raw):
        findings = Findings(Places("", path, line_offset))
        hint = "save the file as UTF-8 (in Windows Notepad: Save as, Encoding: UTF-8)"
        findings.add("SAY001", 0, 0, "the file is in UTF-16 or UTF-32, not in UTF-8", hint)
        return "", findings.list()
    try:
        return clean(raw.decode("utf-8"), path, line_offset)
    except UnicodeDecodeError as error:
        before = _line_ends(raw[: error.start].decode("utf-8").removeprefix("\ufeff"))
        bad = raw[error.start]
    text, found = clean(raw.decode("utf-8", "replace"), path, line_offset)
    findings = Findings(Places(text, path, line_offset))
    meant = bytes([bad]).decode("cp1252", "replace")
    guess = f"; in Windows-1252 it would be '{meant}'" if meant.isprintable() and meant != "\ufffd" else ""
    message = f"the byte 0x{bad:02X} is not UTF-8{guess}"
    findings.add("SAY001", len(before), len(before) + 1, message, "save the file as UTF-8")
    return text, [*findings.list(), *found]


def clean(text: str, path: str, line_offset: int = 0) -> tuple[str, list[Diagnostic]]:
    """Like `decode`, for text that is decoded already. Codes: SAY002, SAY014, SAY018."""
    text = text.removeprefix("\ufeff")
    text = _line_ends(text)
    found = refused(text)
    if not found:
        return text, []
    findings = Findings(Places(text, path, line_offset))
    for at, run in found:
        code, message, hint = describe(run[0])
        findings.add(code, at, at + len(run), message, hint)
    return replace_refused(text, found), findings.list()


def did_you_mean(word: str, allowed: Iterable[str]) -> str:
    """A hint: "did you mean 'x'?" for the nearest allowed word, else "" (also for long words)."""
    near = nearest(word, allowed)
    return f"did you mean '{near}'?" if near else ""


def nearest(word: str, allowed: Iterable[str]) -> str:
    """The nearest allowed word, if one is near, else "" (also for long words)."""
    if len(word) > 100:  # difflib takes time that grows with the square
        return ""
    near = difflib.get_close_matches(word, list(allowed), n=1, cutoff=0.6)
    return near[0] if near else ""


def _line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _is_wide(raw: bytes) -> bool:
    """UTF-16 or UTF-32, by byte-order mark or by zeros in every second byte."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    head = raw[:64]
    return len(head) >= 4 and (not any(head[::2]) or not any(head[1::2])) and any(head)
