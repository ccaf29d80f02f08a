"""Pagefind's files, the same bytes each time.

What Pagefind writes is the same but for two orders, which its hash tables choose anew each time:
that of the filters, and of the values within one. Both are sorted here. The files of which that
is true are named anew by what is in them, and what names them is mended. They are left unpacked
(the browser's part takes them so, as from a server that unpacked them): the bytes of a packed
file depend on the machine's zlib.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from sayso import cbor
from sayso.pagefind_files import ENGINE, ENTRY, LANGUAGE, META, PARTS, SIGNATURE, NotPagefind, content

_HASH: Final = 10


def steady(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of an index that a site needs, in one form. Raises `NotPagefind`."""
    kept = {name: files[name] for name in ENGINE if name in files}
    kept |= {name: data for name, data in files.items() if name.partition("/")[0] in ("fragment", "index")}
    entry = _entry(files.get(ENTRY, b""))
    language = entry["languages"].get(LANGUAGE)
    if language is None:  # nothing was indexed
        return {**kept, ENTRY: _json(entry)}
    meta = _array(content(files[f"pagefind.{language['hash']}{META}"]))
    renamed = {}
    for name, data in sorted(files.items()):
        if name.endswith(PARTS["filter"]):
            value = _array(content(data))
            value[1] = sorted(_array(value[1]), key=lambda each: str(_array(each)[0]))
            made = SIGNATURE + cbor.write(value)
            old = name.rpartition("/")[2].removesuffix(PARTS["filter"])
            renamed[old] = f"{LANGUAGE}_{_sum(made)}"
            kept[f"filter/{renamed[old]}{PARTS['filter']}"] = made
    filters = [[name, renamed[str(old)]] for name, old in map(_pair, _array(meta[3]))]
    meta[3] = sorted(filters)
    packed = SIGNATURE + cbor.write(meta)
    language["hash"] = f"{LANGUAGE}_{_sum(packed)}"
    kept[f"pagefind.{language['hash']}{META}"] = packed
    return {**kept, ENTRY: _json(entry)}


def _entry(data: bytes) -> dict[str, Any]:
    try:
        entry = json.loads(data)
        entry["languages"].items()
    except (ValueError, RecursionError, TypeError, KeyError, AttributeError):
        raise NotPagefind("its first file is not as this version writes it") from None
    found: dict[str, Any] = entry
    return found


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _array(value: cbor.Value) -> list[cbor.Value]:
    if not isinstance(value, list):
        raise NotPagefind("it is not shaped as this version writes it")
    return value


def _pair(value: cbor.Value) -> tuple[cbor.Value, cbor.Value]:
    first, second = _array(value)[:2]
    return first, second


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:_HASH]
