"""The types of a record's fields: how the text an editor wrote becomes a value.

Every scalar arrives as the text in the file. A field's own type reads it, so `no`,
`010` and `1:30` mean only what the field says they mean. Markers (`Ref`, `Word`,
`Verbatim`, `Address`) tell the rules what a text stands for, so that one walk over
any record finds every reference, vocabulary word, quoted wording and URL in it.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer
from pydantic_core import PydanticCustomError

from sayso import dates, edtf, figures, vocabulary
from sayso.ids import bad_id, nearest_id


class Record(BaseModel):
    """The base of all records: frozen, and a key it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


@dataclass(frozen=True, slots=True)
class Ref:
    """The text is the id of a record of this kind."""

    kind: str


@dataclass(frozen=True, slots=True)
class Word:
    """The text is a word of this list of `site_config/vocabulary.yml`."""

    words: str


@dataclass(frozen=True, slots=True)
class Verbatim:
    """The text is somebody's words: it must stand in quotation marks or a block."""


@dataclass(frozen=True, slots=True)
class Address:
    """The text is a URL, with a scheme that is allowed."""


@dataclass(frozen=True, slots=True)
class Inline:
    """The text may hold emphasis, links and code of the inline subset."""


Marker = Ref | Word | Verbatim | Address | Inline


def fault(kind: str, message: str, hint: str = "", *, at: str = "") -> PydanticCustomError:
    """A validation error of our own. `kind` is a name in `READING_CODES`.

    `at` names the field at fault where a whole record was being judged.
    """
    return PydanticCustomError(kind, "{message}", {"message": message, "hint": hint, "at": at})


def _id(text: str) -> str:
    if why := bad_id(text):
        suggestion = nearest_id(text)
        usable = suggestion and not bad_id(suggestion)
        hint = f"write {suggestion!r}" if usable else "write small letters, digits and single hyphens"
        if text in vocabulary.DEVICE_NAMES:
            hint = "add a word to it"
        raise fault("bad-id", f"the id {text[:60]!r} {why}", hint)
    return text


def _yes_no(value: object) -> object:
    if value == "true":
        return True
    if value == "false":
        return False
    raise fault("wrong-type", f"{_shown(value)} is neither true nor false", "write true or false")


def _number(value: object) -> object:
    if isinstance(value, Decimal):
        return value
    found = figures.number(value) if isinstance(value, str) else None
    if found is None:
        raise fault("not-a-number", f"{_shown(value)} is not a number", "write digits: 340, 1000 or 12.5")
    return found


def _shown(value: object) -> str:
    if isinstance(value, str):
        return repr(value[:60])
    return "a list" if isinstance(value, list | tuple) else "a mapping" if isinstance(value, dict) else "this"


def one_or_many(value: object) -> object:
    """A single text where a list may stand, as a list of one."""
    return (value,) if isinstance(value, str) else value


class When(Record):
    """A date with, where the source has only words, those words and our reasoning.

    `date` is EDTF. A `when` with `words` was worked out by the editors: it counts
    for order, never for errors.
    """

    date: "EdtfDate"
    words: str | None = None
    from_: str | None = Field(None, alias="from")

    @property
    def worked_out(self) -> bool:
        return self.words is not None


def _edtf(value: object) -> object:
    if not isinstance(value, str):
        raise fault("wrong-type", f"{_shown(value)} stands where a date should", "write 2025-01-05")
    try:
        return dates.parse(value)
    except dates.BadDate as bad:
        raise fault("bad-date", bad.message, bad.hint) from None


EdtfDate = Annotated[
    dates.Edtf, BeforeValidator(_edtf), PlainSerializer(lambda date: date.text, return_type=str)
]


@lru_cache(maxsize=4096)
def _sound(text: str) -> When:
    """A date by itself. The same days come back in thousands of records: each is read once."""
    return When.model_construct(date=edtf.read(text))


def _when(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return _sound(value)
    except dates.BadDate:
        return {"date": value}  # what is wrong with it is told where it stands


Date = Annotated[When, BeforeValidator(_when)]
Id = Annotated[str, AfterValidator(_id)]
YesNo = Annotated[bool, BeforeValidator(_yes_no)]
Number = Annotated[Decimal, BeforeValidator(_number)]
Text = Annotated[str, Inline()]
Words = Annotated[str, Verbatim()]
Url = Annotated[str, Address()]

PartyRef = Annotated[str, Ref("party")]
SideRef = Annotated[str, Ref("side")]
SourceRef = Annotated[str, Ref("source")]
ClaimRef = Annotated[str, Ref("claim")]
QuoteRef = Annotated[str, Ref("quote")]
QuestionRef = Annotated[str, Ref("question")]

When.model_rebuild()
