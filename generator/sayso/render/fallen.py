"""Which sources that no longer stand an editors' page rests on."""

from collections.abc import Iterator, Mapping

from sayso.model.ledger import Ledger, ProsePage
from sayso.model.standing import Standing
from sayso.prose import Directive, SpanOpen


def fallen_on(ledger: Ledger, standings: Mapping[str, Standing], page: ProsePage) -> list[str]:
    """The sources that were retracted, corrected, changed or lost and that something on the
    page rests on, in the order in which a reader meets them."""
    found: dict[str, None] = {}
    for piece in page.prose.pieces:
        if isinstance(piece, Directive | SpanOpen):
            found.update(dict.fromkeys(_sources(ledger, standings, piece.word, piece.id)))
    return [source for source in found if ledger.lineage[source].taint]


def _sources(ledger: Ledger, standings: Mapping[str, Standing], word: str, record_id: str) -> Iterator[str]:
    """The sources that no longer stand, or might not, behind one directive."""
    match word:
        case "claim" | "badge" | "figure" | "by":
            yield from _of_claims(standings, [record_id])
        case "quote":
            yield ledger.quotes[record_id].source
        case "cite":
            yield record_id
        case "compare" | "chart":
            yield from _of_claims(standings, [claim.id for claim in ledger.claims_about.get(record_id, ())])
            gaps = ledger.questions[record_id].gaps
            yield from (source.id for gap in gaps if (source := ledger.source_of(gap.citation)))
        case "timeline":
            for event in ledger.timelines[record_id].events:
                kind, _, stated = event.stated_by.partition(":")
                if kind == "claim":
                    yield from _of_claims(standings, [stated])
                elif kind == "quote":
                    yield ledger.quotes[stated].source


def _of_claims(standings: Mapping[str, Standing], claims: list[str]) -> Iterator[str]:
    for claim in claims:
        for source, _, _ in standings[claim].spoilt:
            yield source
