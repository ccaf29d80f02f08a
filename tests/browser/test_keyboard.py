"""With the keyboard alone: everything is reached, seen to be reached, and opened.

WCAG 2.2: 2.1.1 (keyboard), 2.1.2 (no trap), 2.4.1 (bypass blocks), 2.4.7 (focus visible), 2.4.11
(focus not obscured), 1.4.4 (200 %), 1.4.10 (reflow at 320 px), 2.3.3 (motion).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from tests.browser.screenshots import kinds_of_all

pytestmark = pytest.mark.browser

#: More presses than any page of these has stops; where it is reached, a trap is named.
MOST: Final = 6_000
#: Everything that can be acted on and is seen, each with a number; what scrolls by itself counts too.
NUMBER: Final = """() => {
  const seen = each => each.checkVisibility({visibilityProperty: true, opacityProperty: false})
    && each.getClientRects().length > 0;
  const acts = 'a[href], button, summary, input:not([type=hidden]), select, textarea, [tabindex]';
  // Of a group of radio buttons one is a stop: the others are reached by the arrows.
  const all = [...document.querySelectorAll(acts)].filter(each => !each.disabled && each.tabIndex >= 0
    && seen(each) && (each.type !== 'radio' || each.checked));
  const scrolls = [...document.querySelectorAll('main *')].filter(each =>
    each.scrollWidth > each.clientWidth + 1 && seen(each)
    && ['auto', 'scroll'].includes(getComputedStyle(each).overflowX));
  const reachable = new Set(all);
  for (const each of scrolls)
    if (![...all].some(other => each.contains(other))) reachable.add(each);
  // From the start of the page, also where a field has taken the focus.
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute('tabindex');
  scrollTo(0, 0);
  let number = 0;
  for (const each of reachable) each.dataset.stop = number++;
  return number;
}"""
#: Walks as Tab does: what has the focus now, and whether that can be seen. A ring is an outline, a
#: shadow or another background or border than without the focus.
LOOK: Final = """() => {
  const it = document.activeElement;
  if (!it || it === document.body) return null;
  const style = each => { const s = getComputedStyle(each); const b = getComputedStyle(each, '::before');
    return [s.outlineStyle === 'none' || s.outlineWidth === '0px' ? '' : s.outline, s.boxShadow,
      s.backgroundColor, s.borderColor, s.textDecoration, s.stroke, s.strokeWidth, s.fill,
      b.outlineStyle, b.boxShadow].join('|'); };
  // What stands inside may show it (the shapes of a drawing), or a label beside it.
  const parts = [it, ...[...it.querySelectorAll('*')].slice(0, 6), ...(it.labels ?? [])];
  const look = () => parts.map(style).join('||');
  const box = it.getBoundingClientRect();
  const points = [box, ...it.getClientRects()].flatMap(one => [[.5, .5], [.1, .5], [.9, .5]].map(([x, y]) =>
    document.elementFromPoint(one.left + one.width * x, one.top + one.height * y)));
  const free = points.some(each => each && (it.contains(each) || each.contains(it)));
  const focused = look();
  const top = scrollY;
  it.blur();
  const plain = look();
  it.focus({preventScroll: true});
  scrollTo(0, top);
  const inside = box.bottom > 0 && box.top < innerHeight;
  return {stop: it.dataset.stop ?? null, ring: focused !== plain, inside, free,
    what: it.outerHTML.slice(0, 140)};
}"""
#: The same walk for a page of hundreds of stops, at a glance: which stops there are in all.
EVERY: Final = """() => [...document.querySelectorAll('[data-stop]')]
  .map(each => [each.dataset.stop, each.outerHTML.slice(0, 140)])"""
#: So many stops of a page are looked at one by one; of a longer page the first and the last.
EACH: Final = 30
#: Where another width may change what is reached; and where something opens, of every kind of it.
NARROW: Final = {"home", "claim", "question", "timeline", "edition-claim", "editions"}
OPENING: Final = {"claim", "question", "timeline", "quote", "source", "edition-claim", "question-of-eight"}
#: These stand for the others where each page is opened twice.
NEAR: Final = {
    "home", "claim", "question", "timeline", "party", "source", "quote", "edition-claim", "prose",
    "question-of-eight", "claim-of-a-long-word", "source-of-a-long-address", "party-of-a-long-word",
}  # fmt: skip


def walk(page: Any) -> tuple[set[str], list[str]]:
    """Press Tab to the end of the page: the stops that were reached, and what was wrong with any."""
    number = page.evaluate(NUMBER)
    reached: set[str] = set()
    wrong: list[str] = []
    for press in range(min(MOST, number + 40)):
        page.keyboard.press("Tab")
        if EACH < press < number - EACH:
            stop = page.evaluate("document.activeElement.dataset.stop ?? null")
            if stop is not None:
                reached.add(stop)
            continue
        at = page.evaluate(LOOK)
        if at is None:
            break
        if at["stop"] is None:
            continue
        if at["stop"] in reached and at["stop"] == "0":
            break
        reached.add(at["stop"])
        wrong += [f"no ring: {at['what']}"] * (not at["ring"])
        wrong += [f"out of sight: {at['what']}"] * (not at["inside"])
        wrong += [f"hidden under something: {at['what']}"] * (not at["free"])
    return reached, wrong


@pytest.fixture(scope="module")
def tab(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


#: Their stops are those of the other kinds, many times over.
LONG: Final = {"claims-list", "wanted", "source"}


@pytest.mark.parametrize("width", [1280, 360])
def test_tab_reaches_everything_and_shows_where_it_is(
    tab: Any, sites: dict[str, Path], hosts: dict[str, str], width: int
) -> None:
    faults = []
    stops = 0
    tab.set_viewport_size({"width": width, "height": 800})
    for site, name, where in kinds_of_all(sites):
        if name in LONG or site == "wild" or (width == 360 and name not in NARROW):
            continue
        tab.goto(f"{hosts[site]}/{where}")
        reached, wrong = walk(tab)
        every = dict(tab.evaluate(EVERY))
        stops += len(reached)
        faults += [f"{site}:{name}: {each}" for each in dict.fromkeys(wrong)]
        faults += [f"{site}:{name}: never reached: {every[each]}" for each in sorted(set(every) - reached)]
    assert stops > 500
    assert faults == [], "\n".join(faults)


def test_enter_and_space_open_and_close_everything_that_opens(
    tab: Any, sites: dict[str, Path], hosts: dict[str, str]
) -> None:
    opened = 0
    tab.set_viewport_size({"width": 1280, "height": 800})
    for site, name, where in kinds_of_all(sites):
        if name not in OPENING:
            continue
        tab.goto(f"{hosts[site]}/{where}")
        for number, part in enumerate(tab.locator("article details > summary").all()[:8]):
            if not part.is_visible():
                continue
            part.focus()
            key = "Enter" if number % 2 else "Space"
            before = part.evaluate("each => each.parentElement.open")
            tab.keyboard.press(key)
            assert part.evaluate("each => each.parentElement.open") is not before, (site, name, key)
            opened += 1
    assert opened > 20


def test_the_first_stop_skips_to_the_content(tab: Any, hosts: dict[str, str]) -> None:
    tab.goto(f"{hosts['real']}/claims/losses-340/")
    tab.keyboard.press("Tab")
    first = tab.locator(":focus")
    assert "skip" in (first.inner_text() or "").lower()
    assert first.is_visible()
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    inside = "document.querySelector('main').contains(document.activeElement)"
    assert tab.evaluate(inside), "after the link the next stop stands in the content"


def test_a_single_key_does_nothing_by_itself(tab: Any, hosts: dict[str, str]) -> None:
    """WCAG 2.2, 2.1.4: who speaks to the machine, or strikes a key by chance, stays where they are."""
    tab.set_viewport_size({"width": 1280, "height": 800})
    for where in ("claims/", "claims/losses-340/", ""):
        tab.goto(f"{hosts['real']}/{where}", wait_until="networkidle")
        before = tab.evaluate("document.activeElement.tagName")
        for key in ("n", "p", ".", ",", "f", "s", "/", "?", "t", "e", "k"):
            tab.keyboard.press(key)
        tab.wait_for_timeout(300)
        assert tab.url == f"{hosts['real']}/{where}"
        assert tab.evaluate("document.activeElement.tagName") == before


def test_words_typed_lead_into_the_search_and_tab_to_what_it_found(tab: Any, hosts: dict[str, str]) -> None:
    tab.set_viewport_size({"width": 1280, "height": 800})
    tab.goto(f"{hosts['real']}/claims/losses-340/")
    tab.locator("header [name=q]").focus()
    tab.keyboard.type("soldiers")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/search/?q=soldiers*")
    tab.locator("#sy-search-found a").first.wait_for(timeout=15_000)
    for _ in range(200):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.querySelector('#sy-search-found').contains(document.activeElement)"):
            break
    else:
        pytest.fail("Tab does not reach what was found")
    href = tab.evaluate("document.activeElement.href")
    tab.keyboard.press("Enter")
    tab.wait_for_url(href)


def test_the_colours_change_by_the_keyboard(tab: Any, hosts: dict[str, str]) -> None:
    tab.goto(f"{hosts['real']}/claims/losses-340/")
    before = tab.evaluate("document.body.dataset.mdColorMedia")
    for _ in range(40):
        tab.keyboard.press("Tab")
        if tab.evaluate("!!document.activeElement.closest('[data-md-component=palette]')"):
            break
    else:
        pytest.fail("Tab does not reach the choice of colours")
    tab.keyboard.press("Enter")
    if tab.evaluate("document.body.dataset.mdColorMedia") == before:
        tab.keyboard.press("Space")
    if tab.evaluate("document.body.dataset.mdColorMedia") == before:
        tab.keyboard.press("ArrowRight")
    assert tab.evaluate("document.body.dataset.mdColorMedia") != before


#: What a reader can read on a page: every run of text that is seen, however it is broken into lines.
WORDS: Final = """() => {
  const found = [];
  const part = document.querySelector('article.md-content__inner, main') ?? document.body;
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  for (let node; node = walker.nextNode();) {
    const words = node.data.trim();
    const parent = node.parentElement;
    if (!words || parent.closest('svg, script, style')) continue;
    if (!parent.checkVisibility({visibilityProperty: true})) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    if (range.getClientRects().length) found.push(words);
  }
  return found;
}"""


@pytest.mark.parametrize(("width", "factor"), [(640, 2), (320, 1)])
def test_zoomed_in_or_on_a_narrow_phone_nothing_is_lost(
    browser: Any, sites: dict[str, Path], hosts: dict[str, str], width: int, factor: int
) -> None:
    """200 % of 1280 px is 640 CSS px; 400 % of it, or a small phone, is 320."""
    wide = browser.new_context(viewport={"width": 1280, "height": 800})
    near = browser.new_context(viewport={"width": width, "height": 700}, device_scale_factor=factor)
    before, after = wide.new_page(), near.new_page()
    lost = []
    for site, name, where in kinds_of_all(sites):
        if name not in NEAR:
            continue
        for page in (before, after):
            page.goto(f"{hosts[site]}/{where}")
            page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        if not after.evaluate("document.scrollingElement.scrollWidth <= innerWidth"):
            lost.append(f"{site}:{name} is wider than {width} px")
        there = set(after.evaluate(WORDS))
        lost += [f"{site}:{name}: {words[:80]!r}" for words in before.evaluate(WORDS) if words not in there]
    wide.close()
    near.close()
    assert lost == [], "\n".join(lost)


def test_who_wants_no_motion_gets_none(tab: Any, hosts: dict[str, str]) -> None:
    moving = """() => [...document.querySelectorAll('main *, header *')].filter(each => {
      const style = getComputedStyle(each);
      const longest = list => Math.max(...list.split(',').map(parseFloat));
      return (style.animationName !== 'none' && longest(style.animationDuration) > 0.01)
        || getComputedStyle(document.documentElement).scrollBehavior === 'smooth';
    }).map(each => each.outerHTML.slice(0, 100))"""
    for where in ("", "claims/losses-340/", "timelines/kursk/"):
        tab.goto(f"{hosts['real']}/{where}")
        assert tab.evaluate(moving) == []
