"""What a reader is told of how a claim stood, in both states: the same texts, or others.

That somebody is called otherwise is told once, of the party, and not of each of their claims; so
names that changed are taken out before two texts are compared.
"""

import re
from functools import cached_property
from typing import Final

from sayso.model.claims import Claim
from sayso.model.parties import Party, Side, Source
from sayso.model.snapshot import Stood
from sayso.model.speakers import party_label

from .because import Case, names_of
from .evidence import cited
from .values import loose
from .view import View

_WORD: Final = re.compile(r"\w+")
#: Grammar follows a party's type; it says nothing of the claim.
_GRAMMAR: Final = ("speaker_so", "speaker_lead", "speaker_disputes")


class Texts:
    """The texts of one claim's standing in the two states, by the names of their fields."""

    def __init__(self, case: Case) -> None:
        self.case = case

    def alike(self, field: str) -> bool:
        """Whether a text means the same. Where the record has the same people or sources in another
        order, the order of the words says nothing either."""
        one, other = self.of(field)
        if one != other and self._reordered:
            return sorted(_WORD.findall(one)) == sorted(_WORD.findall(other))
        return one == other

    def same(self, field: str) -> bool:
        """Whether a text is the same to the letter, names that changed apart."""
        one, other = self._raw(field)
        return one == other or self._masked(one, 0) == self._masked(other, 1)

    def of(self, field: str) -> tuple[str, str]:
        """The text of both states, as it is compared."""
        one, other = self._raw(field)
        if one == other:
            return one, other
        return loose(self._masked(one, 0)), loose(self._masked(other, 1))

    def _raw(self, field: str) -> tuple[str, str]:
        return str(getattr(self.case.one, field)), str(getattr(self.case.other, field))

    @cached_property
    def _reordered(self) -> bool:
        claims = self.case.claims()
        if claims is None:
            return False
        return (claims[0].claimant, claims[0].evidence) != (claims[1].claimant, claims[1].evidence)

    def _masked(self, text: str, which: int) -> str:
        for key, name in self._names[which]:
            text = text.replace(name, f"<{key}>")
        for plural, singular in self._grammar:
            text = text.replace(plural, singular)
        return text

    @cached_property
    def _grammar(self) -> list[tuple[str, str]]:
        """What follows many, and the same for one."""
        plain = self.case.words.plain
        both = ((plain(f"{key}_many", who=""), plain(f"{key}_one", who="")) for key in _GRAMMAR)
        return [(many, one) for many, one in both if many and many != one]

    @cached_property
    def _names(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """What its parties, their sides and its sources are called in each of the states, the
        longest name first; those that are called the same in both are left out."""
        case = self.case
        old = _called(case.pair.before, case.states.before, case.one)
        new = _called(case.pair.after, case.states.after, case.other)
        apart = [key for key in old if key in new and old[key] != new[key]]
        found = (
            sorted(((key, own[key]) for key in apart if own[key]), key=lambda item: (-len(item[1]), item[0]))
            for own in (old, new)
        )
        return next(found), next(found)


def _called(claim: object, view: View, stood: Stood) -> dict[str, str]:
    """Key -> name of all whom a claim has to do with, in one of the states."""
    if not isinstance(claim, Claim):
        return {}
    parties = dict.fromkeys([*claim.claimant, *names_of(stood, "disputed_by"), *claim.via])
    called: dict[str, str] = {}
    for each in cited(claim, view):
        parties.update(dict.fromkeys(each.citation.via))
        source = view.get("source", each.source)
        if isinstance(source, Source):
            called[view.key(f"source:{source.id}")] = source.title
            parties[source.publisher] = None
    for party_id in parties:
        party = view.get("party", party_id)
        if isinstance(party, Party):
            key = view.key(f"party:{party_id}")
            called[key] = party_label(party)
            called[f"{key}.short"] = party.short_name or ""
    for side_id in names_of(stood, "claimant_sides"):
        side = view.get("side", side_id)
        if isinstance(side, Side):
            called[view.key(f"side:{side_id}")] = side.name
    return called
