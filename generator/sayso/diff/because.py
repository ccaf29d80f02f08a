"""What moved a badge, in clauses: the evidence that differs, else the fact that does.

The clauses are the later state's: read backwards they would be others.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sayso.model.claims import Claim
from sayso.model.parties import Source
from sayso.model.snapshot import Stood
from sayso.model.speakers import listed
from sayso.phrases import Phrases

from .evidence import Cited, Moved
from .pairs import Pair, Paired
from .parties import Standpoints

#: The count that a citation of a relation adds to where it is independent.
_COUNTS: Final = {
    "supports": "independent_support",
    "disputes": "independent_dispute",
    "refutes": "independent_refutation",
}
#: Facts that are true or not.
_TURNS: Final = frozenset(
    {
        *("doubt", "withdrawn_by_claimant", "favours_opponent", "opposing_claimants", "first_hand"),
        *("has_basis", "own_words", "named", "tainted", "groundless", "stale", "several_claimants"),
    }
)
#: Facts that are told of somebody else, or as a change of their own.
_TOLD_ELSEWHERE: Final = frozenset({"claimant_sides", "disputed_by"})


@dataclass(frozen=True)
class Case:
    """All that the two states say of one claim whose badge differs."""

    states: Paired
    pair: Pair
    citations: Moved
    one: Stood
    other: Stood
    standpoints: Standpoints

    @property
    def words(self) -> Phrases:
        """The words in which it is told."""
        return self.states.after.words

    def turn(self, name: str, now: object) -> str:
        """A fact that is true or not, as it became."""
        return self.words.plain(f"diff_turn_{name}_{'yes' if now else 'no'}")

    def names(self, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """A fact that is a list of names, in both states."""
        return names_of(self.one, name), names_of(self.other, name)

    def fact(self, name: str) -> tuple[Any, Any]:
        return self.one.facts.get(name), self.other.facts.get(name)

    def claims(self) -> tuple[Claim, Claim] | None:
        before, after = self.pair.before, self.pair.after
        return (before, after) if isinstance(before, Claim) and isinstance(after, Claim) else None


def names_of(stood: Stood, name: str) -> tuple[str, ...]:
    """A fact that is a list of names. A ledger from elsewhere may have anything there."""
    value = stood.facts.get(name)
    return tuple(map(str, value)) if isinstance(value, list | tuple) else ()


def because(case: Case) -> tuple[str, ...]:
    """Why a claim's badge moved, the nearest reason first; never empty."""
    found = [*_judgement(case), *_citations(case), *sources_apart(case), *_parties(case), *_rest(case)]
    found = found or list(facts_apart(case))
    if case.states.before.snapshot.rubric.rules != case.states.after.snapshot.rubric.rules:
        found.append(case.words.plain("diff_rules_changed"))
    return tuple(dict.fromkeys(found)) or (case.words.plain("diff_counted_otherwise"),)


def facts_apart(case: Case) -> Iterator[str]:
    """Each fact that differs, in words. A fact that only one of the states knows is none."""
    for name in sorted(case.one.facts.keys() & case.other.facts.keys() - _TOLD_ELSEWHERE):
        before, after = case.fact(name)
        if name == "later_claims":
            # By what they are, not by what they are called.
            views = (case.states.before, case.states.after)
            before, after = (
                sorted(view.key(f"claim:{claim}") for claim in claims)
                for view, claims in zip(views, case.names(name), strict=True)
            )
        if before == after:
            continue
        amount, other = f"diff_amount_{name}", f"diff_fact_{name}"
        if name in _TURNS:
            yield case.turn(name, after)
        elif amount in case.words:
            yield case.words.plain(amount, before=before, after=after)
        elif other in case.words:
            yield case.words.plain(other)
        else:
            yield case.words.plain("diff_of_fact", fact=name.replace("_", " "))


def _judgement(case: Case) -> Iterator[str]:
    claims = case.claims()
    if claims is None or claims[0].assessment == claims[1].assessment:
        return
    judged = claims[1].assessment
    if judged is not None:
        yield case.words.plain("diff_judged", by=judged.by, reason=judged.reason)
    else:
        yield case.words.plain("diff_judged_not")


def _citations(case: Case) -> Iterator[str]:
    for each in case.citations.added:
        yield _came(case, each)
    for each in case.citations.lost:
        yield case.words.plain(f"diff_went_{each.citation.relation}", who=each.who)
    for old, new in case.citations.both:
        who = new.who
        if old.citation.relation != new.citation.relation:
            yield _came(case, new)
        for field in ("access", "basis"):
            if getattr(old.citation, field) != getattr(new.citation, field):
                now = new.values.told(getattr(new.citation, field), (*new.path, field))
                yield case.words.plain("diff_knows", who=who, how=now or _not_known(case))
        if bool(old.words) != bool(new.words):
            yield case.words.plain("diff_quoted" if new.words else "diff_quoted_not", who=who)


def _came(case: Case, each: Cited) -> str:
    relation = each.citation.relation
    told = case.words.plain(f"diff_came_{relation}", who=each.who)
    before, after = case.fact(_COUNTS.get(relation, ""))
    if relation not in _COUNTS or not isinstance(after, int):
        return told
    counts = after > (before if isinstance(before, int) else 0)
    return case.words.plain("diff_counts" if counts else "diff_counts_not", told=told)


def _not_known(case: Case) -> str:
    return case.words.plain("source_not_known")


def sources_apart(case: Case) -> Iterator[str]:
    """Sources that it cites in both states, and those they rest on, whose state or ground differs."""
    seen: set[str] = set()
    plain = case.words.plain
    queue = [each.source for each in _cited_now(case)]
    while queue and len(seen) < 200:
        source_id = queue.pop(0)
        if source_id in seen:
            continue
        seen.add(source_id)
        after = case.states.after.get("source", source_id)
        before = _before(case, "source", source_id)
        if not isinstance(after, Source):
            continue
        queue += after.based_on
        if not isinstance(before, Source):
            continue
        if before.status != after.status:
            yield plain(f"diff_state_{after.status}", title=after.title)
        grounds = (
            {view.key(f"source:{each}") for each in source.based_on}
            for view, source in ((case.states.before, before), (case.states.after, after))
        )
        if next(grounds) != next(grounds):
            yield plain("diff_rests" if after.based_on else "diff_rests_not", title=after.title)
        if before.access != after.access:
            label = case.states.after.snapshot.label("accesses", after.access)
            yield plain("diff_source_knows", title=after.title, how=label or _not_known(case))
        old, new = (
            view.key(f"party:{source.publisher}")
            for view, source in ((case.states.before, before), (case.states.after, after))
        )
        if old != new:
            yield plain("diff_source_put_down", title=after.title, who=case.states.after.outlet(source_id))


def _cited_now(case: Case) -> list[Cited]:
    from_pairs = [new for _, new in case.citations.both]
    return [*from_pairs, *case.citations.kept]


def _before(case: Case, kind: str, name: str) -> Any:
    """The record of the earlier state that a name of the later one is."""
    return case.states.earlier(f"{kind}:{name}")


def _parties(case: Case) -> Iterator[str]:
    """Who says it and who published it: those whose side or interest differs."""
    claims = case.claims()
    if claims is None:
        return
    before, after = case.states.before, case.states.after
    if {*map(_key(before), claims[0].claimant)} != {*map(_key(after), claims[1].claimant)}:
        yield case.words.plain("diff_put_down", who=after.speakers(claims[1]))
    involved = dict.fromkeys(claims[1].claimant)
    for each in (*_cited_now(case), *case.citations.added):
        source = each.view.get("source", each.source)
        if isinstance(source, Source):
            involved[source.publisher] = None
    for party in involved:
        yield from case.standpoints.told(party)


def _key(view: Any) -> Any:
    return lambda party: view.key(f"party:{party}")


def _rest(case: Case) -> Iterator[str]:
    """What is neither evidence nor a party: a doubt, a withdrawal, a revision, a dispute."""
    for name in ("withdrawn_by_claimant", "doubt", "favours_opponent", "opposing_claimants"):
        before, after = case.fact(name)
        if before is not None and after is not None and bool(before) != bool(after):
            yield case.turn(name, after)
    before, after = case.fact("nature")
    if None not in (before, after) and before != after:
        key = f"diff_now_{after}"
        yield case.words.plain(key if key in case.words else "diff_fact_nature")
    view = case.states.after
    known, later = case.names("later_claims")
    old_keys = {case.states.before.key(f"claim:{claim}") for claim in known}
    for claim in later:
        if view.key(f"claim:{claim}") not in old_keys:
            yield case.words.plain("diff_revised", claim=view.title(f"claim:{claim}"))
    if known and not later:
        yield case.words.plain("diff_revised_not")
    old, new = case.names("parts_confirmed")
    if old != new:
        parts = listed([view.snapshot.label("measures", part) for part in new], case.words)
        yield case.words.plain("diff_parts" if new else "diff_parts_none", parts=parts)
