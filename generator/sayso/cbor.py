"""CBOR (RFC 8949), as far as Pagefind writes it: whole numbers, texts and arrays.

Read back and written again, a value has its shortest form (RFC 8949, section 4.2.1), and so
always the same bytes. Anything else in a file is refused.
"""

from typing import Final

Value = int | str | list["Value"]

#: Pagefind's files nest five arrays at most.
_DEEPEST: Final = 16
_UNSIGNED, _NEGATIVE, _TEXT, _ARRAY = 0, 1, 3, 4


class BadCbor(Exception):
    """Bytes that are not what we read. The message says why, in a clause."""


def read(data: bytes) -> Value:
    """The one value that some bytes are. Raises `BadCbor`."""
    reader = _Reader(data)
    value = reader.value(0)
    if reader.at != len(data):
        raise BadCbor("something stands after its end")
    return value


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def value(self, depth: int) -> Value:
        if depth > _DEEPEST:
            raise BadCbor("it is nested too deeply")
        kind, number = self._head()
        if kind == _UNSIGNED:
            return number
        if kind == _NEGATIVE:
            return -1 - number
        if kind == _TEXT:
            try:
                return self._take(number).decode()
            except UnicodeDecodeError:
                raise BadCbor("a text in it is not UTF-8") from None
        if kind == _ARRAY:
            if number > len(self.data) - self.at:  # each item takes a byte at least
                raise BadCbor("it ends too early")
            return [self.value(depth + 1) for _ in range(number)]
        raise BadCbor(f"it holds values of a kind that no index has ({kind})")

    def _head(self) -> tuple[int, int]:
        first = self._take(1)[0]
        kind, short = first >> 5, first & 0x1F
        if short < 24:
            return kind, short
        if short > 27:
            raise BadCbor("a length in it is open or unknown")
        return kind, int.from_bytes(self._take(1 << (short - 24)), "big")

    def _take(self, count: int) -> bytes:
        if count > len(self.data) - self.at:
            raise BadCbor("it ends too early")
        self.at += count
        return self.data[self.at - count : self.at]


def write(value: Value) -> bytes:
    """The bytes of a value."""
    match value:
        case int():
            return _head(_UNSIGNED, value) if value >= 0 else _head(_NEGATIVE, -1 - value)
        case str():
            raw = value.encode()
            return _head(_TEXT, len(raw)) + raw
        case list():
            return b"".join([_head(_ARRAY, len(value)), *map(write, value)])


def _head(kind: int, number: int) -> bytes:
    if number < 24:
        return bytes([kind << 5 | number])
    for power in range(4):
        if number < 1 << (8 << power):
            return bytes([kind << 5 | 24 + power]) + number.to_bytes(1 << power, "big")
    raise ValueError("a number of more than 64 bits has no place in CBOR")
