"""Who says that an event happened, where its title does not say so itself.

A heading is read alone, in a list or a preview. "The bridge falls" would stand there as a fact,
so the speaker leads: "Northland's army says: The bridge falls". A title that has its speaker
and a verb of speech in it already ("..., the article says") is left as it is.
"""

import re
from collections.abc import Iterator
from typing import Final

from sayso import inline
from sayso.laundering.speech import acts
from sayso.laundering.words import Words
from sayso.model.claims import SOURCE_VOICE, Claim
from sayso.model.ledger import Ledger
from sayso.model.parties import Party
from sayso.model.speakers import listed, party_label, speaker_of
from sayso.model.story import Event

#: A source may be named by what it is: "the article says".
_SOURCES: Final = "article report source statement post broadcast interview document video map paper"
_WORD = re.compile(r"[^\W\d_]{3,}")
#: Words of names that tell nobody from anybody.
_EMPTY: Final = frozenset(["the", "and", "for", "who", "his", "her", "their", "from", "with", "not", "some"])


def event_lead(ledger: Ledger, event: Event) -> str:
    """What stands before an event's title: "Northland's army says:"; "" where the title names
    its speaker, and where the editors state the event themselves."""
    kind, _, record_id = event.stated_by.partition(":")
    if kind == "claim" and (claim := ledger.claims.get(record_id)):
        lead, names = _of_claim(ledger, claim)
    elif kind == "quote" and (quote := ledger.quotes.get(record_id)):
        party = ledger.parties.get(quote.speaker)
        form = "many" if party is not None and party.type == "group" else "one"
        who = party_label(party, quote.speaker, ledger.words)
        lead = ledger.words.plain(f"speaker_lead_{form}", who=who)
        names = " ".join(_names(ledger, party)) if party else ""
    else:
        return ""
    return "" if _names_speaker(inline.plain(event.title), names) else lead


def told_title(ledger: Ledger, event: Event) -> str:
    """An event's title as a list shows it, with who says so."""
    return f"{event_lead(ledger, event)} {inline.plain(event.title)}".lstrip()


def _of_claim(ledger: Ledger, claim: Claim) -> tuple[str, str]:
    """The speaker as a lead, and the words by which a title may name them."""
    speaker = speaker_of(ledger, claim)
    if claim.claimant != (SOURCE_VOICE,):
        parties = filter(None, map(ledger.parties.get, claim.claimant))
        return speaker.lead, " ".join(name for party in parties for name in _names(ledger, party))
    cited = [ledger.source_of(citation) for _, citation in claim.evidence if citation.relation == "reports"]
    titles = list(dict.fromkeys(source.title for source in cited if source is not None))
    publishers = map(ledger.parties.get, ledger.claimant_ids(claim))
    names = [*titles, _SOURCES, *(party.name for party in publishers if party is not None)]
    if not titles or len(ledger.sources) == 1:
        return speaker.lead, " ".join(names)
    sources = listed(titles, ledger.words)
    return ledger.words.plain("speaker_lead_own_of", who=speaker.name, sources=sources), " ".join(names)


def _names(ledger: Ledger, party: Party) -> Iterator[str]:
    """What a party may be called: by its name, its description, its side."""
    yield party.unnamed.described_as if party.unnamed else party.name
    yield party.short_name or ""
    if side := ledger.sides.get(ledger.side_of(party.id) or ""):
        yield f"{side.name} {side.adjective or ''}"


def _names_speaker(title: str, names: str) -> bool:
    """Whether a title has a verb of speech and a word of the speaker's name."""
    words = Words(title)
    return bool(acts(words)) and bool(_telling(title) & _telling(names))


def _telling(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold())) - _EMPTY
