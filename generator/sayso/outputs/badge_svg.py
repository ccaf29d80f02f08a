"""`badges/<id>.svg`: a claim's badge as a drawing that stands alone on any page of anybody.

Words first: who says it, what we found, where it is from. The icon, the colour and the line round it
only support them. It loads nothing and follows the reader's colours; a reader of screens is told the
statement too, after who makes it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from sayso import escape, tones
from sayso.model.settings import Status
from sayso.model.standing import Standing

from .told import Told
from .widths import lines, width

_WIDEST: Final = 316
_LEFT: Final = 38
_RIGHT: Final = 14
#: So many lines one part of a badge has at most; what is longer says so, and the title has all of it.
_MOST: Final = 6
#: The longest title or description: it is for a reader of screens.
_TOLD: Final = 1000
_DASHES: Final = {"dashed": "6 4", "dotted": "2 4"}


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of text: its style's class, its size, how far it stands below the one before."""

    words: str
    name: str
    size: float
    height: int
    bold: bool = False

    @property
    def width(self) -> float:
        return width(self.words, self.size, bold=self.bold)


@dataclass(frozen=True)
class Badges:
    """Draws the badges of a site. `icon` gives an icon's SVG by its name."""

    told: Told
    icon: Callable[[str], str]

    def draw(self, standing: Standing) -> str:
        """One badge as a file."""
        rows = list(self._rows(standing))
        wide = round(max((row.width for row in rows), default=0) + _LEFT + _RIGHT)
        high = 22 + sum(row.height for row in rows)
        x = escape.xml
        words, statement = standing.badge, self.told.statement(standing.claim)
        return "".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" '
                f'viewBox="0 0 {wide} {high}" role="img" xml:lang="{x(self.told.language)}" '
                f'lang="{x(self.told.language)}"{self._turned}>',
                f"<title>{x(_cut(words))}</title><desc>{x(_cut(statement))}</desc>",
                f"<style>{tones.sheet(standing.status.colour)}</style>",
                _box(wide, high, standing.status),
                self._icon(standing.status.icon, wide - 30 if self._turned else 12),
                *_texts(rows, wide - _LEFT if self._turned else _LEFT),
                "</svg>\n",
            ]
        )

    def _rows(self, standing: Standing) -> Iterator[_Line]:
        found = f"{standing.found}{standing.disputed}{standing.caution}"
        parts = [(standing.who, "w", 14, 19, True), (found, "s", 13, 18, False)]
        if not standing.claim.open:
            parts.append((self.told.config.words.plain("embed_deprecated"), "w", 13, 18, False))
        # Where it is from, and as of when: on a line each.
        parts += [(words, "n", 11, 16, False) for words in (self.told.title, self._as_of) if words]
        for words, name, size, height, bold in parts:
            # Twice the bound is enough to see that there is more.
            cut = list(islice(lines(words[:2000], _WIDEST - _LEFT - _RIGHT, size, bold=bold), _MOST + 1))
            if len(cut) > _MOST:
                cut = [*cut[: _MOST - 1], cut[_MOST - 1][:-1] + "…"]
            yield from (_Line(line, name, size, height, bold) for line in cut)

    @property
    def _as_of(self) -> str:
        as_of = self.told.as_of
        return self.told.config.words.plain("embed_edition", edition=as_of) if as_of else ""

    @property
    def _turned(self) -> str:
        """Where the interface is read from the right, a badge begins there (SVG 2, section 11.8.2)."""
        return ' direction="rtl"' if self.told.config.words.direction == "rtl" else ""

    def _icon(self, name: str, x: int) -> str:
        return (
            self.icon(name)
            .strip()
            .replace("<svg ", f'<svg x="{x}" y="11" width="18" height="18" class="i" ', 1)
        )


def _box(wide: int, high: int, status: Status) -> str:
    """The line round it, by the status's pattern: plain, broken, dotted or double."""
    dashes = f' stroke-dasharray="{_DASHES[status.pattern]}"' if status.pattern in _DASHES else ""
    size = f'width="{wide - 2}" height="{high - 2}"'
    box = f'<rect class="b" x="1" y="1" {size} rx="7" stroke-width="1.5"{dashes}/>'
    if status.pattern == "double":
        box += f'<rect class="b" x="4" y="4" width="{wide - 8}" height="{high - 8}" rx="5" stroke-width="1"/>'
    return box


def _texts(rows: list[_Line], x: int) -> Iterator[str]:
    """The lines, from `x` on. Each is told its width, so that no other font makes it leave the box;
    letters and the gaps between them are scaled alike, or joined scripts would come apart."""
    at = 9
    for row in rows:
        at += row.height
        bold = ' font-weight="700"' if row.bold else ""
        yield (
            f'<text class="{row.name}" x="{x}" y="{at - 4}" font-size="{row.size:g}"{bold} '
            f'textLength="{row.width:.1f}" lengthAdjust="spacingAndGlyphs">{escape.xml(row.words)}</text>'
        )


def _cut(words: str) -> str:
    folded = escape.fold(words)
    return folded if len(folded) <= _TOLD else folded[: _TOLD - 1] + "…"


def path(claim_id: str) -> str:
    """The file of a claim's badge."""
    return f"badges/{claim_id}.svg"
