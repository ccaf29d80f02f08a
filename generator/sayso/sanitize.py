"""An allow-list for converted Markdown: what our templates and Python-Markdown make, no more.

It stands behind the escaping of the templates, not instead of it: nothing that a
contributor writes should reach it as a tag. No style, no script, no handler, no frame,
no form; addresses are relative or http, https and mailto.
"""

import re
from collections.abc import Iterator
from typing import Final

import nh3

from sayso.vocabulary import URL_SCHEMES

TAGS: Final = frozenset(
    """
    a abbr article aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt
    em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li mark nav ol p pre q rp rt ruby
    s samp section small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr
    svg g title desc rect circle line path text tspan
    """.split()  # noqa: SIM905 - a table of words reads better than 70 quotation marks
)
_EVERYWHERE: Final = frozenset(
    {"class", "data-search-exclude", "dir", "hidden", "id", "lang", "role", "title"}
    | {f"aria-{name}" for name in ("current", "describedby", "hidden", "label", "labelledby")}
)
_OWN: Final = {
    # Robust Links: the audit judges both addresses as it does every `href`.
    "a": {"href", "hreflang", "rel", "data-originalurl", "data-versiondate", "data-versionurl"},
    "abbr": set[str](),
    "bdo": set[str](),
    "col": {"span"},
    "colgroup": {"span"},
    "details": {"open"},
    "img": {"alt", "decoding", "height", "loading", "src", "width"},
    "li": {"value"},
    "ol": {"reversed", "start", "type"},
    "td": {"align", "colspan", "headers", "rowspan"},
    "th": {"align", "colspan", "headers", "rowspan", "scope"},
    "time": {"datetime"},
    # Charts and overviews: shapes and words, and links by <a>. No script, no style, no image, no
    # reference to another element (no `url(#...)`, no `use`), nothing that moves.
    "svg": {"focusable", "height", "preserveAspectRatio", "viewBox", "width", "x", "y"},
    "g": {"transform"},
    "rect": {"height", "rx", "width", "x", "y"},
    "circle": {"cx", "cy", "r"},
    "line": {"x1", "x2", "y1", "y2"},
    "path": {"d"},
    "text": {"text-anchor", "x", "y"},
    "tspan": {"dx", "dy", "text-anchor", "x", "y"},
}
#: What a shape looks like where no style sheet is read: these values and no others.
_PAINT: Final = {
    "fill": {"none", "currentColor"},
    "stroke": {"none", "currentColor"},
    "stroke-dasharray": {"2 3", "5 4"},
}
_TYPE: Final = {"font-family": {"sans-serif"}, "font-size": {"11", "12"}, "font-weight": {"bold"}}
#: Attributes of which only some values may stay.
_VALUES: Final = {
    # A wide table's frame can be reached, and so scrolled, with the keyboard.
    "div": {"tabindex": {"0"}},
    "svg": _TYPE,
    **dict.fromkeys(("circle", "line", "path", "rect"), _PAINT),
    **{tag: {**_PAINT, **_TYPE} for tag in ("text", "tspan")},
}
_CLEANER: Final = nh3.Cleaner(
    tags=set(TAGS),
    attributes={"*": set(_EVERYWHERE), **_OWN},
    tag_attribute_values=_VALUES,
    clean_content_tags={"script", "style", "template", "math"},
    link_rel=None,
    url_schemes=set(URL_SCHEMES),
)
# A tag as the cleaner writes it: its attributes' values stand between double quotation marks.
_TAG: Final = re.compile(r"""<(?P<end>/?)(?P<name>[a-zA-Z0-9]+)(?:[^">]|"[^"]*+")*+>""")


def sanitize(html: str) -> str:
    """The HTML with everything outside the allow-list taken out; what it held stays as text."""
    clean = _CLEANER.clean(html)
    return _TAG.sub(_Titles(), clean) if "<title" in clean else clean


class _Titles:
    """Takes a `<title>` away that stands in no `<svg>`: there it would be another title of the page.

    It reads what the cleaner has written, where "<" begins a tag and nothing else.
    """

    def __init__(self) -> None:
        self._depth = 0

    def __call__(self, tag: re.Match[str]) -> str:
        if tag["name"] == "svg":
            self._depth += -1 if tag["end"] else 1
        return "" if tag["name"] == "title" and self._depth < 1 else tag[0]


def attributes() -> Iterator[tuple[str, str]]:
    """Every attribute that may stay, with the element that it stands on."""
    for tag in sorted(TAGS):
        yield from ((tag, name) for name in sorted(_EVERYWHERE | _OWN.get(tag, set())))
    yield from ((tag, name) for tag, values in _VALUES.items() for name in values)
