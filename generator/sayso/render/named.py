"""Any record in words, with the place where it is told of."""

from collections.abc import Callable
from typing import Final

from sayso import inline
from sayso.model.ledger import Ledger
from sayso.model.speakers import party_label
from sayso.model.standing import Standing

from .address import page_path
from .chronicle import Chronicle
from .headline import told_title

_TITLED: Final = frozenset({"source", "question", "timeline"})


def named(
    ledger: Ledger, name: str, standing: Callable[[str], Standing], lead: Callable[[Standing], str]
) -> tuple[str, str, str] | None:
    """(page path, place on it, words) of a record, as `kind:id`; None where no page tells of it."""
    kind, _, own = name.partition(":")
    entry = ledger.by_name.get(name)
    if entry is None or entry.record is None:
        return None
    if kind == "event":
        for line in ledger.timelines.values():
            for event in line.events:
                if event.id == own:
                    return Chronicle(line).pages[own], own, told_title(ledger, event)
        return None
    if kind == "claim":
        told = standing(own)
        return page_path(kind, own), "", f"{lead(told)} {inline.plain(told.claim.text)}"
    if kind == "quote":
        quote = ledger.quotes[own]
        speaker = party_label(ledger.parties.get(quote.speaker), quote.speaker, ledger.words)
        return page_path(kind, own), "", f"{speaker}: “{' … '.join(quote.wording)}”"
    if kind == "party":
        return page_path(kind, own), "", party_label(ledger.parties.get(own), own, ledger.words)
    if kind in _TITLED:
        return page_path(kind, own), "", str(getattr(entry.record, "title", own))
    return None
