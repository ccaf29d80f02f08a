"""Sites in which every free text field of every record holds strings of the hostile corpus."""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sayso import escape, inline, vocabulary
from tests.support.fields import KINDS, VARIANTS, Field, fields, record
from tests.support.inert import folded
from tests.support.scratch import CAST, scratch

#: A word of each list of the vocabulary.
WORDS = {
    "measures": "killed", "bounds": "about", "speech_acts": "said", "accesses": "first_hand",
    "source_kinds": "article", "bases": "document", "source_checks": "could_not_confirm",
}  # fmt: skip
#: What hostile records refer to and what refers to nothing: it must stand there, and is harmless.
PLAIN = """\
  - {id: carrier, type: person, name: A carrier, interest: unknown}
"""
PLAIN_CLAIM = """\
claims:
  - {id: claim-plain, text: It is so., claimant: gazette, source: gazette-1, about: bridge, exact: "it is so"}
"""
#: No string of the corpus stands in another one: whether our words are those of the source is
#: not asked here.
LENIENT = """\
rules: {figure-words-apart: warning, figure-not-in-words: warning, other-number-in-text: warning,
        stronger-bound: warning, stronger-measure: warning, stronger-speech-act: warning, lost-hedge: warning}
"""
#: Ways to write a record (see `VARIANTS`); of a kind with one way, every other record is plain.
_WAYS = max(map(len, VARIANTS.values()))
_MARK = re.compile(r"zq(\d+)qz")


@dataclass(frozen=True)
class Slot:
    """One value: the field of a record, and what was written there. It ends in a mark of its
    own (`zq12qz`), so that wherever the mark is found, the whole value must stand before it."""

    number: int
    field: Field
    record: str
    value: str

    @property
    def shown(self) -> str:
        """What a reader must find: the words without the marks of the inline subset."""
        return _same(inline.plain(self.value) if self.field.sort == "inline" else self.value)

    @property
    def as_read(self) -> str:
        """What a machine must find: the text as it was written."""
        return _same(self.value)


def _same(text: str) -> str:
    """Two spellings of the same character are the same text; so is all white space."""
    return folded(unicodedata.normalize("NFC", escape.fold(text))).strip(" ")


@dataclass
class HostileSite:
    """Records `0` to `count - 1` of every kind. Field `f` of record `n` holds the strings of
    one chunk: over all records every chunk comes to stand in every field. See `Slot`."""

    chunks: Sequence[Sequence[str]]
    #: The fields that hold them, where that is not all of them.
    among: frozenset[str] | None = None
    #: So many records of each kind, where not every chunk is to stand in every field: then
    #: each value takes the next chunk, and the site needs no fault of an editor's to be built.
    spread: int = 0
    #: Records of one file: a file has at most 1 MiB, and of one fault only a hundred are told.
    per_file: int = 40
    slots: list[Slot] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._left = list(self.chunks) if self.spread else []
        index = {each.name: number for number, each in enumerate(each for each in fields() if each.free)}
        made: dict[str, list[dict[str, Any]]] = {}
        for number in range(self.count):
            for kind in KINDS:
                made.setdefault(kind, []).append(self._record(kind, number, index))
        for line, event in zip(made["timeline"], made.pop("event"), strict=True):
            line["events"] = [event]
        for kind, records in made.items():
            for at in range(0, len(records), self.per_file):
                name = f"content/{kind}s/{at:05d}.yml" if kind != "claim" else f"claims/{at:05d}.yml"
                # JSON is YAML; what JSON would write as two surrogates stands as it is.
                part = {vocabulary.KINDS[kind]: records[at : at + self.per_file]}
                written = json.dumps(part, ensure_ascii=False, indent=1)
                self.files[name] = re.sub("[\ud800-\udfff]", lambda half: f"\\u{ord(half[0]):04x}", written)

    @property
    def count(self) -> int:
        if self.spread:
            return self.spread
        return _WAYS * len(self.chunks)

    def _record(self, kind: str, number: int, index: Mapping[str, int]) -> dict[str, Any]:
        def text(each: Field) -> str:
            at = index[each.name]
            if self.spread:
                chunk = self._next(each)
            else:
                chunk = self.chunks[(number // _WAYS + 7 * at) % len(self.chunks)]
            turn = at % len(chunk)
            # Now at the start of the value, now inside; its end now touches the mark, now does not.
            strings = [*chunk[turn:], *chunk[:turn]]
            mark = f"zq{len(self.slots)}qz"
            again = not self.spread and number % _WAYS >= len(VARIANTS.get(kind, "1"))
            if again or (self.among is not None and each.name not in self.among):
                strings = ["It is so"]
            value = " ¦ ".join(strings) + (mark if at % 2 else f" {mark}")
            self.slots.append(Slot(len(self.slots), each, f"{kind}:{kind}-{number}", value))
            return value

        return record(kind, number, text, WORDS)

    def _next(self, each: Field) -> Sequence[str]:
        """The next chunk; what cannot stand in the field comes again in another."""
        chunk = self._left.pop(0) if self._left else self.chunks[len(self.slots) % len(self.chunks)]
        sound = _sound(each, chunk)
        if rest := [string for string in chunk if string not in sound]:
            self._left.append(rest)
        return sound

    def write(self, folder: Path) -> Path:
        """The site in a folder, with a cast that is harmless."""
        scratch(folder, {}, cast=False)
        cast = CAST.replace("sources:\n", f"{PLAIN}sources:\n", 1)
        plain = {
            "claims.yml": PLAIN_CLAIM,
            "content/cast.yml": cast,
            "site_config/sayso.yml": LENIENT,
        }
        for name, text in {**plain, **self.files}.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return folder

    def found(self, text: str) -> Iterator[Slot]:
        """The slots whose mark stands in a text."""
        for mark in _MARK.finditer(text):
            yield self.slots[int(mark[1])]

    def torn(self, text: str, *, read: bool = False) -> list[str]:
        """The slots whose mark stands in the text, but not all of their value before it."""
        text = folded(unicodedata.normalize("NFC", text))
        wrong = []
        for mark in _MARK.finditer(text):
            slot = self.slots[int(mark[1])]
            wanted = slot.as_read if read else slot.shown
            if not text.endswith(wanted, 0, mark.end()):
                got = text[max(0, mark.end() - len(wanted) - 20) : mark.end()]
                wrong.append(f"{slot.field.name} of {slot.record}: {wanted!r} became {got!r}")
        return wrong


def _sound(each: Field, strings: Sequence[str]) -> list[str]:
    """Those of the strings that are no editor's error there: a link of running text that leads
    nowhere is one, and a tag's words are an address."""
    if each.name == "claim.tags":
        strings = [string for string in strings if len(string) < 40][:1]
    elif each.sort == "inline":
        strings = [s for s in strings if all(map(_leads_on, re.findall(r"\]\(([^\s()]*)", s)))]
    return list(strings) or ["so it is"]


def _leads_on(address: str) -> bool:
    return escape.safe_url(address) and address.startswith(("http", "mailto:"))


def chunks(strings: Sequence[str], size: int) -> list[list[str]]:
    """The strings, so many together, each with others of other families."""
    count = -(-len(strings) // size)
    return [list(strings[at::count]) for at in range(count)]
