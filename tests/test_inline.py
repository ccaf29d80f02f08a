"""The small inline subset of record text: a table of what is read, and the laws it keeps."""

import time

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from sayso import escape, inline

READ = {
    "*a*": "<em>a</em>",
    "**a**": "<strong>a</strong>",
    "***a***": "<strong><em>a</em></strong>",
    "*a **b** c*": "<em>a <strong>b</strong> c</em>",
    "**a *b* c**": "<strong>a <em>b</em> c</strong>",
    "so *a*, and *b*.": "so <em>a</em>&#44; and <em>b</em>&#46;",
    "`a*b*`": "<code>a&#42;b&#42;</code>",
    "`` a`b ``": "<code>a&#96;b</code>",
    "[a](b.md)": '<a href="b.md">a</a>',
    "[a](https://e.org/x_(y)?z#q)": '<a href="https://e.org/x&#95;&#40;y&#41;?z#q">a</a>',
    "[*a* `b`](c)": '<a href="c"><em>a</em> <code>b</code></a>',
    "*[a](b)*": '<em><a href="b">a</a></em>',
    "[a [b] c](d)": '<a href="d">a &#91;b&#93; c</a>',
    "[a [b](c) d](e)": '&#91;a <a href="c">b</a> d&#93;&#40;e&#41;',
    "a\n  b": "a b",
}

TEXT = [
    "", "a", "2 * 3 * 4", "2*3*4", "5*", "* a", "*a", "a*", "**a*", "*a *b", "****a****", "* *", "_a_",
    "__a__", "snake_case_name",
    "`a", "``a`", "[a]", "[a] (b)", "[a](b c)", "[a](", "[](b)", "[ ](b)", "[a](javascript:alert(1))",
    "[a](//evil.example)",
    "[a](java&#115;cript:x)", "[a](data:text/html,x)", "[a][b]", "![a]", "<b>a</b>", "&amp;", "# a", "- a",
    "1. a", "a | b", "{{ 1 }}",
    "{% x %}", "[[claim:x]]", "[^1]", "https://example.org", "a\\b", "~~a~~", "<https://e.org>",
]  # fmt: skip

ESCAPED = {"\\*a\\*": "*a*", "\\`a\\`": "`a`", "\\[a\\](b)": "[a](b)", "\\\\*a*": "\\a", "[a](b\\)": "[a](b)"}


@pytest.mark.parametrize("text", READ)
def test_the_subset_is_read(text: str) -> None:
    assert inline.html(text) == READ[text]


@pytest.mark.parametrize("text", TEXT)
def test_all_else_is_shown_as_written(text: str) -> None:
    assert inline.html(text) == escape.text(text)
    assert inline.plain(text) == text


@pytest.mark.parametrize("text", ESCAPED)
def test_a_backslash_makes_a_mark_text(text: str) -> None:
    assert inline.plain(text) == ESCAPED[text]


def test_marks_nest_three_deep() -> None:
    deep = "*a **b *c **d** c* b** a*"
    assert inline.html(deep) == ("<em>a <strong>b <em>c &#42;&#42;d&#42;&#42; c</em> b</strong> a</em>")
    assert inline.plain(deep) == "a b c **d** c b a"
    assert inline.html("*a **b *c [d](e) c* b** a*").count("<a ") == 0


def test_links_can_be_left_out_where_a_link_stands_already() -> None:
    assert inline.html("*a* [b](c)", links=False) == "<em>a</em> b"


def test_plain_gives_the_words_unescaped() -> None:
    assert inline.plain(" *a*  <b> `c` [d & e](f) ") == "a <b> c d & e"


MARKUP = st.lists(
    st.sampled_from([*"*`[]()\\<>&_ ab.", "**", "](", "](x)", "](javascript:x)", "`` "]), max_size=40
).map("".join)


@settings(max_examples=600, deadline=None)
@given(MARKUP | st.text(max_size=60))
def test_html_shows_what_plain_says(text: str) -> None:
    """In an HTML block, in a Markdown paragraph and in a table cell alike."""
    html, words = inline.html(text), inline.plain(text)
    for page in (f"<p>{html}</p>", f"x{html}x", f"| a | b |\n|---|---|\n| x{html}x | c |"):
        tree = LexborHTMLParser(markdown.markdown(page, extensions=["tables"]))
        node = tree.css_first("td") or tree.css_first("p")
        assert node is not None
        shown = node.text()
        if page[0] != "<":
            assert shown[0] == shown[-1] == "x"
            shown = shown[1:-1]
        assert shown.strip(" ") == words.strip(" ")


@settings(max_examples=600, deadline=None)
@given(MARKUP)
def test_tags_are_whole_and_few(text: str) -> None:
    """What a browser makes of it is what was written: tags nest, and none is foreign."""
    html = f"<div>{inline.html(text)}</div>"
    body = LexborHTMLParser(html).body
    assert body is not None
    assert (body.inner_html or "").count("<") == html.count("<")
    for node in body.css("div *"):
        assert node.tag in ("em", "strong", "code", "a")
        assert node.tag != "a" or escape.safe_url(node.attributes["href"] or "")
    assert not body.css("a a")


@pytest.mark.parametrize(
    "unit",
    [
        "[",
        "]",
        "*",
        "`",
        "\\",
        "* ",
        "*a ",
        "**a *b ",
        "[a](",
        "[a](b",
        "](",
        "[](",
        "*[",
        "a* ",
        "*a* ",
        "[a](b)",
        "` `` ",
        "[*a ",
        "(",
        "***a*** ",
    ],
)
def test_reading_is_linear(unit: str) -> None:
    inline.html("warm up *once*")
    times = []
    for size in (20_000, 40_000):
        text = unit * (size // len(unit))
        start = time.process_time()
        inline.html(text)
        times.append(time.process_time() - start)
    # Wide bounds, for slow and busy machines: what is not linear takes far longer.
    assert times[0] < 2
    assert times[1] < 4 * times[0] + 1


def test_runs_of_every_length_are_linear() -> None:
    text = " ".join("`" * n for n in range(1, 350))
    start = time.process_time()
    inline.html(text)
    assert time.process_time() - start < 2
