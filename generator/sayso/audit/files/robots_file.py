"""`robots.txt`: it shuts nobody out, and names no site map but this site's own."""

from collections.abc import Iterator
from typing import Final

from sayso.audit.found import Finding
from sayso.audit.page import host, scheme, shorten

_LINES: Final = ("", "User-agent: *", "Allow: /")
_MAP: Final = "Sitemap: "


def judge(name: str, data: bytes, own: str) -> Iterator[Finding]:
    """What is wrong with it. `own` is the host that the site is built for, "" where that is not known."""
    for line in data.decode("utf-8", "replace").split("\n"):
        address = line.removeprefix(_MAP) if line.startswith(_MAP) else ""
        known = own and scheme(address) in ("http", "https") and host(address) == own
        if line not in _LINES and not (address and known):
            message = f"it tells robots what we do not: {shorten(line)}"
            yield Finding(name, "robots", shorten(line), message, theme=False)
