"""Where pages stand and how they link to each other.

A page's path is its Markdown file ("claims/losses-340.md"); its URL is a folder
("claims/losses-340/"). Links are relative, so that a site can be moved.
"""

import hashlib
import posixpath
import unicodedata
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote as percent

from markupsafe import Markup

from sayso.vocabulary import KINDS


def page_path(kind: str, record_id: str) -> str:
    """The page of a record. A side has none of the kind's lists: it is a list itself."""
    return f"{KINDS[kind]}/{record_id}.md"


def url_of(path: str) -> str:
    """The URL of a page below the site's root, with a slash at its end; "" is the home page."""
    if path == "index.md":
        return ""
    return path.removesuffix("/index.md").removesuffix(".md") + "/"


def file_of(path: str) -> Markup:
    """A page's file as the navigation names it: engines look it up letter by letter, so no
    slash in it may be a character reference."""
    return _attribute(path)


@dataclass(frozen=True, slots=True)
class Here:
    """One page, from which others are linked to."""

    path: str

    def to(self, path: str, fragment: str = "") -> Markup:
        """The relative address of another page, or of a place on it, for an attribute."""
        hash_part = f"#{fragment}" if fragment else ""
        if path == self.path and fragment:
            return _attribute(hash_part)
        start, end = url_of(self.path) or ".", url_of(path) or "."
        relative = posixpath.relpath(end, start)
        return _attribute(("./" if relative == "." else relative + "/") + hash_part)

    def file(self, name: str) -> Markup:
        """The relative address of a file that is no page."""
        return _attribute(posixpath.relpath(name, url_of(self.path) or "."))

    def beside(self, folder: str, path: str = "index.md", fragment: str = "") -> Markup:
        """The relative address of a page in a folder that stands beside this site's own: another
        edition, or the list of all."""
        up = "../" * (url_of(self.path).count("/") + 1)
        return _attribute(f"{up}{folder}/{url_of(path)}" + (f"#{fragment}" if fragment else ""))

    def record(self, kind: str, record_id: str, fragment: str = "") -> Markup:
        """The relative address of a record's page."""
        return self.to(page_path(kind, record_id), fragment)


def _attribute(address: str) -> Markup:
    """Paths are made of ids and of prose file names: every character outside those of
    ids is percent-encoded, so that nothing is left to escape."""
    return Markup(percent(address, safe="/.#-_~"))


#: A file's name may have 255 bytes; a browser's address bar shows less.
_LONGEST: Final = 80


def slug(words: str) -> str:
    """A free word as a part of an address; letters outside ASCII by their code points."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    told = "".join(
        char
        if char.isascii() and char.isalnum()
        else "-"
        if char.isascii() or unicodedata.combining(char)
        else f"-{ord(char):x}-"
        for char in plain
        if not unicodedata.combining(char)
    )
    whole = "-".join(part for part in told.split("-") if part) or "tag"
    if len(whole) <= _LONGEST:
        return whole
    # What is cut off stays in it as a digest, so that two long words never share an address.
    return f"{whole[: _LONGEST - 13]}-{hashlib.sha256(whole.encode()).hexdigest()[:12]}"
