"""Contributors' inline marks written anew as Markdown that can do nothing else.

Emphasis marks, table bars and the like stay as written: they make elements without
attributes. Whatever could begin a tag, an attribute or an address is a character
reference here, or was written by us from parts that were judged.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from sayso import escape
from sayso.markdown_inline import Token

# Read by Markdown, HTML, or an extension of either, as more than emphasis and structure.
_ACTIVE = re.compile(r"[<&`\[\]{\\]|/(?=//)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_EMPHASIS = re.compile(r"\*+|(?<![^\W_])_+|_+(?![^\W_])")
_MARK_OR_END = re.compile(rf"\n|{_EMPHASIS.pattern}")
_SPACED = re.compile(r"\s*+(?P<word>\S++)\s*+")
# What Markdown's inline reader has to work for: the marks that a page is measured by.
_STARS = re.compile(r"\*+|\|")
_DEAD = re.compile(r"([*_])")
# An underscore that is not inside a word, and two of them that hold neither kind of mark.
_LINE = re.compile(r"(?<![^\W_])_+|_+(?![^\W_])")
_UNDERLINED = re.compile(r"(?<![\w_])(_{1,3})(?=[^\s_])[^*_]*(?<=[^\s_])\1(?![\w_])")
#: The tokens in which emphasis is read, and how deep it nests.
_READ_ON: Final = ("text", "refused", "clash", "broken", "entity")
_NESTED: Final = 3
_MARKS = re.compile(r"[&*_<\[]")
_NAMES: Final = {"<": "&lt;", "&": "&amp;"}


def allowed(address: str, image: bool) -> bool:
    """Whether a link may lead there, or an image be taken from there (only from this site)."""
    if not escape.safe_url(address):
        return False
    return not image or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", address) is None


def text(written: str) -> str:
    """Text as written, emphasis still read."""
    return _ACTIVE.sub(lambda m: _NAMES.get(m[0], f"&#{ord(m[0])};"), _CONTROL.sub("\ufffd", written))


def crossed(tokens: Sequence[Token], joined: str, row: bool = False) -> set[int]:
    """Where in the text marks of emphasis stand that begin or end none, or cross another.

    They are shown as written. Python-Markdown would lose the letter behind some of them
    (`*a**b*c` has no c), or tell its own marks. Emphasis stays within a link and within a
    cell of a table.
    """
    dead: set[int] = set()
    if not joined.strip("* \t\n"):
        return dead  # a ruler
    outside: list[list[re.Match[str]]] = []
    waiting: list[re.Match[str]] = []
    for found in tokens:
        if found.kind == "open":
            outside.append(waiting)
            waiting = []
        elif found.kind == "close" and outside:
            dead.update(_places(waiting))
            waiting = outside.pop()
        elif found.kind in _READ_ON:
            for run in _STARS.finditer(joined, found.start, found.end):
                if run[0] == "|":
                    dead.update(_places(waiting) if row else ())
                    waiting = [] if row else waiting
                else:
                    _pair(run, joined, waiting, dead)
    for left in (waiting, *outside):
        dead.update(_places(left))
    return dead | _underscores(tokens, joined)


def _underscores(tokens: Sequence[Token], joined: str) -> set[int]:
    """Where underscores stand that Python-Markdown could pair across other marks: all but
    those inside words, which nobody reads, and pairs with neither kind of mark between."""
    dead: set[int] = set()
    for found in tokens:
        if found.kind in _READ_ON and "_" in joined[found.start : found.end]:
            dead.update(_places(_LINE.finditer(joined, found.start, found.end)))
            for pair in _UNDERLINED.finditer(joined, found.start, found.end):
                dead.difference_update(range(*pair.span(1)), range(pair.end() - len(pair[1]), pair.end()))
    return dead


def _pair(run: re.Match[str], joined: str, waiting: list[re.Match[str]], dead: set[int]) -> None:
    """Read a run of asterisks: it ends what waits, or waits itself, or is text."""
    before, after = joined[run.start() - 1 : run.start()] or " ", joined[run.end() : run.end() + 1] or " "
    length = len(run[0])
    if not before.isspace():
        for at in range(len(waiting) - 1, max(-1, len(waiting) - 1 - _NESTED), -1):
            if len(waiting[at][0]) == length:
                dead.update(_places(waiting[at + 1 :]))
                del waiting[at:]
                return
    if after.isspace() or length > _NESTED:
        dead.update(range(*run.span()))
    else:
        waiting.append(run)


def _places(runs: Iterable[re.Match[str]]) -> set[int]:
    return {at for run in runs for at in range(*run.span())}


def token(found: Token, written: str, dead: AbstractSet[int] = frozenset()) -> str:
    """The token as safe Markdown; `written` is what it covers. The marks of emphasis
    at the `dead` offsets are text."""
    match found.kind:
        case "text" | "refused" | "clash" | "broken" | "entity" if not written.startswith("<"):
            if not dead:
                return text(written)
            parts = _DEAD.split(written)
            at, told = found.start, []
            for part in parts:
                told.append(f"&#{ord(part)};" if part in ("*", "_") and at in dead else text(part))
                at += len(part)
            return "".join(told)
        case "code":
            return f"<code>{escape.text(found.value)}</code>"
        case "open":
            return "["
        case "image":
            return f"![{escape.text(found.words)}]({_target(found.value, found.title)})"
        case "auto":
            return f'<a href="{escape.href(found.value)}">{escape.text(found.words)}</a>'
        case "note":
            return f"[^{found.value}]"
        case "literal" if len(written) == 2 and written[0] == "\\":
            return str(escape.text(written[1]))
        case _:
            return str(escape.text(written))


def closing(opened: Token) -> str:
    """The end of a link, with its address."""
    return f"]({_target(opened.value, opened.title)})"


def words(found: Token, written: str) -> str:
    """What a reader reads of the token."""
    match found.kind:
        case "code":
            return found.value
        case "image" | "auto":
            return found.words
        case "note" | "open" | "close":
            return ""
        case "literal" if len(written) == 2 and written[0] == "\\":
            return written[1]
        case "text":
            return _EMPHASIS.sub("", written)
        case _:
            return written


def read_parts(written: str) -> Iterator[tuple[int, str]]:
    """What a reader reads of a token of text, with its offsets: without marks of emphasis,
    in parts that end with their lines."""
    at = 0
    for mark in (*_MARK_OR_END.finditer(written), None):
        end = len(written) if mark is None else mark.end() if mark[0] == "\n" else mark.start()
        if end > at:
            yield at, written[at:end]
        at = len(written) if mark is None else mark.end()


def verbatim_parts(found: Token, written: str) -> Iterator[tuple[int, str, int]]:
    """The same of a token that is no text: (offset, words, how many characters they take). Code,
    and what stands for an image, word by word, where each word is shown as written."""
    shown = words(found, written)
    parts, at = [], 0
    for each in _SPACED.finditer(shown) if found.kind in ("code", "image") else ():
        at = written.find(each["word"], at)
        if at < 0:
            break
        parts.append((at - each.start("word") + each.start(), each[0], len(each[0])))
        at += len(each["word"])
    yield from parts if parts and at >= 0 else [(0, shown, len(written))]


def code_block(code: str, prefix: str, nested: bool) -> str:
    """A block of code. In a list or quotation it must stay on one line."""
    inner = str(escape.preformatted(code))
    if nested:
        return f"{prefix}<pre><code>{inner.replace(chr(10), '&#10;')}</code></pre>\n"
    return f"\n<pre><code>{inner}</code></pre>\n\n"


def marks(safe: str) -> int:
    """How many marks Markdown's inline reader meets in the safe text."""
    return len(_MARKS.findall(safe))


def _target(address: str, title: str) -> str:
    """The inside of a link's round brackets. Percent signs for what would end it."""
    plain = re.sub(r"[^\w/.:;,?=%#@+&~-]", _percent, address).replace("&", "&amp;")
    return f'{plain} "{escape.text(title)}"' if title else plain


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace"))
