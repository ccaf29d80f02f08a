"""What each file of a built site says, by the kind of file.

A site that gets a new kind of output gets a line in `OUTPUTS`: without one the tests fail, so
that no format goes out whose texts nobody has looked at.
"""

import csv
import gzip
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from xml.etree import ElementTree

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sayso import pagefind_files
from sayso.audit.files import embedded, svg, table
from tests.support.inert import active, folded, spoken, tree, words


@dataclass(frozen=True)
class Output:
    """Files whose names fit: their texts, what acts in them, and whether records' texts stand
    there at all (`carries`), with the marks of the inline subset as they were written (`raw`)."""

    names: str
    texts: Callable[[bytes], Iterator[str]]
    acts: Callable[[bytes], list[str]] = lambda _: []
    carries: bool = True
    raw: bool = False


def html(data: bytes) -> Iterator[str]:
    """All that a reader, a search engine or a link's preview is told."""
    page = LexborHTMLParser(data.decode())
    for title in page.css("title"):
        yield folded(title.text())
    yield from spoken(page.css("meta"))
    for node in page.css("script, style"):
        if node.attributes.get("type") == "application/ld+json":
            yield from _json(node.text().encode())
        else:
            yield node.text()
    for node in page.css("script, style, head"):
        node.decompose()
    for node in page.css("pre > code"):
        if node.text().startswith(_TO_COPY):
            yield from _copied(node.text())
            node.decompose()
    # A drawing has its words in lines, broken where they end; whole they stand in what describes
    # it and in the table below it, which are read here.
    for figure in page.css("figure.sy-chart-figure"):
        _drawn_is_told(figure)
    for node in page.css("svg text"):
        node.decompose()
    for node in page.css("pre.sy-bibtex"):
        entry = re.sub(r"@misc\{[^,\s]*", "", node.text())  # its key is an address
        yield folded(_TEX.sub(_typeset, entry))
        node.decompose()
    assert page.body is not None
    yield words(page.body)


def _drawn_is_told(figure: LexborNode) -> None:
    """No word of a chart's rows is drawn alone: each line stands in the description or in the table,
    and who says it in the table or its key."""
    told = _squeezed(" ".join(node.text() for node in figure.css("svg desc, table, figcaption")))
    tables = _squeezed(" ".join(node.text() for node in figure.css("table, figcaption")))
    for name in ("who", "said", "note", "found"):
        for line in figure.css(f"svg text.sy-chart__{name}"):
            wanted = _squeezed(line.text())
            assert wanted.rstrip("…") in told, line.text()
            if name == "who":
                for word in re.findall(r"\w+", wanted):
                    assert word in tables, line.text()


def _squeezed(text: str) -> str:
    """Without white space, and without the marks that isolate in a drawing what `<bdi>` does elsewhere."""
    return re.sub("[\\s\u2068\u2069]", "", text)


#: What TeX prints for what stands in an entry of BibTeX (The TeXbook, chapter 7).
_TEX = re.compile(r"\\(text[a-z]+)\{\}|\\([$&#_%])")
_NAMED = {"backslash": "\\", "braceleft": "{", "braceright": "}", "asciitilde": "~", "asciicircum": "^"}


def _typeset(found: re.Match[str]) -> str:
    return _NAMED[found[1].removeprefix("text")] if found[1] else found[2]


#: HTML for other sites, as a page shows it: its texts are those that it would have there.
_TO_COPY = ('<iframe src="', '<a href="')
_MADE_OF = {"iframe": "height loading referrerpolicy src style title width", "a": "href", "img": "alt src"}


def _copied(code: str) -> Iterator[str]:
    """What HTML to copy would say on the site on which it is put; it is one frame or one picture."""
    for node in (body := tree(code)).css("*"):
        if node.tag != "body":
            assert " ".join(sorted(node.attributes)) == _MADE_OF.get(node.tag or ""), code
    yield words(body)


def _html_acts(data: bytes) -> list[str]:
    """In the part that is made from records. What stands round it is the theme's, and is
    compared between pages."""
    return _articles_act(LexborHTMLParser(data.decode()))


def _search_page_acts(data: bytes) -> list[str]:
    """As `_html_acts`, for the one page with the form of the search: that is the theme's, with
    its sheet and its script, and a page that has none of them has no leave for them."""
    page = LexborHTMLParser(data.decode())
    for node in page.css("#sy-search, #sy-search ~ script, article > link, noscript"):
        node.decompose()
    return _articles_act(page)


def _articles_act(page: LexborHTMLParser) -> list[str]:
    return [wrong for part in page.css("article") for wrong in active(part)]


def _embedded_acts(data: bytes) -> list[str]:
    """In a page for other sites all is made from records: held against its own closed list."""
    return [each.message for each in embedded.judge("embed/x/index.html", data, "/")]


def _badge(data: bytes) -> Iterator[str]:
    """What a reader of screens is told, which is all of it; what is drawn are its lines, in order."""
    root = ElementTree.fromstring(data)  # noqa: S314 - our own
    named = "{http://www.w3.org/2000/svg}"
    told = [root.findtext(f"{named}{name}", "") for name in ("title", "desc")]
    yield from told
    drawn = [each.text or "" for each in root.iter(f"{named}text") if each.get("class") == "s"]
    whole = "".join(told[0].split())
    assert told[0].endswith("…") or all("".join(line.rstrip("…").split()) in whole for line in drawn)


def _badge_acts(data: bytes) -> list[str]:
    return [each.message for each in svg.judge("badge.svg", data)]


_KEPT = re.compile("'[\\s\ufeff\u200b]*[=+\\-@\uff1d\uff0b\uff0d\uff20\\t\\r\\n]")


def _table(data: bytes) -> Iterator[str]:
    """Every cell, without the apostrophe that keeps a spreadsheet from running it."""
    for row in csv.reader(io.StringIO(data.decode(), newline=""), strict=True):
        yield from (cell[1:] if _KEPT.match(cell) else cell for cell in row)


def _table_acts(data: bytes) -> list[str]:
    return [each.message for each in table.judge("claims.csv", data)]


def _lines(data: bytes) -> Iterator[str]:
    for line in data.decode().split("\n"):
        if line:
            yield from _json(line.encode())


def _search(data: bytes) -> Iterator[str]:
    for page in json.loads(data)["docs"]:
        for key in ("title", "text"):
            yield words(tree(page[key]))


def _search_acts(data: bytes) -> list[str]:
    """Material writes titles and texts into the page as HTML."""
    return [
        w for page in json.loads(data)["docs"] for key in ("title", "text") for w in active(tree(page[key]))
    ]


def _json(data: bytes) -> Iterator[str]:
    todo = [json.loads(data)]
    while todo:
        value = todo.pop()
        match value:
            case str():
                yield value
            case list():
                todo += value
            case dict():
                todo += [*value.keys(), *value.values()]


def _xml(data: bytes) -> Iterator[str]:
    for node in ElementTree.fromstring(data).iter():  # noqa: S314 - our own
        yield from (node.text or "", node.tail or "", *node.attrib.values())


def _found(data: bytes) -> Iterator[str]:
    """A record of the search index: what a result shows. What it is found by is never shown, and is
    folded: no text stands there as it was written."""
    record = pagefind_files.fragment(data)
    yield record["url"]
    yield from record["meta"].values()
    for values in record["filters"].values():
        yield from values


def _index(data: bytes) -> Iterator[str]:
    """The words of a part of the index, and the values that can be filtered by."""
    todo = [pagefind_files.content(data)]
    while todo:
        value = todo.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            todo += value


def _lexicon(data: bytes) -> Iterator[str]:
    """Words alone, each for itself, by which pages are found: no reader is shown them, and no text
    can stand there, whole or torn. A word of the search has neither white space nor marks of HTML."""
    for word in _index(data) if data[:1] not in (b"{", b"[") else _json(data):
        assert not set(word) & set(" <>\t\n&"), word
    yield from ()


def _packed(data: bytes) -> Iterator[str]:
    yield from _xml(gzip.decompress(data))


def _text(data: bytes) -> Iterator[str]:
    yield data.decode()


def _nothing(data: bytes) -> Iterator[str]:
    """Pictures and fonts: bytes, in which no record's mark can stand."""
    yield data.decode("latin-1")


#: The first that fits a file's name below the site counts.
OUTPUTS = (
    Output("embed/*.html", html, _embedded_acts),
    Output("search/index.html", html, _search_page_acts),
    Output("*.html", html, _html_acts),
    Output("search/search_index.json", _search, _search_acts),
    Output("search/pagefind/fragment/*.pf_fragment", _found),
    Output("search/pagefind/filter/*.pf_filter", _index),
    Output("search/pagefind/index/*.pf_index", _lexicon),
    Output("search/words.json", _lexicon),
    Output("search/pagefind/*.pf_*", _index, carries=False),
    Output("search/pagefind/pagefind-entry.json", _json, carries=False),
    Output("search/pagefind/*.js", _text, carries=False),
    Output("search/pagefind/wasm.en.pagefind", _nothing, carries=False),
    Output("sitemap.xml", _xml, carries=False),
    Output("sitemap.xml.gz", _packed, carries=False),
    Output("*.xml", _xml),
    Output("badges/*.svg", _badge, _badge_acts),
    Output("*.svg", _xml, carries=False),
    Output("*.csv", _table, _table_acts),
    Output("*.jsonl", _lines),
    Output("ledger.schema.json", _json, carries=False),
    Output("feeds/*.json", _json),
    Output("robots.txt", _text, carries=False),
    Output("assets/fonts/OFL.txt", _text, carries=False),
    Output("assets/*.woff2", _nothing, carries=False),
    Output("*.json", _json, raw=True),
    Output("assets/*.css", _text, carries=False),
    Output("assets/*.js", _text, carries=False),
    Output("assets/*.map", _text, carries=False),
    Output("assets/*.png", _nothing, carries=False),
)


def output_of(name: str) -> Output:
    """What is known of a file. Fails for a file of a kind that nobody has thought of."""
    found = next((each for each in OUTPUTS if fnmatch(name, each.names)), None)
    assert found is not None, f"{name}: say in tests/support/outputs.py what its texts are"
    return found


def files_of(site: Path) -> list[str]:
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())


def framed(data: bytes) -> list[tuple[str, tuple[str, ...]]]:
    """What acts in a page and is the theme's: scripts, styles, forms, by what they are."""
    page = LexborHTMLParser(data.decode())
    found = []
    for node in page.css(
        "script, style, link, meta[http-equiv], base, iframe, object, embed, form, input, button"
    ):
        names = sorted(name for name in node.attributes if name not in ("href", "src", "content"))
        found.append((node.tag or "", tuple(names)))
    for node in page.css("*"):
        found += [(node.tag or "", (name,)) for name in node.attributes if name.startswith("on")]
    return sorted(found)
