"""A picture as a file: PNG (third edition), of indexed colours, with nothing in it but pixels.

Libraries of compression give other bytes from one machine to the next, and an edition must be the
same everywhere. So this packs as plainly as RFC 1951 lets it: fixed codes, and runs of one byte,
of which drawings of few colours are made.
"""

import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

#: Runs of a byte that stand for its repetition: a literal, then at most 258 copies of it.
_RUN: Final = re.compile(rb"(?s)(.)\1{3,258}")
_END: Final = 256
#: RFC 1951, 3.2.5: (first length, extra bits) of the codes from 257 on.
_LENGTHS: Final = (
    *((3 + each, 0) for each in range(8)),
    *((11 + each * 2, 1) for each in range(4)),
    *((19 + each * 4, 2) for each in range(4)),
    *((35 + each * 8, 3) for each in range(4)),
    *((67 + each * 16, 4) for each in range(4)),
    *((131 + each * 32, 5) for each in range(4)),
    (258, 0),
)


def encode(width: int, height: int, pixels: bytes, palette: Sequence[tuple[int, ...]]) -> bytes:
    """A picture's file. `pixels` are indices into the palette, row by row."""
    above = bytes(width) + pixels[:-width]
    less = bytes((here - there) & 255 for here, there in zip(pixels, above, strict=True))
    # Filter 2: each pixel less the one above it, which leaves mostly nothing.
    rows = b"".join(b"\2" + less[at : at + width] for at in range(0, len(less), width))
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    colours = bytes(part for colour in palette for part in colour)
    parts = ((b"IHDR", head), (b"PLTE", colours), (b"IDAT", _packed(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _packed(data: bytes) -> bytes:
    """A zlib stream (RFC 1950) of one block with fixed codes."""
    bits = "".join(("1", "10", *_codes(data), _LITERAL[_END]))
    size = -(-len(bits) // 8)
    body = int(bits[::-1], 2).to_bytes(size, "little")
    return b"\x78\x01" + body + struct.pack(">I", zlib.adler32(data))


def _codes(data: bytes) -> Iterator[str]:
    at = 0
    for run in _RUN.finditer(data):
        yield from _literals(data[at : run.start() + 1])
        yield _REPEAT[run.end() - run.start() - 1]
        at = run.end()
    yield from _literals(data[at:])


def _literals(data: Iterable[int]) -> Iterator[str]:
    return map(_LITERAL.__getitem__, data)


def _literal(symbol: int) -> str:
    """RFC 1951, 3.2.6: the fixed code of a symbol, its first bit first."""
    if symbol < 144:
        return f"{0b00110000 + symbol:08b}"
    if symbol < 256:
        return f"{0b110010000 + symbol - 144:09b}"
    if symbol < 280:
        return f"{symbol - 256:07b}"
    return f"{0b11000000 + symbol - 280:08b}"


def _repeat(length: int) -> str:
    """So many copies of the byte before: the code of the length, its extra bits, the distance 1."""
    code = max(at for at, (first, _) in enumerate(_LENGTHS) if first <= length)
    first, extra = _LENGTHS[code]
    rest = f"{length - first:0{extra}b}"[::-1] if extra else ""
    return f"{_LITERAL[257 + code]}{rest}00000"


_LITERAL: Final = tuple(map(_literal, range(286)))
_REPEAT: Final = ("", "", "", *map(_repeat, range(3, 259)))
