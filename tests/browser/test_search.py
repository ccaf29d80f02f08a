"""The search in a real browser: on the real site, and on one of 2,000 claims.

The made site is the real one with the index of 2,000 claims in place of its own: what is searched
is the index, and to build 2,000 pages would take longer than all that is tested here.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from sayso import project
from sayso.searching import engine
from sayso.site import search
from tests.browser.conftest import Seen
from tests.browser.looking import served
from tests.support.scratch import claims, scratch

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not engine.version(), reason="Pagefind is not installed"),
]

CLAIMS = 2000
EAST = """\
parties:
  - {id: podolyak, type: person, name: Mykhailo Podolyak, short_name: Podolyak, side: north, \
interest: party_to_the_conflict, names: {uk: Михайло Подоляк}}
claims:
  - id: village
    text: The village of Makhnovka was left standing.
    claimant: podolyak
    source: gazette-1
    exact: "Махнівка ціла"
    about: bridge
    tags: [villages]
  - id: forecast
    text: The bridge will fall before summer.
    claimant: podolyak
    nature: forecast
    source: gazette-1
    exact: will fall
    about: bridge
  - id: given-up
    text: Nobody was at the mill.
    claimant: podolyak
    source: gazette-1
    exact: nobody
    about: bridge
    rank: deprecated
    deprecated_reason: He said later that he had not been there.
  - id: hostile
    text: 'Mill <img src=x onerror=alert(1)> and <b>wheel</b>'
    claimant: podolyak
    source: gazette-1
    exact: mill
    about: bridge
"""


@pytest.fixture(scope="module")
def made(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with 2,000 claims in its index."""
    files = {"claims.yml": claims(CLAIMS), "content/east.yml": EAST, "content/index.md": "# The bridge\n"}
    checked = project.check(scratch(tmp_path_factory.mktemp("many"), files))
    assert len(checked.ledger.claims) == CLAIMS + 4
    folder = tmp_path_factory.mktemp("made") / "site"
    shutil.copytree(site, folder)
    shutil.rmtree(folder / search.FOLDER)
    search.add(folder, checked)
    with served(folder) as where:
        yield where


def until(page: Any, expression: str) -> None:
    """Wait for something to be so. (Playwright's own way evaluates texts in the page, which the
    policy of our pages forbids.)"""
    for _ in range(200):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{expression}: {page.locator('#sy-search-told').inner_text()}")


def look(page: Any, address: str, query: str = "", **filters: str) -> None:
    """Open the search page with a query, and wait for what comes of it."""
    page.goto(f"{address}/search/?" + "&".join(f"{k}={v}" for k, v in {"q": query, **filters}.items() if v))
    until(page, "document.querySelector('#sy-search-told').textContent.match(/\\bresult|found/) !== null")


def rows(page: Any) -> list[str]:
    return [" ".join(text.split()) for text in page.locator(".sy-search__found .sy-row").all_inner_texts()]


# The real site


def test_the_form_in_the_head_leads_to_results(page: Any, address: str, seen: Seen) -> None:
    page.goto(address)
    field = page.locator("header [name=q]")
    field.focus()
    page.keyboard.type("Makhnovka")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search/\?q=Makhnovka$"))
    page.locator(".sy-search__found .sy-row").first.wait_for()
    for row in page.locator(".sy-search__found .sy-row:has(.sy-badge)").all():
        assert row.locator(".sy-speaker").inner_text().endswith(":")
        assert row.locator(".sy-badge .sy-badge__what").inner_text()
    assert page.locator("mark").first.inner_text() == "Makhnovka"
    page.locator(".sy-search__found a").first.click()
    page.wait_for_url(re.compile(r"/claims/[a-z0-9-]+/$"))
    page.go_back()
    page.locator(".sy-search__found .sy-row").first.wait_for()
    assert page.locator("#sy-search [name=q]").input_value() == "Makhnovka"
    assert seen.complaints == []


def test_a_claimant_and_a_misspelt_name_of_the_real_site(page: Any, address: str, seen: Seen) -> None:
    look(page, address, "Kovalenko")
    found = rows(page)
    assert any(each.startswith("Andrii Kovalenko says:") for each in found)
    look(page, address, "Kovelanko")
    told = page.locator("#sy-search-told").inner_text()
    assert told.startswith("Nothing found for “Kovelanko”. Showing results for “Kovalenko”.")
    assert rows(page) == found
    page.locator("#sy-search-told a").click()
    until(page, "document.querySelector('#sy-search-told').textContent.includes('fewer')")
    assert "as=typed" in page.url
    assert rows(page) == []
    assert seen.complaints == []


@pytest.mark.parametrize("query", ["Коваленко", "коваленка"])
def test_a_name_in_ukrainian_finds_claims_of_the_real_site(query: str, page: Any, address: str) -> None:
    look(page, address, query)
    assert any(each.startswith("Andrii Kovalenko says:") for each in rows(page))


def test_every_result_leads_to_a_page_that_is_there(page: Any, address: str, site: Path) -> None:
    look(page, address, "Kursk")
    while (more := page.locator(".sy-search__more:visible")).count():
        before = page.locator(".sy-search__found .sy-row").count()
        more.first.click()
        until(page, f"document.querySelectorAll('.sy-search__found .sy-row').length > {before}")
    links = page.locator(".sy-search__found a").evaluate_all("all => all.map(each => each.href)")
    assert len(links) > 30
    for link in links:
        path, _, place = link.removeprefix(address + "/").partition("#")
        html = (site / path / "index.html").read_text("utf-8")
        assert not place or f'id="{place}"' in html


def test_results_come_while_typing_and_the_address_keeps_them(page: Any, address: str) -> None:
    page.goto(f"{address}/search/")
    history = page.evaluate("history.length")
    page.locator("#sy-search [name=q]").press_sequentially("loss", delay=30)
    page.locator(".sy-search__found .sy-row").first.wait_for()
    assert parse_qs(urlsplit(page.url).query) == {"q": ["loss"]}
    assert page.evaluate("history.length") == history, "a key is no step back"
    page.locator("select[name=kind]").select_option("question")
    until(page, "document.querySelectorAll('.sy-search__kind').length === 1")
    assert parse_qs(urlsplit(page.url).query) == {"q": ["loss"], "kind": ["question"]}
    page.go_back()
    until(page, "document.querySelectorAll('.sy-search__kind').length > 1")
    assert page.locator("select[name=kind]").input_value() == ""


def test_a_status_lists_its_claims_and_no_other(page: Any, address: str) -> None:
    look(page, address, kind="claim", status="not a statement of fact")
    badges = page.locator(".sy-search__found .sy-badge")
    assert badges.count() > 5
    looks = badges.evaluate_all("all => [...new Set(all.map(each => each.className))]")
    assert looks == ["sy-badge sy-status-not-checkable"]
    image = badges.first.evaluate("each => getComputedStyle(each).getPropertyValue('--sy-icon')")
    assert "data:image/svg+xml" in image, "the same icon as on the pages"


def test_without_javascript_the_lists_lead_everywhere(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(address)
    page.locator("a.sy-find__way").click()
    page.wait_for_url("**/search/")
    assert "needs JavaScript" in page.locator("noscript").inner_text()
    hrefs = page.locator("article a").evaluate_all("all => all.map(each => each.getAttribute('href'))")
    for folder in ("claims", "questions", "quotes", "timelines", "parties", "sources", "statuses", "sides"):
        assert any(f"../{folder}/" in href for href in hrefs), folder
    context.close()


def test_the_keyboard_alone_searches_filters_and_opens(page: Any, address: str) -> None:
    page.goto(f"{address}/search/")
    page.keyboard.type("Kursk")
    page.locator(".sy-search__found .sy-row").first.wait_for()
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        name = page.evaluate("(e => e.name || e.classList[0] || e.tagName)(document.activeElement)")
        shown = page.evaluate(
            "(s => parseFloat(s.outlineWidth) > 0 && s.outlineStyle !== 'none')"
            "(getComputedStyle(document.activeElement))"
        )
        assert shown, f"the focus is not seen on {name}"
        reached.append(name)
        if "sy-search__more" in name:
            break
    assert {"kind", "status", "claimant", "sy-row__link"} <= set(reached)
    page.keyboard.press("Enter")
    until(page, "document.activeElement.matches('.sy-row__link')")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/claims/[a-z0-9-]+/$"))


def test_only_the_search_page_loads_it_and_nothing_more_is_allowed_there(
    page: Any, address: str, seen: Seen, site: Path
) -> None:
    page.goto(address)
    page.wait_for_timeout(300)
    assert not [
        each for each in seen.requests if "pagefind" in each or "search-page" in each or "search.js" in each
    ]
    look(page, address, "Kursk")
    assert [each for each in seen.requests if "pagefind-worker.js" in each]
    assert not [each for each in seen.requests if not each.startswith((address, "data:"))]
    policies = {
        re.sub(r" 'sha256-[^']+'", "", re.findall(r'Content-Security-Policy" content="([^"]+)"', html)[0])
        for html in ((site / name / "index.html").read_text("utf-8") for name in ("search", "claims", "."))
    }
    assert len(policies) == 1
    assert "unsafe" not in policies.pop()
    assert seen.complaints == []


# 2,000 claims


def test_two_thousand_claims_are_searched_at_once(page: Any, made: str, seen: Seen) -> None:
    look(page, made, "bridge")
    assert "2,0" in page.locator("#sy-search-told").inner_text()
    assert page.locator(".sy-search__found .sy-row").count() < 40, "the first few of each kind"
    took = page.evaluate(
        """async () => {
          const field = document.querySelector('#sy-search [name=q]');
          const told = document.querySelector('#sy-search-told');
          const begun = performance.now();
          field.value = '1234 metres';
          field.form.requestSubmit();
          while (!told.textContent.includes('1234')) await new Promise(done => setTimeout(done, 5));
          return performance.now() - begun;
        }"""
    )
    assert any("held 1234 metres" in each for each in rows(page))
    assert took < 2000, took
    assert seen.complaints == []


@pytest.mark.parametrize("query", ["Подоляк", "подоляка", "Михайло", "махнівка", "Махнивка", "Podolyak"])
def test_ukrainian_words_find_a_claim_in_english(query: str, page: Any, made: str) -> None:
    look(page, made, query)
    assert any("Mykhailo Podolyak says: The village of Makhnovka" in each for each in rows(page))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Podolyek", "Podolyak"), ("Pdoolyak", "Podolyak"), ("Подалюк", "Подоляк"), ("vilage", "village")],
)
def test_a_misspelt_word_is_understood(typed: str, meant: str, page: Any, made: str) -> None:
    look(page, made, typed)
    told = page.locator("#sy-search-told").inner_text()
    assert f"“{typed}”" in told
    assert f"“{meant}”" in told
    assert any("Makhnovka" in each for each in rows(page))


def test_a_filter_narrows_two_thousand_claims_down(page: Any, made: str) -> None:
    look(page, made, "bridge", claimant="Mykhailo Podolyak")
    said = page.locator(".sy-search__found .sy-row:has(.sy-badge) .sy-speaker")
    assert set(said.all_inner_texts()) == {"Mykhailo Podolyak says:"}
    look(page, made, "", kind="claim", status="not a statement of fact")
    (row,) = rows(page)
    assert "The bridge will fall before summer." in row


def test_an_old_claim_says_so_before_anything_else(page: Any, made: str) -> None:
    look(page, made, "nobody mill")
    (row,) = [each for each in rows(page) if "Nobody was" in each]
    assert row.casefold().startswith("no longer used mykhailo podolyak says:")


def test_what_contributors_wrote_is_text(page: Any, made: str, seen: Seen) -> None:
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    look(page, made, "wheel <img src=x onerror=alert(2)>".replace("<", "%3C").replace("=", "%3D"))
    look(page, made, "wheel")
    assert any("<img src=x onerror=alert(1)> and <b>wheel</b>" in each for each in rows(page))
    assert page.locator(".sy-search__found :is(img, b, script)").count() == 0
    assert dialogs == []
    assert seen.complaints == []
