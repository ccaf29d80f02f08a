"""What the claims are arranged by: quotations, questions, timelines, corrections."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from .claims import Citation, Doubt
from .fields import (
    ClaimRef,
    Date,
    Id,
    Number,
    PartyRef,
    QuestionRef,
    QuoteRef,
    Record,
    SourceRef,
    Text,
    Word,
    Words,
    YesNo,
    fault,
)


class Original(Record):
    """The words in the language in which they were spoken."""

    language: str
    text: Words
    source: SourceRef | None = None


class Translation(Record):
    """The words in another language, and who put them into it."""

    language: str
    text: Words
    translator: str | None = None
    source: SourceRef | None = None


class Quote(Record):
    """Somebody's words, verbatim (schema.org Quotation; W3C TextQuoteSelector)."""

    id: Id
    speaker: PartyRef
    text: Words | None = None
    parts: tuple[Words, ...] = ()
    source: SourceRef
    prefix: str | None = None
    suffix: str | None = None
    locator: str | None = None
    language: str | None = None
    spoken_in: str | None = None
    translator: Annotated[str, "a party, or `not_given`"] | None = None
    original: Original | None = None
    translations: tuple[Translation, ...] = ()
    fragment: YesNo = False
    context: Words | None = None
    said: Date | None = None
    occasion: Text | None = None
    claims: tuple[ClaimRef, ...] = ()
    edited: YesNo = False
    doubt: Doubt | None = None
    formerly: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _words(self) -> Self:
        if (self.text is None) == (not self.parts):
            missing = self.text is None
            raise fault(
                "missing-field" if missing else "bad-combination",
                "the quote has no words" if missing else "a quote has either 'text' or 'parts'",
                "add 'text:' with the words in quotation marks" if missing else "keep one of them",
                at="" if missing else "parts",
            )
        if self.fragment and self.context is None:
            raise fault(
                "missing-field",
                "a fragment needs its context",
                "add 'context:' with the source's sentence",
                at="fragment",
            )
        return self

    @property
    def wording(self) -> tuple[str, ...]:
        """The words, part by part."""
        return self.parts or (self.text or "",)


class Gap(Record):
    """A silence that a source reports: "gave no figure, {source} says"."""

    party: PartyRef
    about: Text
    citation: Citation


class Question(Record):
    """What is contested; competing claims share one."""

    id: Id
    title: str
    summary: Text | None = None
    measure: Annotated[str, Word("measures")] | None = None
    parent: QuestionRef | None = None
    gaps: tuple[Gap, ...] = ()
    formerly: tuple[str, ...] = ()


class Place(Record):
    """Where something happened, and how closely that is known."""

    name: str
    names: dict[str, str] = Field(default_factory=dict)
    lat: Number | None = None
    lon: Number | None = None
    precision: Literal["exact", "vicinity", "locality", "region"] | None = None


class Account(Record):
    """One party's version of an event; `word` is what that side calls it."""

    party: PartyRef
    claims: tuple[ClaimRef, ...] = ()
    word: str | None = None


class StatedTime(Record):
    """A time of day as a claim states it."""

    text: str
    claim: ClaimRef


class Event(Record):
    """Something that is said to have happened (schema.org Event)."""

    id: Id
    date: Date
    title: Text
    stated_by: str
    text: Text | None = None
    date_reported: Date | None = None
    time_as_stated: StatedTime | None = None
    place: Place | None = None
    accounts: tuple[Account, ...] = ()
    claims: tuple[ClaimRef, ...] = ()
    quotes: tuple[QuoteRef, ...] = ()
    citations: tuple[Citation, ...] = ()
    doubt: Doubt | None = None
    content_warning: str | None = None
    formerly: tuple[str, ...] = ()


class Timeline(Record):
    """Events in order of their dates."""

    id: Id
    title: str
    events: tuple[Event, ...]
    summary: Text | None = None
    formerly: tuple[str, ...] = ()


class Correction(Record):
    """What was wrong and when it was mended (schema.org CorrectionComment)."""

    id: Id
    corrects: str
    kind: Literal["correction", "clarification", "update", "retraction", "editors_note"]
    date: Date
    text: Text
    from_: str | None = Field(None, alias="from")
    to: str | None = None
    reason: Text | None = None
    reported_by: str | None = None
