"""Long lists: grouped by badge and question, cut into pages, and nothing left out without a word."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.render.draft import Pager, sections
from tests.support.scratch import claims, scratch
from tests.test_pages import html, made

PAGES = (
    # page, of so many -> the numbers that are linked; 0 is "…"
    (1, 1, [1]),
    (1, 3, [1, 2, 3]),
    (2, 4, [1, 2, 3, 4]),
    (1, 12, [1, 2, 3, 0, 12]),
    (4, 12, [1, 2, 3, 4, 5, 6, 0, 12]),
    (6, 12, [1, 0, 4, 5, 6, 7, 8, 0, 12]),
    (9, 12, [1, 0, 7, 8, 9, 10, 11, 12]),
    (12, 12, [1, 0, 10, 11, 12]),
)


@pytest.mark.parametrize(("number", "pages", "shown"), PAGES)
def test_a_pager_leads_to_the_ends_and_to_what_is_near(number: int, pages: int, shown: list[int]) -> None:
    assert Pager(number, 0, ("p",) * pages).shown == shown


@given(st.integers(1, 2_000), st.data())
def test_a_pager_never_has_more_than_nine_links(pages: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(1, pages))
    pager = Pager(number, 0, tuple(f"page-{each}" for each in range(1, pages + 1)))
    links = [each for each in pager.shown if each not in (0, number)]
    steps = [step for step in (pager.path(number - 1), pager.path(number + 1)) if step]
    assert len(links) + len(steps) <= 9
    assert [each for each in pager.shown if each] == sorted({*links, number})
    assert number in pager.shown


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """256 claims, fifty on each page."""
    folder = tmp_path_factory.mktemp("many")
    return made(scratch(folder, {"claims.yml": claims(256), "site_config/sayso.yml": "page_size: 50\n"}))


def text(page: str) -> str:
    return " ".join(html(page).text(separator=" ").split())


def test_every_page_of_a_list_says_what_it_holds(many: dict[str, str]) -> None:
    assert "Page 2 of 6. Claims 51–100 of 256, by badge." in text(many["claims/page-2.md"])
    assert "Page 6 of 6. Claims 251–256 of 256, by badge." in text(many["claims/page-6.md"])


def test_each_group_says_how_many_it_has_and_which_of_them_stand_here(many: dict[str, str]) -> None:
    pages = [many["claims/index.md"], *(many[f"claims/page-{number}.md"] for number in range(2, 7))]
    told = [html(page).css(".sy-group__count") for page in pages]
    assert all(told)
    first = told[0][0].text()
    assert re.fullmatch(r"claims 1–50 of \d+", first), first


def test_every_claim_stands_on_one_page_of_the_list_and_on_no_other(many: dict[str, str]) -> None:
    names = [name for name in many if re.fullmatch(r"claims/(index|page-\d+)\.md", name)]
    links = [
        node.attributes["href"].rstrip("/").rpartition("/")[2]
        for name in names
        for node in html(many[name]).css(".sy-row__link")
    ]
    assert len(links) == len(set(links)) == 256


def test_a_long_list_of_one_party_is_grouped_by_question(many: dict[str, str]) -> None:
    page = html(many["parties/north-army.md"])
    assert page.css(".sy-group__title .sy-badge")
    assert "Who holds the bridge?" in [node.text() for node in page.css(".sy-group__topic a")]


def test_a_list_leads_on_and_back(many: dict[str, str]) -> None:
    steps = {
        node.attributes["rel"]: node.attributes["href"]
        for node in html(many["claims/page-3.md"]).css(".sy-pager__step")
    }
    assert steps == {"prev": "../page-2/", "next": "../page-4/"}
    assert html(many["claims/page-3.md"]).css_first(".sy-pager [aria-current=page]").text() == "3"


def test_the_list_of_all_claims_leads_on_by_badge_side_and_speaker(many: dict[str, str]) -> None:
    filters = html(many["claims/index.md"]).css_first(".sy-filters")
    headings = [node.text() for node in filters.css("h2")]
    assert headings == ["By badge", "By side", "By speaker"]
    links = {node.attributes["href"] for node in filters.css("a")}
    assert {"../sides/north/", "../parties/north-army/", "../parties/"} <= links


@given(st.lists(st.integers(0, 12), min_size=1, max_size=6), st.integers(1, 7))
def test_the_sections_of_all_pages_hold_each_claim_once(sizes: list[int], size: int) -> None:
    class Fake:
        about = None

    whole = [(f"status-{number}", [Fake() for _ in range(count)]) for number, count in enumerate(sizes)]
    total = sum(sizes)
    seen: list[object] = []
    for first in range(1, total + 1, size):
        for section in sections(whole, {}, first, min(first + size - 1, total)):  # type: ignore[arg-type]
            here = [claim for _, group in section.topics for claim in group]
            assert section.last - section.first + 1 == len(here) > 0
            assert section.whole == (len(here) == section.total)
            seen += here
    assert [id(claim) for claim in seen] == [id(claim) for _, group in whole for claim in group]


def test_a_site_with_nothing_in_it_yet_says_so(tmp_path: Path) -> None:
    pages = made(scratch(tmp_path, {"content/index.md": "# Nothing yet\n"}, cast=False))
    assert "None in our sources." in text(pages["claims/index.md"])
    assert "Nobody speaks here yet." in text(pages["parties/index.md"])
    assert "This explainer has no sources yet." in text(pages["sources/index.md"])
    home = text(pages["index.md"])
    assert "Where to go from here" in home
    assert "What is contested" not in [node.text() for node in html(pages["index.md"]).css("h2")]


def test_the_home_page_opens_with_the_editors_words_then_what_is_contested(tmp_path: Path) -> None:
    content = "# The bridge\n\n[[editorial]]\nWhat happened, in two lines.\n[[/editorial]]\n\n## The story\n"
    page = html(made(scratch(tmp_path, {"claims.yml": claims(4), "content/index.md": content}))["index.md"])
    shown = [node.text() for node in page.css("h1, h2, p") if node.text().strip()]
    order = [
        shown.index(each) for each in ("The bridge", "What happened, in two lines.", "What is contested")
    ]
    assert order == sorted(order)
    assert shown.index("How well confirmed is all this?") < shown.index("The story")
    row = page.css_first(".sy-contested__says")
    assert row.css_first(".sy-speaker").text().strip().endswith("says:") and row.css_first(".sy-badge")


@pytest.mark.parametrize(
    ("content", "first"),
    [
        ("# The bridge\n\n```\n\n## no heading\n\n```\n\n## The story\n", "The story"),
        ("# The bridge\n\n[[editorial]]\n\n## Inside\n\n[[/editorial]]\n\n## The story\n", ""),
    ],
    ids=["code", "block"],
)
def test_what_is_no_heading_of_the_page_does_not_part_it(tmp_path: Path, content: str, first: str) -> None:
    page = made(scratch(tmp_path, {"claims.yml": claims(1), "content/index.md": content}))["index.md"]
    headings = [node.text() for node in html(page).css("h2")]
    assert headings.index("What is contested") == (0 if first else headings.index("The story") + 1)
    assert page.count("The story") >= 1 and "<div" not in re.sub(r"(?s)<div.*?</div>", "", page)


def test_parties_stand_with_their_side(many: dict[str, str]) -> None:
    page = html(many["parties/index.md"])
    groups = {
        group.css_first("h2").text(): [node.text() for node in group.css(".sy-entry__name")]
        for group in page.css(".sy-group")
    }
    assert groups == {
        "Northland": ["Northland's army"],
        "Southland": ["Southland's army"],
        "On no side": ["The Gazette"],
    }
