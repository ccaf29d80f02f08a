"""What is fuzzed: three functions from bytes, which raise where a promise does not hold.

`one_reader` and `one_prose` are here, `one_markdown` in `inert`.

`run.py` calls them under atheris, `tests/test_fuzz_laws.py` over the seeds. No module
here knows atheris.
"""

import atexit
import json
import os
import re
import shutil
import tempfile
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from sayso import prose, report
from sayso.config import Configured, load_config
from sayso.diagnostics import Diagnostic, tidy
from sayso.load import Loaded, load
from sayso.prose import Prose, SpanClose, SpanOpen
from sayso.rubric.status import standings
from sayso.rules._kit import Context
from sayso.rules._run import run
from sayso.source import FAST, SLOW, Document, read_yaml
from sayso.text import clean, decode
from tests.support.scratch import CAST, REPOSITORY

from .inert import fill, one_markdown
from .oracles import LONGEST, assert_placed, in_file, in_time

TODAY = datetime(2025, 3, 1, tzinfo=UTC)
#: Some short inputs are repeated to long ones, where only time is looked at: one of so many,
#: to so many characters. A file may be long, a page may not.
_FILES = (64, 200_000)
_PAGES = (16, 20_000)
#: "?" with nothing after it, of which libyaml makes more than is there. All "?" are refused.
_KEYLESS = re.compile(r"\?(?:[ \n]|#[^\n]*\n)*+[\]},:]")


# The YAML reader


def one_reader(data: bytes) -> None:
    """A file of records: read by both parsers, loaded, judged by every rule, told."""
    with in_time("reading"):
        document, found = read_yaml(data, "claims.yml")
    text = decode(data, "claims.yml")[0]
    lines = text.split("\n")
    assert document.data is not None or found, "nothing was read, and nothing said"
    assert_placed(found, lines)
    for mark in (*document.marks.values(), *document.keys.values()):
        assert in_file(mark, lines), mark
    again = read_yaml(data, "claims.yml")
    assert _seen(document, found) == _seen(*again), "the same bytes were read in two ways"
    if len(text) <= 4000:
        _compare_parsers(text)
    if document.data:
        _judge(data, document)
    _repeat(text, *_FILES, lambda long: read_yaml(long, "claims.yml"))


def _seen(document: Document, found: list[Diagnostic]) -> tuple[Any, ...]:
    """All that a reading gives, to be compared."""
    places = dict(document.marks), dict(document.keys), set(document.plain)
    return document.data, document.complete, places, found


def _compare_parsers(text: str) -> None:
    with in_time("reading fast"):
        fast = read_yaml(text, "a.yml", parser=FAST)
    with in_time("reading slowly"):
        slow = read_yaml(text, "a.yml", parser=SLOW)
    if _KEYLESS.search(text):
        return
    if fast[0].complete and slow[0].complete:
        assert _seen(*fast) == _seen(*slow), "the parsers read different things"
    elif "\t" not in clean(text, "a.yml")[0]:  # which the slow one refuses in more places
        assert fast[0].complete == slow[0].complete, "one parser stops, the other does not"


@cache
def _site() -> tuple[Path, Configured]:
    """A folder for the file under test, and the repository's own configuration."""
    folder = Path(tempfile.mkdtemp(prefix="sayso-fuzz-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "content").mkdir()
    (folder / "content" / "cast.yml").write_text(CAST, encoding="utf-8")
    return folder, load_config(REPOSITORY)


def _judge(data: bytes, document: Document) -> None:
    folder, configured = _site()
    (folder / "claims.yml").write_bytes(data)
    os.utime(folder / "claims.yml", (0, 0))  # a file that was just written is waited for
    with in_time("loading"):
        loaded = load(folder)
    with in_time("judging"):
        found = tidy([*loaded.diagnostics, *_rules(loaded, configured)])
    for item in found:
        if item.mark.path in loaded.texts:
            assert_placed([item], _lines_of(item, loaded))
        else:
            assert item.mark.path.startswith("site_config/"), item
    assert report.text(found, loaded.texts)
    json.loads(report.as_json(found, loaded.texts))
    assert all(line.startswith("::") for line in report.github(found, loaded.texts).split("\n") if line)
    assert document.path == "claims.yml"


def _lines_of(item: Diagnostic, loaded: Loaded) -> list[str]:
    """The lines of the files that a finding names: the longest of them, where there are several."""
    paths = {item.mark.path, *(other.mark.path for other in item.related)}
    texts = [loaded.texts[path].replace("\r\n", "\n").replace("\r", "\n").split("\n") for path in paths]
    if len(texts) == 1:
        return texts[0]
    blank = " " * max(len(line) for lines in texts for line in lines)
    return [blank] * max(map(len, texts))


def _rules(loaded: Loaded, configured: Configured) -> list[Diagnostic]:
    config = configured.config
    assert config is not None
    stand = standings(loaded.ledger, config, TODAY)
    return run(Context(loaded.ledger, config, stand, configured.documents))


# Prose


def one_prose(data: bytes) -> None:
    """A page of an editor's: its front matter, its pieces and what is wrong with them."""
    text, _ = decode(data, "content/page.md")
    lines = text.split("\n")
    with in_time("splitting"):
        front, body, first = prose.split_front_matter(text)
    if front is not None:
        document, wrong = read_yaml(front, "content/page.md", line_offset=1)
        assert_placed(wrong, lines)
        assert document.data is not None or wrong
    with in_time("parsing"):
        page, found = prose.parse(body, "content/page.md", first)
    assert_placed(found, lines)
    assert prose.parse(body, "content/page.md", first) == (page, found), "the same text, read in two ways"
    assert "".join(piece.text for piece in page.pieces) == body, "a piece is lost"
    _assert_in_order(page, body, first)
    with in_time("the plain words"):
        words = prose.plain(page)
    assert "\n\n" not in words
    with in_time("the neutral text"):
        prose.neutral(page, fill)
    _repeat(body, *_PAGES, lambda long: prose.plain(prose.parse(long, "content/page.md")[0]))


def _assert_in_order(page: Prose, body: str, first: int) -> None:
    """Pieces follow one another without a gap, each where its mark says, spans well nested."""
    starts = [0]
    for line in body.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    at, depth = 0, list[str]()
    for piece in page.pieces:
        assert starts[piece.mark.line - first] + piece.mark.column - 1 == at, piece
        at += len(piece.text)
        if isinstance(piece, SpanOpen):
            depth.append(piece.word)
        elif isinstance(piece, SpanClose):
            assert depth.pop() == piece.word, piece
    assert not depth, "a span is not closed"


def _repeat(text: str, every: int, length: int, use: Callable[[str], object]) -> None:
    """Short texts over and over: what takes more than linear time shows."""
    if 0 < len(text) <= 300 and zlib.crc32(text.encode("utf-8", "surrogatepass")) % every == 0:
        long = text * (length // len(text))
        with in_time("the text many times over", 2 * LONGEST):
            use(long)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "reader": one_reader,
    "prose": one_prose,
    "markdown": one_markdown,
}
