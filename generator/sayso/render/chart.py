"""A chart of the figures that measure the same thing: what is drawn where, worked out and frozen.

One row for each figure, one below the other: who says it, the figure in the source's own words,
when, how well it is confirmed, and under these words what it reaches on an axis from 0. All of
it stands inside the plot, so that a picture cut out of the page still says who claims what.

Across, everything is in percent of the plot's width and every text in px: the chart grows with
the page and its letters stay as large as they are. Down, everything is in px.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from .chart_lines import NORMAL, ROOM, SMALL, TITLE, lines, shown
from .chart_reach import KINDS, Kind, Reach
from .chart_scale import Scale, scale

#: So many rows are drawn; the table has all.
MOST_ROWS: Final = 40
#: So many rows the description tells; the table tells them all.
_MOST_TOLD: Final = 8
_LINE: Final = 16
_SMALL_LINE: Final = 14
_BAR: Final = 14
_GAP: Final = 18
_TOP: Final = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure for a chart, in words and numbers. `lead` is who says it ("A says:"), `words` the
    figure as said, `day` when, `found` how well confirmed. `hollow`: from one place alone."""

    lead: str
    words: str
    day: str
    found: str
    reach: Reach
    hollow: bool = True
    side: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """The words round the figures. `head` says what is measured, `foot` whose the chart is."""

    name: str
    title: str
    head: tuple[str, ...]
    foot: tuple[str, ...]
    #: The last words of a description that does not tell all, and words for figures too small to see.
    more: str = ""
    uneven: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words: where its letters stand, in px, and what they are (a class of chart.css)."""

    text: Markup
    y: int
    css: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch that is drawn: where it begins, how wide it is, and where it ends."""

    kind: Kind
    x: str
    width: str
    end: str


@dataclass(frozen=True, slots=True)
class Row:
    """A figure as it is drawn. `y` is the top of its bar; `marks` where its numbers stand."""

    lines: tuple[Line, ...]
    y: int
    pieces: tuple[Piece, ...]
    marks: tuple[str, ...]
    hollow: bool
    side: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart, ready to be printed. `signs` are the kinds of stretches in it, in the order in which
    they are explained; `hollow` and `solid` say which marks it has; `left_out` how many rows it
    does not draw."""

    name: str
    title: str
    description: str
    height: int
    head: tuple[Line, ...]
    rows: tuple[Row, ...]
    scale: Scale
    axis: int
    foot: tuple[Line, ...]
    signs: tuple[Kind, ...]
    hollow: bool
    solid: bool
    left_out: int


def chart(entries: Sequence[Entry], frame: Frame) -> Chart:
    """The chart of some figures that measure the same thing, in their order."""
    shown_ones = entries[:MOST_ROWS]
    axis_of = scale([entry.reach.top for entry in shown_ones], ROOM)
    y, head = _block(frame.head, _TOP, "head")
    axis = y + _SMALL_LINE + 6
    y = axis + 8
    rows = []
    for entry in shown_ones:
        row, y = _row(entry, y, axis_of)
        rows.append(row)
    told = [*frame.foot, frame.uneven] if axis_of.uneven else frame.foot
    y, foot = _block(told, y + 2, "foot")
    pieces = {piece.kind for row in rows for piece in row.pieces}
    marked = [row for row in rows if row.marks]
    return Chart(
        name=frame.name,
        title=frame.title,
        description=_description(shown_ones, frame, len(entries)),
        height=y + 4,
        head=head,
        rows=tuple(rows),
        scale=axis_of,
        axis=axis,
        foot=foot,
        signs=tuple(kind for kind in KINDS if kind in pieces),
        hollow=any(row.hollow for row in marked),
        solid=any(not row.hollow for row in marked),
        left_out=len(entries) - len(shown_ones),
    )


def _row(entry: Entry, y: int, axis: Scale) -> tuple[Row, int]:
    y += _GAP - _LINE
    written: list[Line] = []
    for text, most, css, lang in (
        (entry.lead, 3, "who", ""),
        (entry.words, 3, "said", entry.lang),
        (entry.day, 2, "note", ""),
        (entry.found, 3, "found", ""),
    ):
        small = css in ("note", "found")
        for each in lines(text, most=most, size=SMALL if small else NORMAL, bold=css == "who"):
            y += _SMALL_LINE + 1 if small else _LINE
            written.append(Line(shown(each), y, css, lang))
    y += 7
    pieces = tuple(
        Piece(
            part.kind,
            axis.x(part.start),
            axis.width(part.start, part.stop),
            axis.x(part.start if part.stop is None else part.stop),
        )
        for part in entry.reach.parts
    )
    marks = tuple(map(axis.x, entry.reach.marks))
    return Row(tuple(written), y, pieces, marks, entry.hollow, entry.side), y + _BAR + _GAP


def _block(texts: Iterable[str], y: int, css: str) -> tuple[int, tuple[Line, ...]]:
    """Some texts below each other, the first of a head in bold; and where they end."""
    written: list[Line] = []
    for number, text in enumerate(filter(None, texts)):
        first = css == "head" and number == 0
        size, step = (TITLE, _LINE) if first else (SMALL, _SMALL_LINE)
        for each in lines(text, most=4, size=size, bold=first):
            y += step
            written.append(Line(shown(each), y, "title" if first else css))
    return y, tuple(written)


def _description(entries: Sequence[Entry], frame: Frame, number: int) -> str:
    """The chart in sentences, for those who do not see it."""
    told = []
    for entry in entries[:_MOST_TOLD]:
        notes = "; ".join(filter(None, (entry.day, entry.found)))
        told.append(f"{entry.lead} {entry.words} ({notes}).")
    return " ".join([*told, *([frame.more] if number > _MOST_TOLD else []), *frame.foot])
