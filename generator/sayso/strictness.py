"""What YAML allows and Sayso does not, as far as it can be seen in the text around an event.

Each function reports into `Findings` and says what the reader should go on with.
All offsets are code points from 0. Knows no YAML library.
"""

import re
from typing import Final

from sayso.characters import describe, refused, replace_refused
from sayso.text import Findings

MAX_FIELD_BYTES: Final = 1 << 16

_ODD: Final = re.compile(r"[#?&!\\<>|]")
_COMMENT: Final = re.compile(r"[ \t]*(\n *)?#([^\n]*)")
_GLUED_COMMENT: Final = re.compile(r"[|>][-+0-9]{0,2}#")
_DIRECTIVE: Final = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*(%)[^\n]*")
_PROPERTY: Final = re.compile(r"(!<[^>\s]*>|[&!][^\s,\[\]{}]*)(?:[ \t\n]+(?:#[^\n]*)?)*")
_REST: Final = re.compile(r"(?:[ \t\n]+|#[^\n]*|(?<=\n)\.\.\.(?=[ \t\n]|\Z))*")
_ESCAPE: Final = re.compile(r"\\(?:x(?P<x>..)|u(?P<u>....)|U(?P<U>.{8})|(?P<one>.))", re.DOTALL)
_ESCAPED: Final = dict(zip("0abvfreNLP", "\0\a\b\v\f\r\x1b\x85\u2028\u2029", strict=True))


def next_odd(text: str, start: int, known: int = -1) -> int:
    """Where the next thing begins of which one of the checks below may have something to say.

    A comment, with the blanks before it, an explicit key, an anchor, a tag, an escape, a
    merge key, a block scalar; one past the text's end where none comes. `known` is the last
    answer, which holds while it lies ahead: to look anew each time would take too long.
    """
    if known > start:
        return known
    found = _ODD.search(text, start)
    if not found:
        return len(text) + 1
    at = found.start()
    return start + len(text[start:at].rstrip()) if text[at] == "#" else at


def without_directives(text: str, findings: Findings) -> str:
    """`text` with the `%` lines at its beginning made into comments, each reported."""
    at = 0
    parts: list[str] = []
    while found := _DIRECTIVE.match(text, at):
        start, end = found.start(1), found.end()
        findings.add("SAY003", start, end, "YAML directives (%...) are not used here", "delete this line")
        parts += text[at:start], "#", text[start + 1 : end]
        at = end
    return "".join([*parts, text[at:]]) if parts else text


def after_document(text: str, at: int, explicit: bool, findings: Findings) -> int:
    """Look at what follows the document's end. Out: where a syntax error stands, or -1."""
    found = _REST.match(text, at)
    rest = found.end() if found else at
    if rest >= len(text):
        return -1
    if text.startswith("---", rest) or explicit or "..." in text[at:rest]:
        hint = "put what follows into a file of its own, or delete this line"
        findings.add("SAY009", rest, rest + 3, "a second document begins here; it is not read", hint)
        return -1
    return rest


def skip_properties(text: str, start: int, end: int, findings: Findings) -> int:
    """Report the anchor and tag that `start` points to. Out: where the value itself begins.

    `end` is the end of the value, where it is known, else the text's.
    """
    for _ in range(2):
        found = _PROPERTY.match(text, start, end)
        if not found:
            break
        span = found.span(1)
        sign = text[span[0]]
        code, what = ("SAY005", "anchors (&name)") if sign == "&" else ("SAY007", "tags (!name)")
        hint = f"delete it; a text that begins with {sign} must stand in quotation marks"
        findings.add(code, *span, f"YAML {what} are not used here", hint)
        start = found.end()
    return start


def check_comment(text: str, value: str, start: int, end: int, key_start: int, findings: Findings) -> None:
    """Report a comment that cuts short the plain scalar at `start`..`end` (rule: see `source`).

    `key_start`: where the value's key begins, -1 in a list.
    """
    found = _COMMENT.match(text, end)
    if not found:
        return
    comment = found[2]
    glued = comment[:1] not in ("", " ", "\t", "#")
    words = len(value.split(None, 1)) > 1
    if found[1] is None:
        cuts = glued or words
    else:
        own = _column(text, key_start) + 1 if key_start >= 0 else _column(text, start) - 1
        cuts = glued and words and comment[0] != "!" and len(found[1]) - 1 >= own
    if not cuts:
        return
    hint = "put the value in quotation marks or use a block scalar (|)"
    hint += "; put a comment on a line of its own" if words else "; a comment begins with '# '"
    at = found.start(2) - 1
    stop = at + len(text[at : found.end()].rstrip())
    message = "'#' begins a comment here, so these words are lost to the value"
    findings.add("SAY016", at, stop, message, hint)


def glued_comment(text: str, start: int) -> int:
    """Where a `#` follows a block scalar's sign at once (`|#1`), which only libyaml accepts; else -1."""
    found = _GLUED_COMMENT.match(text, start)
    return found.end() - 1 if found else -1


def check_escapes(text: str, value: str, start: int, end: int, findings: Findings) -> str:
    """Report refused characters that the double-quoted scalar `value` spells as escapes.

    Out: the value with U+FFFD in their places.
    """
    found = refused(value)
    if not found:
        return value
    characters = set().union(*(run for _, run in found))
    heap = False
    for escape in _ESCAPE.finditer(text, start, end):
        if (character := meaning(escape)) in characters:
            code, message, hint = describe(character)
            if code == "SAY018" and heap:
                continue  # a heap of marks is one fault, each of them for itself is none
            heap = heap or code == "SAY018"
            findings.add(code, *escape.span(), f"{message}, as an escape", hint)
    return replace_refused(value, found)


def check_length(value: str, start: int, end: int, findings: Findings) -> None:
    """Report a value of more than 64 KiB."""
    size = len(value.encode("utf-8", "surrogatepass"))
    if size > MAX_FIELD_BYTES:
        message = f"this value has {size:,} bytes; {MAX_FIELD_BYTES:,} are allowed"
        findings.add("SAY012", start, end, message, "shorten it, or divide it")


def bad_escape(text: str, start: int, end: int) -> int:
    """Where, from `start` to `end`, an escape stands for half a surrogate pair; -1 if nowhere."""
    for escape in _ESCAPE.finditer(text, start, end):
        if "\ud800" <= meaning(escape) <= "\udfff":
            return escape.start()
    return -1


def meaning(escape: re.Match[str]) -> str:
    """The character that an escape stands for; "" where it is none that could be refused."""
    if escape["one"]:
        return _ESCAPED.get(escape["one"], "")
    try:
        point = int(escape["x"] or escape["u"] or escape["U"], 16)
        return chr(point)
    except (ValueError, OverflowError):
        return ""


def _column(text: str, at: int) -> int:
    return at - text.rfind("\n", 0, at) - 1
