"""The JSON-LD of each page (JSON-LD 1.1, schema.org): what the page is, and what it is about.

A list names the addresses of what it shows and none of its statements: those stand, each with who
makes it, on the pages that it leads to.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from sayso.model.claims import Claim
from sayso.model.ledger import ProsePage
from sayso.model.parties import Party, Source
from sayso.model.places import record_place
from sayso.model.standing import Wanted
from sayso.model.story import Correction, Question, Quote, Timeline
from sayso.outputs.told import Told
from sayso.prose import Directive, SpanOpen
from sayso.vocabulary import DIRECTIVE_KIND, KINDS

from . import records
from .things import Node, edition_day, identity, publisher, refer, without_empty

CONTEXT: Final = "https://schema.org"
#: The models whose records have pages, for lists of them.
_KIND: Final[Mapping[type, str]] = {
    Claim: "claim",
    Party: "party",
    Source: "source",
    Quote: "quote",
    Question: "question",
    Timeline: "timeline",
}
#: Folders of lists that stand below the list of all claims.
_OF_CLAIMS: Final = ("statuses", "sides", "tags")
#: Lists whose names stand in the navigation's words.
_SECTIONS: Final = frozenset([*KINDS.values()]) - {"sides"}


@dataclass(frozen=True)
class Describer:
    """Gives each page its JSON-LD."""

    told: Told

    def __call__(self, path: str, values: Mapping[str, Any]) -> dict[str, Any] | None:
        """The document of a page: `path` is its file, `values` what its template is given. None for a
        page that only leads on to another, and for the navigation."""
        if "redirect" in values or "title" not in values:
            return None
        place = _place(path)
        thing, kind = self._thing(place, values)
        page = self._page(place, kind, values, thing)
        return {"@context": CONTEXT, "@graph": [*thing, page]}

    # What a page is about

    def _thing(self, place: str, values: Mapping[str, Any]) -> tuple[list[Node], str]:
        """The nodes that a page is about, and what kind of page that makes it."""
        prose = values.get("page")
        if isinstance(prose, ProsePage):
            return [self._article(place, prose, values)], "WebPage"
        standing = values.get("standing")
        if standing is not None:
            verdict = records.review(self.told, standing, place)
            node = records.claim(self.told, standing.claim, place)
            return [node, verdict] if verdict else [node], "WebPage"
        for name, make, kind in _SINGLE:
            if name in values:
                return [make(self.told, values[name], place)], kind
        listed = self._listed(place, values)
        return ([listed] if listed else []), "CollectionPage" if listed else "WebPage"

    def _article(self, place: str, page: ProsePage, values: Mapping[str, Any]) -> Node:
        """A page of the editors' prose. What it shows is mentioned, what that rests on is cited."""
        shown = list(dict.fromkeys(_shown(page)))
        claims = [self.told.ledger.claims[own] for kind, own in shown if kind == "claim"]
        cited = [work.id for each in claims for work in self.told.sources(each)]
        cited += [self.told.ledger.quotes[own].source for kind, own in shown if kind == "quote"]
        cited += [own for kind, own in shown if kind == "source"]
        names = [f"{kind}:{own}" for kind, own in shown]
        return without_empty(
            {
                "@type": "BackgroundNewsArticle",
                "@id": f"{self.told.places.lasting(place, place)}#article",
                "headline": page.title,
                "description": values["description"],
                "inLanguage": page.lang or self.told.language,
                "dateModified": edition_day(self.told),
                "isAccessibleForFree": True,
                "publishingPrinciples": self.told.places.lasting("method/", place),
                "publisher": publisher(self.told),
                "mentions": self._refer(((kind, own) for kind, own in shown if kind != "source"), place),
                "citation": self._refer((("source", each) for each in cited), place),
                "correction": records.corrections_of(self.told, names, place),
            }
        )

    def _refer(self, shown: Iterable[tuple[str, str]], place: str) -> list[Node]:
        return refer(identity(self.told, kind, own, place) for kind, own in shown)

    def _listed(self, place: str, values: Mapping[str, Any]) -> Node | None:
        """The list that a page is: addresses in its order, from its place among the list's pages."""
        items = values.get("claims", values.get("items", ()))
        if "line" in values:
            own = record_place("timeline", values["line"].id)
            links = [f"{self.told.places.lasting(own, place)}#{each.id}" for each in values["line"].events]
        elif items and all(isinstance(each, Correction) for each in items):
            links = []
        else:
            found = (each.claim if isinstance(each, Wanted) else each for each in items)
            links = [
                self.told.places.lasting(record_place(_KIND[type(each)], each.id), place)
                for each in found
                if type(each) in _KIND
            ]
        if not links:
            return None
        pager = values.get("pager")
        first = pager.first - 1 if pager else 0
        return {
            "@type": "ItemList",
            "@id": f"{self.told.places.lasting(place, place)}#list",
            "numberOfItems": pager.total if pager else len(links),
            "itemListElement": [
                {"@type": "ListItem", "position": number, "url": link}
                for number, link in enumerate(links, start=first + 1)
            ],
        }

    # The page itself

    def _page(self, place: str, kind: str, values: Mapping[str, Any], things: list[Node]) -> Node:
        places = self.told.places
        items = values.get("items", ())
        noted = [records.correction(self.told, each, place) for each in items if isinstance(each, Correction)]
        return without_empty(
            {
                "@type": kind,
                "@id": places.fixed(place, place),
                "url": places.lasting(place, place),
                "name": values["title"] if kind == "CollectionPage" or not things else None,
                "inLanguage": self.told.language,
                "dateModified": edition_day(self.told),
                "version": self.told.edition.name if self.told.edition else None,
                "mainEntity": {"@id": things[0]["@id"]} if things else None,
                "hasPart": noted,
                "isPartOf": self._site(place),
                "breadcrumb": self._trail(place, values["title"]),
            }
        )

    def _site(self, place: str) -> Node | None:
        if not self.told.title:
            return None
        return {
            "@type": "WebSite",
            "@id": f"{self.told.places.lasting('', place)}#site",
            "name": self.told.title,
        }

    def _trail(self, place: str, title: str) -> Node | None:
        """The way from the home page to this one."""
        if not place:
            return None
        steps = [(self._words["home"], "")]
        folder = place.split("/")[0]
        section = "claims" if folder in _OF_CLAIMS else folder
        if section in self._words and place != f"{section}/":
            steps.append((self._words[section], f"{section}/"))
        steps.append((title, place))
        return {
            "@type": "BreadcrumbList",
            "itemListElement": [
                without_empty(
                    {
                        "@type": "ListItem",
                        "position": number,
                        "name": name,
                        # The last is this page.
                        "item": None if step == place else {"@id": self.told.places.lasting(step, place)},
                    }
                )
                for number, (name, step) in enumerate(steps, start=1)
            ],
        }

    @cached_property
    def _words(self) -> Mapping[str, str]:
        """The names of the home page and of the lists, by their folders."""
        say = self.told.config.words.plain
        return {"home": say("data_trail_home"), **{each: say(f"nav_{each}") for each in sorted(_SECTIONS)}}


_Make = Callable[[Told, Any, str], Node]
#: Pages of one record each: the name under which their templates are given it.
_SINGLE: Final[tuple[tuple[str, _Make, str], ...]] = (
    ("quote", records.quotation, "WebPage"),
    ("party", records.whole_party, "ProfilePage"),
    ("source", records.whole_source, "WebPage"),
)


def _place(path: str) -> str:
    if path == "index.md":
        return ""
    return path.removesuffix("/index.md").removesuffix(".md") + "/"


def _shown(page: ProsePage) -> Iterator[tuple[str, str]]:
    """The records that a page of prose shows, as (kind, id), where they have a place in JSON-LD."""
    for piece in page.prose.pieces:
        if isinstance(piece, Directive | SpanOpen) and piece.id:
            kind = DIRECTIVE_KIND[piece.word]
            if kind in ("claim", "quote", "source"):
                yield kind, piece.id
