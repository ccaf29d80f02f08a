"""What is asserted: claims, with their citations, figures and relations."""

from functools import cached_property
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import BeforeValidator, Field, model_validator

from .fields import (
    ClaimRef,
    Date,
    Id,
    Number,
    PartyRef,
    QuestionRef,
    QuoteRef,
    Record,
    SideRef,
    SourceRef,
    Text,
    Word,
    Words,
    YesNo,
    fault,
    one_or_many,
)

Path = tuple[str | int, ...]
Relation = Literal["reports", "supports", "disputes", "refutes", "qualifies", "withdraws"]
Nature = Literal["fact", "opinion", "assessment", "forecast", "promise", "refusal"]

#: How a source stands to a claim that it carries; the other relations speak against it.
CARRIES: tuple[Relation, ...] = ("reports", "supports", "qualifies")

#: What stands in `claimant` where the cited source speaks in its own voice.
SOURCE_VOICE = "source"

#: The nature that a speech act implies where none is typed.
NATURE_OF_ACT: dict[str, Nature] = {
    "predicted": "forecast",
    "promised": "promise",
    "declined_to_say": "refusal",
}


class Citation(Record):
    """One access point to evidence (Security Force Monitor; CiTO relations)."""

    source: SourceRef | None = None
    quote: QuoteRef | None = None
    relation: Relation = "reports"
    exact: Words | None = None
    prefix: str | None = None
    suffix: str | None = None
    locator: str | None = None
    via: tuple[PartyRef, ...] = ()
    access: Annotated[str, Word("accesses")] | None = None
    basis: Annotated[str, Word("bases")] | None = None
    source_check: Annotated[str, Word("source_checks")] | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _one_root(self) -> Self:
        if self.source is None and self.quote is None:
            raise fault("missing-field", "the citation names no source", "add 'source: ...' or 'quote: ...'")
        if self.source is not None and self.quote is not None:
            raise fault(
                "bad-combination",
                "a citation has either 'source' or 'quote'",
                "a quote brings its own source: take 'source' away",
                at="source",
            )
        if self.quote is not None and self.exact is not None:
            raise fault(
                "bad-combination",
                "a citation of a quote takes its words from the quote",
                "take 'exact' away, or cite the source instead of the quote",
                at="exact",
            )
        return self


class Gloss(Record):
    """What a word of a figure means, according to whom ("a battalion: 600 to 800")."""

    text: Text
    source: SourceRef


class Measured(NamedTuple):
    """What a figure says something of. Only figures that have all of it alike may be compared."""

    measure: str
    unit: str
    of: tuple[str, ...]
    period: str


class Figure(Record):
    """A number that somebody gave (schema.org Observation, QuantitativeValue)."""

    measure: Annotated[str, Word("measures")]
    as_said: str | None = None
    value: Number | None = None
    min: Number | None = None
    max: Number | None = None
    bound: Annotated[str, Word("bounds")] | None = None
    unit: str | None = None
    of: Annotated[tuple[PartyRef, ...], BeforeValidator(one_or_many)] = ()
    period: Date | None = None
    place: str | None = None
    components: "tuple[Figure, ...]" = ()
    gloss: Gloss | None = None
    value_status: Literal["unknown", "not_given"] | None = None

    @model_validator(mode="after")
    def _numbers(self) -> Self:
        ranged = self.min is not None or self.max is not None
        if self.value is not None and ranged:
            raise fault(
                "bad-combination",
                "a figure has either 'value' or 'min'/'max'",
                "keep one of them",
                at="value",
            )
        if self.min is not None and self.max is not None and self.min > self.max:
            raise fault(
                "bad-combination", f"min {self.min} is greater than max {self.max}", "swap them", at="min"
            )
        if self.value is None and not ranged and self.as_said is None and self.value_status is None:
            raise fault(
                "missing-field",
                "the figure gives no digits and not the source's words",
                "add 'value: 340', or 'as_said:' with the words of the source",
            )
        if self.value_status is not None and (self.value is not None or ranged):
            raise fault(
                "bad-combination",
                f"a figure that is {self.value_status} has no value",
                "take 'value_status' or the value away",
                at="value_status",
            )
        return self

    def measured(self, whole: "Figure | None" = None) -> Measured:
        """What it measures; a component takes from the whole what it leaves out."""
        unit = self.unit or (whole.unit if whole else None)
        of = self.of or (whole.of if whole else ())
        period = self.period or (whole.period if whole else None)
        return Measured(self.measure, unit or "", tuple(sorted(of)), period.date.text if period else "")


class ClaimRelation(Record):
    """How this claim stands to another."""

    claim: ClaimRef
    relation: Literal["disputes", "supports", "updates", "corrects", "qualifies"]
    why: Text | None = None


class Doubt(Record):
    """The editors' doubt of their own reading. It bars every better status."""

    about: Literal["wording", "who", "number", "date", "place"]
    text: Text
    by: str | None = None
    date: Date | None = None


class Assessment(Record):
    """A signed override of the derived status; the reader sees that it is one."""

    status: str
    reason: Text
    by: str
    date: Date


class Claim(Record):
    """One party's assertion, never "the truth" (schema.org Claim)."""

    id: Id
    text: Text
    claimant: Annotated[tuple[str, ...], BeforeValidator(one_or_many), Field(min_length=1)]
    source: SourceRef | None = None
    exact: Words | None = None
    via: tuple[PartyRef, ...] = ()
    citations: tuple[Citation, ...] = ()
    about: QuestionRef | None = None
    said: Date | None = None
    nature: Nature | None = None
    speech_act: Annotated[str, Word("speech_acts")] | None = None
    favours: SideRef | None = None
    favours_reason: Text | None = None
    figure: Figure | None = None
    relations: tuple[ClaimRelation, ...] = ()
    doubt: Doubt | None = None
    editors_reading: YesNo = False
    assessment: Assessment | None = None
    confidence: Literal["low", "moderate", "high"] | None = None
    would_confirm: tuple[Text, ...] = ()
    would_refute: tuple[Text, ...] = ()
    review_by: Date | None = None
    rank: Literal["deprecated"] | None = None
    deprecated_reason: Text | None = None
    replaced_by: ClaimRef | None = None
    tags: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if self.citations and (self.source or self.exact or self.via):
            raise fault(
                "bad-combination",
                "a claim has either 'citations' or its own 'source', 'exact' and 'via'",
                "move 'source', 'exact' and 'via' into the list of citations",
                at="exact" if self.exact else "via" if self.via else "source",
            )
        if len(self.claimant) > 1 and SOURCE_VOICE in self.claimant:
            raise fault(
                "bad-combination",
                "'source' as a claimant is the source's own voice and stands alone",
                "name the parties that say it, or write 'claimant: source'",
                at="claimant",
            )
        if self.rank == "deprecated" and self.deprecated_reason is None:
            raise fault(
                "missing-field",
                "the claim is deprecated without a reason",
                "add 'deprecated_reason:'",
                at="rank",
            )
        if self.rank is None and (self.deprecated_reason is not None or self.replaced_by is not None):
            raise fault(
                "bad-combination",
                "'deprecated_reason' and 'replaced_by' belong to a deprecated claim",
                "add 'rank: deprecated', or take them away",
                at="deprecated_reason" if self.deprecated_reason is not None else "replaced_by",
            )
        return self

    @cached_property
    def evidence(self) -> tuple[tuple[Path, Citation], ...]:
        """Each citation with its path inside the claim; the short form counts as one."""
        if self.citations:
            return tuple((("citations", n), citation) for n, citation in enumerate(self.citations))
        if self.source is None:
            return ()
        return (((), Citation(source=self.source, exact=self.exact, via=self.via)),)

    @cached_property
    def kind_of_statement(self) -> Nature:
        """The typed nature, else what the speech act implies, else `fact`."""
        return self.nature or NATURE_OF_ACT.get(self.speech_act or "", "fact")

    @property
    def open(self) -> bool:
        return self.rank is None
