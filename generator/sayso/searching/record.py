"""One thing that can be found, as the index is told of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

#: What can be found, in the order in which results stand.
KINDS: Final = ("claim", "quote", "event", "question", "party", "source", "page")


@dataclass(frozen=True, slots=True)
class Found:
    """`address`: the page below the site's root, with the place on it. What a result shows: `lead`
    (who says it), `title` (the statement, the words, the name), `who` and `badge` (the two parts
    of the badge), `note` (what a reader must know besides). `content`: all by which it is found.
    `filters`: what it can be filtered by, and what of it only shows (its language).
    """

    address: str
    title: str
    content: str
    lead: str = ""
    who: str = ""
    badge: str = ""
    note: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
