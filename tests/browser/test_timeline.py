"""Timelines in a real browser: the keyboard, a phone, a wide screen, paper, no script, no colours."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso.diagnostics import has_errors
from sayso.site.build import build
from tests.browser.looking import served
from tests.support.scratch import CAST, REPOSITORY, frame_of_repository, scratch
from tests.test_timeline_pages import CLAIMS, STORY, long_story

pytestmark = pytest.mark.browser

WAR = "/timelines/war/"
LONG = "/timelines/long/"
#: Everything that the keyboard reaches in the page's text, by what it leads to.
REACHED = """() => [...document.querySelectorAll('article a[href], article summary')]
  .filter(each => each.checkVisibility({visibilityProperty: true}) && each.tabIndex >= 0).length"""
FOCUSED = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect(), style = getComputedStyle(at)
  const room = at.querySelector && at.querySelector('.sy-mark__room')
  const drawn = room ? getComputedStyle(room).stroke !== 'none' : style.outlineStyle !== 'none'
  const top = document.elementFromPoint(box.x + Math.min(box.width, 20) / 2, box.y + box.height / 2)
  return {tag: at.tagName.toLowerCase(), where: at.getAttribute('href') || '', mark: !!room, drawn,
          inside: !!at.closest('article'), seen: !!top && (at.contains(top) || top.contains(at)),
          wide: box.width, high: box.height}
}"""


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A small site with a war, three hundred events, none and one, in the repository's own frame."""
    root = tmp_path_factory.mktemp("timelines")
    files = {
        "claims.yml": CLAIMS,
        "content/cast.yml": CAST,
        "content/story.yml": STORY + long_story(),
        "content/index.md": "# Home\n\n[[timeline:war]]\n\n[[timeline:long]]\n",
    }
    scratch(root, files)
    frame_of_repository(root)
    shutil.copy(REPOSITORY / "mkdocs.yml", root / "mkdocs.yml")
    result = build(root)
    assert result.site is not None, [str(each) for each in result.diagnostics if has_errors([each])]
    with served(Path(result.site)) as where:
        yield where


def tabs(page: Any, most: int) -> Iterator[dict[str, Any]]:
    """What has the focus after each press of the key, from the first element of the text on."""
    page.locator("h1").click()
    page.evaluate("document.querySelector('article').setAttribute('tabindex', '-1')")
    page.evaluate("document.querySelector('article').focus()")
    for _ in range(most):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if not focused["inside"]:
            return
        yield focused


@pytest.mark.parametrize("width", [360, 1280])
def test_the_keyboard_reaches_every_mark_and_every_event_and_is_seen_there(
    page: Any, origin: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(origin + WAR)
    count = page.evaluate(REACHED)
    marks = page.locator("svg:visible a.sy-mark").count()
    met = list(tabs(page, count + 5))
    assert len(met) >= count
    assert [each for each in met if not each["drawn"]] == [], "the focus is visible"
    assert [each for each in met if not each["seen"]] == [], "nothing lies over it (WCAG 2.2, 2.4.11)"
    assert sum(each["mark"] for each in met) == marks > 2
    for event in ("march", "fight", "quiet", "long", "since", "talks"):
        assert f"#{event}" in {each["where"] for each in met}


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("path", [WAR, LONG])
def test_every_mark_is_large_enough_for_a_finger(page: Any, origin: str, width: int, path: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(origin + path)
    rooms = page.locator("svg:visible .sy-mark__room")
    assert rooms.count() > 2
    boxes = [room.bounding_box() for room in rooms.all()]
    assert min(min(box["width"], box["height"]) for box in boxes) >= 24, "WCAG 2.2, 2.5.8"
    letters = page.locator("svg:visible text").evaluate_all(
        "all => all.map(each => parseFloat(getComputedStyle(each).fontSize))"
    )
    assert min(letters) >= 10


def test_a_mark_leads_to_its_event_and_shows_which_it_is(page: Any, origin: str) -> None:
    page.goto(origin + WAR)
    mark = page.locator("svg:visible a.sy-mark[href='#march']")
    mark.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#march")
    event = page.locator("#march")
    head = page.locator(".sy-when__head, h2.sy-when__date").first.bounding_box()
    assert event.bounding_box()["y"] >= head["height"], "no heading that sticks lies over it"
    assert event.bounding_box()["y"] < 400
    plain = page.evaluate("getComputedStyle(document.querySelector('#talks .sy-event__body')).boxShadow")
    assert (
        page.evaluate("getComputedStyle(document.querySelector('#march .sy-event__body')).boxShadow") != plain
    )


def test_sides_stand_beside_each_other_on_a_wide_screen_in_the_same_columns_all_down_the_page(
    page: Any, origin: str
) -> None:
    page.goto(origin + WAR)
    page.locator("summary", has_text="wounds").click()
    columns = {}
    for event in ("fight", "quiet"):
        lanes = page.locator(f"#{event} .sy-lane").all()
        boxes = [lane.bounding_box() for lane in lanes]
        assert boxes[0]["y"] == boxes[1]["y"]
        columns[event] = [
            (lane.locator(".sy-lane__name").inner_text(), box["width"])
            for lane, box in zip(lanes, boxes, strict=True)
        ]
    assert [name for name, _ in columns["quiet"]][:2] == [name for name, _ in columns["fight"]]
    assert [name for name, _ in columns["fight"]] == ["Northland", "Southland"]
    assert abs(columns["fight"][0][1] - columns["fight"][1][1]) < 1


def test_on_a_phone_they_stand_one_after_the_other_each_with_its_name(page: Any, origin: str) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(origin + WAR)
    boxes = [lane.bounding_box() for lane in page.locator("#fight .sy-lane").all()]
    assert boxes[0]["x"] == boxes[1]["x"]
    assert boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"]
    assert page.locator("#fight .sy-lane__name:visible").count() == 2


@pytest.mark.parametrize(
    "path", [WAR, LONG, LONG + "part-2/", "/timelines/", "/timelines/none/", "/timelines/one/", "/"]
)
def test_nothing_is_wider_than_the_smallest_phone(page: Any, origin: str, path: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(origin + path)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320


def test_without_a_script_an_old_address_still_leads_to_its_event(browser: Any, origin: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"{origin}{LONG}#e299")
    event = page.locator("#e299")
    assert 0 <= event.bounding_box()["y"] < 800
    event.locator(".sy-event__link").click()
    page.wait_for_url("**/part-*/#e299")
    told = page.locator("#e299")
    assert 0 <= told.bounding_box()["y"] < 800
    assert told.locator(".sy-lane").count() == 2
    context.close()


def test_without_a_script_what_has_a_warning_opens(browser: Any, origin: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(origin + WAR)
    inside = page.get_by_text("Nobody knows why.")
    assert not inside.is_visible()
    page.locator("#quiet summary").click()
    assert inside.is_visible()
    context.close()


def test_three_hundred_events_weigh_less_than_400_kb_and_are_walked_by_their_dates(
    page: Any, origin: str
) -> None:
    answer = page.goto(origin + LONG)
    assert len(answer.body()) < 400_000
    links = page.locator(".sy-jump a")
    assert 2 < links.count() < 40
    links.last.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/part-*/#_*")
    earlier = page.locator(".sy-when__ways a").first
    assert earlier.inner_text().startswith("Earlier: ")
    earlier.click()
    page.locator(f"h2.sy-when__date[id='{page.url.partition('#')[2]}']").wait_for()


def test_on_paper_nothing_is_folded_away_and_each_account_has_its_side(page: Any, origin: str) -> None:
    page.goto(origin + WAR)
    page.emulate_media(media="print")
    assert page.get_by_text("Nobody knows why.").is_visible()
    boxes = [lane.bounding_box() for lane in page.locator("#fight .sy-lane").all()]
    assert boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"]
    assert page.locator("#fight .sy-lane__name:visible").count() == 2
    assert page.locator("svg.sy-overview__drawing:visible").count() == 1


def test_with_the_devices_own_colours_the_marks_are_still_there(browser: Any, origin: str) -> None:
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(origin + WAR)
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    dots = page.locator("svg:visible .sy-mark:not(.sy-mark--loose) .sy-mark__dot")
    assert dots.count() > 0
    for dot in dots.all():
        assert dot.evaluate("each => getComputedStyle(each).fill") != paper
    context.close()
