"""The facts of each claim: first those of its own evidence, then what other claims say.

The second pass (`between`) sees the first's results and nothing of its own, so there is
no circle.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import combinations

from sayso.model.claims import CARRIES, SOURCE_VOICE, Citation, Claim
from sayso.model.ledger import Ledger
from sayso.model.speakers import Speaker, speaker_of
from sayso.model.standing import Facts, Origin

from .between import between
from .evidence import Evidence, count, distinct


@dataclass(frozen=True, slots=True)
class Graded:
    """The facts of a claim, who makes it, and the origins they were counted from."""

    facts: Facts
    speaker: Speaker
    origins: tuple[Origin, ...]


def compute(ledger: Ledger, today: datetime) -> dict[str, Graded]:
    """The facts of every claim, by its id. `today` decides what is overdue."""
    evidence = Evidence(ledger)
    first = {claim.id: _first(ledger, evidence, claim, today) for claim in ledger.claims.values()}
    facts = between(ledger, {claim_id: graded.facts for claim_id, graded in first.items()})
    return {claim_id: replace(graded, facts=facts[claim_id]) for claim_id, graded in first.items()}


def _first(ledger: Ledger, evidence: Evidence, claim: Claim, today: datetime) -> Graded:
    speaker = speaker_of(ledger, claim)
    origins = evidence.origins(claim, speaker)
    cited = [(citation, origin) for (_, citation), origin in zip(claim.evidence, origins, strict=True)]
    carried = [(citation, origin) for citation, origin in cited if citation.relation in CARRIES]
    support = [citation for citation, origin in cited if origin.independent and origin.relation == "supports"]
    refuting = [(citation, origin) for citation, origin in cited if citation.relation == "refutes"]
    claimants = ledger.claimant_ids(claim)
    sides = sorted({side for side in map(ledger.side_of, claimants) if side})
    facts = Facts(
        outlets=len({_outlet(ledger, citation) for citation, _ in carried}),
        origins=len(distinct(origin.key for _, origin in carried)),
        independent_support=count(origins, "supports"),
        independent_refutation=count(origins, "refutes"),
        independent_dispute=count(origins, "disputes"),
        hard_refutation=count((origin for citation, origin in refuting if _hard(citation)), "refutes"),
        unassessed=_unassessed(cited),
        first_hand=_first_hand(ledger, evidence, support),
        has_basis=any(_hard(citation) for citation in support),
        claimant_sides=tuple(sides),
        opposing_claimants=any(ledger.opposed(one, other) for one, other in combinations(sides, 2)),
        favours_opponent=_favours_opponent(ledger, claim, sides),
        own_words=_own_words(ledger, claim, claimants),
        named=_named(ledger, claim),
        several_claimants=len(claim.claimant) > 1,
        withdrawn_by_claimant=_withdrawn(ledger, claim, claimants),
        nature=claim.kind_of_statement,
        doubt=claim.doubt is not None,
        stale=claim.review_by is not None and claim.review_by.date.latest < today,
        tainted=any(evidence.lineage(ledger.source_of(citation)).taint for citation, _ in carried),
        components=len(claim.figure.components) if claim.figure else 0,
    )
    return Graded(facts, speaker, origins)


def _outlet(ledger: Ledger, citation: Citation) -> str:
    source = ledger.source_of(citation)
    if source is None:
        return f"source {citation.source or citation.quote}"
    return ledger.publishers.get(source.id) or f"source {source.id}"


def _hard(citation: Citation) -> bool:
    """Whether it brings evidence that can be checked."""
    return citation.basis not in (None, "expert_estimate")


def _unassessed(cited: list[tuple[Citation, Origin]]) -> int:
    """How many origins contradict the claim and lack a field that decides whether they
    count: what would make them independent, or the basis of an independent refutation."""
    bare = (
        origin
        for citation, origin in cited
        if origin.independent and citation.relation == "refutes" and citation.basis is None
    )
    unsettled = (origin for _, origin in cited if origin.open)
    return len(distinct(origin.key for origin in (*bare, *unsettled)))


def _first_hand(ledger: Ledger, evidence: Evidence, support: list[Citation]) -> bool:
    """Whether one of the supporting citations has it from somebody who was there.

    The access typed on a citation overrides that of the source, for all citations of
    the same origin: another reprint, cited without it, does not undo a caution.
    """
    typed: dict[frozenset[str], set[str]] = defaultdict(set)
    rooted = [(citation, evidence.lineage(ledger.source_of(citation)).roots) for citation in support]
    for citation, roots in rooted:
        if citation.access is not None:
            typed[roots].add(citation.access)

    def there(root: str) -> bool:
        source = ledger.sources.get(root)
        own = {source.access} if source else set()
        return "first_hand" in typed.get(frozenset([root]), own)

    return any(
        "first_hand" in typed[roots] if roots in typed else bool(roots) and all(map(there, roots))
        for _, roots in rooted
    )


def _favours_opponent(ledger: Ledger, claim: Claim, sides: list[str]) -> bool:
    if claim.favours is None or claim.favours_reason is None or len(sides) != 1:
        return False
    return ledger.opposed(sides[0], claim.favours)


def _own_words(ledger: Ledger, claim: Claim, claimants: tuple[str, ...]) -> bool:
    for _, citation in claim.evidence:
        quote = ledger.quotes.get(citation.quote or "")
        if citation.relation == "reports" and (citation.exact or (quote and quote.speaker in claimants)):
            return True
    return False


def _named(ledger: Ledger, claim: Claim) -> bool:
    """Whether somebody answers for it by name: no group, nobody unnamed, no source's voice."""
    if claim.claimant == (SOURCE_VOICE,):
        return False
    parties = [ledger.parties.get(party) for party in claim.claimant]
    return all(party is not None and party.unnamed is None and party.type != "group" for party in parties)


def _withdrawn(ledger: Ledger, claim: Claim, claimants: tuple[str, ...]) -> bool:
    """Whether everybody who made the claim took it back, in their own voice."""
    speakers: set[str | None] = set()
    for _, citation in claim.evidence:
        if citation.relation == "withdraws":
            quote = ledger.quotes.get(citation.quote or "")
            source = ledger.source_of(citation)
            speakers.add(quote.speaker if quote else ledger.publishers.get(source.id) if source else None)
    return bool(claimants) and set(claimants) <= speakers
