"""Where records are used: in prose, and on timelines."""

from collections import defaultdict
from collections.abc import Mapping

from sayso.model.ledger import Ledger
from sayso.model.story import Event
from sayso.prose import Directive, SpanOpen

from .chronicle import Chronicle
from .headline import told_title


def uses_of(ledger: Ledger) -> Mapping[str, list[tuple[str, str, str]]]:
    """`kind:id` -> where it is used: (page path, fragment, words)."""
    found: dict[str, dict[tuple[str, str, str], None]] = defaultdict(dict)
    kinds = {"badge": "claim", "figure": "claim", "by": "claim", "claim": "claim", "quote": "quote"}
    for page in ledger.pages:
        for piece in page.prose.pieces:
            if isinstance(piece, Directive | SpanOpen) and piece.id and piece.word in kinds:
                found[f"{kinds[piece.word]}:{piece.id}"][(page.address, "", page.title)] = None
    for line in ledger.timelines.values():
        pages = Chronicle(line).pages
        for event in line.events:
            place = (pages[event.id], event.id, f"{line.title}: {told_title(ledger, event)}")
            for name in names_in(event):
                found[name][place] = None
    return {name: list(places) for name, places in found.items()}


def names_in(event: Event) -> list[str]:
    """The claims and quotations that an event shows, by their names."""
    names = [] if event.stated_by == "editorial" else [event.stated_by]
    names += [f"claim:{claim}" for claim in event.claims]
    names += [f"claim:{claim}" for account in event.accounts for claim in account.claims]
    return [*names, *(f"quote:{quote}" for quote in event.quotes)]
