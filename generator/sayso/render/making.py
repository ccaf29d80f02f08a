"""How a draft is made, and a list cut into pages. Nothing is rendered here."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sayso.model.claims import Claim
from sayso.templating import Templates

from .address import Here, page_path
from .draft import Draft, Pager, cut, sections
from .view import View

TITLE_LENGTH: Final = 160
#: The part of the navigation (templates/SUMMARY.md.j2) that a folder's pages belong to. Records
#: stand in no navigation themselves, so that it stays small.
_PARTS: Final = {
    **dict.fromkeys(
        ("claims", "questions", "quotes", "timelines", "parties", "sources", "sides", "statuses", "tags"), 2
    ),
    **dict.fromkeys(("legend", "method", "balance", "wanted", "changes", "corrections"), 3),
}


@dataclass(frozen=True)
class Maker:
    """What every page kind is made with."""

    view: View
    templates: Templates

    def one(
        self, kind: str, record_id: str, title: str, template: str, rests_on: list[str], **values: Any
    ) -> Draft:
        origin = self.view.recorded_in(kind, record_id)
        name = f"{kind}:{record_id}"
        told = {"title": cut(title, TITLE_LENGTH), "description": title, "record": name, **values}
        return self.draft(page_path(kind, record_id), template, origin, rests_on, **told)

    def index(
        self, base: str, template: str, heading: str, items: Sequence[Any], name: str = "items", **values: Any
    ) -> Iterator[Draft]:
        path = f"{base}.md" if "/" in base else f"{base}/index.md"
        origin = "content" if base != "claims" else "claims.yml"
        yield from self.paged(path, template, origin, heading, items, name, heading=heading, **values)

    def paged(
        self,
        path: str,
        template: str,
        origin: str,
        title: str,
        items: Sequence[Any],
        name: str,
        *,
        size: int = 0,
        also: Callable[[Pager], Mapping[str, Any]] = lambda _: {},
        **values: Any,
    ) -> Iterator[Draft]:
        """A list and its further pages. `also` says what else each page is given."""
        size = min(size or 10**9, max(1, self.view.config.settings.page_size))
        count = max(1, -(-len(items) // size))
        folder = path.removesuffix("/index.md").removesuffix(".md")
        paths = (path, *(f"{folder}/page-{number}.md" for number in range(2, count + 1)))
        for number, at in enumerate(paths, start=1):
            words = self.view.config.words
            shown = title if number == 1 else words.plain("common_title_page", title=title, number=number)
            part = items[(number - 1) * size : number * size]
            start = (number - 1) * size
            pager = Pager(number, len(items), paths, start + 1, start + len(part))
            told = {"title": cut(shown, TITLE_LENGTH), "description": shown, "pager": pager, **also(pager)}
            yield self.draft(at, template, origin, **{**told, **values, name: part})

    def claims(
        self, path: str, template: str, origin: str, title: str, claims: Sequence[Claim], **values: Any
    ) -> Iterator[Draft]:
        """A list of claims: by status, and in each by question, before it is cut into pages, so that
        what belongs together stands together."""
        questions = self.view.ledger.questions
        turn = {name: number for number, name in enumerate(questions)}
        whole = [
            (status, sorted(group, key=lambda claim: turn.get(claim.about or "", len(turn))))
            for status, group in self.view.by_status(claims)
        ]
        ordered = [claim for _, group in whole for claim in group]
        yield from self.paged(
            path,
            template,
            origin,
            title,
            ordered,
            "claims",
            also=lambda pager: {"sections": sections(whole, questions, pager.first, pager.last)},
            **values,
        )

    def fixed(self, path: str, template: str, heading: str, origin: str, **values: Any) -> Draft:
        told = {"title": heading, "description": heading, "heading": heading, **values}
        return self.draft(path, template, origin, **told)

    def draft(
        self, path: str, template: str, origin: str, rests_on: Sequence[str] | None = None, **values: Any
    ) -> Draft:
        """`rests_on` names the records whose words the page shows; else it stands for all."""
        usual = {
            "here": Here(path),
            "hide_toc": False,
            "nav_part": _PARTS.get(path.partition("/")[0], 0),
            "last_checked": self.view.freshness.told(rests_on),
            "built": self.view.built,
            "feed": "",
            "record": "",
        }
        return Draft(path, template, origin, {**usual, **values})
