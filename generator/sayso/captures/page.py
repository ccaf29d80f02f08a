"""A captured page to the text that a reader of it sees.

The page is read as a browser reads it (selectolax's lexbor). Blocks, line breaks and cells part
words; other markup does not, so that `Kurs<b>k</b>` is one word. What a reader cannot see does
not count: see `sayso.captures.sight`. A closed `<details>` counts, since a reader can open it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from .sight import BLOCKS, Sight, sight
from .styles import Sheets, sheets_of

#: Deeper pages, and elements with more attributes, take the parser time that grows with the square.
MOST_DEEP: Final = 5_000
MOST_ATTRIBUTES: Final = 1_000
_TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)([^<>]*)")
_TOKEN: Final = re.compile(r"\"[^\"]*\"|'[^']*'|[^\s\"']+")
_VOID: Final = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_NOSCRIPT: Final = re.compile(r"</noscript[^<>]{0,100}>?", re.IGNORECASE)
_MARKER: Final = re.compile("\ue000([0-9]+)\ue001")


def too_much(html: str) -> str:
    """Why a page cannot be read in good time; "" where it can."""
    depth = deepest = 0
    for slash, name, rest in _TAG.findall(html):
        if len(rest) > 4_000 and len(_TOKEN.findall(rest)) > MOST_ATTRIBUTES:
            return f"one of its elements has more than {MOST_ATTRIBUTES:,} attributes"
        if name.lower() not in _VOID and not rest.endswith("/"):
            depth = max(0, depth - 1) if slash else depth + 1
            deepest = max(deepest, depth)
    return f"its elements nest deeper than {MOST_DEEP:,} levels" if deepest > MOST_DEEP else ""


def text_of(html: str) -> tuple[str, bool]:
    """The text that a reader sees, and whether more style rules are in the page than are read."""
    page = LexborHTMLParser(html)
    sheets = Sheets(page, sheets_of(page))
    return "".join(_texts(page, sheets)), sheets.cut


def scripted(html: str) -> str:
    """The page without what a browser shows only where scripts are off. The parser takes them to
    be off, and there a text in the head's `<noscript>` would begin the body."""
    if "<noscript" not in html.lower():
        return html
    kept: list[str] = []
    at = 0
    while (begin := html.find("<", at)) >= 0:
        end = _tag_end(html, begin)
        if html[begin + 1 : begin + 9].lower() != "noscript":
            kept.append(html[at:end])
            at = end
            continue
        kept.append(html[at:begin])
        close = _NOSCRIPT.search(html, end)
        at = close.end() if close else len(html)
        kept.append("\n" * html.count("\n", begin, at))  # so that lines are counted as before
    return "".join([*kept, html[at:]])


def _texts(page: LexborHTMLParser, sheets: Sheets) -> Iterator[str]:
    """The texts in order, with a line end wherever something stands apart. Walks without
    recursion: how deep a page is, is the page's affair."""
    node: LexborNode | None = page.root
    above: list[tuple[Sight, bool]] = [(Sight(), True)]
    while node is not None:
        if node.is_text_node:
            if above[-1][0].seen:
                yield node.text_content or ""
        elif node.is_element_node and node.tag:
            initial = node.tag not in BLOCKS and _is_initial(node)
            seen, apart = sight(node.tag, node.attributes, node.mem_id, sheets, above[-1][0], initial=initial)
            if apart:
                yield "\n"
            child = None if seen.gone else node.first_child
            if child is not None:
                above.append((seen, apart))
                node = child
                continue
            if apart:
                yield "\n"
        while node is not None and node.next is None:
            node = node.parent
            if len(above) > 1 and above.pop()[1]:
                yield "\n"
        node = node.next if node is not None else None


def _is_initial(node: LexborNode) -> bool:
    """Whether an element holds the first letter of a word and nothing else, but for a quotation
    mark before it."""
    child = node.first_child
    if child is None or child.next is not None or not child.is_text_node:
        return False
    text = _MARKER.sub("", child.text_content or "")
    return len(text) <= 2 and text[-1:].isalpha() and not text[:-1].isalnum()


# On which line of the file a passage stands


def lines_of(html: str, text: str, *, marked: bool = False) -> Sequence[tuple[int, int]]:
    """(offset in the text, line of the file) for each line on which text begins.

    The page is read again with marks put into it (`marked`: they are in it already). Where they
    would change what is read, nothing is told rather than something wrong.
    """
    if not marked and ("\ue000" in html or "\ue001" in html):
        return ()
    page = LexborHTMLParser(html if marked else "".join(_marked(html)))
    sheets = Sheets(page, sheets_of(page))
    told = "".join(_texts(page, sheets))
    found: list[tuple[int, int]] = []
    shorter = 0
    for mark in _MARKER.finditer(told):
        found.append((mark.start() - shorter, int(mark[1])))
        shorter += mark.end() - mark.start()
    return found if _MARKER.sub("", told) == text else ()


def marked_end(text: str) -> tuple[list[int], str]:
    """Markdown with its line's number before the last letter of each line, and the lines that
    have one. There a mark changes neither headings nor lists nor tables."""
    if "\ue000" in text or "\ue001" in text:
        return [], text
    numbers, lines = [], text.split("\n")
    for number, line in enumerate(lines):
        at = next((at for at in range(len(line) - 1, max(-1, len(line) - 40), -1) if line[at].isalnum()), -1)
        if at >= 0:
            numbers.append(number + 1)
            lines[number] = f"{line[:at]}\ue000{number + 1}\ue001{line[at:]}"
    return numbers, "\n".join(lines)


def _marked(html: str) -> Iterator[str]:
    """The page with its line's number before each text."""
    at, line, size = 0, 1, len(html)
    while at < size:
        if html[at] == "<":
            end = _tag_end(html, at)
            line += html.count("\n", at, end)
            yield html[at:end]
        else:
            end = html.find("<", at)
            end = size if end < 0 else end
            for number, piece in enumerate(html[at:end].split("\n")):
                bare = piece.lstrip(" \t\r")
                head = piece[: len(piece) - len(bare)]
                yield (
                    ("\n" if number else "") + head + (f"\ue000{line + number}\ue001" if bare else "") + bare
                )
            line += html.count("\n", at, end)
        at = end


def _tag_end(html: str, at: int) -> int:
    """Where what begins with `<` ends: a comment, a script or a sheet as a whole, else the tag."""
    if html.startswith("<!--", at):
        end = html.find("-->", at)
        return len(html) if end < 0 else end + 3
    end = html.find(">", at)
    if end < 0:
        return len(html)
    for name in ("script", "style", "title", "textarea", "template"):
        if html[at + 1 : at + 1 + len(name)].lower() == name:
            close = re.compile(f"</{name}", re.IGNORECASE).search(html, end)
            return close.start() if close else len(html)
    return end + 1
