"""Drawings: SVG in which nothing runs, loads or leads elsewhere.

Only drawings that the tool makes come here: contributors' images are of kinds that hold
pixels, and the theme's own drawings are known by their bytes.
"""

from collections.abc import Iterator
from typing import Final
from xml.parsers import expat

from sayso import tones
from sayso.audit.found import Finding

_SVG: Final = "http://www.w3.org/2000/svg"
_ELEMENTS: Final = frozenset(
    """
    circle clipPath defs desc ellipse g line linearGradient marker mask path pattern polygon polyline
    radialGradient rect stop svg symbol text title tspan use
    """.split()  # noqa: SIM905 - a table of words
)
#: Attributes of names and addresses; `use` may point into the drawing itself.
_POINTS: Final = ("href", "http://www.w3.org/1999/xlink href")


class _Refused(Exception):
    """Why a drawing is refused."""


def judge(name: str, data: bytes) -> Iterator[Finding]:
    """What is wrong with a drawing."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _doctype
    parser.ProcessingInstructionHandler = _instruction
    parser.buffer_text = True
    reading = _Styles()
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.characters
    try:
        parser.Parse(data, True)
    except _Refused as refused:
        yield Finding(name, "svg", str(refused), f"this drawing {refused}")
    except expat.ExpatError as error:
        why = f"{expat.errors.messages[error.code]}, line {error.lineno}"
        yield Finding(name, "svg", "malformed", f"this drawing is not well-formed ({why})", theme=False)


def _doctype(*_: object) -> None:
    raise _Refused("has a DOCTYPE, which could define entities")


def _instruction(target: str, _: str) -> None:
    raise _Refused(f"has a processing instruction (<?{target[:40]}?>)")


class _Styles:
    """Reads the elements. A style sheet is let in by its whole text: those of badges, and no other."""

    def __init__(self) -> None:
        self._sheet: str | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._sheet is not None:
            raise _Refused("has an element in a style sheet")
        if tag == f"{_SVG} style" and not attributes:
            self._sheet = ""
            return
        _start(tag, attributes)

    def characters(self, text: str) -> None:
        if self._sheet is not None:
            self._sheet += text

    def end(self, _: str) -> None:
        if self._sheet is not None and self._sheet not in tones.SHEETS:
            raise _Refused(f"has a style sheet that is not ours: {self._sheet[:80]}")
        self._sheet = None


def _start(tag: str, attributes: dict[str, str]) -> None:
    namespace, _, element = tag.rpartition(" ")
    if namespace != _SVG or element not in _ELEMENTS:
        raise _Refused(f"has an element that is not for drawing: <{element[:40]}>")
    for attribute, value in attributes.items():
        local = attribute.rpartition(" ")[2].lower()
        if local.startswith("on"):
            raise _Refused(f"has an event handler: {local[:40]}")
        if attribute in _POINTS and not value.startswith("#"):
            raise _Refused(f"leads elsewhere: {value[:80]}")
        reads = value.lower().replace(" ", "")
        if "url(" in reads.replace("url(#", "") or "@import" in reads or "javascript:" in reads:
            raise _Refused(f"would load something: {value[:80]}")
