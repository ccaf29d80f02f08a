"""WCAG 2.2 AA by axe-core: every rule, on every kind of page, light and dark, on a phone, a tablet and a
laptop. Nothing is allowed for.

Where axe cannot tell (`incomplete`), only contrast is of interest here: see `UNSURE`.
"""

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest

pytestmark = pytest.mark.browser

WCAG: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS: Final = (1280, 768, 320)
SCHEMES: Final = ("light", "dark")
#: Begun in each tab, and waited for after: the two schemes are looked at side by side.
BEGIN: Final = """tags => {
  const told = each => each.nodes.map(node => ({
    rule: each.id, where: node.target.join(' '),
    why: node.any.concat(node.all, node.none).map(check => check.message).join('; '),
    cause: node.any.map(check => check.data && check.data.messageKey).find(key => key) || '',
    drawn: !!document.querySelector(node.target)?.closest('svg'),
  }));
  window.looked = axe.run(document, {
    runOnly: {type: 'tag', values: tags}, resultTypes: ['violations', 'incomplete'], iframes: false,
  }).then(found => ({
    violations: found.violations.flatMap(told), unsure: found.incomplete.flatMap(told),
    rules: [found.violations, found.passes, found.inapplicable, found.incomplete].flat().length,
  }));
}"""
END: Final = "window.looked"
#: Why axe cannot tell a contrast, and why we can: the one of a pair of characters that is drawn for
#: the eye alone has a word beside it; and what is cut off at the edge of something that scrolls was
#: measured where it stands in whole. The words in drawings are measured by ourselves, below.
UNSURE: Final = {"shortTextContent", "pseudoContent", "nonBmp", "outsideViewport", "elmPartiallyObscured"}
#: The contrast of each word in a drawing (WCAG 2.2, 1.4.3): its fill against the shape drawn last before
#: it that lies under its middle, or against what the drawing stands on.
DRAWN: Final = """() => {
  const paint = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const rgb = (colour, under) => {
    paint.clearRect(0, 0, 1, 1);
    for (const each of [under, colour]) if (each) { paint.fillStyle = each; paint.fillRect(0, 0, 1, 1); }
    return [...paint.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = part => (part /= 255) <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4;
  const luminance = c => .2126 * light(c[0]) + .7152 * light(c[1]) + .0722 * light(c[2]);
  const ground = each => {
    for (; each; each = each.parentElement) {
      const colour = getComputedStyle(each).backgroundColor;
      if (!/, 0[)]$|transparent/.test(colour)) return colour;
    }
    return 'white';
  };
  const found = [];
  for (const svg of document.querySelectorAll('article svg')) {
    // Measured once: a drawing of 300 events has thousands of parts.
    const parts = [...svg.querySelectorAll('rect, circle, path, text')].map(each => {
      const style = getComputedStyle(each);
      return {each, box: each.getBoundingClientRect(), fill: style.fill, covers: each.tagName !== 'text'
        && style.fill !== 'none' && +style.fillOpacity > .99 && +style.opacity > .99};
    });
    parts.forEach(({each: text, box, fill}, at) => {
      if (text.tagName !== 'text' || !text.checkVisibility() || !text.textContent.trim()) return;
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      const behind = parts.slice(0, at).reverse().find(({box: b, covers}) =>
        covers && b.left <= x && x <= b.right && b.top <= y && y <= b.bottom);
      const base = ground(svg.parentElement);
      const under = behind ? rgb(behind.fill, base) : rgb(base, 'white');
      const over = rgb(fill, base);
      const [a, b] = [luminance(over), luminance(under)].sort((one, two) => two - one);
      found.push([(a + .05) / (b + .05), text.textContent.trim().slice(0, 60), `${over} on ${under}`]);
    });
  }
  return found;
}"""


@dataclass
class Findings:
    """What was found, once for each page, rule and place, with where it was seen first."""

    violations: dict[tuple[str, str, str], str] = field(default_factory=dict)
    unsure: dict[tuple[str, str, str], str] = field(default_factory=dict)
    drawn: int = 0
    pale: set[str] = field(default_factory=set)
    pages: int = 0
    looked: int = 0

    def add(self, page: str, state: str, found: dict[str, Any]) -> None:
        assert found["rules"] > 40, "every rule of WCAG was asked"
        self.looked += 1
        for each in found["violations"]:
            self.violations.setdefault((page, each["rule"], each["where"]), f"{state}: {each['why'][:200]}")
        for each in found["unsure"]:
            if each["rule"] == "color-contrast" and not each["drawn"] and each["cause"] not in UNSURE:
                self.unsure.setdefault((page, each["cause"], each["where"]), f"{state}: {each['why'][:200]}")


_EDITION: Final = re.compile(r"(?:latest|draft|\d{4}-\d\d-\d\d[^/]*)/")
_NAMED: Final = re.compile(r"<([a-z][a-z0-9]*)\b[^<>]*?\sclass=\"?([^\">]*)")


def kind_of(where: str) -> str:
    """`claims/held/` is one of `claims/*`; of an edition the same kind as of any other site."""
    folder, _, name = _EDITION.sub("", where, count=1).strip("/").partition("/")
    return f"{folder}/*" if name else folder


def parts_of(html: str) -> frozenset[tuple[str, str]]:
    """What a page is made of: every element with a class of ours."""
    return frozenset(
        (tag, name)
        for tag, names in _NAMED.findall(html[html.find("<body") :])
        for name in names.split()
        if name.startswith(("sy-", "e-"))
    )


def richest(sites: dict[str, Path]) -> list[tuple[str, str]]:
    """(site, address) of one page of each kind, the one with most in it, of all pages of all sites; and
    of those that have what is on none of these, till every part of every page is on one of them."""
    parts, sizes = {}, {}
    for site, folder in sorted(sites.items()):
        for path in sorted(folder.rglob("*.html")):
            html = path.read_text(encoding="utf-8")
            where = path.relative_to(folder).as_posix().removesuffix("index.html")
            parts[site, where], sizes[site, where] = parts_of(html), -len(html)
    best: dict[str, tuple[str, str]] = {}
    for page in sorted(parts, key=lambda each: (len(parts[each]), sizes[each], each)):
        best[kind_of(page[1])] = page
    chosen = sorted(best.values())
    missing = frozenset[tuple[str, str]]().union(*parts.values())
    missing = missing.difference(*(parts[page] for page in chosen))
    while missing:
        page = max(parts, key=lambda each: (len(parts[each] & missing), sizes[each], each))
        chosen.append(page)
        missing -= parts[page]
    return chosen


@pytest.fixture(scope="module")
def tabs(browser: Any) -> Iterator[dict[str, Any]]:
    """A tab for each scheme, with axe in every page."""
    package = pytest.importorskip("axe_playwright_python")
    axe = (Path(package.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    with ExitStack() as stack:
        opened = {}
        for scheme in SCHEMES:
            context = browser.new_context(color_scheme=scheme, reduced_motion="reduce", bypass_csp=True)
            stack.callback(context.close)
            context.add_init_script(axe)
            opened[scheme] = context.new_page()
        yield opened


#: The theme's script follows the device; a page without it (an embedded one) does so by its style.
SETTLED: Final = "wanted => [undefined, wanted].includes(document.body.dataset.mdColorScheme)"
#: What the theme's script puts into an edition comes when the list of editions has.
VERSIONED: Final = "!document.getElementById('sy-banner') || document.querySelector('.md-version')"


#: In an edition the page's script asks for what has changed since, and may put a bar over the page.
ANSWERED: Final = """() => !document.getElementById('sy-banner')
  || performance.getEntriesByType('resource').some(
    each => each.name.endsWith('/changes.json') && each.responseEnd)"""
#: Two frames later all that was answered is drawn, and all letters are there. What opens is opened;
#: and the bar, which lies over other words, is looked at in the flow: over them axe cannot tell what
#: its words are drawn on.
SETTLE: Final = """async () => {
  await document.fonts.ready;
  document.querySelectorAll('details').forEach(each => { each.open = true });
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  await new Promise(done => setTimeout(done));
  document.head.insertAdjacentHTML('beforeend', '<style>.sy-since { position: static !important }</style>');
}"""


def opened(tabs: dict[str, Any], address: str) -> None:
    """The page in each scheme, with everything open that opens."""
    for page in tabs.values():
        page.goto(address, wait_until="load")
    for scheme, page in tabs.items():
        page.wait_for_function(SETTLED, arg="slate" if scheme == "dark" else "default", timeout=15_000)
        page.wait_for_function(VERSIONED, timeout=15_000)
        page.wait_for_function(ANSWERED, timeout=15_000)
        page.evaluate(SETTLE)


def look(tabs: dict[str, Any], findings: Findings, name: str) -> None:
    """At every width without loading it anew, in both schemes at once; at its drawings in both."""
    findings.pages += 1
    for width in WIDTHS:
        for page in tabs.values():
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate(BEGIN, WCAG)
        for scheme, page in tabs.items():
            findings.add(name, f"{width} px, {scheme}", page.evaluate(END))
    for scheme, page in tabs.items():
        for ratio, words, colours in page.evaluate(DRAWN):
            findings.drawn += 1
            # A sign without a letter is a drawing itself (1.4.11).
            if ratio < (4.5 if any(map(str.isalnum, words)) else 3):
                findings.pale.add(f"{name} {scheme}: {ratio:.2f} {words!r} {colours}")


@pytest.fixture(scope="module")
def findings(tabs: dict[str, Any], sites: dict[str, Path], hosts: dict[str, str]) -> Findings:
    found = Findings()
    for site, where in richest(sites):
        opened(tabs, f"{hosts[site]}/{where}")
        look(tabs, found, f"{site}:{where}")
    return found


def told(found: dict[tuple[str, str, str], str]) -> str:
    return "\n".join(f"{' | '.join(key)} | {why}" for key, why in sorted(found.items()))


def test_no_page_breaks_wcag(findings: Findings, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\naxe looked {findings.looked} times: at {findings.pages} pages, {WIDTHS} px, {SCHEMES}")
    assert findings.pages > 35
    assert findings.looked == findings.pages * len(WIDTHS) * len(SCHEMES)
    assert not findings.violations, told(findings.violations)


def test_where_axe_cannot_tell_a_contrast_we_can(findings: Findings) -> None:
    assert not findings.unsure, told(findings.unsure)


def test_the_words_in_drawings_can_be_read(findings: Findings) -> None:
    assert findings.drawn > 50
    assert not findings.pale, "\n".join(sorted(findings.pale))


def test_what_the_search_finds_breaks_nothing(tabs: dict[str, Any], hosts: dict[str, str]) -> None:
    """The results are made by a script, from the index, after the page has come."""
    found = Findings()
    opened(tabs, f"{hosts['real']}/search/?q=soldiers")
    for page in tabs.values():
        page.locator("#sy-search-found a").first.wait_for(state="visible", timeout=15_000)
    look(tabs, found, "search")
    assert not found.violations, told(found.violations)


def test_a_fault_would_be_found(tabs: dict[str, Any], hosts: dict[str, str]) -> None:
    """The same page with faults put into it: in its colours, its sizes and its names."""
    found = Findings()
    opened(tabs, f"{hosts['real']}/claims/losses-340/")
    for page in tabs.values():
        page.evaluate("""document.querySelector('article').insertAdjacentHTML('beforeend',
          '<p id=pale>Too pale to read</p><img src="data:,"><button></button>' +
          '<p><a href=#a id=s1>i</a><a href=#b id=s2>j</a></p>');
          pale.style.color = '#888'; pale.style.background = '#777';
          for (const each of [s1, s2]) each.style.cssText =
          'display:inline-block;width:8px;height:8px;overflow:hidden'""")
    look(tabs, found, "faulty")
    rules = {rule for _, rule, _ in found.violations}
    assert {"color-contrast", "image-alt", "button-name", "target-size"} <= rules, json.dumps(sorted(rules))
