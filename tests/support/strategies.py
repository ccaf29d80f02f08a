"""Texts that resemble editors' files, made up by Hypothesis: YAML in every style, and prose.

What is drawn as sound must be accepted; `broken` puts marks of YAML or Markdown where
they do harm.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from sayso import vocabulary
from sayso.text import refused
from tests.support.fields import KINDS, Field, record

DICTIONARIES = Path(__file__).parent.parent / "fuzz" / "dictionaries"
#: A word of each list of the vocabulary.
WORDS = {
    "measures": "killed", "bounds": "about", "speech_acts": "said", "accesses": "first_hand",
    "source_kinds": "article", "bases": "document", "source_checks": "could_not_confirm",
}  # fmt: skip


def dictionary(target: str) -> list[str]:
    """The words of a target's dictionary, as texts."""
    lines = (DICTIONARIES / f"{target}.txt").read_text(encoding="utf-8").splitlines()
    quoted = [line[1:-1] for line in lines if line and line[0] != "#"]
    raw = [re.sub(r"\\x(..)", lambda m: chr(int(m[1], 16)), each).encode("latin-1") for each in quoted]
    return [each.decode("utf-8") for each in raw]


def marks(target: str) -> st.SearchStrategy[str]:
    """A word of a target's dictionary that the reader accepts."""
    return st.sampled_from([word for word in dictionary(target) if _accepted(word) and word.strip()])


# Values


def _accepted(text: str) -> bool:
    return not refused(f"a{text}a")


#: Any text that the reader accepts, on one line.
texts = st.text(
    st.characters(exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"]), min_size=1, max_size=20
).filter(_accepted)
#: Text that is full of marks of YAML, Markdown and HTML.
markup = st.lists(
    st.sampled_from([*"'\"#:-[]{}|>&*!%@`?,\\<_()~= ab1é", ": ", " #", "- ", "<b>", "](", "[[", "{{"]),
    min_size=1,
    max_size=12,
).map("".join)
#: What may stand in a field of text.
values = st.one_of(
    texts, markup, st.sampled_from(["It is so.", "two words", "no", "1:30", "~", "null"])
).filter(lambda value: value.strip() != "")


# YAML


@dataclass
class Writer:
    """Writes data as YAML, in a style that is drawn anew for each value."""

    draw: Any
    step: int

    def file(self, data: dict[str, Any]) -> str:
        return f"{self._remark('')}{self._node(data, 0).lstrip(chr(10))}"

    def _node(self, node: Any, level: int) -> str:
        """What stands after a key's colon or a list's dash."""
        margin = "\n" + " " * (self.step * level)
        if isinstance(node, str):
            return " " + self._scalar(node, " " * (self.step * (level or 1)))
        if level > 1 and self.draw(st.integers(0, 5)) == 0:
            return " " + json.dumps(node, ensure_ascii=False)
        if isinstance(node, list):
            return "".join(f"{margin}-{self._node(item, level + 1)}" for item in node) or " []"
        rows = [f"{margin}{key}:{self._node(value, level + 1)}" for key, value in node.items()]
        return "".join(self._remark(margin) + row for row in rows) or " {}"

    def _remark(self, margin: str) -> str:
        """Perhaps a comment on a line of its own."""
        some = self.draw(st.integers(0, 9))
        return f"{margin}# a remark: [it] says 'nothing'{'' if margin else chr(10)}" if some == 0 else ""

    def _scalar(self, value: str, margin: str) -> str:
        single = "'" + value.replace("'", "''") + "'"
        styles = [json.dumps(value, ensure_ascii=False)]
        if "\n" not in value:
            styles += [single, f"{single} # said so"]
        if value == value.strip() and "\n\n" not in value and not re.search(r"\n | \n", value):
            lines = value.split("\n")
            block = "".join(f"\n{margin}{line}" for line in lines)
            styles.append(f"|-{block}")
            if len(lines) == 1:
                folded = re.sub(r"(?<=\S) (?=\S)", f"\n{margin}", value)
                styles.append(f">-\n{margin}{folded}")
        return str(self.draw(st.sampled_from(styles)))


@dataclass(frozen=True)
class File:
    """A file of records: its data, and one of the many ways to write it."""

    data: dict[str, Any]
    text: str


@st.composite
def files(draw: st.DrawFn) -> File:
    """A file of whole and valid records, every free text of them drawn."""

    def text(field: Field) -> str:
        value = draw(values)
        return value if field.sort != "words" or draw(st.booleans()) else f"{value}\n{value}"

    data: dict[str, Any] = {}
    for kind in draw(
        st.lists(st.sampled_from([k for k in KINDS if k != "event"]), min_size=1, max_size=2, unique=True)
    ):
        made = [record(kind, number, text, WORDS) for number in range(draw(st.integers(1, 2)))]
        if kind == "timeline":
            made = [{**each, "events": [record("event", n, text, WORDS)]} for n, each in enumerate(made)]
        data[vocabulary.KINDS[kind]] = made
    return File(data, Writer(draw, draw(st.integers(1, 4))).file(data) + "\n")


@st.composite
def broken(draw: st.DrawFn, sound: st.SearchStrategy[str], target: str) -> str:
    """A sound text with a few words of the dictionary put in, or parts of it taken out."""
    text = draw(sound)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        gone = draw(st.sampled_from([0, 0, 1, 3, 20]))
        text = text[:at] + draw(st.sampled_from(dictionary(target))) + text[at + gone :]
    return text


# Prose


@dataclass(frozen=True)
class PageText:
    """A sound page: how it is written, the directives in it in order, and the words of it."""

    text: str
    directives: tuple[tuple[str, str], ...] = ()
    words: tuple[str, ...] = ()


_word = st.from_regex(r"[a-zé]{1,6}", fullmatch=True).map(lambda word: f"w{word}w")
_id = st.from_regex(r"[a-z]{1,4}(-[a-z0-9]{1,3})?", fullmatch=True)
_FORMS = [
    *("{}", "*{}*", "**{}**", "`{}`", "[{}](b.md)", "{}, 5 < 6 & so", "\\*{}\\*"),
    *("[[claim:#|{}]]", "[[by:#]]{}[[/by]]", "[[editorial]]{}[[/editorial]]"),
]
_BLOCKS = [
    *("{}", "# {}", "> {}", "- {}", "1. {}", "{}\n===", "| a | b |\n|---|---|\n| {} | c |"),
    *("rows", "code", "block"),
]


@st.composite
def _inline(draw: st.DrawFn) -> PageText:
    """A run of prose on one line."""
    parts, directives, words = [], list[tuple[str, str]](), list[str]()
    for _ in range(draw(st.integers(1, 5))):
        word, id_ = draw(_word), draw(_id)
        form = draw(st.sampled_from(_FORMS))
        parts.append(form.replace("#", id_).format(word))
        words.append(word)
        if form.startswith("[["):
            name = form[2:].partition(":")[0].partition("]")[0]
            directives.append((name, id_ if "#" in form else ""))
            if "/" in form:
                directives.append((f"/{name}", ""))
        elif draw(st.booleans()):
            name = draw(st.sampled_from(["claim", "badge", "figure", "quote", "cite", "party"]))
            parts.append(f"[[{name}:{id_}]]")
            directives.append((name, id_))
    return PageText("x " + " ".join(parts), tuple(directives), tuple(words))


@st.composite
def _block(draw: st.DrawFn, depth: int = 1) -> PageText:
    form = draw(st.sampled_from([*_BLOCKS, "span"] if depth else _BLOCKS))
    if form == "code":
        return PageText("```\n[[claim:not-read]] <b>\n```")
    if form == "block":
        name, id_ = draw(st.sampled_from(sorted(vocabulary.BLOCK_DIRECTIVES))), draw(_id)
        return PageText(f"[[{name}:{id_}]]", ((name, id_),))
    if form == "span":
        inner, name = draw(_joined(_block(depth=0))), draw(st.sampled_from(["editorial", "by"]))
        id_ = draw(_id) if name == "by" else ""
        opening = f"[[{name}:{id_}]]" if id_ else f"[[{name}]]"
        ends = ((name, id_), *inner.directives, (f"/{name}", ""))
        if name in [each for each, _ in inner.directives]:  # two speakers at once
            return inner
        return PageText(f"{opening}\n\n{inner.text}\n\n[[/{name}]]", ends, inner.words)
    if form == "rows":
        return draw(_joined(_inline(), "\n"))
    inside = draw(_inline())
    return PageText(form.format(inside.text), inside.directives, inside.words)


@st.composite
def _joined(draw: st.DrawFn, part: st.SearchStrategy[PageText], between: str = "\n\n") -> PageText:
    parts = draw(st.lists(part, min_size=1, max_size=4))
    return PageText(
        between.join(each.text for each in parts),
        tuple(directive for each in parts for directive in each.directives),
        tuple(word for each in parts for word in each.words),
    )


def pages() -> st.SearchStrategy[PageText]:
    """Pages by the grammar of the manual, with nothing wrong in them."""
    return _joined(_block())
