"""What the editors of a site declared, by writing it: the audit lets it pass in its place."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Final
from urllib.parse import urlsplit

_HOST: Final = re.compile(r"https?://([^\s/?#\"'<>()\[\]\\`{}|^]{1,255})", re.IGNORECASE)


@dataclass(frozen=True)
class Declared:
    """`hosts`: those that stand in the editors' texts. `redirects`: the built pages of former
    ids. `files`: built files that are copies, with the SHA-256 of each.
    `site_url`: the address that the site is built for, where it is known."""

    hosts: frozenset[str] = frozenset()
    redirects: frozenset[str] = frozenset()
    files: Mapping[str, str] = field(default_factory=dict)
    site_url: str = ""
    #: The built pages for frames on other sites, which are outside the theme.
    embedded: frozenset[str] = frozenset()
    #: Whether the pages are opened from a folder of the disk, without a server.
    from_folder: bool = False

    @property
    def root(self) -> str:
        """The path of the site's root on its server, between slashes."""
        path = urlsplit(self.site_url).path.strip("/")
        return f"/{path}/" if path else "/"

    @property
    def own_host(self) -> str:
        """The host that the site is built for; "" where that is not known."""
        return urlsplit(self.site_url).netloc.lower()


def hosts_in(texts: Iterable[str]) -> frozenset[str]:
    """The hosts of all addresses that stand in some texts."""
    found: set[str] = set()
    for text in texts:
        if "http" in text or "HTTP" in text or "&" in text:
            found.update(host.rpartition("@")[2].lower() for host in _HOST.findall(unescape(text)))
    return frozenset(found)
