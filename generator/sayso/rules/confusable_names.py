"""Two names look alike, or a name mixes alphabets.

A name that differs from another only in capitals, accents or letters that look the same
(the Latin `a` and the Cyrillic `а`) lets one speaker pass for another. So does a word that
mixes letters of two alphabets. Looks are compared by the skeletons of Unicode UTS 39.

With:

    sources:
      - {id: article, title: A report, publisher: tass, kind: article, no_url: given to us on paper}

Wrong:

    claims:
      - {id: losses, text: Forty were killed., claimant: [tass, tass-2], source: article, exact: "forty dead"}
    parties:
      - {id: tass, type: news_media_organization, name: TASS}
      - {id: tass-2, type: news_media_organization, name: Tass}

Right:

    claims:
      - {id: losses, text: Forty were killed., claimant: [tass, tass-2], source: article, exact: "forty dead"}
    parties:
      - {id: tass, type: news_media_organization, name: TASS}
      - {id: tass-2, type: news_media_organization, name: Tass's English service}
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from confusable_homoglyphs.categories import alias  # type: ignore[import-untyped]
from confusable_homoglyphs.confusables import confusables_data  # type: ignore[import-untyped]

from sayso.diagnostics import Related, Severity
from sayso.model.ledger import Entry, Ledger
from sayso.model.parties import Party, Side
from sayso.model.walk import Path

from ._kit import Context, Finding, named

CODE = "SAY213"
NAME = "confusable-names"
SEVERITY = Severity.WARNING

#: Scripts that one word may mix, because a language is written with both (UTS 39, 5.1).
_TOGETHER = (
    frozenset(["HAN", "HIRAGANA", "KATAKANA"]),
    frozenset(["HAN", "BOPOMOFO"]),
    frozenset(["HAN", "HANGUL"]),
)
#: Of ASCII characters that look alike, the one that stands for them (UTS 39).
_ALIKE = {"m": "rn", "1": "l", "I": "l", "|": "l", "0": "O"}
_NEUTRAL = frozenset(["COMMON", "INHERITED", "Unknown"])


def check(context: Context) -> Iterator[Finding]:
    """Names of parties and sides that could be taken for another's, and mixed words."""
    seen: dict[tuple[str, int, str], tuple[Entry, Path, str]] = {}
    for entry, path, name in _names(context.ledger):
        if word := _mixed(name):
            message = f"'{word}' in the name of {named(entry)} mixes letters of several alphabets"
            hint = "type the whole word in one alphabet"
            yield Finding(entry.mark(*path), message, hint, entry.name)
            continue
        keys = [(entry.kind, number, look) for number, look in enumerate(looks(name))]
        other, where, taken = next((seen[key] for key in keys if key in seen), (entry, path, name))
        for key in keys:
            seen.setdefault(key, (entry, path, name))
        if other.id == entry.id:
            continue
        how = "is the same as" if taken == name else f"looks like '{taken[:60]}',"
        message = f"the name '{name[:60]}' of {named(entry)} {how} that of {named(other)}"
        hint = "make the names tell them apart, or make the two one record"
        related = (Related(other.mark(*where), "the other name"),)
        yield Finding(entry.mark(*path), message, hint, entry.name, related)


def _names(ledger: Ledger) -> Iterator[tuple[Entry, Path, str]]:
    """What readers see as a name. Two speakers who are not named may be described alike."""
    for entry, side in ledger.each(Side):
        yield entry, ("name",), side.name
    for entry, party in ledger.each(Party):
        if party.unnamed is not None:
            continue
        yield entry, ("name",), party.name
        if party.short_name:
            yield entry, ("short_name",), party.short_name
        yield from ((entry, ("names", language), name) for language, name in party.names.items())


def looks(name: str) -> tuple[str, str]:
    """What a name looks like, twice: letter for letter, and without capitals.

    Names that a reader could confuse have one of the two in common. Accents and runs of
    spaces do not count. The first is the skeleton of UTS 39 but for that.
    """
    folded = unicodedata.normalize("NFKD", name)
    plain = "".join(char for char in folded if unicodedata.category(char) not in ("Mn", "Cf"))
    plain = " ".join(plain.split())
    return "".join(map(_prototype, plain)), "".join(_prototype(char).casefold() for char in plain.casefold())


@lru_cache(maxsize=4096)
def _prototype(char: str) -> str:
    """What stands for all characters that look like this one."""
    if char.isascii():
        return _ALIKE.get(char, char)
    alike = [other["c"] for other in confusables_data.get(char, ())]
    plain = sorted(other for other in alike if other.isascii() and other.isalnum())
    return "".join(map(_prototype, plain[0])) if plain else char


def _mixed(name: str) -> str:
    """The first word that mixes alphabets, or an empty text."""
    if name.isascii():
        return ""
    for word in name.split():
        scripts = {alias(char) for char in word if char.isalpha()} - _NEUTRAL
        if len(scripts) > 1 and not any(scripts <= together for together in _TOGETHER):
            return word
    return ""
