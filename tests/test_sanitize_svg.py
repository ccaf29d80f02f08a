"""SVG through the sanitizer: shapes and words stay, and nothing that acts survives a second reading.

A sanitizer is broken where what it wrote is read otherwise than it meant (mutation XSS): so each of
these is cleaned, then read again by another parser (Lexbor, as a browser reads), written, and
read once more. Each time nothing active may stand in it.
"""

import re
import time

import markdown
import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from sayso import sanitize as rules
from sayso.sanitize import sanitize
from tests import hostile
from tests.charts import cases

#: What is ours, as a page has it.
OURS = (
    '<svg class="sy-chart" role="img" aria-labelledby="a b" width="100%" height="40" viewBox="0 0 10 10" '
    'preserveAspectRatio="none" font-size="12"><title id="a">A chart</title><desc id="b">What it shows</desc>'
    '<g class="x" transform="translate(-10 0)"><rect x="2%" y="1" width="5" height="5" fill="none" '
    'stroke="currentColor" stroke-dasharray="2 3"></rect><circle cx="1" cy="1" r="4.5"></circle>'
    '<line x1="0" x2="100%" y1="1" y2="1"></line><svg x="3" y="4" width="5" height="5">'
    '<path d="M0 0L1 1"></path></svg><a href="../claims/one/"><text x="0" y="1" text-anchor="middle">Words '
    '<tspan dx="1">more</tspan></text></a></g></svg>'
)
SHELLS = ("{}", "<p>{}</p>", "<svg>{}</svg>", "<svg><g>{}</g></svg>", "<svg><title>{}</title></svg>",
          "<svg><desc>{}</desc></svg>", "<svg><a><text>{}</text></a></svg>",
          "<table><tr><td>{}</td></tr></table>",
          "<svg></p>{}", "<math><mtext>{}</mtext></math>", "<svg><foreignObject>{}</foreignObject></svg>",
          "<div title='<svg>'>{}</div>")  # fmt: skip
EVIL = (
    "<script>alert(1)</script>",
    "<svg onload=alert(1)>",
    "<style><img src=x onerror=alert(1)></style>",
    '<style><a title="</style><img src=x onerror=alert(1)>">',
    '<title><a id="</title><img src=x onerror=alert(1)>">',
    "<svg><style>&lt;img src=x onerror=alert(1)&gt;</style></svg>",
    "<use href='data:image/svg+xml,<svg id=x onload=alert(1)>#x'/>",
    "<use xlink:href='#x'/><animate attributeName=href values=javascript:alert(1) />",
    "<set attributeName=onload to=alert(1) /><animateTransform onbegin=alert(1)>",
    "<a xlink:href='javascript:alert(1)'><text>x</text></a>",
    "<a href='java&#10;script:alert(1)'><text>x</text></a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<foreignObject><iframe srcdoc='<script>alert(1)</script>'></iframe></foreignObject>",
    "<image href=x onerror=alert(1) /><feImage href='//evil.invalid/x'/>",
    "<rect fill='url(//evil.invalid/#a)' style='fill:url(//evil.invalid)' filter='url(#a)' mask='url(#b)'/>",
    "<text font-family='url(//evil.invalid)' font-size='999' fill='red'>x</text>",
    "<mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror=alert(1)&gt;'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<![CDATA[><img src=x onerror=alert(1)>]]>",
    "<!--<img src=--><img src=x onerror=alert(1)//>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<textarea><img title='</textarea><img src=x onerror=alert(1)>'></textarea>",
    "<template><img src=x onerror=alert(1)></template><xmp><img src=x onerror=alert(1)></xmp>",
    "<p><svg><desc><table><tr><style><img src=x onerror=alert(1)>",
    "<handler type='text/javascript'>alert(1)</handler><listener event=load handler=#x />",
    "<linearGradient><stop offset=0 onclick=alert(1)></linearGradient><filter><feTurbulence/></filter>",
    "<?xml-stylesheet href='//evil.invalid/x.css'?><!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>&x;",
)
ALLOWED = {(tag.lower(), name.lower()) for tag, name in rules.attributes()}
NAMES = {tag.lower() for tag in rules.TAGS}


def active(html: str) -> list[str]:
    """What acts, or is not ours, in a text as a browser reads it."""
    found = []
    for node in LexborHTMLParser(f"<!doctype html><body>{html}").css("body *"):
        name = (node.tag or "").lower()
        if name not in NAMES:
            found.append(name)
        found += [f"{name} {key}" for key in node.attributes if (name, key.lower()) not in ALLOWED]
        if re.match(r"\s*(?!https?:|mailto:)[a-z][a-z0-9+.-]*:", _address(node), re.IGNORECASE):
            found.append(f"{name} leads to {_address(node)}")
        if name == "title" and not _within_svg(node):
            found.append("a title of the page")
    return found


def _address(node: LexborNode) -> str:
    return (node.attributes.get("href") or "") + (node.attributes.get("src") or "")


def _within_svg(node: LexborNode) -> bool:
    parent = node.parent
    while parent is not None and parent.tag != "svg":
        parent = parent.parent
    return parent is not None


def again(html: str) -> str:
    """As another parser reads and writes it."""
    body = LexborHTMLParser(f"<!doctype html><body>{html}").body
    return (body.html or "") if body else ""


def test_what_is_looked_for_is_there_before() -> None:
    """Most of these act where nothing cleans them; the others only once they were read wrongly."""
    assert sum(bool(active(shell.format(evil))) for shell in SHELLS for evil in EVIL) > 250


def test_a_chart_comes_through_whole() -> None:
    assert sanitize(OURS) == OURS
    assert active(OURS) == []


@pytest.mark.parametrize("name", cases.CASES)
def test_what_the_site_draws_loses_nothing_in_markdown_or_the_sanitizer(name: str) -> None:
    svg = cases.drawn(name)
    page = markdown.markdown(
        f"# One\n\n<figure>\n{svg}</figure>\n\nTwo *three*\n", extensions=["md_in_html", "tables"]
    )
    before, after = (LexborHTMLParser(text).css_first("svg") for text in (svg, sanitize(page)))
    assert after is not None and before is not None and before.html == after.html


@pytest.mark.parametrize("evil", EVIL)
@pytest.mark.parametrize("shell", SHELLS)
def test_nothing_active_survives_however_often_it_is_read(shell: str, evil: str) -> None:
    clean = sanitize(shell.format(evil))
    assert active(clean) == []
    assert active(again(clean)) == []
    assert active(sanitize(again(clean))) == []


def test_neither_does_the_corpus_inside_svg() -> None:
    for family, strings in hostile.corpus().items():
        # Half a pair of surrogates is no text: pages are UTF-8, and have none.
        for string in (each.encode("utf-8", "replace").decode() for each in strings):
            for shell in ("<svg>{}</svg>", "<svg><title>{}</title>"):
                clean = sanitize(shell.replace("{}", string))
                assert active(clean) == [], (family, string)
                assert active(again(clean)) == [], (family, string)


def test_a_title_stands_in_a_drawing_or_not_at_all() -> None:
    assert sanitize("<p><title>My site</title></p>") == "<p>My site</p>"
    assert sanitize("<svg></svg><title>x</title>") == "<svg></svg>x"
    assert sanitize('<a title="<svg>">x</a><title>y</title>').endswith("y")
    assert "<title>" not in sanitize('<a title="<svg>">x</a><title>y</title>')


def test_the_time_is_linear() -> None:
    took = []
    for size in (20_000, 80_000):
        start = time.perf_counter()
        sanitize("<svg><title>" * 50 + '<title a="' * size + "</title>")
        sanitize("<svg>" * 200 + "<title>x</title>" * size)
        took.append(time.perf_counter() - start)
    assert took[1] < 12 * took[0] + 0.5


def test_the_sanitizer_names_no_attribute_that_refers_elsewhere() -> None:
    names = {name for _, name in rules.attributes()}
    assert not names & {"style", "xlink:href", "filter", "mask", "clip-path", "marker-end", "begin", "values"}
    assert not {"use", "image", "foreignObject", "style", "script", "animate", "set", "filter"} & rules.TAGS
