"""The outline of an icon, as polygons: the path data of SVG 2, section 9, cut into straight lines."""

import math
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

Point = tuple[float, float]

_D: Final = re.compile(r"""<path\b[^<>]{0,2000}?\bd=["']([^"'<>]{1,20000})["']""")
_BOX: Final = re.compile(r"""\bviewBox=["']0 0 (\d{1,4}) (\d{1,4})["']""")
_TOKEN: Final = re.compile(r"([MmLlHhVvCcSsQqAaZz])|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)|[\s,]+")
#: How many numbers each command takes.
_TAKES: Final = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "A": 7, "Z": 0}
#: So many straight lines stand for a curve.
_STEPS: Final = 24


class NoShape(ValueError):
    """A drawing that is no icon of this kind. The message says why."""


def polygons(svg: str) -> tuple[list[list[Point]], float]:
    """The closed lines of all paths in a drawing, and the side of the square that they stand in.

    Where one lies within another it is a hole. Raises `NoShape`.
    """
    box = _BOX.search(svg)
    if box is None:
        raise NoShape("it has no viewBox that begins at 0 0")
    found = [line for d in _D.findall(svg) for line in _outlines(d)]
    if not found:
        raise NoShape("it has no path")
    return found, float(max(int(box[1]), int(box[2])))


def _outlines(d: str) -> Iterator[list[Point]]:
    pen, start, line = (0.0, 0.0), (0.0, 0.0), list[Point]()
    handle: Point | None = None
    for command, numbers in _commands(d):
        name, relative = command.upper(), command.islower()
        origin = pen if relative else (0.0, 0.0)
        if name in "MZ":
            if len(line) > 2:
                yield line
            pen = start if name == "Z" else (origin[0] + numbers[0], origin[1] + numbers[1])
            start, line, handle = pen, [pen], None
            continue
        points, handle = _drawn(name, numbers, pen, origin, handle)
        line += points
        pen = points[-1]
    if len(line) > 2:
        yield line


def _drawn(
    name: str, numbers: list[float], pen: Point, origin: Point, handle: Point | None
) -> tuple[list[Point], Point | None]:
    """The points to which a command leads, and the handle that a smooth curve after it mirrors."""
    if name == "H":
        return [(origin[0] + numbers[0], pen[1])], None
    if name == "V":
        return [(pen[0], origin[1] + numbers[0])], None
    if name == "A":
        end = (origin[0] + numbers[5], origin[1] + numbers[6])
        return _arc(pen, end, (numbers[0], numbers[1]), numbers[2], bool(numbers[3]), bool(numbers[4])), None
    ends = [(origin[0] + x, origin[1] + y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
    if name == "L":
        return ends, None
    if name == "Q":
        return _curve([pen, *ends]), None
    if name == "S":
        ends = [(2 * pen[0] - handle[0], 2 * pen[1] - handle[1]) if handle else pen, *ends]
    return _curve([pen, *ends]), ends[1]


def _commands(d: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with its numbers; one that is followed by more numbers is said again."""
    command, numbers, at = "", list[float](), 0
    while at < len(d):
        token = _TOKEN.match(d, at)
        if token is None:
            raise NoShape(f"its path cannot be read at {d[at : at + 10]!r}")
        at = token.end()
        if token[1]:
            if numbers:
                raise NoShape(f"a number is missing after {command}")
            command = token[1]
        elif token[2]:
            number = token[2]
            if command in ("A", "a") and len(numbers) in (3, 4):
                # The two flags of an arc need nothing between them and what follows.
                number, at = d[token.start()], token.start() + 1
                if number not in "01":
                    raise NoShape("a flag of an arc is neither 0 nor 1")
            numbers.append(float(number))
        takes = _TAKES.get(command.upper(), -1)
        if (token[1] and takes == 0) or (numbers and len(numbers) == takes):
            yield command, numbers
            numbers = []
            command = {"M": "L", "m": "l"}.get(command, command)
        elif numbers and takes <= 0:
            raise NoShape("a number stands where none belongs")
    if numbers:
        raise NoShape(f"a number is missing after {command}")


def _curve(points: list[Point]) -> list[Point]:
    """A Bézier curve through its control points, by de Casteljau's construction."""
    found = []
    for step in range(1, _STEPS + 1):
        part, left = step / _STEPS, points
        while len(left) > 1:
            left = [(a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part) for a, b in pairwise(left)]
        found.append(left[0])
    return found


def _arc(start: Point, end: Point, radii: Point, turned: float, large: bool, sweep: bool) -> list[Point]:
    """An elliptical arc, as SVG 2 says in B.2.4: from its ends to its centre and angles."""
    rx, ry = abs(radii[0]), abs(radii[1])
    if not rx or not ry or start == end:
        return [end]
    phi = math.radians(turned)
    cos, sin = math.cos(phi), math.sin(phi)
    dx, dy = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    x, y = cos * dx + sin * dy, cos * dy - sin * dx
    grow = math.sqrt(max(1.0, (x / rx) ** 2 + (y / ry) ** 2))
    rx, ry = rx * grow, ry * grow
    rest = (rx * ry) ** 2 - (rx * y) ** 2 - (ry * x) ** 2
    factor = math.sqrt(max(0.0, rest / ((rx * y) ** 2 + (ry * x) ** 2))) * (-1 if large == sweep else 1)
    cx, cy = factor * rx * y / ry, -factor * ry * x / rx
    first = math.atan2((y - cy) / ry, (x - cx) / rx)
    span = math.atan2((-y - cy) / ry, (-x - cx) / rx) - first
    span += math.tau * ((sweep and span < 0) - (not sweep and span > 0))
    middle = ((start[0] + end[0]) / 2 + cos * cx - sin * cy, (start[1] + end[1]) / 2 + sin * cx + cos * cy)
    angles = (first + span * step / _STEPS for step in range(1, _STEPS + 1))
    return [
        (
            middle[0] + cos * rx * math.cos(angle) - sin * ry * math.sin(angle),
            middle[1] + sin * rx * math.cos(angle) + cos * ry * math.sin(angle),
        )
        for angle in angles
    ]
