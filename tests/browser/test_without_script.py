"""Without JavaScript every kind of page still answers: who says so, how well is it verified, on what
evidence, and (in an edition) what has changed."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from tests.browser.screenshots import kinds_of_all

pytestmark = pytest.mark.browser

#: Pages on which statements stand: each with its speaker, and the badge that says how well verified.
STATED: Final = (
    "home", "claims-list", "claim", "question", "timeline", "party", "source", "status", "side", "tag",
    "edition-home", "edition-claim", "edition-older",
)  # fmt: skip


@pytest.fixture(scope="module")
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


def text(page: Any) -> str:
    return " ".join(page.locator("article.md-content__inner, main, body").first.inner_text().split())


def test_every_kind_of_page_shows_all_of_its_text(
    page: Any, sites: dict[str, Path], hosts: dict[str, str]
) -> None:
    """Nothing waits for a script: no placeholder, no empty part, nothing hidden but what opens by itself."""
    for site, name, where in kinds_of_all(sites):
        page.goto(f"{hosts[site]}/{where}")
        # What other sites embed is no page of its own, and has no heading.
        assert page.locator("h1").count() == (name != "embedded"), (site, name)
        assert len(text(page)) > 40, (site, name)
        assert page.locator("article :is([aria-busy=true], .sy-waits):visible").count() == 0, (site, name)
        hidden = page.locator("article [hidden] :is(.sy-badge, blockquote, q)").count()
        assert hidden == 0, f"{site}:{name}: {hidden} statements wait for a script"


def test_who_says_so_and_how_well_it_is_verified(
    page: Any, sites: dict[str, Path], hosts: dict[str, str]
) -> None:
    seen = set()
    for site, name, where in kinds_of_all(sites):
        if name not in STATED:
            continue
        seen.add(name)
        page.goto(f"{hosts[site]}/{where}")
        badges = page.locator("article .sy-badge:visible")
        assert badges.count() > 0, f"{site}:{name} has no badge"
        # A badge is a sentence or a pill with words, never a sign alone.
        for badge in badges.all()[:40]:
            assert re.search(r"[a-z]{3}", badge.inner_text()), f"{site}:{name}: {badge.inner_text()!r}"
    assert seen == set(STATED)


def test_on_what_evidence(page: Any, hosts: dict[str, str]) -> None:
    page.goto(f"{hosts['real']}/claims/losses-340/")
    citation = page.locator(".sy-citation").first
    assert citation.locator("blockquote, q, .sy-exact").first.is_visible()
    assert citation.locator("a.sy-source").first.is_visible()
    why = page.locator("details.sy-why").first
    why.locator("summary").first.click()
    assert why.locator(".sy-why__reasons li").count() == 3
    page.locator(".sy-citation a.sy-source").first.click()
    page.wait_for_url(re.compile(r"/sources/[a-z0-9-]+/"))


def test_from_any_page_the_lists_lead_to_every_claim(page: Any, hosts: dict[str, str]) -> None:
    """There is no search without a script: the way is by status, by side, by party."""
    page.goto(f"{hosts['real']}/claims/losses-340/")
    page.get_by_role("link", name="All claims", exact=True).locator("visible=true").first.click()
    page.wait_for_url("**/claims/")
    for kind in ("statuses", "sides", "parties"):
        assert page.locator(f"a[href*='{kind}/']").count() > 0, kind


def test_what_has_changed_stands_in_an_edition(page: Any, hosts: dict[str, str]) -> None:
    page.goto(f"{hosts['edition']}/latest/")
    page.locator("article a[href*='changes/']").locator("visible=true").first.click()
    page.wait_for_url("**/changes/")
    assert re.search(r"40.{0,80}45", text(page)), "the number that was put right, before and after"
    page.goto(f"{hosts['edition']}/latest/claims/toll/")
    assert "We had misread the number" in text(page)
    page.goto(f"{hosts['edition']}/2024-12-31/claims/held/")
    assert "Edition of 31 December 2024" in page.locator("#sy-banner").inner_text()
