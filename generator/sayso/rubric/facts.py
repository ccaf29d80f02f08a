"""The facts of each claim: first those of its own evidence, then what other claims say.

The second pass (`between`) sees the first's results and nothing of its own, so there is
no circle.
"""

from collections import defaultdict
from datetime import datetime
from itertools import combinations
from typing import Any, NamedTuple

from sayso.model.claims import CARRIES, SOURCE_VOICE, Citation, Claim
from sayso.model.ledger import Ledger
from sayso.model.lineage import GRAVITY
from sayso.model.parties import Source
from sayso.model.speakers import Speaker
from sayso.model.standing import Facts, Origin

from .between import between
from .evidence import Evidence, count, distinct


class Graded(NamedTuple):
    """The facts of a claim, who makes it, the origins they were counted from, and the
    sources among them that no longer stand (see `Standing.spoilt`)."""

    facts: Facts
    speaker: Speaker
    origins: tuple[Origin, ...]
    spoilt: tuple[tuple[str, str, str], ...] = ()


class _Claimants(NamedTuple):
    """What is so of every claim of the same claimants."""

    ids: tuple[str, ...]
    sides: tuple[str, ...]
    opposing: bool
    named: bool


def compute(ledger: Ledger, today: datetime) -> dict[str, Graded]:
    """The facts of every claim, by its id. `today` decides what is overdue."""
    evidence = Evidence(ledger)
    known: dict[tuple[str, ...], _Claimants] = {}
    first = {
        claim_id: _first(ledger, evidence, known, claim, today) for claim_id, claim in ledger.claims.items()
    }
    facts = between(ledger, {claim_id: graded.facts for claim_id, graded in first.items()})
    return {claim_id: graded._replace(facts=facts[claim_id]) for claim_id, graded in first.items()}


def _claimants(ledger: Ledger, known: dict[tuple[str, ...], _Claimants], claim: Claim) -> _Claimants:
    """Worked out once for all claims of the same parties; a source's own voice is each time another."""
    key = claim.claimant
    if key not in known or key == (SOURCE_VOICE,):
        ids = ledger.claimant_ids(claim)
        sides = tuple(sorted({side for side in map(ledger.side_of, ids) if side}))
        opposing = any(ledger.opposed(one, other) for one, other in combinations(sides, 2))
        known[key] = _Claimants(ids, sides, opposing, _named(ledger, claim))
    return known[key]


def _first(
    ledger: Ledger,
    evidence: Evidence,
    known: dict[tuple[str, ...], _Claimants],
    claim: Claim,
    today: datetime,
) -> Graded:
    speaker = evidence.speaker(claim)
    claimants = _claimants(ledger, known, claim)
    origins = evidence.origins(claim, speaker)
    cited = [(citation, origin) for (_, citation), origin in zip(claim.evidence, origins, strict=True)]
    carried = [
        (ledger.source_of(citation), citation, origin)
        for citation, origin in cited
        if origin.relation in CARRIES
    ]
    # What a source carried counts as if it had never been cited once the source is retracted,
    # corrected, changed or gone: only what stands is counted.
    sound = [item for item in carried if not evidence.lineage(item[0]).taint]
    fallen = [item[0] for item in carried if item not in sound] if len(sound) < len(carried) else []
    # Most claims are only reported: what weighs evidence of their own has then nothing to weigh.
    only_told = all(origin.relation == "reports" for origin in origins)
    weighed = {} if only_told else _weighed(ledger, evidence, origins, cited)
    figure, doubt, review_by = claim.figure, claim.doubt, claim.review_by
    facts = Facts(
        **weighed,
        outlets=len({_outlet(ledger, source, citation) for source, citation, _ in sound}),
        origins=len(distinct(origin.key for _, _, origin in sound)),
        claimant_sides=claimants.sides,
        opposing_claimants=claimants.opposing and bool(sound),
        favours_opponent=_favours_opponent(ledger, claim, claimants.sides),
        own_words=_own_words(ledger, sound, claimants.ids),
        named=claimants.named,
        several_claimants=len(claim.claimant) > 1,
        withdrawn_by_claimant=not only_told and _withdrawn(ledger, claim, claimants.ids),
        nature=claim.kind_of_statement,
        doubt=doubt is not None,
        stale=review_by is not None and review_by.date.latest < today,
        tainted=bool(fallen),
        # An archive that is only missing may yet be added: that silences nobody.
        groundless=bool(carried) and all(evidence.lineage(source).spoilt for source, _, _ in carried),
        components=len(figure.components) if figure else 0,
    )
    return Graded(facts, speaker, origins, _fallen(evidence, fallen))


def _fallen(evidence: Evidence, sources: list[Source | None]) -> tuple[tuple[str, str, str], ...]:
    """The sources that no longer stand, with what became of them, the gravest first."""
    told = {source.id: evidence.lineage(source) for source in sources if source is not None}
    worst_first = sorted(told.items(), key=lambda item: GRAVITY.index(item[1].taint))
    return tuple((source, lineage.taint, lineage.culprit) for source, lineage in worst_first)


def _weighed(
    ledger: Ledger, evidence: Evidence, origins: tuple[Origin, ...], cited: list[tuple[Citation, Origin]]
) -> dict[str, Any]:
    """The facts that count citations which do more than report."""
    support = [citation for citation, origin in cited if origin.independent and origin.relation == "supports"]
    refuting = [(citation, origin) for citation, origin in cited if citation.relation == "refutes"]
    return {
        "independent_support": count(origins, "supports"),
        "independent_refutation": count(origins, "refutes"),
        "independent_dispute": count(origins, "disputes"),
        "hard_refutation": count((origin for citation, origin in refuting if _hard(citation)), "refutes"),
        "unassessed": _unassessed(cited),
        "first_hand": _first_hand(ledger, evidence, support),
        "has_basis": any(_hard(citation) for citation in support),
    }


def _outlet(ledger: Ledger, source: Source | None, citation: Citation) -> str:
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


def _favours_opponent(ledger: Ledger, claim: Claim, sides: tuple[str, ...]) -> bool:
    if claim.favours is None or claim.favours_reason is None or len(sides) != 1:
        return False
    return ledger.opposed(sides[0], claim.favours)


def _own_words(
    ledger: Ledger, sound: list[tuple[Source | None, Citation, Origin]], claimants: tuple[str, ...]
) -> bool:
    for _, citation, origin in sound:
        if origin.relation == "reports":
            quote = ledger.quotes.get(citation.quote or "")
            if citation.exact or (quote and quote.speaker in claimants):
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
