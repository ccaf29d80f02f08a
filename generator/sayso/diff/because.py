"""What moved a badge, in clauses: the evidence that differs, else the fact that does.

The clauses are the later state's: read backwards they would be others.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sayso.model.claims import Claim
from sayso.model.parties import Source
from sayso.model.snapshot import Stood
from sayso.model.speakers import listed

from .evidence import RELATIONS, Cited, Moved
from .pairs import Pair, Paired
from .parties import Standpoints

#: A citation that came, in words.
_CAME: Final = {
    "reports": "{who} is cited for it",
    "supports": "{who} now says the same",
    "disputes": "{who} now disputes it",
    "refutes": "{who} now says it is wrong",
    "qualifies": "{who} now says it is so only in part",
    "withdraws": "{who} took it back",
}
#: What became of a source.
_STATES: Final = {
    "retracted": "was retracted",
    "corrected": "was corrected",
    "drifted": "was changed",
    "dead": "is gone",
    "live": "stands again",
}
#: The count that a citation of a relation adds to where it is independent.
_COUNTS: Final = {
    "supports": "independent_support",
    "disputes": "independent_dispute",
    "refutes": "independent_refutation",
}
#: Facts that are true or not: (words where it became so, words where it no longer is).
_TURNS: Final[Mapping[str, tuple[str, str]]] = {
    "doubt": ("we are no longer sure that we read the source rightly", "our doubt was settled"),
    "withdrawn_by_claimant": ("whoever said it took it back", "it no longer counts as taken back"),
    "favours_opponent": (
        "it now counts as a statement that does not help those who make it",
        "it no longer counts as a statement that does not help those who make it",
    ),
    "opposing_claimants": ("two opposing sides now say it", "opposing sides no longer both say it"),
    "first_hand": (
        "somebody who supports it was there",
        "nobody who supports it counts as having been there any more",
    ),
    "has_basis": (
        "there is now evidence that can be checked",
        "there is no longer evidence that can be checked",
    ),
    "own_words": ("their own words are now quoted", "their own words are no longer quoted"),
    "named": ("whoever says it is now named", "whoever says it is not named"),
    "tainted": ("a source it rests on no longer stands", "the sources it rests on stand again"),
    "groundless": ("no source that carries it still stands", "a source that carries it stands again"),
    "stale": ("its review is overdue", "it was reviewed"),
    "several_claimants": ("several now say it", "only one still says it"),
}
#: Facts that count: in the words of a count.
_AMOUNTS: Final[Mapping[str, str]] = {
    "independent_support": "independent sources that say the same",
    "independent_refutation": "independent sources that say it is wrong",
    "independent_dispute": "independent sources that dispute it",
    "hard_refutation": "independent sources with evidence against it",
    "unassessed": "sources against it that nobody has judged yet",
    "components": "parts of its figure",
    "components_confirmed": "parts of its figure that are confirmed",
    "outlets": "publishers that carry it",
    "origins": "places it comes from",
}
_OTHERS: Final[Mapping[str, str]] = {
    "later_claims": "what was said later in its place changed",
    "parts_confirmed": "the parts of its figure that are confirmed changed",
    "nature": "it counts as another kind of statement",
}
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
        found.append("the rules for badges changed")
    return tuple(dict.fromkeys(found)) or ("the way in which evidence is counted changed",)


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
        if name in _TURNS:
            yield _TURNS[name][0 if after else 1]
        elif name in _AMOUNTS:
            yield f"{_AMOUNTS[name]}: {before}, now {after}"
        else:
            yield _OTHERS.get(name, f"what we know of its {name.replace('_', ' ')} changed")


def _judgement(case: Case) -> Iterator[str]:
    claims = case.claims()
    if claims is None or claims[0].assessment == claims[1].assessment:
        return
    judged = claims[1].assessment
    if judged is not None:
        yield f"set by the editors’ own judgement ({judged.by}: {judged.reason})"
    else:
        yield "the editors took back their own judgement"


def _citations(case: Case) -> Iterator[str]:
    for each in case.citations.added:
        yield _came(case, each)
    for each in case.citations.lost:
        yield _went(each)
    for old, new in case.citations.both:
        who = new.who
        if old.citation.relation != new.citation.relation:
            yield _came(case, new)
        for field in ("access", "basis"):
            if getattr(old.citation, field) != getattr(new.citation, field):
                now = new.values.told(getattr(new.citation, field), (*new.path, field))
                yield f"how {who} knows it is now given as: {now or 'not known'}"
        if bool(old.words) != bool(new.words):
            yield f"the words of {who} are {'now' if new.words else 'no longer'} quoted"


def _came(case: Case, each: Cited) -> str:
    relation = each.citation.relation
    told = _CAME[relation].format(who=each.who)
    before, after = case.fact(_COUNTS.get(relation, ""))
    if relation not in _COUNTS or not isinstance(after, int):
        return told
    counts = after > (before if isinstance(before, int) else 0)
    return f"{told}, {'and counts' if counts else 'but does not count'} as independent"


def _went(each: Cited) -> str:
    return f"we no longer cite that {each.who} {RELATIONS[each.citation.relation]}"


def sources_apart(case: Case) -> Iterator[str]:
    """Sources that it cites in both states, and those they rest on, whose state or ground differs."""
    seen: set[str] = set()
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
        named = f"the source “{after.title}”"
        if before.status != after.status:
            yield f"{named} {_STATES[after.status]}"
        grounds = (
            {view.key(f"source:{each}") for each in source.based_on}
            for view, source in ((case.states.before, before), (case.states.after, after))
        )
        if next(grounds) != next(grounds):
            yield f"{named} is now said to rest on {'other sources' if after.based_on else 'no other source'}"
        if before.access != after.access:
            label = case.states.after.snapshot.label("accesses", after.access)
            yield f"how {named} knows what it says is now given as: {label or 'not known'}"
        old, new = (
            view.key(f"party:{source.publisher}")
            for view, source in ((case.states.before, before), (case.states.after, after))
        )
        if old != new:
            yield f"{named} is now put down to {case.states.after.outlet(source_id)}"


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
        yield f"it is now put down to {after.speakers(claims[1])}"
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
            yield _TURNS[name][0 if after else 1]
    before, after = case.fact("nature")
    if None not in (before, after) and before != after:
        yield f"it now counts as {NATURES.get(str(after), str(after))}"
    view = case.states.after
    known, later = case.names("later_claims")
    old_keys = {case.states.before.key(f"claim:{claim}") for claim in known}
    for claim in later:
        if view.key(f"claim:{claim}") not in old_keys:
            yield f"it was revised later: {view.title(f'claim:{claim}')}"
    if known and not later:
        yield "it no longer counts as revised"
    old, new = case.names("parts_confirmed")
    if old != new:
        parts = listed([view.snapshot.label("measures", part) for part in new])
        yield (
            f"of its figure is now confirmed: {parts}"
            if new
            else "no part of its figure is confirmed any more"
        )


NATURES: Final = {
    "fact": "a statement of fact",
    "opinion": "an opinion",
    "assessment": "an assessment",
    "forecast": "a forecast",
    "promise": "a promise",
    "refusal": "a refusal to answer",
}
