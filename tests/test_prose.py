"""Contributors' pages: what is read, where, what is refused, and that nothing in them is live."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from sayso import escape, prose
from sayso.diagnostics import Mark
from sayso.prose import Directive, Prose, SpanClose, SpanOpen, TextPiece
from tests.support.converting import converted

# Reading


def _read(body: str, first_line: int = 1) -> tuple[Prose, list[str]]:
    """The page and its findings, each as "line:column-end CODE message"."""
    page, found = prose.parse(body, "content/page.md", first_line)
    assert "".join(piece.text for piece in page.pieces) == body.replace("\r\n", "\n").replace("\r", "\n")
    return page, [f"{d.mark.line}:{d.mark.column}-{d.mark.end_column} {d.code} {d.message}" for d in found]


def _directives(body: str) -> list[Directive | SpanOpen | SpanClose]:
    page, found = _read(body)
    assert found == []
    return [piece for piece in page.pieces if not isinstance(piece, TextPiece)]


def _fill(piece: Directive | SpanOpen | SpanClose) -> str:
    """Stands in for the templates, which write HTML in this manner."""
    if isinstance(piece, SpanClose):
        return "</div>" if piece.block else "</span>"
    if isinstance(piece, SpanOpen):
        return '<div class="ours" markdown="1">' if piece.block else '<span class="ours">'
    words = escape.text(piece.own_words or piece.id)
    return (
        f'<div class="ours">\n<p>{words}</p>\n</div>' if piece.block else f'<span class="ours">{words}</span>'
    )


def _html(body: str, extensions: tuple[str, ...] = prose.EXTENSIONS) -> str:
    page, _ = prose.parse(body, "content/page.md")
    return converted(prose.neutral(page, _fill), extensions)


def _body(html: str) -> LexborNode:
    body = LexborHTMLParser(html).body
    assert body is not None
    return body


INLINE = {
    "It says [[claim:losses-340]].": ("claim", "losses-340", ""),
    "So. [[badge:losses-340]]": ("badge", "losses-340", ""),
    "[[claim:a|about 340 *soldiers*, so]] x": ("claim", "a", "about 340 *soldiers*, so"),
    "About [[figure:a]] x": ("figure", "a", ""),
    "> [[quote:q-1]] said": ("quote", "q-1", ""),
    "- see [[cite:ria-2025-01-05]]": ("cite", "ria-2025-01-05", ""),
    "| a | b |\n|---|---|\n| [[party:x]] | c |": ("party", "x", ""),
    "# On [[party:x]]": ("party", "x", ""),
    "*[[party:x]]*": ("party", "x", ""),
    "one\n[[claim:x]]\ntwo": ("claim", "x", ""),
    "- a\n\n    [[claim:x]]": ("claim", "x", ""),
    "[[claim:x|own]]": ("claim", "x", "own"),
}


@pytest.mark.parametrize("body", INLINE)
def test_inline_directives_are_read(body: str) -> None:
    (piece,) = _directives(body)
    assert isinstance(piece, Directive)
    assert (piece.word, piece.id, piece.own_words) == INLINE[body]
    assert not piece.block


@pytest.mark.parametrize("word", ["compare", "timeline", "chart", "quote", "claim"])
@pytest.mark.parametrize(
    "around", ["{}", "a\n\n{}\n\nb", "# h\n\n  {}  \n", "- a\n\n{}\n", "[[quote:q]]\n{}"]
)
def test_a_directive_on_a_line_of_its_own_is_a_block(word: str, around: str) -> None:
    piece = _directives(around.format(f"[[{word}:x]]"))[-1]
    assert isinstance(piece, Directive)
    assert (piece.word, piece.block) == (word, True)


NOT_READ = [
    "`[[claim:x]]`", "`` a ` [[claim:x]] ``", "```\n[[claim:x]]\n```", "~~~ md\n[[nonsense]]\n\n[[x\n~~~",
    "    [[claim:x]]",
    "- a\n\n    ```\n    [[claim:x]]\n    ```", "> ```\n> [[claim:x]]\n> ```", "\\[[claim:x]]",
    "[[1]](https://e.org)", "[[ ]]", "[ [claim:x] ]",
]  # fmt: skip


@pytest.mark.parametrize("body", NOT_READ)
def test_nothing_is_read_in_code_or_after_a_backslash(body: str) -> None:
    assert _directives(body) == []


def test_places_count_characters_and_the_lines_of_the_file() -> None:
    page, _ = _read("😀 é [[claim:x]]\r\n\r\n> - 日本 [[by:abc]]so[[/by]]", first_line=7)
    pieces = [p for p in page.pieces if not isinstance(p, TextPiece)]
    assert [p.mark for p in pieces] == [
        Mark("content/page.md", 7, 5, 7, 16),
        Mark("content/page.md", 9, 8, 9, 18),
        Mark("content/page.md", 9, 20, 9, 27),
    ]
    assert isinstance(pieces[1], SpanOpen)
    assert pieces[1].id_mark == Mark("content/page.md", 9, 13, 9, 16)


def test_spans_nest_and_keep_their_form() -> None:
    pieces = _directives(
        "[[editorial]]\n\nWe [[by:x]]think[[/by]] so.\n\n- [[by:y]]b[[/by]]\n\n[[/editorial]]"
    )
    assert [(type(p).__name__, getattr(p, "word", ""), p.block) for p in pieces] == [
        ("SpanOpen", "editorial", True),
        ("SpanOpen", "by", False),
        ("SpanClose", "by", False),
        ("SpanOpen", "by", False),
        ("SpanClose", "by", False),
        ("SpanClose", "editorial", True),
    ]


WRONG = {
    "a [[clam:x]]": ["1:5-9 SAY050 'clam' is no directive"],
    "a [[Claim:x]]": ["1:5-10 SAY050 'Claim' is no directive"],
    "a [[zebra]]": ["1:5-10 SAY050 'zebra' is no directive"],
    "a [[Wiki link]] b": ["1:3-16 SAY050 [[Wiki link]] is no directive"],
    "a [[claim: x]]": ["1:11-13 SAY051 [[claim: x]]: ' x' is no id"],
    "a [[claim :x]]": ["1:3-15 SAY051 [[claim :x]] cannot be read"],
    "a [[claim]]": ["1:3-12 SAY051 [[claim]]: the id is missing"],
    "a [[claim:]]": ["1:3-13 SAY051 [[claim:]]: the id is missing"],
    "a [[claim:A_b]]": ["1:11-14 SAY051 [[claim:A_b]]: 'A_b' is no id"],
    "a [[claim:a--b]]": ["1:11-15 SAY051 [[claim:a--b]]: 'a--b' is no id"],
    "a [[claim:x|]]": ["1:3-15 SAY051 [[claim:x|]]: the words after | are missing"],
    "a [[quote:x|y]]": ["1:3-16 SAY051 [[quote:x|y]]: 'quote' takes no words of one's own"],
    "a [[claim:x\n]]": ["1:3-12 SAY051 [[claim:x is not closed on its line"],
    "a [[claim:x [[badge:y]]": ["1:3-13 SAY051 [[claim:x is not closed on its line"],
    "a [[compare:x]] b": ["1:3-16 SAY051 [[compare:x]]: it stands in a sentence, list or quotation"],
    "a\n[[compare:x]]": ["2:1-14 SAY051 [[compare:x]]: it stands in a sentence, list or quotation"],
    "- [[chart:x]]": ["1:3-14 SAY051 [[chart:x]]: it stands in a sentence, list or quotation"],
    "> [[timeline:x]]": ["1:3-17 SAY051 [[timeline:x]]: it stands in a sentence, list or quotation"],
    "[a [[cite:x]]](b.md)": ["1:14-15 SAY051 a directive stands inside a link's words"],
    "a [[/claim]]": ["1:3-13 SAY051 [[/claim]]: only [[editorial]] and [[by:id]] have an end"],
    "a [[editorial:x]]": ["1:3-18 SAY051 [[editorial:x]]: it takes nothing more"],
    "[[by:x]]a[[/by:x]]": [
        "1:1-9 SAY052 [[by:x]] is not closed in its paragraph",
        "1:10-19 SAY051 [[/by:x]]: the end of a span takes nothing more",
    ],
    "[[editorial]] a": ["1:1-14 SAY052 [[editorial]] is not closed in its paragraph"],
    "a [[editorial]] b\n\nc [[/editorial]]": [
        "1:3-16 SAY052 [[editorial]] is not closed in its paragraph",
        "3:3-17 SAY052 [[/editorial]] ends nothing",
    ],
    "[[editorial]]\n\na": ["1:1-14 SAY052 [[editorial]] is never closed"],
    "a [[/by]]": ["1:3-10 SAY052 [[/by]] ends nothing"],
    "[[editorial]]\n\na [[/editorial]]\n\n[[/editorial]]": [
        "3:3-17 SAY052 [[/editorial]] and [[editorial]] do not stand alike"
    ],
    "[[editorial]]a [[by:x]]b[[/editorial]]c[[/by]] [[/editorial]]": [
        "1:25-39 SAY052 [[/editorial]] crosses [[by:x]]"
    ],
    "[[by:x]]a [[by:y]]b[[/by]]": ["1:11-19 SAY052 [[by:y]] stands inside another [[by]]"],
    "a <b>c</b>": [
        "1:3-6 SAY053 HTML is shown as written: <b>",
        "1:7-11 SAY053 HTML is shown as written: </b>",
    ],
    "<!-- to do -->": ["1:1-15 SAY053 HTML is shown as written: <!--"],
    '<img src="x"\nonerror="y">': ['1:1-13 SAY053 HTML is shown as written: <img src="x" onerror="y">'],
    "a&nbsp;b": ["1:2-8 SAY053 a character reference is shown as written: &nbsp;"],
    "[a](javascript:x)": ["1:3-18 SAY056 a link or image may not lead to 'javascript:x'"],
    "[a][b]\n\n[b]: data:x": ["1:3-7 SAY056 a link or image may not lead to 'data:x'"],
    "<vbscript:x>": ["1:1-13 SAY056 a link or image may not lead to 'vbscript:x'"],
    "![a](https://e.org/i.png)": ["1:4-26 SAY056 a link or image may not lead to 'https://e.org/i.png'"],
    "![a](//e.org/i.png)": ["1:4-20 SAY056 a link or image may not lead to '//e.org/i.png'"],
}  # fmt: skip


@pytest.mark.parametrize("body", WRONG)
def test_what_is_wrong_is_said_with_its_place(body: str) -> None:
    assert _read(body)[1] == WRONG[body]


@pytest.mark.parametrize(
    "body", [b for b, found in WRONG.items() if len(found) == 1 and not set(b) & set("&\n")]
)
def test_what_is_wrong_comes_out_as_written(body: str) -> None:
    shown = prose.parse(body, "p.md")[0]
    wrong = [
        p
        for p in shown.pieces
        if isinstance(p, TextPiece) and ("[[" in p.text or "<" in p.text or "]" in p.text)
    ]
    assert wrong
    written = "".join(piece.text for piece in shown.pieces if isinstance(piece, TextPiece))
    page = converted(prose.neutral(shown, lambda _piece: ""))
    assert _body(page).text().strip() == written.removeprefix("- ").removeprefix("> ").strip()


def test_hints_name_the_remedy() -> None:
    _, found = prose.parse("[[clam:x]] [[claim:Losses 340]] [[xyz]]", "p.md")
    assert [d.hint.split(";")[0] for d in found] == [
        "did you mean 'claim'?",
        "did you mean 'losses-340'?",
        "the directives are claim, badge, figure, quote, cite, party, compare, timeline, chart, "
        "editorial, by",
    ]


# Ordinary Markdown comes through

ORDINARY = {
    "[a](b.md)": '<p><a href="b.md">a</a></p>',
    '[*a* b](../c/d.md#e "A \'title\'")':
        '<p><a href="../c/d.md#e" title="A &#39;title&#39;"><em>a</em> b</a></p>',
    "[a](<b c.md>)": "<p>&#91;a&#93;(&lt;b c.md&gt;)</p>",
    "[a](https://e.org/x_(y)?a=1&b=2)": '<p><a href="https://e.org/x_%28y%29?a=1&amp;b=2">a</a></p>',
    "[a][b], [b][], [B]\n\n[b]: /c 'T'":
        '<p><a href="/c" title="T">a</a>, <a href="/c" title="T">b</a>, <a href="/c" title="T">B</a></p>',
    "[a] [b c] ![d]": "<p>&#91;a&#93; &#91;b c&#93; !&#91;d&#93;</p>",
    "[![a](i.png)](b.md)": '<p><a href="b.md"><img alt="a" src="i.png" /></a></p>',
    "[a\nb](c)": '<p><a href="c">a\nb</a></p>',
    "> [a\n> b](c)": '<blockquote>\n<p><a href="c">a\nb</a></p>\n</blockquote>',
    "<https://e.org>": '<p><a href="https://e.org">https&#58;&#47;&#47;e.org</a></p>',
    "**a** _b_ `c<d` e_f_g": "<p><strong>a</strong> <em>b</em> <code>c&#60;d</code> e_f_g</p>",
    "5 < 6 & 7 > 2": "<p>5 &#60; 6 &amp; 7 &gt; 2</p>",
    "a&nbsp;b &lt;i&gt; &#60;": "<p>a&amp;nbsp;b &amp;lt;i&amp;gt; &amp;#60;</p>",
    "a\x02b\x03c": "<p>a\ufffdb\ufffdc</p>",
    "\\*a\\* \\`b\\` c\\d": "<p>&#42;a&#42; &#96;b&#96; c&#92;d</p>",
    "- a\n- b\n\n1. c\n2. d": "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<ol>\n<li>c</li>\n<li>d</li>\n</ol>",
    "a\n=\n\n## b ##\n\n* * *": '<h1 id="a">a</h1>\n<h2 id="b">b</h2>\n<hr />',
    "a  \nb": "<p>a<br />\nb</p>",
    "```py\na <b>\n\n  *c*\n```\nd": "<pre><code>a &#60;b&#62;\n\n  &#42;c&#42;</code></pre>\n\n<p>d</p>",
    "a\n\n    b\n      c": "<p>a</p>\n<pre><code>b\n  c</code></pre>",
    "a ``` b": "<p>a &#96;&#96;&#96; b</p>",
    "```\nnot closed": "<p>&#96;&#96;&#96;\nnot closed</p>",
    "{{ a }} {% b %} {: .c }": "<p>&#123;&#123; a }} &#123;% b %} &#123;: .c }</p>",
    '--8<-- ".git/config"': '<p>--8&#60;-- ".git/config"</p>',
}  # fmt: skip


@pytest.mark.parametrize("body", ORDINARY)
def test_ordinary_markdown_comes_through(body: str) -> None:
    assert _html(body).strip() == ORDINARY[body]


def test_a_footnote_cannot_begin_a_link_or_a_definition() -> None:
    """Even for an engine that would not know the footnote."""
    page, _ = prose.parse("a[^1](javascript:b) [^1][c] [^1]: d\n\n[^1]: e\n\n[c]: f", "p.md")
    assert prose.neutral(page, _fill).startswith("a[^1]&#40;javascript:b) [^1][c](f) [^1]&#58; d\n")


def test_the_place_of_footnotes_cannot_be_moved() -> None:
    """Python-Markdown puts them where it finds its marker, and drops the text around it."""
    assert "a ///Footnotes Go Here/// b" in _body(_html("a ///Footnotes Go Here/// b[^1]\n\n[^1]: c")).text()


def test_tables_footnotes_and_lists_with_code_come_through() -> None:
    body = _body(
        _html(
            "| a | b |\n|---|--:|\n| `x|y` | z \\| w |\n\nx[^n]\n\n"
            "[^n]: See [a](b).\n\n- c\n\n    ```\n    d\n     e\n    ```\n"
        )
    )
    assert [cell.text() for cell in body.css("td")] == ["x|y", "z | w"]
    assert [link.attributes["href"] for link in body.css("a")] == ["#fn:n", "b", "#fnref:n"]
    assert [code.text() for code in body.css("li pre code")] == ["d\n e"]


def test_blocks_inside_a_block_span_keep_their_html() -> None:
    html = _html("[[editorial]]\n\nA *b*\n\n[[claim:x]]\n\n- c\n\n[[/editorial]]\n\nd")
    body = _body(html)
    assert [node.tag for node in body.css("body > *")] == ["div", "p"]
    assert [node.tag for node in body.css("body > div > *")] == ["p", "div", "ul"]
    assert [node.text() for node in body.css("div div p")] == ["x"]


# Nothing is live

ATTACKS = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<div\nonclick=alert(1)>\n\nx</div>", "<!-- --><script>x</script>", "<![CDATA[<script>x</script>]]>",
    "<?php x ?>", "<!DOCTYPE x>",
    "< script>x</ script>", "<<script>script>x", "<scr<script>ipt>x", "&lt;script&gt;x", "&#60;script&#62;x",
    "\\<script>x\\</script>",
    "`<script>`</script>", "``<script>` x", "`a\n\n<script>x</script>`",
    "```\n</code></pre><script>x</script>\n```", "~~~\n<script>\n~~~",
    "    <script>x</script>", "- a\n\n        <script>x</script>", "> <script>x</script>",
    "| <script> | b |\n|---|---|\n| <img> | <b |",
    "[x](javascript:alert(1))", "[x](JavaScript:alert(1))", "[x]( javascript:alert(1))",
    "[x](\njavascript:alert(1))", "[x](java\nscript:alert(1))",
    "[x](<javascript:alert(1)>)", "[x](<java\nscript:alert(1)>)", "[x](java\\script:alert(1))",
    "[x](javascript\\:alert(1))", "[x](`java`script:x)",
    "[x](&#106;avascript:x)", "[x](javascript&colon;x)", "[x](java&Tab;script:x)", "[x](java\tscript:x)",
    "[x](%6aavascript:x)", "[x](\x01javascript:x)",
    "[x](java\x02script:x)", "[x](java\x03script:x)", "[x](data:text/html,<script>x</script>)",
    "[x](vbscript:x)", "[x](//evil.example)", "[x](/\\evil.example)",
    "[x](\\\\evil.example)", "[x](https:\\\\evil.example)", "[x](http:evil)", "[x](y \"a\" onclick=\"b\")",
    "[x](y 'a\"onclick=\"b')", "[x](y\"onclick=\"z)",
    "[x](\"onclick=alert(1)//)", "[x][y]\n\n[y]: javascript:alert(1)", "[x][y]\n\n[y]: <javascript:alert(1)>",
    "[x][y]\n\n[y]:\njavascript:alert(1)",
    "[x][y]\n\n> [y]: javascript:alert(1)", "[x][y]\n\n- [y]: javascript:alert(1)",
    "[y]\n\n   [y]:   javascript:alert(1) 'a'", "[x][]\n\n[x]: data:x (t)",
    "[^1](javascript:alert(1))\n\n[^1]: x", "[^1]: javascript:alert(1)\n\n[x][^1] [^1]",
    "[^1][x]\n\n[^1]: a\n\n[x]: javascript:x", "> [^1]: javascript:x\n\n[^1] [x][^1]",
    "x[^a]\n\n[^a]: <script>x</script>\n\n    <img onerror=x>", "[^<script>]: x\n\n[^<script>]",
    "![x](javascript:alert(1))", "![x](https://evil.example/a.png)",
    "![x\" onerror=\"alert(1)](a.png)", "![x](a.png \"t\\\" onerror=alert(1)\")",
    "![x][y]\n\n[y]: https://evil.example/a.png", "![x](data:image/svg+xml,<svg>)",
    "[![x](https://evil.example/a.png)](javascript:x)", "[a ![b](c)](javascript:x)",
    "[a [b](javascript:x)](c)", "[a](b)[c](javascript:x)", "[a](b)(javascript:x)",
    "<javascript:alert(1)>", "<data:text/html,x>", "<https://a\" onclick=\"x>", "<javascript://%0aalert(1)>",
    "<a@b.c\" onclick=x>", "<mailto:a@b?x>",
    "# x {onclick=alert(1)}", "# x {#id .c onclick=alert(1)}", "x{: onclick=alert(1) }",
    "*x*{: style=color:red }", "{: #a onclick=b }\n\nx", "*[x]: <script>y</script>\n\nx",
    "--8<-- \".git/config\"", ";--8<--\n/etc/passwd\n;--8<--", "{{ config }} {% raw %}<script>", "[TOC]",
    "[[TOC]]", "!!! danger \"<script>x</script>\"\n    x",
    "\x02wzxhzdk:0\x03", "wzxhzdk:0", "\x02klzzwxh:0000\x03 *a*", "\x02amp\x03lt;script>",
    "\x02106\x03avascript:x", "[x](\x02106\x03avascript:x)", "///Footnotes Go Here///",
    "[[claim:x|<script>x</script>]]", "[[claim:x|\" onclick=\"y]]", "[[claim:x]](javascript:x)",
    "[a [[cite:x]]](javascript:x)", "[[<script>]]", "[[claim:<script>]]",
    "[[editorial]]<script>[[/editorial]]", "[[editorial]]\n\n<div markdown=1 onclick=x>\n\n[[/editorial]]",
    "[[editorial]]\n\n    <script>\n\n[[/editorial]]", "</div></div><script>",
    "a\n: <script>x</script>", "<p>a</p>\n\n[x](javascript:y)", "`" * 7 + "<b>" + "`" * 3, "\\`<b>`",
    "\\\\`<b>`", "[x`](javascript:y)`", "*a `b* <i>` c", "[a]: b\n[c]: javascript:x\n\n[c]",
]  # fmt: skip

#: What Markdown itself makes of harmless text. Nothing here runs, loads or frames anything.
ALLOWED: dict[str, set[str]] = {
    **{
        tag: set()
        for tag in ("body", "p", "em", "strong", "code", "pre", "ul", "ol", "blockquote", "hr", "br", "sup")
    },
    **{tag: set() for tag in ("table", "thead", "tbody", "tr", "dl", "dt", "dd")},
    **{f"h{n}": {"id"} for n in range(1, 7)},
    "a": {"href", "title", "class"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "li": {"id"},
    "sup": {"id"},
    "th": {"style"},
    "td": {"style"},
    "div": {"class"},
    "span": {"class"},
}
HOSTILE = (
    *prose.EXTENSIONS,
    "attr_list",
    "def_list",
    "abbr",
    "smarty",
    "fenced_code",
    "nl2br",
    "meta",
    "wikilinks",
)


def _assert_harmless(html: str) -> None:
    for node in [node for node in _body(html).traverse() if node.tag and node.tag[0] not in "-_!"]:
        assert node.tag in ALLOWED, html
        for name, value in node.attributes.items():
            assert name in ALLOWED[node.tag], html
            if name == "class":
                assert value in ("ours", "footnote", "footnote-ref", "footnote-backref"), html
            if name == "start":
                assert (value or "").isdecimal(), html
            if name == "style":
                assert re.fullmatch(r"text-align: (left|right|center);", value or ""), html
            if name in ("href", "src"):
                address = value or ""
                assert address.startswith(("#fn:", "#fnref")) or escape.safe_url(address), html
                assert name == "href" or not re.match(r"[a-z]+:", address, re.IGNORECASE), html
    assert "<!" not in html
    assert "<?" not in html


@pytest.mark.parametrize("extensions", [prose.EXTENSIONS, HOSTILE], ids=["ours", "hostile"])
def test_no_attack_is_live(extensions: tuple[str, ...]) -> None:
    for attack in ATTACKS:
        for body in (
            attack,
            f"a {attack} b",
            f"# {attack}",
            f"- {attack}",
            f"> {attack}",
            f"a\n\n{attack}\n\nb",
            f"`{attack}",
            f"[{attack}](c)",
        ):
            _assert_harmless(_html(body, extensions))


MARKUP = st.lists(
    st.sampled_from(
        [*"`*_[]()<>!&#\\|:-~{}^\"'\n \t1.a/=;@+$", "\n\n", "    ", "> ", "- ", "1. ", "```\n", "](",
        "](javascript:x)",
         "][a]", "[a]: ", "[a]: javascript:x\n", "[^1]", "[^1]: ", "<b onclick=x>", "<!--", "https://",
         "javascript:", "[[", "]]", "[[claim:x]]", "[[editorial]]",
         "[[/editorial]]", "|---|---|\n", "\x02", "\x03", "| ", "<a@b.c>", "![", "&#60;"]
    ),
    max_size=60,
).map("".join)  # fmt: skip


@pytest.mark.parametrize("extensions", [prose.EXTENSIONS, HOSTILE], ids=["ours", "hostile"])
@settings(max_examples=500, deadline=None)
@given(body=MARKUP)
def test_no_text_is_live(extensions: tuple[str, ...], body: str) -> None:
    _assert_harmless(_html(body, extensions))


@settings(max_examples=500, deadline=None)
@given(MARKUP | st.text(max_size=200))
def test_reading_never_fails_and_loses_nothing(body: str) -> None:
    page, found = _read(body)
    depth: list[str] = []
    for piece in page.pieces:
        if isinstance(piece, SpanOpen):
            depth.append(piece.word)
        elif isinstance(piece, SpanClose):
            assert depth.pop() == piece.word
    assert depth == []
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    at = 0
    for piece in page.pieces:
        assert sum(len(line) + 1 for line in lines[: piece.mark.line - 1]) + piece.mark.column - 1 == at
        at += len(piece.text)
    prose.plain(page)
    assert all(found)


# The rest of the page


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("---\ntitle: A\n---\nbody\n", ("title: A\n", "body\n", 4)),
        ("---\r\ntitle: A\r\n...\r\nbody", ("title: A\r\n", "body", 4)),
        ("---\n---\n", ("", "", 3)),
        ("--- \na: b\n---", ("a: b\n", "", 4)),
        ("body\n---\n", (None, "body\n---\n", 1)),
        ("---\nno end", (None, "---\nno end", 1)),
        ("", (None, "", 1)),
        ("\n---\na: b\n---\n", (None, "\n---\na: b\n---\n", 1)),
    ],
)
def test_front_matter_is_split_off(text: str, split: tuple[str | None, str, int]) -> None:
    assert prose.split_front_matter(text) == split


def test_plain_is_what_a_reader_reads() -> None:
    page, _ = prose.parse(
        "# A *b*\n\nc_d **e** `f` [g](h) [[claim:x|own *words*]] & so.\n> i\n\n- j[^1]\n\n```\ncode\n```\n\n"
        "| a | b |\n|---|---|\n| c | d |\n\n"
        "[r]: s\n\n[^1]: k\n\n[[editorial]] l [[/editorial]]\n",
        "p.md",
    )
    assert prose.plain(page).split("\n") == [
        "A b",
        "c_d e f g own words & so.",
        "i",
        "j",
        "a b",
        "c d",
        "k",
        "l",
    ]


def test_pieces_say_where_a_paragraph_starts() -> None:
    page, _ = _read("# [[party:x]] a\nb\n- c\n- [[badge:x]] d\n\n[[chart:x]]\n")
    kinds = [(p.kind, p.starts, p.text) for p in page.pieces if isinstance(p, TextPiece)]
    assert kinds == [
        ("heading", True, "# "),
        ("heading", False, " a\n"),
        ("text", True, "b\n"),
        ("text", True, "- c\n"),
        ("text", True, "- "),
        ("text", False, " d\n"),
        ("gap", False, "\n"),
        ("gap", False, "\n"),
    ]


# Bounds

TOO_LARGE = {
    "a" * (prose.MAX_BYTES + 1): "the page has 200 KiB",
    "é" * (prose.MAX_BYTES // 2 + 600): "the page has 201 KiB",
    "a\n\n" * 3001: "the page has 6003 lines",
    "x\n\n" + "- " * 13 + "a": "more than 12 deep",
    "x\n\n" + "> " * 13 + "a": "more than 12 deep",
    "- a\n" + "    " * 12 + "- b": "more than 12 deep",
    "x\n\n" + "a\n" * 501: "more than 500 lines",
    "x\n\n" + "*a* " * 1001: "a paragraph has more than 2000 marks",
    "[a](b) \n\n"
    + "&\n\n<\n\n*\n\n" * 990
    + ("[a](b) " * 1900 + "\n\n") * 10: "the page has more than 20000 marks",
    "[^1] " * 501 + "\n\n[^1]: a": "more than 500 times",
}


@pytest.mark.parametrize("body", TOO_LARGE, ids=TOO_LARGE.values())
def test_a_page_out_of_bounds_is_not_converted(body: str) -> None:
    page, found = prose.parse(body, "p.md")
    (finding,) = found
    assert (finding.code, page.too_large) == ("SAY055", True)
    assert TOO_LARGE[body] in finding.message
    places = {"more than 12 deep": 2 if body.startswith("- a") else 3, "more than 500 lines": 503}
    assert finding.mark.line == places.get(TOO_LARGE[body], finding.mark.line)
    assert prose.neutral(page, _fill) == ""


def _fitting(line: str, gap: int) -> str:
    """As much of the line, over and over, as the bounds let a page hold."""

    def body(size: int) -> str:
        return "\n".join(line if (n + 1) % every else f"{line}\n" for n in range(size))

    height = len(line.split("\n"))
    every, least, most = max(1, gap // height), 0, prose.MAX_LINES // (height + (gap == 1)) - 40
    if not prose.parse(body(most), "p.md")[0].too_large:
        return body(most)
    while most - least > 50:
        size = (least + most) // 2
        least, most = (least, size) if prose.parse(body(size), "p.md")[0].too_large else (size, most)
    return body(least)


WORST = [
    "# a", "#", "> a", "- a", "1. a", "---", "===", "a\n---", "- - - - - - - - - - - x",
    "> > > > > > > > > > > a", "| a | b |\n|---|---|\n| c | d |", "a " * 200,
    "**a** _b_", "*a **b", "`a", "`a`", "[a", "[a](b)", "[a](", "![", "<a", "&a", "\\*", "[^1]: a", "[a]: b",
    "```\na\n```", "> ```\n> a\n> ```", "[[claim:x]] a", "/", "a_b_",
]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "gap"), [(line, 400) for line in WORST] + [(line, 1) for line in WORST[8:13]]
)
def test_a_page_within_bounds_converts_in_time(line: str, gap: int) -> None:
    body = _fitting(line, gap)
    assert body
    start = time.process_time()
    page, _ = prose.parse(body, "p.md")
    read = time.process_time() - start
    converted(prose.neutral(page, _fill))
    # Twice what was measured at the worst, for slow and busy machines.
    assert read < 2
    assert time.process_time() - start < 5


LONG = [
    "[", "]", "[[", "]]", "`", "``` ", "[a](", "[a](b", "](", "[a][", "![", "<", "<a", "<a ", "<!--",
    "&", "&a", "\\", "[[claim:", "[[claim:x|",
    "(", "[a](<", '[a](b "', "[^1]",
    "[a]: ", "[a]: b ", "* ", "> ", "1. ", "#", "_", "-", "- - ", "\t", "[editorial]] ", "[[by:x]]", "~~~\n",
    "```\n", "> ```x\n", "- ```x\n", "````x\n", "    a\n\n", "[a]:", "<a@", "[[a" * 3,
]  # fmt: skip


@pytest.mark.parametrize("unit", LONG)
def test_reading_is_linear(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also beyond the bounds, which are there for Markdown's sake."""
    for bound in ("MAX_BYTES", "MAX_LINES", "MAX_MARKS", "MAX_PAGE_MARKS", "MAX_NOTES"):
        monkeypatch.setattr(prose, bound, 10**9)
    monkeypatch.setattr("sayso.markdown_blocks.MAX_DEPTH", 10**9)
    times = []
    for size in (3_000, 18_000):
        start = time.process_time()
        prose.parse("a " + unit * (size // len(unit)), "p.md")
        prose.parse(unit * (size // len(unit)), "p.md")
        times.append(time.process_time() - start)
    assert times[1] < 15 * times[0] + 1


def test_the_worked_example_reads_without_findings() -> None:
    """The page of the manual, with every directive once."""
    body = (
        "# Kursk\n\nOn 5 January [[claim:losses-340]]. The ministry named "
        "[[figure:losses-340]] [[badge:losses-340]].\n"
        "[[quote:q-expel]], said [[party:russian-mod]] [[cite:ria-2025-01-05]].\n\n"
        "[[compare:ukrainian-losses]]\n\n[[timeline:kursk]]\n\n[[chart:ukrainian-losses]]\n\n"
        "[[quote:q-expel]]\n\n[[editorial]]\n\nWe could not check it.\n\n[[/editorial]]\n\n"
        "[[by:losses-340]]It came. It went.[[/by]] [[editorial]]So we think.[[/editorial]]\n"
    )
    assert len(_directives(body)) == 16
    _assert_harmless(_html(body))


@pytest.mark.parametrize(
    "words", ["5 * 3 * 2", "*a* b", "a &lt; b", 'say "no"', "{{ x }}", "a | b", "`c`", "_d_"]
)
def test_the_words_of_an_image_are_as_written(words: str) -> None:
    page, _ = prose.parse(f"A ![{words}](a.png) b.", "content/x.md")
    html = converted(prose.neutral(page, lambda _: ""))
    [image] = LexborHTMLParser(html).css("img")
    assert image.attributes["alt"] == words
