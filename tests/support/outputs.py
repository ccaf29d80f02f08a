"""What each file of a built site says, by the kind of file.

A site that gets a new kind of output gets a line in `OUTPUTS`: without one the tests fail, so
that no format goes out whose texts nobody has looked at.
"""

import gzip
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from xml.etree import ElementTree

from selectolax.lexbor import LexborHTMLParser

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


def _html(data: bytes) -> Iterator[str]:
    """All that a reader, a search engine or a link's preview is told."""
    page = LexborHTMLParser(data.decode())
    for title in page.css("title"):
        yield folded(title.text())
    yield from spoken(page.css("meta"))
    for node in page.css("script, style"):
        yield node.text()
    for node in page.css("script, style, head"):
        node.decompose()
    assert page.body is not None
    yield words(page.body)


def _html_acts(data: bytes) -> list[str]:
    """In the part that is made from records. What stands round it is the theme's, and is
    compared between pages."""
    page = LexborHTMLParser(data.decode())
    # The theme's own link to a heading, and its frame that scrolls a table.
    return [wrong for part in page.css("article") for wrong in active(part)]


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


def _packed(data: bytes) -> Iterator[str]:
    yield from _xml(gzip.decompress(data))


def _text(data: bytes) -> Iterator[str]:
    yield data.decode()


def _nothing(data: bytes) -> Iterator[str]:
    """Pictures and fonts: bytes, in which no record's mark can stand."""
    yield data.decode("latin-1")


#: The first that fits a file's name below the site counts.
OUTPUTS = (
    Output("*.html", _html, _html_acts),
    Output("search/search_index.json", _search, _search_acts),
    Output("sitemap.xml", _xml, carries=False),
    Output("sitemap.xml.gz", _packed, carries=False),
    Output("*.xml", _xml),
    Output("*.svg", _xml, carries=False),
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
