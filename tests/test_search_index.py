"""The search index without a browser: what stands in it, that it is the same each time, and that
nothing else lies among its files."""

import gzip
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from sayso import cbor, pagefind_files, project
from sayso.audit.files import pagefind_file
from sayso.searching import engine
from sayso.searching.fold import folded, words
from sayso.searching.record import KINDS, Found
from sayso.searching.records import records
from sayso.searching.spelling import spelling
from sayso.searching.steady import steady
from sayso.site import search
from tests import hostile
from tests.support.scratch import REPOSITORY, scratch

LEDGER = """\
sides:
  - {id: east, name: Eastland, adjective: Eastern}
parties:
  - id: yermak
    type: person
    name: Andriy Yermak
    short_name: Yermak
    names: {uk: Андрій Єрмак, ru: Андрей Ермак}
    side: east
    interest: party_to_the_conflict
sources:
  - {id: post, title: A post, publisher: yermak, kind: post, url: "https://example.org/9", language: uk,
     published: 2025-01-05, access: first_hand}
quotes:
  - id: good-news
    speaker: yermak
    text: "Курська область, гарні новини"
    language: uk
    source: post
    translations: [{language: en, text: "Kursk region, good news"}]
claims:
  - id: bridge-taken
    text: The *whole* bridge is taken.
    claimant: yermak
    source: post
    exact: "міст узято"
    about: bridge
    figure: {measure: killed, value: 340, bound: about, unit: soldiers}
    tags: [river crossings]
  - id: bridge-old
    text: Half of the bridge is taken.
    claimant: north-army
    source: gazette-1
    exact: half of it
    about: bridge
    rank: deprecated
    deprecated_reason: The army gave another account.
"""
EVENTS = """\
timelines:
  - id: days
    title: The days
    events:
      - {id: falls, date: 2025-01-05, title: The bridge falls, stated_by: "claim:bridge-taken", \
place: {name: Makhnovka, names: {uk: Махнівка}}}
"""


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> project.Checked:
    files = {
        "content/east.yml": LEDGER,
        "content/time.yml": EVENTS,
        "content/index.md": "# Who took the bridge?\n\nSee for yourself. [[claim:bridge-taken]]\n",
    }
    return project.check(scratch(tmp_path_factory.mktemp("found"), files))


@pytest.fixture(scope="module")
def found(checked: project.Checked) -> dict[str, Found]:
    assert checked.config is not None
    made = records(checked.ledger, checked.config, checked.standings)
    return {record.address: record for record in made}


def test_there_is_a_record_for_everything_that_has_a_place(found: Mapping[str, Found]) -> None:
    assert {
        "claims/bridge-taken/": "claim",
        "claims/bridge-old/": "claim",
        "quotes/good-news/": "quote",
        "timelines/days/#falls": "event",
        "questions/bridge/": "question",
        "parties/yermak/": "party",
        "sources/post/": "source",
        "": "page",
    }.items() <= {address: record.filters["kind"][0] for address, record in found.items()}.items()
    assert {record.filters["kind"][0] for record in found.values()} == set(KINDS)


@pytest.mark.parametrize(
    ("address", "words_in_it"),
    [
        ("claims/bridge-taken/", ["whole bridge", "Andriy Yermak", "Андрій Єрмак", "Андрей Ермак"]),
        ("claims/bridge-taken/", ["міст узято", "about 340 soldiers", "river crossings", "unconfirmed"]),
        ("claims/bridge-taken/", ["Who holds the bridge?"]),
        ("quotes/good-news/", ["Курська область", "good news", "Єрмак", "A post"]),
        ("timelines/days/#falls", ["The bridge falls", "Makhnovka", "Махнівка", "The days"]),
        ("parties/yermak/", ["Yermak", "Єрмак", "Eastland", "Eastern"]),
        ("sources/post/", ["A post", "example.org"]),
        ("", ["Who took the bridge", "See for yourself"]),
    ],
)  # fmt: skip
def test_a_record_is_found_by(address: str, words_in_it: list[str], found: Mapping[str, Found]) -> None:
    for each in words_in_it:
        assert each in found[address].content


def test_no_statement_stands_without_who_makes_it(found: Mapping[str, Found]) -> None:
    for record in found.values():
        if record.filters["kind"][0] in ("claim", "quote", "event"):
            assert record.lead.endswith(":"), record
        if record.filters["kind"][0] == "claim":
            assert record.who and record.badge and record.filters["status"], record
    taken = found["claims/bridge-taken/"]
    assert (taken.lead, taken.title) == ("Andriy Yermak says:", "The whole bridge is taken.")
    assert taken.filters["side"] == ("Eastland",)
    assert found["claims/bridge-old/"].note == "No longer used"
    assert taken.note == ""


def test_a_badge_has_the_words_that_it_has_on_the_pages(checked: project.Checked) -> None:
    """On the repository's own pages: the small badges of all claims, without what only sounds."""
    real = project.check(REPOSITORY)
    assert real.config is not None
    told = {
        record.address: f"{record.who} · {record.badge}"
        for record in records(real.ledger, real.config, real.standings)
        if record.filters["kind"] == ("claim",)
    }
    pages, _ = project.pages(real)
    seen = {}
    for page in pages:
        if page.path.startswith("statuses/"):
            html = LexborHTMLParser(page.text)
            for row in html.css(".sy-row"):
                for hidden in row.css(".sy-vh, .sy-sr"):
                    hidden.decompose()
                link, badge = row.css_first("a.sy-row__link"), row.css_first(".sy-badge")
                assert link is not None
                assert badge is not None
                address = str(link.attributes["href"]).replace("../", "")
                seen[address] = " ".join(badge.text().split())
    assert len(seen) > 30
    assert {address: told[address] for address in seen} == seen


# Folding


@pytest.mark.parametrize(
    ("written", "looked_for"),
    [
        ("Єрмак", "ермак"),
        ("Ёлкин", "елкин"),
        ("Zelenskyʼs", "zelensky's"),
        ("Мар’їнка", "мар'їнка"),
        ("Müller", "muller"),
        ("ŁÓDŹ", "łodz"),
        ("مُحَمَّد", "محمد"),
        ("أحمد", "احمد"),
        ("STRASSE", "straße"),
    ],
)
def test_words_are_one_however_they_are_written(written: str, looked_for: str) -> None:
    assert folded(written) == folded(looked_for)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = folded(text)
    assert folded(once) == once


def test_an_apostrophe_parts_no_word() -> None:
    assert list(words("Russia's “Мар’їнка”, 3,5")) == ["Russia's", "Мар’їнка", "3", "5"]


# The index


@pytest.fixture(scope="module")
def index(found: Mapping[str, Found]) -> dict[str, bytes]:
    if not engine.version():
        pytest.skip("Pagefind is not installed: the theme's own search is there")
    return engine.index(found.values())


def test_the_same_records_give_the_same_bytes(
    index: Mapping[str, bytes], found: Mapping[str, Found], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Elsewhere, and whatever order Pagefind's tables have: it throws dice for that each time."""
    monkeypatch.chdir(tmp_path)
    for _ in range(4):
        assert engine.index(found.values()) == index


def test_only_what_a_reader_needs_is_kept(index: Mapping[str, bytes]) -> None:
    kinds = {name.rpartition(".")[2] if "/" in name else name.partition("_")[0] for name in index}
    assert kinds == {
        "pf_fragment", "pf_index", "pf_filter",
        "pagefind-entry.json", "pagefind.en", *pagefind_files.ENGINE,
    }  # fmt: skip


def test_filters_of_any_order_come_out_in_one(index: Mapping[str, bytes]) -> None:
    """`steady` on files whose filters and values were turned round."""
    turned = {}
    for name, data in index.items():
        if name.endswith(".pf_filter"):
            value = pagefind_files.content(data)
            assert isinstance(value, list)
            assert isinstance(value[1], list)
            turned[name] = pagefind_files.SIGNATURE + cbor.write([value[0], value[1][::-1]])
        elif name.endswith(".pf_meta"):
            value = pagefind_files.content(data)
            assert isinstance(value, list)
            assert isinstance(value[3], list)
            assert len(value[3]) > 3
            turned[name] = pagefind_files.SIGNATURE + cbor.write([*value[:3], value[3][::-1], *value[4:]])
        else:
            turned[name] = data
    assert turned != index
    assert steady(turned) == index


def test_the_words_for_the_misspelt(found: Mapping[str, Found]) -> None:
    told = json.loads(spelling(found.values()))
    assert {"Yermak", "Єрмак", "bridge", "crossings"} <= set(told)
    assert len({folded(word) for word in told}) == len(told), "each once"


def test_texts_that_would_break_something_break_nothing() -> None:
    if not engine.version():
        pytest.skip("Pagefind is not installed")
    strings = [*hostile.strings()[:1500], "", "\ud800", "\x00", "," * 99, "a" * 100_000]
    hostiles = [
        Found(f"claims/c{number}/", text, text, text, text, text, text, {"kind": ("claim",), "tag": (text,)})
        for number, text in enumerate(strings)
    ]
    files = engine.index(hostiles)
    records_in_it = [name for name in files if name.startswith("fragment/")]
    assert len(records_in_it) == len(strings)
    for name, data in files.items():
        if name not in pagefind_files.ENGINE:
            assert list(pagefind_file.judge(pagefind_files.FOLDER + name, data)) == [], name


def test_a_program_that_ends_too_early_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, script in enumerate(("exit 1", "echo -n bm9qc29u,; sleep 5", "cat >/dev/null")):
        program = tmp_path / f"program{number}"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setattr(engine, "get_executable", lambda program=program: program)
        monkeypatch.setattr(engine, "_PATIENCE", 0.5)
        with pytest.raises(engine.NoIndex, match=r"Pagefind ended, or gave no answer"):
            engine.index([])


def test_without_pagefind_there_is_no_search_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> Path:
        raise FileNotFoundError

    monkeypatch.setattr(engine, "get_executable", none)
    assert not search.is_there()
    assert search.theme_files() == {}
    with pytest.raises(engine.NoIndex):
        engine.index([])


# The audit of its files


def _fragment(**changes: object) -> bytes:
    value = {"url": "claims/x/", "content": "a", "word_count": 1, "filters": {}, "meta": {}, "anchors": []}
    return gzip.compress(pagefind_files.SIGNATURE + json.dumps({**value, **changes}).encode(), mtime=0)


PART = "fragment/en_0123abc.pf_fragment"
CHUNK = "index/en_0123abc.pf_index"


def test_the_audit_lets_an_index_pass(index: Mapping[str, bytes]) -> None:
    for name, data in index.items():
        if name not in pagefind_files.ENGINE:
            assert list(pagefind_file.judge(pagefind_files.FOLDER + name, data)) == [], name
    assert list(pagefind_file.judge(pagefind_files.FOLDER + PART, _fragment())) == []


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("other.js", b"alert(1)", "nobody declared"),
        ("pagefind-ui.js", b"alert(1)", "nobody declared"),
        ("fragment/en_0123abc.html", b"<script>", "nobody declared"),
        ("fragment/../x.pf_fragment", _fragment(), "nobody declared"),
        ("index/en_0123abc.pf_fragment", _fragment(), "nobody declared"),
        (PART, b"<script>alert(1)</script>", "not packed"),
        (PART, gzip.compress(b"<script>", mtime=0), "signature"),
        (PART, _fragment() + b"<script>", "after its end"),
        (PART, _fragment(url="https://evil.invalid/"), "leads out"),
        (PART, _fragment(url="javascript:alert(1)"), "leads out"),
        (PART, _fragment(url="//evil.invalid/"), "leads out"),
        (PART, _fragment(url="../../x/"), "leads out"),
        (PART, _fragment(more="x"), "shaped"),
        (PART, _fragment(meta={"title": 1}), "no text"),
        (PART, _fragment(filters={"kind": "claim"}), "no text"),
        (PART, gzip.compress(pagefind_files.SIGNATURE + b" " * 9_000_000 + b"{}", mtime=0), "too large"),
        (CHUNK, pagefind_files.SIGNATURE + b"\x81", "too early"),
        (CHUNK, pagefind_files.SIGNATURE + b"\x81" * 50 + b"\x00", "deeply"),
        (CHUNK, pagefind_files.SIGNATURE + b"\x00<script>", "after its end"),
        (CHUNK, pagefind_files.SIGNATURE + b"\xf6", "of a kind"),
        ("pagefind-entry.json", b"{}", "keys"),
        ("pagefind-entry.json", b"<!doctype html>", "JSON"),
    ],
)
def test_the_audit_finds(name: str, data: bytes, why: str) -> None:
    (told,) = pagefind_file.judge(pagefind_files.FOLDER + name, data)
    assert why in told.message


_VALUES = st.recursive(
    st.integers(-(2**64), 2**64 - 1) | st.text(), lambda inner: st.lists(inner, max_size=5), max_leaves=20
)


@given(_VALUES)
def test_cbor_comes_back_as_it_was(value: cbor.Value) -> None:
    assert cbor.read(cbor.write(value)) == value


@given(st.binary(max_size=200))
def test_any_bytes_are_cbor_or_are_refused(data: bytes) -> None:
    try:
        value = cbor.read(data)
    except cbor.BadCbor:
        return
    assert cbor.read(cbor.write(value)) == value


def test_cbor_is_what_the_standard_says() -> None:
    """Examples of RFC 8949, appendix A."""
    for text, value in (
        ("00", 0), ("17", 23), ("1818", 24), ("1903e8", 1000), ("1a000f4240", 1_000_000), ("20", -1),
        ("3903e7", -1000), ("62c3bc", "ü"), ("80", []), ("8301820203820405", [1, [2, 3], [4, 5]]),
    ):  # fmt: skip
        assert cbor.read(bytes.fromhex(text)) == value
        assert cbor.write(value) == bytes.fromhex(text)


def test_the_pages_script_folds_as_the_index_does() -> None:
    """The letters that both take for one another are written in both: they must be the same."""
    script = (REPOSITORY / "site_config/theme/assets/search.js").read_text("utf-8")
    for letter in "єґıłøđςـ":
        assert f'{letter}: "{folded(letter)}"' in script
