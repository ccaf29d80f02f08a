"""Where each citation's evidence comes from, and whether that place is independent.

Ten reprints of one wire story are ten outlets and one origin. Whoever only reports
that a claimant said something is no evidence that it is so. Nothing counts as
independent unless an editor typed it so, with a reason. What speaks against a claim is
not lost because a field is missing: it then counts as not yet assessed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sayso.model.claims import SOURCE_VOICE, Citation, Claim
from sayso.model.ledger import Ledger
from sayso.model.lineage import Lineage
from sayso.model.parties import Source
from sayso.model.speakers import Speaker, hands_of, listed, party_label, speaker_of
from sayso.model.standing import Origin

#: Relations that speak against a claim.
AGAINST = ("disputes", "refutes")
#: What the claimant counts as among the origins; no id has a star.
CLAIMANT = "*"
#: The key of what has no origin: a source that rests on itself, or is not on record.
_NOWHERE_KEY = "*nowhere"
_NOWHERE = Lineage(frozenset())


@dataclass(frozen=True, slots=True)
class _Why:
    """Why something does not count as independent, by the name of its phrase. `open`: a field
    that would decide it was left out, so that it may yet be."""

    name: str
    open: bool = False


@dataclass(frozen=True, slots=True)
class _Barred:
    """Keys of parties that cannot be independent of a claim: who makes it, who passes it on."""

    claimants: frozenset[str] = frozenset()
    hands: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Evidence:
    """The evidence graph of a ledger."""

    ledger: Ledger

    #: What was told of a claimant's words, and through whose hands: few speak most of the time.
    _speakers: dict[tuple[tuple[str, ...], tuple[str, ...]], Speaker] = field(default_factory=dict)

    def speaker(self, claim: Claim) -> Speaker:
        """Who makes a claim: worked out once for all claims of the same parties and hands."""
        if claim.claimant == (SOURCE_VOICE,):
            return speaker_of(self.ledger, claim)
        key = claim.claimant, hands_of(claim)
        if key not in self._speakers:
            self._speakers[key] = speaker_of(self.ledger, claim)
        return self._speakers[key]

    def lineage(self, source: Source | None) -> Lineage:
        return self.ledger.lineage[source.id] if source else _NOWHERE

    def origins(self, claim: Claim, speaker: Speaker) -> tuple[Origin, ...]:
        """The origin of each citation of a claim, in order."""
        citations = [citation for _, citation in claim.evidence]
        told = [citation.relation == "reports" for citation in citations]
        barred = _Barred() if all(told) else self._bars(claim)
        return tuple(
            self._told(citation, speaker.name) if only_told else self._origin(citation, barred)
            for citation, only_told in zip(citations, told)
        )

    def _bars(self, claim: Claim) -> _Barred:
        hands: set[str] = set()
        for _, citation in claim.evidence:
            hands.update(citation.via)
            if citation.relation == "reports" and (source := self.ledger.source_of(citation)):
                roots = self.lineage(source).roots
                hands.update(filter(None, map(self.ledger.publishers.get, (source.id, *roots))))
        top_of, claimants = self.ledger.top_of, self.ledger.claimant_ids(claim)
        return _Barred(frozenset(map(top_of, claimants)), frozenset(map(top_of, hands)))

    def _told(self, citation: Citation, speaker: str) -> Origin:
        """Whoever reports what was said has it from the claimant."""
        source = self.ledger.source_of(citation)
        where = source.id if source else citation.source or ""
        return Origin("reports", speaker, CLAIMANT, False, self._words("evidence_reports"), where)

    def _origin(self, citation: Citation, barred: _Barred) -> Origin:
        """Where a citation comes from that does more than report: its quote's speaker, or
        who published what its source rests on in the end."""
        source = self.ledger.source_of(citation)
        quote = self.ledger.quotes.get(citation.quote or "")
        lineage = self.lineage(source)
        # In a circle nothing is at the end: all circles are one place, each told by its name.
        roots = [source.id] if source and lineage.circular else sorted(lineage.roots)
        parties = [quote.speaker] if quote else [self.ledger.publishers.get(root) for root in roots]
        known = list(dict.fromkeys(party for party in parties if party is not None))
        keys = {self.ledger.top_of(party) for party in known}
        keys |= {f"*{root}" for root, party in zip(roots, parties, strict=False) if party is None}
        if lineage.circular:
            keys = {_NOWHERE_KEY}
        elif keys and keys <= barred.claimants:
            keys = {CLAIMANT}
        why = self._why(citation, source, known, len(known) == 0 or None in parties, barred)
        return Origin(
            relation=citation.relation,
            name=self._names(known) or self._words("evidence_nobody"),
            key=" ".join(sorted(keys)) or _NOWHERE_KEY,
            independent=why is None,
            why=self._words(why.name) if why else self._reasons(known),
            source=source.id if source else citation.source or "",
            open=why is not None and why.open and citation.relation in AGAINST,
            plural=len(known) > 1 or self._group(known),
        )

    def _words(self, name: str) -> str:
        return self.ledger.words.plain(name)

    def _names(self, known: list[str]) -> str:
        words = self.ledger.words
        return listed((party_label(self.ledger.parties.get(party), party, words) for party in known), words)

    def _group(self, known: list[str]) -> bool:
        parties = map(self.ledger.parties.get, known)
        return any(party is not None and party.type == "group" for party in parties)

    def _reasons(self, known: list[str]) -> str:
        reasons = [self.ledger.parties[party].interest_reason or "" for party in known]
        return "; ".join(reason.rstrip(".") for reason in dict.fromkeys(reasons))

    def _why(
        self, citation: Citation, source: Source | None, known: list[str], nameless: bool, barred: _Barred
    ) -> _Why | None:
        """Why an origin is not independent; None where it is. What is known to bar it
        comes before what is only left open."""
        found = [self._source_fault(source), _Why("evidence_no_publisher") if nameless else None]
        for party in known:
            key = self.ledger.top_of(party)
            if key in barred.claimants:
                found.append(_Why("evidence_claimant"))
            # Whoever passes a claim on cannot confirm it; but they can well contradict it.
            elif key in barred.hands and citation.relation not in AGAINST:
                found.append(_Why("evidence_passes_on"))
            found.append(self._dependent(party))
        faults = [why for why in found if why is not None]
        return next((why for why in faults if not why.open), faults[0] if faults else None)

    def _source_fault(self, source: Source | None) -> _Why | None:
        if source is None:
            return _Why("evidence_no_source", open=True)
        lineage = self.lineage(source)
        if lineage.circular:
            return _Why("evidence_circle")
        if lineage.taint and not lineage.lost:
            return _Why(f"evidence_{lineage.taint}")
        if not lineage.seen:
            return _Why("evidence_not_seen")
        if not all(root in self.ledger.sources for root in lineage.roots):
            return _Why("evidence_no_source", open=True)
        return _Why(f"evidence_{lineage.taint}", open=True) if lineage.lost else None

    def _dependent(self, party_id: str) -> _Why | None:
        """Why a party is not independent of the conflict; None where it is."""
        party = self.ledger.parties.get(party_id)
        if party is None:
            return _Why("evidence_who_is_it", open=True)
        if party.unnamed is not None:
            return _Why("evidence_unnamed")
        if self.ledger.side_of(party_id) or party.aligned_with:
            return _Why("evidence_side" if self.ledger.side_of(party_id) else "evidence_close_to_side")
        if party.interest == "independent":
            return None if party.interest_reason else _Why("evidence_no_reason", open=True)
        if party.interest is None:
            inherited = self.ledger.interest_of(party_id) != "unknown"
            return _Why("evidence_owner_interest" if inherited else "evidence_no_interest", open=True)
        unknown = party.interest == "unknown"
        return _Why("evidence_unknown_interest" if unknown else "evidence_interest")


def distinct(keys: Iterable[str]) -> list[str]:
    """The keys that count as places of their own.

    What rests on several places at once (a digest) adds one at most, and that only where
    none of its places is counted already. So one more key never lowers the number.
    """
    different = sorted(set(keys))
    if len(different) < 2:
        return different
    single = [key for key in different if " " not in key]
    apart = [key for key in different if " " in key and not set(key.split(" ")) & set(single)]
    return single + apart[:1]


def count(origins: Iterable[Origin], *relations: str) -> int:
    """How many independent origins stand in one of these relations to the claim."""
    return len(distinct([item.key for item in origins if item.independent and item.relation in relations]))
