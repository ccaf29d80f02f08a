"""What is told of which change: the pairs of tests/diff/, forwards and backwards."""

import dataclasses
import re
import time
from collections import Counter
from typing import Any

import pytest

from sayso.diff.differ import diff
from sayso.diff.history import history
from sayso.diff.together import together
from sayso.diff.worded import pieces, worded
from sayso.diff.words import clause, for_editors
from sayso.model.changes import KINDS, Change, Risk
from sayso.model.editions import Edition
from sayso.model.snapshot import Snapshot, read_document

from .support.ledgers import Data
from .support.pairs import StatePair, pairs
from .support.states import document_of, line, snapshot_of

PAIRS = pairs()
each_pair = pytest.mark.parametrize(
    "pair", PAIRS, ids=[f"{pair.file.removesuffix('.yml')}-{pair.why.replace(' ', '-')}" for pair in PAIRS]
)


@each_pair
def test_a_pair_tells_this_and_nothing_else(pair: StatePair) -> None:
    assert [line(change) for change in diff(pair.before, pair.after)] == pair.tells


@each_pair
def test_backwards_it_tells_the_mirror_image(pair: StatePair) -> None:
    assert seen(diff(pair.after, pair.before)) == seen(
        change.mirrored() for change in diff(pair.before, pair.after)
    )


@each_pair
def test_a_state_differs_in_nothing_from_itself(pair: StatePair) -> None:
    assert diff(pair.before, pair.before) == diff(pair.after, pair.after) == ()


@each_pair
def test_every_change_can_be_told(pair: StatePair) -> None:
    for change in diff(pair.before, pair.after):
        for told in (for_editors(change), clause(change)):
            assert told.strip()
            assert "None" not in told
        assert for_editors(change).startswith(change.record.replace(":", " ", 1))
        assert change.title, change
        # A reader sees no name of a record and no word of the rubric or the code.
        shown = " ".join((change.title, change.label, change.before, change.after, *change.because))
        words = set(re.findall(r"[\w-]+", shown))
        assert not words & {"corroborated", "tainted", "basis", "origin", "standing", "fact", change.kind}


@each_pair
def test_whatever_moved_a_badge_is_said(pair: StatePair) -> None:
    for change in diff(pair.before, pair.after):
        if change.kind in ("status-raised", "status-lowered", "status-turned", "badge-changed"):
            assert all(change.because) and change.because, change


def seen(changes: Any) -> Counter[tuple[Any, ...]]:
    """The changes without what only the later state tells: a title, reasons, who gave a figure."""
    return Counter(
        (c.kind, c.record, c.formerly, c.field, c.before, c.after, c.grave, c.measures) for c in changes
    )


def test_there_are_pairs_enough_and_every_kind_occurs() -> None:
    assert len({(pair.file, pair.why) for pair in PAIRS}) == len(PAIRS) >= 60
    told = {change.kind for pair in PAIRS for change in diff(pair.before, pair.after)}
    assert told == set(KINDS)


def test_the_mirror_of_a_mirror_is_the_kind_itself() -> None:
    for kind in KINDS.values():
        assert KINDS[kind.mirror].mirror == kind.name


def test_what_weighs_most_and_least() -> None:
    """A status raised, a figure of the dead, quoted words; least of all, wording."""
    assert KINDS["status-raised"].risk is KINDS["quote-altered"].risk is Risk.HIGH
    assert Change("figure-revised", "claim:a", grave=True).risk is Risk.HIGH
    assert [kind.name for kind in KINDS.values() if kind.risk is Risk.NONE] == ["wording-only"]


def test_the_gravest_comes_first() -> None:
    for pair in PAIRS:
        risks = [change.risk for change in diff(pair.before, pair.after)]
        assert risks == sorted(risks, reverse=True)


def test_what_became_of_one_record_stands_together_and_its_figure_leads() -> None:
    changes = [
        Change("figure-revised", "claim:a", grave=True),
        Change("statement-changed", "claim:a", grave=True),
        Change("quote-altered", "quote:q"),
        Change("claim-added", "claim:b"),
        Change("citation-added", "claim:a"),
    ]
    shuffled = sorted([changes[4], *changes[:4]], key=lambda change: change.sort_key)
    told = [(risk, [[each.kind for each in record] for record in records])
            for risk, records in together(shuffled)]  # fmt: skip
    assert told == [
        (Risk.HIGH, [["figure-revised", "statement-changed", "citation-added"], ["quote-altered"]]),
        (Risk.MEDIUM, [["claim-added"]]),
    ]


# In words


def test_an_editor_reads_one_line_with_the_evidence_that_moved_it() -> None:
    (pair,) = [pair for pair in PAIRS if pair.why == "one independent source says the same"]
    raised, added = diff(pair.before, pair.after)
    assert for_editors(raised) == (
        "claim town: better confirmed than before: “unconfirmed” → “one independent source agrees”; "
        "because The Wire now says the same, and counts as independent"
    )
    assert for_editors(added) == (
        "claim town: evidence added: “The Wire says the same: “we saw northern soldiers in the town””"
    )


def test_a_reader_reads_who_says_it_first() -> None:
    (pair,) = [pair for pair in PAIRS if pair.why == "one digit of the dead"]
    (revised,) = diff(pair.before, pair.after)
    assert revised.title == "The Northern Ministry says: About 340 soldiers were killed."
    assert (revised.before, revised.after) == ("about 340 soldiers (killed)", "about 341 soldiers (killed)")
    assert for_editors(revised).endswith("given by The Northern Ministry")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("We took it on Sunday.", "We took it on Monday.", "We took it on [-Sunday-] {+Monday+} ."),
        ("about 340 killed", "about 430 killed", "about [-340-] {+430+} killed"),
        ("The North", "the North", "[-The-] {+the+} North"),
        ("a b", "a b c", "a b {+c+}"),
        ("", "all of it", "{+all of it+}"),
        ("all of it", "", "[-all of it-]"),
        ("the same", "the same", "the same"),
    ],
)
def test_two_texts_are_told_word_by_word(before: str, after: str, told: str) -> None:
    assert worded(before, after) == told
    found = pieces(before, after)
    assert (
        " ".join(text for which, text in found if which != "in").split() == before.replace(".", " .").split()
    )
    assert (
        " ".join(text for which, text in found if which != "out").split() == after.replace(".", " .").split()
    )


def test_hostile_texts_are_told_in_no_time() -> None:
    """Long texts without a word in common, and with the same word everywhere."""
    start = time.perf_counter()
    for before, after in (
        ("a " * 30_000, "b " * 30_000),
        ("a b " * 15_000, "b a " * 15_000),
        ("; " * 30_000, "· " * 30_000),
        ("x" * 60_000, "x" * 59_999),
    ):
        assert len(worded(before, after)) < 5_000
        assert pieces(before, after)
    assert time.perf_counter() - start < 5


# Many records


def _many(number: int, value: str) -> Data:
    parties = [{"id": f"party-{n}", "type": "person", "name": f"Party {n}"} for n in range(20)]
    source = {
        "id": "source",
        "title": "A report",
        "publisher": "party-0",
        "kind": "article",
        "no_url": "on paper",
    }
    claims = [
        {
            "id": f"claim-{n}",
            "text": f"It is so, {n} times.",
            "claimant": f"party-{n % 20}",
            "source": "source",
            "exact": f"so {n} times",
            "figure": {"measure": "killed", "value": value, "unit": "soldiers"},
        }
        for n in range(number)
    ]
    return {"parties": parties, "sources": [source], "claims": claims}


def _took(before: Snapshot, after: Snapshot) -> float:
    best = 60.0
    for _ in range(2):
        start = time.perf_counter()
        diff(before, after)
        best = min(best, time.perf_counter() - start)
    return best


def test_ten_thousand_claims_are_compared_in_about_a_second() -> None:
    document = document_of(_many(10_000, "3"))
    before, same = read_document(document), read_document(document)
    assert diff(before, same) == ()
    assert _took(before, same) < 3  # 0.3 s on an idle machine


def test_the_time_grows_with_what_differs_and_not_with_its_square() -> None:
    small, large = (
        _took(snapshot_of(_many(number, "3")), snapshot_of(_many(number, "4"))) for number in (300, 2_400)
    )
    assert large < small * 8 * 4


def test_a_change_is_a_value() -> None:
    change = Change("figure-revised", "claim:b", before="1", after="2", formerly="claim:a")
    assert change.mirrored() == dataclasses.replace(
        change, record="claim:a", formerly="claim:b", before="2", after="1"
    )
    assert change.mirrored().mirrored() == change


# Over several editions


def _edition(day: str, data: Data) -> Snapshot:
    return dataclasses.replace(snapshot_of(data), edition=Edition(day, f"{day}T08:00:00Z"))


def _named(claim: str, text: str, *formerly: str) -> Data:
    data = _many(1, "3")
    data["claims"][0] |= {"id": claim, "text": text, **({"formerly": [*formerly]} if formerly else {})}
    return data


def test_a_history_follows_a_claim_through_its_names() -> None:
    """Each edition against the one before; what an old name did is found under the present one."""
    told = history(
        [
            _edition("2025-01-05", _named("one", "It is so.")),
            _edition("2025-01-06", _named("two", "It may be so.", "one")),
        ],
        _edition("2025-01-07", _named("three", "It is not so.", "two", "one")),
    )
    assert [len(step.changes) for step in told.steps] == [0, 2, 2]
    assert told.current == {"claim:one": "claim:three", "claim:two": "claim:three"}
    of_claim = told.of_record["claim:three"]
    assert [(edition.name, change.kind) for edition, change in of_claim] == [
        ("2025-01-07", "statement-changed"),
        ("2025-01-07", "claim-renamed"),
        ("2025-01-06", "statement-changed"),
        ("2025-01-06", "claim-renamed"),
    ]
    assert told.steps[0].before is None
    assert told.now.edition.name == "2025-01-07"
