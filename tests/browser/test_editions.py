"""A reader with a real browser among three editions: which one this is, what became of it, the way
to the others; with and without scripts, whatever the file at the root says."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso.model.editions import Edition
from tests.browser.conftest import Seen
from tests.browser.looking import addresses, served
from tests.support.series import EDITIONS, publish

pytestmark = pytest.mark.browser

FIRST, SECOND, THIRD = (edition.name for edition in EDITIONS)
OLD = "You are reading an older edition"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(tmp_path_factory.mktemp("published"))


@pytest.fixture(scope="module")
def host(published: Path) -> Iterator[str]:
    """The whole site in a folder of its host, as on most free ones."""
    root = published.parent / "host"
    root.mkdir()
    (root / "kursk").symlink_to(published)
    with served(root) as where:
        yield f"{where}/kursk"


def settled(page: Any, address: str) -> Any:
    """The page, once its script has asked for what it asks for; the banner on it."""
    page.goto(address, wait_until="networkidle")
    return page.locator("#sy-banner")


# The way in, and between editions


def test_the_root_leads_to_the_newest_edition(page: Any, host: str) -> None:
    page.goto(f"{host}/")
    page.wait_for_url("**/kursk/latest/")
    assert page.locator("h1").inner_text().startswith("The bridge")


def test_the_selector_leads_to_another_edition(page: Any, host: str, seen: Seen) -> None:
    settled(page, f"{host}/{THIRD}/claims/held/")
    selector = page.locator(".md-version")
    assert selector.locator(".md-version__current").inner_text() == "5 January 2025 (2)"
    # It opens under the pointer, over the button.
    selector.locator(".md-version__current").hover(force=True)
    assert selector.locator(".md-version__link").count() == 3
    selector.get_by_text("31 December 2024", exact=True).click()
    page.wait_for_url(re.compile(rf"/kursk/{FIRST}/"))
    assert page.locator(".md-version__current").inner_text() == "31 December 2024"
    assert seen.complaints == []


def test_the_selector_shows_days_alone(page: Any, host: str, seen: Seen) -> None:
    """The theme puts what stands in versions.json into the page as HTML, and has little room for it."""
    settled(page, f"{host}/{FIRST}/")
    page.locator(".md-version__current").hover(force=True)
    told = page.locator(".md-version__link").all_inner_texts()
    assert told == ["5 January 2025 (2)", "5 January 2025", "31 December 2024"]
    assert page.locator(".md-version :not(button, ul, li, a)").count() == 0
    assert seen.complaints == []


def test_where_the_address_is_known_the_selector_leads_to_the_same_page(page: Any, tmp_path: Path) -> None:
    """The theme finds it in the other edition's site map, which holds whole addresses."""
    root = tmp_path / "host"
    root.mkdir()
    (root / "kursk").symlink_to(publish(tmp_path, "https://example.net/kursk/"))
    with served(root) as where:
        settled(page, f"{where}/kursk/{THIRD}/claims/held/")
        page.locator(".md-version__current").hover(force=True)
        page.locator(".md-version").get_by_text("31 December 2024", exact=True).click()
        page.wait_for_url(f"**/kursk/{FIRST}/claims/held/")
        assert OLD in settled(page, page.url).inner_text()


def test_from_a_claim_to_what_was_known_of_it_before(page: Any, host: str) -> None:
    settled(page, f"{host}/latest/claims/boats/")
    page.get_by_role("link", name="As known on 31 December 2024").click()
    page.wait_for_url(f"**/{FIRST}/claims/rafts/")
    banner = page.locator("#sy-banner")
    banner.get_by_text("This claim since: New address.").wait_for()
    banner.get_by_role("link", name="Read the newest edition").click()
    # The claim's old address leads on to its new one there.
    page.wait_for_url("**/latest/claims/boats/")


def test_from_the_list_of_editions_to_each(page: Any, host: str, seen: Seen) -> None:
    page.goto(f"{host}/latest/")
    page.locator("#sy-banner").get_by_role("link", name="All editions").click()
    page.wait_for_url("**/kursk/editions/")
    assert page.locator("article").count() == 3
    page.locator(f"#edition-{FIRST}").get_by_role("link", name="What changed").click()
    page.wait_for_url(f"**/{FIRST}/changes/")
    assert seen.complaints == []


# The banner


def test_an_older_edition_says_how_much_has_changed_since(page: Any, host: str, seen: Seen) -> None:
    banner = settled(page, f"{host}/{FIRST}/")
    told = banner.inner_text()
    assert f"{OLD} (31 December 2024): 3 claims have changed since, and 1 new one was added." in told
    assert banner.get_attribute("role") == "status"
    assert page.locator("h1").is_visible()
    assert seen.complaints == []


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (f"{FIRST}/claims/held/", "This claim since: Better confirmed than before."),
        (f"{SECOND}/claims/held/", "Nothing has changed in this claim since."),
        (f"{SECOND}/claims/lost/", "This claim since: No longer used."),
    ],
)
def test_on_a_claims_page_it_says_what_became_of_that_claim(
    page: Any, host: str, address: str, told: str
) -> None:
    assert told in settled(page, f"{host}/{address}").inner_text()


def test_a_source_that_fell_since_is_told_on_its_page_and_counted_on_the_others(page: Any, host: str) -> None:
    since = {"display": "31 December 2024", "changed": {}, "others": {"source:gazette-1": "Source retracted"}}
    told = json.dumps({"schema": 1, "latest": THIRD, "editions": {FIRST: since}})
    page.route("**/changes.json", lambda route: route.fulfill(body=told))
    words = settled(page, f"{host}/{FIRST}/sources/gazette-1/").inner_text()
    assert "no claim in it has changed since, but 1 other thing has." in words
    assert "What this page tells of, since: Source retracted." in words
    assert "this page tells of" not in settled(page, f"{host}/{FIRST}/parties/gazette/").inner_text()


@pytest.mark.parametrize(
    ("claims", "added", "others", "told"),
    [
        (0, 0, 0, "no claim in it has changed since."),
        (1, 0, 0, "1 claim has changed since."),
        (2, 1, 0, "2 claims have changed since, and 1 new one was added."),
        (2, 0, 3, "2 claims have changed since, and 3 other things have."),
        (0, 0, 2, "no claim in it has changed since, but 2 other things have."),
        (0, 9, 0, "no claim in it has changed since, and 9 new ones were added."),
        (1, 2, 1, "1 claim has changed since, 2 new ones were added, and 1 other thing has changed."),
    ],
)
def test_the_banners_sentence(page: Any, host: str, claims: int, added: int, others: int, told: str) -> None:
    since = {
        "display": "31 December 2024",
        "changed": {f"c{number}": "New address" for number in range(claims)},
        "added": added,
        "others": {f"source:s{number}": "Title changed" for number in range(others)},
    }
    answer = json.dumps({"schema": 1, "latest": THIRD, "editions": {FIRST: since}})
    page.route("**/changes.json", lambda route: route.fulfill(body=answer))
    words = settled(page, f"{host}/{FIRST}/").inner_text()
    assert f"{OLD} (31 December 2024): {told} Read" in words


@pytest.mark.parametrize("folder", ["latest", THIRD])
def test_the_newest_edition_has_no_such_banner(page: Any, host: str, folder: str) -> None:
    for address in ("", "claims/held/", "changes/"):
        assert OLD not in settled(page, f"{host}/{folder}/{address}").inner_text()


def test_the_banner_leads_to_the_same_page_where_the_newest_edition_has_it(page: Any, host: str) -> None:
    ways = {
        "claims/held/": "latest/claims/held/",
        "changes/": "latest/changes/",
        "": "latest/",
        "statuses/claimed/": "latest/",
    }
    for address, target in ways.items():
        banner = settled(page, f"{host}/{FIRST}/{address}")
        link = banner.get_by_role("link", name="Read the newest edition")
        assert link.evaluate("a => a.href") == f"{host}/{target}"


def test_a_copy_of_an_old_edition_under_latest_is_not_called_old(
    page: Any, published: Path, tmp_path: Path
) -> None:
    """A host may show the new file at the root before the new pages: bytes are the same, the place counts."""
    shutil.copytree(published, tmp_path / "site")
    shutil.rmtree(tmp_path / "site/latest")
    shutil.copytree(published / SECOND, tmp_path / "site/latest")
    with served(tmp_path / "site") as where:
        assert OLD not in settled(page, f"{where}/latest/").inner_text()


ODD = {
    "nothing": None,
    "no JSON": "{",
    "a list": "[]",
    "null": "null",
    "another schema": '{"schema": 2, "latest": "2025-01-05.2", "editions": {"2024-12-31": {}}}',
    "no editions": '{"schema": 1, "latest": "2025-01-05.2"}',
    "editions as a text": '{"schema": 1, "latest": "2025-01-05.2", "editions": "2024-12-31"}',
    "an edition as a text": '{"schema": 1, "latest": "2025-01-05.2", "editions": {"2024-12-31": "x"}}',
    "an address as the newest": '{"schema": 1, "latest": "//evil.example/", "editions": {"2024-12-31": {}}}',
    "a list as the newest": '{"schema": 1, "latest": ["2025-01-05.2"], "editions": {"2024-12-31": {}}}',
    "nothing on what changed": '{"schema": 1, "latest": "2025-01-05.2", "editions": {"2024-12-31": {}}}',
    "changes as a list": '{"schema": 1, "latest": "2025-01-05.2", "editions": {"2024-12-31": '
    '{"display": "x", "changed": ["held"], "others": {}}}}',
    "too deep": "[" * 100_000,
    "not of this edition": '{"schema": 1, "latest": "2025-01-05.2", "editions": {"__proto__": {}}}',
}


@pytest.mark.parametrize("case", ODD)
def test_a_file_that_is_missing_or_odd_changes_nothing(page: Any, host: str, case: str) -> None:
    answer = ODD[case]
    page.route(
        "**/changes.json",
        lambda route: route.fulfill(status=404) if answer is None else route.fulfill(body=answer),
    )
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    banner = settled(page, f"{host}/{FIRST}/claims/held/")
    words = " ".join(banner.inner_text().split())
    assert words == "Edition of 31 December 2024 Before the attack All editions"
    assert errors == []


def test_words_of_the_file_are_text_and_its_numbers_are_numbers(page: Any, host: str, seen: Seen) -> None:
    since = {
        "display": "<img src=x onerror=alert(1)>",
        "changed": {"held": "<b>bold</b>" + "x" * 9000},
        "others": {"source:gazette-1": "<b>retracted</b>"},
        "added": "<i>7</i>",
        "gone": "claims/held/",
    }
    told = {"schema": 1, "latest": THIRD, "editions": {FIRST: since}}
    page.route("**/changes.json", lambda route: route.fulfill(body=json.dumps(told)))
    banner = settled(page, f"{host}/{FIRST}/claims/held/")
    assert banner.locator("img, b, i").count() == 0
    assert "<img src=x onerror=alert(1)>" in banner.inner_text()
    assert "<b>bold</b>" in banner.inner_text()
    assert len(banner.inner_text()) < 600
    assert "new" not in banner.inner_text().replace("newest", "")
    assert seen.complaints == []


def test_where_only_the_browser_knows_the_sites_address_the_citation_gets_it(page: Any, host: str) -> None:
    for folder, edition in ((FIRST, FIRST), ("latest", THIRD)):
        settled(page, f"{host}/{folder}/claims/held/")
        page.locator("details.sy-cite-page summary").click()
        cited = page.locator(".sy-cite-page code").inner_text()
        assert cited == f"{host}/{edition}/claims/held/"
        assert page.goto(cited).ok


# Since the last visit


def test_the_newest_home_page_says_what_changed_since_the_last_visit(browser: Any, host: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    assert "last visit" not in settled(page, f"{host}/latest/").inner_text()
    page.evaluate(
        f"localStorage.setItem(Object.keys(localStorage).find(k => k.startsWith('sayso:')), '{FIRST}')"
    )
    told = settled(page, f"{host}/latest/")
    assert re.search(r"\d+ changes since your last visit\. See what has changed", told.inner_text())
    assert told.get_by_role("link", name="See what").evaluate("a => a.href") == f"{host}/latest/changes/"
    # Once told it is known; and another page never speaks of it.
    assert "last visit" not in settled(page, f"{host}/latest/").inner_text()
    context.close()


def test_a_browser_that_refuses_to_keep_anything_is_none_the_worse(browser: Any, host: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(
        "Storage.prototype.getItem = Storage.prototype.setItem = () => { throw new DOMException('no') }"
    )
    assert "Edition of 5 January 2025 (2)" in settled(page, f"{host}/latest/").inner_text()
    assert OLD in settled(page, f"{host}/{FIRST}/").inner_text()
    context.close()


# The draft


def test_a_draft_says_so_and_leads_to_what_is_published(page: Any, tmp_path: Path) -> None:
    draft = Edition("dev", "2025-01-12T08:00:00Z")
    site = publish(tmp_path, editions=(*EDITIONS[:2], draft))
    with served(site) as where:
        banner = settled(page, f"{where}/dev/claims/held/")
        assert "This is a draft." in banner.inner_text()
        banner.get_by_role("link", name="Read the newest edition").click()
        page.wait_for_url("**/latest/")


# Without scripts, on a phone, without the network


def test_without_javascript_a_sentence_and_a_link_stand_there(browser: Any, host: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.goto(f"{host}/{FIRST}/claims/held/")
    banner = page.locator("#sy-banner")
    assert "Edition of 31 December 2024" in banner.inner_text()
    page.locator("details.sy-cite-page summary").click()
    assert page.locator(".sy-cite-page code").inner_text() == f"{FIRST}/claims/held/"
    banner.get_by_role("link", name="All editions").click()
    page.wait_for_url("**/editions/")
    assert page.locator("article").count() == 3
    context.close()


def leads_on(path: Path) -> bool:
    page = path / "index.html" if path.is_dir() else path
    return b'http-equiv="refresh"' in page.read_bytes()


@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_of_every_edition_fits_asks_nobody_and_complains_of_nothing(
    browser: Any, published: Path, width: int
) -> None:
    seen = Seen()
    context = browser.new_context(viewport={"width": width, "height": 740})
    page = context.new_page()
    seen.follow(page)
    wide = []
    with served(published) as where:
        # A page that leads on at once is the page that it leads to.
        wanted = [each for each in addresses(published) if not leads_on(published / each.lstrip("/"))]
        if width != 320:  # every page at the narrowest, the kinds that are new when there is room
            wanted = [
                each for each in wanted if re.search(r"^/(editions/|[^/]+/(changes/|claims/[^/]+/)?)$", each)
            ]
        for address in wanted:
            page.goto(where + address)
            if not page.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth"):
                wide.append(address)
        assert len(wanted) > 12
        assert [each for each in seen.requests if not each.startswith((where, "data:"))] == []
    assert wide == []
    assert seen.complaints == []
    context.close()
