"""The YAML reader: what it reads, what it refuses, and where it says so.

Each case is a text, the findings as `line:column CODE`, and the data. Every case runs
with both parsers of PyYAML.
"""

import time
from collections.abc import Callable
from typing import Any

import pytest

from sayso.diagnostics import Mark, Severity
from sayso.source import FAST, MAX_BYTES, SLOW, decode, read_yaml
from sayso.text import did_you_mean

PARSERS = [pytest.param(FAST, id="fast"), pytest.param(SLOW, id="slow")]

# text, findings, data
READ: list[tuple[str, str, Any]] = [
    ("a: no\nb: 010\nc: 1:30\nd: 1.10\ne: ~\n", "",
     {"a": "no", "b": "010", "c": "1:30", "d": "1.10", "e": "~"}),
    ("a:\nb: ''\nc: [x, {y: z}]\n", "", {"a": "", "b": "", "c": ["x", {"y": "z"}]}),
    ("a: |\n  one\n  two # kept\n\n# comment\nb: >-\n  x\n  y\n", "", {"a": "one\ntwo # kept\n", "b": "x y"}),
    ("---\na: 1\n...\n# the end\n", "", {"a": "1"}),
    ("\ufeffa: 1\r\nb: |\r\n  x\r\n", "", {"a": "1", "b": "x\n"}),
    # YAML that is not used here: reported, and reading goes on
    ("a: 1\nb: 2\na: 3\nc: 4\n", "3:1 SAY004", {"a": "1", "b": "2", "c": "4"}),
    ("a: &x 1\nb: *x\nc: !t 2\nd: &y\n  e: 3\n", "1:4 SAY005, 2:4 SAY006, 3:4 SAY007, 4:4 SAY005",
     {"a": "1", "b": "", "c": "2", "d": {"e": "3"}}),
    ("e: !!str &q\n", "1:4 SAY007, 1:10 SAY005", {"e": ""}),
    ("a: 1\n<<: {b: 2}\n", "2:1 SAY008", {"a": "1"}),
    ('"<<": 1\n', "", {"<<": "1"}),
    ("a: 1\n---\nb: 2\n", "2:1 SAY009", {"a": "1"}),
    ("a: 1\n...\nb: 2\n", "3:1 SAY009", {"a": "1"}),
    ("%YAML 1.1\n---\na: 1\n", "1:1 SAY003", {"a": "1"}),
    ("? [a]\n: b\nc: d\n", "1:3 SAY015", {"c": "d"}),
    ("? a\n: b\n", "1:3 SAY015", {"a": "b"}),
    ("'': a\nb: c\n", "1:1 SAY015", {"b": "c"}),
    ("*x : a\nb: c\n", "1:1 SAY006", {"b": "c"}),
    # nothing, or not a mapping
    ("", "1:1 SAY013", None),
    ("# only a comment\n", "1:1 SAY013", None),
    ("---\n", "1:1 SAY013", None),
    ("- a\n- b\n", "1:1 SAY022", None),
    ("words\n", "1:1 SAY022", None),
    # comments that cut a value short, and honest ones
    ("exact: he said #1 in line\n", "1:16 SAY016", {"exact": "he said"}),
    ("exact: he said # a note\n", "1:16 SAY016", {"exact": "he said"}),
    ("exact: he was\n  #1 in line\n", "2:3 SAY016", {"exact": "he was"}),
    ("- exact: he was\n    #1 in line\n  a: b\n", "1:1 SAY022, 2:5 SAY016", None),
    ("side: russia #1\n", "1:14 SAY016", {"side": "russia"}),
    ("tag: #war\n", "1:6 SAY016", {"tag": ""}),
    ("a: [he said #1\n  , b]\n", "1:13 SAY016", {"a": ["he said", "b"]}),
    ("side: russia  # inherited\n", "", {"side": "russia"}),
    ("side: # to be decided\n", "", {"side": ""}),
    ("a: 'he said' #1\n", "", {"a": "he said"}),
    ("a:  #list\n- b\n", "", {"a": ["b"]}),
    ("- id: x y\n  #source: old\n", "1:1 SAY022", None),
    ("a: x y\n#source: old\nb: c#d\n", "", {"a": "x y", "b": "c#d"}),
    # characters
    ("a: x\u200by\n", "1:5 SAY014", {"a": "x\ufffdy"}),
    ("a: \u202ex\u202c\nb: \u2028\n", "1:4 SAY014, 1:6 SAY014, 2:4 SAY014",
     {"a": "\ufffdx\ufffd", "b": "\ufffd"}),
    ("a: so\u00adft, 1\u00a0000\n", "1:6 SAY014", {"a": "so\ufffdft, 1\u00a0000"}),
    ("a: x\ufeffy\n", "1:5 SAY014", {"a": "x\ufffdy"}),
    ("\ufeff\ufeffa: x\n", "1:1 SAY014", {"\ufffda": "x"}),
    ("a: x\x00\x07y\u0085\n", "1:5 SAY002, 1:8 SAY002", {"a": "x\ufffd\ufffdy\ufffd"}),
    ("a: \ud800\n", "1:4 SAY002", {"a": "\ufffd"}),
    ('a: "\\x07, \\u202e, \\n, \\t, \\_"\n', "1:5 SAY002, 1:11 SAY014",
     {"a": "\ufffd, \ufffd, \n, \t, \u00a0"}),
    ("a: '\u0645\u06cc\u200c\u062e \u0915\u094d\u200d\u0937'\n", "",
     {"a": "\u0645\u06cc\u200c\u062e \u0915\u094d\u200d\u0937"}),
    ("a: ab\u200dcd\n", "1:6 SAY014", {"a": "ab\ufffdcd"}),
    ("a: 👩🏽\u200d🚀 ❤\ufe0f\u200d🔥 1\ufe0f\u20e3\n", "",
     {"a": "👩🏽\u200d🚀 ❤\ufe0f\u200d🔥 1\ufe0f\u20e3"}),
    ("a: 🏴\U000e0067\U000e0062\U000e007f x\U000e0067\n", "1:10 SAY014",
     {"a": "🏴\U000e0067\U000e0062\U000e007f x\ufffd"}),
]  # fmt: skip

# text, finding (to the end of its span), a word of the message, a word of the hint, data
BROKEN: list[tuple[str, str, str, str, Any]] = [
    ('note: "Expel" is his word\n', "1:15-1:26 SAY017", "goes on after", "single quotes", {"note": "Expel"}),
    ("note: 'He didn't go'\n", "1:16-1:21 SAY017", "goes on after", "twice ('')", {"note": "He didn"}),
    ('a: "two\n  lines" more\n', "2:10-2:14 SAY017", "goes on after", "block scalar", {"a": "two lines"}),
    ('a: [x, "b" c]\n', "1:12-1:14 SAY017", "goes on after", "single quotes", {"a": ["x", "b"]}),
    ('a: "x\nb: "y"\n', "1:4-1:5 SAY003", "never closed", "close it", {"a": "x b: "}),
    ("a: 'x\nb: y\n", "1:4-1:5 SAY003", "never closed", "close it", {}),
    ("a:\n\t- b\n", "2:1-2:2 SAY003", "tab", "spaces", {}),
    ("a: 1\nid:foo\nb: c\n", "2:1-2:4 SAY003", "no space after", "space", {"a": "1"}),
    ("id:foo\nb: c\n", "1:1-1:4 SAY003", "no space after", "space", None),
    ("id:\u00a0foo\nb: c\n", "1:4-1:5 SAY003", "no-break space", "ordinary", None),
    ("text: He said: yes\n", "1:14-1:15 SAY003", "colon", "quotation marks", {"text": "He said"}),
    ("a: [b\nc: d\n", "1:4-1:5 SAY003", "not closed", "]", {"a": ["b c"]}),
    ("a: {b: 1 c: 2}\n", "1:11-1:12 SAY003", "comma", "comma", {"a": {"b": "1 c"}}),
    ("a: ]\n", "1:4-1:5 SAY003", "nothing was opened", "quotation marks", {}),
    ("a: [b,\n", "1:4-1:5 SAY003", "not closed", "]", {"a": ["b"]}),
    (": a\nb: c\n", "1:1-1:2 SAY003", "no key", "key: value", {}),
    ("a: b\n  c: d\n", "2:1-2:4 SAY003", "deeper", "same indentation", {"a": "b c"}),
    ("  a: b\n c: d\n", "2:2-2:6 SAY003", "indentation", "same indentation", {"a": "b"}),
    ("a: x\n- b\n", "2:1-2:2 SAY003", "list item", "under its key", {"a": "x"}),
    ("a: - b\n", "1:4-1:5 SAY003", "list cannot begin", "lines of its own", {}),
    ("a: 1\nsome words\nb: 2\n", "2:1-2:11 SAY003", "neither", "indent", {"a": "1"}),
    ("a: %b\n", "1:4-1:5 SAY003", "'%'", "quotation marks", {}),
    ("a: @b\n", "1:4-1:5 SAY003", "'@'", "quotation marks", {}),
    ("a: `b`\n", "1:4-1:5 SAY003", "'`'", "quotation marks", {}),
    ("a: *b* c\n", "1:4-1:5 SAY003", "'*'", "quotation marks", {}),
    ('a: "C:\\quiet"\n', "1:7-1:9 SAY003", "backslash", "twice", {}),
    ('a: "\\ud83d\\ude00"\n', "1:5-1:7 SAY003", "escape", "the character itself", {}),
    ('a: "\\U00110000"\n', "1:5-1:7 SAY003", "escape", "the character itself", {}),
]


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize(("text", "findings", "data"), READ)
def test_reads(text: str, findings: str, data: Any, parser: Callable[[str], Any]) -> None:
    document, found = read_yaml(text, "a.yml", parser=parser)
    assert ", ".join(f"{d.mark.line}:{d.mark.column} {d.code}" for d in found) == findings
    assert document.data == data
    assert document.complete
    assert all(d.severity is Severity.ERROR and d.name and d.hint for d in found)


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize(("text", "finding", "message", "hint", "data"), BROKEN)
def test_explains_broken_syntax_and_keeps_what_came_before(
    text: str, finding: str, message: str, hint: str, data: Any, parser: Callable[[str], Any]
) -> None:
    document, [found] = read_yaml(text, "a.yml", parser=parser)
    mark = found.mark
    assert f"{mark.line}:{mark.column}-{mark.end_line}:{mark.end_column} {found.code}" == finding
    assert message in found.message
    assert hint in found.hint
    assert document.data == data
    assert not document.complete


def test_reports_everything_in_one_run() -> None:
    text = "a: &x 1\na: *x\nb: he said #1\nc: \u202e\nd: [\n"
    _, found = read_yaml(text, "a.yml")
    assert [d.code for d in found] == ["SAY005", "SAY004", "SAY006", "SAY016", "SAY014", "SAY003"]


def test_duplicate_key_names_the_first() -> None:
    _, [found] = read_yaml("claims:\n  - id: x\n    id: y\n", "a.yml", line_offset=10)
    assert found.mark == Mark("a.yml", 13, 5, 13, 7)
    assert found.related[0].mark == Mark("a.yml", 12, 5, 12, 7)


@pytest.mark.parametrize("parser", PARSERS)
def test_marks(parser: Callable[[str], Any]) -> None:
    text = (
        "é: 😀 x\n"
        "list:\n"
        "  - id: 'a\n"
        "      b'\n"
        "    text: |\n"
        "      one\n"
        "\n"
        "    # comment\n"
        "  - [p, {q: r}]\n"
        "  -\n"
        "none:\n"
    )
    document, found = read_yaml(text, "a.yml", parser=parser)
    assert found == []
    shown = {path: f"{m.line}:{m.column}-{m.end_line}:{m.end_column}" for path, m in document.marks.items()}
    assert shown == {
        (): "1:1-11:5",
        ("é",): "1:4-1:7",
        ("list",): "3:3-10:4",
        ("list", 0): "3:5-6:10",
        ("list", 0, "id"): "3:9-4:9",
        ("list", 0, "text"): "5:11-6:10",
        ("list", 1): "9:5-9:16",
        ("list", 1, 0): "9:6-9:7",
        ("list", 1, 1): "9:9-9:15",
        ("list", 1, 1, "q"): "9:13-9:14",
        ("list", 2): "10:3-10:4",
        ("none",): "11:1-11:5",
    }
    assert {path: m.line for path, m in document.keys.items()} == {
        ("é",): 1,
        ("list",): 2,
        ("list", 0, "id"): 3,
        ("list", 0, "text"): 5,
        ("list", 1, 1, "q"): 9,
        ("none",): 11,
    }
    assert document.plain == {("é",), ("list", 1, 0), ("list", 1, 1, "q"), ("list", 2), ("none",)}


def test_marks_of_what_is_not_there_are_the_nearest_parents() -> None:
    document, _ = read_yaml("claims:\n  - id: x\n", "a.yml", line_offset=3)
    assert document.mark(("claims", 0, "source")) == Mark("a.yml", 5, 5, 5, 10)
    assert document.key_mark(("claims", 0, "id")) == Mark("a.yml", 5, 5, 5, 7)
    assert document.key_mark(("claims", 0)) == document.mark(("claims", 0))
    assert document.mark(("sources", 1)) == document.mark(())
    assert document.has(("claims", 0))
    assert not document.has(("claims", -1))
    assert ("claims", 1) not in document.marks


def test_empty_value_is_told_from_an_empty_text() -> None:
    document, _ = read_yaml('a:\nb: ""\n', "a.yml")
    assert ("a",) in document.plain
    assert ("b",) not in document.plain


def test_depth() -> None:
    fits = "".join(f"{'  ' * level}a:\n" for level in range(15)) + "  " * 15 + "a: b\n"
    assert read_yaml(fits, "a.yml")[1] == []
    _, [found] = read_yaml(fits.replace("a: b", "a: [b, [c], [[d]]]"), "a.yml")
    assert (found.code, found.mark.line) == ("SAY010", 16)


def test_sizes() -> None:
    document, [found] = read_yaml(b"a: " + b"x" * MAX_BYTES, "a.yml")
    assert (found.code, document.data) == ("SAY011", None)
    assert read_yaml(b"a: " + b"x" * 65536, "a.yml")[1] == []
    assert [d.code for d in read_yaml("a: 'é" + "x" * 65535 + "'", "a.yml")[1]] == ["SAY012"]
    assert [d.code for d in read_yaml("a: [" + "[],\n" * 100_000 + "]", "a.yml")[1]] == ["SAY011"]


@pytest.mark.parametrize(
    ("raw", "place", "message"),
    [
        (b"a: 1\r\n\xd0\xb9: caf\xe9\n", "2:7", "'é'"),
        (b"a: \xed\xa0\x80\n", "1:4", "0xED"),
        (b"\xff", "1:1", "0xFF"),
        ("a: 1\n".encode("utf-16"), "1:1", "UTF-16"),
        ("a: 1\n".encode("utf-16-le"), "1:1", "UTF-16"),
        ("a: 1\n".encode("utf-16-be"), "1:1", "UTF-16"),
    ],
)
def test_bad_encoding(raw: bytes, place: str, message: str) -> None:
    found = read_yaml(raw, "a.yml")[1][0]
    assert (f"{found.mark.line}:{found.mark.column}", found.code) == (place, "SAY001")
    assert message in found.message
    assert "UTF-8" in found.hint


def test_decode_keeps_all_but_line_ends_and_byte_order_mark() -> None:
    assert decode("\ufeffe\u0301\r\na\rb\n".encode(), "a.md") == ("e\u0301\na\nb\n", [])
    text, [found] = decode(b"a\xe9b", "a.md", 4)
    assert (text, found.mark) == ("a\ufffdb", Mark("a.md", 5, 2, 5, 3))


def test_many_findings_of_a_kind_are_counted() -> None:
    _, found = read_yaml("a: 1\n" * 500, "a.yml")
    assert len(found) == 100
    assert "399 more" not in found[-2].message
    assert "399 more" in found[-1].message


def test_did_you_mean() -> None:
    assert did_you_mean("clamis", ["claims", "sides"]) == "did you mean 'claims'?"
    assert did_you_mean("xyz", ["claims"]) == ""


BOMB = "a: &a [x, x]\n" + "".join(f"k{n}: &k{n} [*a, *a, *a]\n" for n in range(12))
HOSTILE = {
    "brackets": "[" * 300_000,
    "brackets on lines": "[\n" * 300_000,
    "braces": "{a: " * 200_000,
    "dashes": "- " * 300_000,
    "question marks": "? " * 300_000,
    "alias bomb": BOMB,
    "long key": "a" * 1_000_000 + ": b",
    "anchors": "&a " * 300_000,
    "tags": "!" * 1_000_000,
    "percent signs": "%\n" * 500_000,
    "zeros": "\0" * 1_000_000,
    "joiners": "\u200d" * 300_000,
    "escapes": 'a: "' + "\\x07" * 250_000 + '"',
    "quotation marks": "a: " + "'" * 1_000_000,
    "empty lines": "a: b c" + "\n" * 1_000_000,
    "tabs": "a: \n" + "\t" * 1_000_000,
    "colons": "a: " * 300_000,
    "wide": "\n".join("- " * 10 + "a" for _ in range(45_000)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_is_quick(name: str) -> None:
    began = time.process_time()
    read_yaml(HOSTILE[name], "a.yml")
    # The promise is one second; three are for slow and busy machines. What is not linear takes minutes.
    assert time.process_time() - began < 3
