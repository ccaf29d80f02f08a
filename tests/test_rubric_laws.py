"""Laws of the rubric that hold for any ledger."""

import time
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.model.standing import Standing
from sayso.rubric.explain import evidence_line, explain
from sayso.rubric.status import standings

from .support.ledgers import SIDES, SOURCES, TODAY, Data, Record, config, grade, ledger_of, ledgers

laws = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def summary(standing: Standing) -> tuple[Any, ...]:
    """All that is found of a claim; the origins in no particular order, as citations have none."""
    origins = sorted(standing.origins, key=repr)
    return (
        standing.status.code,
        standing.derived.code,
        standing.facts,
        origins,
        standing.badge,
        standing.steps,
    )


def rank(standing: Standing) -> int:
    """The rank of what the rules say; a status without one is compared with nothing."""
    return standing.derived.rank if standing.derived.rank is not None else -100


def never_raised(before: dict[str, Standing], after: dict[str, Standing]) -> None:
    for claim, standing in before.items():
        if standing.derived.rank is not None:
            now = after[claim]
            assert rank(now) <= rank(standing), f"{claim}: {standing.badge!r} became {now.badge!r}"


def citations(data: Data) -> Iterator[tuple[Record, Record]]:
    """Each claim with each of its citations."""
    for claim in data["claims"]:
        for citation in claim["citations"]:
            yield claim, citation


# One story told twice


@laws
@given(ledgers(), st.data())
def test_a_reprint_changes_outlets_and_nothing_else(data: Data, draw: st.DataObject) -> None:
    """A reprint by a publisher that is new, cited as the source that it reprints is cited."""
    cited = [(claim, citation) for claim, citation in citations(data) if "source" in citation]
    if not cited:
        return
    claim, citation = draw.draw(st.sampled_from(cited))
    before = grade(data)
    changed = deepcopy(data)
    interest = draw.draw(st.sampled_from([{}, {"interest": "independent", "interest_reason": "so it is"}]))
    changed["parties"].append({"id": "new", "type": "news_media_organization", "name": "New", **interest})
    changed["sources"].append(
        {
            "id": "reprint",
            "title": "Reprint",
            "publisher": "new",
            "kind": "article",
            "no_url": "on paper",
            "based_on": [citation["source"]],
            **draw.draw(st.sampled_from([{}, {"access": "first_hand"}, {"access": "relayed"}])),
        }
    )
    target = next(item for item in changed["claims"] if item["id"] == claim["id"])
    place = draw.draw(st.integers(0, len(target["citations"])))
    # A caution about the source's access is typed once, not again for each reprint.
    forgotten = draw.draw(st.sampled_from(["access", "basis", "exact", None]))
    again = {key: value for key, value in citation.items() if key != forgotten}
    target["citations"].insert(place, {**again, "source": "reprint"})
    if forgotten == "basis" and citation.get("relation") == "refutes":
        return  # to refute without a basis is another thing to say
    after = grade(changed)
    for name, standing in before.items():
        outlets = after[name].facts.outlets
        assert replace(after[name].facts, outlets=standing.facts.outlets) == standing.facts
        # What a source carried that was retracted, corrected, changed or lost no longer counts.
        stands = not ledger_of(data).lineage[citation["source"]].taint
        carried = stands and citation.get("relation", "reports") in ("reports", "supports", "qualifies")
        assert outlets - standing.facts.outlets == (1 if name == claim["id"] and carried else 0)
        assert after[name].badge == standing.badge
        assert set(after[name].origins) >= set(standing.origins)


@laws
@given(ledgers(), st.data())
def test_retracting_a_source_raises_nothing_that_it_carries(data: Data, draw: st.DataObject) -> None:
    """It can only lift what the source itself, or a claim that rests on it alone, held against a claim."""
    source = draw.draw(st.sampled_from(data["sources"]))["id"]
    before = grade(data)
    changed = deepcopy(data)
    next(item for item in changed["sources"] if item["id"] == source)["status"] = draw.draw(
        st.sampled_from(["retracted", "corrected", "drifted"])
    )
    after = grade(changed)
    against = ("independent_refutation", "independent_dispute", "unassessed", "disputed_by", "later_claims")
    for name, standing in before.items():
        facts, now = standing.facts, after[name].facts
        if all(getattr(facts, each) == getattr(now, each) for each in against):
            never_raised({name: standing}, after)
        assert now.outlets <= facts.outlets and now.independent_support <= facts.independent_support


# No side has it easier


def _renamed(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _renamed(inner, names) for key, inner in value.items()}
    if isinstance(value, list):
        return [_renamed(inner, names) for inner in value]
    return names.get(value, value)


@laws
@given(ledgers())
def test_mirrored_sides_give_the_mirrored_result(data: Data) -> None:
    """The sides of all parties and all `favours` exchanged, and who opposes whom with them."""
    one, two, _ = SIDES
    mirror = {one: two, two: one}
    before, after = grade(data), grade(_renamed(data, mirror))
    for claim, standing in before.items():
        facts = after[claim].facts
        sides = tuple(sorted(mirror.get(side, side) for side in standing.facts.claimant_sides))
        assert replace(facts, claimant_sides=standing.facts.claimant_sides) == standing.facts
        assert facts.claimant_sides == sides
        assert after[claim].derived.code == standing.derived.code
        assert after[claim].origins == standing.origins


# What does not matter


@laws
@given(ledgers(), st.randoms(use_true_random=False))
def test_order_changes_nothing(data: Data, random: Any) -> None:
    changed = deepcopy(data)
    for records in changed.values():
        random.shuffle(records)
    for claim in changed["claims"]:
        random.shuffle(claim["citations"])
        random.shuffle(claim.get("relations", []))
    for source in changed["sources"]:
        random.shuffle(source.get("based_on", []))
    before, after = grade(data), grade(changed)
    assert {claim: summary(item) for claim, item in before.items()} == {
        claim: summary(after[claim]) for claim in before
    }


IRRELEVANT: dict[str, Record] = {
    "sides": {"adjective": "Northern", "colour": "red"},
    "parties": {"role": "chief", "names": {"de": "Anders"}, "same_as": "https://example.org/"},
    "sources": {"title": "Another", "author": "A. Author", "published": "2025-01-05", "status_note": "seen"},
    "quotes": {"occasion": "a visit", "language": "de", "locator": "p. 2"},
    "claims": {
        "text": "It is otherwise.",
        "tags": ["tag"],
        "confidence": "low",
        "would_confirm": ["a picture"],
        "would_refute": ["a picture"],
        "formerly": ["old-id"],
        "editors_reading": "true",
    },
}
IRRELEVANT_IN_CITATIONS = {
    "note": "a note",
    "locator": "p. 2",
    "prefix": "a",
    "suffix": "b",
    "source_check": "confirmed",
}


@laws
@given(ledgers())
def test_what_the_rubric_does_not_name_changes_nothing(data: Data) -> None:
    changed = deepcopy(data)
    for kind, fields in IRRELEVANT.items():
        for record in changed[kind]:
            record.update(fields)
    for _, citation in citations(changed):
        citation.update(IRRELEVANT_IN_CITATIONS)
    before, after = grade(data), grade(changed)
    assert {claim: summary(item) for claim, item in before.items()} == {
        claim: summary(item) for claim, item in after.items()
    }


@laws
@given(ledgers())
def test_grading_twice_gives_the_same(data: Data) -> None:
    assert grade(data) == grade(data)


# Forgetting


def _forgettable(data: Data) -> Iterator[tuple[Record, str]]:
    """Each record with each of its fields that an editor may forget at no gain.

    The rest are cautions and contradictions: see `CAUTIONS` in test_rubric.py.
    """
    for side in data["sides"]:
        yield from _each(side, "opposes")
    for party in data["parties"]:
        yield from _each(party, "interest", "interest_reason")
    for source in data["sources"]:
        yield from _each(source, "access", "archives")
    for claim in data["claims"]:
        yield from _each(claim, "favours", "favours_reason", "about", "said", "review_by")
        for relation in claim.get("relations", ()):
            yield from _each(relation, "why")
        for citation in claim["citations"]:
            yield from _each(citation, "basis", "exact")
            if citation.get("access") == "first_hand":
                yield from _each(citation, "access")
            # A source in its own voice, and one's own words, are told by what reports them.
            told = claim["claimant"] != "source" and "exact" not in citation and "quote" not in citation
            if citation.get("relation") in ("supports", "qualifies") and told:
                yield from _each(citation, "relation")
        figure = claim.get("figure", {})
        yield from _each(figure, "unit", "of", "period", "as_said")


def _each(record: Record, *names: str) -> Iterator[tuple[Record, str]]:
    yield from ((record, name) for name in names if name in record)


@laws
@given(ledgers())
def test_forgetting_a_field_never_raises_a_status(data: Data) -> None:
    before = grade(data)
    for record, name in list(_forgettable(data)):
        kept = dict(record)
        del record[name]
        never_raised(before, grade(data))
        record.clear()
        record.update(kept)


@laws
@given(ledgers(), st.randoms(use_true_random=False))
def test_forgetting_one_field_after_another_never_raises_a_status(data: Data, random: Any) -> None:
    """Who forgets twice gains nothing either: each step is compared with the one before."""
    before = grade(data)
    fields = list(_forgettable(data))
    random.shuffle(fields)
    for record, name in fields[:6]:
        record.pop(name, None)
        after = grade(data)
        never_raised(before, after)
        before = after


def _changed_claims(data: Data, change: Callable[[Record], bool]) -> Iterator[tuple[Data, str]]:
    for index, claim in enumerate(data["claims"]):
        changed = deepcopy(data)
        if change(changed["claims"][index]):
            yield changed, claim["id"]


@laws
@given(ledgers(), st.integers(0, 5))
def test_less_support_never_raises_a_status(data: Data, at: int) -> None:
    """A supporting citation taken away. (One with `via` also says who passed the claim on.)"""

    def change(claim: Record) -> bool:
        support = [c for c in claim["citations"] if c.get("relation") == "supports" and "via" not in c]
        # A source in its own voice is whoever is cited, where nobody reports it.
        if at >= len(support) or claim["claimant"] == "source":
            return False
        claim["citations"] = [c for c in claim["citations"] if c is not support[at]]
        return True

    before = grade(data)
    for changed, claim in _changed_claims(data, change):
        after = grade(changed)
        never_raised({claim: before[claim]}, after)


@laws
@given(ledgers(), st.sampled_from(SOURCES), st.sampled_from(["refutes", "disputes"]))
def test_a_contradiction_never_raises_a_status(data: Data, source: str, relation: str) -> None:
    """One more citation against a claim. (Whoever was not yet assessed may come to stand beside
    independent evidence on both sides, which says more: left out.)"""

    def change(claim: Record) -> bool:
        claim["citations"].append({"source": source, "relation": relation})
        return True

    before = {claim: item for claim, item in grade(data).items() if not item.facts.unassessed}
    for changed, claim in _changed_claims(data, change):
        if claim in before:
            never_raised({claim: before[claim]}, grade(changed))


@laws
@given(ledgers(), st.sampled_from(SOURCES))
def test_a_report_is_no_support(data: Data, source: str) -> None:
    """One more outlet that reports a claim never confirms it further. (Where all that carried it is
    lost, a new one proves again who says so, no more than the lost one did: left out.)"""

    def change(claim: Record) -> bool:
        claim["citations"].append({"source": source})
        return bool(claim["claimant"] != "source")

    before = grade(data)
    for changed, claim in _changed_claims(data, change):
        after = grade(changed)[claim]
        assert after.facts.independent_support <= before[claim].facts.independent_support
        if before[claim].facts.outlets:
            never_raised({claim: before[claim]}, {claim: after})


# Explanations


@laws
@given(ledgers())
def test_every_claim_can_be_explained(data: Data) -> None:
    ledger = ledger_of(data)
    for standing in grade(data).values():
        told = explain(ledger, config(), standing)
        mine = standing.derived.rank
        higher = [
            status.short
            for status in config().rubric.statuses
            if mine is not None and status.rank is not None and status.rank > mine
        ]
        assert sorted(short for short, _ in told.better) == sorted(higher)
        assert all(lacks for _, lacks in told.better)
        sentences = (told.who, told.others, told.change, evidence_line(standing), standing.badge)
        for sentence in sentences:
            assert sentence == sentence.strip() and "  " not in sentence
            assert not any(
                odd in sentence for odd in ("..", ",,", " ,", "None", "{", "}", "account says", "()")
            )
        for sentence in sentences[:4]:
            assert sentence.endswith(".") and sentence[0].isupper()


@laws
@given(ledgers())
def test_a_badge_says_who_first(data: Data) -> None:
    for standing in grade(data).values():
        who, mark, found = standing.badge.partition(" · ")
        assert mark and found
        assert who.startswith((standing.speaker.name, "This source"))


@laws
@given(ledgers(), st.data())
def test_a_ledger_with_holes_is_graded_all_the_same(data: Data, draw: st.DataObject) -> None:
    """Records that others refer to are missing: a fault to be told elsewhere, never a crash."""
    changed = deepcopy(data)
    for kind in ("sides", "parties", "sources", "quotes"):
        gone = draw.draw(st.integers(0, len(changed[kind])))
        changed[kind] = changed[kind][gone:]
    ledger = ledger_of(changed)
    for standing in grade(changed).values():
        assert explain(ledger, config(), standing).who


# Time


def test_long_ways_take_no_longer_for_being_long() -> None:
    """A reprint of a reprint of ..., a party that belongs to one that belongs to ...: both cited from
    every link on, which would take minutes if each walked the whole way."""
    links = range(4000)
    data: Data = {
        "parties": [
            {
                "id": f"p{n}",
                "type": "organization",
                "name": f"P{n}",
                "interest": "independent",
                "interest_reason": "so it is",
                **({"affiliation": f"p{n - 1}"} if n else {}),
            }
            for n in links
        ],
        "sources": [
            {
                "id": f"s{n}",
                "title": "S",
                "publisher": f"p{n}",
                "kind": "article",
                "no_url": "on paper",
                **({"based_on": [f"s{n - 1}"]} if n else {}),
            }
            for n in links
        ],
        "claims": [
            {
                "id": f"c{n}",
                "text": "It is so.",
                "claimant": "nobody",
                "citations": [{"source": f"s{n}", "relation": "supports"}],
            }
            for n in links
        ],
    }
    ledger = ledger_of(data)
    started = time.process_time()
    found = standings(ledger, config(), TODAY)
    assert time.process_time() - started < 2
    assert {standing.derived.code for standing in found.values()} == {"one_source"}
    assert {standing.origins[0].key for standing in found.values()} == {"p0"}
