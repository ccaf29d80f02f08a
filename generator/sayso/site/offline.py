"""A site that works from a folder: opened by a double click, sent by mail, read without a network.

Its links name each page in full (`claims/held/index.html`). It has no search, which would have to
load its index, and no file that only a server or a search engine reads; it says both itself.
"""

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig

from sayso.audit.files import embedded
from sayso.files import Folder
from sayso.links.explicit import explicit
from sayso.phrases import Phrases

#: What the theme asks: `config.extra.offline`.
KEY: Final = "offline"
#: For whoever is given the folder; by it a later build knows that it may replace the folder.
SIGN: Final = "READ-ME.txt"
#: What only a server, or a search engine that asks one, makes use of.
_SERVED: Final = ("404.html", "sitemap.xml", "sitemap.xml.gz", "robots.txt")
#: The search page itself stays: the lists that stand on it are what there is instead.
_SEARCH: Final = ("search/search_index.json", "search/words.json", "search/pagefind")


def prepare(config: MkDocsConfig) -> None:
    """Make the configuration that of a site in a folder: without an address and without search."""
    config.site_url = ""
    config.extra[KEY] = True
    for name in [name for name in config.plugins if name.rpartition("/")[2] == "search"]:
        plugin: Any = config.plugins.pop(name)
        for event, methods in config.plugins.events.items():
            config.plugins.events[event] = [
                each for each in methods if getattr(each, "__self__", None) is not plugin
            ]


def finish(folder: Path, words: Phrases) -> Mapping[str, str]:
    """Turn what the engine built into a site that needs no server. Returns the files of our own that
    it gets, each with its SHA-256. Raises `OSError`."""
    for name in (*_SERVED, *_SEARCH):
        path = folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    names = frozenset(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    built = Folder(folder)
    for name in sorted(names):
        if name.endswith(".html"):
            html = built.read(name).decode()
            new = explicit(html, name, names)
            if name.startswith("embed/"):
                new = new.replace(embedded.POLICY, embedded.FROM_FOLDER, 1)
            if new != html:
                (folder / name).write_bytes(new.encode())
    told = (words.plain("offline_read_me") + "\n").encode()
    (folder / SIGN).write_bytes(told)
    return {SIGN: hashlib.sha256(told).hexdigest()}


def beside(target: Path) -> Path:
    """Where the folder goes if nobody says: beside the site that is published, never in its place."""
    return target.with_name(f"{target.name}-offline")
