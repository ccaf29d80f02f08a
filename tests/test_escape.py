"""Whatever a value holds, it comes out as written and does nothing, in every place."""

import csv
import io
import json
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from sayso import escape, vocabulary
from tests.support.converting import converted

EXTENSIONS = ["toc", "tables", "sane_lists", "footnotes", "def_list", "admonition", "attr_list", "abbr"]

NASTY = [
    "", "1. one", "10. ", "- a", "+ a", "* a", "# a #", "> a", "=", "===", "---", "***", ": a", "    code",
    "\tcode",
    "`a`", "``", "*a*", "_a_", "__a__", "**a", "~~a~~", "^a^", "==a==", "a_b_c", "a\\*b", "\\", "\\\\",
    "[a](b)", "[a][b]", "[a]: b", "![a](b)", "[^1]", "[^1]: x", "[[claim:x]]", "]]", "[TOC]", "*[HTML]: x",
    "| a | b |",
    "a|b", "|---|", "{{ 1 }}", "{% x %}", "{: onclick=alert(1)}", "{#id}", "--8<-- \".git/config\"", "$a$",
    ":smile:", "a :b:",
    "http://example.org", "https://example.org/?a=1&b=2", "www.example.org", "a@example.org", "<http://x>",
    "<a@b.c>",
    "<script>alert(1)</script>", "</p>", "<!--", "-->", "<![CDATA[", "<?php ?>", "<", ">", "&", "&amp;",
    "&lt;b&gt;", "&#60;",
    "&#x3c;script>", "&lt", "\"", "'", "\" onmouseover=\"x", "' x='", "klzzwxh:0001", "wzxhzdk:0", "amp",
    "///Footnotes Go Here///",
    "\x02klzzwxh:0001\x03", "zz1337820767766393qq", "a  b", "a\nb", "a\n\nb", "a\u2028b\u2029c", "\xa0a\xa0",
    "\u3000a", "a\u200db",
    "!!! note", "??? note", "... a", ". a", ",a", "1) a", "Figure 340.", "Russia's", "2025-01-05", "-1",
    "a--b", "a -- b", "a---b",
    "Ünï-çødé, 北京. مرحبا", "\U0001f600", "e\u0301", "\ud800", "\x7f", "\x85", "a" * 300, "&" * 50,
]  # fmt: skip


def _markdown(page: str) -> str:
    return converted(page, EXTENSIONS)


def _shown(page: str, selector: str) -> str:
    """The text of the element that the converted page has at the selector."""
    node = LexborHTMLParser(f"<body>{_markdown(page)}</body>").css_first(selector)
    assert node is not None, _markdown(page)
    return node.text()


def _attribute(page: str, selector: str) -> str:
    node = LexborHTMLParser(f"<body>{_markdown(page)}</body>").css_first(selector)
    assert node is not None, _markdown(page)
    return node.attributes["title"] or ""


PLACES: dict[str, Callable[[str], str]] = {
    "a paragraph": lambda v: _shown(f"x{v}x", "p"),
    "the start of a line": lambda v: _shown(f"{v}x\n", "p"),
    "after a line": lambda v: _shown(f"y\n{v}x\n", "p").removeprefix("y\n"),
    "a heading": lambda v: _shown(f"# x{v}x", "h1"),
    "the end of a heading": lambda v: _shown(f"# x{v}", "h1"),
    "a list item": lambda v: _shown(f"- x{v}x", "li"),
    "the start of a list item": lambda v: _shown(f"- {v}x", "li"),
    "a table cell": lambda v: _shown(f"| a | b |\n|---|---|\n| x{v}x | y |\n", "td"),
    "an HTML block": lambda v: _shown(f"<div>\n<p>x{v}x</p>\n</div>\n", "p"),
    "an inline element": lambda v: _shown(f"word <span>{v}</span> word", "span"),
    "emphasis": lambda v: _shown(f"word *x{v}x* word", "em"),
    "a link's words": lambda v: _shown(f"word [x{v}x](b.md) word", "a"),
    "an attribute of an HTML block": lambda v: _attribute(f'<div title="{v}">\n<p>x</p>\n</div>\n', "div"),
    "a single-quoted attribute": lambda v: _attribute(f"<div title='{v}'>\n<p>x</p>\n</div>\n", "div"),
    "an inline attribute": lambda v: _attribute(f'word <span title="{v}">x</span>', "span"),
}


def _check(place: str, value: str) -> None:
    written = PLACES[place](escape.text(value))
    wanted = escape.fold(value)
    for shown in (written, written.removeprefix("x"), written.removesuffix("x"), written[1:-1]):
        if shown.strip(" ") == wanted.strip(" "):
            return
    pytest.fail(f"{place}: {wanted!r} became {written!r}")


@pytest.mark.parametrize("place", PLACES)
def test_text_is_shown_as_written(place: str) -> None:
    for value in NASTY:
        _check(place, value)


@pytest.mark.parametrize("place", PLACES)
@settings(max_examples=120, deadline=None)
@given(value=st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_is_shown_as_written(place: str, value: str) -> None:
    _check(place, value)


MARKUP = st.lists(
    st.sampled_from([*"*_`[]()<>!#&;:|\\~^${}@-+=.'\" \n1a", "[[", "https://", "&#", "www."]), max_size=30
)


@pytest.mark.parametrize("place", PLACES)
@settings(max_examples=120, deadline=None)
@given(value=MARKUP.map("".join))
def test_any_markup_is_shown_as_written(place: str, value: str) -> None:
    _check(place, value)


@pytest.mark.parametrize("value", [v for v in NASTY if "\n" not in v])
def test_text_is_inert_between_two_texts(value: str) -> None:
    """Values printed side by side do not make a mark together."""
    for other in ("1", "[a]", "&", "<", "*", "!", "`", "\\", "http:", "x\n"):
        both = str(escape.text(other)) + str(escape.text(value)) + str(escape.text(other))
        shown = _shown(f"<p>{both}</p>", "p"), _shown(f"z{both}z", "p")[1:-1]
        wanted = " ".join(escape.fold(other + value + other).strip(" ").split(" "))
        assert {part.strip(" ").replace("  ", " ").replace("  ", " ") for part in shown} == {
            wanted.replace("  ", " ")
        }


@pytest.mark.parametrize(
    "value",
    [
        "The ministry said so.",
        "About 340 soldiers, killed or wounded",
        "Ünïcode; really?",
        "record-keeping 2025-01-05",
    ],
)
def test_plain_sentences_stay_readable(value: str) -> None:
    assert str(escape.text(value)) == value


def test_addresses_are_no_prey_of_autolinkers() -> None:
    """Extensions that look for bare addresses find none: "://", "www." and "@" are not there."""
    for address in ("https://example.org", "www.example.org", "WWW.example.org", "a@example.org"):
        assert not any(mark in str(escape.text(address)).lower() for mark in ("://", "www.", "@"))


def test_block_makes_paragraphs() -> None:
    assert escape.block("a *b*\nc\n\n \r\n<d>") == "<p>a &#42;b&#42; c</p>\n<p>&#60;d&#62;</p>"
    assert escape.block(" \n\n ") == ""


@settings(max_examples=300, deadline=None)
@given(value=st.text(max_size=80))
def test_block_loses_nothing_and_has_no_empty_line(value: str) -> None:
    page = escape.block(value)
    assert "\n\n" not in page
    shown = LexborHTMLParser(f"<body>{_markdown(f'<div>{page}</div>')}</body>").css_first("div")
    assert shown is not None
    assert shown.text().split() == escape.fold(value).split()


@settings(max_examples=300, deadline=None)
@given(value=MARKUP.map("".join))
@example(value="\n \n")
@example(value="\n\t\n")
def test_preformatted_keeps_lines_and_spaces(value: str) -> None:
    shown = LexborHTMLParser(
        f"<body>{_markdown(f'<pre>x{escape.preformatted(value)}x</pre>')}</body>"
    ).css_first("pre")
    assert shown is not None
    assert shown.text() == f"x{value}x"


GOOD_URLS = [
    "https://example.org", "HTTP://example.org/a?b=c&d=e#f", "https://example.org/a_(b)",
    "mailto:a@example.org", "a.md",
    "../sources/x/", "/claims/losses-340/", "#top", "?q=1", "https://пример.рф/путь", "a/b:c",
    "https://example.org/%0a",
    "https://example.org/?u=javascript:alert(1)", "https://[2001:db8::1]/x", "https://example.org:8080/", ".",
    "a%20b.md",
]  # fmt: skip

BAD_URLS = [
    "", "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:x",
    "java\tscript:x", "java\x00script:x",
    "\x01javascript:x", "javascript&colon;x", "javascript&#58;x", "&#106;avascript:x", "&#x6A;avascript:x",
    "java&Tab;script:x",
    "java&NewLine;script:x", "javascript%3Ax", "%6aavascript:x", "&amp;#106;avascript:x", "ｊavascript：x",
    "javascript：x",
    "java\u200bscript:x", "java\xadscript:x", "data:text/html,x", "vbscript:x", "file:///etc/passwd",
    "blob:x", "about:blank", "ftp://x",
    "view-source:x", "//evil.example", "/\\evil", "\\\\evil", "\\/evil", "/\t/evil", "/%5cevil:x\\",
    "https:/evil", "https:evil", "https://",
    "https:///evil", "http://user@evil/", "https://a:b@evil", "https://a b", "https://a\nb",
    "https://evil\\@good", "x:y", "mailto:", "mailto:x",
    "https://a.example/" + "x" * 2000, "%2f/evil", "&#47;/evil", "/&#47;evil", "\u202ehttps://a",
    "https://a<b", "https://exam&#112;le.org",
]  # fmt: skip


@pytest.mark.parametrize("url", GOOD_URLS)
def test_good_addresses_are_kept(url: str) -> None:
    assert escape.safe_url(url)
    page = f'<p><a href="{escape.href(url)}">x</a></p>\n\nword <a href="{escape.href(url)}">y</a> word'
    links = LexborHTMLParser(_markdown(page)).css("a")
    assert [link.attributes for link in links] == [{"href": url}, {"href": url}]


@pytest.mark.parametrize("url", BAD_URLS)
def test_bad_addresses_are_refused(url: str) -> None:
    assert not escape.safe_url(url)
    assert escape.href(url) is None


@settings(max_examples=500, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "javascript",
                "java",
                "script",
                ":",
                "&#58;",
                "&colon;",
                "%3a",
                "\t",
                " ",
                "/",
                "\\",
                "#",
                "http",
                "a",
                "data",
            ]
        )
    )
)
def test_a_refused_scheme_never_passes(parts: list[str]) -> None:
    url = "".join(parts)
    if escape.safe_url(url):
        assert ":" not in url.split("/")[0].split("#")[0] or url.startswith("http://")
        assert not url.startswith("//")


def test_the_schemes_are_those_of_the_vocabulary() -> None:
    """Held by what is done, not by a second list: just these lead anywhere."""
    others = ("ftp", "javascript", "data", "file", "vbscript", "ws", "wss", "blob", "tel", "sms")
    written = {scheme: f"{scheme}://a.org" for scheme in (*vocabulary.URL_SCHEMES, *others)}
    written["mailto"] = "mailto:a@a.org"
    assert {scheme for scheme, url in written.items() if escape.safe_url(url)} == set(vocabulary.URL_SCHEMES)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(JSON)
def test_json_in_a_script_reads_back_and_cannot_end_it(value: object) -> None:
    written = escape.json_html(value)
    assert json.loads(written) == value
    assert not set(written) & set("<>&\u2028\u2029")
    written.encode("utf-8")


@settings(max_examples=300)
@given(st.text() | st.sampled_from(NASTY))
def test_front_matter_is_one_line_of_yaml_with_escaped_html(value: str) -> None:
    written = escape.front_matter(value)
    assert "\n" not in written
    content = yaml.safe_load(f"title: {written}\n")["title"]
    assert not set(content) & set("<>\"'")
    body = LexborHTMLParser(f"<p>x{content}x</p>").body
    assert body is not None
    assert body.text() == f"x{escape.fold(value).strip()}x"


@given(st.text() | st.sampled_from(NASTY))
def test_xml_is_well_formed(value: str) -> None:
    written = escape.xml(value)
    element = ElementTree.fromstring(f'<a b="{written}">{written}</a>')  # noqa: S314 - our own
    assert (element.text or "").replace("\n", "") == "".join(
        "\ufffd" if c in "\ufffe\uffff" or "\ud800" <= c <= "\udfff" or (c < " " and c not in "\t\n\r") else c
        for c in value
    ).replace("\r", "").replace("\n", "")


# CSV


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("340", '"340"'),
        ('he said "no"', '"he said ""no"""'),
        ("a,b;c\td", '"a,b;c\td"'),
        ("two\nlines", '"two\nlines"'),
        ("a=b", '"a=b"'),
        ("=1+1", '"\'=1+1"'),
        ("+7 900", '"\'+7 900"'),
        ("-5", '"\'-5"'),
        ("@SUM(A1)", '"\'@SUM(A1)"'),
        (" \t=1+1", '"\' \t=1+1"'),
        ("\tx", '"\'\tx"'),
        ("\uff1d1", '"\'\uff1d1"'),
        ("nul\0", '"nul\ufffd"'),
    ],
)
def test_a_cell_is_text_to_a_spreadsheet(value: str, cell: str) -> None:
    assert escape.csv_cell(value) == cell


@given(st.text())
def test_a_cell_is_read_back_as_it_was_written(value: str) -> None:
    [[read]] = csv.reader(io.StringIO(escape.csv_cell(value), newline=""))
    assert read.removeprefix("'") == escape._NOT_XML.sub("\ufffd", value).removeprefix("'")
    assert read[:1] not in ("=", "+", "-", "@", "\t", "\r", "\n")


# HTML that no Markdown is read from


@given(st.text())
def test_html_text_is_read_back_and_makes_no_element(value: str) -> None:
    written = escape.html_text(value)
    tree = LexborHTMLParser(f'<body><pre title="{written}">\n{written}</pre>')
    [pre] = tree.css("pre")
    assert [node.tag for node in tree.root.traverse()] == ["html", "head", "body", "pre"]  # type: ignore[union-attr]
    wanted = escape._UNWRITABLE.sub("\ufffd", value).replace("\r\n", "\n").replace("\r", "\n")
    assert (pre.text() or "") == wanted
    assert (pre.attributes["title"] or "") == wanted
