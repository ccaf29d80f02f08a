"""The form of Pagefind's files: what a part of its index holds, and where each stands.

A part is a signature with CBOR after it, a record one with JSON; both may be packed by gzip.
"""

import json
import zlib
from typing import Any, Final

from sayso import cbor

#: Where the index stands below a site's root, beside the page that uses it.
FOLDER: Final = "search/pagefind/"
#: What stands before the content of each file.
SIGNATURE: Final = b"pagefind_dcd"
ENTRY: Final = "pagefind-entry.json"
LANGUAGE: Final = "en"
#: The browser's part: the same for every site, known by its bytes.
ENGINE: Final = ("pagefind.js", "pagefind-worker.js", f"wasm.{LANGUAGE}.pagefind")
#: The parts of an index, by folder, with the suffix of each.
PARTS: Final = {"fragment": ".pf_fragment", "index": ".pf_index", "filter": ".pf_filter"}
META: Final = ".pf_meta"
#: No file of an index comes near.
_MOST_BYTES: Final = 64 * 1024 * 1024


class NotPagefind(Exception):
    """A file that is none of Pagefind's. The message says why, in a clause."""


def content(data: bytes, most: int = _MOST_BYTES) -> cbor.Value:
    """What is in a part of an index. Raises `NotPagefind`."""
    try:
        return cbor.read(unpacked(data, most))
    except cbor.BadCbor as bad:
        raise NotPagefind(str(bad)) from None


def fragment(data: bytes, most: int = _MOST_BYTES) -> dict[str, Any]:
    """One record, as the browser gets it. Raises `NotPagefind`."""
    try:
        value = json.loads(unpacked(data, most))
    except (ValueError, RecursionError):
        raise NotPagefind("it is not JSON") from None
    if not isinstance(value, dict):
        raise NotPagefind("it is no record")
    return value


def unpacked(data: bytes, most: int = _MOST_BYTES) -> bytes:
    """The bytes after the signature. Raises `NotPagefind`."""
    if not data.startswith(SIGNATURE):
        machine = zlib.decompressobj(wbits=31)
        try:
            data = machine.decompress(data, most)
        except zlib.error:
            raise NotPagefind("it is not packed as Pagefind packs") from None
        if not machine.eof or machine.unused_data:
            raise NotPagefind("it is too large, or something stands after its end")
    if not data.startswith(SIGNATURE):
        raise NotPagefind("it has not Pagefind's signature")
    return data[len(SIGNATURE) :]
