"""Bytes to text that can be trusted: encoding, control characters, invisibles.

Both readers (YAML and Markdown) begin here. What is refused is reported and stands
in the text as U+FFFD, one for one, so that every column stays what the editor sees
and nothing invisible travels on.

Which invisibles a script needs: RFC 5892, appendix A (joiners), Unicode UTS 51
(emoji sequences), UAX 9 (bidi controls), UTS 37 (ideographic variation).
"""

import difflib
import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from sayso.diagnostics import Diagnostic, Mark, Related, Severity
from sayso.vocabulary import READING_CODES

#: After so many findings of one code in one file, the rest is only counted.
MAX_PER_CODE: Final = 100

_CONTROL: Final = "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
#: Never wanted: bidi controls, zero-width and blank characters, line separators, tags.
_INVISIBLE: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164"
    "\ufeff\uffa0\ufff0-\ufffc\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
#: Wanted by some scripts, in some places: joiners, variation selectors.
_JOINERS: Final = "\u200c\u200d"
_SELECTORS: Final = "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"

#: What is never wanted is found in runs, the rest one by one.
_SUSPECT: Final = re.compile(f"[{_CONTROL}]+|[{_INVISIBLE}]+|[{_JOINERS}{_SELECTORS}]")
_IS_CONTROL: Final = re.compile(f"[{_CONTROL}]")
_IS_INVISIBLE: Final = re.compile(f"[{_INVISIBLE}]")
#: Bidi classes (UAX 9) of the characters that turn the direction of text.
_TURNS: Final = frozenset(["LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"])
#: A subdivision flag (England's): a black flag, letters in tag characters, a cancel tag.
_TAG_FLAG: Final = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,6}\U000e007f")

#: Blocks of scripts whose spelling uses ZWJ and ZWNJ: Arabic to Mandaic, the Indic
#: scripts, Myanmar, Khmer, Mongolian, Balinese to Batak, their extensions, Adlam.
_JOINING_BLOCKS: Final = (
    (0x0600, 0x08FF),
    (0x0900, 0x0DFF),
    (0x1000, 0x109F),
    (0x1780, 0x18AF),
    (0x1B00, 0x1C4F),
    (0xA840, 0xA8FF),
    (0xA980, 0xAAFF),
    (0xFB50, 0xFDFF),
    (0xFE70, 0xFEFC),
    (0x10A00, 0x11FFF),
    (0x1E900, 0x1E95F),
)


class Places:
    """Offsets in one text (code points, from 0) to marks in its file.

    `line_offset` is the number of lines of the file before the text's first.
    """

    __slots__ = ("_starts", "length", "line_offset", "path")

    def __init__(self, text: str, path: str, line_offset: int = 0) -> None:
        self.path = path
        self.line_offset = line_offset
        self.length = len(text)
        self._starts = [0, *(m.end() for m in re.finditer("\n", text))]

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
    Codes: SAY001, SAY002, SAY014. Never raises.
    """
    if _is_wide(raw):
        findings = Findings(Places("", path, line_offset))
        hint = "save the file as UTF-8 (in Windows Notepad: Save as, Encoding: UTF-8)"
        findings.add("SAY001", 0, 0, "the file is in UTF-16 or UTF-32, not in UTF-8", hint)
        return "", findings.list()
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        return clean(raw.decode("utf-8"), path, line_offset)
    except UnicodeDecodeError as error:
        before = _line_ends(raw[: error.start].decode("utf-8"))
        bad = raw[error.start]
    text, found = clean(raw.decode("utf-8", "replace"), path, line_offset)
    findings = Findings(Places(text, path, line_offset))
    meant = bytes([bad]).decode("cp1252", "replace")
    guess = f"; in Windows-1252 it would be '{meant}'" if meant.isprintable() and meant != "\ufffd" else ""
    message = f"the byte 0x{bad:02X} is not UTF-8{guess}"
    findings.add("SAY001", len(before), len(before) + 1, message, "save the file as UTF-8")
    return text, [*findings.list(), *found]


def clean(text: str, path: str, line_offset: int = 0) -> tuple[str, list[Diagnostic]]:
    """Like `decode`, for text that is decoded already. Codes: SAY002, SAY014."""
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


def replace_refused(text: str, found: Iterable[tuple[int, str]]) -> str:
    """`text` with U+FFFD in each refused place: as long as before."""
    parts: list[str] = []
    done = 0
    for at, run in found:
        parts += text[done:at], "\ufffd" * len(run)
        done = at + len(run)
    return "".join([*parts, text[done:]])


def refused(text: str) -> list[tuple[int, str]]:
    """(offset, run of characters) of what may not stand in `text`, in order.

    Lines end in `\\n`. A run is of control characters only or of invisible ones only.
    """
    result = []
    for found in _SUSPECT.finditer(text):
        at, run = found.span()[0], found.group()
        if run[0] >= "\U000e0000" and (flag := _TAG_FLAG.match(text, max(at - 1, 0))):
            at, run = flag.end(), run[flag.end() - at :]
        if run and not _is_wanted(text, at, run[0]):
            result.append((at, run))
    return result


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


@lru_cache(maxsize=256)
def describe(character: str) -> tuple[str, str, str]:
    """(code, message, hint) for a refused character."""
    name = unicodedata.name(character, "")
    label = f"U+{ord(character):04X}" + (f" ({name.lower()})" if name else "")
    if "\ud800" <= character <= "\udfff":
        return "SAY002", f"{label} is half a character", "type the character itself"
    if _IS_CONTROL.match(character):
        return "SAY002", f"the control character {label}", "delete it"
    hint = "delete it; it cannot be seen"
    if character in "\u2028\u2029":
        hint = "use an ordinary line break"
    elif character == "\ufeff":
        hint = "delete it; a byte-order mark may stand only at the start of a file"
    elif character in _JOINERS:
        hint = "delete it; joiners may stand only between letters of scripts that need them"
    elif unicodedata.bidirectional(character) in _TURNS or character in "\u200e\u200f\u061c":
        hint = "delete it; the site gives every name and quotation its own direction by itself"
    return "SAY014", f"the invisible character {label}", hint


def _is_wide(raw: bytes) -> bool:
    """UTF-16 or UTF-32, by byte-order mark or by zeros in every second byte."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    head = raw[:64]
    return len(head) >= 4 and (not any(head[::2]) or not any(head[1::2])) and any(head)


def _is_wanted(text: str, at: int, character: str) -> bool:
    if _IS_CONTROL.match(character) or _IS_INVISIBLE.match(character):
        return False
    before = text[at - 1 : at] if at else ""
    after = text[at + 1 : at + 2]
    if character in _JOINERS:
        if character == "\u200d" and _is_emoji(_base(text, at)) and _is_emoji(after):
            return True
        if not _joins(before):
            return False
        # A virama asks for a joiner also at a word's end, as does the Arabic letter heh.
        return _joins(after) or unicodedata.combining(before) == 9 or before == "\u0647"
    if character in "\ufe0e\ufe0f":
        return unicodedata.category(before or " ")[0] in "SP" or before.isdigit()
    if "\u180b" <= character <= "\u180f":
        return "\u1820" <= before <= "\u18aa"
    return unicodedata.category(before or " ") in ("Lo", "Sm", "So")


def _base(text: str, at: int) -> str:
    """The character before `at`, past one variation selector or one skin tone."""
    if at >= 2 and (text[at - 1] == "\ufe0f" or "\U0001f3fb" <= text[at - 1] <= "\U0001f3ff"):
        at -= 1
    return text[at - 1 : at] if at else ""


def _is_emoji(character: str) -> bool:
    return bool(character) and unicodedata.category(character) in ("So", "Sm", "Sk")


def _joins(character: str) -> bool:
    if not character or unicodedata.category(character)[0] not in "LM":
        return False
    point = ord(character)
    return any(low <= point <= high for low, high in _JOINING_BLOCKS)
