"""Contributors' inline marks written anew as Markdown that can do nothing else.

Emphasis marks, table bars and the like stay as written: they make elements without
attributes. Whatever could begin a tag, an attribute or an address is a character
reference here, or was written by us from parts that were judged.
"""

import re
from typing import Final

from sayso import escape
from sayso.markdown_inline import Token

# Read by Markdown, HTML, or an extension of either, as more than emphasis and structure.
_ACTIVE = re.compile(r"[<&`\[\]{\\]|/(?=//)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_EMPHASIS = re.compile(r"\*+|(?<![^\W_])_+|_+(?![^\W_])")
# What Markdown's inline reader has to work for: the marks that a page is measured by.
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


def token(found: Token, written: str) -> str:
    """The token as safe Markdown; `written` is what it covers."""
    match found.kind:
        case "text" | "refused" | "clash" | "broken" | "entity" if not written.startswith("<"):
            return text(written)
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
