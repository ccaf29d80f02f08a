"""Whatever strangers write into a record's fields: it comes out as written, and does nothing.

Every string of the corpus (`tests/hostile/`) that reading lets pass goes through every free
text field that the models have. A field that is added to a model is in it by itself.
"""

import re
import time
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import markdown
import pytest
from selectolax.lexbor import LexborHTMLParser

from sayso import escape, project
from sayso.prose import EXTENSIONS
from sayso.sanitize import sanitize
from tests import hostile
from tests.support import outputs
from tests.support.fields import KINDS, NAMING, fields
from tests.support.hostile_site import HostileSite, chunks
from tests.support.inert import active, shape, tree

#: So many strings stand together in a value, and so many tests share the work.
TOGETHER = 13
SHARES = 24

_REASONING = "the editors' reasoning for a worked-out date: only a source's publication shows it"
_SELECTOR = "where the words stand in the source: for machines (W3C TextQuoteSelector)"
#: Free texts that no page shows, and why. A field that is shown must not be in this list.
NOT_SHOWN: dict[str, str] = {
    **{
        field.name: _REASONING
        for field in fields()
        if field.path[-1] == "from" and field.name not in ("source.published.from", "correction.from")
    },
    **{field.name: _SELECTOR for field in fields() if field.path[-1] in ("prefix", "suffix")},
    "claim.favours_reason": "the rubric needs it; `sayso show` tells it",
    "claim.review_by.words": "shown once the day has passed",
    "side.adjective": "kept for sentences that the site does not yet make",
    "question.gaps.citation.locator": "a silence is told with its source alone",
    "question.gaps.citation.note": "a silence is told with its source alone",
    "event.place.names.*": "a place is told by its name alone",
}
#: Fields whose texts are names and quoted words: each has its own direction on the page.
FOREIGN = frozenset(
    """
    party.name party.short_name party.unnamed.described_as party.names.* source.title side.name
    source.author question.title timeline.title event.place.name event.accounts.word claim.exact
    claim.citations.exact quote.text quote.parts quote.context quote.original.text
    quote.translations.text claim.figure.as_said question.gaps.citation.exact event.citations.exact
    """.split()  # noqa: SIM905 - a table of words
)


@cache
def parts() -> list[list[str]]:
    return chunks(hostile.readable(), TOGETHER)


def body_of(page: str) -> str:
    return re.sub(r"\A---\n.*?\n---\n", "", page, flags=re.DOTALL)


class Reader:
    """Reads the pages of one site: what acts, what is torn, what is nowhere."""

    def __init__(self, site: HostileSite) -> None:
        self.site = site
        self.acts: list[str] = []
        self.torn: list[str] = []
        self.shown: set[int] = set()
        self.shapes: dict[str, Counter[str]] = {}
        self._convert = markdown.Markdown(extensions=list(EXTENSIONS))

    def read(self, path: str, page: str) -> None:
        html = self._convert.reset().convert(body_of(page))
        for stage, text in (("before", html), ("after", sanitize(html))):
            body = tree(text)
            self.acts += [f"{path} {stage} the sanitizer: {wrong}" for wrong in active(body)]
        told = " ".join(outputs.html(f"<title>A page</title>{text}".encode()))
        self.torn += [f"{path}: {wrong}" for wrong in self.site.torn(told)]
        self.shown |= {slot.number for slot in self.site.found(told)}
        self.shapes[path] = shape(body)


@pytest.mark.parametrize("share", range(SHARES))
def test_every_field_shows_what_was_written_and_nothing_acts(tmp_path: Path, share: int) -> None:
    site = HostileSite(parts()[share::SHARES])
    checked = project.check(site.write(tmp_path))
    # A link that may lead nowhere is an error of a rule; every record can be read.
    assert {item.name for item in checked.diagnostics if item.severity == "error"} <= {"bad-url"}
    pages, problems = project.pages(checked)
    assert problems == []
    reader = Reader(site)
    for page in pages:
        if page.path.endswith(".md") and page.path != "SUMMARY.md":
            reader.read(page.path, page.text)
    assert reader.acts == []
    assert reader.torn[:5] == []
    nowhere = {slot.field.name for slot in site.slots if slot.number not in reader.shown}
    assert nowhere == NOT_SHOWN.keys()
    _same_elements(reader, site)


def _same_elements(reader: Reader, site: HostileSite) -> None:
    """No text makes an element: all pages of a kind have the same ones, but for the inline marks
    and what isolates words from right to left."""
    marks = {"em.", "strong.", "code.", "a.", "bdi."}
    by_kind: dict[tuple[str, int], list[tuple[str, Counter[str]]]] = {}
    for path, counted in reader.shapes.items():
        number = re.fullmatch(r"(\w+)/\w+-(\d+)\.md", path)
        # The first claim of all is related to one that is harmless, the last one to none.
        if number and 1 < int(number[2]) < site.count - 1:
            ours = Counter({name: count for name, count in counted.items() if name not in marks})
            by_kind.setdefault((number[1], int(number[2]) % 2), []).append((path, ours))
    assert len(by_kind) >= 12
    for pages in by_kind.values():
        first = pages[0][1]
        for path, counted in pages:
            assert counted == first, f"{path}: {counted - first} more, {first - counted} fewer"


def test_every_name_and_every_quoted_word_has_a_direction_of_its_own(tmp_path: Path) -> None:
    """A name from right to left must not turn what stands beside it: the figure after it, a bracket.

    With everything taken away that has a direction of its own (`bdi`, `dir="auto"`), no letter
    from right to left is left.
    """
    names = [["وزارة الدفاع (2) الروسية"], ["צבא ההגנה, 340"], ["الجزيرة"], ["ܣܘܪܝܝܐ"], ["ދިވެހި"]]
    site = HostileSite(names, among=FOREIGN)
    pages, problems = project.pages(project.check(site.write(tmp_path)))
    assert problems == []
    convert = markdown.Markdown(extensions=list(EXTENSIONS))
    seen: set[str] = set()
    for page in pages:
        if page.path.endswith(".md") and page.path != "SUMMARY.md":
            body = tree(sanitize(convert.reset().convert(body_of(page.text))))
            seen |= {slot.field.name for slot in site.found(body.text())}
            # Code to copy is code; so is it in the pages of other sites, which set its direction.
            # A drawing isolates by characters, and has no other way; what describes it is heard.
            for node in body.css("bdi, [dir=auto], .sy-embed pre, svg title, svg desc"):
                node.decompose()
            told = re.sub("[\u2066-\u2068][^\u2069]*\u2069", "", body.text())
            lines = [line for line in told.split("\n") if any(map(_leftward, line))]
            assert lines == [], page.path
    assert seen > FOREIGN


def test_a_sentence_isolates_each_name_from_right_to_left() -> None:
    sentence = "وزارة 5 الدفاع says 340, so do צה״ל (x) and <b>."
    assert escape.isolated(sentence) == (
        "<bdi>وزارة 5 الدفاع</bdi> says 340, so do <bdi>צה״ל</bdi> &#40;x&#41; and &#60;b&#62;&#46;"
    )
    assert escape.isolated("The Ministry, 340") == escape.text("The Ministry, 340")
    start = time.process_time()
    escape.isolated("ع " * 40_000 + "1 " * 40_000 + "ع1" * 40_000)
    assert time.process_time() - start < 2


def _leftward(character: str) -> bool:
    return unicodedata.bidirectional(character) in ("R", "AL")


def test_every_kind_of_record_has_its_texts_in_the_test() -> None:
    """The walk over the models finds what there is: a few by name, and all lists of exceptions."""
    names = {field.name for field in fields()}
    assert {"claim.text", "claim.citations.exact", "event.place.names.*", "correction.from"} <= names
    assert {field.kind for field in fields() if field.free} == set(KINDS)
    assert sum(field.free for field in fields()) > 100
    assert NOT_SHOWN.keys() | NAMING.keys() | FOREIGN <= names


@pytest.mark.parametrize("html", ["<p onclick=x>a", "<script>", "<a href=javascript:x>a", "<a href=//x.org>a",
                                  "<img src=https://x.org/a>", "<p style=color:red>a", "<form>",
                                  "<svg><use href=#x>",
                                  "<a href='java\tscript:x'>", "<iframe>",
                                  "<a href=x onfocus=y>"])  # fmt: skip
def test_the_judge_of_what_acts_sees_it(html: str) -> None:
    assert active(LexborHTMLParser(f"<body>{html}</body>").body) != []  # type: ignore[arg-type]


@pytest.mark.parametrize("html", ["<a href=../x/>a", "<a href=mailto:a@b.org>a", "<a href=https://x.org/?a:b>a",
                                  "<a href=#top>a", "<a href=./>a", "<img src=a/b.png alt=c>"])  # fmt: skip
def test_the_judge_of_what_acts_leaves_the_rest(html: str) -> None:
    assert active(tree(html)) == []
