"""A built site as a whole: every file in it is judged, by what it is."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sayso import pagefind_files

from .allowed import Allowed
from .declared import Declared
from .files import embedded, gzip_file, json_file, lines, pagefind_file, robots_file, svg, table, xml_file
from .found import Finding
from .html import Pages

#: Files that are judged by themselves.
_ALONE: Final = {".svg": svg, ".csv": table, ".jsonl": lines}
#: Suffixes of files that browsers show as pages, whatever they are called.
_PAGES: Final = (".html", ".htm", ".xhtml", ".xht")


def audit(folder: Path, allowed: Allowed, declared: Declared) -> list[Finding]:
    """Everything in a built site that neither an empty site has nor its editors declared.

    `folder` is the site's root. Findings come in the order of files. Raises `OSError`
    where the folder cannot be read.
    """
    pages = Pages(allowed, declared)
    found: list[Finding] = []
    for name in names(folder):
        path = folder / name
        if path.is_symlink() or not path.is_file():
            found.append(Finding(name, "file", "link", "this is not a plain file", theme=False))
            continue
        found.extend(_judge(name, path.read_bytes(), folder, pages, allowed, declared))
    return found


def names(folder: Path) -> list[str]:
    """All files of a built site, in order. Links are named, not followed."""
    found: list[str] = []
    for base, folders, files in os.walk(folder):
        links = [each for each in folders if (Path(base) / each).is_symlink()]
        below = Path(base).relative_to(folder)
        found.extend((below / each).as_posix() for each in (*files, *links))
    return sorted(found)


def theme_files(folder: Path) -> dict[str, str]:
    """The files of an empty site that are judged by their bytes, with the SHA-256 of each."""
    return {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in names(folder)
        if not name.endswith((*_PAGES, ".gz", ".json", ".xml"))
    }


def _judge(
    name: str, data: bytes, folder: Path, pages: Pages, allowed: Allowed, declared: Declared
) -> Iterator[Finding]:
    suffix = Path(name).suffix.lower()
    if name in declared.files:
        if hashlib.sha256(data).hexdigest() != declared.files[name]:
            yield Finding(name, "file", "changed", "this file is not what was put there", theme=False)
    elif name in allowed.files:
        if hashlib.sha256(data).hexdigest() != allowed.files[name]:
            yield Finding(name, "file", "changed", "this file of the theme has other content than listed")
    elif name.startswith(pagefind_files.FOLDER):
        yield from pagefind_file.judge(name, data)
    elif name in declared.embedded:
        yield from embedded.judge(name, data, declared.root)
    elif suffix == ".html":
        yield from pages.judge(name, data)
    elif suffix in _ALONE:
        yield from _ALONE[suffix].judge(name, data)
    elif suffix == ".gz":
        original = folder / name.removesuffix(".gz")
        yield from gzip_file.judge(name, data, original.read_bytes() if original.is_file() else None)
    else:
        yield from _by_settings(name, data, allowed, declared)


def _by_settings(name: str, data: bytes, allowed: Allowed, declared: Declared) -> Iterator[Finding]:
    """Files that are judged by what this site is: what its theme makes, which hosts it may name."""
    if name.endswith(".json"):
        yield from json_file.judge(name, data, allowed.search)
    elif name.endswith(".xml"):
        hosts = declared.hosts | ({declared.own_host} if declared.own_host else set())
        yield from xml_file.judge(name, data, hosts)
    elif name == "robots.txt":
        yield from robots_file.judge(name, data, declared.own_host)
    else:
        yield Finding(name, "file", "unknown", "nobody declared this file")
