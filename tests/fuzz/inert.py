"""Whatever a stranger writes, in prose or in a record, is inert HTML in the end.

The same is asked before the sanitizer and after it: the escaping must be sound alone,
and the sanitizer, the second wall, must find nothing to take away.
"""

import csv
import html as html_module
import json
from functools import cache
from io import StringIO
from typing import Any
from xml.etree import ElementTree

import markdown
import yaml

from sayso import escape, inline, prose
from sayso.prose import Directive, SpanClose, SpanOpen
from sayso.sanitize import sanitize

from .oracles import assert_inert, assert_only_markdown, elements, in_time, shape, shown

_EXTENSIONS: list[Any] = [*prose.EXTENSIONS]
#: What a spreadsheet takes for the beginning of a formula.
_FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
_TOC = {"title": "On this page", "permalink": True, "permalink_title": "Link to this section"}


def one_markdown(data: bytes) -> None:
    """The text as a page of prose and as a record's text: both are inert HTML in the end."""
    text = data.decode("utf-8", "replace")
    _assert_page_inert(text)
    _assert_record_inert(text)


def fill(piece: Directive | SpanOpen | SpanClose) -> str:
    """Stands in for the templates, which write HTML in this manner."""
    if isinstance(piece, SpanClose):
        return "</div>" if piece.block else "</span>"
    if isinstance(piece, SpanOpen):
        return '<div class="ours" markdown="1">' if piece.block else '<span class="ours">'
    words = inline.html(piece.own_words) if piece.own_words else escape.text(piece.id)
    return (
        f'<div class="ours">\n<p>{words}</p>\n</div>' if piece.block else f'<span class="ours">{words}</span>'
    )


@cache
def _engine() -> markdown.Markdown:
    return markdown.Markdown(extensions=_EXTENSIONS, extension_configs={"toc": _TOC})


def convert(page: str) -> str:
    """Markdown to HTML, with the site's own extensions and settings."""
    return _engine().reset().convert(page)


def _assert_page_inert(text: str) -> None:
    _, body, _ = prose.split_front_matter(text)
    with in_time("a page"):
        page, _ = prose.parse(body, "content/page.md")
        html = convert(prose.neutral(page, fill))
    assert_only_markdown(html)
    _assert_sanitized(html)


def _assert_sanitized(html: str) -> None:
    """The sanitizer leaves inert HTML, finds nothing to take away, and is done after one pass."""
    with in_time("the sanitizer"):
        clean_html = sanitize(html)
    assert_inert(clean_html)
    assert shape(clean_html) == shape(html), f"the sanitizer changed {html!r}"
    assert shown(clean_html) == shown(html), f"the sanitizer changed the words of {html!r}"
    assert sanitize(clean_html) == clean_html


_PLACES = """\
# x{0}x

word {0} word

{0}x

- x{0}x

| a | b |
|---|---|
| x{0}x | y |

<div class="ours" title="{0}">
<p>x{0}x</p>
</div>

word <span class="ours" title="{0}">{0}</span> *x{0}x* [x{0}x](b.md)

<pre><code>{1}</code></pre>
"""
_MARKED = """\
# {0}

<div class="ours">
{1}
</div>

- {0}

word {0} word

{2}
"""


def _assert_record_inert(text: str) -> None:
    with in_time("a record"):
        html = convert(_PLACES.format(escape.text(text), escape.preformatted(text)))
        marked = convert(_MARKED.format(inline.html(text), escape.block(text), escape.isolated(text)))
    for each in (html, marked):
        assert_only_markdown(each)
        _assert_sanitized(each)
    assert shape(html) == _plain_shape(), f"the text made elements: {html!r}"
    _assert_as_written(html, escape.fold(text))
    inline.plain(text)
    _assert_elsewhere(text)


@cache
def _plain_shape() -> list[str]:
    return shape(convert(_PLACES.format("x", "x")))


def _assert_as_written(html: str, wanted: str) -> None:
    """What is shown is what was written, in each place."""
    nodes = {node.tag: node for node in elements(html)}
    assert nodes["td"].text() in ("y",)
    cells = [node.text() for node in elements(html) if node.tag in ("li", "em")]
    cells += [node.text() for node in elements(html) if node.tag == "td"][:1]
    for cell in cells:
        assert cell == f"x{wanted}x", f"{wanted!r} is shown as {cell!r}"
    assert nodes["h1"].text().startswith(f"x{wanted}x"), f"{wanted!r} is shown as {nodes['h1'].text()!r}"
    title = nodes["div"].attributes["title"]
    assert title == wanted, f"{wanted!r} is {title!r} in an attribute"


def _assert_elsewhere(text: str) -> None:
    """JSON in a script, front matter, XML, a table of cells, HTML: read back, the text is the same."""
    written = str(escape.json_html(text))
    assert not set(written) & set("<>&") and json.loads(written) == text
    front = yaml.safe_load(f"title: {escape.front_matter(text)}\n")  # as MkDocs reads it
    assert front == {"title": html_module.escape(escape.fold(text).strip(), quote=True)}
    xml = ElementTree.fromstring(f"<a b='{escape.xml(text)}'/>").attrib["b"]  # noqa: S314 - our own
    cell, after = next(csv.reader(StringIO(f"{escape.csv_cell(text)},x", newline=""), strict=True))
    assert after == "x" and not cell.lstrip("\ufeff\u200b \t\r\n").startswith(_FORMULA), f"computed: {cell!r}"
    page = f"<p>{escape.html_text(text)}</p>"
    assert shape(page) == shape("<p></p>"), f"{text!r} made elements"
    if text.isprintable():
        assert (xml, cell.removeprefix("'"), shown(page)) == (text, text.removeprefix("'"), text)
