"""How a speaker is named, everywhere alike: on badges, in titles, lists and sentences.

The verb is *says* for every party. Grammar alone may change it: a group *say*.
"""

from dataclasses import dataclass

from .claims import SOURCE_VOICE, Claim
from .ledger import Ledger
from .parties import Party

OWN_ACCOUNT = "This source's own account"
#: The same where a verb follows.
THIS_SOURCE = "This source"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says something. `parties` are ids; `via` are names, nearest the speaker first."""

    name: str
    short: str
    plural: bool = False
    own_account: bool = False
    parties: tuple[str, ...] = ()
    via: tuple[str, ...] = ()

    @property
    def says(self) -> str:
        return "say" if self.plural else "says"

    @property
    def full(self) -> str:
        """The name with who passed it on: "A, according to B"."""
        return f"{self.name}, according to {listed(self.via)}" if self.via else self.name

    @property
    def subject(self) -> str:
        """The name as a sentence goes on after it: "A", "A, according to B,"."""
        return f"{self.full}," if self.via else self.full

    @property
    def says_so(self) -> str:
        """ "A says so", "A, according to B, says so", "This source's own account"."""
        return self.name if self.own_account else f"{self.subject} {self.says} so"

    @property
    def lead(self) -> str:
        """What stands before the statement: "A says:"."""
        if self.own_account:
            return f"{self.name}:"
        return f"{self.subject} {self.says}:"


def listed(names: tuple[str, ...] | list[str]) -> str:
    """a · a and b · a, b and c."""
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + " and " + names[-1]


def party_label(party: Party | None, party_id: str = "") -> str:
    """A party's name; somebody unnamed by the description, and that they are not named."""
    if party is None:
        return party_id
    if party.unnamed is not None:
        return f"{party.unnamed.described_as} (not named)"
    return party.name


def short_label(party: Party | None, party_id: str = "") -> str:
    """The name for a small badge."""
    if party is not None and party.short_name and party.unnamed is None:
        return party.short_name
    return party_label(party, party_id)


def disputing(ledger: Ledger, parties: tuple[str, ...]) -> str:
    """ "A disputes it", "A and B dispute it"; empty where nobody does."""
    if not parties:
        return ""
    known = ledger.parties.get(parties[0])
    plural = len(parties) > 1 or (known is not None and known.type == "group")
    names = listed([party_label(ledger.parties.get(party), party) for party in parties])
    return f"{names} {'dispute' if plural else 'disputes'} it"


def speaker_of(ledger: Ledger, claim: Claim) -> Speaker:
    """Who makes a claim, and through whose hands it came to our sources."""
    if claim.claimant == (SOURCE_VOICE,):
        return Speaker(OWN_ACCOUNT, OWN_ACCOUNT, own_account=True, parties=ledger.claimant_ids(claim))
    parties = [(ledger.parties.get(party_id), party_id) for party_id in claim.claimant]
    return Speaker(
        name=listed([party_label(party, party_id) for party, party_id in parties]),
        short=listed([short_label(party, party_id) for party, party_id in parties]),
        plural=len(parties) > 1 or (parties[0][0] is not None and parties[0][0].type == "group"),
        parties=claim.claimant,
        via=tuple(party_label(ledger.parties.get(hand), hand) for hand in hands_of(claim)),
    )


def hands_of(claim: Claim) -> tuple[str, ...]:
    """Whoever passed a claim on in every account we have, nearest the speaker first; a hand
    that only one of several accounts went through is told with that account."""
    hands = [citation.via for _, citation in claim.evidence if citation.relation == "reports"]
    return hands[0] if hands and all(hand == hands[0] for hand in hands) else ()
