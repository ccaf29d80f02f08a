"""What the first page costs a reader who has never been here: bytes, requests, hosts, jumps.

The folder is served as a static host serves it, with gzip. The search index is not part of it: it
is asked for only when somebody searches.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from tests.browser.looking import served

pytestmark = pytest.mark.browser

MOST: Final = 200_000
PAGES: Final = ("", "claims/losses-340/", "questions/ukrainian-losses/", "timelines/kursk/", "claims/")
#: Runs before the page: adds up what moves without the reader (Layout Instability, W3C).
SHIFTS: Final = """
window.shifted = 0; window.moved = [];
new PerformanceObserver(list => { for (const each of list.getEntries()) if (!each.hadRecentInput) {
  shifted += each.value;
  for (const {node} of each.sources) moved.push(node && (node.className || node.nodeName));
} }).observe({type: 'layout-shift', buffered: true});
"""


@pytest.fixture(scope="module")
def host(site: Path) -> Iterator[str]:
    with served(site, packed=True) as where:
        yield where


class Line:
    """What goes over the line: Chromium's own count of the bytes of each answer."""

    def __init__(self, page: Any) -> None:
        self.bytes: dict[str, int] = {}
        self._urls: dict[str, str] = {}
        client = page.context.new_cdp_session(page)
        client.on(
            "Network.requestWillBeSent", lambda told: self._asked(told["requestId"], told["request"]["url"])
        )
        client.on(
            "Network.loadingFinished", lambda told: self._got(told["requestId"], told["encodedDataLength"])
        )
        client.send("Network.enable")
        client.send("Network.setCacheDisabled", {"cacheDisabled": True})

    def _asked(self, request: str, url: str) -> None:
        self._urls[request] = url

    def _got(self, request: str, size: float) -> None:
        url = self._urls.get(request, request)
        self.bytes[url] = self.bytes.get(url, 0) + int(size)

    def foreign(self, host: str) -> set[str]:
        return {url for url in self._urls.values() if not url.startswith((f"{host}/", "data:"))}


@pytest.mark.parametrize("where", PAGES)
def test_the_first_page_is_light_and_asks_nobody_else(browser: Any, host: str, where: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    line = Line(page)
    page.goto(f"{host}/{where}", wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(200)
    total = sum(line.bytes.values())
    print(f"/{where}: {total / 1000:.0f} kB in {len(line.bytes)} requests")
    largest = sorted(line.bytes.items(), key=lambda each: -each[1])[:6]
    print("".join(f"   {size / 1000:6.1f} kB {url.removeprefix(host)}\n" for url, size in largest), end="")
    assert line.foreign(host) == set()
    assert len(line.bytes) >= 4, "the style sheets and the script are counted"
    assert total < MOST, largest
    assert not [url for url in line.bytes if "pagefind" in url or "search_index" in url]
    context.close()


def test_the_count_is_true(browser: Any, tmp_path: Path) -> None:
    """A page whose size is known: packed it weighs what gzip makes of it, plain what it is."""
    (tmp_path / "index.html").write_text("<!doctype html><title>x</title>" + "<p>word</p>" * 10_000)
    found = {}
    for packed in (True, False):
        with served(tmp_path, packed=packed) as where:
            page = browser.new_page()
            line = Line(page)
            page.goto(f"{where}/", wait_until="networkidle")
            found[packed] = line.bytes[f"{where}/"]
            page.close()
    assert found[False] > 110_000
    assert 200 < found[True] < 5_000


def moved(browser: Any, address: str, width: int) -> tuple[float, list[str]]:
    context = browser.new_context(viewport={"width": width, "height": 740})
    page = context.new_page()
    page.add_init_script(SHIFTS)
    page.goto(address, wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(300)
    told = page.evaluate("[shifted, moved]")
    context.close()
    return told[0], told[1]


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_jumps_while_a_page_loads(browser: Any, hosts: dict[str, str], width: int) -> None:
    wanted = [f"{hosts['real']}/{where}" for where in PAGES]
    wanted += [
        f"{hosts['wild']}/timelines/three-hundred-events/",
        f"{hosts['edition']}/2024-12-31/claims/held/",
    ]
    shifts = {address: moved(browser, address, width) for address in wanted}
    assert {address: told for address, told in shifts.items() if told[0] >= 0.01} == {}


def test_a_jump_would_be_seen(browser: Any, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        "<!doctype html><div id=a></div><p>" + "word " * 500 + "</p>"
        "<script>setTimeout(() => { a.style.height = '300px' }, 150)</script>"
    )
    with served(tmp_path) as where:
        assert moved(browser, f"{where}/", 360)[0] > 0.1
