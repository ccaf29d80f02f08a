"""A state of a site beside another: what each record is called there, and which it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from sayso.dated import display
from sayso.default_words import default_words
from sayso.model.claims import SOURCE_VOICE, Citation, Claim
from sayso.model.fields import Record, When
from sayso.model.parties import UNNAMED, Party, Side, Source
from sayso.model.snapshot import Snapshot
from sayso.model.speakers import party_label
from sayso.model.story import Correction, Quote
from sayso.phrases import Phrases

#: So much of a quotation names it.
_QUOTED: Final = 90


@dataclass(frozen=True)
class View:
    """One of the two states. `same` maps the name of a record that has another name in the other
    state to what both are known by while they are compared. `words` are those in which it is told."""

    snapshot: Snapshot
    same: Mapping[str, str]
    words: Phrases = field(default_factory=default_words, repr=False)

    def key(self, name: str) -> str:
        """What a record is known by: equal in both views for what is one record."""
        return self.same.get(name, name)

    @cached_property
    def opponents(self) -> Mapping[str, set[str]]:
        """Of each side (`side:id`) whom it opposes or who opposes it: it is read both ways."""
        found: dict[str, set[str]] = {}
        for name, side in self.snapshot.of("side"):
            for other in side.opposes if isinstance(side, Side) else ():
                found.setdefault(f"side:{name}", set()).add(self.key(f"side:{other}"))
                found.setdefault(f"side:{other}", set()).add(self.key(f"side:{name}"))
        return found

    def get(self, kind: str, name: str | None) -> Record | None:
        return self.snapshot.records.get(f"{kind}:{name}")

    def party(self, name: str) -> str:
        """A party's name for a reader."""
        found = self.get("party", name)
        return party_label(found if isinstance(found, Party) else None, name, self.words)

    def source_of(self, citation: Citation) -> str:
        """The id of the source that a citation leads to, "" where that is not known."""
        if citation.quote is None:
            return citation.source or ""
        quote = self.get("quote", citation.quote)
        return quote.source if isinstance(quote, Quote) else ""

    def outlet(self, source_id: str) -> str:
        """Who published a source; where nobody is named, its title."""
        source = self.get("source", source_id)
        if not isinstance(source, Source):
            return source_id
        return f"“{source.title}”" if source.publisher == UNNAMED else self.party(source.publisher)

    def speakers(self, claim: Claim) -> str:
        """Who makes a claim, for a reader."""
        if claim.claimant == (SOURCE_VOICE,):
            outlets = dict.fromkeys(self.outlet(self.source_of(each)) for _, each in claim.evidence)
            return ", ".join(filter(None, outlets)) or self.words.plain("diff_this_source")
        return ", ".join(self.party(party) for party in claim.claimant)

    def when(self, when: When) -> str:
        """A date for a reader: with the source's words, if it has only those."""
        shown = display(self.words, when.date)
        return self.words.plain("common_noted", told=when.words, note=shown) if when.words else shown

    def title(self, name: str) -> str:
        """What a record is called before a reader; its name where it is not there."""
        record = self.snapshot.records.get(name)
        if record is None:
            return name.partition(":")[2]
        if isinstance(record, Claim):
            stood = self.snapshot.standings.get(record.id)
            return f"{stood.lead if stood else self.speakers(record) + ':'} {record.text}"
        if isinstance(record, Quote):
            words = " … ".join(record.wording)
            words = words if len(words) <= _QUOTED else words[:_QUOTED].rstrip() + "…"
            return f"{self.party(record.speaker)}: “{words}”"
        if isinstance(record, Correction):
            # One correction may name another, in a circle too.
            if record.corrects.startswith("correction:"):
                return self.words.plain("diff_correction")
            return self.words.plain("diff_correction_of", title=self.title(record.corrects))
        if isinstance(record, Party):
            return party_label(record, words=self.words)
        return str(getattr(record, "title", "") or getattr(record, "name", "") or name.partition(":")[2])
