"""Tables of prose, each in a frame that can be reached, and so pushed sideways, with the keyboard. Pure.

A table that a phone is too narrow for scrolls by itself. What scrolls must take the focus (WCAG 2.2,
2.1.1), and what takes the focus must have a name (4.1.2). The tables of our own templates have a
class, and stand in such a frame already; those that Markdown makes have no attribute at all.
"""

import re
from itertools import count
from typing import Final

# A tag as the sanitizer writes it: its attributes' values stand between double quotation marks.
_TAG: Final = re.compile(r"""</?[a-zA-Z0-9]+(?:[^">]|"[^"]*+")*+>""")
_FRAME: Final = '<div class="sy-table" tabindex="0" role="region" aria-label="{name}">'
_TABLE: Final = '<table class="sy-grid">'


def reachable(html: str, name: str) -> str:
    """The sanitized HTML with a frame round each table without a class. `name` is what such a frame
    is called, escaped for HTML, with {number} for the table's place on the page."""
    if "<table>" not in html:
        return html
    numbers, inside = count(1), False

    def framed(tag: re.Match[str]) -> str:
        nonlocal inside
        if tag[0] == "<table>" and not inside:
            inside = True
            return _FRAME.format(name=name.replace("{number}", str(next(numbers)))) + _TABLE
        if tag[0] == "</table>" and inside:
            inside = False
            return "</table></div>"
        return tag[0]

    return _TAG.sub(framed, html)
