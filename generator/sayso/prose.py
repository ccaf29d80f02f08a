"""Contributors' Markdown pages: text and directives, with their places.

A page is read into pieces that cover it in order. A piece of text carries, beside what
was written, the same as *safe* Markdown, in which nothing of the contributor's is left
that could become a tag, an attribute or an address: every `<`, `&`, backtick, backslash,
`[`, `]` and `{` is a character reference, code is written out as HTML of our own, and
links and images are written anew from an address that `escape.safe_url` allows. So safety
does not rest on reading Markdown as the engine does; only looks do.
"""

from collections.abc import Callable
from typing import Final

from sayso import markdown_blocks, markdown_inline, safe_markdown
from sayso.diagnostics import Diagnostic, Mark, tidy
from sayso.markdown_blocks import Region
from sayso.prose_pieces import Directive, Page, Piece, Prose, SpanClose, SpanOpen, TextPiece
from sayso.prose_reader import read_region

__all__ = [
    "EXTENSIONS", "FRONT_MATTER_KEYS", "MAX_BYTES", "MAX_LINES", "MAX_MARKS", "MAX_NOTES", "MAX_PAGE_MARKS",
    "Directive", "Piece", "Prose", "SpanClose", "SpanOpen", "TextPiece",
    "neutral", "parse", "plain", "split_front_matter",
]  # fmt: skip

#: The Python-Markdown extensions that prose is converted with. None of them lets text
#: include files, set attributes or write HTML. `md_in_html` serves block spans: only
#: tags can carry its attribute, and all tags are ours. `footnotes` must stay on: without it
#: `[^1]: address` would define a link.
EXTENSIONS: Final = ("toc", "tables", "sane_lists", "footnotes", "md_in_html")

#: What the front matter of a page may say: its title (also in the navigation, unless
#: `nav_title` is shorter), a sentence for previews, its place in the navigation (a whole
#: number) and its language (BCP 47). Any other key would be an order to the engine.
FRONT_MATTER_KEYS: Final = ("title", "description", "order", "nav_title", "lang")

#: Python-Markdown's time grows faster than a page does; within these bounds any page
#: converts in less than two seconds (`tests/test_prose.py` tries the worst of each).
MAX_BYTES: Final = 200 * 1024
MAX_LINES: Final = 6_000
MAX_PAGE_MARKS: Final = 20_000  # emphasis, links, character references and so on
MAX_MARKS: Final = 2_000  # in one paragraph, list item or table row
MAX_NOTES: Final = 500  # references to footnotes


def split_front_matter(text: str) -> tuple[str | None, str, int]:
    """The YAML between a first line `---` and the next `---` or `...` (None without it),
    the body after it, and the line of the file, from 1, on which the body begins."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return None, text, 1
    for index, line in enumerate(lines[1:], start=1):
        if line.rstrip() in ("---", "..."):
            yaml = "".join(line + "\n" for line in lines[1:index])
            return yaml, "\n".join(lines[index + 1 :]), index + 2
    return None, text, 1


def parse(body: str, path: str, first_line: int = 1) -> tuple[Prose, list[Diagnostic]]:
    """The pieces of a page's body, and what is wrong with it (SAY050 to SAY053, SAY055 to SAY057).

    Never raises. A directive that is wrong stays text, so that nothing is lost.
    """
    page = Page(body.replace("\r\n", "\n").replace("\r", "\n"), path, first_line)
    too_large = _read(page)
    if too_large is not None:
        return too_large, tidy(page.found)
    return Prose(tuple(page.pieces)), tidy(page.found)


def neutral(prose: Prose, fill: Callable[[Directive | SpanOpen | SpanClose], str]) -> str:
    """The page as Markdown, `fill` giving the HTML of everything that is not text.

    Block pieces get empty lines round them. Safe as long as `fill` is.
    """
    parts = []
    for piece in prose.pieces:
        if isinstance(piece, TextPiece):
            parts.append(piece.safe)
        else:
            parts.append(f"\n\n{fill(piece)}\n\n" if piece.block else fill(piece))
    return "".join(parts)


def plain(prose: Prose) -> str:
    """What a reader reads of the page's own text, for counting words: no code blocks, no
    marks, no records; of directives only the editor's own words. One line for each
    paragraph, list item, heading or table row."""
    parts = []
    for piece in prose.pieces:
        if isinstance(piece, Directive):
            parts.append(piece.own_words.replace("*", ""))
        elif isinstance(piece, TextPiece) and piece.kind != "code":
            parts.append(("\n" if piece.starts else "") + piece.words)
    lines = ("".join(parts)).split("\n")
    return "\n".join(words for line in lines if (words := " ".join(line.split())))


def _read(page: Page) -> Prose | None:
    """Read all of the page; where it is too large, that page instead."""
    size = len(page.body.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        return _unread(page, 0, f"the page has {size / 1024:.0f} KiB; {MAX_BYTES // 1024} are the most")
    if len(page.starts) > MAX_LINES:
        return _unread(page, 0, f"the page has {len(page.starts)} lines; {MAX_LINES} are the most")
    blocks = markdown_blocks.read(page.body)
    if blocks.too_deep:
        depth = markdown_blocks.MAX_DEPTH
        message = f"lists and quotations stand more than {depth} deep in one another"
        return _unread(page, page.starts[blocks.too_deep - 1], message)
    if blocks.too_long:
        message = f"more than {markdown_blocks.MAX_LINES} lines follow one another without an empty line"
        return _unread(page, page.starts[blocks.too_long - 1], message)
    context = markdown_inline.Context(
        lambda name: blocks.definitions.get(markdown_blocks.label(name)), blocks.notes, safe_markdown.allowed
    )
    for line in blocks.repeated:
        name = line.text.partition("]")[0].strip(" [^")
        message = f"the footnote [^{name}] stands here a second time; only one of the two would be shown"
        mark = page.mark(line.start, line.start + len(line.text.partition("]:")[0]) + 1)
        page.report("SAY057", message, mark, "give one of them another name, and change what refers to it")
    total = notes = 0
    for region, after in zip(blocks.regions, [*blocks.regions[1:], None], strict=True):
        start, end = region.lines[0].start, after.lines[0].start if after else len(page.body)
        if region.kind != "text":
            if end > start:
                page.pieces.append(_whole(page, region, end))
            continue
        first = len(page.pieces)
        notes += read_region(page, region, context, end)
        marks = sum(_marks(piece) for piece in page.pieces[first:])
        total += marks
        for count, most, what in (
            (marks, MAX_MARKS, "a paragraph has more than {} marks"),
            (total, MAX_PAGE_MARKS, "the page has more than {} marks"),
            (notes, MAX_NOTES, "the page refers to footnotes more than {} times"),
        ):
            if count > most:
                return _unread(page, start, what.format(most))
    page.end_of_page()
    return None


def _marks(piece: Piece) -> int:
    """What the piece costs Python-Markdown; what will stand for a directive is guessed at."""
    return safe_markdown.marks(piece.safe) if isinstance(piece, TextPiece) else 4


def _whole(page: Page, region: Region, end: int) -> TextPiece:
    """A region that shows its lines as they stand (code), or nothing."""
    first = region.lines[0]
    text, mark = page.body[first.start : end], page.mark(first.start, end)
    if region.kind == "gap":
        return TextPiece(text, "\n" * text.count("\n"), "", mark, "gap")
    safe = safe_markdown.code_block(region.code, first.text[: first.indent], region.nested)
    return TextPiece(text, safe, "", mark, "code", starts=True)


def _unread(page: Page, at: int, message: str) -> Prose:
    """The page as one piece: converting it would take the site's engine too long."""
    page.found.clear()
    page.report(
        "SAY055", message, Mark(page.path) if at == 0 else page.mark(at, at + 1), "split it into several"
    )
    piece = TextPiece(page.body, "", "", page.mark(0, len(page.body)), starts=True)
    return Prose((piece,), too_large=True)
