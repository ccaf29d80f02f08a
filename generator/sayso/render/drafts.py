"""What pages there are, and what each template is given. Nothing is rendered here.

A page kind is a template and one line in `Drafts.all`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import Any, Final

from sayso import inline
from sayso.model.claims import Claim
from sayso.model.ledger import ProsePage
from sayso.model.parties import UNNAMED, Source
from sayso.model.story import Question, Quote, Timeline
from sayso.vocabulary import WITH_PAGE

from .address import Here, page_path
from .draft import Draft, Lazy, cut
from .freshness import names_along, names_on
from .listings import CARDS, listings
from .making import TITLE_LENGTH, Maker
from .prose_page import body_of, has_heading, opening
from .view import View

_DESCRIPTION_LENGTH: Final = 300


@dataclass(frozen=True)
class Drafts:
    """All pages of a site, one after the other."""

    make: Maker

    @property
    def view(self) -> View:
        return self.make.view

    def all(self) -> Iterator[Draft]:
        ledger, view = self.view.ledger, self.view
        records = chain(
            (self._claim(claim) for claim in ledger.claims.values()),
            (self._quote(item) for item in ledger.quotes.values()),
            *(self._question(item) for item in ledger.questions.values()),
            *(self._timeline(item) for item in ledger.timelines.values()),
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
                self._headline(source),
                "source.md.j2",
                claims,
                rests_on=_names("claim", claims) + _names("quote", view.quotes_of_source.get(source.id, [])),
                source=source,
            )
        yield from listings(self.make)
        yield from self._prose()
        yield from self._redirects()
        yield self.make.draft("assets/status.css", "status.css.j2", "site_config/rubric.yml")
        yield self.make.draft("SUMMARY.md", "SUMMARY.md.j2", "content", pages=view.pages_in_order())

    # Records

    def _claim(self, claim: Claim) -> Draft:
        standing = self.view.standing(claim.id)
        statement = f"{self.view.lead(standing)} {inline.plain(claim.text)}"
        return self.make.draft(
            page_path("claim", claim.id),
            "claim.md.j2",
            self.view.recorded_in("claim", claim.id),
            title=_with_status(statement, standing.short, TITLE_LENGTH),
            description=_with_status(
                statement, f"{standing.found}{standing.disputed}{standing.caution}", _DESCRIPTION_LENGTH
            ),
            rests_on=[f"claim:{claim.id}", *_names("quote", self.view.quotes_of_claim.get(claim.id, []))],
            standing=standing,
            feed=self.view.feed(claim.id),
            record=f"claim:{claim.id}",
        )

    def _quote(self, quote: Quote) -> Draft:
        title = f"{self.view.party_name(quote.speaker)}: “{' … '.join(quote.wording)}”"
        taint, _ = self.view.taint(quote.source)
        fallen = f" [{self.view.config.words.plain('quote_fallen', state=taint)}]" if taint else ""
        told = {"quote": quote, "description": title + fallen}
        return self.make.one("quote", quote.id, title, "quote.md.j2", [f"quote:{quote.id}"], **told)

    def _headline(self, source: Source) -> str:
        """A source's title with its publisher before it: a headline may claim what nobody confirmed."""
        words = self.view.config.words
        if source.publisher == UNNAMED:
            return words.plain("source_headline_unnamed", title=source.title)
        publisher = self.view.party_name(source.publisher)
        return words.plain("source_headline", publisher=publisher, title=source.title)

    def _timeline(self, line: Timeline) -> Iterator[Draft]:
        """A timeline, and further pages where it is long."""
        told = self.view.chronicle(line)
        for page in told.parts:
            title = line.title
            if page.number > 1:
                title = self.view.config.words.plain("common_title_page", title=title, number=page.number)
            yield self.make.draft(
                page.path,
                "timeline.md.j2",
                self.view.recorded_in("timeline", line.id),
                list(names_along(line)),
                title=cut(title, TITLE_LENGTH),
                description=title,
                record=f"timeline:{line.id}",
                line=line,
                told=told,
                page=page,
            )

    def _question(self, question: Question) -> Iterator[Draft]:
        """A question with its claims side by side, and further pages where they are many."""
        origin = self.view.recorded_in("question", question.id)
        yield from self.make.paged(
            page_path("question", question.id),
            "question.md.j2",
            origin,
            question.title,
            self.view.in_turn(question),
            "claims",
            size=CARDS,
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
        name = f"{kind}:{record_id}"
        yield from self.make.claims(path, template, origin, title, claims, record=name, **values)

    # Prose, redirects

    def _prose(self) -> Iterator[Draft]:
        for page in self.view.ledger.pages:
            yield self._prose_page(page)

    def _prose_page(self, page: ProsePage) -> Draft:
        here = Here(page.address)
        # A chart's parts have ids: each directive of a page has a number.
        places = count(1)

        def fill(word: str, record_id: str, own_words: str, block: bool) -> str:
            values = {"here": here, "word": word, "id": record_id, "own_words": own_words, "block": block}
            values["place"] = str(next(places))
            return self.make.templates.render("directive.html.j2", values)

        return self.make.draft(
            page.address,
            "prose.md.j2",
            page.path,
            title=page.title,
            description=page.description or page.title,
            rests_on=list(names_on(self.view.ledger, page)),
            page=page,
            has_heading=has_heading(page),
            feed=self.view.feed() if page.address == "index.md" else "",
            # The home page has more between its opening and the rest.
            body=Lazy(lambda: body_of(page, fill, self.view.config.words)),
            parts=lambda: opening(body_of(page, fill, self.view.config.words)),
        )

    def _redirects(self) -> Iterator[Draft]:
        """Under every former id a page that leads to the record's present one."""
        for name, now in self.view.ledger.former.items():
            kind, _, old = name.partition(":")
            if kind in WITH_PAGE:
                path = page_path(kind, old)
                target = Here(path).record(kind, now)
                origin = self.view.recorded_in(kind, now)
                yield self.make.draft(
                    path,
                    "redirect.md.j2",
                    origin,
                    title=self.view.config.words.plain("redirect_title"),
                    description="",
                    redirect=target,
                )


def _with_status(statement: str, status: str, length: int) -> str:
    """A statement with its status: if anything is cut off, then words of the statement. A link's preview
    must never show it without."""
    after = f" [{status}]"
    return cut(statement, max(length - len(after), length // 3)) + after


def _names(kind: str, records: Iterable[Any]) -> list[str]:
    return [f"{kind}:{record.id}" for record in records]
