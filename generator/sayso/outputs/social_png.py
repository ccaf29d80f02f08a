"""The picture that stands beside a link to a page elsewhere: one for the site, one for each badge.

It never has a statement in it: a picture is seen without its page. Open Graph wants an absolute
address of it, so there are pictures only where the site's own is known.
"""

from collections.abc import Callable, Iterator
from typing import Final

from sayso import raster
from sayso.model.settings import Config, Status
from sayso.raster import Canvas
from sayso.shapes import NoShape, polygons
from sayso.tones import INK, SMALL, TONES

FOLDER: Final = "assets/social"
SITE: Final = "site"
#: What Open Graph's readers ask for.
SIZE: Final = (1200, 630)
_EDGE: Final = 84
_ROOM: Final = SIZE[0] - 2 * _EDGE
_PAPER: Final = "#fdfcf9"


def path(name: str) -> str:
    """The file of a status's picture (by its `css`), or of the site's own."""
    return f"{FOLDER}/{name}.png"


def files(config: Config, title: str, icon: Callable[[str], str]) -> Iterator[tuple[str, bytes]]:
    """Every picture, by its file. `icon` gives the drawing of an icon by its name."""
    yield path(SITE), _site(config, title)
    for status in config.rubric.statuses:
        yield path(status.css), _status(title, status, icon(status.icon))


def _page(title: str) -> Canvas:
    page = Canvas(*SIZE, _PAPER)
    page.box((0, 0, SIZE[0] - 1, 17), INK[0])
    if title and raster.drawable(title):
        page.write(raster.wrapped(title, 34, 600, _ROOM, 1)[0], (_EDGE, 104), 34, 600, INK[0], _PAPER)
        page.box((_EDGE, 130, SIZE[0] - _EDGE - 1, 131), "#dedad0")
    return page


def _lines(page: Canvas, words: str, top: int, size: int, weight: int, colour: str, most: int) -> int:
    """Words in lines from `top` on; where the next may begin."""
    if not raster.drawable(words):
        return top
    for line in raster.wrapped(words, size, weight, _ROOM, most):
        page.write(line, (_EDGE, top + size), size, weight, colour, _PAPER)
        top += round(size * 1.28)
    return top


def _site(config: Config, title: str) -> bytes:
    page = _page("")
    top = _lines(page, title, 120, 76, 700, INK[0], 3) if title else 120
    _lines(page, config.words.plain("frame_about"), max(top + 30, 300), 38, 400, SMALL[0], 4)
    return page.png()


def _status(title: str, status: Status, drawing: str) -> bytes:
    page = _page(title)
    tone = TONES[status.colour]
    words = f"{status.short[:1].upper()}{status.short[1:]}"
    if not raster.drawable(words):
        words = ""
    text = raster.wrapped(words, 62, 700, _ROOM - 190, 1)[0] if words else ""
    right = _EDGE + 142 + (round(raster.width(text, 62, 700)) + 34 if text else 0)
    box = (_EDGE, 190, right, 318)
    page.box(box, tone.soft)
    _border(page, box, status.pattern, tone.ink)
    try:
        page.icon(polygons(drawing), (_EDGE + 36, 219), 70, tone.ink, tone.soft)
    except NoShape:
        page.box((_EDGE + 56, 239, _EDGE + 86, 269), tone.ink)
    page.write(text, (_EDGE + 138, 276), 62, 700, tone.ink, tone.soft)
    _lines(page, status.meaning, 366, 38, 400, INK[0], 4)
    return page.png()


def _border(page: Canvas, box: tuple[int, int, int, int], pattern: str, colour: str) -> None:
    """The badge's own border, so that it is told without colours."""
    left, top, right, bottom = box
    if pattern == "double":
        for inset in (0, 12):
            _frame(page, (left + inset, top + inset, right - inset, bottom - inset), 4, (1, 0), colour)
    else:
        _frame(page, box, 6, {"dashed": (26, 16), "dotted": (6, 10)}.get(pattern, (1, 0)), colour)


def _frame(
    page: Canvas, box: tuple[int, int, int, int], thick: int, dash: tuple[int, int], colour: str
) -> None:
    left, top, right, bottom = box
    on, off = dash
    for x in range(left, right + 1, on + off):
        end = min(x + on - 1, right)
        page.box((x, top, end, top + thick - 1), colour)
        page.box((x, bottom - thick + 1, end, bottom), colour)
    for y in range(top, bottom + 1, on + off):
        end = min(y + on - 1, bottom)
        page.box((left, y, left + thick - 1, end), colour)
        page.box((right - thick + 1, y, right, end), colour)
