"""How a speaker is named, everywhere alike: on badges, in titles, lists and sentences.

The verb is *says* for every party. Grammar alone may change it: a group *say*.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sayso.default_words import default_words
from sayso.phrases import Phrases

from .claims import SOURCE_VOICE, Claim
from .ledger import Ledger
from .parties import Party


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says something. `parties` are ids; `via` are names, nearest the speaker first; `words`
    are those of the site."""

    name: str
    short: str
    plural: bool = False
    own_account: bool = False
    parties: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    words: Phrases = field(default_factory=default_words, compare=False, repr=False)

    @property
    def says(self) -> str:
        return self.words.plain(f"speaker_says_{self._form}")

    @property
    def full(self) -> str:
        """The name with who passed it on: "A, according to B"."""
        return self._told("speaker_full")

    @property
    def subject(self) -> str:
        """The name as a sentence goes on after it: "A", "A, according to B,"."""
        return self._told("speaker_subject")

    @property
    def this_source(self) -> str:
        """A source that speaks for itself, where a verb follows; else as `subject`."""
        return self.words.plain("speaker_this_source") if self.own_account else self.subject

    @property
    def says_so(self) -> str:
        """ "A says so", "A, according to B, says so", "This source's own account"."""
        return self.name if self.own_account else self._told("speaker_so", self._form)

    @property
    def lead(self) -> str:
        """What stands before the statement: "A says:"."""
        if self.own_account:
            return self.words.plain("speaker_lead_own", who=self.name)
        return self._told("speaker_lead", self._form)

    @property
    def _form(self) -> str:
        """The number of the verb."""
        return "many" if self.plural else "one"

    def _told(self, name: str, form: str = "") -> str:
        key = "_".join(filter(None, [name, "via" if self.via else "", form]))
        if not self.via:
            return self.words.plain(key, who=self.name)
        return self.words.plain(key, who=self.name, via=listed(self.via, self.words))


def listed(names: Iterable[str], words: Phrases | None = None) -> str:
    """a · a and b · a, b and c, in the words of the site, else in the default ones."""
    return (words or default_words()).plain_listed(names)


def party_label(party: Party | None, party_id: str = "", words: Phrases | None = None) -> str:
    """A party's name; somebody unnamed by the description, and that they are not named."""
    if party is None:
        return party_id
    if party.unnamed is not None:
        told = words or default_words()
        return told.plain("speaker_not_named", description=party.unnamed.described_as)
    return party.name


def short_label(party: Party | None, party_id: str = "", words: Phrases | None = None) -> str:
    """The name for a small badge."""
    if party is not None and party.short_name and party.unnamed is None:
        return party.short_name
    return party_label(party, party_id, words)


def disputing(ledger: Ledger, parties: tuple[str, ...]) -> str:
    """ "A disputes it", "A and B dispute it"; empty where nobody does."""
    if not parties:
        return ""
    known = ledger.parties.get(parties[0])
    plural = len(parties) > 1 or (known is not None and known.type == "group")
    words = ledger.words
    names = listed((party_label(ledger.parties.get(party), party, words) for party in parties), words)
    return words.plain("speaker_disputes_many" if plural else "speaker_disputes_one", who=names)


def speaker_of(ledger: Ledger, claim: Claim) -> Speaker:
    """Who makes a claim, and through whose hands it came to our sources."""
    words = ledger.words
    if claim.claimant == (SOURCE_VOICE,):
        own = words.plain("speaker_own_account")
        return Speaker(own, own, own_account=True, parties=ledger.claimant_ids(claim), words=words)
    parties = [(ledger.parties.get(party_id), party_id) for party_id in claim.claimant]
    return Speaker(
        name=listed((party_label(party, party_id, words) for party, party_id in parties), words),
        short=listed((short_label(party, party_id, words) for party, party_id in parties), words),
        plural=len(parties) > 1 or (parties[0][0] is not None and parties[0][0].type == "group"),
        parties=claim.claimant,
        via=tuple(party_label(ledger.parties.get(hand), hand, words) for hand in hands_of(claim)),
        words=words,
    )


def hands_of(claim: Claim) -> tuple[str, ...]:
    """Whoever passed a claim on in every account we have, nearest the speaker first; a hand
    that only one of several accounts went through is told with that account."""
    hands = [citation.via for _, citation in claim.evidence if citation.relation == "reports"]
    return hands[0] if hands and all(hand == hands[0] for hand in hands) else ()
