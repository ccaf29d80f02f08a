"""What a preview shows of a broken file: an editor's words in it are words."""

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from sayso.site import notice
from sayso.site.generate import Generated, generate
from tests.support.scratch import scratch

NASTY = '"><script>alert(1)</script><img src=x onerror=alert(2)>&lt;b&gt;'


@pytest.fixture
def broken(tmp_path: Path) -> Generated:
    """A site whose only file is full of faults, each with hostile words in it."""
    faults = "".join(f"  - id: c-{n}\n    text: '{NASTY}'\n    <b>{n}: '{NASTY}'\n" for n in range(5))
    return generate(scratch(tmp_path, {"claims.yml": "claims:\n" + faults}))


def elements(html: str | bytes) -> list[str]:
    text = html if isinstance(html, str) else html.decode()
    root = LexborHTMLParser(text if "<html" in text else f"<body>{text}").root
    assert root is not None
    return sorted({node.tag or "" for node in root.traverse()} - {"html", "head", "body"})


def test_all_errors_are_shown_as_text(broken: Generated) -> None:
    html = notice.full(broken)
    assert elements(html) == ["code", "div", "p", "pre"]
    assert "alert(1)" in LexborHTMLParser(html).text()


def test_the_first_errors_stand_above_a_page_with_a_link_to_all(broken: Generated) -> None:
    html = notice.banner(broken, f"../{NASTY}")
    assert elements(html) == ["a", "code", "div", "p", "pre"]
    [link] = LexborHTMLParser(html).css("a")
    assert link.attributes["href"] == f"../{NASTY}"


def test_what_the_engine_says_is_text() -> None:
    html = notice.failure_page(NASTY)
    assert not {"script", "img", "b"} & set(elements(html))
    assert NASTY in LexborHTMLParser(html.decode()).text()


def test_a_title_is_text() -> None:
    assert elements(notice._box(NASTY, "")) == ["div", "p"]
