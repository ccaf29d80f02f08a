"""How a draft is made, and a list cut into pages. Nothing is rendered here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sayso.templating import Templates

from .address import Here, page_path
from .draft import Draft, Pager, cut
from .view import View

TITLE_LENGTH: Final = 160


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
        **values: Any,
    ) -> Iterator[Draft]:
        size = min(size or 10**9, max(1, self.view.config.settings.page_size))
        count = max(1, -(-len(items) // size))
        folder = path.removesuffix("/index.md").removesuffix(".md")
        paths = (path, *(f"{folder}/page-{number}.md" for number in range(2, count + 1)))
        for number, at in enumerate(paths, start=1):
            shown = title if number == 1 else f"{title}, page {number}"
            part = items[(number - 1) * size : number * size]
            pager = Pager(number, len(items), paths)
            told = {"title": cut(shown, TITLE_LENGTH), "description": shown, "pager": pager}
            yield self.draft(at, template, origin, **{**told, **values, name: part})

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
            "last_checked": self.view.freshness.told(rests_on),
            "built": self.view.built,
            "feed": "",
            "record": "",
        }
        return Draft(path, template, origin, {**usual, **values})
