"""Who speaks and where it is recorded: sides, parties and sources."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from .fields import Date, Id, PartyRef, Record, SideRef, SourceRef, Url, Word, YesNo, fault
from .settings import Colour

PartyType = Literal["person", "organization", "government_organization", "news_media_organization", "group"]
Interest = Literal["party_to_the_conflict", "supporter", "state_media", "independent", "unknown"]
SourceStatus = Literal["live", "dead", "drifted", "corrected", "retracted"]

#: What stands in `publisher` where the source names no publisher.
UNNAMED = "unnamed"


class Side(Record):
    """A side of the conflict. `opposes` is read both ways."""

    id: Id
    name: str
    adjective: str | None = None
    colour: Colour = "grey"
    opposes: tuple[SideRef, ...] = ()
    formerly: tuple[str, ...] = ()


class Unnamed(Record):
    """A speaker whom the source does not name."""

    described_as: str
    reason: str | None = None


class Party(Record):
    """Who speaks, acts or publishes (schema.org Person, Organization, ...)."""

    id: Id
    type: PartyType
    name: str
    short_name: str | None = None
    role: str | None = None
    affiliation: PartyRef | None = None
    side: SideRef | None = None
    aligned_with: tuple[SideRef, ...] = ()
    interest: Interest | None = None
    interest_reason: str | None = None
    unnamed: Unnamed | None = None
    same_as: Url | None = None
    names: dict[str, str] = Field(default_factory=dict)
    formerly: tuple[str, ...] = ()


class Archive(Record):
    """A dated copy (Robust Links versionurl, versiondate)."""

    url: Url
    date: Date


class Source(Record):
    """A work that we cite (schema.org CreativeWork)."""

    id: Id
    title: str
    publisher: Annotated[str, "a party, or `unnamed`"]
    publisher_note: str | None = None
    kind: Annotated[str, Word("source_kinds")]
    url: Url | None = None
    no_url: str | None = None
    author: str | None = None
    published: Date | None = None
    modified: Date | None = None
    accessed: Date | None = None
    language: str | None = None
    access: Annotated[str, Word("accesses")] | None = None
    based_on: tuple[SourceRef, ...] = ()
    archives: tuple[Archive, ...] = ()
    seen: YesNo = True
    status: SourceStatus = "live"
    status_date: Date | None = None
    status_note: str | None = None
    content_warning: str | None = None
    formerly: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _address(self) -> Self:
        if self.url is not None and self.no_url is not None:
            raise fault(
                "bad-combination",
                "a source has either 'url' or 'no_url'",
                "take one of the two away",
                at="no_url",
            )
        if self.url is None and self.no_url is None:
            raise fault(
                "missing-field",
                "the source has no 'url' and no reason why",
                "add 'url: https://...', or 'no_url:' with the reason in words",
            )
        return self
