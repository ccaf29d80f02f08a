"""Pages for frames on other sites (`embed/`): outside the theme, so held against a list of their own.

The list is closed and far shorter than the theme's: words, a drawing of an icon, one style sheet of the
site, one link that leads to the site. Nothing of it depends on what an empty site has. Which page may
be there at all the records say: `Declared.embedded`.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from sayso.audit.found import Finding
from sayso.audit.page import Element, Place, elements, host, scheme, shorten

#: The only policy that such a page may have: nothing but the site's own style sheet is loaded.
POLICY: Final = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"
#: The same in a folder, where Firefox takes 'self' for no file (see `audit.policy`). From a server no
#: page may load a file of the disk, whatever its policy says.
FROM_FOLDER: Final = POLICY.replace("'self'", "'self' file:")
_SHEET: Final = "assets/embed.css"
#: Element -> the attributes that it may have.
_ELEMENTS: Final[Mapping[str, frozenset[str]]] = {
    "html": frozenset({"lang", "dir"}),
    "head": frozenset(),
    "meta": frozenset({"charset", "content", "http-equiv", "name"}),
    "title": frozenset(),
    "link": frozenset({"rel", "href"}),
    "body": frozenset(),
    "main": frozenset({"class"}),
    "p": frozenset({"class"}),
    "span": frozenset({"class", "dir"}),
    "bdi": frozenset(),
    "a": frozenset({"href", "target", "rel"}),
    "svg": frozenset({"xmlns", "viewbox", "viewBox"}),
    "path": frozenset({"d"}),
}
_NAMES: Final = ("viewport", "robots", "referrer")


def judge(name: str, html: bytes, root: str) -> Iterator[Finding]:
    """What is wrong with a page for frames. `root` is the path of the site on its server."""
    place = Place(name, root)
    governed, hidden = 0, False
    for number, element in enumerate(elements(html)):
        governed += _is_policy(element) and number < _FIRST
        hidden = hidden or (element.attributes.get("name"), element.attributes.get("content")) == _HIDDEN
        if (told := _wrong(element, place)) is not None:
            yield Finding(name, "embed", told, f"in a page for other sites stands {told}", theme=False)
    if governed != 1:
        yield Finding(name, "embed", "policy", "its Content-Security-Policy is not the first thing in it")
    if not hidden:
        yield Finding(name, "embed", "robots", "it does not keep itself out of search engines")


#: html, head, the encoding, the policy: nothing else may come before that.
_FIRST: Final = 4
_HIDDEN: Final = ("robots", "noindex")


def _wrong(element: Element, place: Place) -> str | None:
    """What about an element is not on the list; None where all is."""
    allowed = _ELEMENTS.get(element.name)
    if allowed is None:
        return f"<{shorten(element.name)}>"
    if more := sorted(element.attributes.keys() - allowed):
        return f"the attribute '{shorten(more[0])}' of <{element.name}>"
    address = element.attributes.get("href", "")
    if element.name == "link":
        good = element.attributes.get("rel") == "stylesheet" and place.resolve(address) == _SHEET
        return None if good else f'<link href="{shorten(address)}">'
    if element.name == "a":
        # The site's own pages alone, and never into the frame itself.
        good = bool(address) and not scheme(address) and not host(address)
        good = good and element.attributes.get("target") == "_top"
        return None if good else f'<a href="{shorten(address)}">'
    return _wrong_meta(element) if element.name == "meta" else None


def _wrong_meta(element: Element) -> str | None:
    order = element.attributes.get("http-equiv")
    if order is not None:
        return None if _is_policy(element) else f'<meta http-equiv="{shorten(order)}">'
    name = element.attributes.get("name")
    return None if name is None or name in _NAMES else f'<meta name="{shorten(name)}">'


def _is_policy(element: Element) -> bool:
    attributes = element.attributes
    order = attributes.get("http-equiv", "").strip().lower()
    same = attributes.get("content") in (POLICY, FROM_FOLDER)
    return element.name == "meta" and order == "content-security-policy" and same
