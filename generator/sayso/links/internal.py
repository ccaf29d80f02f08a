"""Every internal link, anchor and asset of a built site, held against what was built.

Pure: no network. What leads to another host is counted, and reported only where a
browser would fetch it by itself. Each page is parsed once.
"""

import os
from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import unquote_to_bytes, urlsplit

from sayso.vocabulary import URL_SCHEMES

from .markup import Address, Markup, Use, read, style_addresses


class Reason(StrEnum):
    """All that can be wrong. The value is what a reader of the report sees."""

    MISSING_PAGE = "there is no such page"
    MISSING_ASSET = "there is no such file"
    MISSING_ANCHOR = "the page has no such place"
    OUTSIDE = "it leads out of the site's folder"
    MALFORMED = "it is no address"
    SCHEME = "an address of this kind is not allowed"
    FOREIGN_ASSET = "the browser would fetch it from another host"
    DUPLICATE_ID = "the page has this id more than once"
    BASE = "a <base> turns every link of the page elsewhere"
    NO_HOME = "the site has no home page"
    UNREACHABLE = "no link leads from the home page to this page"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault. `page` is a built file; `link` the address as written, or the id.

    `target` is what the link comes to, so that one fault on many pages can be told once.
    """

    page: str
    link: str
    reason: Reason
    target: str = ""


@dataclass(frozen=True)
class Report:
    """The findings in the order of pages, and what was counted: pages, internal
    links, and links to other hosts by host (`mailto:` for those)."""

    findings: tuple[Finding, ...]
    pages: int
    links: int
    foreign: Mapping[str, int] = field(default_factory=dict)


_HOME: Final = "index.html"
_NOT_FOUND: Final = "404.html"
#: What the standard strips at the ends of an address.
_BLANK: Final = " \t\n\r\f"


def check_folder(
    folder: Path,
    *,
    site_url: str = "",
    exempt: Collection[str] = (),
    beside: Mapping[str, Collection[str]] | None = None,
) -> Report:
    """Check a built site. Raises `OSError` where it cannot be read.

    `site_url` is the address that it is built for, where it is known: links to it
    count as internal ones. `exempt` names built pages that no link needs to lead to.
    `beside` are the folders that will stand beside this one, each with its files: a link
    out of this folder must lead to one of them.
    """
    names: list[str] = []
    for base, folders, files in os.walk(folder):
        folders.sort()
        below = Path(base).relative_to(folder)
        names.extend((below / name).as_posix() for name in sorted(files))
    return check(_Reading(folder, names), site_url=site_url, exempt=exempt, beside=beside)


class _Reading(Mapping[str, bytes]):
    """A folder's files as a mapping that reads each when it is asked for."""

    def __init__(self, folder: Path, names: Iterable[str]) -> None:
        self._folder = folder
        self._names = dict.fromkeys(names)

    def __getitem__(self, name: str) -> bytes:
        if name not in self._names:
            raise KeyError(name)
        return (self._folder / name).read_bytes()

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def check(
    files: Mapping[str, bytes],
    *,
    site_url: str = "",
    exempt: Collection[str] = (),
    beside: Mapping[str, Collection[str]] | None = None,
) -> Report:
    """Check built files: name below the site's root (with `/`) -> content. The rest as for a folder.

    Only pages (`.html`) and style sheets (`.css`) are read.
    """
    checker = _Checker(files, site_url, beside or {})
    for name in files:
        if name.endswith(".html"):
            checker.page(name, read(files[name]))
        elif name.endswith(".css"):
            checker.style_sheet(name, files[name].decode("utf-8", "replace"))
    checker.anchors()
    checker.reach(exempt)
    order = {name: number for number, name in enumerate(files)}
    findings = sorted(dict.fromkeys(checker.findings), key=lambda item: order.get(item.page, -1))
    return Report(tuple(findings), len(checker.ids), checker.links, dict(checker.foreign))


class _Checker:
    def __init__(
        self, files: Mapping[str, bytes], site_url: str, beside: Mapping[str, Collection[str]]
    ) -> None:
        self.names = frozenset(files)
        self.beside = {folder: frozenset(names) for folder, names in beside.items()}
        parts = urlsplit(site_url)
        self.origin = f"{parts.scheme}://{parts.netloc}".lower() if parts.netloc else ""
        self.base = "/" + parts.path.strip("/") + "/" if parts.path.strip("/") else "/"
        self.findings: list[Finding] = []
        self.foreign: Counter[str] = Counter()
        self.links = 0
        self.ids: dict[str, frozenset[str]] = {}
        self.edges: dict[str, frozenset[str]] = {}
        self.redirects: set[str] = set()
        self.places: list[tuple[str, str, str, str]] = []
        # Most links stand on every page of a folder: each is worked out once for all of it.
        self.resolve = lru_cache(maxsize=200_000)(self._resolve)

    def page(self, name: str, markup: Markup) -> None:
        self.ids[name] = markup.ids
        if markup.redirects:
            self.redirects.add(name)
        if markup.has_base:
            self.findings.append(Finding(name, "<base>", Reason.BASE))
        self.findings.extend(Finding(name, each, Reason.DUPLICATE_ID, each) for each in markup.twice)
        targets = set()
        for address in markup.addresses:
            target = self.address(name, address)
            if target and address.use is Use.FOLLOW:
                targets.add(target)
        self.edges[name] = frozenset(targets)

    def style_sheet(self, name: str, css: str) -> None:
        for written in style_addresses(css):
            self.address(name, Address(written, Use.LOAD, "style"))

    def address(self, page: str, address: Address) -> str:
        """Judge one address; the built file that it leads to, or ""."""
        written = address.written.strip(_BLANK)
        kind, rest = self.sort_out(written)
        if kind == "":
            return self.internal(page, address, rest)
        if kind not in URL_SCHEMES:
            if not (kind == "data" and address.use is Use.LOAD):
                self.findings.append(Finding(page, address.written, Reason.SCHEME, kind))
        elif kind == "mailto":
            self.foreign["mailto:"] += 1
        elif address.use is Use.LOAD:
            self.findings.append(Finding(page, address.written, Reason.FOREIGN_ASSET, written))
        elif address.use is Use.FOLLOW:
            self.foreign[rest] += 1
        return ""

    def sort_out(self, written: str) -> tuple[str, str]:
        """An address's scheme with its host; "" with a path from the root where it is our own."""
        if written[:2] == "//" or ":" in written.partition("/")[0].partition("?")[0].partition("#")[0]:
            try:
                parts = urlsplit(written)
            except ValueError:
                return "", "\\"
            host = parts.netloc.lower()
            scheme = parts.scheme.lower() or "https"
            if host and self.origin and f"{scheme}://{host}" == self.origin:
                return "", written[written.index("//") + 2 + len(parts.netloc) :] or "/"
            if scheme in ("http", "https") and not host:
                return "", "\\"
            return scheme, host
        return "", written

    def internal(self, page: str, address: Address, written: str) -> str:
        self.links += 1
        path, mark, fragment = written.partition("#")
        path = path.partition("?")[0]
        if path:
            target, reason = self.resolve("/" if path[0] == "/" else page.rpartition("/")[0], path)
        else:
            target, reason = page, None
        if reason is not None:
            if reason is Reason.MISSING_PAGE and address.use is Use.LOAD:
                reason = Reason.MISSING_ASSET
            self.findings.append(Finding(page, address.written, reason, target))
            return ""
        if mark and target.endswith(".html"):
            place = fragment.partition(":~:")[0]
            if place and place.lower() != "top":
                self.places.append((page, address.written, target, place))
        return target

    def _resolve(self, folder: str, path: str) -> tuple[str, Reason | None]:
        """The built file behind a path, seen from a folder ("/" for the site's root)."""
        decoded = _decoded(path)
        if decoded is None or "\\" in path or any(char <= " " or char == "\x7f" for char in path):
            return path, Reason.MALFORMED
        parts: list[str] = []
        if folder == "/":
            if not (decoded + "/").startswith(self.base):
                return path, Reason.OUTSIDE
            decoded = decoded[len(self.base) :]
        elif folder:
            parts = folder.split("/")
        steps = decoded.split("/")
        for number, part in enumerate(steps, start=1):
            if part == "..":
                if not parts:
                    return self._outside(path, steps[number:])
                parts.pop()
            elif part not in ("", "."):
                parts.append(part)
        name = "/".join(parts)
        is_folder = decoded.rpartition("/")[2] in ("", ".", "..")
        if name in self.names and not is_folder:
            return name, None
        index = f"{name}/index.html" if name else "index.html"
        if index in self.names:
            return index, None
        return name + "/" * is_folder, Reason.MISSING_PAGE

    def _outside(self, path: str, steps: list[str]) -> tuple[str, Reason | None]:
        """The file behind a path that leads out of the folder, to one that stands beside it."""
        folder, *rest = [step for step in steps if step not in ("", ".")] or [""]
        if folder not in self.beside or ".." in rest:
            return path, Reason.OUTSIDE
        name = "/".join(rest)
        is_folder = steps[-1] in ("", ".") or not rest
        found = name if name in self.beside[folder] and not is_folder else f"{name}/index.html".lstrip("/")
        if found in self.beside[folder]:
            return f"../{folder}/{found}", None
        return f"../{folder}/{name}", Reason.MISSING_PAGE

    def anchors(self) -> None:
        """Links to a place in a page, once all pages were read. What stands beside the folder was
        read when it was built itself."""
        for page, written, target, place in self.places:
            if target.startswith("../"):
                continue
            ids = self.ids[target]
            if place not in ids and _decoded(place) not in ids:
                self.findings.append(Finding(page, written, Reason.MISSING_ANCHOR, f"{target}#{place}"))

    def reach(self, exempt: Collection[str]) -> None:
        """Pages that nobody comes to by links from the home page."""
        if _HOME not in self.edges:
            self.findings.append(Finding(_HOME, _HOME, Reason.NO_HOME, _HOME))
            return
        seen = {_HOME}
        queue = deque(seen)
        while queue:
            new = self.edges.get(queue.popleft(), frozenset()) - seen
            seen |= new
            queue.extend(new)
        for name in self.ids:
            if name not in seen and name not in self.redirects and name not in exempt and name != _NOT_FOUND:
                self.findings.append(Finding(name, name, Reason.UNREACHABLE, name))


def _decoded(text: str) -> str | None:
    """Percent-encoding taken off; None where it is not UTF-8."""
    if "%" not in text:
        return text
    try:
        return unquote_to_bytes(text).decode()
    except UnicodeDecodeError:
        return None
