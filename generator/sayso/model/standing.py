"""How a claim stands: the facts computed from its evidence, and the status they give.

The types only; `sayso.rubric` computes them, templates and outputs read them.
"""

from dataclasses import dataclass
from typing import Any

from .claims import Claim
from .settings import Status
from .speakers import Speaker


@dataclass(frozen=True, slots=True)
class Facts:
    """What the evidence graph says of one claim. The names are the ones that the
    rubric's `when` may use; the manual's page on the rubric explains each.

    Counts are of independent origins, never of outlets or citations. `disputed_by`,
    `parts_confirmed` and `later_claims` come from the second pass, which sees other
    claims with the results of the first.
    """

    outlets: int = 0
    origins: int = 0
    independent_support: int = 0
    independent_refutation: int = 0
    independent_dispute: int = 0
    hard_refutation: int = 0
    unassessed: int = 0
    first_hand: bool = False
    has_basis: bool = False
    claimant_sides: tuple[str, ...] = ()
    opposing_claimants: bool = False
    favours_opponent: bool = False
    own_words: bool = False
    named: bool = False
    several_claimants: bool = False
    withdrawn_by_claimant: bool = False
    nature: str = "fact"
    doubt: bool = False
    stale: bool = False
    tainted: bool = False
    groundless: bool = False
    components: int = 0
    components_confirmed: int = 0
    parts_confirmed: tuple[str, ...] = ()
    disputed_by: tuple[str, ...] = ()
    later_claims: tuple[str, ...] = ()

    @property
    def confirmed(self) -> bool:
        """Whether independent sources say the whole of it, one of them from its own knowledge or with
        evidence that can be checked, and nothing independent stands against it."""
        against = self.independent_refutation + self.independent_dispute + self.unassessed
        enough = self.independent_support >= 2 and (self.first_hand or self.has_basis)
        return enough and not against and not self.doubt and self.nature == "fact"

    def as_dict(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one citation's evidence comes from, and whether that is independent.

    `key` is what it counts as: an origin of the same key is the same place. `why` is a
    reader's clause: why it is independent, or what it fails. `open` says of an origin that
    contradicts the claim that a field is missing which would decide whether it counts.
    """

    relation: str
    name: str
    key: str
    independent: bool
    why: str
    source: str
    open: bool = False
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One status of the rubric and whether its condition held."""

    code: str
    when: str
    held: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """Three plain sentences for a reader, and the way there for the technically minded.

    `better` holds, for each status of a higher rank, what is missing for it.
    """

    who: str
    others: str
    change: str
    better: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim's status with everything that led to it.

    `status` is what the badge shows; it differs from `derived` only where the
    editors overrode it (`overridden`). `found` is the second part of the badge,
    `short` that of the small one. `spoilt` are the sources that carry it and no longer
    stand, the gravest first: (source, what became of it, the source of which that is said).
    """

    claim: Claim
    speaker: Speaker
    status: Status
    derived: Status
    facts: Facts
    origins: tuple[Origin, ...]
    steps: tuple[Step, ...]
    who: str
    found: str
    short: str
    disputed: str
    spoilt: tuple[tuple[str, str, str], ...] = ()

    @property
    def caution(self) -> str:
        """What the badge adds where a source no longer stands: "; rests on a source that was
        retracted". Empty where all that carry it do."""
        if not self.spoilt:
            return ""
        part = "wholly" if self.facts.outlets == 0 else "in_part"
        return self.speaker.words.plain(f"badge_rests_{part}_{self.spoilt[0][1]}")

    @property
    def overridden(self) -> bool:
        return self.claim.assessment is not None and self.status.code != self.derived.code

    @property
    def badge(self) -> str:
        """The badge as one sentence: who, what we found, who disputes it, what no longer stands."""
        return f"{self.who} · {self.found}{self.disputed}{self.caution}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """An open claim and the evidence that would settle it.

    With `missing` more independent sources that say the same (`checkable`: at least one of
    them from its own knowledge or with evidence that can be checked) its status would be
    `next`. Where no number of them would raise it, `next` is None and `barred` says in a
    sentence why. `lacks` is that evidence in words ("One independent source that says the same");
    `needed` the same as a sentence, with the status, or why nothing would raise the present one.
    """

    standing: Standing
    missing: int = 0
    checkable: bool = False
    next: Status | None = None
    barred: str = ""
    lacks: str = ""
    needed: str = ""

    @property
    def claim(self) -> Claim:
        return self.standing.claim
