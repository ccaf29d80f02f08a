"""Images as contributors give them: of the kind that their name says, and of bearable size.

Only headers are read; nothing is decoded. A file that is none of these kinds could be HTML
or a script under an image's name, which some servers and browsers serve as what it is.

Formats: PNG 3rd edition (11.2.1 IHDR); GIF89a (18, logical screen descriptor); ITU T.81
(B.2.2, frame header); RFC 9649 (WebP); ISO 23008-12 (6.5.3, `ispe`) and AV1 Image File Format.
"""

import struct
from collections.abc import Callable, Iterator
from typing import Final

#: Of one image. A reader on a telephone pays for each byte, and a decoder for each pixel.
MOST_BYTES: Final = 4 * 2**20
MOST_PIXELS: Final = 25_000_000
LONGEST_EDGE: Final = 10_000

Size = tuple[int, int]
#: Kinds of boxes in ISO files that hold boxes, on the way to a picture's size.
_NESTED: Final = {b"meta": 4, b"iprp": 0, b"ipco": 0}
_MOST_BOXES: Final = 200


def fault(name: str, raw: bytes) -> tuple[str, str]:
    """(what is wrong with an image, the remedy), or two empty texts. Never raises."""
    if len(raw) > MOST_BYTES:
        hint = "save it smaller: a photograph as JPEG or WebP, a drawing as PNG with few colours"
        return f"the image has more than {MOST_BYTES // 2**20} MiB", hint
    suffix = name[name.rfind(".") + 1 :]
    try:
        size = _READERS[suffix](raw)
    except (struct.error, IndexError):
        size = None  # cut off in its header
    if size is None:
        kind = next((other for other, reader in _READERS.items() if _reads(reader, raw)), "")
        hint = f"rename it to .{kind}" if kind else "save it anew with a program for images"
        return f"this is not a {suffix} image{f' but a {kind} image' if kind else ''}", hint
    width, height = size
    if not width or not height:
        return "the image says that it has no width or no height", "save it anew with a program for images"
    if width * height > MOST_PIXELS or max(size) > LONGEST_EDGE:
        most = f"{LONGEST_EDGE:,} in one direction and {MOST_PIXELS // 1_000_000} million in all"
        return f"the image has {width:,} by {height:,} pixels; {most} are the most", "make it smaller"
    return "", ""


def _reads(reader: Callable[[bytes], Size | None], raw: bytes) -> bool:
    try:
        return reader(raw) is not None
    except (struct.error, IndexError):
        return False


def _png(raw: bytes) -> Size | None:
    if raw[:8] != b"\x89PNG\r\n\x1a\n" or raw[12:16] != b"IHDR":
        return None
    width, height = struct.unpack_from(">II", raw, 16)
    return width, height


def _gif(raw: bytes) -> Size | None:
    if raw[:6] not in (b"GIF87a", b"GIF89a"):
        return None
    width, height = struct.unpack_from("<HH", raw, 6)
    return width, height


def _jpeg(raw: bytes) -> Size | None:
    """Walk the segments to the frame header (SOF0 to SOF15 but DHT, JPG and DAC)."""
    if raw[:3] != b"\xff\xd8\xff":
        return None
    at = 2
    while raw[at] == 0xFF:
        marker = raw[at + 1]
        if marker == 0xFF:  # fill bytes
            at += 1
            continue
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", raw, at + 5)
            return width, height
        (length,) = struct.unpack_from(">H", raw, at + 2)
        if length < 2 or marker in (0xD9, 0xDA):  # the end, or pixels, before any frame
            return None
        at += 2 + length
    return None


def _webp(raw: bytes) -> Size | None:
    if raw[:4] != b"RIFF" or raw[8:12] != b"WEBP":
        return None
    kind = raw[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(raw[24:27], "little"), 1 + int.from_bytes(raw[27:30], "little")
    if kind == b"VP8L" and raw[20] == 0x2F:
        (bits,) = struct.unpack_from("<I", raw, 21)
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 " and raw[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", raw, 26)
        return width & 0x3FFF, height & 0x3FFF
    return None


def _avif(raw: bytes) -> Size | None:
    """The largest `ispe`: a picture may be put together from tiles."""
    (length,) = struct.unpack_from(">I", raw, 0)
    if raw[4:8] != b"ftyp" or not {b"avif", b"avis"} & {
        raw[at : at + 4] for at in range(8, min(length, 256), 4)
    }:
        return None
    sizes = [struct.unpack_from(">II", raw, at + 4) for kind, at in _boxes(raw) if kind == b"ispe"]
    return (max(width for width, _ in sizes), max(height for _, height in sizes)) if sizes else None


def _boxes(raw: bytes) -> Iterator[tuple[bytes, int]]:
    """(kind, where the content begins) of the boxes on the way to a picture's properties."""
    at = 0
    for _ in range(_MOST_BOXES):
        if at + 8 > len(raw):
            return
        length, kind = struct.unpack_from(">I4s", raw, at)
        yield kind, at + 8
        if kind in _NESTED:
            at += 8 + _NESTED[kind]
        elif length >= 8:
            at += length
        else:
            return  # to the end of the file, or a length of 64 bits: pixels


_READERS: Final[dict[str, Callable[[bytes], Size | None]]] = {
    "png": _png,
    "jpg": _jpeg,
    "jpeg": _jpeg,
    "webp": _webp,
    "gif": _gif,
    "avif": _avif,
}
#: The endings of names that images may have.
ENDINGS: Final = tuple(f".{kind}" for kind in _READERS)
