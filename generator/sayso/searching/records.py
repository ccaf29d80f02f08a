"""All that can be found on a site: one record for each claim, quotation, event, question, party,
source and page of prose."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sayso import inline
from sayso.dated import display
from sayso.model.claims import Claim
from sayso.model.fields import When
from sayso.model.ledger import Ledger, ProsePage
from sayso.model.parties import Party, Source
from sayso.model.settings import Config
from sayso.model.speakers import party_label
from sayso.model.spoken import figure_words, lead
from sayso.model.standing import Standing
from sayso.model.story import Event, Question, Quote, Timeline
from sayso.phrases import Phrases
from sayso.prose import Directive, TextPiece
from sayso.render.address import page_path, url_of
from sayso.render.headline import event_lead

from .record import Found

#: A statement of a whole page is no heading; the page has the rest of it.
_LONGEST = 600


def records(ledger: Ledger, config: Config, standings: Mapping[str, Standing]) -> Iterator[Found]:
    """Every record of a site, in the order of the ledger: the same each time."""
    told = _Records(ledger, config, standings)
    yield from map(told.claim, ledger.claims.values())
    yield from map(told.quote, ledger.quotes.values())
    for line in ledger.timelines.values():
        for event in line.events:
            yield told.event(line, event)
    yield from map(told.question, ledger.questions.values())
    yield from map(told.party, ledger.parties.values())
    yield from map(told.source, ledger.sources.values())
    yield from map(told.page, ledger.pages)


@dataclass(frozen=True)
class _Records:
    ledger: Ledger
    config: Config
    standings: Mapping[str, Standing]

    def claim(self, claim: Claim) -> Found:
        standing = self.standings[claim.id]
        figure = (
            figure_words(claim.figure, self.config.vocabulary.label, self.config.words)
            if claim.figure
            else ""
        )
        return Found(
            _address("claim", claim.id),
            _title(claim.text),
            _content(
                lead(self.ledger, standing), claim.text, figure, self._asked(claim.about), *claim.tags,
                self._badge(standing), claim.figure.place if claim.figure else "", claim.id,
                *self._evidence(claim), *self._names(self.ledger.claimant_ids(claim)),
            ),
            lead=lead(self.ledger, standing),
            who=standing.speaker.short,
            badge=self._badge(standing),
            note="" if claim.open else self.config.words.plain("row_no_longer_used"),
            filters={
                "kind": ("claim",),
                "status": (standing.status.short,),
                **self._speaking(self.ledger.claimant_ids(claim)),
                "tag": claim.tags,
            },
        )  # fmt: skip

    def quote(self, quote: Quote) -> Found:
        others = [each.text for each in (quote.original, *quote.translations) if each]
        speaker = self._name(quote.speaker)
        return Found(
            _address("quote", quote.id),
            _cut(f"“{' … '.join(quote.wording)}”"),
            _content(
                *quote.wording, *others, quote.context, quote.occasion, quote.id,
                self._source(quote.source), *self._names((quote.speaker,)),
            ),
            lead=f"{speaker}:",
            filters={
                "kind": ("quote",),
                **self._speaking((quote.speaker,)),
                "language": (quote.language,) if quote.language else (),
            },
        )  # fmt: skip

    def event(self, line: Timeline, event: Event) -> Found:
        place = (event.place.name, *event.place.names.values()) if event.place else ()
        called = [each for account in event.accounts for each in (self._name(account.party), account.word)]
        return Found(
            f"{_address('timeline', line.id)}#{event.id}",
            _title(event.title),
            _content(
                event_lead(self.ledger, event), event.title, event.text, line.title, event.id, *place, *called
            ),
            lead=event_lead(self.ledger, event),
            note=_when(self.config.words, event.date),
            filters={"kind": ("event",)},
        )

    def question(self, question: Question) -> Found:
        silent = [self._name(gap.party) for gap in question.gaps]
        content = _content(question.title, question.summary, question.id, *silent)
        filters = {"kind": ("question",)}
        return Found(_address("question", question.id), _cut(question.title), content, filters=filters)

    def party(self, party: Party) -> Found:
        side = self.ledger.sides.get(self.ledger.side_of(party.id) or "")
        return Found(
            _address("party", party.id),
            self._name(party.id),
            _content(
                *self._names((party.id,)),
                party.role,
                *((side.name, side.adjective) if side else ()),
                party.id,
            ),
            note=party.role or "",
            filters={"kind": ("party",), **self._speaking((party.id,))},
        )

    def source(self, source: Source) -> Found:
        lineage = self.ledger.lineage.get(source.id)
        fallen = self.ledger.words.plain(f"fallen_{lineage.taint}") if lineage and lineage.taint else ""
        publisher = "" if source.publisher == "unnamed" else self._name(source.publisher)
        return Found(
            _address("source", source.id),
            _cut(source.title),
            _content(
                source.title, source.author, publisher, source.url, source.id,
                *self._names((source.publisher,)),
            ),
            note=" · ".join(filter(None, (publisher, fallen))),
            filters={"kind": ("source",), "language": (source.language,) if source.language else ()},
        )  # fmt: skip

    def page(self, page: ProsePage) -> Found:
        words = []
        for piece in page.prose.pieces:
            if isinstance(piece, TextPiece):
                words.append(piece.words)
            elif isinstance(piece, Directive):
                words.append(piece.own_words)
        return Found(
            url_of(page.address),
            _title(page.title),
            _content(page.title, page.description, *words),
            filters={"kind": ("page",), "language": (page.lang,) if page.lang else ()},
        )

    # What several kinds have

    def _badge(self, standing: Standing) -> str:
        """What a small badge says after the speaker, in the words of the pages' own."""
        words, short = self.config.words.plain, standing.short
        parts = [words("badge_by_hand", badge=short) if standing.overridden else short]
        parts += [words("badge_disputed")] if standing.disputed else []
        if standing.spoilt:
            parts.append(words(f"badge_source_{self.ledger.sources[standing.spoilt[0][2]].status}"))
        parts += [words("badge_overdue")] if standing.facts.stale else []
        return " · ".join(parts)

    def _evidence(self, claim: Claim) -> Iterator[str | None]:
        """The exact words under a claim, in every language that we have them in."""
        for _, citation in claim.evidence:
            yield from self.ledger.wording_of(citation)
            quote = self.ledger.quotes.get(citation.quote or "")
            if quote is not None:
                yield from (each.text for each in (quote.original, *quote.translations) if each)
            source = self.ledger.source_of(citation)
            yield source.title if source else None
            yield from map(self._name, citation.via)

    def _speaking(self, parties: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The filters of those who speak."""
        known = [party for party in parties if party in self.ledger.parties]
        sides = (self.ledger.sides.get(self.ledger.side_of(party) or "") for party in known)
        return {
            "claimant": tuple(dict.fromkeys(self._name(party) for party in known)),
            "side": tuple(dict.fromkeys(side.name for side in sides if side)),
        }

    def _names(self, parties: Iterable[str]) -> Iterator[str | None]:
        """All names of parties, and of what they belong to: somebody who looks for a ministry
        looks for its spokesman too."""
        for name in parties:
            for each in self.ledger.affiliations(name):
                party = self.ledger.parties.get(each)
                if party is not None:
                    yield from (self._name(each), party.short_name, *party.names.values())

    def _name(self, party: str) -> str:
        return party_label(self.ledger.parties.get(party), party, self.ledger.words)

    def _source(self, source: str) -> str:
        found = self.ledger.sources.get(source)
        return found.title if found else ""

    def _asked(self, question: str | None) -> str:
        found = self.ledger.questions.get(question or "")
        return found.title if found else ""


def _address(kind: str, record: str) -> str:
    return url_of(page_path(kind, record))


def _when(words: Phrases, when: When) -> str:
    """A date for a reader: the source's words, and the date that it comes to."""
    shown = display(words, when.date)
    return shown if when.words is None else words.plain("common_noted", told=when.words, note=shown)


def _title(text: str) -> str:
    """Running text without its marks. A name or a title has none: what stands in it is its own."""
    return _cut(inline.plain(text))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST].rpartition(" ")[0] + " …"


def _content(*texts: str | None) -> str:
    """The texts by which a record is found; each once."""
    return " \n".join(dict.fromkeys(inline.plain(text) for text in texts if text))
