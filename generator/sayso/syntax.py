"""What is wrong where a YAML parser gave up, in our own words.

The two parsers of PyYAML word the same fault differently and in terms of their own
insides. They agree about the place, so the explanation is made from the place and
the text alone. Knows no YAML library.
"""

import re
from typing import Final, NamedTuple

_INDENT: Final = re.compile(r"[ \t]*")
_ITEMS: Final = re.compile(r"(?:- +)*")
_KEY_START: Final = re.compile(r"(?:- +)*[\w-]+:(?:[ \n]|\Z)")
_GLUED_KEY: Final = re.compile(r"(?:- +)*([\w-]+:)(?=[^ \t\n:/])")
_INNER_KEY: Final = re.compile(r"\n *(?:- +)*[a-z_]+:[ \n]")
_QUOTES: Final = "\"'"


class Stop(NamedTuple):
    """Where a parser gave up: offsets from 0 in the text.

    `at`: the place of the trouble. `opened`: where the bracket, quotation mark or other
    sign stands that the parser was in the middle of (-1: none). `key`: where the text
    stands whose colon it looked for (-1: none). `last`: span of the last scalar read.
    """

    at: int
    opened: int
    key: int
    last: tuple[int, int]


class Explanation(NamedTuple):
    """A finding about one span (offsets), with perhaps a second span that belongs to it."""

    code: str
    start: int
    end: int
    message: str
    hint: str
    related: tuple[tuple[int, int, str], ...] = ()


def explain(text: str, stop: Stop) -> Explanation:
    """The fault behind a parser's stop: the first of the tests below that fits."""
    for test in (_tab, _after_quotation, _escape, _open_quote, _first_character, _bracket, _colon, _line):
        if found := test(text, stop):
            return found
    start, end = stop.at, _line_end(text, stop.at)
    hint = "look for a missing quotation mark, colon or bracket on this line or the one before"
    return Explanation("SAY003", start, end, "this cannot be read as YAML", hint)


def _syntax(start: int, end: int, message: str, hint: str, *related: tuple[int, int, str]) -> Explanation:
    return Explanation("SAY003", start, end, message, hint, related)


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _line_end(text: str, at: int) -> int:
    """End of the line's visible part, at least one character on."""
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return max(at + 1, at + len(text[at:end].rstrip()))


def _tab(text: str, stop: Stop) -> Explanation | None:
    line = _line_start(text, stop.at)
    indent = _INDENT.match(text, line)
    tab = text.find("\t", line, indent.end() if indent else line)
    if tab < 0 and text[stop.at : stop.at + 1] == "\t":
        tab = stop.at
    if tab < 0 or (stop.opened >= 0 and text[stop.opened] in _QUOTES):
        return None
    return _syntax(
        tab, tab + 1, "a tab stands where only spaces may", "indent with spaces, two for each level"
    )


def _after_quotation(text: str, stop: Stop) -> Explanation | None:
    """`note: "Expel" is his word`: text goes on after the closing quotation mark."""
    start, end = stop.last
    gap = text[end : stop.at]
    if (
        end <= start
        or text[start] not in _QUOTES
        or gap.strip(" ")
        or text[stop.at : stop.at + 1] in ("", "\n")
    ):
        return None
    quote, rest = text[start], text[stop.at]
    if rest in ":,]}" and gap:
        return None
    if _INNER_KEY.search(text, start, end):
        return _unclosed_quote(text, start)
    hint = "put the whole value in single quotes, or use a block scalar (|)"
    if quote == "'":
        hint = "write an apostrophe inside single quotes twice (''), or use a block scalar (|)"
    opened = (start, start + 1, "the value begins here")
    message = "the value goes on after its closing quotation mark"
    return Explanation("SAY017", stop.at, _line_end(text, stop.at), message, hint, (opened,))


def _unclosed_quote(text: str, start: int) -> Explanation:
    hint = f"close it with {text[start]}, or leave both quotation marks out"
    return _syntax(start, start + 1, "this quotation mark is never closed, or closed too late", hint)


def _escape(text: str, stop: Stop) -> Explanation | None:
    """A backslash in double quotes that begins no escape known to YAML."""
    if stop.opened < 0 or text[stop.opened] != '"' or stop.at >= len(text):
        return None
    slash = text.rfind("\\", max(stop.opened, stop.at - 2), stop.at + 1)
    if slash < 0 or slash + 1 >= len(text):
        return None
    if text[slash + 1 : slash + 2] in ("u", "U", "x"):
        message = "this escape is no character"
        hint = "type the character itself; a backslash meant as one is written twice (\\\\)"
        return _syntax(slash, min(slash + 2, len(text)), message, hint)
    message = "in double quotes a backslash begins an escape, and this one is unknown"
    hint = "write the backslash twice (\\\\), or use single quotes"
    return _syntax(slash, min(slash + 2, len(text)), message, hint)


def _open_quote(text: str, stop: Stop) -> Explanation | None:
    if stop.opened < 0 or text[stop.opened] not in _QUOTES:
        return None
    return _unclosed_quote(text, stop.opened)


def _bracket(text: str, stop: Stop) -> Explanation | None:
    if stop.opened >= 0 and text[stop.opened] in "[{":
        bracket = text[stop.opened]
        line = _line_end(text, stop.opened)
        if stop.at < line:
            message = f"a comma or the closing bracket of '{bracket}' is missing here"
            hint = "put a comma between the parts; quote a part that has a colon, comma or bracket of its own"
            opened = (stop.opened, stop.opened + 1, "the bracket opens here")
            return _syntax(stop.at, stop.at + 1, message, hint, opened)
        close = "]" if bracket == "[" else "}"
        hint = f"close it with {close}; a text that begins with {bracket} must stand in quotation marks"
        return _syntax(stop.opened, stop.opened + 1, f"the bracket '{bracket}' is not closed", hint)
    if text[stop.at : stop.at + 1] in ("]", "}", ","):
        message = f"'{text[stop.at]}' stands where nothing was opened"
        hint = "put the whole value in quotation marks, or delete this character"
        return _syntax(stop.at, stop.at + 1, message, hint)
    return None


def _first_character(text: str, stop: Stop) -> Explanation | None:
    """A value that begins with a character that means something else to YAML."""
    for at, signs in ((_line_start(text, stop.at), "%"), (stop.opened, "%*&!|>"), (stop.at, "%@`*&!")):
        if 0 <= at < len(text) and text[at] in signs:
            message = f"a value cannot begin with '{text[at]}' like this"
            return _syntax(at, at + 1, message, "put the whole value in quotation marks")
    return None


def _colon(text: str, stop: Stop) -> Explanation | None:
    """'mapping values are not allowed here'."""
    at, line = stop.at, _line_start(text, stop.at)
    if text[at : at + 1] != ":":
        return None
    start = stop.last[0]
    begun = _line_start(text, start)
    indent = _INDENT.match(text, begun)
    glued = _GLUED_KEY.match(text, indent.end() if indent else begun)
    if not text[line:at].strip(" -"):
        return _syntax(at, at + 1, "there is no key before this colon", "write 'key: value'")
    if begun < line and start < at <= stop.last[1] + 1:
        if glued and glued.end() > start:
            return _glued(text, glued)
        message = "this line belongs to the value above it, because it is indented deeper"
        hint = "give all keys of one record the same indentation"
        return _syntax(line, at, message, hint, (start, stop.last[1], "the value begins here"))
    hint = "put the whole value in quotation marks, or use a block scalar (|)"
    message = "a colon followed by a space stands inside a value without quotation marks"
    return _syntax(at, at + 1, message, hint)


def _glued(text: str, key: re.Match[str]) -> Explanation:
    start, end = key.span(1)
    if text[end] == "\u00a0":
        hint = "replace it by an ordinary space"
        return _syntax(end, end + 1, "a no-break space stands after the colon", hint)
    return _syntax(start, end, "there is no space after the colon", "put a space after the colon")


def _line(text: str, stop: Stop) -> Explanation | None:
    """A line that fits nothing: not `key: value`, or at an odd indentation."""
    at = stop.key if stop.key >= 0 else stop.at
    line = _line_start(text, at)
    indent = _INDENT.match(text, line)
    first = indent.end() if indent else line
    if at >= len(text):
        return None
    if text[at : at + 2] in ("- ", "-\n"):
        if at > first and not _ITEMS.fullmatch(text, first, at):
            hint = "put the list on lines of its own, or quote a text that begins with a dash"
            return _syntax(at, at + 1, "a list cannot begin on the line of its key", hint)
        message = "a list item stands beside keys, or its indentation fits no list above"
        return _syntax(at, at + 1, message, "put the list under its key, all its dashes below one another")
    if at != first:
        return None
    if glued := _GLUED_KEY.match(text, first):
        return _glued(text, glued)
    if _KEY_START.match(text, first):
        message = "the indentation of this line fits no line above it"
        return _syntax(
            first, _line_end(text, first), message, "give all keys of one record the same indentation"
        )
    message = "this line is neither 'key: value' nor a list item"
    hint = "indent a text that goes on from the line above; long texts are safest as block scalars (|)"
    return _syntax(first, _line_end(text, first), message, hint)
