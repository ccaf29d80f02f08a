"""Laws of the parts of a review: what is laid side by side, what counts as new, what is asked for."""

import time
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from sayso.diagnostics import Diagnostic, Mark, Severity
from sayso.model.changes import KINDS, Change
from sayso.model.settings import Approval, ReviewSettings
from sayso.model.snapshot import Rules, Snapshot
from sayso.render.pages import Page
from sayso.review.approvals import approvals
from sayso.review.found import brought
from sayso.review.reading import LONGEST, MOST_UNITS, compare, units

SENTENCES = st.lists(
    st.sampled_from(["It fell.", "It held.", "It fell on Friday.", "Nobody knows.", "Who says so?"]),
    max_size=30,
).map(tuple)
EMPTY = Snapshot({}, {}, Rules(version="1", rules="x"))
CHANGES = st.lists(
    st.builds(Change, st.sampled_from(sorted(KINDS)), st.sampled_from(["claim:a", "quote:b", "rubric"]))
)


@st.composite
def findings(draw: st.DrawFn) -> list[Diagnostic]:
    told = draw(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"), st.integers(1, 9))))
    return [
        Diagnostic(f"SAY00{code}", "n", Severity.ERROR, message, Mark("claims.yml", line), "", (), "")
        for code, message, line in told
    ]


@given(SENTENCES)
def test_what_is_the_same_shows_nothing(text: tuple[str, ...]) -> None:
    assert compare(text, text) == ()


@given(SENTENCES, SENTENCES)
def test_every_sentence_that_came_or_went_is_shown(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    found = compare(before, after)
    assert {each for each in after if each not in before} <= {passage.after for passage in found}
    assert {each for each in before if each not in after} <= {passage.before for passage in found}
    assert all(passage.before in (*before, "") and passage.after in (*after, "") for passage in found)
    assert len(set(found)) == len(found)
    assert all(passage.before != passage.after for passage in found) or before != after


@given(st.text(max_size=400))
def test_any_page_can_be_read(text: str) -> None:
    found = units(Page("x.md", text, "content/x.md"), "en")
    assert all(each.strip() == each != "" for each in found)
    assert len(found) <= MOST_UNITS


def test_a_page_without_end_is_read_in_time() -> None:
    """Of all that grows faster than the text there is a bound."""
    for piece in ("<a ", "[", "<!--", "x. ", "- ", "](", '<details class="sy-why__facts">'):
        page = Page("x.md", piece * 60_000, "content/x.md")
        begun = time.process_time()
        old, new = units(page, "en"), units(Page("x.md", ("y " + piece) * 40_000, ""), "en")
        assert len(compare(old, new)) <= 2 * MOST_UNITS
        assert time.process_time() - begun < 10, piece


def test_long_sentences_are_cut_round_the_difference() -> None:
    start, end = "so " * 300, " and so on" * 100
    (passage,) = compare((start + "40" + end,), (start + "49" + end,))
    assert "40" in passage.before
    assert "49" in passage.after
    assert max(len(passage.before), len(passage.after)) <= LONGEST + 4


def test_no_second_difference_hides_behind_a_first() -> None:
    (passage,) = compare(("A quiet " + "so " * 150 + "40 died.",), ("A calm " + "so " * 150 + "49 died.",))
    assert "40 died." in passage.before
    assert "49 died." in passage.after


@given(st.text("ab ", max_size=3_000), st.text("ab ", max_size=3_000))
def test_what_is_cut_still_differs(before: str, after: str) -> None:
    for passage in compare((before,), (after,)):
        assert passage.before != passage.after or max(len(before), len(after)) > 3 * LONGEST
        assert max(len(passage.before), len(passage.after)) <= 3 * LONGEST + 4


@given(findings(), findings())
def test_new_and_mended_are_what_lies_between(before: list[Diagnostic], after: list[Diagnostic]) -> None:
    def known(found: list[Diagnostic]) -> Counter[tuple[str, str]]:
        return Counter((item.code, item.message) for item in found)

    found = brought(before, after)
    assert known(list(found.new)) == known(after) - known(before)
    assert found.mended == sum((known(before) - known(after)).values())
    assert brought(after, after).new == ()


@given(findings(), st.integers(1, 500))
def test_where_a_finding_stands_makes_none_new(found: list[Diagnostic], lines: int) -> None:
    moved = [
        Diagnostic(i.code, i.name, i.severity, i.message, Mark(i.mark.path, i.mark.line + lines), "", (), "")
        for i in found
    ]
    assert brought(found, moved).new == ()


@given(CHANGES, st.integers(1, 5))
def test_a_policy_asks_for_what_it_names_and_no_less(changes: list[Change], needs: int) -> None:
    policy = ReviewSettings(approvals=(Approval.model_construct(kinds=("status-raised",), needs=needs),))
    asked = approvals(policy, changes, EMPTY, EMPTY)
    assert asked.needs == (needs if any(each.kind == "status-raised" for each in changes) else 0)
    assert all(each.kind == "status-raised" for line in asked.asked for each in line.changes)


@given(CHANGES, CHANGES)
def test_more_changes_never_want_fewer(some: list[Change], more: list[Change]) -> None:
    lines = [(("status-raised",), 2), (("quote-altered", "rubric-changed"), 3)]
    policy = ReviewSettings(
        approvals=tuple(Approval.model_construct(kinds=kinds, needs=needs) for kinds, needs in lines)
    )
    few = approvals(policy, some, EMPTY, EMPTY).needs
    assert approvals(policy, [*some, *more], EMPTY, EMPTY).needs >= few
