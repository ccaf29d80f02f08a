"""Links that need no server: one to a folder becomes one to the page in it. Pure.

A server answers `claims/held/` with `claims/held/index.html`; a browser that reads a folder
of the disk shows a list of files instead. Nothing else of a page is changed, byte for byte.
The tokens are those of the HTML standard's serialisation
(https://html.spec.whatwg.org/multipage/parsing.html#serialising-html-fragments), which is how
built pages are written: tags, comments, and the raw text of scripts and styles.
"""

import posixpath
import re
from collections.abc import Collection, Iterator
from html import escape, unescape
from typing import Final
from urllib.parse import unquote

_INDEX: Final = "index.html"
#: A whole tag, taken once and never tried again in another way.
_TAG: Final = re.compile(r"""<([a-z][^\s<>"'/]*)(?>[^<>"']+|"[^"]*"|'[^']*')*+>""", re.IGNORECASE)
_RAW_END: Final = {
    name: re.compile(rf"</{name}[\s>/]", re.IGNORECASE) for name in ("script", "style", "textarea", "title")
}
_ATTRIBUTE: Final = re.compile(r"""([^\s"'<>/=]+)(\s*=\s*)("[^"]*"|'[^']*'|[^\s"'=<>`]+)""")
#: The attributes by which a browser goes to another page, or shows one inside this.
_LEADS: Final = frozenset({"href", "xlink:href", "src", "action", "formaction", "data"})
_REFRESH: Final = re.compile(r"""http-equiv\s*=\s*["']?refresh\b""", re.IGNORECASE)


def explicit(html: str, page: str, names: Collection[str]) -> str:
    """The page with every link to a folder of the site leading to that folder's page. `page` is
    its own name below the site's root, `names` are all files there."""
    folder = posixpath.dirname(page)

    def tag(written: str) -> str:
        refresh = bool(_REFRESH.search(written))
        return _ATTRIBUTE.sub(lambda found: attribute(found, refresh), written)

    def attribute(found: re.Match[str], refresh: bool) -> str:
        name, equals, written = found.groups()
        quote = written[0] if written[0] in "\"'" else ""
        value = unescape(written[1:-1] if quote else written)
        before = ""
        if refresh and name.lower() == "content":
            before, _, value = value.rpartition("url=")
            before += "url="
        elif name.lower() not in _LEADS:
            return found[0]
        target = _page_of(value, folder, names)
        return f'{name}{equals}"{escape(before + target)}"' if target != value else found[0]

    return "".join(tag(piece) if is_tag else piece for piece, is_tag in _pieces(html))


def _pieces(html: str) -> Iterator[tuple[str, bool]]:
    """A page in pieces: (text, whether it is a start tag). Nothing in it is read twice."""
    done = at = 0
    while (at := html.find("<", at)) >= 0:
        if html.startswith("<!--", at):
            closed = html.find("-->", at)
            at = len(html) if closed < 0 else closed
        elif found := _TAG.match(html, at):
            yield html[done:at], False
            yield found[0], True
            done = at = found.end()
            if ending := _RAW_END.get(found[1].lower()):
                end = ending.search(html, at)
                at = end.start() if end else len(html)
        else:
            at += 1
    yield html[done:], False


def _page_of(address: str, folder: str, names: Collection[str]) -> str:
    """The address of a folder's page where it is that of a folder; else the address as it is."""
    end = min((at for at in map(address.find, "?#") if at >= 0), default=len(address))
    path, rest = address[:end], address[end:]
    if not path or path.startswith("/") or ":" in path.partition("/")[0]:
        return address
    there = posixpath.normpath(posixpath.join(folder, unquote(path)))
    if there.startswith("../") or there in names:
        return address
    if posixpath.normpath(posixpath.join(there, _INDEX)) not in names:
        return address
    return posixpath.join(path, _INDEX).removeprefix("./") + rest
