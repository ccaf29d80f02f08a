"""`robots.txt` (RFC 9309): everybody may read everything, and where the list of pages is.

It counts only at the root of a host. What must not be found by itself (drafts, former addresses, pages
to embed) says so itself, which a robot can only read where it may go.
"""

from typing import Final

PATH: Final = "robots.txt"


def text(site_map: str = "") -> str:
    """The file. `site_map` is the whole address of the site's list of pages, where it is known."""
    lines = ["User-agent: *", "Allow: /"]
    if site_map:
        lines += ["", f"Sitemap: {site_map}"]
    return "\n".join(lines) + "\n"
