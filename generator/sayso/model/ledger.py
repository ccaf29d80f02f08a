"""The ledger: all records of a site with their indexes, and beside them their places."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from sayso.default_words import default_words
from sayso.diagnostics import Mark
from sayso.phrases import Phrases
from sayso.prose import Prose
from sayso.source import Document

from .claims import CARRIES, SOURCE_VOICE, Citation, Claim
from .fields import Record
from .lineage import Lineage, inherited_sides, lineages, tops
from .parties import UNNAMED, Interest, Party, Side, Source
from .story import Correction, Event, Question, Quote, Timeline
from .walk import Leaf, Path, leaves

_R = TypeVar("_R", bound=Record)


@dataclass(frozen=True)
class Entry:
    """One record as it stands in a file. `record` is None where it is broken; `inherited` holds
    the paths that the file's `defaults` filled in."""

    kind: str
    id: str
    record: Record | None
    document: Document
    path: Path
    inherited: frozenset[Path] = frozenset()

    @property
    def name(self) -> str:
        """`kind:id`, as records are named everywhere."""
        return f"{self.kind}:{self.id}"

    def mark(self, *path: str | int) -> Mark:
        """The place of a value in this record, else of what is nearest around it.

        Of the record itself: its id.
        """
        if not path or not self.document.has((*self.path, *path[:1])):
            return self.document.mark((*self.path, "id"))
        return self.document.mark((*self.path, *path))

    def key_mark(self, *path: str | int) -> Mark:
        """The place of a key in this record."""
        if not self.document.has((*self.path, *path[:1])):
            return self.document.mark((*self.path, "id"))
        return self.document.key_mark((*self.path, *path))

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        """Every marked text of the record; nothing where it is broken.

        A timeline's events are entries of their own, so they are not among them.
        """
        if self.record is None:
            return ()
        return tuple(leaves(self.record, without="events" if self.kind == "timeline" else ""))


@dataclass(frozen=True, slots=True)
class ProsePage:
    """A page in the editors' own Markdown: `path` is its file below the site's root, `address` the
    page below the built documents ("who-says-what.md")."""

    path: str
    address: str
    title: str
    prose: Prose
    description: str = ""
    nav_title: str = ""
    order: int | None = None
    lang: str = ""


@dataclass(frozen=True)
class Ledger:
    """Everything the editors wrote, `entries` in the order of files and lines; `words` tell of it."""

    entries: tuple[Entry, ...] = ()
    pages: tuple[ProsePage, ...] = ()
    assets: tuple[str, ...] = ()
    defaults: tuple[tuple[Document, Leaf], ...] = field(default=())
    #: Where something could not be read.
    unread: tuple[Mark, ...] = ()
    words: Phrases = field(default_factory=default_words, compare=False, repr=False)

    @property
    def complete(self) -> bool:
        """Whether all that was written could be read: what is missing from an incomplete
        ledger proves nothing."""
        return not self.unread

    @cached_property
    def _by_model(self) -> Mapping[type[Record], list[tuple[Entry, Any]]]:
        found: dict[type[Record], list[tuple[Entry, Any]]] = {}
        for entry in self.entries:
            if entry.record is not None:
                found.setdefault(type(entry.record), []).append((entry, entry.record))
        return found

    @cached_property
    def _by_field(self) -> Mapping[tuple[type[Record], str], list[tuple[Entry, Any]]]:
        found: dict[tuple[type[Record], str], list[tuple[Entry, Any]]] = {}
        for model, pairs in self._by_model.items():
            for pair in pairs:
                for name in pair[1].model_fields_set:
                    found.setdefault((model, name), []).append(pair)
        return found

    def each(self, model: type[_R], having: str = "") -> Iterator[tuple[Entry, _R]]:
        """Every sound record of a kind with its entry, in the order written; those alone in
        which one field (`having`) was written."""
        if having:
            return iter(self._by_field.get((model, having), ()))
        return iter(self._by_model.get(model, ()))

    def _all(self, model: type[_R]) -> Mapping[str, _R]:
        found: dict[str, _R] = {}
        for entry, record in self.each(model):
            found.setdefault(entry.id, record)
        return found

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        return self._all(Claim)

    @cached_property
    def sides(self) -> Mapping[str, Side]:
        return self._all(Side)

    @cached_property
    def parties(self) -> Mapping[str, Party]:
        return self._all(Party)

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        return self._all(Source)

    @cached_property
    def quotes(self) -> Mapping[str, Quote]:
        return self._all(Quote)

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        return self._all(Question)

    @cached_property
    def timelines(self) -> Mapping[str, Timeline]:
        return self._all(Timeline)

    @cached_property
    def events(self) -> Mapping[str, Event]:
        return self._all(Event)

    @cached_property
    def corrections(self) -> Mapping[str, Correction]:
        return self._all(Correction)

    @cached_property
    def by_name(self) -> Mapping[str, Entry]:
        """`kind:id` -> the first entry of that name, broken ones too."""
        found: dict[str, Entry] = {}
        for entry in self.entries:
            found.setdefault(entry.name, entry)
        return found

    @cached_property
    def former(self) -> Mapping[str, str]:
        """`kind:old-id` -> the id that the record has now."""
        found: dict[str, str] = {}
        for entry in self.entries:
            for old in getattr(entry.record, "formerly", ()):
                found.setdefault(f"{entry.kind}:{old}", entry.id)
        return found

    @cached_property
    def _ids(self) -> Mapping[str, Mapping[str, None]]:
        found: dict[str, dict[str, None]] = {}
        for entry in self.entries:
            found.setdefault(entry.kind, {})[entry.id] = None
        return found

    def knows(self, kind: str, record_id: str) -> bool:
        """Whether a record of this name was written, even if it is broken."""
        return record_id in self._ids.get(kind, ())

    def ids(self, kind: str) -> Iterable[str]:
        """The ids of a kind, in order, for "did you mean"."""
        return self._ids.get(kind, ())

    # What parties inherit from their affiliation.

    def affiliations(self, party_id: str) -> list[str]:
        """The party and what it belongs to, nearest first; a cycle ends the walk."""
        chain: dict[str, None] = {}
        current: str | None = party_id
        while current is not None and current not in chain:
            chain[current] = None
            party = self.parties.get(current)
            current = party.affiliation if party else None
        return list(chain)

    @cached_property
    def _top_of(self) -> Mapping[str, str]:
        return tops(self.parties)

    def top_of(self, party_id: str) -> str:
        """What a party counts as where parties are counted: the topmost it belongs to."""
        return self._top_of.get(party_id, party_id)

    @cached_property
    def _side_of(self) -> Mapping[str, str | None]:
        return inherited_sides(self.parties)

    def side_of(self, party_id: str) -> str | None:
        """The id of the party's side, its own or its affiliation's."""
        return self._side_of.get(party_id)

    def interest_of(self, party_id: str) -> Interest:
        """The party's interest, its own or its affiliation's.

        `independent` is never inherited: it counts only where it was typed.
        """
        own = self.parties.get(party_id)
        if own is not None and own.interest is not None:
            return own.interest
        for link in self.affiliations(party_id)[1:]:
            party = self.parties.get(link)
            if party is not None and party.interest is not None:
                return "unknown" if party.interest == "independent" else party.interest
        return "unknown"

    def opposed(self, one: str | None, other: str | None) -> bool:
        """Whether two sides oppose each other, whichever of them says so."""
        if one is None or other is None:
            return False
        first, second = self.sides.get(one), self.sides.get(other)
        return bool((first and other in first.opposes) or (second and one in second.opposes))

    # What citations lead to.

    def source_of(self, citation: Citation) -> Source | None:
        """The source that a citation names, or that its quote stands in."""
        if citation.quote is not None:
            quote = self.quotes.get(citation.quote)
            return self.sources.get(quote.source) if quote else None
        return self.sources.get(citation.source or "")

    def wording_of(self, citation: Citation) -> tuple[str, ...]:
        """The exact words a citation rests on, its own or its quote's."""
        if citation.exact is not None:
            return (citation.exact,)
        quote = self.quotes.get(citation.quote or "")
        return quote.wording if quote else ()

    @cached_property
    def publishers(self) -> Mapping[str, str | None]:
        """Source id -> the party that published it, None where that is not named."""
        return {
            source.id: None if source.publisher == UNNAMED else source.publisher
            for source in self.sources.values()
        }

    @cached_property
    def lineage(self) -> Mapping[str, Lineage]:
        """Source id -> what it rests on."""
        return lineages(self.sources)

    def claimant_ids(self, claim: Claim) -> tuple[str, ...]:
        """The parties that make a claim. Where a source speaks in its own voice, whoever
        first published what the claim's `reports` citations cite (all that carry it,
        where none reports): a reprint, or somebody who refutes it, does not make it."""
        if claim.claimant != (SOURCE_VOICE,):
            return claim.claimant
        told = [citation for _, citation in claim.evidence if citation.relation == "reports"]
        told = told or [citation for _, citation in claim.evidence if citation.relation in CARRIES]
        found: dict[str, None] = {}
        for source in map(self.source_of, told):
            for root in sorted(self.lineage[source.id].roots) if source else ():
                if party := self.publishers.get(root):
                    found[party] = None
        return tuple(found)

    @cached_property
    def claims_about(self) -> Mapping[str, tuple[Claim, ...]]:
        """Question id -> its claims, in the order written."""
        found: dict[str, list[Claim]] = {}
        for claim in self.claims.values():
            if claim.about:
                found.setdefault(claim.about, []).append(claim)
        return {question: tuple(claims) for question, claims in found.items()}
