"""What was held against what, and what came of it: the records of `site_config/captures.lock`.

The shape is frozen: later work builds on it. docs/commands/verify.md describes it for people.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field

from sayso import edtf
from sayso.diagnostics import Mark

from .fields import Record, fault

#: The number of this shape.
SCHEMA = 1
_MEND = "put the file back as it was; only `sayso verify` writes it"
_HEX = frozenset("0123456789abcdef")


class Result(StrEnum):
    """What comes of holding words against the captures of their source: a closed set."""

    VERIFIED = "verified"
    AMBIGUOUS = "ambiguous"
    DRIFTED = "drifted"
    MISSING = "missing"
    NOT_CAPTURED = "not captured"


def _digest(text: str) -> str:
    if len(text) != 64 or not _HEX.issuperset(text):
        raise fault("bad-lock", "this is no SHA-256 in 64 hexadecimal digits", _MEND)
    return text


def _result(value: object) -> object:
    if isinstance(value, str) and value in set(Result):
        return value
    words = ", ".join(Result)
    raise fault("bad-lock", f"{str(value)[:40]!r} is no result", f"there are: {words}")


def _count(value: object) -> object:
    if isinstance(value, int):
        return value
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
        return int(value)
    raise fault("bad-lock", "a whole number is wanted here", _MEND)


def _day(text: str) -> str:
    parts = text.split("-")
    if [len(part) for part in parts] != [4, 2, 2] or not (text.isascii() and "".join(parts).isdigit()):
        raise fault("bad-lock", "this is no day", "write it as 2025-01-05")
    try:
        edtf.read(text)  # pages tell it to readers
    except edtf.BadDate as problem:
        raise fault("bad-lock", f"this is no day: {problem}", "write it as 2025-01-05") from None
    return text


def _name(text: str) -> str:
    if len(text) > 200:
        raise fault("bad-lock", "this is too long for a name", _MEND)
    return text


Digest = Annotated[str, AfterValidator(_digest)]
Name = Annotated[str, AfterValidator(_name)]
Day = Annotated[str, AfterValidator(_day)]


class Copy(Record):
    """One capture that was used: of which source, of which day (none for the newest, undated
    one), its bytes' SHA-256, and the day on which words were held against it."""

    source: Name
    version: Name = ""
    sha256: Digest
    checked: Day


class Held(Record):
    """One wording that was held against its source.

    `field` is its path in the record, without the places in lists of citations, gaps and
    translations: their order says nothing. `words` is the SHA-256 of the normalised words,
    `selector` that of what else decides where they may stand. `offset` is where they begin in
    the normalised text of the capture. `stood` is the last day on which words that have drifted
    are known to have stood in the source.
    """

    record: Name
    field: Name
    source: Name
    words: Digest
    selector: Annotated[str, AfterValidator(_digest)] | Literal[""] = ""
    result: Annotated[Result, BeforeValidator(_result)]
    offset: Annotated[int, BeforeValidator(_count)] | None = None
    stood: Day | None = None

    @property
    def key(self) -> "Key":
        return Key(self.record, self.source, self.words, self.selector)


class LockPart(Record):
    """A lock file, or a part of one: long ones are read part by part."""

    schema_: Annotated[int, BeforeValidator(_count)] | None = Field(None, alias="schema")
    captures: tuple[Copy, ...] = ()
    corrections: tuple[Name, ...] = ()
    wordings: tuple[Held, ...] = ()


class Key(NamedTuple):
    """What makes a wording the same one: whose it is, of which source, its words, their place."""

    record: str
    source: str
    words: str
    selector: str


@dataclass(frozen=True)
class Lock:
    """What a lock file says. `corrections` are the ids of those that were known then; `marks`
    has the place of each wording in the file."""

    copies: tuple[Copy, ...] = ()
    held: tuple[Held, ...] = ()
    corrections: frozenset[str] = frozenset()
    marks: Mapping[int, Mark] = field(default_factory=dict, compare=False)

    @cached_property
    def by_key(self) -> Mapping[Key, Held]:
        """The first entry of each key; where there are several they say the same."""
        found: dict[Key, Held] = {}
        for each in self.held:
            found.setdefault(each.key, each)
        return found

    @cached_property
    def checked(self) -> Mapping[str, str]:
        """Source id -> the last day on which words were held against it."""
        found: dict[str, str] = {}
        for copy in self.copies:
            found[copy.source] = max(copy.checked, found.get(copy.source, ""))
        return found
