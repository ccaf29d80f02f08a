"""A site as the outputs for machines see it: the records, how claims stand, and a reader's words for them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sayso import inline
from sayso.dated import display_edition
from sayso.model.claims import Claim
from sayso.model.editions import Edition
from sayso.model.ledger import Ledger
from sayso.model.parties import Source
from sayso.model.places import Places
from sayso.model.settings import Config
from sayso.model.spoken import figure_words, lead
from sayso.model.standing import Standing
from sayso.model.story import Correction


@dataclass(frozen=True)
class Told:
    """What each output is given. `title` is the site's; `evidence` gives the line on where our
    sources have a claim from."""

    ledger: Ledger
    config: Config
    standings: Mapping[str, Standing]
    evidence: Callable[[Standing], str]
    places: Places = field(default_factory=Places)
    edition: Edition | None = None
    #: What was told already, where many pages tell the same of it.
    known: dict[tuple[str, str, str, int], dict[str, Any]] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return self.config.settings.title or ""

    @property
    def language(self) -> str:
        return self.config.settings.language

    @property
    def as_of(self) -> str:
        """Which edition this is, for a reader: its day; "" outside of any."""
        return display_edition(self.config.words, self.edition) if self.edition else ""

    @cached_property
    def corrections(self) -> Mapping[str, list[Correction]]:
        """The corrections of each record that has any."""
        found: dict[str, list[Correction]] = {}
        for each in self.ledger.corrections.values():
            found.setdefault(each.corrects, []).append(each)
        return found

    def lead(self, claim: Claim) -> str:
        """What stands before a statement."""
        return lead(self.ledger, self.standings[claim.id])

    def statement(self, claim: Claim) -> str:
        """A claim as it may be shown anywhere: who says it, then what."""
        return f"{self.lead(claim)} {inline.plain(claim.text)}"

    def figure(self, claim: Claim) -> str:
        """A claim's figure in words; "" where it has none."""
        return (
            figure_words(claim.figure, self.config.vocabulary.label, self.config.words)
            if claim.figure
            else ""
        )

    def sources(self, claim: Claim) -> list[Source]:
        """All sources that a claim cites, each once."""
        cited = (self.ledger.source_of(citation) for _, citation in claim.evidence)
        return list({source.id: source for source in cited if source}.values())
