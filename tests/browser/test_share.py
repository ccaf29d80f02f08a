"""A reader who copies, cites, shares and follows a quotation to its place: in a real browser."""

import re
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from sayso.model.parties import Source
from sayso.render.passage import Passage, to_passage
from sayso.site.build import build
from tests.browser.conftest import Seen
from tests.browser.looking import served
from tests.support.scratch import MKDOCS_YML, scratch
from tests.support.series import EDITIONS, publish

pytestmark = pytest.mark.browser

FILES = {
    "mkdocs.yml": MKDOCS_YML,
    "site_config/sayso.yml": "title: The bridge\nrepository: {url: https://github.com/us/site}\n",
    "content/index.md": """\
        # The bridge

        [[claim:held]]

        [[editorial]]Nobody else was there.[[/editorial]]
        """,
    "content/kept.yml": """\
        sources:
          - id: kept
            title: Kept report
            publisher: gazette
            kind: article
            url: "https://example.org/2#top"
            published: 2025-01-05
            access: first_hand
            archives:
              - {url: "https://archive.example/1/https://example.org/2", date: 2025-01-06}
              - {url: "https://archive.example/2/https://example.org/2", date: 2025-02-07}
        """,
    "content/quotes.yml": """\
        quotes:
          - {id: q-here, speaker: north-army, text: "we are here to stay", source: gazette-1}
        """,
    "claims.yml": """\
        claims:
          - id: held
            text: Our army holds the bridge.
            claimant: north-army
            about: bridge
            citations:
              - {source: kept, exact: "the army says it holds the bridge"}
          - id: lost
            text: They lost the bridge.
            claimant: south-army
            about: bridge
            source: gazette-1
            exact: "they lost the bridge"
        """,
}
HELD = "Northland's army says: Our army holds the bridge."


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A small site outside of any edition."""
    result = build(scratch(tmp_path_factory.mktemp("small"), FILES))
    assert result.site is not None, result.diagnostics
    with served(result.site) as where:
        yield where


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Two editions, published without an address of their own."""
    with served(publish(tmp_path_factory.mktemp("editions"), editions=EDITIONS[:2])) as where:
        yield where


#: Selects from a place in one text to a place in another and copies, as a reader's keys do; gives
#: what the clipboard gets: {plain, html}; nothing where the browser copies by itself.
COPY = """([from, start, to, end]) => {
    const text = (where) => {
        const walker = document.createTreeWalker(document.querySelector(where), NodeFilter.SHOW_TEXT);
        let last = walker.nextNode();
        while (last && !last.data.trim()) last = walker.nextNode();
        return last;
    };
    const [one, other] = [text(from), text(to)];
    const range = document.createRange();
    range.setStart(one, start);
    range.setEnd(other, end < 0 ? other.length : end);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    const board = {clipboardData: new DataTransfer(), bubbles: true, cancelable: true};
    const event = new ClipboardEvent("copy", board);
    document.dispatchEvent(event);
    return {
        prevented: event.defaultPrevented,
        plain: event.clipboardData.getData("text/plain"),
        html: event.clipboardData.getData("text/html"),
    };
}"""


def copied(page: Any, start: tuple[str, int], end: tuple[str, int]) -> dict[str, Any]:
    return dict(page.evaluate(COPY, [*start, *end]))


# Copying


@pytest.mark.parametrize("where", ["/claims/", "/", "/questions/bridge/"])
def test_words_of_a_statement_take_speaker_badge_and_address_along(page: Any, small: str, where: str) -> None:
    """Though the reader marked the words alone: in a list, in prose, on a card."""
    page.goto(small + where)
    words = "article .sy-words"
    told = copied(page, (words, 0), (words, -1))
    said, _, address = told["plain"].rpartition(" ")
    lead, _, badge = said.rpartition(" [")
    assert (lead, badge[-1]) == (HELD, "]")
    assert len(badge) > 5
    assert address == f"{small}/claims/held/"
    assert HELD.replace("'", "&#39;") in told["html"].replace("'", "&#39;")
    assert f'<a href="{address}">' in told["html"]


def test_part_of_a_statement_says_that_it_is_a_part(page: Any, small: str) -> None:
    page.goto(f"{small}/claims/")
    told = copied(page, ("article .sy-words", 4), ("article .sy-words", 14))
    assert told["plain"].startswith("Northland's army says: … army holds … [")


def test_the_heading_of_a_claim_is_copied_with_its_badge(page: Any, small: str) -> None:
    page.goto(f"{small}/claims/held/")
    heading = page.evaluate("document.querySelector('h1 .sy-words') ? 'h1 .sy-words' : 'h1'")
    told = copied(page, (heading, 0), ("h1", -1) if heading == "h1" else (heading, -1))
    if heading != "h1":
        assert told["plain"].startswith(f"{HELD} [")
        assert told["plain"].endswith(f" {small}/claims/held/")
    # All of it, as three clicks mark it.
    page.locator("h1").click(click_count=3)
    page.evaluate(
        "() => { window.got = null; document.addEventListener('copy', (e) => { window.got = "
        "e.clipboardData.getData('text/plain') }) }"
    )
    page.keyboard.press("Control+c")
    assert page.evaluate("window.got").startswith(f"{HELD} [")


def test_words_of_a_source_say_whose_they_are(page: Any, small: str) -> None:
    page.goto(f"{small}/quotes/")
    told = copied(page, ("figure blockquote p", 0), ("figure blockquote p", -1))
    assert told["plain"] == (
        f"Northland's army: “we are here to stay” (Gazette report) {small}/quotes/q-here/"
    )
    page.goto(f"{small}/claims/held/")
    told = copied(page, (".sy-citation blockquote p", 0), (".sy-citation blockquote p", -1))
    assert told["plain"].startswith("Kept report: the army says it holds the bridge")


def test_a_selection_across_statements_gets_back_what_was_cut_off(page: Any, small: str) -> None:
    page.goto(f"{small}/claims/")
    name = "[...document.querySelectorAll('article .sy-row')].map((each, n) => each.id = 'row' + n).length"
    assert page.evaluate(name) == 2
    told = copied(page, ("#row0 .sy-words", 4), ("#row1 .sy-words", -1))["plain"]
    assert told.startswith("Northland's army says: … ")
    assert "Southland's army says:" in told
    assert told.split("\n\n")[0].endswith("]")
    assert told.endswith(f"\n\n{small}/claims/")


def test_what_is_nobodys_statement_is_copied_as_ever(page: Any, small: str) -> None:
    page.goto(f"{small}/")
    told = copied(page, (".sy-editorial", 0), (".sy-editorial", -1))
    assert told["prevented"] is False
    page.goto(f"{small}/claims/held/")
    page.locator(".sy-cite-page summary").click()
    assert copied(page, (".sy-bibtex", 0), (".sy-bibtex", 5))["prevented"] is False


def test_without_scripts_a_row_reads_as_a_sentence(browser: Any, small: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{small}/claims/")
    told = " ".join(page.locator(".sy-row").first.inner_text().split())
    assert told.startswith(f"{HELD} [")
    assert told.partition(" [")[2].strip().startswith("Northland's army")
    assert told.endswith("]")
    context.close()


def test_in_an_edition_the_address_is_the_permanent_one(page: Any, editions: str) -> None:
    edition = EDITIONS[1].name
    for folder in ("latest", edition):
        page.goto(f"{editions}/{folder}/claims/")
        told = copied(page, ("article .sy-words", 0), ("article .sy-words", -1))["plain"]
        assert f" {editions}/{edition}/claims/" in told


# The foot


def test_the_buttons_copy_and_share(browser: Any, small: str, seen: Seen) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    seen.follow(page)
    page.add_init_script("navigator.share = (what) => { window.shared = what; return Promise.resolve() }")
    page.goto(f"{small}/claims/held/")
    page.get_by_role("button", name="Copy with attribution").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Copied.").wait_for()
    told = page.evaluate("navigator.clipboard.readText()")
    assert told.startswith(f"{HELD} [")
    assert told.endswith(f"] {small}/claims/held/")
    page.get_by_role("button", name="Share").click()
    shared = page.evaluate("window.shared")
    assert shared["text"].startswith(f"{HELD} [")
    assert shared["url"] == f"{small}/claims/held/"
    assert seen.complaints == []
    context.close()


def test_a_browser_that_refuses_to_copy_shows_the_words(page: Any, small: str) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(f"{small}/claims/held/")
    page.get_by_role("button", name="Copy with attribution").click()
    assert HELD in page.locator(".sy-share__told").inner_text()


def test_the_day_of_reading_and_the_address_are_filled_in(page: Any, small: str) -> None:
    page.clock.set_fixed_time("2026-03-01T12:00:00Z")
    page.goto(f"{small}/claims/held/")
    page.locator(".sy-cite-page summary").click()
    told = page.locator(".sy-cite-page").inner_text()
    assert f"{small}/claims/held/ (read on 1 March 2026)." in told
    assert "urldate = {2026-03-01}" in told
    assert f"url = {{{small}/claims/held/}}" in told
    assert "[the " not in told


def test_without_scripts_the_reader_is_told_what_to_fill_in(browser: Any, small: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{small}/claims/held/")
    page.locator(".sy-cite-page summary").click()
    assert "(read on [the day on which you read it])" in page.locator(".sy-cite__plain").inner_text()
    assert page.get_by_role("button", name="Copy with attribution").count() == 0
    assert page.get_by_role("link", name="Suggest a correction").is_visible()
    assert page.get_by_role("link", name="Edit this record").is_visible()
    context.close()


# The way to the passage

#: As long as a real report, with words that stand in it twice, across elements and in another script.
REPORT = """<!doctype html><meta charset="utf-8"><title>A report</title>
<p>On Sunday the army spoke of forty dead.</p>
{filler}
<p id="exact">Later it named a number: “so&nbsp;– 10 %, a-b &amp; c”, nobody else did.</p>
{filler}
<p id="twice">In one night, the other side spoke of forty dead.</p>
{filler}
<p id="letters">За добу <b>втрати</b> зросли, сказав речник.</p>
{filler}
<p id="long">{long}</p><p>{long_end}</p>
{filler}
"""
FIRST_HALF = " ".join(f"beginning{number}" for number in range(40))
SECOND_HALF = " ".join(f"ending{number}" for number in range(40))
PASSAGES = {
    "exact": Passage(["“so\u00a0– 10 %, a-b & c”"]),
    "twice": Passage(["forty dead"], prefix="the other side spoke of"),
    "letters": Passage(["втрати зросли"]),
    "long": Passage([f"{FIRST_HALF} {SECOND_HALF}"]),
}
ARTICLE = Source(id="s", title="A report", publisher="unnamed", kind="article", url="https://example.org/")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("report")
    filler = "<p>Something else happened.</p>\n" * 60
    text = REPORT.format(filler=filler, long=FIRST_HALF, long_end=SECOND_HALF)
    Path(folder, "report.html").write_text(text, encoding="utf-8")
    with served(folder) as where:
        yield f"{where}/report.html"


@pytest.mark.parametrize(("place", "passage"), PASSAGES.items(), ids=PASSAGES)
def test_the_browser_scrolls_to_the_very_words(page: Any, report: str, place: str, passage: Passage) -> None:
    address = to_passage(report, ARTICLE, passage)
    page.set_content(f'<a rel="noopener" href="{address.replace("&", "&amp;")}">to the passage</a>')
    page.get_by_role("link").click()
    page.wait_for_url("**/report.html*")
    page.wait_for_function("scrollY > 0")
    page.wait_for_timeout(100)
    assert page.locator(f"#{place}").is_visible()
    box = page.locator(f"#{place}").bounding_box()
    assert 0 <= box["y"] < 800, f"{place} is not in sight"


def test_a_citation_leads_there_and_to_the_kept_copies_as_robust_links(page: Any, small: str) -> None:
    """robustlinks.mementoweb.org/spec: the original, a copy, and its day, on every one of the links."""
    page.goto(f"{small}/claims/held/")
    links = page.locator(".sy-citation .sy-where a").evaluate_all(
        "all => all.map(a => [a.innerText, a.getAttribute('href'), a.dataset.originalurl,"
        " a.dataset.versionurl, a.dataset.versiondate])"
    )
    words = ":~:text=the%20army%20says%20it%20holds%20the%20bridge"
    original = "https://example.org/2#top"
    first, second = (f"https://archive.example/{number}/https://example.org/2" for number in (1, 2))
    assert links == [
        ["Read the passage where it was published", original + words, original, second, "2025-02-07"],
        ["the passage in our kept copy of 6 January 2025", f"{first}#{words}", original, first, "2025-01-06"],
        [
            "the passage in our kept copy of 7 February 2025",
            f"{second}#{words}",
            original,
            second,
            "2025-02-07",
        ],
    ]


# Where a record is written


def test_the_edit_page_leads_to_the_line_of_a_record(page: Any, small: str) -> None:
    page.goto(f"{small}/edit/?record=claim:held")
    page.locator(".sy-places").wait_for()
    assert page.locator(".sy-places__record").inner_text() == "claim:held"
    assert page.locator(".sy-places__file").inner_text() == "claims.yml"
    line = page.locator(".sy-places__line").inner_text()
    assert FILES["claims.yml"].splitlines()[int(line) - 1].strip().endswith("id: held")
    edit = page.locator(".sy-places__edit").get_attribute("href")
    assert edit == f"https://github.com/us/site/edit/main/claims.yml#L{line}"
    show = page.locator(".sy-places__show").get_attribute("href")
    assert re.fullmatch(rf"https://github\.com/us/site/blob/[^/]+/claims\.yml\?plain=1#L{line}-L\d+", show)


def test_the_edit_page_leads_on_at_once_where_it_is_asked_to(page: Any, small: str) -> None:
    page.route("https://github.com/**", lambda route: route.fulfill(body="the forge"))
    page.goto(f"{small}/edit/?record=claim:held&go=edit")
    page.wait_for_url("https://github.com/us/site/edit/main/claims.yml#L*")


@pytest.mark.parametrize(
    "record",
    [
        "",
        "claim:none",
        "__proto__",
        "constructor",
        "javascript:alert(1)",
        "//evil.invalid",
        "<img src=x>",
        "x" * 9000,
    ],
    ids=lambda record: record[:20] or "none",
)
def test_the_edit_page_leads_nowhere_for_what_is_no_record(
    record: str, page: Any, small: str, seen: Seen
) -> None:
    where = f"{small}/edit/?record={quote(record, safe='')}&go=edit"
    # Where none is asked for there is nothing to look up.
    with page.expect_response("**/places.json") if record else nullcontext():
        page.goto(where)
    page.wait_for_timeout(50)
    assert page.url == where
    assert page.locator(".sy-places").is_hidden()
    assert page.locator(".sy-places__edit").get_attribute("href") is None
    assert page.locator("article ul:not(.sy-plain) a").count() > 0, "the list of files is there"
    assert seen.complaints == []


@pytest.mark.parametrize(
    "answer", ["", "null", "[]", "{}", '{"records": {"claim:held": ["x", 1, 1]}, "files": {}}']
)
def test_the_edit_page_does_without_its_list_of_lines(answer: str, page: Any, small: str, seen: Seen) -> None:
    page.route("**/places.json", lambda route: route.fulfill(body=answer))
    page.goto(f"{small}/edit/?record=claim:held&go=edit")
    page.wait_for_timeout(50)
    assert page.locator(".sy-places").is_hidden()
    assert page.locator("article ul:not(.sy-plain) a").count() > 0
    assert seen.complaints == []
