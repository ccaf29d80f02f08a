"""A reader with a real browser: from a badge to its source, on every page, at every width."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Seen
from tests.browser.looking import addresses

pytestmark = pytest.mark.browser

#: The narrowest and a wide one; between them, and zoomed in: `test_keyboard`.
WIDTHS = (320, 1280)
CLAIM = "/claims/losses-340/"


def test_a_badge_in_prose_leads_to_its_claim_and_on_to_its_source(
    page: Any, address: str, seen: Seen
) -> None:
    page.goto(address)
    badge = page.locator(f"article a.sy-badge[href*='{CLAIM.strip('/')}']").first
    said = badge.inner_text()
    assert "unconfirmed" in said
    badge.click()
    page.wait_for_url(f"**{CLAIM}")
    heading = page.locator("h1").inner_text()
    assert "RIA Novosti" in heading
    assert "340" in heading
    assert page.locator("article .sy-badge--full").count() == 1
    page.locator(".sy-citation a.sy-source").first.click()
    page.wait_for_url(re.compile(r"/sources/[a-z0-9-]+/$"))
    assert page.locator("h1").inner_text()
    # The source, in turn, says what rests on it.
    assert page.locator(f"a[href*='{CLAIM.strip('/')}']").count() >= 1
    assert seen.complaints == []


def test_why_this_badge_opens_without_javascript(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + CLAIM)
    why = page.locator("details.sy-why").first
    reasons = why.locator(".sy-why__reasons")
    assert not reasons.is_visible()
    why.locator("summary").first.click()
    assert reasons.is_visible()
    assert reasons.locator("li").count() == 3
    assert all(len(text.split()) > 4 for text in reasons.locator("li").all_inner_texts())
    context.close()


def test_without_javascript_every_statement_still_has_its_speaker(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(address + "/claims/")
    rows = page.locator(".sy-row")
    assert rows.count() > 20
    for row in rows.all():
        assert row.locator(".sy-speaker").inner_text().strip()
        assert row.locator(".sy-badge").is_visible()
    context.close()


@dataclass
class Tour:
    """Every page of the site, looked at at every width."""

    origin: str
    pages: int = 0
    too_wide: list[str] = field(default_factory=list)
    seen: Seen = field(default_factory=Seen)


def fits(page: Any) -> bool:
    return bool(page.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth"))


@pytest.fixture(scope="module")
def tour(browser: Any, site: Path, address: str) -> Tour:
    taken = Tour(address)
    context = browser.new_context(viewport={"width": WIDTHS[0], "height": 800})
    page = context.new_page()
    taken.seen.follow(page)
    for where in addresses(site):
        page.goto(address + where)
        # What a reader may open counts as well.
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if not fits(page):
                needs = page.evaluate("document.scrollingElement.scrollWidth")
                taken.too_wide.append(f"{where} needs {needs} px at {width} px")
        taken.pages += 1
    context.close()
    return taken


def test_no_page_is_wider_than_the_screen(tour: Tour) -> None:
    assert tour.pages > 100
    assert tour.too_wide == []


def test_no_page_asks_another_host_for_anything(tour: Tour) -> None:
    assert len(tour.seen.requests) > tour.pages
    assert {url for url in tour.seen.requests if not url.startswith((f"{tour.origin}/", "data:"))} == set()


def test_no_page_complains_in_the_console(tour: Tour) -> None:
    assert tour.seen.complaints == []


def test_a_reader_sees_whether_words_were_checked_and_when(page: Any, address: str, seen: Seen) -> None:
    page.goto(address + CLAIM)
    checked = page.locator(".sy-citation .sy-checked")
    assert re.fullmatch(
        r"These words stand in .+ \(checked \d+ \w+ \d{4}\)\. That does not show that they were said\.",
        checked.inner_text(),
    )
    days = page.locator(".sy-days").inner_text()
    assert "last checked against their sources on" in days and "This page was made on" in days
    assert seen.complaints == []


def test_from_a_claim_to_what_would_settle_it(page: Any, address: str, seen: Seen) -> None:
    page.goto(address + CLAIM)
    page.get_by_role("link", name="Report evidence").click()
    page.wait_for_url("**/wanted/#report-evidence")
    assert page.locator("#report-evidence").is_visible()
    card = page.locator(".sy-wanted", has_text="About 340 Ukrainian soldiers")
    assert "Russia's Defence Ministry" in card.inner_text()
    assert "What would refute it" in card.inner_text()
    assert seen.complaints == []
