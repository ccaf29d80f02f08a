"""Charts: from a figure to what is drawn, to SVG, to a page that says who claims what."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from sayso import escape, project
from sayso.figures import BOUNDS, plain
from sayso.model.editions import Publication
from sayso.render.chart import MOST_ROWS, Entry, chart
from sayso.render.chart_lines import NORMAL, ROOM, lines, width_of
from sayso.render.chart_reach import Reach, reach
from sayso.render.chart_scale import AXIS, START, scale
from tests.charts import cases
from tests.support.scratch import REPOSITORY, scratch

MANUAL = (REPOSITORY / "docs" / "charts.md").read_text(encoding="utf-8")
#: "| `about` | 340 | bar to 306, span 306 to 374 | 340 |"
ROW = re.compile(r"^\| (`[a-z_]+`|none) \| ([^|]+?) \| ([^|]+?) \| ([^|]*?) \|$", re.MULTILINE)


# From a figure to what is drawn


def told(found: Reach) -> tuple[str, str]:
    """What is drawn, in the manual's words: the stretches, and where the marks stand."""
    words = {
        "floor": "solid to {1}", "bar": "bar to {1}", "span": "span {0} to {1}",
        "less": "open to the left from {1}", "more": "open to the right from {0}", "none": "hatched",
    }  # fmt: skip
    parts = [words[each.kind].format(plain(each.start), plain(each.stop or 0.0)) for each in found.parts]
    return ", ".join(parts) or "nothing", ", ".join(map(plain, found.marks))


@pytest.mark.parametrize("row", ROW.findall(MANUAL), ids=lambda row: f"{row[0]} {row[1]}")
def test_each_bound_is_drawn_as_the_manual_says(row: tuple[str, str, str, str]) -> None:
    bound, numbers, drawn, marks = row
    given = {} if bound == "none" else {"bound": bound.strip("`")}
    for key, text in zip(("min", "max"), numbers.split(" to "), strict=True) if " to " in numbers else ():
        given |= {key: text} if text != "…" else {}
    if " to " not in numbers and numbers != "no number":
        given["value"] = numbers.replace(",", "")
    assert told(reach(cases.figure(**given))) == (drawn, marks)


def test_the_manual_has_every_bound() -> None:
    assert {row[0].strip("`").replace("none", "") for row in ROW.findall(MANUAL)} == BOUNDS


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"as_said": "a battalion"}, "words"),
        ({"value": "-3"}, "negative"),
        ({"min": "5", "bound": "up_to"}, "words"),
        ({"value_status": "unknown"}, "unknown"),
    ],
)
def test_what_cannot_be_drawn_says_why(values: dict[str, str], why: str) -> None:
    assert reach(cases.figure(**values)) == Reach(why=why)  # type: ignore[arg-type]


numbers = st.decimals(0, 10**12, places=2, allow_nan=False, allow_infinity=False)


@settings(deadline=None)
@given(numbers, numbers, st.sampled_from(sorted(BOUNDS)))
def test_a_figure_is_drawn_whole_and_on_the_axis(one: Decimal, other: Decimal, bound: str) -> None:
    low, high = sorted((one, other))
    found = reach(cases.figure(min=str(low), max=str(high), **({"bound": bound} if bound else {})))
    axis = scale([found.top], ROOM)
    for part in found.parts:
        assert 0 <= part.start <= (part.stop if part.stop is not None else part.start) <= axis.top
    assert all(0 <= mark <= axis.top for mark in found.marks)


# The axis


@pytest.mark.parametrize(
    ("numbers", "labels"),
    [
        ([340], ["0", "100", "200", "300", "400"]),
        ([0], ["0", "1"]),
        ([1], ["0", "1"]),
        ([0, 3], ["0", "1", "2", "3"]),
        ([12, 1000], ["0", "250", "500", "750", "1,000"]),
        ([0.75], ["0", "0.2", "0.4", "0.6", "0.8"]),
        ([0.3], ["0", "0.1", "0.2", "0.3"]),
        ([10**9], ["0", "500,000,000", "1,000,000,000"]),
        ([10.0**39], ["0", ""]),
    ],
)
def test_the_axis_begins_at_0_and_has_round_numbers(numbers: list[float], labels: list[str]) -> None:
    assert [tick.label for tick in scale(map(float, numbers), ROOM).ticks] == labels


@settings(deadline=None)
@given(st.lists(st.floats(0, 1e15, allow_nan=False), max_size=8))
def test_the_axis_holds_every_number_in_the_same_measure(numbers: list[float]) -> None:
    axis = scale(numbers, ROOM)
    assert axis.top >= max(numbers, default=0) and axis.ticks[0].at == 0
    for number in numbers:
        at = float(axis.x(number).rstrip("%"))
        assert at == pytest.approx(START + AXIS * number / axis.top, abs=0.001)


@pytest.mark.parametrize(("numbers", "uneven"), [([3, 1000], True), ([10, 1000], False), ([0, 1000], False)])
def test_it_says_where_figures_are_too_small_to_be_seen(numbers: list[float], uneven: bool) -> None:
    assert scale(map(float, numbers), ROOM).uneven is uneven


# Words


@settings(deadline=None)
@given(st.text(max_size=300), st.integers(1, 4))
def test_lines_fit_a_phone_and_say_where_they_are_cut(text: str, most: int) -> None:
    found = lines(text, most=most)
    assert len(found) <= most
    assert all(width_of(line, NORMAL) <= ROOM for line in found)
    if "…" not in "".join(found):
        assert "".join(found).replace(" ", "") == escape.fold(text).replace(" ", "")


def test_no_line_is_cut_within_a_letter_and_its_marks() -> None:
    assert all(line[0] == "я" for line in lines("я\u0301" * 200, most=4))


# Whole charts


@pytest.mark.parametrize("name", cases.CASES)
def test_charts_look_as_they_are_kept(name: str) -> None:
    kept = (cases.HERE / f"{name}.svg").read_text(encoding="utf-8")
    assert cases.drawn(name) == kept, "look at it, then run: python -m tests.charts.cases"


@pytest.mark.parametrize("number", [8, 40, 60])
def test_many_rows_stand_below_each_other(number: int) -> None:
    many = [cases.entry(f"{each} killed", value=str(each)) for each in range(number)]
    made = chart(many, cases.FRAME)
    tops = [row.y for row in made.rows]
    assert len(tops) == min(number, MOST_ROWS) and tops == sorted(set(tops))
    assert made.left_out == number - len(tops)
    assert made.height > tops[-1] and all(line.y < made.height for line in made.foot)


def test_nothing_that_an_editor_writes_becomes_an_element() -> None:
    evil = "</text><script>alert(1)</script>*x*"
    made = chart([Entry(evil, evil, evil, evil, reach(cases.figure(value="1")), lang="en")], cases.FRAME)
    words = [str(line.text) for row in made.rows for line in row.lines]
    assert words and all("<" not in each for each in words)


# On a page

KILLED_AND_LOST = """\
claims:
  - {id: killed, text: Some were killed., claimant: north-army, about: bridge, source: gazette-1,
     exact: "about 40 were killed", said: 2025-01-04, figure: {measure: killed, value: 40, bound: about,
     as_said: "about 40 were killed", unit: soldiers, of: south-army, period: 2025-01-03}}
  - {id: killed-too, text: More were killed., claimant: gazette, about: bridge, source: gazette-1,
     exact: "at least 55 were killed", figure: {measure: killed, value: 55, bound: at_least,
     unit: soldiers, of: south-army, period: 2025-01-03}}
  - {id: none-given, text: Southland has not said how many., claimant: south-army, about: bridge,
     source: gazette-1, exact: "gave no number", figure: {measure: killed, value_status: not_given,
     unit: soldiers, of: south-army, period: 2025-01-03}}
  - {id: lost, text: A battalion was lost., claimant: south-army, about: bridge, source: gazette-1,
     exact: "600 were lost", figure: {measure: losses_unspecified, value: 600, unit: soldiers,
     of: north-army, period: 2025-01-03}}
  - {id: doubtful, text: Nine were killed., claimant: gazette, about: bridge, source: gazette-1,
     exact: "9 killed", doubt: {about: number, text: The copy is blurred here.},
     figure: {measure: killed, value: 9, unit: soldiers, of: south-army, period: 2025-01-03}}
  - {id: silent, text: The bridge was lost and won., claimant: north-army, about: bridge, source: gazette-1,
     exact: "lost and won"}
"""
PROSE = "# The bridge\n\n[[chart:bridge]]\n\n[[chart:bridge]]\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, LexborHTMLParser]:
    files = {"claims.yml": KILLED_AND_LOST, "content/index.md": PROSE}
    checked = project.check(scratch(tmp_path_factory.mktemp("charts"), files))
    pages, problems = project.pages(checked, Publication("The bridge"))
    assert not problems
    wanted = ("index.md", "questions/bridge.md")
    return {each.path: LexborHTMLParser(each.text) for each in pages if each.path in wanted}


@pytest.fixture
def page(site: dict[str, LexborHTMLParser]) -> LexborHTMLParser:
    return site["questions/bridge.md"]


def test_killed_and_losses_stand_in_two_charts_and_the_page_says_why(page: LexborHTMLParser) -> None:
    charts = [node.text(separator=" ") for node in page.css("svg.sy-chart")]
    assert len(charts) == 2
    assert "600" in charts[1] and "600" not in charts[0] and "55" not in charts[1]
    apart = page.css_first(".sy-figures__apart").text()
    assert "must not be set against each other" in apart
    assert "They do not measure the same thing: killed / losses (of what kind is not said)." in apart


def test_who_says_it_and_when_stands_inside_the_plot(page: LexborHTMLParser) -> None:
    said = [node.text() for node in page.css_first("svg.sy-chart").css("text")]
    assert said[:4] == ["Killed", "counted: Southland's army", "3 January 2025", "counted in: soldiers"]
    for words in (
        "Northland's army says:", "“about 40 were killed”", "said 4 January 2025", "unconfirmed",
        "at least 55 soldiers", "reported 5 January 2025",
        "Southland's army:", "gave no figure, Gazette report says",
    ):  # fmt: skip
        assert words in said
    assert said[-4:-1] == [
        "Each figure is what its speaker says.", "None is confirmed unless it is marked so.", "The bridge",
    ]  # fmt: skip
    assert said[-1].startswith("As our records stood on ")


def test_a_chart_has_a_title_a_description_and_its_table(page: LexborHTMLParser) -> None:
    for figure in page.css("figure.sy-chart-figure"):
        svg = figure.css_first("svg")
        ids = (svg.attributes["aria-labelledby"] or "").split()
        assert [node.attributes["id"] for node in svg.css("title, desc")] == ids
        assert all(node.text().strip() for node in svg.css("title, desc"))
        assert figure.css_first("table.sy-figures__table tbody tr") is not None


def test_every_figure_is_told_also_what_is_not_drawn(page: LexborHTMLParser) -> None:
    rows = [row.text() for row in page.css(".sy-figures__table tbody tr")]
    assert len(rows) == 5
    assert any("we are not sure of this number" in row for row in rows)
    assert "9 soldiers" not in page.css_first("svg").text()
    silent = page.css_first(".sy-figures__silent").text()
    assert "One claim on this question says nothing of how many." in silent and "lost and won" in silent


def test_the_forms_mean_what_they_say(page: LexborHTMLParser) -> None:
    first = page.css_first("svg.sy-chart")
    counts = {
        name: len(first.css(f".sy-chart__{name}")) for name in ("bar", "span", "open", "none", "mark--hollow")
    }
    assert counts == {"bar": 2, "span": 1, "open": 1, "none": 1, "mark--hollow": 2}
    key = page.css_first(".sy-chart-key").text()
    assert "Hatched box" in key and "Solid bar" not in key


def test_a_chart_in_prose_is_the_same_with_its_table_behind_a_button(
    site: dict[str, LexborHTMLParser],
) -> None:
    page = site["index.md"]
    assert len(page.css("svg.sy-chart")) == 4
    assert all(node.css_first("table") for node in page.css("details.sy-figures__more"))
    assert page.text().count("One claim on this question says nothing of how many.") == 2
    assert [node.attributes["href"] for node in page.css(".sy-figures--brief .sy-more a")] == [
        "questions/bridge/"
    ] * 2
    ids = [node.attributes["id"] for node in page.css("svg [id]")]
    assert len(ids) == len(set(ids)) == 8


#: More figures than a table in prose or a sheet of paper holds.
MANY = "claims:\n" + "".join(
    f"  - {{id: many-{n}, text: Some were killed., claimant: north-army, about: bridge, source: gazette-1,"
    f' exact: "{n} were killed", figure: {{measure: killed, value: {n}, unit: soldiers, of: south-army}}}}\n'
    for n in range(1, 46)
)


def test_a_long_table_says_where_it_is_cut_and_a_tall_drawing_gives_way_to_it_on_paper(
    tmp_path: Path,
) -> None:
    checked = project.check(scratch(tmp_path, {"claims.yml": MANY, "content/index.md": PROSE}))
    pages, problems = project.pages(checked, Publication("The bridge"))
    assert not problems
    made = {each.path: LexborHTMLParser(each.text) for each in pages}
    prose, whole = made["index.md"], made["questions/bridge.md"]
    assert len(prose.css("details.sy-figures__more tbody tr")) == 2 * 40
    assert "These are 40 of 45 figures." in prose.text()
    assert len(whole.css(".sy-chart-figure--tall tbody tr")) == 40, "the page's own claims, each of them"
    assert "of 45 figures" not in whole.css_first(".sy-figures").text()
    assert whole.css_first(".sy-chart-figure--tall > .sy-on-paper") is not None


# On the repository's own site


@pytest.fixture(scope="module")
def real() -> tuple[project.Checked, dict[str, LexborHTMLParser]]:
    checked = project.check(REPOSITORY)
    pages, _ = project.pages(checked)
    return checked, {each.path: LexborHTMLParser(each.text) for each in pages if "questions/" in each.path}


def test_no_chart_of_the_real_site_holds_two_measures(
    real: tuple[project.Checked, dict[str, LexborHTMLParser]],
) -> None:
    """Each word that a source gives for a figure stands in the one chart or table of its measure."""
    checked, pages = real
    seen = 0
    for question, claims in checked.ledger.claims_about.items():
        page = pages[f"questions/{question}.md"]
        given = [claim.figure for claim in claims if claim.figure is not None and claim.open]
        figures = [node.text() for node in page.css("figure.sy-chart-figure")]
        assert len(figures) == len({figure.measured() for figure in given})
        for figure in given:
            if figure.as_said:
                assert sum(figure.as_said in text for text in figures) == 1, figure.as_said
                seen += 1
        if len(figures) > 1:
            assert "must not be set against each other" in page.css_first(".sy-figures__apart").text()
    assert seen >= 5


def test_the_real_losses_stand_apart_from_the_killed_and_wounded(
    real: tuple[project.Checked, dict[str, LexborHTMLParser]],
) -> None:
    losses = real[1]["questions/russian-losses.md"]
    assert "battalion" not in losses.css_first("svg.sy-chart").text()
    assert "given in words, so it is in no chart" in losses.css_first(".sy-figures__table").text()
    assert "They do not measure the same thing: losses" in losses.css_first(".sy-figures__apart").text()
    killed = real[1]["questions/ukrainian-losses.md"].css("svg.sy-chart")
    assert len(killed) == 1
    said = [node.text() for node in killed[0].css("text")]
    assert said[0] == "Killed or wounded" and any("says:" in words for words in said)
