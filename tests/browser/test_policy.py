"""The Content-Security-Policy in a real browser: ours runs, and nothing else does."""

from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Seen
from tests.browser.looking import served

pytestmark = pytest.mark.browser

#: Ways to run or fetch something, put into a page by hand as if all other walls had failed.
INJECTED = {
    "inline script": "<script>window.ran = 1</script>",
    "script of another host": '<script src="https://evil.invalid/x.js"></script>',
    "script in a data: address": '<script src="data:text/javascript,window.ran=1"></script>',
    "handler": '<img src="nothing.png" alt="" onerror="window.ran = 1">',
    "handler at once": '<details open ontoggle="window.ran = 1"><summary>x</summary></details>',
    "frame with a document": '<iframe srcdoc="<script>parent.ran = 1</script>"></iframe>',
    "frame with a script's address": '<iframe src="javascript:parent.ran = 1"></iframe>',
    "image of another host": '<img src="https://evil.invalid/pixel.png" alt="">',
    "style of another host": '<link rel="stylesheet" href="https://evil.invalid/x.css">',
    "style in the page": "<style>body { background: url(https://evil.invalid/x) }</style>",
    "other base": '<base href="https://evil.invalid/">',
    "object": '<object data="https://evil.invalid/x"></object>',
    "module": '<script type="module">window.ran = 1</script>',
    "preload": '<link rel="preload" as="image" href="https://evil.invalid/x.png">',
}


def test_the_themes_own_scripts_run_under_the_policy(page: Any, seen: Seen, address: str) -> None:
    for path in ("", "claims/", "claims/losses-340/", "404.html"):
        page.goto(f"{address}/{path}")
        assert page.evaluate("document.documentElement.classList.contains('js')"), path
    page.goto(address)
    page.locator("header [name=q]").focus()
    page.keyboard.type("losses", delay=30)
    page.keyboard.press("Enter")
    page.wait_for_selector(".sy-search__found .sy-row")
    before = page.evaluate("document.body.getAttribute('data-md-color-media')")
    page.evaluate("document.querySelector('.md-header__option label:not([hidden])').click()")
    assert page.evaluate("document.body.getAttribute('data-md-color-media')") != before
    assert not [each for each in seen.complaints if "Content Security Policy" in each]


@pytest.mark.parametrize("what", INJECTED)
def test_what_slips_past_every_other_wall_does_not_run(
    what: str, page: Any, seen: Seen, site: Path, tmp_path: Path
) -> None:
    html = (site / "index.html").read_text()
    (tmp_path / "page.html").write_text(html.replace("</h1>", "</h1>" + INJECTED[what], 1))
    asked: list[str] = []
    page.on("requestfinished", lambda request: asked.append(request.url))
    with served(tmp_path) as where:
        page.goto(f"{where}/page.html")
        page.wait_for_timeout(300)
        assert page.evaluate("window.ran") is None
    assert [each for each in seen.complaints if "Content Security Policy" in each], "and the browser says so"
    assert not [each for each in asked if "evil.invalid" in each]


def test_without_the_policy_they_would(page: Any, site: Path, tmp_path: Path) -> None:
    """The test above can fail: the same page without its policy runs them."""
    html = (site / "index.html").read_text().replace("Content-Security-Policy", "X-None")
    ran = 0
    for number, inside in enumerate(INJECTED.values()):
        (tmp_path / f"{number}.html").write_text(html.replace("</h1>", "</h1>" + inside, 1))
    with served(tmp_path) as where:
        for number in range(len(INJECTED)):
            page.goto(f"{where}/{number}.html")
            page.wait_for_timeout(100)
            ran += page.evaluate("window.ran") is not None
    assert ran >= 6
