"""Verbs of speech: what the exact words call it, and what we call it.

A claim that the source calls "claimed" is not "confirmed" in our words, and nobody "admitted"
what the source has them "say". The other way is allowed: the badge's verb is *says* for all.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from .lexicon import Hit, Phrases
from .words import Words

_ASSERTED: Final = frozenset(["claimed", "said", "reported", "announced", "admitted"])

#: The acts in the exact words that bear out a typed one. What is estimated is less than said;
#: to decline to answer is not to deny; to predict is not to promise.
BORNE_OUT_BY: Final[Mapping[str, frozenset[str]]] = {
    "estimated": _ASSERTED | {"estimated", "predicted"},
    "claimed": _ASSERTED | {"denied", "promised", "predicted"},
    "said": _ASSERTED | {"denied", "promised", "predicted", "declined_to_say"},
    "reported": _ASSERTED | {"denied", "promised", "predicted"},
    "announced": _ASSERTED | {"denied", "promised", "predicted"},
    "denied": _ASSERTED - {"admitted"} | {"denied"},
    "admitted": frozenset(["admitted"]),
    "predicted": _ASSERTED | {"predicted", "promised", "estimated"},
    "promised": _ASSERTED | {"promised"},
    "declined_to_say": _ASSERTED - {"admitted"} | {"declined_to_say", "denied"},
}

#: Acts that are no such acts where they are negated; "did not say" may be a way to say it.
_NEGATABLE: Final = frozenset(["admitted", "denied", "promised", "predicted"])
#: So far before a word its negation is looked for.
_REACH: Final = 40
_ABLE = re.compile(r"\bcan (?:now |also |today )?\Z")


def acts(words: Words) -> list[Hit]:
    """The verbs of speech in a text, without those that are negated ("did not admit")."""
    if words.lexicon is None or not words.may_hold(words.lexicon.said):
        return []
    return _standing(words, words.lexicon.said)


def confirmations(words: Words) -> list[Hit]:
    """Words that say that something is confirmed; not "could not be confirmed"."""
    if words.lexicon is None or not words.may_hold(words.lexicon.confirming):
        return []
    return _standing(words, words.lexicon.confirming)


def stronger_act(typed: str, held: Iterable[Words]) -> tuple[str, str] | None:
    """What the exact words say instead of a typed speech act: (their act, their verb); None
    where one of them bears it out, or holds no verb of speech."""
    borne_out = BORNE_OUT_BY.get(typed)
    found = [(hit.meaning, words.shown(hit.start, hit.end)) for words in held for hit in acts(words)]
    if borne_out is None or any(act in borne_out for act, _ in found):
        return None
    return found[0] if found else _taken_back(typed, held)


def _taken_back(typed: str, held: Iterable[Words]) -> tuple[str, str] | None:
    """The typed act's own verb, where the exact words have it only negated: "has not confirmed"."""
    for words in held:
        if words.lexicon is not None and words.may_hold(words.lexicon.said):
            for hit in words.lexicon.said.all(words.lower):
                if hit.meaning == typed and typed in _NEGATABLE:
                    start = max(words.lower.rfind(mark, 0, hit.start) for mark in ",.;:") + 1
                    return "declined_to_say", words.shown(max(start, hit.start - _REACH), hit.end).strip()
    return None


def _standing(words: Words, phrases: Phrases) -> list[Hit]:
    """The phrases that nothing in their clause takes back."""
    lexicon = words.lexicon
    found = []
    for hit in phrases.all(words.lower):
        if not hit.meaning:
            continue
        if hit.meaning == "declined_to_say" or lexicon is None:
            found.append(hit)
            continue
        reach = max(hit.start - _REACH, 0)
        near = max(reach, *(words.lower.rfind(mark, reach, hit.start) for mark in ",.;:"))
        able = _ABLE.search(words.lower, near, hit.start)  # "we can confirm" confirms
        end = able.start() if able else hit.start
        if (
            lexicon.negating.first(words.lower, near, end) is None
            and "n't" not in words.lower[near : hit.start]
        ):
            found.append(hit)
    return found
