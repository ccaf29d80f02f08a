"""Pixels: a page of one size, on which words, boxes and icons are drawn, and its bytes as a PNG.

The same bytes each time: letters are laid out one by one, without the system's own libraries for
that, and the file is packed by ourselves.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFont

from sayso import defaults, png
from sayso.shapes import Point

_FONTS: Final = tuple(
    f"source-serif-4-{script}-wght-normal.woff2" for script in ("latin", "latin-ext", "cyrillic")
)
#: No font has a letter there: what is drawn for it is what is drawn for every letter that is missing.
_NOWHERE: Final = "\ue123"
#: Icons are drawn so many times larger, then made small.
_FINER: Final = 4
#: So many steps lead from the ground to a letter.
_STEPS: Final = 15

Face = ImageFont.FreeTypeFont
Box = tuple[int, int, int, int]


class Canvas:
    """A page of few colours: each pixel is a number in `_palette`."""

    def __init__(self, width: int, height: int, colour: str) -> None:
        self._palette: list[tuple[int, ...]] = [ImageColor.getrgb(colour)[:3]]
        self._image = Image.new("L", (width, height), 0)
        self._draw = ImageDraw.Draw(self._image)

    def box(self, box: Box, colour: str) -> None:
        """A filled box, its last column and row within it."""
        self._draw.rectangle(box, fill=self._number(ImageColor.getrgb(colour)[:3]))

    def write(self, words: str, at: tuple[int, int], size: int, weight: int, colour: str, on: str) -> None:
        """One line of words; `at` is its left end on the line that letters stand on, `on` the colour
        of the ground."""
        mask = Image.new("L", (self._image.width, 2 * size), 0)
        draw, x = ImageDraw.Draw(mask), float(at[0])
        for face, run in _runs(words, size, weight):
            draw.text((x, 1.5 * size), run, font=face, fill=255, anchor="ls")
            x += face.getlength(run)
        self._put(mask, (0, at[1] - round(1.5 * size)), colour, on)

    def icon(
        self,
        icon: tuple[Iterable[Sequence[Point]], float],
        at: tuple[int, int],
        size: int,
        colour: str,
        on: str,
    ) -> None:
        """An icon in a square of `size`: its outlines, and the side of the square that they stand in."""
        outlines, side = icon
        fine, scale = size * _FINER, size * _FINER / side
        mask = Image.new("L", (fine, fine), 0)
        for outline in outlines:
            part = Image.new("L", (fine, fine), 0)
            ImageDraw.Draw(part).polygon([(x * scale, y * scale) for x, y in outline], fill=255)
            mask = ImageChops.difference(mask, part)  # what lies within another is a hole
        self._put(mask.reduce(_FINER), at, colour, on)

    def png(self) -> bytes:
        """The page as a file."""
        return png.encode(*self._image.size, self._image.tobytes(), self._palette)

    def _put(self, mask: Image.Image, at: tuple[int, int], colour: str, on: str) -> None:
        """A colour where a mask is, in steps towards that of the ground at its edges."""
        ink, ground = (ImageColor.getrgb(each)[:3] for each in (colour, on))
        numbers = [
            self._number(tuple(b + (a - b) * step // _STEPS for a, b in zip(ink, ground, strict=True)))
            for step in range(1, _STEPS + 1)
        ]
        steps = [(value * _STEPS + 127) // 255 for value in range(256)]
        there = mask.point([255 if step else 0 for step in steps])
        self._image.paste(mask.point([numbers[step - 1] if step else 0 for step in steps]), at, there)

    def _number(self, colour: tuple[int, ...]) -> int:
        if colour not in self._palette:
            self._palette.append(colour)
        return self._palette.index(colour)


def drawable(words: str) -> bool:
    """Whether the bundled font has every letter: a box in its place says less than nothing. Scripts
    that are joined, or written from right to left, are in none of its files."""
    return all(_face_of(letter, 20, 400) is not None for letter in words)


def width(words: str, size: int, weight: int) -> float:
    """How wide a line of words is."""
    return sum(face.getlength(run) for face, run in _runs(words, size, weight))


def wrapped(words: str, size: int, weight: int, room: int, most: int) -> list[str]:
    """Words in lines that are no wider than the room, at most so many; the last ends with a mark
    where something is left out."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, weight) <= room:
            lines[-1] = longer
        elif len(lines) < most:
            lines.append(word)
        else:
            lines[-1] = _ended(lines[-1], size, weight, room)
            break
    return [each if width(each, size, weight) <= room else _ended(each, size, weight, room) for each in lines]


def _ended(words: str, size: int, weight: int, room: int) -> str:
    while words and width(f"{words}…", size, weight) > room:
        words = words[:-1].rstrip()
    return f"{words}…"


def _runs(words: str, size: int, weight: int) -> list[tuple[Face, str]]:
    """Words cut where another file of the font has the letters."""
    found: list[tuple[Face, str]] = []
    for letter in words:
        face = _face_of(letter, size, weight) or _faces(size, weight)[0]
        if found and found[-1][0] is face:
            found[-1] = (face, found[-1][1] + letter)
        else:
            found.append((face, letter))
    return found


def _face_of(letter: str, size: int, weight: int) -> Face | None:
    faces = _faces(size, weight)
    return next((faces[at] for at in range(len(faces)) if _has(at, letter)), None)


@lru_cache(maxsize=5_000)
def _has(file: int, letter: str) -> bool:
    face = _faces(20, 400)[file]
    return letter == " " or _picture(face, letter) != _picture(face, _NOWHERE)


def _picture(face: Face, letter: str) -> tuple[tuple[int, int], bytes]:
    mask = face.getmask(letter)
    return mask.size, bytes(mask)


@lru_cache(maxsize=32)
def _faces(size: int, weight: int) -> tuple[Face, ...]:
    folder = defaults.folder() / "site_config" / "theme" / "assets" / "fonts"
    return tuple(_face(folder / name, size, weight) for name in _FONTS)


def _face(file: Path, size: int, weight: int) -> Face:
    face = ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.BASIC)
    face.set_variation_by_axes([weight])
    return face
