"""The site from a folder of the disk, in a real browser: it looks, leads on and works as ever."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso.site.build import build
from tests.browser.conftest import Seen
from tests.browser.screenshots import kinds
from tests.support.scratch import copy_of_repository

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With a blank and a letter outside ASCII in its name, as folders of people have them."""
    at = tmp_path_factory.mktemp("disk")
    result = build(copy_of_repository(at), at / "Kursk für später", from_folder=True)
    assert result.site is not None, [each.message for each in result.diagnostics]
    return result.site


@pytest.fixture
def failed(page: Any) -> Iterator[list[str]]:
    found: list[str] = []
    # What was broken off because the reader went on is no failure.
    page.on(
        "requestfailed",
        lambda request: found.append(request.url) if request.failure != "net::ERR_ABORTED" else None,
    )
    yield found


def test_each_kind_of_page_is_whole(page: Any, folder: Path, failed: list[str], seen: Seen) -> None:
    pages = kinds(folder)
    assert len(pages) > 15
    for name, where in pages.items():
        # What other sites embed has one sheet and no script.
        bare = name == "embedded"
        page.goto((folder / where / "index.html").as_uri())
        sheets = page.evaluate("[...document.styleSheets].filter(each => each.href).length")
        assert sheets >= (1 if bare else 3), where
        # Ours are read, not only asked for; so is the script of the theme.
        assert page.evaluate("getComputedStyle(document.body).marginLeft") == "0px", where
        assert bare or page.evaluate("document.documentElement.classList.contains('js')"), where
        missing = "[...document.images].filter(each => each.complete && !each.naturalWidth).length"
        assert page.evaluate(missing) == 0, where
    assert failed == []
    assert seen.complaints == []
    assert {each for each in seen.requests if not each.startswith(("file:", "data:"))} == set()


def test_from_a_badge_to_its_claim_and_on_to_its_source(page: Any, folder: Path, seen: Seen) -> None:
    page.goto((folder / "index.html").as_uri())
    page.locator("article a.sy-badge[href*='claims/losses-340']").first.click()
    page.wait_for_url("**/claims/losses-340/index.html")
    page.locator(".sy-citation a.sy-source").first.click()
    page.wait_for_url("**/sources/*/index.html")
    assert page.locator("h1").inner_text()
    page.locator("header a[href$='index.html']").first.click()
    page.wait_for_url(
        f"**/{folder.name.replace(' ', '%20').replace('ü', '%C3%BC').replace('ä', '%C3%A4')}/index.html"
    )
    assert seen.complaints == []


def test_colours_change_and_stay_without_a_server(page: Any, folder: Path, seen: Seen) -> None:
    page.goto((folder / "index.html").as_uri())
    before = page.evaluate("document.body.getAttribute('data-md-color-media')")
    page.evaluate("document.querySelector('.md-header__option label:not([hidden])').click()")
    assert page.evaluate("document.body.getAttribute('data-md-color-media')") != before
    assert seen.complaints == []
