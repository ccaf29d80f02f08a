"""`site_config/captures.lock`: read with the place of everything, written the same each time.

A lock may come from a stranger's pull request: it is read like every other file, part by part
where it is long, and nothing in it can do more than be wrong.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from sayso.bounds import MOST_FINDINGS
from sayso.diagnostics import Diagnostic, Mark
from sayso.files import Folder, Unreadable
from sayso.model.captures import SCHEMA, Copy, Held, Lock, LockPart
from sayso.model.validate import diagnostic, validate
from sayso.source import decode, read_yaml

LOCK: Final = "site_config/captures.lock"
_HEAD: Final = (
    "# Written by `sayso verify`, which holds our words against copies of their sources. Maintainers\n"
    "# own this file; nobody edits it by hand. What it means: docs/commands/verify.md.\n"
)
#: A part has at most so many characters: with three bytes each it is still within a file's bound.
_PART: Final = 300_000
_SECTION: Final = re.compile(r"^[a-z]+:", re.MULTILINE)
_ITEM: Final = re.compile(r"^  - ", re.MULTILINE)
_MEND: Final = "put the file back as it was; only `sayso verify` writes it"


@dataclass(frozen=True)
class ReadLock:
    """A lock as read: None where there is no file; what is wrong with it; its text."""

    lock: Lock | None
    diagnostics: list[Diagnostic] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)


def read_lock(root: Path) -> ReadLock:
    """The lock of a site. Never raises."""
    folder = Folder(root)
    try:
        raw = folder.read(LOCK)
    except Unreadable as problem:
        path = folder.path(LOCK)
        if not path.exists() and not path.is_symlink():
            return ReadLock(None)
        return ReadLock(Lock(), [diagnostic("bad-lock", problem.message, Mark(LOCK), problem.hint)])
    return parse_lock(raw, LOCK)


def parse_lock(raw: bytes, name: str) -> ReadLock:
    """The lock in these bytes; `name` stands in marks. What cannot be read of it counts for nothing."""
    text, found = decode(raw, name)
    parts: list[LockPart] = []
    marks: list[Mark] = []
    for lines, part in _parts(text):
        document, wrong = read_yaml(part, name, line_offset=lines)
        found.extend(wrong)
        if document.data is None:
            continue
        record, wrong = validate(document, (), document.data, LockPart, "the lock")
        found.extend(wrong)
        if record is not None:
            parts.append(record)
            places = range(len(record.wordings))
            marks.extend(document.mark(("wordings", number, "record")) for number in places)
        if len(found) > MOST_FINDINGS:
            break
    if not found and [part.schema_ for part in parts[:1]] != [SCHEMA]:
        message = f"the lock does not say 'schema: {SCHEMA}' first, so this version cannot read it"
        found.append(diagnostic("bad-lock", message, Mark(name), _MEND))
        parts = []
    held = tuple(each for part in parts for each in part.wordings)
    lock = Lock(
        tuple(copy for part in parts for copy in part.captures),
        held,
        frozenset(each for part in parts for each in part.corrections),
        dict(enumerate(marks)) if len(marks) == len(held) else {},
    )
    return ReadLock(lock, found, {name: text})


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """(lines before it, part): a long file cut between the items of its sections, each part
    under its section's key."""
    if len(text) <= _PART:
        yield 0, text
        return
    items = [found.start() for found in _ITEM.finditer(text)]
    heads = [(found.start(), found[0]) for found in _SECTION.finditer(text)]
    cuts = [0]
    for at in items:
        if at - cuts[-1] > _PART:
            cuts.append(at)
    lines = done = head = 0
    for begin, end in zip(cuts, [*cuts[1:], len(text)]):
        lines += text.count("\n", done, begin)
        done = begin
        while head + 1 < len(heads) and heads[head + 1][0] <= begin:
            head += 1
        if begin == 0:
            yield 0, text[:end]
        else:
            yield lines - 1, f"{heads[head][1] if heads else 'wordings:'}\n{text[begin:end]}"


def write_lock(lock: Lock) -> str:
    """A lock as text: the same for the same lock, whatever the order in it."""
    told = [_HEAD, f"schema: {SCHEMA}\n"]
    if lock.copies:
        told.append("captures:\n")
        told += map(_copy, sorted(lock.copies, key=_order_of_copies))
    if lock.corrections:
        told.append("corrections:\n")
        told += [f"  - {_text(each)}\n" for each in sorted(lock.corrections)]
    if lock.held:
        told.append("wordings:\n")
        told += map(_held, sorted(lock.held, key=_order))
    return "".join(told)


def _order_of_copies(copy: Copy) -> tuple[str, ...]:
    return copy.source, copy.version, copy.sha256, copy.checked


def _order(held: Held) -> tuple[str, ...]:
    offset = "" if held.offset is None else f"{held.offset:10}"
    place = held.record, held.field, held.source, offset
    return *place, held.words, held.selector, held.result.value, held.stood or ""


def _copy(copy: Copy) -> str:
    version = f"    version: {_text(copy.version)}\n" if copy.version else ""
    return (
        f"  - source: {_text(copy.source)}\n{version}"
        f"    sha256: {_text(copy.sha256)}\n    checked: {copy.checked}\n"
    )


def _held(held: Held) -> str:
    lines = [
        f"  - record: {_text(held.record)}",
        f"    field: {_text(held.field)}",
        f"    source: {_text(held.source)}",
        f"    words: {held.words}",
    ]
    lines += [f"    selector: {held.selector}"] if held.selector else []
    lines += [f"    result: {held.result.value}"]
    lines += [f"    offset: {held.offset}"] if held.offset is not None else []
    lines += [f"    stood: {held.stood}"] if held.stood else []
    return "\n".join(lines) + "\n"


def _text(value: str) -> str:
    """A name as a YAML value. Names of records are plain words; anything else is quoted."""
    return (
        value
        if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9:._+-]*", value)
        else "'" + value.replace("'", "''") + "'"
    )
