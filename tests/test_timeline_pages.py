"""Timelines: dates as headings, the overview, how long after, each side's column, long ones in pages."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import markdown
from selectolax.lexbor import LexborHTMLParser, LexborNode

from sayso import project
from sayso.edtf import read
from sayso.model.story import Event, Timeline
from sayso.phrasebook import default_words
from sayso.prose import EXTENSIONS
from sayso.render.accounts import columns
from sayso.render.chronicle import Chronicle
from sayso.render.delay import delay
from sayso.render.overview import SIZES, overviews
from sayso.render.timescale import Unit, bounds, scale, span
from sayso.sanitize import sanitize
from tests.support.ledgers import ledger_of
from tests.support.scratch import CAST, scratch

# ---- Steps of the calendar -------------------------------------------------------------------------

#: unit, a moment, where its step begins and where the next one does
STEPS = [
    (Unit("hour"), "2025-01-05T09:31", "2025-01-05T09:00", "2025-01-05T10:00"),
    (Unit("hour", 12), "2025-01-05T23:59", "2025-01-05T12:00", "2025-01-06T00:00"),
    (Unit("day"), "2024-02-29T01:00", "2024-02-29", "2024-03-01"),
    (Unit("week"), "2025-01-05", "2024-12-30", "2025-01-06"),
    (Unit("month"), "2024-12-31", "2024-12-01", "2025-01-01"),
    (Unit("month", 3), "2024-12-31", "2024-10-01", "2025-01-01"),
    (Unit("year", 10), "2024-06-01", "2020-01-01", "2030-01-01"),
    (Unit("year", 1000), "1999-06-01", "1000-01-01", "2000-01-01"),
]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(("unit", "at", "start", "after"), STEPS)
def test_a_step_begins_and_ends_with_the_calendar(unit: Unit, at: str, start: str, after: str) -> None:
    assert unit.floor(moment(at)) == moment(start)
    assert unit.after(unit.floor(moment(at))) == moment(after)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2025-01-05", "2025-01-05", "5 January 2025"),
        ("2025-01-03", "2025-01-05", "3–5 January 2025"),
        ("2024-08-01", "2024-08-31", "August 2024"),
        ("2024-08-01", "2025-01-31", "August 2024 – January 2025"),
        ("2024-01-01", "2024-12-31", "2024"),
        ("2024-01-01", "9999-12-31", "2024–9999"),
        ("2024-08-01", "2025-01-05", "1 August 2024 – 5 January 2025"),
    ],
)
def test_days_from_one_to_another_are_named_as_widely_as_they_reach(
    first: str, last: str, words: str
) -> None:
    assert span(date.fromisoformat(first), date.fromisoformat(last)).display() == words


moments = st.datetimes(datetime(1000, 1, 1), datetime(9999, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@given(st.tuples(moments, moments).map(sorted), st.integers(1, 40))
@settings(max_examples=60, deadline=None)
def test_a_scale_has_no_more_steps_than_there_is_room_for_and_holds_both_its_ends(
    ends: list[datetime], most: int
) -> None:
    first, last = ends
    along = scale(first, last, most)
    assert 1 <= along.slots <= most
    assert list(along.edges) == sorted(set(along.edges))
    assert along.edges[0] <= first
    assert last <= along.edges[-1]
    for each in ends:
        assert along.edges[along.slot(each)] <= each <= along.edges[along.slot(each) + 1]


# ---- How long after --------------------------------------------------------------------------------

#: happened, reported, words
DELAYS = [
    ("2025-01-05", "2025-01-05", "reported the same day"),
    ("2025-01-05T09:00Z", "2025-01-05", "reported the same day"),
    ("2025-01-04", "2025-01-05", "1 day later"),
    ("2025-01-04", "2025-01-09", "5 days later"),
    ("2025-01-03/2025-01-04", "2025-01-04", "up to 1 day later"),
    ("2025-01-03/2025-01-04", "2025-01-06", "2 to 3 days later"),
    ("2025-01-03~", "2025-01-06", "about 3 days later"),
    ("2024-08", "2025-01-05", "4 to 5 months later"),
    ("2024-08~", "2025-01-05", "about 5 months later"),
    ("2024-08/2025-01-05", "2025-01-05", "up to 5 months later"),
    ("1999-01-01", "2025-01-05", "about 26 years later"),
    # What the dates do not allow to be said is not said.
    ("2025-01-05~", "2025-01-05", None),
    ("2024-12", "2024-12", None),
    ("2024-12~", "2024-12~", None),
    ("2025-01-05", "2024", None),
    ("2024-08/..", "2025-01-05", None),
    ("../2024-08", "2025-01-05", None),
    ("2025", "2025-01-05", None),
]


@pytest.mark.parametrize(("happened", "reported", "words"), DELAYS)
def test_how_long_after_an_event_it_was_reported(happened: str, reported: str, words: str | None) -> None:
    found = delay(read(happened), read(reported))
    said = default_words().plain(found.phrase, found.n, least=found.least) if found else None
    assert said == words


# ---- Dates as headings, and pages ------------------------------------------------------------------


def event(number: int, when: str, **also: Any) -> dict[str, Any]:
    return {"id": f"event-{number}", "date": when, "title": f"T{number}", "stated_by": "editorial", **also}


def line_of(dates: list[str], **also: Any) -> Timeline:
    events = [event(number, when, **also) for number, when in enumerate(dates)]
    return Timeline.model_validate({"id": "war", "title": "War", "events": events})


def headings(line: Timeline) -> list[tuple[str, int]]:
    return [
        (group.when.display() if group.when else "", len(group.events)) for group in Chronicle(line).groups
    ]


#: the dates of a timeline, and its headings with how many events stand under each
HEADINGS: list[tuple[list[str], list[tuple[str, int]]]] = [
    (["2025-01-05"] * 3, [("5 January 2025", 3)]),
    (["2025-01-05", "2025-01-06"], [("", 2)]),
    (["2025-01-05", "2025-01-05~", "2025-01-05T09:00+03:00", "2025-01-06"] * 2,
     [("5 January 2025", 6), ("6 January 2025", 2)]),
    # A month has no day: it stands before the days, under its own name.
    (["2025-01-01", "2025-01-01", "2025-01", "2025-01", "2025-01-01", "2025-01-01"],
     [("January 2025", 2), ("1 January 2025", 4)]),
    # The day of its own zone, not that of Greenwich.
    (["2025-01-02T00:30+03:00", "2025-01-02", "2025-01-02"], [("2 January 2025", 3)]),
    ([f"2025-{month:02}-{day:02}" for month in (1, 2) for day in (1, 9, 20)],
     [("January 2025", 3), ("February 2025", 3)]),
    (["2024-08/2025-01-05", "2024-08-09", "2024-08-20", "2025-01-05", "2025-01-03", "2025-01-01"],
     [("August 2024", 3), ("January 2025", 3)]),
    (["../2024-08", "../2025", "../2026", "2025-01-05", "2025-01-05", "2025-01-05"],
     [("", 3), ("5 January 2025", 3)]),
]  # fmt: skip


@pytest.mark.parametrize(("dates", "told"), HEADINGS)
def test_events_stand_under_the_finest_date_that_many_share(
    dates: list[str], told: list[tuple[str, int]]
) -> None:
    assert headings(line_of(dates)) == told


days = st.dates(date(1990, 1, 1), date(2030, 12, 31)).map(date.isoformat)
writings = st.one_of(
    days,
    st.tuples(days, st.sampled_from("~?%")).map("".join),
    days.map(lambda day: day[:7]),
    days.map(lambda day: day[:4]),
    st.tuples(days, days).map(sorted).map("/".join),
    days.map(lambda day: f"{day}/.."),
    days.map(lambda day: f"../{day}"),
    st.tuples(days, st.sampled_from(["T00:10+14:00", "T23:50-12:00", "T12:00Z"])).map("".join),
)
lines = st.lists(writings, max_size=60).map(line_of)


@given(lines)
@settings(max_examples=100, deadline=None)
def test_every_event_stands_under_one_date_and_the_dates_are_in_order(line: Timeline) -> None:
    told = Chronicle(line)
    assert sorted(each.id for each in told.events) == sorted(each.id for each in line.events)
    names = [group.id for group in told.groups]
    assert len(set(names)) == len(names)
    begins = [bounds(group.when)[0] for group in told.groups if group.when]
    assert begins == sorted(begins, key=lambda each: each or moment("1000-01-01"))
    first = 1
    for group in told.groups:
        assert group.first == first
        first += len(group.events)


def heavy(count: int) -> Timeline:
    """A timeline of that many events with so much in each that it needs several pages."""
    claims = [f"claim-{number}" for number in range(10)]
    return line_of(
        [f"{2000 + number // 12}-{number % 12 + 1:02}-01" for number in range(count)], claims=claims
    )


def test_a_long_timeline_is_cut_into_pages_and_none_is_left_out() -> None:
    told = Chronicle(heavy(100))
    assert [part.path for part in told.parts][:2] == ["timelines/war.md", "timelines/war/part-2.md"]
    assert len(told.parts) > 3
    assert [each.id for part in told.parts for group in part.groups for each in group.events] == [
        each.id for each in told.events
    ]
    assert [part.first for part in told.parts][1:] == [part.last + 1 for part in told.parts][:-1]
    assert set(told.pages) == {each.id for each in told.events}
    assert len(
        {told.pages[each.id] for part in told.parts for group in part.groups for each in group.events}
    ) == len(told.parts)


def test_one_day_with_more_events_than_a_page_holds_is_parted() -> None:
    line = line_of(["2025-01-05"] * 60, claims=[f"claim-{number}" for number in range(10)])
    told = Chronicle(line)
    assert len(told.parts) > 1
    assert {group.id for part in told.parts for group in part.groups} == {"_2025-01-05"}


@pytest.mark.parametrize(
    ("count", "first", "left", "last"),
    [(0, 0, 0, 0), (1, 1, 0, 0), (14, 14, 0, 0), (15, 5, 3, 7), (300, 5, 288, 7)],
)
def test_in_the_editors_text_a_timeline_tells_its_beginning_and_its_end(
    count: int, first: int, left: int, last: int
) -> None:
    told = Chronicle(line_of(["2025-01-05"] * count))
    assert tuple(map(len, told.brief)) == (first, left, last)
    assert sum(told.brief, ()) == told.events, "none is told twice, none is forgotten in the count"


# ---- The overview ----------------------------------------------------------------------------------


@given(lines)
@settings(max_examples=100, deadline=None)
def test_every_event_has_one_mark_and_no_mark_covers_another(line: Timeline) -> None:
    events = Chronicle(line).events
    for drawing in overviews(events):
        assert sorted(each.id for mark in drawing.marks for each in mark.events) == sorted(
            each.id for each in events
        )
        assert drawing.rows <= drawing.size.rows
        least = 100 / drawing.size.slots
        for mark in drawing.marks:
            assert 0 <= mark.left <= mark.right <= 100.01
            assert mark.left - 0.01 <= mark.start <= mark.end <= mark.right + 0.01
            assert mark.width >= least - 0.01, "a step is as wide as a finger needs"
        for row in {mark.row for mark in drawing.marks}:
            there = sorted((mark.left, mark.right) for mark in drawing.marks if mark.row == row)
            assert all(before[1] <= after[0] + 0.02 for before, after in pairwise(there))
        assert [mark.left for mark in drawing.marks] == sorted(mark.left for mark in drawing.marks)


@given(lines)
@settings(max_examples=60, deadline=None)
def test_the_words_along_the_axis_have_room(line: Timeline) -> None:
    for drawing in overviews(line.events):
        assert 1 <= len(drawing.ticks) <= drawing.size.ticks
        taken = 0.0
        for tick in drawing.ticks:
            wide = 100 * 40 / drawing.size.pixels
            left, right = (tick.at - wide, tick.at) if tick.ends else (tick.at, tick.at + wide)
            assert taken <= left
            assert right <= 100
            taken = right


def test_what_the_words_along_the_axis_tell() -> None:
    def told(*dates: str) -> list[list[str]]:
        return [[tick.told for tick in each.ticks] for each in overviews(line_of(list(dates)).events)]

    assert told("2024-08-05", "2024-10-01", "2025-01-05") == [
        ["month_year", "month", "month"],
        ["month_year", "month", "month", "month", "month_year"],
    ]
    assert told("2025-01-03", "2025-01-04", "2025-01-05") == [["date", "day", "day"]] * 2
    assert told("2025-01-03T09:00", "2025-01-03T12:00", "2025-01-03T13:00")[0] == ["date", "hour", "hour"]
    assert set(told("1000", "2000", "9999")[1]) == {"year"}


def marks(*dates: str) -> list[tuple[int, bool, bool, bool, bool]]:
    """Each mark of the narrow drawing: how many events, whether a bar, certain, with a beginning, an end."""
    drawing = overviews(line_of(list(dates)).events)[0]
    return [
        (mark.count, mark.row is not None, mark.certain, mark.begins, mark.ends) for mark in drawing.marks
    ]


def test_what_a_mark_says_of_its_dates() -> None:
    assert marks("2025-01-01", "2025-01-01", "2025-01-05") == [
        (2, False, True, True, True),
        (1, False, True, True, True),
    ]
    assert marks("2025-01-01~", "2025-01-04?", "2025-01-05") == [
        (1, False, False, True, True),
        (1, False, False, True, True),
        (1, False, True, True, True),
    ]
    assert marks("2025-01-01/2025-01-04", "2025-01-05", "2025-01-05")[0] == (1, True, True, True, True)
    assert marks("2025-01-01/..", "2025-01-05", "2025-01-05")[0] == (1, True, True, True, False)
    assert marks("../2025-01-03", "2025-01-01", "2025-01-05")[1] == (1, True, True, False, True)


@pytest.mark.parametrize(
    "dates",
    [[], ["2025-01-05"], ["2025-01-05", "2025-01-06"], ["2025-01-05"] * 9, ["2024/.."] * 0 + ["../2024"] * 0],
)
def test_where_it_would_tell_nothing_there_is_no_overview(dates: list[str]) -> None:
    assert overviews(line_of(dates).events) == []


def test_three_hundred_events_are_few_marks() -> None:
    dates = [f"2025-{number % 12 + 1:02}-{number % 28 + 1:02}" for number in range(300)]
    for drawing, size in zip(overviews(Chronicle(line_of(dates)).events), SIZES, strict=True):
        assert len(drawing.marks) <= size.slots
        assert sum(mark.count for mark in drawing.marks) == 300


# ---- Each side's column ----------------------------------------------------------------------------


def sides(count: int, opposes: dict[int, int]) -> dict[str, list[dict[str, Any]]]:
    made = [
        {
            "id": f"s{number}",
            "name": f"S{number}",
            **({"opposes": [f"s{opposes[number]}"]} if number in opposes else {}),
        }
        for number in range(count)
    ]
    parties = [
        {
            "id": f"p{number}",
            "type": "group",
            "name": f"P{number}",
            "side": f"s{number}",
            "interest": "unknown",
        }
        for number in range(count)
    ]
    return {
        "sides": made,
        "parties": [*parties, {"id": "p", "type": "group", "name": "P", "interest": "unknown"}],
    }


def telling(*parties: str) -> Iterator[Event]:
    accounts = [{"party": party, "word": "it"} for party in parties]
    yield from line_of(["2025-01-05"], accounts=accounts).events


@pytest.mark.parametrize(
    ("count", "opposes", "parties", "shown", "others", "silent"),
    [
        (2, {}, ["p0"], ["s0", "s1"], False, []),
        (2, {}, ["p0", "p"], ["s0", "s1"], True, []),
        (2, {}, [], [], False, []),
        (6, {0: 3}, ["p0"], ["s0", "s3"], False, ["s1", "s2", "s4", "s5"]),
        (6, {3: 0}, ["p0", "p5"], ["s0", "s3", "s5"], False, ["s1", "s2", "s4"]),
    ],
)
def test_the_columns_of_a_timeline(
    count: int, opposes: dict[int, int], parties: list[str], shown: list[str], others: bool, silent: list[str]
) -> None:
    found = columns(ledger_of(sides(count, opposes)), telling(*parties))
    assert [side.id for side in found.sides] == shown
    assert [side.id for side in found.silent] == silent
    assert found.others == others


# ---- On the page -----------------------------------------------------------------------------------

ARABIC = "قال المتحدث"
UKRAINIAN = "Міст зруйновано вночі"
LONG = "A bridge " + "and another bridge " * 20 + "fall"
CLAIMS = """\
defaults: {source: gazette-1}
claims:
  - {id: held, text: Our army holds it., claimant: north-army, about: bridge, exact: "holds the bridge"}
  - {id: lost, text: They lost the bridge., claimant: south-army, about: bridge, exact: "lost the bridge"}
  - {id: seen, text: There was smoke., claimant: gazette, about: bridge, exact: "there was smoke"}
"""
STORY = f"""\
timelines:
  - id: war
    title: The war
    summary: What is *dated*.
    events:
      - {{id: march, date: 2024-12, date_reported: 2025-01-05, title: The march begins,
          stated_by: "claim:held"}}
      - id: fight
        date: 2025-01-04
        title: The bridge falls
        stated_by: "claim:held"
        date_reported: 2025-01-05
        text: It was dark.
        place: {{name: {UKRAINIAN}, precision: vicinity}}
        accounts:
          - {{party: north-army, claims: [held], word: battle}}
          - {{party: south-army, claims: [lost]}}
        claims: [held, lost, seen]
      - id: quiet
        date: 2025-01-04~
        title: "{ARABIC}"
        stated_by: "claim:lost"
        content_warning: It tells of wounds
        text: Nobody knows why.
        accounts:
          - {{party: north-army, claims: [held]}}
          - {{party: gazette, claims: [seen]}}
      - {{id: long, date: 2025-01-04, title: "{LONG}", stated_by: editorial}}
      - {{id: since, date: 2025-01-03/.., title: It lasts, stated_by: editorial}}
      - {{id: talks, date: 2025-01-04/2025-01-05, title: They talk, stated_by: "claim:seen"}}
  - {{id: none, title: Nothing yet, events: []}}
  - id: one
    title: One thing
    events: [{{id: only, date: 2025-01-05, title: It rains, stated_by: editorial}}]
"""


def pages_of(root: Path) -> dict[str, str]:
    checked = project.check(root)
    pages, problems = project.pages(checked)
    assert problems == [], checked.diagnostics
    return {page.path: page.text for page in pages}


def html(text: str) -> LexborHTMLParser:
    """A page as a reader's browser has it: converted, and through the sanitizer."""
    body = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    return LexborHTMLParser(sanitize(markdown(body, extensions=list(EXTENSIONS))))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    files = {
        "claims.yml": CLAIMS,
        "content/story.yml": STORY,
        "content/index.md": "# Home\n\n[[timeline:war]]\n",
    }
    return pages_of(scratch(tmp_path_factory.mktemp("timelines"), files))


@pytest.fixture(scope="module")
def war(site: dict[str, str]) -> LexborHTMLParser:
    return html(site["timelines/war.md"])


def only(page: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    found = page.css(selector)
    assert len(found) == 1, (selector, len(found))
    return found[0]


def words(node: LexborNode) -> str:
    return " ".join(node.text().split())


def test_headings_go_down_one_level_at_a_time(war: LexborHTMLParser) -> None:
    levels = [int(str(each.tag)[1]) for each in war.css("h1, h2, h3, h4, h5, h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_events_are_ordered_lists_that_count_on(war: LexborHTMLParser) -> None:
    shown = [each.attributes["id"] for each in war.css("ol.sy-timeline > li.sy-event")]
    assert shown == ["march", "since", "fight", "quiet", "long", "talks"]
    starts = [int(each.attributes.get("start") or 1) for each in war.css("ol.sy-timeline")]
    sizes = [len(each.css("li.sy-event")) for each in war.css("ol.sy-timeline")]
    assert starts == [1 + sum(sizes[:number]) for number in range(len(sizes))]


def test_a_date_is_a_time_only_where_html_can_say_it(war: LexborHTMLParser) -> None:
    def machine(event_id: str) -> list[str | None]:
        return [each.attributes.get("datetime") for each in war.css(f"#{event_id} .sy-event__when time")]

    assert machine("march") == ["2024-12"]
    assert machine("fight") == ["2025-01-04"]
    assert machine("quiet") == [], "about 4 January is no date that HTML can write"
    assert machine("since") == []
    assert machine("talks") == ["2025-01"], "the month in which both its days lie"
    assert words(only(war, "#quiet .sy-event__when")) == "about 4 January 2025"
    assert words(only(war, "#fight .sy-event__reported")) == "reported 5 January 2025, 1 day later"


def test_before_every_title_stands_who_says_so(war: LexborHTMLParser) -> None:
    assert words(only(war, "#fight .sy-event__title")) == "Northland's army says: The bridge falls"
    names = [each.attributes["aria-label"] or "" for each in war.css("svg a")]
    assert any("Northland's army says: The march begins" in name for name in names)
    assert not any(
        re.search(r"(: |first: )(The march begins|The bridge falls|They talk)", n) and "says:" not in n
        for n in names
    )


def test_each_side_has_its_column_in_the_same_order_and_an_empty_one_says_so(war: LexborHTMLParser) -> None:
    def lanes(event_id: str) -> list[tuple[str, bool]]:
        found = war.css(f"#{event_id} .sy-lane")
        return [
            (words(only(each, ".sy-lane__name")), "None in our sources." in words(each)) for each in found
        ]

    assert lanes("fight") == [("Northland", False), ("Southland", False)]
    assert lanes("quiet") == [("Northland", False), ("Southland", True), ("Others", False)]
    assert lanes("march") == []
    assert {each.attributes["class"] for each in war.css(".sy-accounts")} == {
        "sy-lanes sy-accounts sy-accounts--3"
    }
    for row in war.css(".sy-lane .sy-row"):
        assert row.css_first(".sy-speaker") is not None
        assert row.css_first(".sy-badge") is not None
    assert "Northland, Southland and Others" in words(only(war, ".sy-columns"))
    assert "battle" in words(only(war, "#fight .sy-calls"))


def test_what_has_a_warning_is_folded_away_under_it(war: LexborHTMLParser) -> None:
    behind = only(war, "#quiet details")
    assert "open" not in behind.attributes
    assert "It tells of wounds" in words(only(behind, "summary"))
    assert "Nobody knows why." in words(behind)
    assert len(war.css("#fight details")) == 0


def test_foreign_names_have_a_direction_of_their_own(war: LexborHTMLParser) -> None:
    assert words(only(war, "#fight .sy-muted bdi")) == UKRAINIAN
    assert ARABIC in words(only(war, "#quiet .sy-event__title"))


def test_every_event_has_a_plain_link_to_itself(war: LexborHTMLParser) -> None:
    for each in war.css("li.sy-event"):
        link = only(each, "a.sy-event__permalink")
        assert link.attributes["href"] == f"#{each.attributes['id']}"
        assert (link.attributes["aria-label"] or "").startswith(words(link)), "WCAG 2.2, 2.5.3"
    names = [each.attributes["aria-label"] for each in war.css("a.sy-event__permalink")]
    assert len(set(names)) == len(names)


def test_the_overviews_marks_lead_to_events_and_say_which(war: LexborHTMLParser) -> None:
    ids = {each.attributes["id"] for each in war.css("[id]")}
    drawings = war.css("svg[role=group]")
    assert len(drawings) == 2
    for drawing in drawings:
        assert drawing.attributes["aria-label"]
        for mark in drawing.css("a"):
            assert (mark.attributes["href"] or "#")[1:] in ids
            assert mark.attributes["aria-label"] == only(mark, "title").text()
        names = [mark.attributes["aria-label"] or "" for mark in drawing.css("a")]
        counted = [int((re.findall(r": ([0-9]+) events?[:;]", name) or ["1"])[0]) for name in names]
        assert sum(counted) == 6
    assert (only(war, ".sy-overview__skip a").attributes["href"] or "")[1:] in ids


def test_the_ways_to_the_dates_lead_to_their_headings(war: LexborHTMLParser) -> None:
    dates = {f"#{each.attributes['id']}" for each in war.css("h2.sy-when__date")}
    assert {each.attributes["href"] for each in war.css(".sy-jump a, .sy-when__ways a")} - {
        "#_timeline"
    } <= dates
    assert {each.attributes["href"] for each in war.css(".sy-jump a")} == (dates if len(dates) > 1 else set())


def test_no_two_places_of_a_page_have_one_id(war: LexborHTMLParser) -> None:
    ids = [each.attributes["id"] for each in war.css("[id]")]
    assert len(set(ids)) == len(ids)


def test_an_empty_timeline_says_so(site: dict[str, str]) -> None:
    page = html(site["timelines/none.md"])
    assert "No events stand on this timeline yet." in words(only(page, ".sy-none"))
    assert page.css("svg") == []


def test_one_event_has_no_overview_and_no_ways(site: dict[str, str]) -> None:
    page = html(site["timelines/one.md"])
    assert len(page.css("li.sy-event")) == 1
    assert page.css("svg, .sy-jump, .sy-when__ways") == []
    assert len(page.css("h2.sy-event__title")) == 1


def test_the_list_of_timelines_says_how_many_events_and_from_when_to_when(site: dict[str, str]) -> None:
    told = [words(each) for each in html(site["timelines/index.md"]).css(".sy-timelines > li .sy-muted")]
    assert told == ["6 events, 1 December 2024 – 5 January 2025", "0 events", "1 event, 5 January 2025"]


def test_in_the_editors_text_events_have_no_ids(site: dict[str, str]) -> None:
    page = html(site["index.md"])
    assert len(page.css("ol.sy-timeline--brief > li")) == 6
    assert page.css("li[id]") == []
    links = [each.attributes["href"] for each in page.css(".sy-event__link")]
    assert "timelines/war/#fight" in links


# ---- A long one ------------------------------------------------------------------------------------


def long_story() -> str:
    """Three hundred events over ten years, each with both sides' accounts."""
    accounts = "accounts: [{party: north-army, claims: [held]}, {party: south-army, claims: [lost]}]"
    events = "".join(
        f"      - {{id: e{number}, date: {2015 + number // 30}-{number % 12 + 1:02}-{number % 28 + 1:02}, "
        f'title: "Thing {number}", stated_by: "claim:held", claims: [seen], {accounts}}}\n'
        for number in range(300)
    )
    return f"  - id: long\n    title: Long\n    events:\n{events}"


@pytest.fixture(scope="module")
def long_site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    files = {
        "claims.yml": CLAIMS,
        "content/story.yml": f"timelines:\n{long_story()}",
        "content/index.md": "# Home\n\n[[timeline:long]]\n",
    }
    return pages_of(scratch(tmp_path_factory.mktemp("long"), files))


def long_pages(site: dict[str, str]) -> dict[str, LexborHTMLParser]:
    return {path: html(text) for path, text in site.items() if path.startswith("timelines/long")}


def test_three_hundred_events_are_told_in_full_once_each(long_site: dict[str, str]) -> None:
    pages = long_pages(long_site)
    assert len(pages) > 1
    full = [
        each.attributes["id"] for page in pages.values() for each in page.css("li.sy-event:has(.sy-lane)")
    ]
    assert sorted(full) == sorted(f"e{number}" for number in range(300))
    for path, text in long_site.items():
        if path.startswith("timelines/long"):
            assert len(text.encode()) < 330_000, f"{path}: the theme adds 60 kB to it"


def test_an_address_of_any_event_on_the_first_page_leads_to_it_for_ever(long_site: dict[str, str]) -> None:
    pages = long_pages(long_site)
    first = pages["timelines/long.md"]
    assert {each.attributes["id"] for each in first.css("li.sy-event")} == {
        f"e{number}" for number in range(300)
    }
    for each in first.css("li.sy-event:not(:has(.sy-lane))"):
        target, _, place = (only(each, "a.sy-event__link").attributes["href"] or "").partition("#")
        assert place == each.attributes["id"]
        assert pages[f"timelines/long/{target.strip('/')}.md"].css_first(f"#{place} .sy-lane") is not None


def test_the_parts_say_what_they_hold_and_lead_to_each_other(long_site: dict[str, str]) -> None:
    pages = long_pages(long_site)
    for page in pages.values():
        nav = only(page, "nav.sy-parts")
        assert len(nav.css("li")) == len(pages)
        assert len(nav.css("[aria-current=page]")) == 1
        assert "of 300" in words(nav)
    assert len(only(pages["timelines/long.md"], ".sy-more").css("a")) == 1


def test_what_leads_to_an_event_leads_to_the_page_that_tells_it_in_full(long_site: dict[str, str]) -> None:
    used = html(long_site["claims/held.md"])
    links = [each.attributes["href"] or "" for each in used.css("a[href*='#e299']")]
    assert links
    assert all("/part-" in link for link in links)


def test_on_the_home_page_its_beginning_and_its_end_stand_and_the_rest_is_counted(
    long_site: dict[str, str],
) -> None:
    page = html(long_site["index.md"])
    entries = page.css("ol.sy-timeline--brief > li")
    assert len(entries) == 5 + 1 + 7
    assert words(entries[5]) == "288 events in between"
    leads = [each.css("a.sy-event__link")[0].attributes["href"] or "" for each in (entries[0], entries[-1])]
    assert [lead.rpartition("#")[2] for lead in leads] == ["e0", "e275"], "24 December 2024"


def test_the_cast_has_two_sides() -> None:
    """What the columns above are counted by."""
    assert CAST.count("side: ") == 2
