"""The Content-Security-Policy of a page: a browser runs what we know, and nothing else.

It stands in a <meta> of each page, since a static site cannot send headers (CSP level 3,
section 3.3; `frame-ancestors` is not for a <meta>). Inline scripts are named by their
hashes, and only those of the allow-list are: a script that slipped past all else would
stand in the page and not run.
"""

import re
from collections.abc import Iterable
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from .allowed import Allowed
from .kinds import script
from .page import Element, Place, element_of

#: In this order; the page's own hashes follow `script-src 'self'`.
_DIRECTIVES: Final = (
    ("default-src", "'none'"),
    ("script-src", "'self'"),
    ("style-src", "'self'"),
    ("img-src", "'self' data:"),  # the theme's icons are data: masks in its style sheet
    ("font-src", "'self'"),
    ("media-src", "'self'"),
    ("connect-src", "'self'"),
    ("worker-src", "'self'"),
    ("manifest-src", "'self'"),
    ("form-action", "'self'"),
    ("base-uri", "'none'"),
)
#: A page of a folder has no origin of its own (HTML, section 7.1.1). Chromium takes 'self' for any
#: file all the same; Firefox takes it for none, so what a page is made of is let in by its scheme.
_FROM_DISK: Final = ("script-src", "style-src", "img-src", "font-src")
_AFTER: Final = re.compile(r'<meta charset="utf-8"\s*/?>', re.IGNORECASE)
_HEAD: Final = re.compile(r"<head>", re.IGNORECASE)


def policy(hashes: Iterable[str], *, from_folder: bool = False) -> str:
    """The policy of a page whose own inline scripts have these hashes; empty ones name none. One
    that is opened `from_folder` may load what lies on the same disk."""
    own = "".join(f" '{each}'" for each in dict.fromkeys(hashes) if each)
    disk = {name: " file:" for name in _FROM_DISK if from_folder}
    return "; ".join(
        f"{name} {value}{disk.get(name, '')}{own * (name == 'script-src')}" for name, value in _DIRECTIVES
    )


def hash_of(element: Element, place: Place, allowed: Allowed) -> str:
    """The hash by which a policy allows an inline script; "" for any that an empty site has
    not, and for what is no inline script."""
    kind = element.attributes.get("type", "").strip().lower()
    if element.name != "script" or "src" in element.attributes or kind in script.DATA:
        return ""
    text = element.text()
    known = allowed.has(script.NAME, f"inline {script.digest(script.without_base(text, place))}")
    return script.digest(text) if known else ""


def with_policy(html: str, place: Place, allowed: Allowed, *, from_folder: bool = False) -> str:
    """The page with its policy, before anything in it that could be loaded or run."""
    if not html.strip():
        return html
    scripts = map(element_of, LexborHTMLParser(html).css("script"))
    words = policy((hash_of(each, place, allowed) for each in scripts), from_folder=from_folder)
    tag = f'<meta http-equiv="Content-Security-Policy" content="{words}">'
    head = _HEAD.search(html)
    if head is None:
        return html  # the audit tells of it
    charset = _AFTER.search(html, head.end())
    # Only where nothing but white space stands between: else something came before the policy.
    after = charset if charset and not html[head.end() : charset.start()].strip() else head
    return html[: after.end()] + tag + html[after.end() :]
