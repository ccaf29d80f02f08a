"""Laws of the YAML reader that hold for any input."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.diagnostics import Diagnostic, Mark
from sayso.source import FAST, SLOW, Document, read_yaml
from sayso.text import clean

BITS = [
    *"\n '\"[],{}:#>%@`\\\t\x00\x85~-1aé😀",
    *("b:", "id: x", "k: v\n", "- ", "\n  ", "\n    ", ": ", " # c", " #x", "''", "two words"),
    *("&a ", "*a", "!t ", "!<", "|\n  ", "<<: ", "? ", "---\n", "...\n"),
    *("\\x07", "\\ud800", "\\U00110000", "\r\n", "\u202e", "\u2028", "\u200d", "\ufeff"),
]
yamlish = st.lists(st.sampled_from(BITS), max_size=25).map("".join)
anything = st.one_of(yamlish, st.text(max_size=60))
few = settings(max_examples=400, deadline=None)

words = st.text("abcdeé 😀#:'\"-0", min_size=1, max_size=12)
keys = st.text("abcdef_", min_size=1, max_size=5)
nodes = st.recursive(
    words,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3) | st.dictionaries(keys, inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
)
records = st.dictionaries(keys, nodes, min_size=1, max_size=4)


def in_file(mark: Mark, lines: list[str]) -> bool:
    """Whether the mark lies in the text, its end at most one past the end of its line."""
    return (
        1 <= mark.line <= mark.end_line <= len(lines)
        and 1 <= mark.column <= len(lines[mark.line - 1]) + 1
        and 1 <= mark.end_column <= len(lines[mark.end_line - 1]) + 2
        and (mark.line, mark.column) < (mark.end_line, mark.end_column)
    )


def cut(mark: Mark, lines: list[str]) -> str:
    """The text that a mark covers."""
    span = lines[mark.line - 1 : mark.end_line]
    span[-1] = span[-1][: mark.end_column - 1]
    span[0] = span[0][mark.column - 1 :]
    return "\n".join(span)


def write(node: Any, indent: str, step: str) -> str:
    """Block YAML for a node, its scalars in single quotes, indented by `step`."""
    if isinstance(node, dict):
        return "".join(f"\n{indent}{key}:{write(value, indent + step, step)}" for key, value in node.items())
    if isinstance(node, list):
        return "".join(f"\n{indent}-{write(value, indent + step, step)}" for value in node)
    quoted = node.replace("'", "''")
    return f" '{quoted}'"


def seen(document: Document, found: list[Diagnostic]) -> tuple[Any, ...]:
    """All that a reading gives, to be compared."""
    return (
        document.data,
        document.complete,
        dict(document.marks),
        dict(document.keys),
        set(document.plain),
        found,
    )


@few
@given(anything)
def test_both_parsers_agree_and_marks_lie_in_the_file(text: str) -> None:
    document, found = read_yaml(text, "a.yml", parser=FAST)
    slow = read_yaml(text, "a.yml", parser=SLOW)
    if "\t" not in text:  # which the slow parser refuses in more places
        # Before a syntax error one may have looked a little further ahead than the other.
        assert document.complete == slow[0].complete
        if document.complete:
            assert seen(document, found) == seen(*slow)
    lines = clean(text, "a.yml")[0].split("\n")
    for mark in [*document.marks.values(), *document.keys.values(), *(d.mark for d in found)]:
        assert in_file(mark, lines), mark


@few
@given(st.binary(max_size=80) | anything.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_bytes_never_raise(raw: bytes) -> None:
    document, found = read_yaml(raw, "a.yml")
    assert document.data is not None or found


@few
@given(yamlish)
def test_a_plain_scalars_mark_covers_its_text(text: str) -> None:
    document, _ = read_yaml(text, "a.yml")
    lines = clean(text, "a.yml")[0].split("\n")
    for path in document.plain:
        value: Any = document.data
        for step in path:
            value = value[step] if value is not None else None
        if value and isinstance(value, str):
            assert cut(document.marks[path], lines).split() == value.split()


@few
@given(records, st.sampled_from([" ", "  ", "    "]))
def test_reindenting_changes_no_data(record: dict[str, Any], step: str) -> None:
    document, found = read_yaml(write(record, "", step), "a.yml")
    assert found == []
    assert document.data == record


@few
@given(records, st.randoms(use_true_random=False))
def test_reordering_changes_no_data(record: dict[str, Any], random: Any) -> None:
    shuffled = list(record.items())
    random.shuffle(shuffled)
    document, _ = read_yaml(write(dict(shuffled), "", "  "), "a.yml")
    assert document.data == record
    for key, value in record.items():
        if isinstance(value, str):
            lines = write(dict(shuffled), "", "  ").split("\n")
            assert cut(document.mark((key,)), lines) == "'" + value.replace("'", "''") + "'"
