"""Two names look alike, or a name mixes alphabets.

A name that differs from another only in capitals, accents, signs or letters that look the
same (the Latin `a` and the Cyrillic `а`) lets one speaker pass for another. So does a word
that mixes letters of two alphabets; words of two alphabets may well stand side by side. Looks
are compared by the skeletons of Unicode UTS 39: the names of parties, those of sides, and
titles and tags that are not spelt the same. Whoever is not named must not look like one who is.

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

from collections.abc import Iterator
from typing import NamedTuple

from sayso.diagnostics import Related, Severity
from sayso.looks import looks, mixed_word
from sayso.model.claims import Claim
from sayso.model.ledger import Entry, Ledger
from sayso.model.parties import Party, Side, Source
from sayso.model.story import Question, Timeline
from sayso.model.walk import Path

from ._kit import Context, Finding, named

CODE = "SAY213"
NAME = "confusable-names"
SEVERITY = Severity.WARNING


class _Name(NamedTuple):
    """What readers see as a name. Names of one `group` are compared.

    `same`: two may be spelt the same, as titles and tags may. `shy`: it is compared with
    others, but no other with it.
    """

    group: str
    entry: Entry
    path: Path
    text: str
    same: bool = False
    shy: bool = False


def check(context: Context) -> Iterator[Finding]:
    """Names that could be taken for another's, and words of several alphabets."""
    seen: dict[tuple[str, int, str], _Name] = {}
    told: set[tuple[str, str]] = set()
    for name in sorted(_names(context.ledger), key=lambda name: name.shy):
        group, entry, path, text = name[:4]
        if name.same and (group, text) in told:
            continue
        told.add((group, text))
        if word := mixed_word(text):
            message = f"'{word[:60]}' in the {group} of {named(entry)} mixes letters of several alphabets"
            hint = "type the whole word in one alphabet"
            yield Finding(entry.mark(*path), message, hint, entry.name)
            continue
        keys = [(group, number, look) for number, look in enumerate(looks(text)) if look]
        other = next((seen[key] for key in keys if key in seen), name)
        for key in keys if not name.shy else ():
            seen.setdefault(key, name)
        if finding := _alike(name, other):
            yield finding


def _alike(name: _Name, other: _Name) -> Finding | None:
    """The finding that one name looks like another, if it is another's."""
    if other is name or (other.entry.id == name.entry.id and not name.same):
        return None
    group, entry, path, text = name[:4]
    if name.same and looks(text)[0] != looks(other.text)[0]:
        return None  # capitals tell titles apart well enough
    how = "is the same as" if other.text == text else f"looks like '{other.text[:60]}',"
    message = f"the {group} '{text[:60]}' of {named(entry)} {how} that of {named(other.entry)}"
    hint = "make the names tell them apart, or make the two one record"
    if name.same:
        hint = "spell both the same, or in words that tell them apart"
    related = (Related(other.entry.mark(*other.path), f"the other {group}"),)
    return Finding(entry.mark(*path), message, hint, entry.name, related)


def _names(ledger: Ledger) -> Iterator[_Name]:
    for entry, side in ledger.each(Side):
        yield _Name("name of a side", entry, ("name",), side.name)
    for entry, party in ledger.each(Party):
        yield from _of_party(entry, party)
    for entry, source in ledger.each(Source):
        yield _Name("title", entry, ("title",), source.title, same=True)
        if source.author:
            yield _Name("author", entry, ("author",), source.author, same=True)
    for question_entry, question in ledger.each(Question):
        yield _Name("title", question_entry, ("title",), question.title, same=True)
    for line_entry, line in ledger.each(Timeline):
        yield _Name("title", line_entry, ("title",), line.title, same=True)
    for claim_entry, claim in ledger.each(Claim):
        for number, tag in enumerate(claim.tags):
            yield _Name("tag", claim_entry, ("tags", number), tag, same=True)


def _of_party(entry: Entry, party: Party) -> Iterator[_Name]:
    """Two speakers who are not named may be described alike."""
    if party.unnamed is not None:
        yield _Name("name", entry, ("unnamed", "described_as"), party.unnamed.described_as, shy=True)
        return
    yield _Name("name", entry, ("name",), party.name)
    if party.short_name:
        yield _Name("name", entry, ("short_name",), party.short_name)
    for language, name in party.names.items():
        yield _Name("name", entry, ("names", language), name)
