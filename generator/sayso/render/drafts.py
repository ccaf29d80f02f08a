"""What pages there are, and what each template is given. Nothing is rendered here.

A page kind is a template and one line in `Drafts.all`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

from sayso import inline
from sayso.balance import balance_of
from sayso.model.claims import Claim
from sayso.model.ledger import ProsePage
from sayso.model.story import Question, Quote, Timeline
from sayso.templating import Templates
from sayso.vocabulary import WITH_PAGE

from .address import Here, page_path, slug
from .draft import Draft, Lazy, Pager, cut
from .freshness import names_along, names_on
from .prose_page import body_of, has_heading
from .view import View

_TITLE_LENGTH: Final = 160
_DESCRIPTION_LENGTH: Final = 300
#: A card with all its reasons is long: so many stand on one page of a question.
_CARDS: Final = 40


@dataclass(frozen=True)
class Drafts:
    """All pages of a site, one after the other."""

    view: View
    templates: Templates

    def all(self) -> Iterator[Draft]:
        ledger, view = self.view.ledger, self.view
        records = chain(
            (self._claim(claim) for claim in ledger.claims.values()),
            (self._quote(item) for item in ledger.quotes.values()),
            *(self._question(item) for item in ledger.questions.values()),
            (self._timeline(item) for item in ledger.timelines.values()),
        )
        yield from records
        for party in ledger.parties.values():
            published = view.sources_of_party.get(party.id, [])
            claims = view.claims_of_party.get(party.id, [])
            title = view.party_name(party.id)
            yield from self._record_list(
                "party",
                party.id,
                title,
                "party.md.j2",
                claims,
                rests_on=_names("claim", claims) + _names("quote", view.quotes_of_party.get(party.id, [])),
                party=party,
                published=published,
            )
        for source in ledger.sources.values():
            claims = view.claims_of_source.get(source.id, [])
            yield from self._record_list(
                "source",
                source.id,
                source.title,
                "source.md.j2",
                claims,
                rests_on=_names("claim", claims) + _names("quote", view.quotes_of_source.get(source.id, [])),
                source=source,
            )
        yield from self._lists()
        yield from self._prose()
        yield from self._redirects()
        yield self._draft("assets/status.css", "status.css.j2", "site_config/rubric.yml")
        yield self._draft("SUMMARY.md", "SUMMARY.md.j2", "content", pages=view.pages_in_order())

    # Records

    def _claim(self, claim: Claim) -> Draft:
        standing = self.view.standing(claim.id)
        statement = f"{self.view.lead(standing)} {inline.plain(claim.text)}"
        return self._draft(
            page_path("claim", claim.id),
            "claim.md.j2",
            self.view.recorded_in("claim", claim.id),
            title=cut(statement, _TITLE_LENGTH),
            description=cut(
                f"{statement} [{standing.found}{standing.disputed}{standing.caution}]", _DESCRIPTION_LENGTH
            ),
            rests_on=[f"claim:{claim.id}", *_names("quote", self.view.quotes_of_claim.get(claim.id, []))],
            standing=standing,
            feed=self.view.feed(claim.id),
            record=f"claim:{claim.id}",
        )

    def _quote(self, quote: Quote) -> Draft:
        title = f"{self.view.party_name(quote.speaker)}: “{' … '.join(quote.wording)}”"
        taint, _ = self.view.taint(quote.source)
        fallen = f" [rests on a source that {taint}]" if taint else ""
        told = {"quote": quote, "description": title + fallen}
        return self._one("quote", quote.id, title, "quote.md.j2", [f"quote:{quote.id}"], **told)

    def _timeline(self, line: Timeline) -> Draft:
        names = list(names_along(line))
        return self._one("timeline", line.id, line.title, "timeline.md.j2", names, line=line)

    def _one(
        self, kind: str, record_id: str, title: str, template: str, rests_on: list[str], **values: Any
    ) -> Draft:
        origin = self.view.recorded_in(kind, record_id)
        name = f"{kind}:{record_id}"
        told = {"title": cut(title, _TITLE_LENGTH), "description": title, "record": name, **values}
        return self._draft(page_path(kind, record_id), template, origin, rests_on, **told)

    def _question(self, question: Question) -> Iterator[Draft]:
        """A question with its claims side by side, and further pages where they are many."""
        origin = self.view.recorded_in("question", question.id)
        yield from self._paged(
            page_path("question", question.id),
            "question.md.j2",
            origin,
            question.title,
            self.view.in_turn(question),
            "claims",
            size=_CARDS,
            rests_on=[
                f"question:{question.id}",
                *_names("claim", self.view.ledger.claims_about.get(question.id, ())),
            ],
            question=question,
            record=f"question:{question.id}",
        )

    def _record_list(
        self, kind: str, record_id: str, title: str, template: str, claims: Sequence[Claim], **values: Any
    ) -> Iterator[Draft]:
        """A record's own page with its claims, and further pages where they are many."""
        path = page_path(kind, record_id)
        origin = self.view.recorded_in(kind, record_id)
        # Grouped by status before it is cut, so that each group stands together.
        ordered = [claim for _, group in self.view.by_status(claims) for claim in group]
        name = f"{kind}:{record_id}"
        yield from self._paged(path, template, origin, title, ordered, "claims", record=name, **values)

    # Lists

    def _lists(self) -> Iterator[Draft]:
        view, ledger = self.view, self.view.ledger
        claims = list(ledger.claims.values())
        yield from self._index(
            "claims",
            "list.md.j2",
            "All claims",
            claims,
            "claims",
            with_ways=True,
            lead="What is claimed, by whom, and how well it is confirmed.",
        )
        yield from self._index(
            "questions", "questions.md.j2", "What is contested", list(ledger.questions.values())
        )
        yield from self._index("quotes", "quotes.md.j2", "Quotations", list(ledger.quotes.values()))
        yield from self._index("timelines", "timelines.md.j2", "Timelines", list(ledger.timelines.values()))
        yield from self._index("parties", "parties.md.j2", "Who is who", list(ledger.parties.values()))
        yield from self._index("sources", "sources.md.j2", "Sources", list(ledger.sources.values()))
        yield from self._index("corrections", "corrections.md.j2", "Corrections", view.corrections)
        past = view.past.items if view.past else []
        yield from self._index("changes", "changes.md.j2", "What has changed", past, feed=view.feed())
        yield from self._index("wanted", "wanted.md.j2", "Evidence wanted", view.wanted_items, size=_CARDS)
        yield self._fixed(
            "legend/index.md", "legend.md.j2", "How to read the badges", "site_config/rubric.yml"
        )
        yield self._fixed("method/index.md", "method.md.j2", "Method", "site_config/rubric.yml")
        balance = balance_of(ledger, view.config, view.standings)
        yield self._fixed("balance/index.md", "balance.md.j2", "Balance", "content", balance=balance)
        groups = {status.code: group for status, group in view.by_status(view.open_claims)}
        for status in view.config.rubric.statuses:
            if status.code in groups:
                yield from self._index(
                    f"statuses/{status.css}",
                    "list.md.j2",
                    f"Claims: {status.short}",
                    groups[status.code],
                    "claims",
                    badge_of=status,
                )
        for side in (each for each in ledger.sides.values() if each.id in view.sides_met):
            yield from self._index(
                f"sides/{side.id}",
                "list.md.j2",
                f"What {side.name} says",
                view.claims_of_side.get(side.id, []),
                "claims",
                lead=f"Everything claimed by those who belong to this side: {side.name}.",
            )
        for tag, tagged in view.claims_of_tag.items():
            yield from self._index(
                f"tags/{slug(tag)}", "list.md.j2", f"Claims about: {tag}", tagged, "claims"
            )

    def _index(
        self, base: str, template: str, heading: str, items: Sequence[Any], name: str = "items", **values: Any
    ) -> Iterator[Draft]:
        path = f"{base}.md" if "/" in base else f"{base}/index.md"
        origin = "content" if base != "claims" else "claims.yml"
        yield from self._paged(path, template, origin, heading, items, name, heading=heading, **values)

    def _paged(
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
            told = {"title": cut(shown, _TITLE_LENGTH), "description": shown, "pager": pager}
            yield self._draft(at, template, origin, **{**told, **values, name: part})

    def _fixed(self, path: str, template: str, heading: str, origin: str, **values: Any) -> Draft:
        told = {"title": heading, "description": heading, "heading": heading, **values}
        return self._draft(path, template, origin, **told)

    # Prose, redirects

    def _prose(self) -> Iterator[Draft]:
        for page in self.view.ledger.pages:
            yield self._prose_page(page)

    def _prose_page(self, page: ProsePage) -> Draft:
        here = Here(page.address)

        def fill(word: str, record_id: str, own_words: str, block: bool) -> str:
            values = {"here": here, "word": word, "id": record_id, "own_words": own_words, "block": block}
            return self.templates.render("directive.html.j2", values)

        return self._draft(
            page.address,
            "prose.md.j2",
            page.path,
            title=page.title,
            description=page.description or page.title,
            rests_on=list(names_on(self.view.ledger, page)),
            page=page,
            has_heading=has_heading(page),
            feed=self.view.feed() if page.address == "index.md" else "",
            body=Lazy(lambda: body_of(page, fill)),
        )

    def _redirects(self) -> Iterator[Draft]:
        """Under every former id a page that leads to the record's present one."""
        for name, now in self.view.ledger.former.items():
            kind, _, old = name.partition(":")
            if kind in WITH_PAGE:
                path = page_path(kind, old)
                target = Here(path).record(kind, now)
                origin = self.view.recorded_in(kind, now)
                yield self._draft(
                    path,
                    "redirect.md.j2",
                    origin,
                    title="This page has moved",
                    description="",
                    redirect=target,
                )

    def _draft(
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


def _names(kind: str, records: Iterable[Any]) -> list[str]:
    return [f"{kind}:{record.id}" for record in records]
