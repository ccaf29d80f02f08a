"""A site full of hostile texts in a real browser, with every event fired: nothing happens.

The strings are those of the corpus that could act in a page. That they would, and that it
would be seen, the last tests show: there they stand in pages that nobody escaped.
"""

import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from sayso import prose
from sayso.site.build import build
from tests import hostile
from tests.browser.firing import FIRE, TELL, WATCH, Deeds, look, watched
from tests.browser.looking import addresses, served
from tests.support.hostile_site import LENIENT, HostileSite, chunks
from tests.support.scratch import REPOSITORY, frame_of_repository

pytestmark = pytest.mark.browser

#: Strings of the detector's own test, and how many of them must be seen to act.
TRIED = 250
SEEN = 90
#: So many stand on one page of prose.
ON_A_PAGE = 150
QUERIES = (
    "alert", "onerror", "script", "img", "svg onload", "iframe", "javascript", "evil.invalid", "<b>",
    "<img src=x",
    "details ontoggle", "style", '" onmouseover', "{{", "&lt;", "onfocus", "href", "srcdoc",
    "<script>alert", "192.0.2.1",
)  # fmt: skip


def acting() -> list[str]:
    """Readable strings that would call `alert`, or ask another host."""
    marks = ("alert", ".invalid", "192.0.2.")
    return [string for string in hostile.readable() if any(mark in string for mark in marks)]


@pytest.fixture(scope="module")
def hostile_site() -> HostileSite:
    return HostileSite(chunks(acting(), 3), spread=6)


@pytest.fixture(scope="module")
def built(hostile_site: HostileSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = hostile_site.write(tmp_path_factory.mktemp("hostile"))
    frame_of_repository(root)
    with (root / "site_config/sayso.yml").open("a", encoding="utf-8") as settings:
        settings.write("coverage: {threshold: 0}\n")  # hostile words have no source
        settings.write(LENIENT)
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    strings = [string.replace("[[claim:none", "[[claim:claim-1") for string in acting()]
    paragraphs = [string for string in strings if _is_sound(string)]
    assert len(paragraphs) > 600
    for at in range(0, len(paragraphs), ON_A_PAGE):
        text = "\n\n".join(paragraphs[at : at + ON_A_PAGE])
        (root / f"content/prose-{at}.md").write_text(f"# Prose\n\n{text}\n", encoding="utf-8")
    everything = (
        "[[compare:question-1]]\n\n[[timeline:timeline-1]]\n\n[[claim:claim-2]]\n\n[[quote:quote-3]]\n"
    )
    (root / "content/index.md").write_text(f"# Home\n\n{everything}", encoding="utf-8")
    result = build(root)
    assert result.site is not None, [item.message for item in result.diagnostics if item.severity == "error"]
    return result.site


def _is_sound(string: str) -> bool:
    """Whether it is no error in prose, nor makes one of its neighbours': such a page is not built."""
    _, found = prose.parse(f"a\n\n{string}\n\nb", "content/x.md")
    links = ("](", "]:", ":none")
    return not any(link in string for link in links) and not any(item.severity == "error" for item in found)


def test_most_of_what_could_act_stands_on_the_site(hostile_site: HostileSite) -> None:
    written = "\n".join(slot.value for slot in hostile_site.slots)
    assert len([string for string in acting() if string in written]) >= 1000


def test_nothing_happens_on_any_page(browser: Any, built: Path) -> None:
    pages = addresses(built)
    assert len(pages) > 55
    with served(built) as origin, watched(browser, origin) as (page, deeds):
        for where in pages:
            page.goto(origin + where)
            look(page, deeds)
    assert deeds.events > 1_000_000
    _nothing(deeds)


def test_nothing_happens_in_the_search(browser: Any, built: Path) -> None:
    with served(built) as origin, watched(browser, origin) as (page, deeds):
        page.goto(f"{origin}/search/")
        field = page.locator("#sy-search [name=q]")
        shown = 0
        for query in QUERIES:
            field.fill(query)
            # The first waits for the index; on a busy machine that takes its time.
            page.locator("#sy-search-told:not(:empty)").wait_for(timeout=60_000)
            page.wait_for_timeout(450)
            # By the page itself: a result that comes late may take a button away under the mouse.
            page.evaluate("document.querySelectorAll('.sy-search__more').forEach(each => each.click())")
            page.wait_for_timeout(150)
            shown += page.locator(".sy-search__found .sy-row").count()
            wrong = page.locator(".sy-search__found :is(script, img, iframe, style, form, input, [style])")
            assert wrong.count() == 0, query
        assert shown > 50
        look(page, deeds)
    _nothing(deeds)


def _nothing(deeds: Deeds) -> None:
    assert deeds.dialogs == []
    assert deeds.foreign == []
    assert deeds.leads == []
    assert deeds.refusals == []
    assert deeds.complaints == []


# What is seen when they do act


def test_unescaped_they_act_and_it_is_seen(browser: Any, tmp_path: Path) -> None:
    """The same strings, as HTML, as an attribute's value and as an address, each in a frame."""
    strings = acting()
    strings = strings[:: max(1, len(strings) // TRIED)][:TRIED]
    for number, string in enumerate(strings):
        page = f'<!doctype html><body><p>{string}</p><p title="{string}">x</p><p><a href="{string}">y</a></p>'
        (tmp_path / f"{number}.html").write_text(page, encoding="utf-8")
    acted: set[str] = set()
    with served(tmp_path) as origin:
        for at in range(0, len(strings), 40):
            frames = "".join(
                f'<iframe src="/{n}.html"></iframe>' for n in range(at, min(at + 40, len(strings)))
            )
            (tmp_path / "all.html").write_text(f"<!doctype html><body>{frames}", encoding="utf-8")
            with watched(browser, origin, WATCH + TELL) as (page, deeds):
                page.goto(f"{origin}/all.html")
                for frame in page.main_frame.child_frames:
                    _fire(frame)
                page.wait_for_timeout(100)
                acted |= set(page.evaluate("Object.keys(window.fired ?? {})"))
                acted |= {url.removeprefix(origin) for url in deeds.frames}
    acted = {name for name in acted if name.removeprefix("/").removesuffix(".html").isdigit()}
    print(f"{len(acted)} of {len(strings)} act where nothing is escaped")
    assert len(acted) >= SEEN


def _fire(frame: Any) -> None:
    from playwright.sync_api import Error  # only where there is a browser

    with suppress(Error):  # it led itself away: a deed that is seen
        frame.evaluate(FIRE)


def test_a_dialog_a_request_and_an_error_are_seen(browser: Any, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        "<!doctype html><meta http-equiv=Content-Security-Policy content=\"img-src 'self' https:\"><body>"
        "<img src=x onerror=alert(1)><img src=https://evil.invalid/x.png><img src=data:image/png,x>"
        "<a href=javascript:alert(2)>x</a><script>throw new Error('so')</script>"
    )
    with served(tmp_path) as origin, watched(browser, origin) as (page, deeds):
        page.goto(origin)
        look(page, deeds)
    assert len(deeds.dialogs) >= 2
    assert any("evil.invalid" in each for each in deeds.foreign)
    assert any("javascript:alert(2)" in each for each in deeds.leads)
    assert any("img-src" in each for each in deeds.refusals)
    assert any("so" in each for each in deeds.complaints)
