"""Claims with the exact words they are held against, gathered once for several rules."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from sayso.diagnostics import Mark
from sayso.inline import plain
from sayso.laundering.faults import Fault
from sayso.laundering.holding import figure_faults
from sayso.laundering.reading import Reading
from sayso.laundering.telling import text_faults
from sayso.model.claims import SOURCE_VOICE, Citation, Claim
from sayso.model.ledger import Entry, Ledger
from sayso.prose import Directive

#: A citation with another relation says something else than the claim.
_BEARING: Final = ("reports", "supports")


@dataclass(frozen=True, slots=True)
class Told:
    """Our own words for a claim: its text, or what stands for it on a page of prose."""

    entry: Entry
    claim: Claim
    text: Reading
    held: Sequence[Reading]
    #: On a page of prose: its directive.
    on_page: Directive | None = None

    @property
    def mark(self) -> Mark:
        return self.on_page.mark if self.on_page else self.entry.mark("text")

    @property
    def where(self) -> str:
        return (
            f"what this page tells of claim '{self.claim.id}'"
            if self.on_page
            else f"the text of claim '{self.claim.id}'"
        )


@dataclass(frozen=True)
class Held:
    """The claims in use that have exact words. `language` is the site's."""

    ledger: Ledger
    language: str

    @cached_property
    def claims(self) -> Sequence[tuple[Entry, Claim, tuple[Reading, ...]]]:
        """Each such claim with the words that bear it out, citation by citation."""
        found = []
        for entry, claim in self.ledger.each(Claim):
            held = tuple(self._words(claim)) if claim.open else ()
            if held:
                found.append((entry, claim, held))
        return found

    def _words(self, claim: Claim) -> Iterator[Reading]:
        for _, citation in claim.evidence:
            if citation.relation in _BEARING and (wording := self.ledger.wording_of(citation)):
                yield Reading(" ... ".join(wording), self._language(citation))

    def _language(self, citation: Citation) -> str:
        quote = self.ledger.quotes.get(citation.quote or "")
        source = self.ledger.source_of(citation)
        return (quote and quote.language) or (source and source.language) or self.language

    @cached_property
    def told(self) -> Sequence[Told]:
        """Every text of such a claim, and the editors' own words for it in their prose."""
        found = []
        by_id: dict[str, tuple[Entry, Claim, tuple[Reading, ...]]] = {}
        for entry, claim, held in self.claims:
            by_id[claim.id] = entry, claim, held
            found.append(Told(entry, claim, Reading(plain(claim.text), self.language), held))
        for page in self.ledger.pages:
            for piece in page.prose.pieces:
                if isinstance(piece, Directive) and piece.own_words and piece.id in by_id:
                    entry, claim, held = by_id[piece.id]
                    text = Reading(plain(piece.own_words), page.lang or self.language)
                    found.append(Told(entry, claim, text, held, piece))
        return found

    @cached_property
    def figure_faults(self) -> Mapping[str, Sequence[tuple[Entry, Claim, Fault]]]:
        """What is wrong with figures, by the kind of fault."""
        found: dict[str, list[tuple[Entry, Claim, Fault]]] = defaultdict(list)
        for entry, claim, held in self.claims:
            if claim.figure is not None:
                for fault in figure_faults(claim.figure, held):
                    found[fault.kind].append((entry, claim, fault))
        return found

    @cached_property
    def text_faults(self) -> Sequence[tuple[Told, Fault]]:
        """Numbers in our own words that are not, or not so, in the exact words."""
        return [
            (told, fault)
            for told in self.told
            for fault in text_faults(told.text, told.claim.figure, told.held)
        ]

    def names(self, claim: Claim) -> str:
        """What stands before a claim on every page: who makes it."""
        if claim.claimant == (SOURCE_VOICE,):
            return ""
        parties = filter(None, map(self.ledger.parties.get, claim.claimant))
        return "; ".join(party.unnamed.described_as if party.unnamed else party.name for party in parties)
