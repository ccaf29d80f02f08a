"""The second pass: what other claims say to a claim, with the first pass's facts at hand."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from sayso import figures
from sayso.model.claims import Claim, Figure, Measured
from sayso.model.ledger import Ledger
from sayso.model.standing import Facts


def between(ledger: Ledger, first: Mapping[str, Facts]) -> dict[str, Facts]:
    """The facts of the first pass, completed by those that look at other claims."""
    later = _later(ledger)
    # Whoever took a statement back, or revised it, no longer disputes anything with it; nor
    # does a statement that only retracted or changed sources ever reported.
    gone = {claim.id for claim in _having(ledger, "rank") if not claim.open}
    upheld = {
        claim_id
        for claim_id, facts in first.items()
        if claim_id not in gone
        and claim_id not in later
        and not facts.withdrawn_by_claimant
        and not facts.groundless
    }
    disputes = _disputes(ledger, upheld)
    _add_figures_apart(ledger, upheld, disputes)
    confirmed = _confirmed_figures(ledger, first, upheld)
    parts = {claim.id: _parts_confirmed(claim, confirmed) for claim in _having(ledger, "figure")}
    completed = dict(first)
    for claim_id, facts in first.items():
        disputed_by, later_claims = disputes.get(claim_id, ()), later.get(claim_id, ())
        if disputed_by or later_claims or parts.get(claim_id):
            completed[claim_id] = replace(
                facts,
                disputed_by=tuple(sorted(disputed_by)),
                later_claims=tuple(sorted(later_claims)),
                components_confirmed=len(parts.get(claim_id, ())),
                parts_confirmed=parts.get(claim_id, ()),
            )
    return completed


def _having(ledger: Ledger, field: str) -> Iterator[Claim]:
    """The claims in which a field was written; of two with one id the first counts."""
    known = ledger.claims
    return (claim for entry, claim in ledger.each(Claim, having=field) if known[entry.id] is claim)


def _disputes(ledger: Ledger, upheld: set[str]) -> dict[str, set[str]]:
    """Claim id -> parties that dispute it by a relation with its reason, read both ways."""
    found: dict[str, set[str]] = defaultdict(set)
    for claim in _having(ledger, "relations"):
        for relation in claim.relations:
            other = ledger.claims.get(relation.claim)
            if relation.relation != "disputes" or not relation.why or other is None:
                continue
            for speaker, about in ((claim, other), (other, claim)):
                if speaker.id in upheld and about.open:
                    found[about.id].update(_others(ledger, speaker, about))
    return found


def _others(ledger: Ledger, speaker: Claim, about: Claim) -> set[str]:
    """The claimants of one claim who are not of the same side as those of another."""
    own = set(ledger.claimant_ids(about))
    sides = {ledger.side_of(party) for party in own} - {None}
    speakers = set(ledger.claimant_ids(speaker)) - own
    return {party for party in speakers if ledger.side_of(party) not in sides}


def _comparable(claim: Claim) -> tuple[Measured, figures.Range] | None:
    figure = claim.figure
    if figure is None or figure.period is None or not figure.of:
        return None
    if claim.doubt is not None and claim.doubt.about == "number":
        return None
    extent = _extent(figure)
    return (figure.measured(), extent) if extent else None


def _extent(figure: Figure) -> figures.Range | None:
    value, low, high = (None if n is None else float(n) for n in (figure.value, figure.min, figure.max))
    return figures.extent(figure.bound or "", value, low, high)


def _add_figures_apart(ledger: Ledger, upheld: set[str], disputes: dict[str, set[str]]) -> None:
    """Parties of another side whose figure for the same thing lies wholly outside."""
    groups: dict[Measured, list[tuple[Claim, figures.Range]]] = defaultdict(list)
    for claim in _having(ledger, "figure"):
        if claim.open and (found := _comparable(claim)):
            groups[found[0]].append((claim, found[1]))
    for group in groups.values():
        given: dict[tuple[str, str], list[figures.Range]] = defaultdict(list)
        for claim, extent in group:
            for party in ledger.claimant_ids(claim) if claim.id in upheld else ():
                if side := ledger.side_of(party):
                    given[side, party].append(extent)
        ends = [(side, party, _ends(extents)) for (side, party), extents in given.items()]
        for claim, extent in group:
            own = {ledger.side_of(party) for party in ledger.claimant_ids(claim)}
            if own and None not in own:
                disputes[claim.id].update(
                    party for side, party, far in ends if side not in own and any(map(extent.disjoint, far))
                )


def _ends(extents: list[figures.Range]) -> tuple[figures.Range, figures.Range]:
    """The two of a party's figures that reach least far up and least far down: if any of
    its figures lies wholly outside another, one of these does."""
    lowest = min(extents, key=lambda extent: (extent.high, not extent.open_high))
    highest = max(extents, key=lambda extent: (extent.low, extent.open_low))
    return lowest, highest


def _later(ledger: Ledger) -> Mapping[str, Mapping[str, None]]:
    """Claim id -> claims by which the same claimant revised it.

    Unless a date says that the other is earlier, or both name different questions, an
    `updates` relation is believed: forgetting a field must not raise the older claim.
    """
    found: dict[str, dict[str, None]] = {}
    for claim in _having(ledger, "relations"):
        for relation in claim.relations:
            older = ledger.claims.get(relation.claim)
            if relation.relation != "updates" or older is None or older.id == claim.id or not claim.open:
                continue
            same = set(ledger.claimant_ids(claim)) == set(ledger.claimant_ids(older))
            elsewhere = claim.about and older.about and claim.about != older.about
            earlier = claim.said and older.said and claim.said.date.latest < older.said.date.earliest
            if same and not elsewhere and not earlier:
                found.setdefault(older.id, {})[claim.id] = None
    return found


def _confirmed_figures(
    ledger: Ledger, first: Mapping[str, Facts], upheld: set[str]
) -> set[tuple[Measured, figures.Range]]:
    """Figures of other claims that independent evidence confirms, by the same measure as
    the status `confirmed`. Only what names unit, who is counted and period: two figures
    that both leave one out need not mean the same."""
    found = set()
    for claim in _having(ledger, "figure"):
        if claim.figure is None or claim.id not in upheld or not first[claim.id].confirmed:
            continue
        key, extent = claim.figure.measured(), _extent(claim.figure)
        if all(key) and extent is not None:
            found.add((key, extent))
    return found


def _parts_confirmed(claim: Claim, confirmed: set[tuple[Measured, figures.Range]]) -> tuple[str, ...]:
    """The measures of those components that another claim's evidence confirms."""
    if claim.figure is None or not confirmed:
        return ()
    return tuple(
        part.measure
        for part in claim.figure.components
        if (extent := _extent(part)) and (part.measured(claim.figure), extent) in confirmed
    )
