"""The rubric's cases: `site_config/rubric_cases.yml`, evidence in, status out.

A maintainer reads and extends the file. It is judged like any other, each fault with its
place; a case that cannot be read is not run, the others are.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from pydantic import Field

from sayso import bounds, vocabulary
from sayso.diagnostics import Diagnostic
from sayso.model.claims import SOURCE_VOICE
from sayso.model.fields import Date, Record, Ref, Word
from sayso.model.ledger import Entry, Ledger
from sayso.model.parties import UNNAMED
from sayso.model.records import MODELS
from sayso.model.settings import Config
from sayso.model.standing import Facts
from sayso.model.validate import diagnostic, point, shape, validate
from sayso.source import Document, Path, read_yaml
from sayso.text import did_you_mean

CASES: Final = "site_config/rubric_cases.yml"
#: Every case is a ledger of its own: more of them would be felt in every check.
MOST_CASES: Final = 1000
#: Each case looks at all of the cast.
MOST_CAST: Final = 200
#: Nobody mends more at a time, and telling each takes time.
_MOST_FINDINGS: Final = 200
#: Before any deadline that a case may have, where the file gives no day.
_NO_DAY: Final = datetime.min.replace(tzinfo=UTC)
_ON_PURPOSE: Final = "'missing: [ID]' in the case, if it is about what is not on record"


class _File(Record):
    cases: tuple[Any, ...]
    cast: dict[str, Any] = Field(default_factory=dict)
    today: Date | None = None


class _Expect(Record):
    status: str
    badge: str | None = None
    facts: dict[str, Any] = Field(default_factory=dict)


class _Case(Record):
    name: str
    ledger: dict[str, Any]
    expect: _Expect
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case:
    """One case: a ledger (the cast with its own records), and what must come of its claim."""

    name: str
    claim: str
    ledger: Ledger
    status: str
    badge: str | None
    facts: Mapping[str, Any]
    document: Document
    path: Path


@dataclass(frozen=True)
class Cases:
    """The cases of a file that can be run; what is wrong with it; how many it has.

    `today` decides what is overdue."""

    cases: tuple[Case, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    written: int = 0
    today: datetime = _NO_DAY


def read_cases(raw: bytes, config: Config, name: str = CASES) -> Cases:
    """The cases of a file: text in, cases and what is wrong with them out."""
    document, found = read_yaml(raw, name)
    if document.data is None:
        return Cases(diagnostics=tuple(found))
    reader = _Reader(document, config, list(found))
    file = reader.file(document.data)
    if file is None:
        return Cases(diagnostics=tuple(reader.found))
    cast = reader.records(("cast",), file.cast, "the cast")
    reader.references(cast.values(), cast, "the cast")
    cases = tuple(reader.cases(file.cases, cast))
    today = file.today.date.earliest if file.today else _NO_DAY
    return Cases(cases, tuple(reader.found), len(file.cases), today)


class _Reader:
    """Reads the cases of one document; `found` gathers what is wrong."""

    def __init__(self, document: Document, config: Config, found: list[Diagnostic]) -> None:
        self.document, self.config, self.found = document, config, found
        self.facts = Facts().as_dict()

    def bad(self, name: str, message: str, at: Path, hint: str = "", *, of_key: bool = False) -> None:
        mark = self.document.key_mark(at) if of_key else self.document.mark(at)
        self.found.append(diagnostic(name, message, mark, hint))

    def file(self, data: Mapping[str, Any]) -> _File | None:
        """The file without what is in its records: those are judged one by one."""
        name = self.document.path.rpartition("/")[2]
        bare = {key: _emptied(value) if key in ("cast", "cases") else value for key, value in data.items()}
        file, wrong = validate(self.document, (), bare, _File, name)
        self.found.extend(wrong)
        if file is None:
            return None
        cases = data["cases"]
        if len(cases) > MOST_CASES:
            message = f"the file has {len(cases):,} cases; {MOST_CASES:,} are allowed"
            self.bad("too-large", message, ("cases", MOST_CASES), "keep those that show something new")
        cast = data.get("cast", {})
        if (size := sum(len(items) for items in cast.values() if isinstance(items, list))) > MOST_CAST:
            message = f"the cast has {size:,} records; {MOST_CAST} are allowed, and none is read"
            hint = "give a case of its own what only that case needs"
            self.bad("too-large", message, ("cast",), hint, of_key=True)
            return None
        update = {"cast": cast, "cases": tuple(cases[:MOST_CASES])}
        return file.model_copy(update=update)

    def cases(self, items: Sequence[Any], cast: Mapping[str, Entry]) -> Iterator[Case]:
        names: set[str] = set()
        for index, item in enumerate(items):
            at: Path = ("cases", index)
            if len(self.found) > _MOST_FINDINGS:
                message = f"more than {_MOST_FINDINGS} faults stand above; what follows is not read"
                self.bad("too-large", message, at, "mend those first: perhaps one slip is behind them all")
                return
            if not isinstance(item, dict):
                if self.document.complete or index < len(items) - 1:
                    message = f"this case is {shape(item)}, not keys with values"
                    self.bad("wrong-type", message, at, "begin it with '- name: ...'")
                continue
            case = self.case(at, item, cast)
            if case is not None and case.name in names:
                message = f"two cases have the name '{case.name[:80]}'"
                self.bad("bad-setting", message, (*at, "name"), "say in the name what this one shows")
            elif case is not None:
                names.add(case.name)
                yield case

    def case(self, at: Path, data: Mapping[str, Any], cast: Mapping[str, Entry]) -> Case | None:
        before = len(self.found)
        what = f"case '{str(data.get('name'))[:80]}'" if isinstance(data.get("name"), str) else "this case"
        bare = {key: _emptied(value) if key == "ledger" else value for key, value in data.items()}
        case, wrong = validate(self.document, at, bare, _Case, what)
        self.found.extend(wrong)
        if case is None:
            return None
        own = self.records((*at, "ledger"), data["ledger"], f"the ledger of {what}")
        claims = [entry.id for entry in own.values() if entry.kind == "claim"]
        if not claims and len(self.found) == before:
            message = f"the ledger of {what} has no claim"
            hint = "add 'claims:' to it; the status is that of the first one"
            self.bad("missing-field", message, (*at, "ledger"), hint, of_key=True)
        self.references(own.values(), {**cast, **own}, what, case.missing)
        self.expectation((*at, "expect"), case.expect, what)
        if len(self.found) > before:
            return None
        ledger = Ledger(tuple({**cast, **own}.values()))
        expect = case.expect
        return Case(
            case.name, claims[0], ledger, expect.status, expect.badge, expect.facts, self.document, at
        )

    def expectation(self, at: Path, expect: _Expect, what: str) -> None:
        codes = self.config.rubric.by_code
        if expect.status not in codes:
            message = f"{what} expects '{expect.status[:60]}', which is no status of the rubric"
            hint = did_you_mean(expect.status, codes) or "its statuses are: " + ", ".join(codes)
            self.bad("unknown-word", message, (*at, "status"), hint)
        for name, value in expect.facts.items():
            if name not in self.facts:
                hint = did_you_mean(name, self.facts) or "the facts are: " + ", ".join(self.facts)
                message = f"{what} expects '{name[:60]}', which is no fact"
                self.bad("unknown-key", message, (*at, "facts", name), hint, of_key=True)
            elif isinstance(self.facts[name], tuple) != isinstance(value, list) or isinstance(value, dict):
                wanted = "a list" if isinstance(self.facts[name], tuple) else "one value"
                message = f"the fact '{name}' is {wanted}"
                self.bad("wrong-type", message, (*at, "facts", name), f"write {wanted}")

    def records(self, at: Path, lists: Mapping[str, Any], what: str) -> dict[str, Entry]:
        """The records of a cast or of a case, by name; a broken one is told and left out."""
        read: dict[str, Entry] = {}
        for key, items in lists.items():
            kind = vocabulary.KIND_OF_KEY.get(key)
            if kind is None:
                hint = did_you_mean(key, vocabulary.KIND_OF_KEY) or "the kinds are: " + ", ".join(
                    vocabulary.KIND_OF_KEY
                )
                message = f"'{key[:60]}' in {what} is no kind of record"
                self.bad("unknown-key", message, (*at, key), hint, of_key=True)
            elif not isinstance(items, list):
                message = f"'{key}' in {what} is not a list of records"
                self.bad("wrong-type", message, (*at, key), "begin each record with '- '", of_key=True)
            else:
                for index, item in enumerate(items):
                    self.record((*at, key, index), kind, item, what, read)
        return read

    def record(self, at: Path, kind: str, data: Any, what: str, read: dict[str, Entry]) -> None:
        if not isinstance(data, dict):
            message = f"this {kind} is {shape(data)}, not keys with values"
            self.bad("wrong-type", message, at, "begin it with 'id: ...'")
            return
        if where := bounds.crowded(data):
            message = f"a list of this {kind} has more than {bounds.MOST_ITEMS} items"
            self.bad("too-large", message, (*at, *where), "a case needs few records")
            return
        record_id = data.get("id")
        called = f"{kind} '{record_id[:80]}'" if isinstance(record_id, str) else f"this {kind}"
        record, wrong = validate(self.document, at, data, MODELS[kind], called)
        self.found.extend(wrong)
        if record is None:
            return
        name = f"{kind}:{record_id}"
        if name in read:
            message = f"{what} has a second {kind} '{record_id}'"
            self.found.append(
                diagnostic("bad-setting", message, point(self.document, at, data), "give it another id")
            )
        else:
            read[name] = Entry(kind, str(record_id), record, self.document, at)

    def references(
        self, entries: Iterable[Entry], known: Mapping[str, Entry], what: str, missing: Sequence[str] = ()
    ) -> None:
        """Tell every record that nobody wrote, and every word that is not in the vocabulary:
        a slip of the pen would make another case of it. `missing` is not on record on purpose."""
        words = self.config.vocabulary.words
        for entry in entries:
            if len(self.found) > _MOST_FINDINGS:
                return
            for path, kind, text in _named(entry):
                if f"{kind}:{text}" not in known and text not in missing:
                    ids = [other.id for other in known.values() if other.kind == kind]
                    hint = did_you_mean(text, ids) or f"add the {kind}; or write {_ON_PURPOSE}"
                    who = f"{entry.kind} '{entry.id}' of {what}"
                    message = f"{who} names '{text[:80]}', which is no {kind} here"
                    self.found.append(diagnostic("bad-setting", message, entry.mark(*path), hint))
            for path, text, marker in entry.leaves:
                if isinstance(marker, Word) and text not in words[marker.words]:
                    hint = did_you_mean(text, words[marker.words]) or "see site_config/vocabulary.yml"
                    message = f"'{text[:60]}' in {what} is not in the vocabulary"
                    self.found.append(diagnostic("unknown-word", message, entry.mark(*path), hint))


def _named(entry: Entry) -> Iterator[tuple[Path, str, str]]:
    """Every record that a record names: its path in it, its kind, its id."""
    for path, text, marker in entry.leaves:
        if isinstance(marker, Ref):
            yield path, marker.kind, text
    for number, party in enumerate(getattr(entry.record, "claimant", ())):
        if party != SOURCE_VOICE:
            yield ("claimant", number), "party", party
    publisher = getattr(entry.record, "publisher", UNNAMED)
    if publisher != UNNAMED:
        yield ("publisher",), "party", publisher


def _emptied(value: Any) -> Any:
    """A mapping or list of the same kind with nothing in it."""
    return {} if isinstance(value, dict) else [] if isinstance(value, list) else value
