"""What the fuzzer asks of any bytes, asked here of its seeds and of files that resemble ours.

The targets and what they assert: `tests/fuzz/`. Each seed named `found-...` is a fault that
the fuzzer found once. How to fuzz: `docs/fuzzing.md`.
"""

import tempfile
import time
import unicodedata
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso import project, prose, vocabulary
from sayso.load import load
from sayso.prose import TextPiece, split_front_matter
from sayso.sanitize import sanitize
from sayso.source import FAST, SLOW, read_yaml
from tests.fuzz.inert import convert, fill
from tests.fuzz.oracles import assert_inert, assert_only_markdown, shown
from tests.fuzz.targets import TARGETS, one_markdown, one_prose, one_reader
from tests.support import strategies
from tests.support.checking import checked
from tests.support.hostile_site import HostileSite
from tests.support.scratch import REPOSITORY
from tests.support.strategies import File, PageText

HERE = Path(__file__).parent / "fuzz"
SEEDS = [path for name in TARGETS for path in sorted((HERE / "seeds" / name).iterdir())]
BOUNDED = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=60
)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_promise_holds_for_the_seed(seed: Path) -> None:
    TARGETS[seed.parent.name](seed.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_every_target_has_seeds_and_a_dictionary(name: str) -> None:
    assert len([seed for seed in SEEDS if seed.parent.name == name]) >= 60
    assert len(strategies.dictionary(name)) >= 60


# What the fuzzer found


@pytest.mark.parametrize(
    "tag",
    [
        "!b, c",
        "[!b, c]",
        "[!b]",
        "!b]",
        "{c: !b,}",
        "!!",
        "!a!",
        "!%41",
        "!%4",
        "!%CAl",
        "!%C3%A9",
        "!%C0%80",
        "!<b,c> d",
    ],
)
def test_both_parsers_end_a_tag_at_the_same_place(tag: str) -> None:
    fast, slow = (read_yaml(f"a: {tag}\n", "a.yml", parser=parser) for parser in (FAST, SLOW))
    assert fast[0].complete == slow[0].complete
    assert not fast[0].complete or (fast[0].data, fast[1]) == (slow[0].data, slow[1])


@pytest.mark.parametrize("escape", ["\\U00110000", "\\U7FFFFFFF", "\\U80000000", "\\UFFFFFFFF"])
def test_an_escape_beyond_any_character_is_told_by_both_parsers(escape: str) -> None:
    """From 80000000 on Python's `chr` raises another error than below."""
    fast, slow = (read_yaml(f'a: "{escape}"\n', "a.yml", parser=parser)[1] for parser in (FAST, SLOW))
    assert fast == slow
    assert [item.message for item in fast] == ["this escape is no character"]


@pytest.mark.parametrize(
    "line", ["- ", "- a", "k:", "- a: ", "- ''", "- # a", "- |", "- <", "- a #b", '- "\\n"']
)
def test_a_long_file_is_read_in_time(line: str) -> None:
    """Each line must be looked at without a look at all that follow it."""
    start = time.process_time()
    read_yaml("a:\n" + f"  {line}\n" * 50_000, "a.yml")
    assert time.process_time() - start < 3  # measured: under half a second


# Files of records


@BOUNDED
@given(strategies.files())
def test_a_sound_file_comes_out_as_written(file: File) -> None:
    """In every style of quotation, indentation and layout, whatever its texts hold."""
    document, found = read_yaml(file.text, "claims.yml")
    assert found == []
    assert document.data == file.data


@BOUNDED
@given(strategies.files())
def test_the_records_of_a_sound_file_hold_what_was_written(file: File) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "claims.yml").write_text(file.text, encoding="utf-8")
        loaded = load(Path(folder))
    assert loaded.diagnostics == []
    by_name = {entry.name: entry.record for entry in loaded.ledger.entries if entry.record is not None}
    for key, records in file.data.items():
        for record in records:
            read = by_name[f"{vocabulary.KIND_OF_KEY[key]}:{record['id']}"]
            assert _texts(record) <= _texts(read.model_dump(by_alias=True))


def _texts(node: Any) -> set[str]:
    """Every text of more than one word in a record; what a field reads as a date or a number is no text."""
    if isinstance(node, dict):
        return set[str]().union(*map(_texts, node.values()))
    if isinstance(node, list | tuple):
        return set[str]().union(*map(_texts, node))
    return {unicodedata.normalize("NFC", node)} if isinstance(node, str) and " " in node.strip() else set()


@BOUNDED
@given(strategies.broken(strategies.files().map(lambda file: file.text), "reader"))
def test_a_file_with_slips_keeps_every_promise(text: str) -> None:
    one_reader(text.encode("utf-8", "surrogatepass"))


# Pages of prose


@BOUNDED
@given(strategies.pages())
def test_a_sound_page_is_read_as_it_was_meant(page: PageText) -> None:
    read, found = prose.parse(page.text, "content/page.md")
    assert found == []
    pieces = [piece for piece in read.pieces if not isinstance(piece, TextPiece)]
    names = [("/" if type(piece).__name__ == "SpanClose" else "") + piece.word for piece in pieces]
    assert list(zip(names, [getattr(piece, "id", "") or "" for piece in pieces])) == list(page.directives)
    words = prose.plain(read)
    assert [word for word in page.words if word not in words] == []


@BOUNDED
@given(strategies.pages())
def test_a_sound_page_shows_its_words_and_nothing_active(page: PageText) -> None:
    html = convert(prose.neutral(prose.parse(page.text, "content/page.md")[0], fill))
    assert_only_markdown(html)
    assert [word for word in page.words if word not in shown(html)] == []
    assert shown(sanitize(html)) == shown(html)


@BOUNDED
@given(strategies.broken(strategies.pages().map(lambda page: page.text), "prose"))
def test_a_page_with_slips_keeps_every_promise(text: str) -> None:
    one_prose(text.encode("utf-8", "surrogatepass"))


@BOUNDED
@given(strategies.broken(strategies.pages().map(lambda page: page.text) | strategies.values, "markdown"))
def test_what_is_shown_of_any_text_is_inert(text: str) -> None:
    one_markdown(text.encode("utf-8", "surrogatepass"))


# Whole sites


_TEMPLATES = project.templates(REPOSITORY)


@settings(BOUNDED, max_examples=6)
@given(st.lists(strategies.values | strategies.marks("markdown"), min_size=1, max_size=4))
def test_a_site_with_any_texts_in_every_field_is_inert(texts: list[str]) -> None:
    """Before the sanitizer too: the templates' escaping must be sound alone."""
    site = HostileSite([texts])
    with tempfile.TemporaryDirectory() as folder:
        result = checked(site.write(Path(folder)))
        with patch("sayso.project.templates", return_value=_TEMPLATES):
            made, wrong = project.pages(result)
    assert wrong == []
    for page in made:
        if not page.path.endswith(".md"):
            continue  # no page: tests/test_hostile_outputs.py
        # What stands above the page is no Markdown, and has tests of its own.
        html = convert(split_front_matter(page.text)[1])
        assert_inert(html, drawn=True)
        assert_inert(sanitize(html), drawn=True)
