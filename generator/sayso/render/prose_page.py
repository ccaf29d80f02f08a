"""An editors' page: its own Markdown made safe, with records in place of the directives."""

from collections.abc import Callable

from markupsafe import Markup

from sayso.model.ledger import ProsePage
from sayso.phrases import Phrases
from sayso.prose import Directive, SpanClose, SpanOpen, TextPiece, neutral

#: What makes the HTML of a directive: (word, id, the editor's own words, block) -> HTML.
Fill = Callable[[str, str, str, bool], str]


def body_of(page: ProsePage, fill: Fill, words: Phrases) -> str:
    """The page as Markdown in which nothing of the contributor's is active."""
    open_spans: list[SpanOpen] = []

    def replace(piece: Directive | SpanOpen | SpanClose) -> str:
        if isinstance(piece, Directive):
            return fill(piece.word, piece.id, piece.own_words, piece.block)
        if isinstance(piece, SpanOpen):
            open_spans.append(piece)
            return _opened(piece, words)
        return _closed(piece, open_spans.pop() if open_spans else None, fill)

    return neutral(page.prose, replace)


def _opened(piece: SpanOpen, words: Phrases) -> str:
    if piece.word == "by":
        return '<div class="sy-by" markdown="1">' if piece.block else '<span class="sy-by">'
    if piece.block:
        label = words("prose_own_words")
        return f'<div class="sy-editorial" markdown="1">\n<p class="sy-label">{label}</p>\n'
    return f'<span class="sy-editorial"><span class="sy-label">{words("prose_own_words_here")}</span> '


def _closed(piece: SpanClose, opened: SpanOpen | None, fill: Fill) -> str:
    if piece.word == "by" and opened is not None:
        badge = fill("badge", opened.id, "", False)
        return f'<p class="sy-by__who">{badge}</p>\n</div>' if piece.block else f"</span> {badge}"
    return "</div>" if piece.block else "</span>"


def opening(body: str) -> tuple[Markup, Markup]:
    """A page's Markdown up to its first heading of the second level, and from there on: what a
    reader is told first. All of it is the opening where there is no such heading, or where the first
    stands within a block of ours, which would be cut in two."""
    start, heading, rest = f"\n{body}".partition("\n## ")
    if not heading or start.count("<div") != start.count("</div"):
        return Markup(body), Markup("")
    return Markup(start), Markup(heading.lstrip("\n") + rest)


def has_heading(page: ProsePage) -> bool:
    """Whether the page begins with a heading of the first level of its own."""
    for piece in page.prose.pieces:
        if isinstance(piece, TextPiece):
            if piece.kind == "heading":
                return not piece.text.lstrip().startswith("##")
            if piece.words.strip():
                return False
        else:
            return False
    return False
