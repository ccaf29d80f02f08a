"""Find and read the copies of sources: `.captures/`, or another folder.

A copy is named by its source: `ID.html`, with its day `ID.2025-01-05.html`, or
`ID/2025-01-05.html`; plain text (.txt), Markdown (.md) or HTML (.html, .htm). One without a day
counts as the newest.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

import markdown

from sayso import edtf
from sayso.diagnostics import Diagnostic, Mark, Severity
from sayso.files import Folder, Unreadable
from sayso.model.ledger import Ledger
from sayso.text import did_you_mean

from .copy import SourceCopy
from .page import lines_of, marked_end, scripted, text_of, too_much

#: Where copies lie below a site's root. Git does not see them.
CAPTURES: Final = ".captures"
ENDINGS: Final = ("txt", "md", "html", "htm")
_MOST_MARKDOWN: Final = 2 * 2**20
_MOST_OPEN: Final = 2_000
_NAMES: Final = "name it by its source: ID.html, or with its day ID.2025-01-05.html"
#: Encodings that a page may declare, by what it calls them. All else is UTF-8 or refused.
_ENCODINGS: Final = frozenset(
    [
        "windows-1250",
        "windows-1251",
        "windows-1252",
        "windows-1253",
        "windows-1254",
        "windows-1255",
        "windows-1256",
        "windows-1257",
        "windows-1258",
        "iso-8859-1",
        "iso-8859-2",
        "iso-8859-3",
        "iso-8859-4",
        "iso-8859-5",
        "iso-8859-6",
        "iso-8859-7",
        "iso-8859-8",
        "iso-8859-9",
        "iso-8859-10",
        "iso-8859-13",
        "iso-8859-14",
        "iso-8859-15",
        "iso-8859-16",
        "latin1",
        "us-ascii",
        "koi8-r",
        "koi8-u",
        "macintosh",
        "gbk",
        "gb2312",
        "gb18030",
        "big5",
        "euc-jp",
        "iso-2022-jp",
        "shift_jis",
        "euc-kr",
    ]
)
#: As browsers do: what calls itself Latin 1 is Windows-1252, and others are read with all that
#: was added to them later.
_AS_BROWSERS: Final = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "macintosh": "mac-roman",
    "iso-8859-9": "cp1254",
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
}
_DECLARED: Final = re.compile(rb"<meta\b[^<>]{0,300}?charset\s{0,9}=\s{0,9}[\"']?([A-Za-z0-9_-]{1,40})", re.I)


class _Named(NamedTuple):
    """A file with what its name says."""

    path: str
    source: str
    version: str
    ending: str


@dataclass
class Captures:
    """The copies of each source, newest first, and what is wrong with the folder."""

    copies: Mapping[str, Sequence[SourceCopy]] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def read_captures(folder: Path, shown: str, ledger: Ledger) -> Captures:
    """All copies in a folder. `shown` is what the folder is called in messages. Never raises."""
    found: list[Diagnostic] = []
    if not folder.exists() and not folder.is_symlink():
        return Captures()
    parent = Folder(folder.parent)
    names, problems = parent.walk(folder.name)
    found += [_bad(_shown(each.path, shown), each.message, each.hint) for each in problems]
    by_source: dict[str, dict[str, list[_Named]]] = defaultdict(lambda: defaultdict(list))
    for path in names:
        named = _named(path, shown, ledger, found)
        if named is not None:
            by_source[named.source][named.version].append(named)
    copies: dict[str, list[SourceCopy]] = {}
    for source, versions in sorted(by_source.items()):
        for version in sorted(versions, key=_age, reverse=True):
            first, *others = sorted(versions[version])
            for other in others:
                message = (
                    f"a second copy of '{source}' of the same day; only {_shown(first.path, shown)} is read"
                )
                found.append(
                    _stray(_shown(other.path, shown), message, "put a day into its name, or take one away")
                )
            copy = _read(parent, first, _shown(first.path, shown), found)
            if copy is not None:
                copies.setdefault(source, []).append(copy)
    return Captures(copies, found)


def _age(version: str) -> tuple[bool, object]:
    return (version == "", edtf.read(version).earliest if version else edtf.END)


def _shown(path: str, shown: str) -> str:
    below = path.partition("/")[2]
    return f"{shown}/{below}" if below else shown


def _named(path: str, shown: str, ledger: Ledger, found: list[Diagnostic]) -> _Named | None:
    """What a file's name says; a name that says nothing usable is told."""
    parts = path.split("/")[1:]
    stem, dot, ending = parts[-1].rpartition(".") if parts else ("", "", "")
    place = _shown(path, shown)
    beside = parts[0].removesuffix("_files").partition(".")[0] if len(parts) > 1 else ""
    if beside in ledger.sources and parts[0].endswith("_files"):
        return None  # pictures and styles that a browser saves with a page
    if not dot or ending not in ENDINGS:
        hint = f"a capture ends in .{', .'.join(ENDINGS[:-1])} or .{ENDINGS[-1]}"
        found.append(_stray(place, "this is no capture that can be read", hint))
        return None
    if len(parts) == 1:
        source, dot, version = stem.partition(".")
    elif len(parts) == 2:
        source, dot, version = parts[0], ".", stem
    else:
        source, dot, version = "", "", ""
    if source not in ledger.sources or len(parts) > 2:
        guess = did_you_mean(source, ledger.ids("source"))
        found.append(
            _stray(place, f"this belongs to no source: there is no source '{source[:80]}'", guess or _NAMES)
        )
        return None
    if dot:
        try:
            day = edtf.read(version)
        except edtf.BadDate:
            found.append(_stray(place, f"'{version[:40]}' in its name is no day", _NAMES))
            return None
        if day.precision in ("year", "month", "interval"):
            found.append(_stray(place, f"'{version[:40]}' in its name is no single day", _NAMES))
            return None
    return _Named(path, source, version, ending)


def _read(parent: Folder, named: _Named, place: str, found: list[Diagnostic]) -> SourceCopy | None:
    try:
        raw = parent.read(named.path)
    except Unreadable as problem:
        found.append(_bad(place, problem.message, problem.hint))
        return None
    is_page = named.ending in ("html", "htm")
    written = _decoded(raw, is_page)
    if written is None:
        hint = "save it as UTF-8" + (", or let its <meta charset> say what it is in" if is_page else "")
        found.append(_bad(place, "the characters of this file cannot be read: it is not UTF-8", hint))
        return None
    written = written.replace("\r\n", "\n").replace("\r", "\n")
    digest = hashlib.sha256(raw).hexdigest()
    if named.ending == "txt":
        return SourceCopy(named.source, named.version, place, digest, written)
    html = scripted(written) if is_page else _from_markdown(written)
    why = "it is too long, or nests too deep, to be read as Markdown" if html is None else too_much(html)
    if html is None or why:
        found.append(_bad(place, f"this page cannot be read: {why}", "keep its text as a .txt file instead"))
        return None
    text, cut = text_of(html)
    if cut:
        message = "its style sheets are longer than are read: what they hide counts as seen"
        found.append(_stray(place, message, "keep its text as a .txt file if that matters"))
    page = html

    def lines() -> Sequence[tuple[int, int]]:
        return lines_of(page, text) if is_page else _lines_of_markdown(written, text)

    return SourceCopy(named.source, named.version, place, digest, text, lines)


def _decoded(raw: bytes, is_page: bool) -> str | None:
    """The characters of a file, None where they cannot be known."""
    try:
        if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return raw.decode("utf-16")
        text = raw.decode("utf-8-sig")
        if "\x1b$" not in text:  # a Japanese encoding that is made of plain letters alone
            return text
        declared = _DECLARED.search(raw[:4096]) if is_page else None
        return raw.decode("iso-2022-jp") if declared and declared[1].lower() == b"iso-2022-jp" else text
    except UnicodeDecodeError:
        declared = _DECLARED.search(raw[:4096]) if is_page else None
    name = declared[1].decode("ascii").lower() if declared else ""
    if name not in _ENCODINGS:
        return None
    try:
        return raw.decode(_AS_BROWSERS.get(name, name))
    except UnicodeDecodeError:
        # A few bytes in Windows' tables mean nothing; a reader sees a sign in their place.
        return raw.decode(_AS_BROWSERS.get(name, name), "replace") if name.startswith("windows") else None


def _from_markdown(text: str) -> str | None:
    if len(text) > _MOST_MARKDOWN or _is_knotted(text):
        return None
    try:
        return markdown.markdown(text, extensions=["tables", "fenced_code"])
    except RecursionError:
        return None


def _is_knotted(text: str) -> bool:
    """Whether so many brackets are left open that reading Markdown takes time that grows with the
    square of their number. No honest page comes near."""
    return any(
        text.count(left) - text.count(right) > _MOST_OPEN
        for left, right in (("[", "]"), ("(", ")"), ("<", ">"))
    )


def _lines_of_markdown(written: str, text: str) -> Sequence[tuple[int, int]]:
    """As `lines_of` for a page: marks are put at the end of each line."""
    numbers, marked = marked_end(written)
    html = _from_markdown(marked)
    if html is None or not numbers:
        return ()
    ends = {line: offset for offset, line in lines_of(html, text, marked=True)}
    found = [(0, numbers[0])]
    for number, following in pairwise(numbers):
        if number in ends:
            found.append((ends[number] + 1, following))
    return found if ends else ()


def _bad(place: str, message: str, hint: str) -> Diagnostic:
    """Something that a maintainer must mend: words were not held against it."""
    return Diagnostic("SAY058", "bad-capture", Severity.ERROR, message, Mark(place), hint)


def _stray(place: str, message: str, hint: str) -> Diagnostic:
    """Something that is passed over."""
    return Diagnostic("SAY058", "bad-capture", Severity.WARNING, message, Mark(place), hint)
