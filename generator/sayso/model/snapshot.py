"""A state of a site as its `ledger.json` holds it: the records, and how each claim then stood.

Two of these are compared to say what changed. Whether one comes from a published edition, from
a commit or from a folder makes no difference: each is read from that document.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from pydantic import Field, ValidationError

from sayso.vocabulary import KIND_OF_KEY

from .claims import Claim
from .editions import Edition
from .fields import Record
from .records import MODELS
from .settings import WholeNumber
from .story import Timeline

#: The version of the document's shape.
SCHEMA: Final = 1
#: What may be half a character, and mostly is not.
_HALF: Final = re.compile(rb"\\u[dD][89a-fA-F]")


class BadLedger(Exception):
    """A document that is no ledger. The message says why, in a clause."""


class Stood(Record):
    """How a claim stood. `badge` is the whole badge as a sentence, `lead` what stands before the
    statement, `evidence` the line on where our sources have it from, `figure` its figure in words;
    `facts` are those that decided, by name."""

    status: str
    derived: str
    short: str
    badge: str
    lead: str
    evidence: str = ""
    figure: str = ""
    facts: dict[str, Any] = Field(default_factory=dict)


class Grade(Record):
    """A status of the rubric: its words and rank."""

    code: str
    short: str
    rank: WholeNumber | None = None


class Rules(Record):
    """The rubric by which it was judged. `rules` is the checksum of what decides."""

    version: str
    rules: str
    statuses: tuple[Grade, ...] = ()

    @cached_property
    def by_code(self) -> Mapping[str, Grade]:
        return {grade.code: grade for grade in self.statuses}


class Written(Record):
    """A page of the editors' prose, by its file. `text` is the checksum of its words, typography
    apart; `written` that of the words as they are written."""

    path: str
    address: str
    title: str
    text: str
    written: str = ""


@dataclass(frozen=True)
class Snapshot:
    """A state of a site. `records` is by `kind:id` (a timeline is there without its events, which
    stand by themselves); `labels` are the reader's words of `vocabulary.yml`, list by list."""

    records: Mapping[str, Record]
    standings: Mapping[str, Stood]
    rubric: Rules
    pages: Mapping[str, Written] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    #: Measures that count people who were hurt: a figure of one of these weighs most.
    casualties: frozenset[str] = frozenset()
    edition: Edition | None = None
    title: str = ""
    #: Event id -> the id of its timeline.
    timelines: Mapping[str, str] = field(default_factory=dict)

    def of(self, kind: str) -> Iterator[tuple[str, Record]]:
        """The records of a kind, by id."""
        start = f"{kind}:"
        return ((name[len(start) :], each) for name, each in self.records.items() if name.startswith(start))

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        return {name: record for name, record in self.of("claim") if isinstance(record, Claim)}

    def label(self, words: str, word: str | None) -> str:
        """The reader's words for a word of the vocabulary."""
        return self.labels.get(words, {}).get(word or "", (word or "").replace("_", " "))


def read(raw: bytes | str) -> Snapshot:
    """A `ledger.json`. Raises `BadLedger`."""
    try:
        document = json.loads(raw)
        if _HALF.search(raw if isinstance(raw, bytes) else raw.encode()):
            json.dumps(document, ensure_ascii=False).encode()  # half a character: nobody can write it
    except (ValueError, RecursionError) as error:
        raise BadLedger(f"it is no JSON ({str(error)[:100]})") from None
    return read_document(document)


def read_document(document: object) -> Snapshot:
    """The same, from the document as data. Raises `BadLedger`."""
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise BadLedger(f"it is no ledger.json of schema {SCHEMA}")
    try:
        data = _as_text(document)
        return Snapshot(
            records=dict(_records(data)),
            standings={name: Stood.model_validate(item) for name, item in data["standings"].items()},
            rubric=Rules.model_validate(data["rubric"]),
            pages={item["path"]: Written.model_validate(item) for item in data["pages"]},
            labels={key: _texts(words) for key, words in data["vocabulary"].items()},
            casualties=frozenset(_texts(dict.fromkeys(data["casualties"], ""))),
            edition=Edition(**data["edition"]) if data.get("edition") else None,
            title=str(data.get("title", "")),
            timelines={
                event["id"]: each["id"] for each in data.get("timelines", ()) for event in each["events"]
            },
        )
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise BadLedger(f"{error.title} {where}: {first['msg']}") from None
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError) as error:
        raise BadLedger(f"its shape is not that of a ledger ({type(error).__name__}: {error})") from None


def _records(data: Mapping[str, Any]) -> Iterator[tuple[str, Record]]:
    for key, kind in KIND_OF_KEY.items():
        for item in data.get(key, ()):
            record = MODELS[kind].model_validate(item)
            if isinstance(record, Timeline):
                yield from ((f"event:{event.id}", event) for event in record.events)
                record = record.model_copy(update={"events": ()})
            yield f"{kind}:{item['id']}", record


def _texts(words: Mapping[Any, Any]) -> dict[str, str]:
    if all(isinstance(each, str) for item in words.items() for each in item):
        return dict(words)
    raise TypeError("what is to be a text is none")


def _as_text(value: Any) -> Any:
    """Scalars as an editor writes them, which is what the records' fields read."""
    if isinstance(value, dict):
        # What was computed, not written, stays as it is.
        return {key: item if key == "facts" else _as_text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_text(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else value
