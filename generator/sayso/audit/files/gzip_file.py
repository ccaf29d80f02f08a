"""A compressed copy of another built file, and nothing else."""

import zlib
from collections.abc import Iterator

from sayso.audit.found import Finding


def judge(name: str, data: bytes, original: bytes | None) -> Iterator[Finding]:
    """What is wrong with a compressed file. `original`: the file that it must be a copy of."""
    if original is None or _inflated(data, len(original)) != original:
        beside = name.removesuffix(".gz")
        message = f"this compressed file is no copy of {beside}"
        yield Finding(name, "gzip", "other", message, theme=False)


def _inflated(data: bytes, most: int) -> bytes | None:
    """The content, None where it is more than `most` bytes or broken."""
    machine = zlib.decompressobj(wbits=31)
    try:
        content = machine.decompress(data, most + 1)
    except zlib.error:
        return None
    return content if machine.eof and not machine.unused_data else None
